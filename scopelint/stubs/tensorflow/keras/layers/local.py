"""Locally connected layers (keras/layers/locally_connected/*.py)."""

import _scopelint

import tensorflow as tf
from tensorflow.keras import activations, initializers, regularizers
from tensorflow.keras.engine.base_layer import InputSpec, Layer


class _LocallyConnected(Layer):
    def __init__(
        self, rank, filters, kernel_size, strides=1, padding="valid", data_format=None, activation=None, use_bias=True,
        kernel_initializer="glorot_uniform", bias_initializer="zeros", kernel_regularizer=None, bias_regularizer=None,
        activity_regularizer=None, kernel_constraint=None, bias_constraint=None, implementation=1, **kwargs
    ):
        super().__init__(**kwargs)
        self.filters = filters
        self.kernel_size = _scopelint.sizes(kernel_size, rank)
        self.strides = _scopelint.sizes(strides, rank)
        self.padding = padding
        self.data_format = data_format or "channels_last"
        self.activation = activations.get(activation)
        self.use_bias = use_bias
        self.kernel_initializer = initializers.get(kernel_initializer)
        self.bias_initializer = initializers.get(bias_initializer)
        self.kernel_regularizer = regularizers.get(kernel_regularizer)
        self.bias_regularizer = regularizers.get(bias_regularizer)
        self.input_spec = InputSpec(ndim=rank + 2)

    def build(self, input_shape):
        first = self.data_format == "channels_first"
        space, channels = _scopelint.windows(input_shape, self.kernel_size, self.strides, self.padding, first)
        area, patch = 1, channels
        for size in space:
            area = area * size
        for size in self.kernel_size:
            patch = patch * size
        self.bias = None
        self.kernel = self.add_weight(
            shape=(area, patch, self.filters), initializer=self.kernel_initializer, name="kernel", regularizer=self.kernel_regularizer
        )
        if self.use_bias:
            self.bias = self.add_weight(
                shape=tuple(space) + (self.filters,), initializer=self.bias_initializer, name="bias", regularizer=self.bias_regularizer
            )
        self._space = space
        self.built = True

    def call(self, inputs):
        batch = _scopelint.tuple_shape(inputs)[0]
        shape = (batch,) + tuple(self._space) + (self.filters,)
        outputs = _scopelint.with_shape(tf.identity(inputs), shape, self.kernel)
        return self.activation(outputs + self.bias if self.use_bias else outputs)


class LocallyConnected1D(_LocallyConnected):
    def __init__(self, filters, kernel_size, strides=1, padding="valid", data_format=None, activation=None, use_bias=True, **kwargs):
        super().__init__(1, filters, kernel_size, strides, padding, data_format, activation, use_bias, **kwargs)


class LocallyConnected2D(_LocallyConnected):
    def __init__(self, filters, kernel_size, strides=(1, 1), padding="valid", data_format=None, activation=None, use_bias=True, **kwargs):
        super().__init__(2, filters, kernel_size, strides, padding, data_format, activation, use_bias, **kwargs)
