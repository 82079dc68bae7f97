"""Parts of such networks (contrib/gan/python/features/python)."""

import re

import tensorflow as tf
from tensorflow.contrib import opt


def tensor_pool(input_values, pool_size=50, pooling_probability=0.5, name="tensor_pool"):
    """What was given earlier, now and then: values of the same sizes."""
    if pool_size < 0:
        raise ValueError("`pool_size` is negative.")
    if pool_size == 0:
        return input_values
    with tf.name_scope("{}_pool_queue".format(name)):
        return tf.contrib.framework.nest.map_structure(tf.identity, input_values)


def condition_tensor(tensor, conditioning):
    features = tensor.shape[1:].num_elements()
    if features is None:
        raise ValueError("Shape %s is not fully defined" % tensor.shape[1:])
    if conditioning.shape.ndims < 2:
        raise ValueError("conditioning must be at least 2D, but saw shape: %s" % conditioning.shape)
    mapped = tf.layers.dense(tf.layers.flatten(conditioning), features, kernel_initializer=tf.glorot_uniform_initializer())
    if not mapped.shape.is_compatible_with(tensor.shape):
        mapped = tf.reshape(mapped, tf.shape(tensor))
    return tensor + mapped


def condition_tensor_from_onehot(tensor, one_hot_labels, embedding_size=256):
    one_hot_labels.shape.assert_has_rank(2)
    one_hot_labels.shape[1:].assert_is_fully_defined()
    label = tf.argmax(one_hot_labels, axis=1)
    embedding = tf.get_variable("embedding", [one_hot_labels.shape[1], embedding_size])
    return condition_tensor(tensor, tf.nn.embedding_lookup(embedding, label, name="token_to_embedding"))


def clip_variables(optimizer, variables, weight_clip):
    if weight_clip < 0:
        raise ValueError("`discriminator_weight_clip` must be positive. Instead, was %s" % weight_clip)
    return opt.VariableClippingOptimizer(opt=optimizer, vars_to_clip_dims={v: [] for v in variables}, max_norm=weight_clip)


def clip_discriminator_weights(optimizer, model, weight_clip):
    return clip_variables(optimizer, model.discriminator_variables, weight_clip)


def compute_spectral_norm(w_tensor, power_iteration_rounds=1, training=True, name=None):
    with tf.variable_scope(name, "spectral_norm"):
        w = tf.reshape(w_tensor, (-1, w_tensor.get_shape()[-1]))
        kept = tf.get_variable(
            "spectral_norm_u", shape=(w.shape[0], 1), dtype=w.dtype, initializer=tf.random_normal_initializer(), trainable=False
        )
        u = kept
        for _ in range(power_iteration_rounds):
            v = tf.nn.l2_normalize(tf.matmul(w, u, transpose_a=True))
            u = tf.nn.l2_normalize(tf.matmul(w, v))
        if training:
            with tf.control_dependencies([kept.assign(u, name="update_u")]):
                u = tf.identity(u)
        u, v = tf.stop_gradient(u), tf.stop_gradient(v)
        norm = tf.matmul(tf.matmul(u, w, transpose_a=True), v)
        return norm[0][0]


def spectral_normalize(w, power_iteration_rounds=1, equality_constrained=True, training=True, name=None):
    with tf.variable_scope(name, "spectral_normalize"):
        factor = compute_spectral_norm(w, power_iteration_rounds, training)
        if not equality_constrained:
            factor = tf.maximum(1.0, factor)
        return tf.reshape(w / factor, w.get_shape())


def spectral_norm_regularizer(scale, power_iteration_rounds=1, training=True, scope=None):
    if isinstance(scale, int):
        raise ValueError("scale cannot be an integer: %s" % scale)
    if scale == 0.0:
        return lambda _: None

    def of_weights(weights, name=None):
        with tf.name_scope(scope, "SpectralNormRegularizer", [weights]) as name:
            factor = tf.convert_to_tensor(scale, dtype=weights.dtype.base_dtype, name="scale")
            return tf.multiply(factor, compute_spectral_norm(weights, power_iteration_rounds, training), name=name)

    return of_weights


def _is_kernel(name):
    return re.match(r"(.*\/)?(depthwise_|pointwise_)?(weights|kernel)$", name) is not None


def spectral_normalization_custom_getter(
    name_filter=_is_kernel, power_iteration_rounds=1, equality_constrained=True, training=True
):
    """Gives what is asked for divided by its norm, which is kept in a variable in a scope named by the whole name."""
    if not callable(name_filter):
        raise ValueError("name_filter must be callable")

    def getter_of(getter, name, *args, **kwargs):
        if not name_filter(name):
            return getter(name, *args, **kwargs)
        if name.endswith("spectral_norm_u"):
            raise ValueError("Cannot apply Spectral Normalization to internal variables created for Spectral Normalization.")
        weights = getter(name, *args, **kwargs)
        if len(weights.get_shape()) < 2:
            raise ValueError("Spectral norm can only be applied to multi-dimensional tensors")
        return spectral_normalize(weights, power_iteration_rounds, equality_constrained, training, name=(name + "/spectral_normalize"))

    return getter_of


class VBN(object):
    """Normalizes by the statistics of one batch that all others are held against; its variables are made once, at the start."""

    def __init__(
        self, reference_batch, axis=-1, epsilon=1e-3, center=True, scale=True, beta_initializer=tf.zeros_initializer(),
        gamma_initializer=tf.ones_initializer(), beta_regularizer=None, gamma_regularizer=None, trainable=True, name=None, batch_axis=0,
    ):
        if reference_batch.shape.ndims is None:
            raise ValueError("`reference_batch` has unknown dimensions.")
        axis = axis % reference_batch.shape.ndims
        if axis == batch_axis:
            raise ValueError("`axis` and `batch_axis` cannot be the same.")
        with tf.variable_scope(name, "VBN", values=[reference_batch]) as self._vs:
            self._reference_batch = reference_batch
            size = reference_batch.shape[axis]
            if center:
                self._beta = tf.get_variable(
                    "beta", (size,), initializer=beta_initializer, regularizer=beta_regularizer, trainable=trainable
                )
            if scale:
                self._gamma = tf.get_variable(
                    "gamma", (size,), initializer=gamma_initializer, regularizer=gamma_regularizer, trainable=trainable
                )
        self._own = [v for made, v in ((center, "_beta"), (scale, "_gamma")) if made]

    def _normalized(self, inputs):
        return tf.add_n([tf.identity(inputs)] + [0.0 * inputs * tf.reduce_sum(getattr(self, one)) for one in self._own])

    def reference_batch_normalization(self):
        with tf.name_scope(self._vs.name):
            return self._normalized(self._reference_batch)

    def __call__(self, inputs):
        with tf.name_scope(self._vs.name, values=[inputs, self._reference_batch]):
            return self._normalized(inputs)
