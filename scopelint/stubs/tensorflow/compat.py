"""Texts and bytes under Python 2 and 3, and sizes under TensorFlow 1 and 2, which `tf.compat` tells apart (util/compat.py,
framework/tensor_shape.py, compat/compat.py)."""

import contextlib as _contextlib

import _scopelint
import tensorflow as tf


def as_bytes(bytes_or_text, encoding="utf-8"):
    return bytes_or_text.encode(encoding) if isinstance(bytes_or_text, str) else bytes_or_text


def as_text(bytes_or_text, encoding="utf-8"):
    return bytes_or_text.decode(encoding) if isinstance(bytes_or_text, bytes) else bytes_or_text


as_str = as_text


def as_str_any(value, encoding="utf-8"):
    return as_text(value, encoding) if isinstance(value, bytes) else str(value)


def path_to_str(path):
    return path.__fspath__() if hasattr(path, "__fspath__") else path


path_to_bytes = as_bytes


def dimension_value(dimension):
    return dimension.value if isinstance(dimension, tf.Dimension) else dimension


def dimension_at_index(shape, index):
    return tf.Dimension(None) if shape.rank is None else shape.dims[index]


def forward_compatible(year, month, day):
    return _scopelint.unknown(kind=bool)


@_contextlib.contextmanager
def forward_compatibility_horizon(year, month, day):
    yield
