"""`tf.TensorArray` (ops/tensor_array_ops.py): what its elements look like, and what they were made of."""

import _scopelint
import tensorflow as tf


class TensorArray:
    def __init__(
        self, dtype, size=None, dynamic_size=None, clear_after_read=None, tensor_array_name=None, handle=None, flow=None,
        infer_shape=True, element_shape=None, colocate_with_first_write_call=True, name=None,
    ):
        self.dtype = tf.as_dtype(dtype)
        self._size = size
        self._shape = element_shape
        self._sources = []

    @property
    def flow(self):
        return _scopelint.tensor([], tf.float32)

    @property
    def handle(self):
        return _scopelint.tensor([], tf.resource)

    @property
    def element_shape(self):
        return tf.TensorShape(self._shape)

    def _with(self, value, shape):
        made = TensorArray(self.dtype, self._size, element_shape=shape if self._shape is None else self._shape)
        made._sources = self._sources + [value]
        return made

    def _or(self, other):
        """What `tf.cond` makes of an array that both branches return: elements of the one or of the other."""
        made = TensorArray(self.dtype, self._size, element_shape=other._shape if self._shape is None else self._shape)
        made._sources = self._sources + other._sources
        return made

    def _tensor(self, sizes):
        """A tensor of elements, below `sizes`."""
        if self._shape is None:
            return _scopelint.tensor(None, self.dtype, self._sources)
        return _scopelint.tensor(sizes + tf.TensorShape(self._shape).as_list(), self.dtype, self._sources)

    def write(self, index, value, name=None):
        value = tf.convert_to_tensor(value)
        return self._with(value, value.shape)

    def read(self, index, name=None):
        return self._tensor([])

    def stack(self, name=None):
        return self._tensor([self._size if isinstance(self._size, int) and self._size > 0 else None])

    def gather(self, indices, name=None):
        return self._tensor([None])

    def concat(self, name=None):
        if self._shape is None or tf.TensorShape(self._shape).ndims is None:
            return _scopelint.tensor(None, self.dtype, self._sources)
        return _scopelint.tensor([None] + tf.TensorShape(self._shape).as_list()[1:], self.dtype, self._sources)

    def unstack(self, value, name=None):
        value = tf.convert_to_tensor(value)
        return self._with(value, value.shape[1:])

    def scatter(self, indices, value, name=None):
        return self.unstack(value)

    def split(self, value, lengths, name=None):
        value = tf.convert_to_tensor(value)
        return self._with(value, [None] + value.shape.as_list()[1:])

    def identity(self):
        return self

    def size(self, name=None):
        return self._size if isinstance(self._size, int) else _scopelint.tensor([], tf.int32)

    def grad(self, source, flow=None, name=None):
        return self

    def close(self, name=None):
        return tf.no_op()

    pack = stack
    unpack = unstack
