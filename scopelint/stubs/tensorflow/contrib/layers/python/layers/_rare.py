"""slim's layers that compute more than they keep: spatial softmax, divisive normalization (tf_slim/layers/layers.py)."""

import _scopelint

import tensorflow as tf
from tensorflow.contrib.framework.python.ops import variables
from tensorflow.contrib.framework.python.ops.arg_scope import add_arg_scope
from tensorflow.contrib.layers.python.layers import utils
from tensorflow.layers import base


@add_arg_scope
def spatial_softmax(features, temperature=None, name=None, variables_collections=None, trainable=True, data_format="NHWC"):
    with tf.variable_scope(name, "spatial_softmax"):
        channels = utils.channel_dimension(features.get_shape(), "channels_first" if data_format == "NCHW" else "channels_last")
        with tf.name_scope("spatial_softmax_op", "spatial_softmax_op", [features]):
            temperature = variables.model_variable(
                "temperature", shape=(), dtype=tf.float32,
                initializer=tf.ones_initializer() if temperature is None else tf.constant_initializer(temperature),
                collections=utils.get_variable_collections(variables_collections, "temperature") if trainable else None,
                trainable=trainable,
            )
            return _scopelint.op("Reshape_3", [([None, channels * 2], features.dtype)], features, temperature)[0]


class GDN(base.Layer):
    def __init__(
        self, inverse=False, beta_min=1e-6, gamma_init=0.1, reparam_offset=2**-18, data_format="channels_last",
        activity_regularizer=None, trainable=True, name=None, **kwargs
    ):
        super().__init__(trainable=trainable, name=name, activity_regularizer=activity_regularizer, **kwargs)
        self.inverse = inverse
        self._gamma_init = gamma_init
        self.data_format = data_format

    def build(self, input_shape):
        channels = _scopelint.defined_size(
            input_shape, 1 if self.data_format == "channels_first" else -1, "The channel dimension of the inputs to `GDN` must be defined."
        )

        def beta_initializer(shape, dtype=None, partition_info=None):
            return tf.sqrt(tf.ones(shape, dtype=dtype))

        def gamma_initializer(shape, dtype=None, partition_info=None):
            assert len(shape) == 2
            assert shape[0] == shape[1]
            return tf.sqrt(self._gamma_init * tf.eye(shape[0], dtype=dtype))

        self.beta = self.add_variable("reparam_beta", shape=[channels], dtype=self.dtype, initializer=beta_initializer, trainable=True)
        self.gamma = self.add_variable(
            "reparam_gamma", shape=[channels, channels], dtype=self.dtype, initializer=gamma_initializer, trainable=True
        )
        self.built = True

    def call(self, inputs):
        result = "mul" if self.inverse else "truediv"
        return _scopelint.op(result, [(inputs.get_shape(), inputs.dtype)], inputs, self.beta, self.gamma)[0]


def gdn(
    inputs, inverse=False, beta_min=1e-6, gamma_init=0.1, reparam_offset=2**-18, data_format="channels_last", activity_regularizer=None,
    trainable=True, name=None, reuse=None,
):
    layer = GDN(
        inverse=inverse, beta_min=beta_min, gamma_init=gamma_init, reparam_offset=reparam_offset, data_format=data_format,
        activity_regularizer=activity_regularizer, trainable=trainable, name=name, dtype=inputs.dtype.base_dtype, _scope=name, _reuse=reuse,
    )
    return layer.apply(inputs)
