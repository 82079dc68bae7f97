"""Layers of several inputs (keras/layers/merging/*.py)."""

import _scopelint

import tensorflow as tf
from tensorflow.keras import backend
from tensorflow.keras.engine.base_layer import Layer


class _Merge(Layer):
    _carries_masks = True

    def build(self, input_shape):
        self.built = True

    def call(self, inputs):
        return self._merged(list(inputs))

    def compute_mask(self, inputs, mask=None):
        if mask is None or all(m is None for m in mask):
            return None
        masks = [tf.expand_dims(m, axis=0) for m in mask if m is not None]
        return tf.reduce_all(tf.concat(masks, axis=0), axis=0)

    def _merged(self, inputs):
        output = inputs[0]
        for other in inputs[1:]:
            output = self._two(output, other)
        return output


class Add(_Merge):
    def _two(self, left, right):
        return left + right


class Subtract(_Merge):
    def _two(self, left, right):
        return left - right


class Multiply(_Merge):
    def _two(self, left, right):
        return left * right


class Average(_Merge):
    def _two(self, left, right):
        return left + right

    def _merged(self, inputs):
        return super()._merged(inputs) / len(inputs)


class Maximum(_Merge):
    def _two(self, left, right):
        return tf.maximum(left, right)


class Minimum(_Merge):
    def _two(self, left, right):
        return tf.minimum(left, right)


class Concatenate(_Merge):
    def __init__(self, axis=-1, **kwargs):
        super().__init__(**kwargs)
        self.axis = axis

    def _merged(self, inputs):
        return tf.concat(inputs, axis=self.axis)

    def compute_mask(self, inputs, mask=None):
        if mask is None or all(m is None for m in mask):
            return None
        masks = []
        for each, m in zip(inputs, mask):
            if m is None:
                m = tf.ones_like(each, dtype="bool")
            elif m.shape.ndims < each.shape.ndims:
                m = tf.expand_dims(m, axis=-1)
            masks.append(m)
        return tf.reduce_all(backend.concatenate(masks, axis=self.axis), axis=-1)


class Dot(_Merge):
    def __init__(self, axes, normalize=False, **kwargs):
        super().__init__(**kwargs)
        self.axes = axes

    def compute_mask(self, inputs, mask=None):
        return None

    def _merged(self, inputs):
        left, right = inputs
        shape = _scopelint.dot_shape(left, right, self.axes)
        if left.shape.ndims == 2 and right.shape.ndims == 2:
            if _scopelint.is_tensorflow1():  # a sum of products instead of a product of matrices
                return _scopelint.op("ExpandDims", [(shape, left.dtype)], left, right)[0]
            return _scopelint.with_shape(tf.squeeze(tf.matmul(tf.expand_dims(left, 1), tf.expand_dims(right, 2)), 1), shape)
        return _scopelint.with_shape(tf.matmul(left, right), shape)


def add(inputs, **kwargs):
    return Add(**kwargs)(inputs)


def subtract(inputs, **kwargs):
    return Subtract(**kwargs)(inputs)


def multiply(inputs, **kwargs):
    return Multiply(**kwargs)(inputs)


def average(inputs, **kwargs):
    return Average(**kwargs)(inputs)


def maximum(inputs, **kwargs):
    return Maximum(**kwargs)(inputs)


def minimum(inputs, **kwargs):
    return Minimum(**kwargs)(inputs)


def concatenate(inputs, axis=-1, **kwargs):
    return Concatenate(axis=axis, **kwargs)(inputs)


def dot(inputs, axes, normalize=False, **kwargs):
    return Dot(axes=axes, normalize=normalize, **kwargs)(inputs)
