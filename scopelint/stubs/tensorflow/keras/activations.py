"""`tf.keras.activations` (keras/activations.py)."""

import tensorflow as tf


def linear(x):
    return x


def get(identifier):
    if identifier is None:
        return linear
    if isinstance(identifier, str):
        return getattr(tf.nn, identifier, linear)
    return identifier
