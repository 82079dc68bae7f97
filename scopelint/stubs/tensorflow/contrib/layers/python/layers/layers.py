"""slim's layers: variable scopes around `tf.layers` objects, with other names for the weights (tf_slim/layers/layers.py)."""

import functools

import _scopelint

import tensorflow as tf
from tensorflow.contrib.framework.python.ops import variables
from tensorflow.contrib.framework.python.ops.arg_scope import add_arg_scope
from tensorflow.contrib.layers.python.layers import initializers, utils
from tensorflow.contrib.layers.python.layers._rare import GDN, gdn, spatial_softmax
from tensorflow.layers import convolutional as convolutional_layers
from tensorflow.layers import core as core_layers
from tensorflow.layers import normalization as normalization_layers
from tensorflow.layers import pooling as pooling_layers

DATA_FORMAT_NCHW = "NCHW"
DATA_FORMAT_NHWC = "NHWC"
DATA_FORMAT_NCDHW = "NCDHW"
DATA_FORMAT_NDHWC = "NDHWC"


def _channels(data_format):
    return "channels_first" if data_format and data_format.startswith("NC") else "channels_last"


# --- variables by other names --------------------------------------------------------------------------


def _model_variable_getter(
    getter, name, shape=None, dtype=None, initializer=None, regularizer=None, trainable=True, collections=None, caching_device=None,
    partitioner=None, rename=None, use_resource=None, synchronization=None, aggregation=None, **_
):
    return variables.model_variable(
        _scopelint.renamed(name, rename or {}), shape=shape, dtype=dtype, initializer=initializer, regularizer=regularizer, collections=collections,
        trainable=trainable, caching_device=caching_device, partitioner=partitioner, custom_getter=getter,
        use_resource=use_resource, synchronization=synchronization, aggregation=aggregation,
    )


def _build_variable_getter(rename=None):
    def layer_variable_getter(getter, *args, **kwargs):
        kwargs["rename"] = rename
        return _model_variable_getter(getter, *args, **kwargs)

    return layer_variable_getter


_WEIGHTS_AND_BIASES = {"bias": "biases", "kernel": "weights"}


def _add_variable_to_collections(variable, collections_set, collections_name):
    for collection in utils.get_variable_collections(collections_set, collections_name) or []:
        _scopelint.add_new_to_collection(collection, _scopelint.parts(variable))


def _collect(layer, variables_collections):
    """Put a layer's weights and biases into the collections that the caller wants."""
    if variables_collections:
        _add_variable_to_collections(layer.kernel, variables_collections, "weights")
        if layer.bias is not None:
            _add_variable_to_collections(layer.bias, variables_collections, "biases")


def _finish(outputs, normalizer_fn, normalizer_params, activation_fn, outputs_collections, alias):
    if normalizer_fn is not None:
        outputs = normalizer_fn(outputs, **(normalizer_params or {}))
    if activation_fn is not None:
        outputs = activation_fn(outputs)
    return utils.collect_named_outputs(outputs_collections, alias, outputs)


# --- pooling ---------------------------------------------------------------------------------------------


def _pooled(layer_class, inputs, kernel_size, stride, padding, data_format, outputs_collections, scope, default_name):
    with tf.name_scope(scope, default_name, [inputs]) as sc:
        layer = layer_class(pool_size=kernel_size, strides=stride, padding=padding, data_format=_channels(data_format), _scope=sc)
        return utils.collect_named_outputs(outputs_collections, sc, layer.apply(inputs))


@add_arg_scope
def avg_pool2d(inputs, kernel_size, stride=2, padding="VALID", data_format=DATA_FORMAT_NHWC, outputs_collections=None, scope=None):
    layer_class = pooling_layers.AveragePooling2D
    return _pooled(layer_class, inputs, kernel_size, stride, padding, data_format, outputs_collections, scope, "AvgPool2D")


@add_arg_scope
def avg_pool3d(inputs, kernel_size, stride=2, padding="VALID", data_format=DATA_FORMAT_NDHWC, outputs_collections=None, scope=None):
    layer_class = pooling_layers.AveragePooling3D
    return _pooled(layer_class, inputs, kernel_size, stride, padding, data_format, outputs_collections, scope, "AvgPool3D")


@add_arg_scope
def max_pool2d(inputs, kernel_size, stride=2, padding="VALID", data_format=DATA_FORMAT_NHWC, outputs_collections=None, scope=None):
    layer_class = pooling_layers.MaxPooling2D
    return _pooled(layer_class, inputs, kernel_size, stride, padding, data_format, outputs_collections, scope, "MaxPool2D")


@add_arg_scope
def max_pool3d(inputs, kernel_size, stride=2, padding="VALID", data_format=DATA_FORMAT_NDHWC, outputs_collections=None, scope=None):
    layer_class = pooling_layers.MaxPooling3D
    return _pooled(layer_class, inputs, kernel_size, stride, padding, data_format, outputs_collections, scope, "MaxPool3D")


@add_arg_scope
def pool(
    inputs, kernel_size, pooling_type, padding="VALID", data_format=None, dilation_rate=1, stride=1, outputs_collections=None, scope=None
):
    with tf.name_scope(scope, "%s_pool" % pooling_type.lower(), [inputs]) as sc:
        space = (_scopelint.rank(inputs) or 4) - 2
        outputs = tf.nn.pool(
            inputs, _scopelint.sizes(kernel_size, space), pooling_type, padding, _scopelint.sizes(dilation_rate, space),
            _scopelint.sizes(stride, space), sc, data_format,
        )
        return utils.collect_named_outputs(outputs_collections, sc, outputs)


# --- normalisation ---------------------------------------------------------------------------------------


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


# --- convolutions -------------------------------------------------------------------------------------------


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


_CONVOLUTIONS = {3: convolutional_layers.Conv1D, 4: convolutional_layers.Conv2D, 5: convolutional_layers.Conv3D}


@add_arg_scope
def convolution(
    inputs, num_outputs, kernel_size, stride=1, padding="SAME", data_format=None, rate=1, activation_fn=tf.nn.relu, normalizer_fn=None,
    normalizer_params=None, weights_initializer=initializers.xavier_initializer(), weights_regularizer=None,
    biases_initializer=tf.zeros_initializer(), biases_regularizer=None, reuse=None, variables_collections=None,
    outputs_collections=None, trainable=True, scope=None, conv_dims=None,
):
    getter = _build_variable_getter(_WEIGHTS_AND_BIASES)
    with tf.variable_scope(scope, "Conv", [inputs], reuse=reuse, custom_getter=getter) as sc:
        rank = _scopelint.rank(inputs)
        if rank is None:
            rank = 4 if conv_dims is None else conv_dims + 2
        if rank not in _CONVOLUTIONS or (conv_dims is not None and conv_dims + 2 != rank):
            _scopelint.refuse("ValueError", "Convolution expects input with rank %s, got %d" % (conv_dims, rank), "slim.convolution")
            rank = 4 if conv_dims is None else conv_dims + 2
        layer = _CONVOLUTIONS[rank](
            filters=num_outputs, kernel_size=kernel_size, strides=stride, padding=padding, data_format=_channels(data_format),
            dilation_rate=rate, activation=None, use_bias=not normalizer_fn and biases_initializer,
            kernel_initializer=weights_initializer, bias_initializer=biases_initializer, kernel_regularizer=weights_regularizer,
            bias_regularizer=biases_regularizer, trainable=trainable, name=sc.name, dtype=inputs.dtype.base_dtype, _scope=sc,
            _reuse=reuse,
        )
        outputs = layer.apply(inputs)
        _collect(layer, variables_collections)
        return _finish(outputs, normalizer_fn, normalizer_params, activation_fn, outputs_collections, sc.name)


@add_arg_scope
def convolution1d(
    inputs, num_outputs, kernel_size, stride=1, padding="SAME", data_format=None, rate=1, activation_fn=tf.nn.relu, normalizer_fn=None,
    normalizer_params=None, weights_initializer=initializers.xavier_initializer(), weights_regularizer=None,
    biases_initializer=tf.zeros_initializer(), biases_regularizer=None, reuse=None, variables_collections=None,
    outputs_collections=None, trainable=True, scope=None,
):
    return convolution(
        inputs, num_outputs, kernel_size, stride, padding, data_format, rate, activation_fn, normalizer_fn, normalizer_params,
        weights_initializer, weights_regularizer, biases_initializer, biases_regularizer, reuse, variables_collections,
        outputs_collections, trainable, scope, conv_dims=1,
    )


@add_arg_scope
def convolution2d(
    inputs, num_outputs, kernel_size, stride=1, padding="SAME", data_format=None, rate=1, activation_fn=tf.nn.relu, normalizer_fn=None,
    normalizer_params=None, weights_initializer=initializers.xavier_initializer(), weights_regularizer=None,
    biases_initializer=tf.zeros_initializer(), biases_regularizer=None, reuse=None, variables_collections=None,
    outputs_collections=None, trainable=True, scope=None,
):
    return convolution(
        inputs, num_outputs, kernel_size, stride, padding, data_format, rate, activation_fn, normalizer_fn, normalizer_params,
        weights_initializer, weights_regularizer, biases_initializer, biases_regularizer, reuse, variables_collections,
        outputs_collections, trainable, scope, conv_dims=2,
    )


@add_arg_scope
def convolution3d(
    inputs, num_outputs, kernel_size, stride=1, padding="SAME", data_format=None, rate=1, activation_fn=tf.nn.relu, normalizer_fn=None,
    normalizer_params=None, weights_initializer=initializers.xavier_initializer(), weights_regularizer=None,
    biases_initializer=tf.zeros_initializer(), biases_regularizer=None, reuse=None, variables_collections=None,
    outputs_collections=None, trainable=True, scope=None,
):
    return convolution(
        inputs, num_outputs, kernel_size, stride, padding, data_format, rate, activation_fn, normalizer_fn, normalizer_params,
        weights_initializer, weights_regularizer, biases_initializer, biases_regularizer, reuse, variables_collections,
        outputs_collections, trainable, scope, conv_dims=3,
    )


@add_arg_scope
def convolution2d_in_plane(
    inputs, kernel_size, stride=1, padding="SAME", activation_fn=tf.nn.relu, normalizer_fn=None, normalizer_params=None,
    weights_initializer=initializers.xavier_initializer(), weights_regularizer=None, biases_initializer=tf.zeros_initializer(),
    biases_regularizer=None, reuse=None, variables_collections=None, outputs_collections=None, trainable=True, scope=None,
):
    with tf.variable_scope(scope, "ConvInPlane", [inputs], reuse=reuse) as sc:
        channels = utils.last_dimension(inputs.get_shape(), min_rank=4)
        weights = variables.model_variable(
            "weights", shape=utils.two_element_tuple(kernel_size) + (1, 1), dtype=inputs.dtype.base_dtype,
            initializer=weights_initializer, regularizer=weights_regularizer,
            collections=utils.get_variable_collections(variables_collections, "weights"), trainable=trainable,
        )
        strides = (1,) + utils.two_element_tuple(stride) + (1,)
        outputs = tf.nn.depthwise_conv2d(inputs, tf.tile(weights, [1, 1, channels, 1]), strides, padding)
        if normalizer_fn is None and biases_initializer is not None:
            outputs = tf.nn.bias_add(outputs, _biases(inputs, channels, biases_initializer, biases_regularizer, variables_collections, trainable))
        return _finish(outputs, normalizer_fn, normalizer_params, activation_fn, outputs_collections, sc.name)


def _biases(inputs, size, initializer, regularizer, variables_collections, trainable):
    return variables.model_variable(
        "biases", shape=[size], dtype=inputs.dtype.base_dtype, initializer=initializer, regularizer=regularizer,
        collections=utils.get_variable_collections(variables_collections, "biases"), trainable=trainable,
    )


@add_arg_scope
def convolution2d_transpose(
    inputs, num_outputs, kernel_size, stride=1, padding="SAME", data_format=DATA_FORMAT_NHWC, activation_fn=tf.nn.relu,
    normalizer_fn=None, normalizer_params=None, weights_initializer=initializers.xavier_initializer(), weights_regularizer=None,
    biases_initializer=tf.zeros_initializer(), biases_regularizer=None, reuse=None, variables_collections=None,
    outputs_collections=None, trainable=True, scope=None,
):
    getter = _build_variable_getter(_WEIGHTS_AND_BIASES)
    with tf.variable_scope(scope, "Conv2d_transpose", [inputs], reuse=reuse, custom_getter=getter) as sc:
        layer = convolutional_layers.Conv2DTranspose(
            filters=num_outputs, kernel_size=kernel_size, strides=stride, padding=padding, data_format=_channels(data_format),
            activation=None, use_bias=not normalizer_fn and biases_initializer, kernel_initializer=weights_initializer,
            bias_initializer=biases_initializer, kernel_regularizer=weights_regularizer, bias_regularizer=biases_regularizer,
            trainable=trainable, name=sc.name, dtype=inputs.dtype.base_dtype, _scope=sc, _reuse=reuse,
        )
        outputs = layer.apply(inputs)
        _collect(layer, variables_collections)
        return _finish(outputs, normalizer_fn, normalizer_params, activation_fn, outputs_collections, sc.name)


@add_arg_scope
def convolution3d_transpose(
    inputs, num_outputs, kernel_size, stride=1, padding="SAME", data_format=DATA_FORMAT_NDHWC, activation_fn=tf.nn.relu,
    normalizer_fn=None, normalizer_params=None, weights_initializer=initializers.xavier_initializer(), weights_regularizer=None,
    biases_initializer=tf.zeros_initializer(), biases_regularizer=None, reuse=None, variables_collections=None,
    outputs_collections=None, trainable=True, scope=None,
):
    getter = _build_variable_getter(_WEIGHTS_AND_BIASES)
    with tf.variable_scope(scope, "Conv3d_transpose", [inputs], reuse=reuse, custom_getter=getter) as sc:
        layer = convolutional_layers.Conv3DTranspose(
            filters=num_outputs, kernel_size=kernel_size, strides=stride, padding=padding, data_format=_channels(data_format),
            activation=None, use_bias=not normalizer_fn and biases_initializer, kernel_initializer=weights_initializer,
            bias_initializer=biases_initializer, kernel_regularizer=weights_regularizer, bias_regularizer=biases_regularizer,
            trainable=trainable, name=sc.name, dtype=inputs.dtype.base_dtype, _scope=sc, _reuse=reuse,
        )
        outputs = layer.apply(inputs)
        _collect(layer, variables_collections)
        return _finish(outputs, normalizer_fn, normalizer_params, activation_fn, outputs_collections, sc.name)


@add_arg_scope
def separable_convolution2d(
    inputs, num_outputs, kernel_size, depth_multiplier=1, stride=1, padding="SAME", data_format=DATA_FORMAT_NHWC, rate=1,
    activation_fn=tf.nn.relu, normalizer_fn=None, normalizer_params=None, weights_initializer=initializers.xavier_initializer(),
    pointwise_initializer=None, weights_regularizer=None, biases_initializer=tf.zeros_initializer(), biases_regularizer=None,
    reuse=None, variables_collections=None, outputs_collections=None, trainable=True, scope=None,
):
    getter = _build_variable_getter(
        {"bias": "biases", "depthwise_kernel": "depthwise_weights", "pointwise_kernel": "pointwise_weights"}
    )
    with tf.variable_scope(scope, "SeparableConv2d", [inputs], reuse=reuse, custom_getter=getter) as sc:
        if num_outputs is not None:
            layer = convolutional_layers.SeparableConv2D(
                filters=num_outputs, kernel_size=kernel_size, strides=stride, padding=padding, data_format=_channels(data_format),
                dilation_rate=utils.two_element_tuple(rate), activation=None, depth_multiplier=depth_multiplier,
                use_bias=not normalizer_fn and biases_initializer, depthwise_initializer=weights_initializer,
                pointwise_initializer=weights_initializer if pointwise_initializer is None else pointwise_initializer,
                bias_initializer=biases_initializer, depthwise_regularizer=weights_regularizer,
                pointwise_regularizer=weights_regularizer, bias_regularizer=biases_regularizer, trainable=trainable, name=sc.name,
                dtype=inputs.dtype.base_dtype, _scope=sc, _reuse=reuse,
            )
            outputs = layer.apply(inputs)
            if variables_collections:
                _add_variable_to_collections(layer.depthwise_kernel, variables_collections, "weights")
                _add_variable_to_collections(layer.pointwise_kernel, variables_collections, "weights")
                if layer.bias is not None:
                    _add_variable_to_collections(layer.bias, variables_collections, "biases")
        else:
            channels = utils.channel_dimension(inputs.get_shape(), _channels(data_format), min_rank=4)
            weights = variables.model_variable(
                "depthwise_weights", shape=utils.two_element_tuple(kernel_size) + (channels, depth_multiplier),
                dtype=inputs.dtype.base_dtype, initializer=weights_initializer, regularizer=weights_regularizer, trainable=trainable,
                collections=utils.get_variable_collections(variables_collections, "weights"),
            )
            outputs = tf.nn.depthwise_conv2d(
                inputs, weights, utils.two_element_tuple(stride), padding, utils.two_element_tuple(rate), data_format=data_format
            )
            if normalizer_fn is None and biases_initializer is not None:
                size = depth_multiplier * channels
                biases = _biases(inputs, size, biases_initializer, biases_regularizer, variables_collections, trainable)
                outputs = tf.nn.bias_add(outputs, biases, data_format=data_format)
        return _finish(outputs, normalizer_fn, normalizer_params, activation_fn, outputs_collections, sc.name)


# --- dense layers ---------------------------------------------------------------------------------------------


@add_arg_scope
def fully_connected(
    inputs, num_outputs, activation_fn=tf.nn.relu, normalizer_fn=None, normalizer_params=None,
    weights_initializer=initializers.xavier_initializer(), weights_regularizer=None, biases_initializer=tf.zeros_initializer(),
    biases_regularizer=None, reuse=None, variables_collections=None, outputs_collections=None, trainable=True, scope=None,
):
    getter = _build_variable_getter(_WEIGHTS_AND_BIASES)
    with tf.variable_scope(scope, "fully_connected", [inputs], reuse=reuse, custom_getter=getter) as sc:
        layer = core_layers.Dense(
            units=num_outputs, activation=None, use_bias=not normalizer_fn and biases_initializer,
            kernel_initializer=weights_initializer, bias_initializer=biases_initializer, kernel_regularizer=weights_regularizer,
            bias_regularizer=biases_regularizer, trainable=trainable, name=sc.name, dtype=inputs.dtype.base_dtype, _scope=sc,
            _reuse=reuse,
        )
        outputs = layer.apply(inputs)
        _collect(layer, variables_collections)
        return _finish(outputs, normalizer_fn, normalizer_params, activation_fn, outputs_collections, sc.name)


def legacy_fully_connected(
    x, num_output_units, activation_fn=None, weight_init=initializers.xavier_initializer(), bias_init=tf.zeros_initializer(), name=None,
    weight_collections=(tf.GraphKeys.WEIGHTS,), bias_collections=(tf.GraphKeys.BIASES,), output_collections=(tf.GraphKeys.ACTIVATIONS,),
    trainable=True, weight_regularizer=None, bias_regularizer=None,
):
    with tf.variable_scope(name, "fully_connected", [x]):
        units = utils.last_dimension(x.get_shape(), min_rank=2)
        w = tf.get_variable(
            "weights", shape=[units, num_output_units], dtype=x.dtype.base_dtype, initializer=weight_init,
            collections=list(weight_collections or []) + [tf.GraphKeys.GLOBAL_VARIABLES], regularizer=weight_regularizer,
            trainable=trainable,
        )
        rank = _scopelint.rank(x)
        y = tf.matmul(x, w) if rank is None or rank == 2 else tf.tensordot(x, w, [[rank - 1], [0]])
        if bias_init is not None:
            b = tf.get_variable(
                "bias", shape=[num_output_units], dtype=x.dtype.base_dtype, initializer=bias_init,
                collections=list(bias_collections or []) + [tf.GraphKeys.GLOBAL_VARIABLES], regularizer=bias_regularizer,
                trainable=trainable,
            )
            y = tf.nn.bias_add(y, b)
        if activation_fn is not None:
            y = activation_fn(y)
        tf.add_to_collections(list(output_collections or []) + [tf.GraphKeys.ACTIVATIONS], y)
        return y


# --- layers without variables ---------------------------------------------------------------------------------


@add_arg_scope
def dropout(inputs, keep_prob=0.5, noise_shape=None, is_training=True, outputs_collections=None, scope=None, seed=None):
    with tf.variable_scope(scope, "Dropout", [inputs], custom_getter=_model_variable_getter) as sc:
        layer = core_layers.Dropout(rate=1 - keep_prob, noise_shape=noise_shape, seed=seed, name=sc.name, _scope=sc)
        return utils.collect_named_outputs(outputs_collections, sc.name, layer.apply(inputs, training=is_training))


@add_arg_scope
def flatten(inputs, outputs_collections=None, scope=None):
    with tf.name_scope(scope, "Flatten", [inputs]) as sc:
        return utils.collect_named_outputs(outputs_collections, sc, core_layers.flatten(inputs))


@add_arg_scope
def one_hot_encoding(labels, num_classes, on_value=1.0, off_value=0.0, outputs_collections=None, scope=None):
    with tf.name_scope(scope, "OneHotEncoding", [labels, num_classes]) as sc:
        outputs = tf.one_hot(labels, num_classes, on_value=on_value, off_value=off_value)
        return utils.collect_named_outputs(outputs_collections, sc, outputs)


@add_arg_scope
def softmax(logits, scope=None):
    with tf.variable_scope(scope, "softmax", [logits]):
        predictions = tf.nn.softmax(tf.reshape(logits, [-1, logits.get_shape()[-1].value]))
        return _scopelint.with_shape(tf.reshape(predictions, tf.shape(logits)), logits.get_shape())


@add_arg_scope
def unit_norm(inputs, dim, epsilon=1e-7, scope=None):
    with tf.variable_scope(scope, "UnitNorm", [inputs]):
        return tf.div(inputs, tf.sqrt(epsilon + tf.reduce_sum(tf.square(inputs), dim, True)))


@add_arg_scope
def sequence_to_images(inputs, height, output_data_format="channels_last", outputs_collections=None, scope=None):
    with tf.name_scope(scope, "SequenceToImages", [inputs]) as sc:
        width, num_batches, depth = inputs.get_shape().as_list()
        reshaped = tf.reshape(inputs, [width, -1 if num_batches is None else num_batches // height, height, depth])
        outputs = tf.transpose(reshaped, [1, 3, 2, 0] if output_data_format == "channels_first" else [1, 2, 0, 3])
        return utils.collect_named_outputs(outputs_collections, sc, outputs)


@add_arg_scope
def maxout(inputs, num_units, axis=-1, scope=None):
    with tf.variable_scope(scope, "MaxOut", [inputs]):
        return _scopelint.with_shape(tf.reduce_max(inputs, axis), _scopelint.replaced_size(inputs, axis, num_units))


def scale_gradient(inputs, gradient_multiplier):
    return tf.identity(inputs)


def poincare_normalize(x, axis=1, epsilon=1e-5, name=None):
    with tf.name_scope(name, "poincare_normalize", [x]):
        return tf.identity(x)


@add_arg_scope
def images_to_sequence(inputs, data_format=DATA_FORMAT_NHWC, outputs_collections=None, scope=None):
    with tf.name_scope(scope, "ImagesToSequence", [inputs]) as sc:
        batch, height, width, depth = tf.transpose(inputs, [0, 2, 3, 1] if _channels(data_format) == "channels_first" else [0, 1, 2, 3]).shape
        return utils.collect_named_outputs(outputs_collections, sc, tf.reshape(inputs, [width, -1, depth]))


# --- one layer several times -----------------------------------------------------------------------------------


def _name_of(layer, default):
    if hasattr(layer, "__name__"):
        return layer.__name__
    if hasattr(layer, "func") and hasattr(layer.func, "__name__"):
        return layer.func.__name__
    return default


def repeat(inputs, repetitions, layer, *args, **kwargs):
    scope = kwargs.pop("scope", None)
    with tf.variable_scope(scope, "Repeat", [inputs]):
        if scope is None:
            scope = _name_of(layer, "repeat")
        outputs = inputs
        for i in range(repetitions):
            kwargs["scope"] = scope + "_" + str(i + 1)
            outputs = layer(outputs, *args, **kwargs)
        return outputs


def stack(inputs, layer, stack_args, **kwargs):
    scope = kwargs.pop("scope", None)
    with tf.variable_scope(scope, "Stack", [inputs]):
        if scope is None:
            scope = _name_of(layer, "stack")
        outputs = inputs
        for i in range(len(stack_args)):
            kwargs["scope"] = scope + "_" + str(i + 1)
            layer_args = stack_args[i]
            if not isinstance(layer_args, (list, tuple)):
                layer_args = [layer_args]
            outputs = layer(outputs, *layer_args, **kwargs)
        return outputs


elu = functools.partial(fully_connected, activation_fn=tf.nn.elu)
legacy_relu = functools.partial(legacy_fully_connected, activation_fn=tf.nn.relu)
legacy_linear = functools.partial(legacy_fully_connected, activation_fn=None)
relu = functools.partial(fully_connected, activation_fn=tf.nn.relu)
relu6 = functools.partial(fully_connected, activation_fn=tf.nn.relu6)
linear = functools.partial(fully_connected, activation_fn=None)
conv1d = convolution1d
conv2d = convolution2d
conv3d = convolution3d
conv2d_transpose = convolution2d_transpose
conv3d_transpose = convolution3d_transpose
conv2d_in_plane = convolution2d_in_plane
separable_conv2d = separable_convolution2d
