"""Evaluating checkpoints (training/evaluation.py, contrib/training/python/training/evaluation.py): `eval_step` is a local variable."""

import _scopelint
import tensorflow as tf


def get_or_create_eval_step():
    known = tf.get_collection(tf.GraphKeys.EVAL_STEP)
    if len(known) == 1:
        return known[0]
    if known:
        raise ValueError("Multiple tensors added to tf.GraphKeys.EVAL_STEP")
    return tf.get_variable(
        "eval_step", shape=[], dtype=tf.int64, initializer=tf.zeros_initializer(), trainable=False,
        collections=[tf.GraphKeys.LOCAL_VARIABLES, tf.GraphKeys.EVAL_STEP],
    )


class StopAfterNEvalsHook(tf.train.SessionRunHook):
    def __init__(self, num_evals, log_progress=True):
        self._num_evals = num_evals


class SummaryAtEndHook(tf.train.SessionRunHook):
    def __init__(self, log_dir=None, summary_writer=None, summary_op=None, feed_dict=None):
        if log_dir is None and summary_writer is None:
            raise ValueError("One of log_dir or summary_writer should be used.")

    def begin(self):
        tf.train.get_or_create_global_step()


def _evaluate(eval_ops, final_ops, scaffold, hooks):
    eval_step = get_or_create_eval_step()
    if eval_ops is not None:
        update = tf.assign_add(eval_step, 1)
        if isinstance(eval_ops, dict):
            eval_ops["update_eval_step"] = update
    with tf.train.MonitoredSession(tf.train.ChiefSessionCreator(scaffold=scaffold), hooks=hooks) as session:
        session.run(eval_ops)
    return _scopelint.unknown("what was evaluated") if final_ops is not None else None


def evaluate_once(
    checkpoint_path, master="", scaffold=None, eval_ops=None, feed_dict=None, final_ops=None, final_ops_feed_dict=None, hooks=None,
    config=None,
):
    return _evaluate(eval_ops, final_ops, scaffold, hooks)


def evaluate_repeatedly(
    checkpoint_dir, master="", scaffold=None, eval_ops=None, feed_dict=None, final_ops=None, final_ops_feed_dict=None,
    eval_interval_secs=60, hooks=None, config=None, max_number_of_evaluations=None, timeout=None, timeout_fn=None,
):
    return _evaluate(eval_ops, final_ops, scaffold, hooks)


def wait_for_new_checkpoint(checkpoint_dir, last_checkpoint=None, seconds_to_sleep=1, timeout=None):
    return _scopelint.unknown("a checkpoint", kind=str)


def checkpoints_iterator(checkpoint_dir, min_interval_secs=0, timeout=None, timeout_fn=None):
    return _scopelint.unknown("checkpoints")
