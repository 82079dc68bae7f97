"""`tf.contrib.layers.instance_norm` and `group_norm` (tf_slim/layers/normalization.py)."""

import _scopelint

import tensorflow as tf
from tensorflow.contrib.framework.python.ops.arg_scope import add_arg_scope
from tensorflow.contrib.layers.python.layers._normalizers import _normalized

_UNDEFINED = "Inputs have undefined channels dimension"


@add_arg_scope
def instance_norm(
    inputs, center=True, scale=True, epsilon=1e-6, activation_fn=None, param_initializers=None, reuse=None, variables_collections=None,
    outputs_collections=None, trainable=True, data_format="NHWC", scope=None,
):
    shape = [_scopelint.defined_size(inputs, 1 if data_format == "NCHW" else -1, _UNDEFINED)]

    def normalize(beta, gamma):
        return tf.nn.batch_normalization(inputs, 0.0, 1.0, beta, gamma, epsilon, name="instancenorm")

    return _normalized(
        inputs, "InstanceNorm", shape, center, scale, param_initializers, activation_fn, reuse, variables_collections,
        outputs_collections, trainable, scope, normalize,
    )


@add_arg_scope
def group_norm(
    inputs, groups=32, channels_axis=-1, reduction_axes=(-3, -2), center=True, scale=True, epsilon=1e-6, activation_fn=None,
    param_initializers=None, reuse=None, variables_collections=None, outputs_collections=None, trainable=True, scope=None,
    mean_close_to_zero=False,
):
    size = _scopelint.defined_size(inputs, channels_axis, _UNDEFINED)
    if _scopelint.divides(groups, size) is False:
        _scopelint.refuse("ValueError", "%s channels is not commensurate with %s groups." % (size, groups), "slim.group_norm")

    dynamic = tf.shape(inputs)
    for axis, dimension in enumerate(inputs.get_shape().as_list()):
        if dimension is None:
            dynamic[axis]
    grouped = tf.reshape(inputs, dynamic)

    def normalize(beta, gamma):
        if beta is not None:
            tf.reshape(beta, [-1])
        if gamma is not None:
            tf.reshape(gamma, [-1])
        return tf.reshape(grouped, [-1])

    return _normalized(
        inputs, "GroupNorm", [size], center, scale, param_initializers, activation_fn, reuse, variables_collections,
        outputs_collections, trainable, scope, normalize,
    )
