"""Optimizers around optimizers (training/sync_replicas_optimizer.py)."""

import tensorflow as tf
from tensorflow.train._monitored import SessionRunHook
from tensorflow.train._optimizer import Optimizer


class SyncReplicasOptimizer(Optimizer):
    """Counts its steps in a local variable, made in the name scope that is open; all else is the inner optimizer's."""

    def __init__(
        self, opt, replicas_to_aggregate, total_num_replicas=None, variable_averages=None, variables_to_average=None, use_locking=False,
        name="sync_replicas",
    ):
        Optimizer.__init__(self, use_locking, name)
        self._opt = opt
        self._variable_averages = variable_averages
        self._variables_to_average = variables_to_average

    def compute_gradients(self, *args, **kwargs):
        return self._opt.compute_gradients(*args, **kwargs)

    def apply_gradients(self, grads_and_vars, global_step=None, name=None):
        if global_step is None:
            raise ValueError("Global step is required to check staleness")
        self._local_step = tf.Variable(
            initial_value=0, trainable=False, collections=[tf.GraphKeys.LOCAL_VARIABLES], dtype=global_step.dtype.base_dtype,
            name="sync_rep_local_step",
        )
        with tf.name_scope(None, self._name):
            with tf.name_scope(""):
                self._opt.apply_gradients(grads_and_vars, global_step)
            train_op = tf.assign(self._local_step, global_step)
            if self._variable_averages is not None:
                with tf.name_scope(""):
                    self._variable_averages.apply(self._variables_to_average)
        self.local_step_init_op = self.chief_init_op = self.ready_for_local_init_op = tf.no_op()
        return train_op

    def get_chief_queue_runner(self):
        return None

    def get_slot(self, *args, **kwargs):
        return self._opt.get_slot(*args, **kwargs)

    def variables(self):
        return self._opt.variables()

    def get_slot_names(self, *args, **kwargs):
        return self._opt.get_slot_names(*args, **kwargs)

    def get_init_tokens_op(self, num_tokens=-1):
        return tf.no_op()

    def make_session_run_hook(self, is_chief, num_tokens=-1):
        return SessionRunHook()
