"""Activations as layers (keras/layers/activation/*.py)."""

import _scopelint

import tensorflow as tf
from tensorflow.keras import initializers, regularizers
from tensorflow.keras.engine.base_layer import Layer


class LeakyReLU(Layer):
    _carries_masks = True

    def __init__(self, alpha=0.3, **kwargs):
        super().__init__(**kwargs)
        self.alpha = alpha

    def call(self, inputs):
        return tf.nn.leaky_relu(inputs, self.alpha)


class ReLU(Layer):
    _carries_masks = True

    def __init__(self, max_value=None, negative_slope=0.0, threshold=0.0, **kwargs):
        super().__init__(**kwargs)
        self.max_value = max_value

    def call(self, inputs):
        return tf.nn.relu6(inputs) if self.max_value == 6 else tf.nn.relu(inputs)


class ELU(Layer):
    _carries_masks = True

    def __init__(self, alpha=1.0, **kwargs):
        super().__init__(**kwargs)

    def call(self, inputs):
        return tf.nn.elu(inputs)


class ThresholdedReLU(Layer):
    _carries_masks = True

    def __init__(self, theta=1.0, **kwargs):
        super().__init__(**kwargs)

    def call(self, inputs):
        return tf.multiply(inputs, inputs, name="mul")


class Softmax(Layer):
    _carries_masks = True

    def __init__(self, axis=-1, **kwargs):
        super().__init__(**kwargs)
        self.axis = axis

    def call(self, inputs, mask=None):
        if mask is not None:
            inputs += (1.0 - tf.cast(mask, inputs.dtype)) * -1e9
        return tf.nn.softmax(inputs, axis=self.axis)


class PReLU(Layer):
    _carries_masks = True

    def __init__(self, alpha_initializer="zeros", alpha_regularizer=None, alpha_constraint=None, shared_axes=None, **kwargs):
        super().__init__(**kwargs)
        self.alpha_initializer = initializers.get(alpha_initializer)
        self.alpha_regularizer = regularizers.get(alpha_regularizer)
        self.alpha_constraint = alpha_constraint
        self.shared_axes = shared_axes

    def build(self, input_shape):
        self.alpha = self.add_weight(
            name="alpha", shape=_scopelint.parameter_shape(input_shape, self.shared_axes), initializer=self.alpha_initializer,
            regularizer=self.alpha_regularizer, constraint=self.alpha_constraint,
        )
        self.built = True

    def call(self, inputs):
        outputs = tf.nn.relu(inputs) + -self.alpha * tf.nn.relu(-inputs)
        return _scopelint.with_shape(outputs, inputs.get_shape(), self.alpha)
