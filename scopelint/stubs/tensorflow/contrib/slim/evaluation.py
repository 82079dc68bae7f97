"""`slim.evaluation` (contrib/slim/python/slim/evaluation.py)."""

import tensorflow as tf
from tensorflow.train import _evaluation
from tensorflow.train._evaluation import checkpoints_iterator, wait_for_new_checkpoint

_USE_DEFAULT = 0


def _hooks(logdir, num_evals, summary_op, hooks):
    if summary_op == _USE_DEFAULT:
        summary_op = tf.summary.merge_all()
    found = [_evaluation.StopAfterNEvalsHook(num_evals)]
    if summary_op is not None:
        found.append(_evaluation.SummaryAtEndHook(log_dir=logdir, summary_op=summary_op))
    return found + list(hooks or ())


def evaluate_once(
    master, checkpoint_path, logdir, num_evals=1, initial_op=None, initial_op_feed_dict=None, eval_op=None, eval_op_feed_dict=None,
    final_op=None, final_op_feed_dict=None, summary_op=_USE_DEFAULT, summary_op_feed_dict=None, variables_to_restore=None,
    session_config=None, hooks=None,
):
    all_hooks = _hooks(logdir, num_evals, summary_op, hooks)
    saver = None if variables_to_restore is None else tf.train.Saver(variables_to_restore)
    scaffold = tf.train.Scaffold(init_op=initial_op, saver=saver)
    return _evaluation.evaluate_once(checkpoint_path, scaffold=scaffold, eval_ops=eval_op, final_ops=final_op, hooks=all_hooks)


def evaluation_loop(
    master, checkpoint_dir, logdir, num_evals=1, initial_op=None, initial_op_feed_dict=None, init_fn=None, eval_op=None,
    eval_op_feed_dict=None, final_op=None, final_op_feed_dict=None, summary_op=_USE_DEFAULT, summary_op_feed_dict=None,
    variables_to_restore=None, eval_interval_secs=60, max_number_of_evaluations=None, session_config=None, timeout=None, timeout_fn=None,
    hooks=None,
):
    all_hooks = _hooks(logdir, num_evals, summary_op, hooks)
    saver = None if variables_to_restore is None else tf.train.Saver(variables_to_restore)
    scaffold = tf.train.Scaffold(init_op=initial_op, init_fn=init_fn, saver=saver)
    return _evaluation.evaluate_repeatedly(checkpoint_dir, scaffold=scaffold, eval_ops=eval_op, final_ops=final_op, hooks=all_hooks)
