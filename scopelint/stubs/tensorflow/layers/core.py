"""`tf.layers.dense`, `dropout`, `flatten` (keras/legacy_tf_layers/core.py)."""

import tensorflow as tf
from tensorflow.keras.layers import core as keras_layers
from tensorflow.layers.base import Layer


class Dense(keras_layers.Dense, Layer):
    def __init__(
        self, units, activation=None, use_bias=True, kernel_initializer=None, bias_initializer=tf.zeros_initializer(),
        kernel_regularizer=None, bias_regularizer=None, activity_regularizer=None, kernel_constraint=None, bias_constraint=None,
        trainable=True, name=None, **kwargs
    ):
        super().__init__(
            units, activation, use_bias, kernel_initializer, bias_initializer, kernel_regularizer, bias_regularizer,
            activity_regularizer, kernel_constraint, bias_constraint, trainable=trainable, name=name, **kwargs
        )


def dense(
    inputs, units, activation=None, use_bias=True, kernel_initializer=None, bias_initializer=tf.zeros_initializer(),
    kernel_regularizer=None, bias_regularizer=None, activity_regularizer=None, kernel_constraint=None, bias_constraint=None,
    trainable=True, name=None, reuse=None,
):
    layer = Dense(
        units, activation, use_bias, kernel_initializer, bias_initializer, kernel_regularizer, bias_regularizer,
        activity_regularizer, kernel_constraint, bias_constraint, trainable, name, _scope=name, _reuse=reuse,
    )
    return layer(inputs)
