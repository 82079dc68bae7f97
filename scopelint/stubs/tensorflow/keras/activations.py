"""`tf.keras.activations` (keras/activations.py)."""

import _scopelint

import tensorflow as tf

_NAMES = (
    "elu", "exponential", "gelu", "hard_sigmoid", "leaky_relu", "linear", "mish", "relu", "relu6", "selu", "sigmoid", "silu", "softmax",
    "softplus", "softsign", "swish", "tanh",
)


def linear(x):
    return x


def get(identifier):
    if identifier is None:
        return linear
    if isinstance(identifier, str):
        if not _scopelint.is_unknown(identifier) and identifier not in _NAMES:
            raise ValueError("Unknown activation function: '%s'." % identifier)
        return getattr(tf.nn, identifier, linear)
    return identifier
