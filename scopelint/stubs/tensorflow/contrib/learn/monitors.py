"""`tf.contrib.learn.monitors` (contrib/learn/python/learn/monitors.py): they watch, and make nothing."""

import tensorflow as tf


class BaseMonitor(tf.train.SessionRunHook):
    def __init__(self, *args, **kwargs):
        pass


class ValidationMonitor(BaseMonitor):
    pass


class PrintTensor(BaseMonitor):
    pass


class LoggingTrainable(BaseMonitor):
    pass


class SummarySaver(BaseMonitor):
    pass


class CheckpointSaver(BaseMonitor):
    pass


class StopAtStep(BaseMonitor):
    pass


class StepCounter(BaseMonitor):
    pass


class NanLoss(BaseMonitor):
    pass


def replace_monitors_with_hooks(monitors_or_hooks, estimator):
    return list(monitors_or_hooks or [])
