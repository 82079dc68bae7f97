"""`tf.contrib.layers.optimize_loss` (contrib/layers/python/layers/optimizers.py)."""

import _scopelint
import tensorflow as tf
from tensorflow._util import with_dependencies

OPTIMIZER_CLS_NAMES = {
    "Adagrad": tf.train.AdagradOptimizer,
    "Adam": tf.train.AdamOptimizer,
    "Ftrl": tf.train.FtrlOptimizer,
    "Momentum": lambda learning_rate: tf.train.MomentumOptimizer(learning_rate, momentum=0.9),
    "RMSProp": tf.train.RMSPropOptimizer,
    "SGD": tf.train.GradientDescentOptimizer,
}

OPTIMIZER_SUMMARIES = ["learning_rate", "loss", "gradients", "gradient_norm", "global_gradient_norm"]


def _learning_rate(learning_rate):
    if learning_rate is None or isinstance(learning_rate, tf.Tensor):
        return learning_rate
    if isinstance(learning_rate, (int, str)):
        raise ValueError("Learning rate should be 0d Tensor or float. Got %s of type %s" % (learning_rate, type(learning_rate)))
    if _scopelint.is_known(learning_rate) and learning_rate < 0.0:
        raise ValueError("Invalid learning_rate %s." % learning_rate)
    return tf.get_variable("learning_rate", [], trainable=False, initializer=tf.constant_initializer(learning_rate))


def _optimizer(optimizer, learning_rate, lr):
    if isinstance(optimizer, (str, type)) and lr is None:
        raise ValueError("Learning rate is None, but should be specified if optimizer is string or class (%s)." % optimizer)
    if isinstance(optimizer, str):
        if optimizer not in OPTIMIZER_CLS_NAMES:
            raise ValueError("Optimizer name should be one of [%s], you provided %s." % (", ".join(OPTIMIZER_CLS_NAMES), optimizer))
        return OPTIMIZER_CLS_NAMES[optimizer](learning_rate=lr)
    if isinstance(optimizer, type):
        return optimizer(learning_rate=lr)
    if isinstance(optimizer, tf.train.Optimizer):
        return optimizer
    return optimizer(lr) if learning_rate is not None else optimizer()


def optimize_loss(
    loss, global_step, learning_rate, optimizer, gradient_noise_scale=None, gradient_multipliers=None, clip_gradients=None,
    learning_rate_decay_fn=None, update_ops=None, variables=None, name=None, summaries=None, colocate_gradients_with_ops=False,
    increment_global_step=True,
):
    loss = tf.convert_to_tensor(loss)
    if global_step is None:
        global_step = tf.train.get_global_step()
    else:
        tf.train.assert_global_step(global_step)
    with tf.variable_scope(name, "OptimizeLoss", [loss, global_step]):
        if update_ops is None:
            update_ops = tf.get_collection(tf.GraphKeys.UPDATE_OPS)
        if update_ops:
            loss = with_dependencies(list(update_ops), loss)
        lr = _learning_rate(learning_rate)
        if summaries is None:
            summaries = ["loss", "learning_rate", "global_gradient_norm"]
        for summary in summaries:
            if summary not in OPTIMIZER_SUMMARIES:
                raise ValueError("Summaries should be one of [%s], you provided %s." % (", ".join(OPTIMIZER_SUMMARIES), summary))
        if learning_rate is not None and learning_rate_decay_fn is not None:
            if global_step is None:
                raise ValueError("global_step is required for learning_rate_decay_fn.")
            lr = learning_rate_decay_fn(lr, global_step)
            if "learning_rate" in summaries:
                tf.summary.scalar("learning_rate", lr)
        opt = _optimizer(optimizer, learning_rate, lr)
        if variables is None:
            variables = tf.trainable_variables()
        gradients = opt.compute_gradients(loss, variables, colocate_gradients_with_ops=colocate_gradients_with_ops)
        if gradient_noise_scale is not None:
            gradients = [(g if g is None else g + tf.truncated_normal(g.get_shape()) * gradient_noise_scale, v) for g, v in gradients]
        if gradient_multipliers is not None:
            gradients = [(_multiplied(g, v, gradient_multipliers), v) for g, v in gradients]
        gradients = _clipped(gradients, clip_gradients, summaries, loss)
        updates = opt.apply_gradients(gradients, global_step=global_step if increment_global_step else None, name="train")
        return with_dependencies([updates], loss)


def _clipped(gradients, clip_gradients, summaries, loss):
    """The gradients, clipped, and the summaries of them."""
    norms = "global_gradient_norm" in summaries or "gradient_norm" in summaries
    if norms:
        tf.summary.scalar("global_norm/gradient_norm", tf.global_norm([g for g, _ in gradients]))
    if isinstance(clip_gradients, float):
        clipped, _ = tf.clip_by_global_norm([g for g, _ in gradients], clip_gradients)
        gradients = list(zip(clipped, [v for _, v in gradients]))
    elif callable(clip_gradients):
        gradients = clip_gradients(gradients)
    elif clip_gradients is not None:
        raise ValueError("Unknown type %s for clip_gradients" % type(clip_gradients))
    if "loss" in summaries:
        tf.summary.scalar("loss", loss)
    for gradient, variable in gradients:
        if not _scopelint.is_none(gradient):
            values = gradient.values if isinstance(gradient, tf.IndexedSlices) else gradient
            name = variable.name.replace(":", "_")
            if "gradients" in summaries:
                tf.summary.histogram("gradients/%s" % name, values)
            if "gradient_norm" in summaries:
                tf.summary.scalar("gradient_norm/%s" % name, tf.global_norm([values]))
    if clip_gradients is not None and norms:
        tf.summary.scalar("global_norm/clipped_gradient_norm", tf.global_norm([g for g, _ in gradients]))
    return gradients


def _multiplied(gradient, variable, multipliers):
    known = variable if variable in multipliers else variable.name
    if gradient is None or known not in multipliers:
        return gradient
    return gradient * tf.cast(multipliers[known], gradient.dtype)


def adaptive_clipping_fn(
    std_factor=2.0, decay=0.95, static_max_norm=None, global_step=None, report_summary=False, epsilon=1e-8, name=None
):
    def gradient_clipping(grads_and_vars):
        with tf.variable_scope(name, "AdaptiveMaxNorm"):
            for average in ("mean", "sq_mean"):
                tf.get_variable(average, shape=(), dtype=tf.float32, initializer=tf.zeros_initializer(), trainable=False)
        return grads_and_vars

    return gradient_clipping
