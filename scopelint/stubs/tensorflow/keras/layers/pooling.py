"""Pooling (keras/layers/pooling/*.py)."""

import _scopelint

import tensorflow as tf
from tensorflow.keras.engine.base_layer import InputSpec, Layer
from tensorflow.keras.layers.convolutional import convert_data_format


class _Pooling(Layer):
    def __init__(self, rank, function, pool_size, strides=None, padding="valid", data_format=None, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.pool_function = function
        self.pool_size = _scopelint.sizes(pool_size, rank)
        self.strides = self.pool_size if strides is None else _scopelint.sizes(strides, rank)
        self.padding = padding.lower()
        self.data_format = data_format or "channels_last"
        self.input_spec = InputSpec(ndim=rank + 2)

    def call(self, inputs):
        data_format = convert_data_format(self.data_format, len(self.pool_size) + 2)
        op = "tensorflow.nn.max_pool%s" % {1: "1d", 2: "", 3: "3d"}[len(self.pool_size)]
        _scopelint.must_fit(op, value=inputs, ksize=self.pool_size, padding=self.padding, data_format=data_format)
        return self.pool_function(inputs, self.pool_size, self.strides, self.padding.upper(), data_format=data_format)


class _Pooling1D(_Pooling):
    def call(self, inputs):
        outputs = super().call(inputs)
        return _scopelint.with_shape(tf.squeeze(tf.expand_dims(outputs, 2), 2), outputs.get_shape())


class MaxPooling1D(_Pooling1D):
    def __init__(self, pool_size=2, strides=None, padding="valid", data_format="channels_last", **kwargs):
        super().__init__(1, tf.nn.max_pool1d, pool_size, strides, padding, data_format, **kwargs)


class MaxPooling2D(_Pooling):
    def __init__(self, pool_size=(2, 2), strides=None, padding="valid", data_format=None, **kwargs):
        super().__init__(2, tf.nn.max_pool, pool_size, strides, padding, data_format, **kwargs)


class MaxPooling3D(_Pooling):
    def __init__(self, pool_size=(2, 2, 2), strides=None, padding="valid", data_format=None, **kwargs):
        super().__init__(3, tf.nn.max_pool3d, pool_size, strides, padding, data_format, **kwargs)


class AveragePooling1D(_Pooling1D):
    def __init__(self, pool_size=2, strides=None, padding="valid", data_format="channels_last", **kwargs):
        super().__init__(1, tf.nn.avg_pool1d, pool_size, strides, padding, data_format, **kwargs)


class AveragePooling2D(_Pooling):
    def __init__(self, pool_size=(2, 2), strides=None, padding="valid", data_format=None, **kwargs):
        super().__init__(2, tf.nn.avg_pool, pool_size, strides, padding, data_format, **kwargs)


class AveragePooling3D(_Pooling):
    def __init__(self, pool_size=(2, 2, 2), strides=None, padding="valid", data_format=None, **kwargs):
        super().__init__(3, tf.nn.avg_pool3d, pool_size, strides, padding, data_format, **kwargs)


class _GlobalPooling(Layer):
    def __init__(self, rank, reduce, data_format=None, keepdims=False, **kwargs):
        super().__init__(**kwargs)
        self._reduce = reduce
        self.data_format = data_format or "channels_last"
        self.keepdims = keepdims
        first = self.data_format == "channels_first"
        self._axes = list(range(2, rank + 2)) if first else list(range(1, rank + 1))
        self.input_spec = InputSpec(ndim=rank + 2)

    def call(self, inputs):
        return self._reduce(inputs, self._axes, keepdims=self.keepdims)


class GlobalMaxPooling1D(_GlobalPooling):
    def __init__(self, data_format="channels_last", **kwargs):
        super().__init__(1, tf.reduce_max, data_format, **kwargs)


class GlobalMaxPooling2D(_GlobalPooling):
    def __init__(self, data_format=None, **kwargs):
        super().__init__(2, tf.reduce_max, data_format, **kwargs)


class GlobalMaxPooling3D(_GlobalPooling):
    def __init__(self, data_format=None, **kwargs):
        super().__init__(3, tf.reduce_max, data_format, **kwargs)


class GlobalAveragePooling1D(_GlobalPooling):
    _carries_masks = True

    def __init__(self, data_format="channels_last", **kwargs):
        super().__init__(1, tf.reduce_mean, data_format, **kwargs)

    def compute_mask(self, inputs, mask=None):
        return None

    def call(self, inputs, mask=None):
        if mask is None:
            return super().call(inputs)
        first = self.data_format == "channels_first"
        mask = tf.expand_dims(tf.cast(mask, inputs.dtype), 1 if first else 2)
        inputs *= mask
        return tf.reduce_sum(inputs, self._axes[0], keepdims=self.keepdims) / tf.reduce_sum(mask, self._axes[0], keepdims=self.keepdims)


class GlobalAveragePooling2D(_GlobalPooling):
    def __init__(self, data_format=None, **kwargs):
        super().__init__(2, tf.reduce_mean, data_format, **kwargs)


class GlobalAveragePooling3D(_GlobalPooling):
    def __init__(self, data_format=None, **kwargs):
        super().__init__(3, tf.reduce_mean, data_format, **kwargs)


MaxPool1D = MaxPooling1D
MaxPool2D = MaxPooling2D
MaxPool3D = MaxPooling3D
AvgPool1D = AveragePooling1D
AvgPool2D = AveragePooling2D
AvgPool3D = AveragePooling3D
GlobalMaxPool1D = GlobalMaxPooling1D
GlobalMaxPool2D = GlobalMaxPooling2D
GlobalMaxPool3D = GlobalMaxPooling3D
GlobalAvgPool1D = GlobalAveragePooling1D
GlobalAvgPool2D = GlobalAveragePooling2D
GlobalAvgPool3D = GlobalAveragePooling3D
