"""Convolutions (keras/layers/convolutional/*.py) and what reshapes images (keras/layers/reshaping/*.py)."""

import _scopelint

import tensorflow as tf
from tensorflow.keras import activations, initializers, regularizers
from tensorflow.keras.engine.base_layer import InputSpec, Layer

_UNDEFINED = "The channel dimension of the inputs should be defined."


def convert_data_format(data_format, ndim):
    """`conv_utils.convert_data_format`."""
    space = "DHW"[5 - ndim:]
    return "NC" + space if data_format == "channels_first" else "N" + space + "C"


def normalize_data_format(value):
    """`conv_utils.normalize_data_format`."""
    if _scopelint.is_unknown(value) or not value:
        return value or "channels_last"
    value = value.lower()
    if value not in ("channels_first", "channels_last"):
        raise ValueError("The `data_format` argument must be one of \"channels_first\", \"channels_last\". Received: " + value)
    return value


class Conv(Layer):
    def __init__(
        self, rank, filters, kernel_size, strides=1, padding="valid", data_format=None, dilation_rate=1, activation=None, use_bias=True,
        groups=1, kernel_initializer="glorot_uniform", bias_initializer="zeros", kernel_regularizer=None,
        bias_regularizer=None, activity_regularizer=None, kernel_constraint=None, bias_constraint=None, trainable=True, name=None,
        **kwargs
    ):
        super().__init__(trainable=trainable, name=name, activity_regularizer=activity_regularizer, **kwargs)
        self.rank = rank
        self.filters = _scopelint.size(filters)
        self.groups = groups
        self.kernel_size = _scopelint.sizes(kernel_size, rank)
        self.strides = _scopelint.sizes(strides, rank)
        self.padding = padding.lower()
        if not _scopelint.is_unknown(self.padding) and self.padding not in ("valid", "same", "causal"):
            raise ValueError("The `padding` argument must be a list/tuple or one of \"valid\", \"same\". Received: " + self.padding)
        self.data_format = normalize_data_format(data_format)
        self.dilation_rate = _scopelint.sizes(dilation_rate, rank)
        if any(isinstance(s, int) and s > 1 for s in self.strides) and any(isinstance(d, int) and d > 1 for d in self.dilation_rate):
            raise ValueError("`strides > 1` not supported in conjunction with `dilation_rate > 1`.")
        self.activation = activations.get(activation)
        self.use_bias = use_bias
        self.kernel_initializer = initializers.get(kernel_initializer)
        self.bias_initializer = initializers.get(bias_initializer)
        self.kernel_regularizer = regularizers.get(kernel_regularizer)
        self.bias_regularizer = regularizers.get(bias_regularizer)
        self.kernel_constraint = kernel_constraint
        self.bias_constraint = bias_constraint
        self.input_spec = InputSpec(min_ndim=rank + 2)
        self._tf_data_format = convert_data_format(self.data_format, rank + 2)

    def get_config(self):
        names = ("filters", "kernel_size", "strides", "padding", "data_format", "dilation_rate", "activation", "use_bias")
        return dict(super().get_config(), **{name: getattr(self, name) for name in names})

    def _channel_axis(self):
        return -1 - self.rank if self.data_format == "channels_first" else -1

    def _add_kernel(self, name, shape, kind="kernel"):
        return self.add_weight(
            name, shape, initializer=getattr(self, kind + "_initializer"), regularizer=getattr(self, kind + "_regularizer"),
            constraint=getattr(self, kind + "_constraint"), trainable=True, dtype=self.dtype,
        )

    def _add_bias(self, size):
        self.bias = self._add_kernel("bias", (size,), "bias") if self.use_bias else None

    def build(self, input_shape):
        axis = self._channel_axis()
        channels = _scopelint.defined_size(input_shape, axis, _UNDEFINED)
        self._check_size(input_shape)
        self.kernel = self._add_kernel("kernel", self.kernel_size + (channels // self.groups, self.filters))
        self._add_bias(self.filters)
        self.input_spec = InputSpec(min_ndim=self.rank + 2, axes={axis: channels})
        self.built = True

    def _check_size(self, input_shape):
        if self.padding == "valid" and not _scopelint.needs_tensorflow1() and _scopelint.too_small(
            input_shape, self.kernel_size, self.strides, self.dilation_rate, self.data_format == "channels_first"
        ):
            _scopelint.refuse("ValueError", "One of the dimensions in the output is <= 0 due to downsampling in " + self.name + ".")

    def call(self, inputs):
        padding = self.padding
        if padding == "causal":
            padding = "valid"
            pad = self.dilation_rate[0] * (self.kernel_size[0] - 1)
            inputs = tf.pad(inputs, [[0, 0], [pad, 0], [0, 0]])
        outputs = tf.nn.convolution(
            inputs, self.kernel, padding=padding.upper(), strides=self.strides, dilation_rate=self.dilation_rate,
            data_format=self._tf_data_format, name=self._op_scope(),
        )
        return self._finish(outputs)

    def _op_scope(self):
        """The scope of the op is called by the class; in 1.15 a spread out kernel has none, and one dimension another."""
        if _scopelint.is_tensorflow1():
            if any(rate != 1 for rate in self.dilation_rate):
                return tf.get_default_graph().get_name_scope() + "/"
            if len(self.kernel_size) == 1:
                return "conv1d"
        return _scopelint.class_name(self)

    def _finish(self, outputs):
        if self.use_bias:
            outputs = tf.nn.bias_add(outputs, self.bias, data_format=self._tf_data_format)
        return self.activation(outputs)


class Conv1D(Conv):
    def __init__(
        self, filters, kernel_size, strides=1, padding="valid", data_format="channels_last", dilation_rate=1, activation=None,
        use_bias=True, **kwargs
    ):
        super().__init__(
            1, filters, kernel_size, strides, padding, data_format, dilation_rate, activation=activation, use_bias=use_bias, **kwargs
        )


class Conv2D(Conv):
    def __init__(
        self, filters, kernel_size, strides=(1, 1), padding="valid", data_format=None, dilation_rate=(1, 1), activation=None,
        use_bias=True, **kwargs
    ):
        super().__init__(
            2, filters, kernel_size, strides, padding, data_format, dilation_rate, activation=activation, use_bias=use_bias, **kwargs
        )


class Conv3D(Conv):
    def __init__(
        self, filters, kernel_size, strides=(1, 1, 1), padding="valid", data_format=None, dilation_rate=(1, 1, 1), activation=None,
        use_bias=True, **kwargs
    ):
        super().__init__(
            3, filters, kernel_size, strides, padding, data_format, dilation_rate, activation=activation, use_bias=use_bias, **kwargs
        )


class SeparableConv(Conv):
    def __init__(
        self, rank, filters, kernel_size, strides=1, padding="valid", data_format=None, dilation_rate=1, depth_multiplier=1,
        activation=None, use_bias=True, depthwise_initializer="glorot_uniform", pointwise_initializer="glorot_uniform",
        bias_initializer="zeros", depthwise_regularizer=None, pointwise_regularizer=None, bias_regularizer=None,
        activity_regularizer=None, depthwise_constraint=None, pointwise_constraint=None, bias_constraint=None, **kwargs
    ):
        super().__init__(
            rank, filters, kernel_size, strides, padding, data_format, dilation_rate, activation=activation, use_bias=use_bias,
            bias_initializer=bias_initializer, bias_regularizer=bias_regularizer, activity_regularizer=activity_regularizer,
            bias_constraint=bias_constraint, **kwargs
        )
        self.depth_multiplier = depth_multiplier
        self.depthwise_initializer = initializers.get(depthwise_initializer)
        self.pointwise_initializer = initializers.get(pointwise_initializer)
        self.depthwise_regularizer = regularizers.get(depthwise_regularizer)
        self.pointwise_regularizer = regularizers.get(pointwise_regularizer)
        self.depthwise_constraint = depthwise_constraint
        self.pointwise_constraint = pointwise_constraint

    def build(self, input_shape):
        axis = self._channel_axis()
        channels = _scopelint.defined_size(input_shape, axis, _UNDEFINED)
        self.input_spec = InputSpec(ndim=self.rank + 2, axes={axis: channels})
        self.depthwise_kernel = self._add_kernel("depthwise_kernel", self.kernel_size + (channels, self.depth_multiplier), "depthwise")
        self.pointwise_kernel = self._add_kernel(
            "pointwise_kernel", (1,) * self.rank + (self.depth_multiplier * channels, self.filters), "pointwise"
        )
        self._add_bias(self.filters)
        self.built = True


class SeparableConv1D(SeparableConv):
    def __init__(
        self, filters, kernel_size, strides=1, padding="valid", data_format=None, dilation_rate=1, depth_multiplier=1, activation=None,
        use_bias=True, **kwargs
    ):
        super().__init__(
            1, filters, kernel_size, strides, padding, data_format, dilation_rate, depth_multiplier, activation, use_bias, **kwargs
        )

    def call(self, inputs):
        outputs = tf.nn.separable_conv2d(
            tf.expand_dims(inputs, 1), tf.expand_dims(self.depthwise_kernel, 0), tf.expand_dims(self.pointwise_kernel, 0),
            strides=(1,) + self.strides * 2 + (1,), padding="VALID" if self.padding == "causal" else self.padding.upper(),
            rate=(1,) + self.dilation_rate,
        )
        if self.use_bias:
            outputs = tf.nn.bias_add(outputs, self.bias)
        return self.activation(tf.squeeze(outputs, [1]))


class SeparableConv2D(SeparableConv):
    def __init__(
        self, filters, kernel_size, strides=(1, 1), padding="valid", data_format=None, dilation_rate=(1, 1), depth_multiplier=1,
        activation=None, use_bias=True, **kwargs
    ):
        super().__init__(
            2, filters, kernel_size, strides, padding, data_format, dilation_rate, depth_multiplier, activation, use_bias, **kwargs
        )

    def call(self, inputs):
        strides = (1, 1) + self.strides if self.data_format == "channels_first" else (1,) + self.strides + (1,)
        outputs = tf.nn.separable_conv2d(
            inputs, self.depthwise_kernel, self.pointwise_kernel, strides=strides, padding=self.padding.upper(), rate=self.dilation_rate,
            data_format=self._tf_data_format,
        )
        return self._finish(outputs)


class DepthwiseConv2D(Conv):
    def __init__(
        self, kernel_size, strides=(1, 1), padding="valid", depth_multiplier=1, data_format=None, dilation_rate=(1, 1), activation=None,
        use_bias=True, depthwise_initializer="glorot_uniform", bias_initializer="zeros", depthwise_regularizer=None,
        bias_regularizer=None, activity_regularizer=None, depthwise_constraint=None, bias_constraint=None, **kwargs
    ):
        super().__init__(
            2, None, kernel_size, strides, padding, data_format, dilation_rate, activation=activation, use_bias=use_bias,
            bias_initializer=bias_initializer, bias_regularizer=bias_regularizer, activity_regularizer=activity_regularizer,
            bias_constraint=bias_constraint, **kwargs
        )
        self.depth_multiplier = depth_multiplier
        self.depthwise_initializer = initializers.get(depthwise_initializer)
        self.depthwise_regularizer = regularizers.get(depthwise_regularizer)
        self.depthwise_constraint = depthwise_constraint

    def build(self, input_shape):
        axis = self._channel_axis()
        channels = _scopelint.defined_size(input_shape, axis, _UNDEFINED)
        self.depthwise_kernel = self._add_kernel("depthwise_kernel", self.kernel_size + (channels, self.depth_multiplier), "depthwise")
        self._add_bias(channels * self.depth_multiplier)
        self.input_spec = InputSpec(ndim=4, axes={axis: channels})
        self.built = True

    def call(self, inputs):
        strides = (1, 1) + self.strides if self.data_format == "channels_first" else (1,) + self.strides + (1,)
        outputs = tf.nn.depthwise_conv2d(
            inputs, self.depthwise_kernel, strides=strides, padding=self.padding.upper(), rate=self.dilation_rate,
            data_format=self._tf_data_format,
        )
        return self._finish(outputs)


class DepthwiseConv1D(DepthwiseConv2D):
    """One row of an image (keras/layers/convolutional/depthwise_conv1d.py)."""

    def __init__(self, kernel_size, strides=1, padding="valid", depth_multiplier=1, data_format=None, dilation_rate=1, **kwargs):
        super().__init__(kernel_size, (1, 1), padding, depth_multiplier, data_format, (1, 1), **kwargs)
        self.kernel_size = _scopelint.sizes(kernel_size, 1)
        self.strides = _scopelint.sizes(strides, 1)
        self.dilation_rate = _scopelint.sizes(dilation_rate, 1)
        self.input_spec = InputSpec(ndim=3)

    def build(self, input_shape):
        super().build(input_shape)
        self.input_spec = InputSpec(ndim=3, axes=self.input_spec.axes)

    def call(self, inputs):
        first = self.data_format == "channels_first"
        spatial = 2 if first else 1
        outputs = tf.nn.depthwise_conv2d(
            tf.expand_dims(inputs, spatial), tf.expand_dims(self.depthwise_kernel, 0),
            strides=(1, 1) + self.strides * 2 if first else (1,) + self.strides * 2 + (1,),
            padding="VALID" if self.padding == "causal" else self.padding.upper(), rate=(1,) + self.dilation_rate,
            data_format="NCHW" if first else "NHWC",
        )
        if self.use_bias:
            outputs = tf.nn.bias_add(outputs, self.bias)
        return self.activation(tf.squeeze(outputs, [spatial]))


class _ConvTranspose(Conv):
    def __init__(
        self, rank, filters, kernel_size, strides=1, padding="valid", output_padding=None, data_format=None, dilation_rate=1, **kwargs
    ):
        super().__init__(rank, filters, kernel_size, strides, padding, data_format, dilation_rate, **kwargs)
        self.output_padding = None if output_padding is None else _scopelint.sizes(output_padding, rank)

    def build(self, input_shape):
        self._check_rank(input_shape)
        axis = self._channel_axis()
        channels = _scopelint.defined_size(input_shape, axis, _UNDEFINED)
        self.input_spec = InputSpec(ndim=self.rank + 2, axes={axis: channels})
        self.kernel = self._add_kernel("kernel", self.kernel_size + (self.filters, channels))
        self._add_bias(self.filters)
        self.built = True

    def _check_rank(self, input_shape):
        found = _scopelint.rank(input_shape)
        if found is not None and found != self.rank + 2:
            _scopelint.refuse("ValueError", "Inputs should have rank " + str(self.rank + 2))

    def compute_output_shape(self, input_shape):
        return _scopelint.deconvolved(
            input_shape, self.filters, self.kernel_size, self.strides, self.padding, self.output_padding, self.dilation_rate,
            self.data_format == "channels_first",
        )

    def call(self, inputs):
        shape = self.compute_output_shape(inputs.get_shape())
        outputs = self._transposed(inputs, shape)
        outputs.set_shape(shape)
        return self._finish(outputs)


class Conv1DTranspose(_ConvTranspose):
    def __init__(
        self, filters, kernel_size, strides=1, padding="valid", output_padding=None, data_format=None, dilation_rate=1, activation=None,
        use_bias=True, **kwargs
    ):
        super().__init__(
            1, filters, kernel_size, strides, padding, output_padding, data_format, dilation_rate, activation=activation,
            use_bias=use_bias, **kwargs
        )

    def _transposed(self, inputs, shape):
        return tf.nn.conv1d_transpose(inputs, self.kernel, shape, self.strides, self.padding.upper(), self._tf_data_format)


class Conv2DTranspose(_ConvTranspose):
    def __init__(
        self, filters, kernel_size, strides=(1, 1), padding="valid", output_padding=None, data_format=None, dilation_rate=(1, 1),
        activation=None, use_bias=True, **kwargs
    ):
        super().__init__(
            2, filters, kernel_size, strides, padding, output_padding, data_format, dilation_rate, activation=activation,
            use_bias=use_bias, **kwargs
        )

    def _transposed(self, inputs, shape):
        return tf.nn.conv2d_transpose(inputs, self.kernel, shape, self.strides, self.padding.upper(), self._tf_data_format)


class Conv3DTranspose(_ConvTranspose):
    def __init__(
        self, filters, kernel_size, strides=(1, 1, 1), padding="valid", output_padding=None, data_format=None, activation=None,
        use_bias=True, **kwargs
    ):
        super().__init__(
            3, filters, kernel_size, strides, padding, output_padding, data_format, activation=activation, use_bias=use_bias, **kwargs
        )

    def _transposed(self, inputs, shape):
        return tf.nn.conv3d_transpose(inputs, self.kernel, shape, self.strides, self.padding.upper(), self._tf_data_format)


# --- what changes the size of images ----------------------------------------------------------------


class _Resizing(Layer):
    """Layers that add or take rows and columns: `sizes` is what they are told, one entry a spatial dimension; `op` ends them."""

    def __init__(self, rank, sizes, how, op, data_format=None, **kwargs):
        super().__init__(**kwargs)
        self._op = op
        self.data_format = data_format or "channels_last"
        self._sizes = sizes
        self._how = how
        self.input_spec = InputSpec(ndim=rank + 2)

    def call(self, inputs):
        channels_first = self.data_format == "channels_first"
        shape = _scopelint.resized(inputs, self._sizes, self._how, channels_first)
        op = "transpose_1" if channels_first and self._op.startswith("resize") else self._op
        return _scopelint.op(op, [(shape, inputs.dtype)], inputs)[0]


class ZeroPadding1D(_Resizing):
    def __init__(self, padding=1, **kwargs):
        super().__init__(1, _scopelint.margins(padding, 1), "add", "Pad", **kwargs)


class ZeroPadding2D(_Resizing):
    def __init__(self, padding=(1, 1), data_format=None, **kwargs):
        super().__init__(2, _scopelint.margins(padding, 2), "add", "Pad", data_format, **kwargs)


class ZeroPadding3D(_Resizing):
    def __init__(self, padding=(1, 1, 1), data_format=None, **kwargs):
        super().__init__(3, _scopelint.margins(padding, 3), "add", "Pad", data_format, **kwargs)


class Cropping1D(_Resizing):
    def __init__(self, cropping=(1, 1), **kwargs):
        super().__init__(1, _scopelint.margins((cropping,) if isinstance(cropping, (tuple, list)) else cropping, 1), "take", "strided_slice", **kwargs)


class Cropping2D(_Resizing):
    def __init__(self, cropping=((0, 0), (0, 0)), data_format=None, **kwargs):
        super().__init__(2, _scopelint.margins(cropping, 2), "take", "strided_slice", data_format, **kwargs)


class Cropping3D(_Resizing):
    def __init__(self, cropping=((1, 1), (1, 1), (1, 1)), data_format=None, **kwargs):
        super().__init__(3, _scopelint.margins(cropping, 3), "take", "strided_slice", data_format, **kwargs)


class UpSampling1D(_Resizing):
    def __init__(self, size=2, **kwargs):
        super().__init__(1, _scopelint.sizes(size, 1), "times", "concat", **kwargs)


class UpSampling2D(_Resizing):
    def __init__(self, size=(2, 2), data_format=None, interpolation="nearest", **kwargs):
        op = "resize/ResizeBilinear" if interpolation == "bilinear" else "resize/ResizeNearestNeighbor"
        super().__init__(2, _scopelint.sizes(size, 2), "times", op, data_format, **kwargs)


class UpSampling3D(_Resizing):
    def __init__(self, size=(2, 2, 2), data_format=None, **kwargs):
        super().__init__(3, _scopelint.sizes(size, 3), "times", "concat_2", data_format, **kwargs)


Convolution1D = Conv1D
Convolution2D = Conv2D
Convolution3D = Conv3D
SeparableConvolution1D = SeparableConv1D
SeparableConvolution2D = SeparableConv2D
Convolution2DTranspose = Deconvolution2D = Conv2DTranspose
Convolution3DTranspose = Deconvolution3D = Conv3DTranspose
