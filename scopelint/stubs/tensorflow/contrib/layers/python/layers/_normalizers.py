"""slim's batch and layer normalization, and its biases (tf_slim/layers/layers.py)."""

import _scopelint

import tensorflow as tf
from tensorflow.contrib.framework.python.ops import variables
from tensorflow.contrib.framework.python.ops.arg_scope import add_arg_scope
from tensorflow.contrib.layers.python.layers import utils
from tensorflow.contrib.layers.python.layers._shared import (
    DATA_FORMAT_NCHW, DATA_FORMAT_NHWC, _add_variable_to_collections, _build_variable_getter, _finish,
)
from tensorflow.layers import normalization as normalization_layers


@add_arg_scope
def batch_norm(
    inputs, decay=0.999, center=True, scale=False, epsilon=0.001, activation_fn=None, param_initializers=None, param_regularizers=None,
    updates_collections=tf.GraphKeys.UPDATE_OPS, is_training=True, reuse=None, variables_collections=None, outputs_collections=None,
    trainable=True, batch_weights=None, fused=None, data_format=DATA_FORMAT_NHWC, zero_debias_moving_mean=False, scope=None,
    renorm=False, renorm_clipping=None, renorm_decay=0.99, adjustment=None,
):
    rank = _scopelint.rank(inputs)
    initial = param_initializers or {}
    regular = param_regularizers or {}
    as_layer = batch_weights is None and updates_collections == tf.GraphKeys.UPDATE_OPS and not zero_debias_moving_mean
    may_fuse = batch_weights is None and not renorm and rank in (2, 4) and adjustment is None
    fuses = fused is not False and may_fuse and (zero_debias_moving_mean or rank == 2 or not as_layer)
    if as_layer and not fuses:
        with tf.variable_scope(scope, "BatchNorm", [inputs], reuse=reuse, custom_getter=_build_variable_getter()) as sc:
            layer = normalization_layers.BatchNormalization(
                axis=1 if data_format == DATA_FORMAT_NCHW else -1, momentum=decay, epsilon=epsilon, center=center, scale=scale,
                beta_initializer=initial.get("beta", tf.zeros_initializer()),
                gamma_initializer=initial.get("gamma", tf.ones_initializer()),
                moving_mean_initializer=initial.get("moving_mean", tf.zeros_initializer()),
                moving_variance_initializer=initial.get("moving_variance", tf.ones_initializer()),
                beta_regularizer=regular.get("beta"), gamma_regularizer=regular.get("gamma"), trainable=trainable, renorm=renorm,
                renorm_clipping=renorm_clipping, renorm_momentum=renorm_decay, adjustment=adjustment, name=sc.name, _scope=sc,
                _reuse=reuse, fused=fused,
            )
            outputs = layer.apply(inputs, training=is_training)
            for name in ("moving_mean", "moving_variance", "beta", "gamma"):
                if variables_collections and getattr(layer, name) is not None:
                    _add_variable_to_collections(getattr(layer, name), variables_collections, name)
            return _finish(outputs, None, None, activation_fn, outputs_collections, sc.name)
    getter = None if fuses else _build_variable_getter()
    with tf.variable_scope(scope, "BatchNorm", [inputs], reuse=reuse, custom_getter=getter) as sc:
        shape = [_scopelint.defined_size(inputs, 1 if data_format == DATA_FORMAT_NCHW else -1, "Inputs have undefined `C` dimension")]
        dtype = tf.float32 if fuses else inputs.dtype.base_dtype

        def parameter(name, initializer, trainable):
            return variables.model_variable(
                name, shape=shape, dtype=dtype, initializer=initial.get(name, initializer),
                regularizer=regular.get(name) if fuses else None,
                collections=utils.get_variable_collections(variables_collections, name), trainable=trainable,
            )

        beta = parameter("beta", tf.zeros_initializer(), trainable) if center else None
        gamma = parameter("gamma", tf.ones_initializer(), trainable) if scale else None
        with tf.variable_scope(tf.get_variable_scope()) as local_scope:
            local_scope.set_partitioner(None)
            moving_mean = parameter("moving_mean", tf.zeros_initializer(), False)
            moving_variance = parameter("moving_variance", tf.ones_initializer(), False)
        trains = utils.constant_value(is_training) is not False
        if fuses:
            original = inputs
            if rank == 2:
                inputs = tf.reshape(inputs, [-1, shape[0], 1, 1] if data_format == DATA_FORMAT_NCHW else [-1, 1, 1, shape[0]])
            gamma = tf.constant(1.0, dtype=dtype, shape=shape) if gamma is None else gamma
            beta = tf.constant(0.0, dtype=dtype, shape=shape) if beta is None else beta
            outputs, mean, variance = utils.smart_cond(
                is_training,
                lambda: tf.nn.fused_batch_norm(inputs, gamma, beta, epsilon=epsilon, data_format=data_format),
                lambda: tf.nn.fused_batch_norm(
                    inputs, gamma, beta, moving_mean, moving_variance, epsilon, is_training=False, data_format=data_format
                ),
            )
        else:
            mean, variance = moving_mean, moving_variance
            if trains:
                mean, variance = tf.nn.moments(inputs, list(range(rank - 1)) if rank else [0])
        if trains:

            def update():
                changed = tf.train.assign_moving_average(moving_mean, mean, decay, zero_debias=zero_debias_moving_mean)
                return changed, tf.train.assign_moving_average(moving_variance, variance, decay, zero_debias=False)

            if updates_collections is None:

                def forced():
                    update()
                    return tf.identity(outputs) if fuses else (tf.identity(mean), tf.identity(variance))

                kept = utils.smart_cond(is_training, forced, lambda: outputs if fuses else (moving_mean, moving_variance))
                if fuses:
                    outputs = kept
                else:
                    mean, variance = kept
            else:
                changed = utils.smart_cond(is_training, update, lambda: (moving_mean, moving_variance))
                for average in changed:
                    tf.add_to_collections(updates_collections, average)
        if not fuses:
            outputs = tf.nn.batch_normalization(inputs, mean, variance, beta, gamma, epsilon)
            outputs = _scopelint.with_shape(outputs, inputs.get_shape())
        elif rank == 2:
            outputs = _scopelint.with_shape(tf.reshape(outputs, tf.shape(original)), original.get_shape())
        else:
            outputs = _scopelint.with_shape(outputs, original.get_shape())
        return _finish(outputs, None, None, activation_fn, outputs_collections, sc.name)


def _normalized(
    inputs, default_name, shape, center, scale, initial, activation_fn, reuse, variables_collections, outputs_collections, trainable,
    scope, normalize,
):
    """Layer, instance and group norm: a `beta` and a `gamma`, and what `normalize` makes of the inputs and them."""
    with tf.variable_scope(scope, default_name, [inputs], reuse=reuse) as sc:
        dtype = inputs.dtype.base_dtype
        initial = initial or {}
        beta = gamma = None
        if center:
            beta = variables.model_variable(
                "beta", shape=shape, dtype=dtype, initializer=initial.get("beta", tf.zeros_initializer()),
                collections=utils.get_variable_collections(variables_collections, "beta"), trainable=trainable,
            )
        if scale:
            gamma = variables.model_variable(
                "gamma", shape=shape, dtype=dtype, initializer=initial.get("gamma", tf.ones_initializer()),
                collections=utils.get_variable_collections(variables_collections, "gamma"), trainable=trainable,
            )
        outputs = _scopelint.with_shape(normalize(beta, gamma), inputs.get_shape())
        return _finish(outputs, None, None, activation_fn, outputs_collections, sc.name)


@add_arg_scope
def layer_norm(
    inputs, center=True, scale=True, activation_fn=None, reuse=None, variables_collections=None, outputs_collections=None,
    trainable=True, begin_norm_axis=1, begin_params_axis=-1, scope=None,
):
    shape = _scopelint.defined_shape(inputs, begin_params_axis)
    return _normalized(
        inputs, "LayerNorm", shape, center, scale, None, activation_fn, reuse, variables_collections, outputs_collections, trainable,
        scope, lambda beta, gamma: tf.nn.batch_normalization(inputs, 0.0, 1.0, beta, gamma, 1e-12),
    )




@add_arg_scope
def bias_add(
    inputs, activation_fn=None, initializer=tf.zeros_initializer(), regularizer=None, reuse=None, variables_collections=None,
    outputs_collections=None, trainable=True, data_format=DATA_FORMAT_NHWC, scope=None,
):
    with tf.variable_scope(scope, "BiasAdd", [inputs], reuse=reuse) as sc:
        size = _scopelint.defined_size(inputs, 1 if data_format == DATA_FORMAT_NCHW else -1, "`C` dimension must be known but is None")
        biases = variables.model_variable(
            "biases", shape=[size], dtype=inputs.dtype.base_dtype, initializer=initializer, regularizer=regularizer,
            collections=utils.get_variable_collections(variables_collections, "biases"), trainable=trainable,
        )
        outputs = tf.nn.bias_add(inputs, biases, data_format=data_format)
        return _finish(outputs, None, None, activation_fn, outputs_collections, sc.name)
