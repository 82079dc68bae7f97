"""`tf.contrib.summary` (python/ops/summary_ops_v2.py): a summary that is recorded needs a step, and makes the global one."""

import contextlib

import _scopelint
import tensorflow as tf


class _Context:
    def __init__(self):
        self.writer = None
        self.records = False


_CONTEXT = _Context()


class SummaryWriter:
    def __init__(self, resource, init_op_fn):
        self._resource = resource

    def set_as_default(self):
        _CONTEXT.writer = self

    @contextlib.contextmanager
    def as_default(self):
        old = _CONTEXT.writer
        _CONTEXT.writer = self
        yield self
        _CONTEXT.writer = old

    def init(self):
        return tf.no_op()

    def flush(self):
        return tf.no_op()

    def close(self):
        return tf.no_op()


def create_file_writer(logdir, max_queue=None, flush_millis=None, filename_suffix=None, name=None):
    return SummaryWriter(logdir, None)


def create_db_writer(db_uri, experiment_name=None, run_name=None, user_name=None, name=None):
    return SummaryWriter(db_uri, None)


@contextlib.contextmanager
def _recording(records):
    old = _CONTEXT.records
    _CONTEXT.records = records
    yield
    _CONTEXT.records = old


def always_record_summaries():
    return _recording(True)


def never_record_summaries():
    return _recording(False)


def record_summaries_every_n_global_steps(n, global_step=None):
    if global_step is None:
        global_step = tf.train.get_or_create_global_step()
    return _recording(True)


def should_record_summaries():
    return _CONTEXT.records


def _recorded(step):
    if _CONTEXT.writer is not None and _CONTEXT.records and step is None:
        tf.train.get_or_create_global_step()
    return tf.no_op()


def scalar(name, tensor, family=None, step=None):
    return _recorded(step)


def generic(name, tensor, metadata=None, family=None, step=None):
    return _recorded(step)


def histogram(name, tensor, family=None, step=None):
    return _recorded(step)


def image(name, tensor, bad_color=None, max_images=3, family=None, step=None):
    return _recorded(step)


def audio(name, tensor, sample_rate, max_outputs, family=None, step=None):
    return _recorded(step)


def graph(param, step=None, name=None):
    return tf.no_op()


def initialize(graph=None, session=None):
    pass


def all_summary_ops():
    return _scopelint.unknown("the summaries")


def summary_writer_initializer_op():
    return _scopelint.unknown("what starts the writers")
