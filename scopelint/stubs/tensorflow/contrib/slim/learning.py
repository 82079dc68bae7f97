"""`slim.learning` (tf_slim/learning.py, tf_slim/training/training.py)."""

import tensorflow as tf

_USE_GLOBAL_STEP = 0


def clip_gradient_norms(gradients_to_variables, max_norm):
    return [(gradient if gradient is None else tf.clip_by_norm(gradient, max_norm), v) for gradient, v in gradients_to_variables]


def multiply_gradients(grads_and_vars, gradient_multipliers):
    return grads_and_vars


def add_gradients_summaries(grads_and_vars):
    return [tf.summary.histogram(v.op.name + "/gradient", gradient) for gradient, v in grads_and_vars if gradient is not None]


def create_train_op(
    total_loss, optimizer, global_step=_USE_GLOBAL_STEP, update_ops=None, variables_to_train=None, clip_gradient_norm=0,
    summarize_gradients=False, gate_gradients=1, aggregation_method=None, colocate_gradients_with_ops=False, gradient_multipliers=None,
    check_numerics=True,
):
    if global_step is _USE_GLOBAL_STEP:
        global_step = tf.train.get_or_create_global_step()
    if variables_to_train is None:
        variables_to_train = tf.trainable_variables()
    grads = optimizer.compute_gradients(
        total_loss, variables_to_train, gate_gradients=gate_gradients, aggregation_method=aggregation_method,
        colocate_gradients_with_ops=colocate_gradients_with_ops,
    )
    if clip_gradient_norm:
        with tf.name_scope("clip_grads"):
            grads = clip_gradient_norms(grads, clip_gradient_norm)
    if summarize_gradients:
        with tf.name_scope("summarize_grads"):
            add_gradients_summaries(grads)
    updates = optimizer.apply_gradients(grads, global_step=global_step)
    with tf.name_scope("train_op"):
        with tf.control_dependencies([updates]):
            train_op = tf.identity(total_loss)
    tf.add_to_collection(tf.GraphKeys.TRAIN_OP, train_op)
    return train_op


def train_step(sess, train_op, global_step, train_step_kwargs):
    return sess.run(train_op), False


def train(train_op, logdir, *args, **kwargs):
    """Runs a session; makes the global step where there is none."""
    graph = kwargs.get("graph") or tf.get_default_graph()
    with graph.as_default():
        if kwargs.get("global_step") is None:
            tf.train.get_or_create_global_step()
    return tf.Session().run(train_op)
