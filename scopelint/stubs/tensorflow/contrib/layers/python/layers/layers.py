"""slim's layers: variable scopes around `tf.layers` objects, with other names for the weights (tf_slim/layers/layers.py)."""

import functools

import _scopelint

import tensorflow as tf
from tensorflow.contrib.framework.python.ops import variables
from tensorflow.contrib.framework.python.ops.arg_scope import add_arg_scope
from tensorflow.contrib.layers.python.layers import initializers, utils
from tensorflow.contrib.layers.python.layers._convolutions import (
    convolution, convolution1d, convolution2d, convolution2d_in_plane, convolution2d_transpose, convolution3d, convolution3d_transpose,
    separable_convolution2d,
)
from tensorflow.contrib.layers.python.layers._normalizers import batch_norm, bias_add, layer_norm
from tensorflow.contrib.layers.python.layers._rare import GDN, gdn, spatial_softmax
from tensorflow.contrib.layers.python.layers._shared import (
    _WEIGHTS_AND_BIASES, DATA_FORMAT_NCDHW, DATA_FORMAT_NCHW, DATA_FORMAT_NDHWC, DATA_FORMAT_NHWC, _build_variable_getter, _channels,
    _collect, _finish, _model_variable_getter,
)
from tensorflow.layers import core as core_layers
from tensorflow.layers import pooling as pooling_layers

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


@add_arg_scope
def fully_connected(
    inputs, num_outputs, activation_fn=tf.nn.relu, normalizer_fn=None, normalizer_params=None,
    weights_initializer=initializers.xavier_initializer(), weights_regularizer=None, biases_initializer=tf.zeros_initializer(),
    biases_regularizer=None, reuse=None, variables_collections=None, outputs_collections=None, trainable=True, scope=None,
):
    if not _scopelint.is_unknown(num_outputs) and isinstance(num_outputs, float):
        raise ValueError("num_outputs type should be one of ['int'], got <class 'float'>.")
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
