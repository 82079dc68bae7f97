"""`slim.learning` (tf_slim/learning.py, tf_slim/training/training.py)."""

import tensorflow as tf
from tensorflow.contrib import training
from tensorflow.contrib.training import add_gradients_summaries, clip_gradient_norms, multiply_gradients

_USE_GLOBAL_STEP = 0


def create_train_op(
    total_loss, optimizer, global_step=_USE_GLOBAL_STEP, update_ops=None, variables_to_train=None, clip_gradient_norm=0,
    summarize_gradients=False, gate_gradients=1, aggregation_method=None, colocate_gradients_with_ops=False, gradient_multipliers=None,
    check_numerics=True,
):
    def transform(grads):
        if clip_gradient_norm:
            with tf.name_scope("clip_grads"):
                grads = clip_gradient_norms(grads, clip_gradient_norm)
        return grads

    return training.create_train_op(
        total_loss, optimizer, global_step, update_ops, variables_to_train, transform, summarize_gradients, gate_gradients,
        aggregation_method, colocate_gradients_with_ops, check_numerics,
    )


def train_step(sess, train_op, global_step, train_step_kwargs):
    return sess.run(train_op), False


def train(train_op, logdir, *args, **kwargs):
    """Runs a session; makes the global step where there is none."""
    graph = kwargs.get("graph") or tf.get_default_graph()
    with graph.as_default():
        if kwargs.get("global_step") is None:
            tf.train.get_or_create_global_step()
    return tf.Session().run(train_op)
