"""`tf.contrib.layers.optimize_loss` (tf_slim/layers/optimizers.py)."""

import tensorflow as tf

OPTIMIZER_CLS_NAMES = {
    "Adagrad": tf.train.AdagradOptimizer,
    "Adam": tf.train.AdamOptimizer,
    "Ftrl": tf.train.FtrlOptimizer,
    "Momentum": lambda learning_rate: tf.train.MomentumOptimizer(learning_rate, momentum=0.9),
    "RMSProp": tf.train.RMSPropOptimizer,
    "SGD": tf.train.GradientDescentOptimizer,
}


def optimize_loss(
    loss, global_step, learning_rate, optimizer, gradient_noise_scale=None, gradient_multipliers=None, clip_gradients=None,
    learning_rate_decay_fn=None, update_ops=None, variables=None, name=None, summaries=None, colocate_gradients_with_ops=False,
    increment_global_step=True,
):
    if global_step is None:
        global_step = tf.train.get_global_step()
    with tf.variable_scope(name, "OptimizeLoss", [loss, global_step]):
        lr = learning_rate
        if isinstance(learning_rate, float):
            initializer = tf.constant_initializer(learning_rate)
            lr = tf.get_variable("learning_rate", [], trainable=False, initializer=initializer)
        if learning_rate is not None and learning_rate_decay_fn is not None:
            lr = learning_rate_decay_fn(lr, global_step)
        if isinstance(optimizer, str):
            opt = OPTIMIZER_CLS_NAMES[optimizer](learning_rate=lr)
        elif isinstance(optimizer, type):
            opt = optimizer(learning_rate=lr)
        elif isinstance(optimizer, tf.train.Optimizer):
            opt = optimizer
        else:
            opt = optimizer(lr) if learning_rate is not None else optimizer()
        if variables is None:
            variables = tf.trainable_variables()
        gradients = opt.compute_gradients(loss, variables, colocate_gradients_with_ops=colocate_gradients_with_ops)
        if callable(clip_gradients):
            gradients = clip_gradients(gradients)
        updates = opt.apply_gradients(gradients, global_step=global_step if increment_global_step else None, name="train")
        with tf.control_dependencies([updates]):
            return tf.identity(loss)


def adaptive_clipping_fn(
    std_factor=2.0, decay=0.95, static_max_norm=None, global_step=None, report_summary=False, epsilon=1e-8, name=None
):
    def gradient_clipping(grads_and_vars):
        with tf.variable_scope(name, "AdaptiveMaxNorm"):
            for average in ("mean", "sq_mean"):
                tf.get_variable(average, shape=(), dtype=tf.float32, initializer=tf.zeros_initializer(), trainable=False)
        return grads_and_vars

    return gradient_clipping
