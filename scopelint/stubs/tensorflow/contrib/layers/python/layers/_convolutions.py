"""slim's convolutions (tf_slim/layers/layers.py)."""

import _scopelint

import tensorflow as tf
from tensorflow.contrib.framework.python.ops import variables
from tensorflow.contrib.framework.python.ops.arg_scope import add_arg_scope
from tensorflow.contrib.layers.python.layers import initializers, utils
from tensorflow.contrib.layers.python.layers._normalizers import bias_add
from tensorflow.contrib.layers.python.layers._shared import (
    _WEIGHTS_AND_BIASES, DATA_FORMAT_NDHWC, DATA_FORMAT_NHWC, _add_variable_to_collections, _build_variable_getter, _channels, _collect,
    _finish,
)
from tensorflow.layers import convolutional as convolutional_layers

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
            if conv_dims is None:
                message = "Convolution not supported for input with rank %d" % rank
            else:
                message = "Convolution expects input with rank %d, got %d" % (conv_dims + 2, rank)
            _scopelint.refuse("ValueError", message, "slim.convolution")
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
