"""`tf.keras.initializers` (keras/initializers/initializers_v1.py): they make no variables."""

import _scopelint

import tensorflow as tf

_BY_NAME = {
    "zeros": tf.zeros_initializer,
    "zero": tf.zeros_initializer,
    "ones": tf.ones_initializer,
    "one": tf.ones_initializer,
    "constant": tf.constant_initializer,
    "uniform": tf.random_uniform_initializer,
    "random_uniform": tf.random_uniform_initializer,
    "normal": tf.random_normal_initializer,
    "random_normal": tf.random_normal_initializer,
    "truncated_normal": tf.truncated_normal_initializer,
    "identity": tf.initializers.identity,
    "orthogonal": tf.orthogonal_initializer,
    "variance_scaling": tf.variance_scaling_initializer,
    "glorot_uniform": tf.glorot_uniform_initializer,
    "glorot_normal": tf.glorot_normal_initializer,
    "he_normal": tf.initializers.he_normal,
    "he_uniform": tf.initializers.he_uniform,
    "lecun_normal": tf.initializers.lecun_normal,
    "lecun_uniform": tf.initializers.lecun_uniform,
}


def get(identifier):
    if not _scopelint.is_unknown(identifier) and isinstance(identifier, str):
        return _BY_NAME[identifier]() if identifier in _BY_NAME else tf.glorot_uniform_initializer()
    return _scopelint.initializer_of(identifier)
