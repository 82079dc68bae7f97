"""`tf.contrib.layers.xavier_initializer` and its kind (tf_slim/layers/initializers.py): they make no variables."""

import tensorflow as tf


def xavier_initializer(uniform=True, seed=None, dtype=tf.float32):
    return variance_scaling_initializer(factor=1.0, mode="FAN_AVG", uniform=uniform, seed=seed, dtype=dtype)


xavier_initializer_conv2d = xavier_initializer


def variance_scaling_initializer(factor=2.0, mode="FAN_IN", uniform=False, seed=None, dtype=tf.float32):
    return tf.variance_scaling_initializer(factor, mode.lower(), "uniform" if uniform else "normal", seed=seed, dtype=dtype)
