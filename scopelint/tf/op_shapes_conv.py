"""Convolutions, pooling and blocks of pixels.

After `ops/nn_ops.py`, `ops/nn_impl.py`, `core/framework/common_shape_fns.cc` (Conv2DShapeImpl,
MaxPoolShape, GetWindowedOutputSizeFromDims).
"""

from __future__ import annotations

from scopelint.domain.values import Unknown, Value
from scopelint.tf import shapes
from scopelint.tf.objects import Dim, DType, Shape
from scopelint.tf.op_calls import (
    DYNAMIC,
    Call,
    Form,
    Output,
    Result,
    derive,
    many,
    one,
    shape_argument,
    shape_function,
    static_integers,
)


def windowed(dim: Dim, window: Dim, stride: Dim, padding: str, dilation: int = 1) -> Dim:
    """The size that a sliding window leaves (GetWindowedOutputSizeFromDims)."""
    if dim is None or stride is None or (padding == "VALID" and window is None):
        return None
    if padding == "SAME" and stride == 1:
        return dim
    if any(isinstance(d, Unknown) for d in (dim, stride)) or (padding == "VALID" and isinstance(window, Unknown)):
        if padding == "VALID" and window == 1 and stride == 1:
            return dim
        return derive(("window", padding, dilation), dim, window, stride)
    assert isinstance(dim, int)
    assert isinstance(stride, int)
    if padding == "SAME":
        return -(-dim // stride)
    assert isinstance(window, int)
    return max(0, -(-(dim - (window - 1) * dilation) // stride))


class Layout:
    """Where batch, channels and space are in a tensor of `space` spatial dimensions."""

    def __init__(self, data_format: str, space: int) -> None:
        self.channels_first = data_format.startswith("NC") or data_format == "channels_first"
        self.space = space

    def split(self, shape: Shape) -> tuple[Dim, tuple[Dim, ...], Dim]:
        """Batch, spatial dimensions, channels."""
        if not isinstance(shape, tuple):
            if shape is None:
                return None, (None,) * self.space, None
            dims: tuple[Dim, ...] = tuple(shapes.index_shape(shape, i) for i in range(self.space + 2))
        else:
            dims = shape
        if len(dims) != self.space + 2:
            raise ValueError("wrong rank: TensorFlow raises")
        return (dims[0], dims[2:], dims[1]) if self.channels_first else (dims[0], dims[1:-1], dims[-1])

    def join(self, batch: Dim, space: tuple[Dim, ...], channels: Dim) -> Shape:
        return (batch, channels, *space) if self.channels_first else (batch, *space, channels)

    def spatial(self, value: Value, default: int = 1) -> tuple[Dim, ...]:
        """Strides or sizes of the spatial dimensions, given for one, for space or for all dimensions."""
        if value is None:
            return (default,) * self.space
        numbers = static_integers(value)
        if not isinstance(numbers, tuple):
            return (None if numbers is DYNAMIC else numbers,) * self.space
        if len(numbers) == 1:
            return numbers * self.space
        if len(numbers) == self.space + 2:
            return numbers[2:] if self.channels_first else numbers[1:-1]
        return numbers


def data_layout(call: Call, space: int) -> Layout:
    data_format = call.value("data_format", "NHWC")
    return Layout(data_format if isinstance(data_format, str) else "NHWC", space)


def _x(call: Call) -> Output:
    return call.tensor("input" if call.has("input") else "value")


def _filters(call: Call) -> Output:
    for name in ("filter", "filters", "kernel"):
        if call.has(name):
            return call.tensor(name)
    return call.tensor("filter")


def _padding(call: Call) -> str | tuple[Value, ...]:
    padding = call.value("padding", "VALID")
    if isinstance(padding, tuple):
        return padding
    if not isinstance(padding, str):
        raise TypeError("the padding is not known")
    return padding.upper()


def _filter_dims(filters: Output, space: int) -> tuple[Dim, ...]:
    if isinstance(filters.shape, tuple):
        return filters.shape
    if filters.shape is None:
        return (None,) * (space + 2)
    return tuple(shapes.index_shape(filters.shape, i) for i in range(space + 2))


def _windows(
    space: tuple[Dim, ...],
    window: tuple[Dim, ...],
    strides: tuple[Dim, ...],
    padding: str | tuple[Value, ...],
    dilations: tuple[Dim, ...],
    layout: Layout,
) -> tuple[Dim, ...]:
    if isinstance(padding, tuple):
        rows = padding[2:] if layout.channels_first else padding[1:-1]
        space = tuple(shapes.arithmetic("+", shapes.arithmetic("+", dim, row[0]), row[1]) for dim, row in zip(space, rows, strict=True))
        padding = "VALID"
    found = []
    for dim, size, stride, dilation in zip(space, window, strides, dilations, strict=True):
        found.append(windowed(dim, size, stride, padding, dilation if isinstance(dilation, int) else 1))
    return tuple(found)


def _convolution(call: Call, space: int) -> Result:
    x, filters = _x(call), _filters(call)
    layout = data_layout(call, space)
    batch, dims, _ = layout.split(x.shape)
    kernel = _filter_dims(filters, space)
    strides = layout.spatial(call.value("strides", call.value("stride")))
    dilations = layout.spatial(call.value("dilations", call.value("dilation_rate")))
    out = _windows(dims, kernel[:space], strides, _padding(call), dilations, layout)
    return one(layout.join(batch, out, kernel[-1]), _dtype(x, filters))


def _dtype(x: Output, filters: Output) -> DType | Unknown:
    return x.dtype if isinstance(x.dtype, DType) else filters.dtype


@shape_function("nn.conv2d")
def conv2d(call: Call) -> Result:
    return _convolution(call, 2)


@shape_function("nn.conv1d")
def conv1d(call: Call) -> Result:
    """`conv1d` calls its tensor `value`; `use_cudnn_on_gpu` and the rest do not matter."""
    return _convolution(call, 1)


@shape_function("nn.conv3d")
def conv3d(call: Call) -> Result:
    return _convolution(call, 3)


@shape_function("nn.convolution")
def convolution(call: Call) -> Result:
    filters = _filters(call)
    if not isinstance(filters.shape, tuple):
        return one(shapes.unknown_shape(), filters.dtype)
    return _convolution(call, len(filters.shape) - 2)


@shape_function("nn.atrous_conv2d")
def atrous_conv2d(call: Call) -> Result:
    x, filters = call.tensor("value"), call.tensor("filters")
    layout = Layout("NHWC", 2)
    batch, dims, _ = layout.split(x.shape)
    kernel = _filter_dims(filters, 2)
    rate = layout.spatial(call.value("rate"))
    out = _windows(_through_batch(dims, rate), kernel[:2], (1, 1), _padding(call), rate, layout)
    return one(layout.join(batch, out, kernel[-1]), _dtype(x, filters))


def _through_batch(space: tuple[Dim, ...], rate: tuple[Dim, ...]) -> tuple[Dim, ...]:
    """A dilation moves space into the batch (`with_space_to_batch`): one unknown size hides the others."""
    return (None,) * len(space) if None in space and rate != (1,) * len(rate) else space


@shape_function("nn.depthwise_conv2d nn.depthwise_conv2d_native")
def depthwise_conv2d(call: Call) -> Result:
    """Each input channel gets `channel_multiplier` output channels."""
    x, filters = call.tensor("input"), call.tensor("filter")
    layout = data_layout(call, 2)
    batch, dims, channels = layout.split(x.shape)
    kernel = _filter_dims(filters, 2)
    rate = layout.spatial(call.value("rate", call.value("dilations")))
    out = _windows(_through_batch(dims, rate), kernel[:2], layout.spatial(call.value("strides")), _padding(call), rate, layout)
    return one(layout.join(batch, out, shapes.multiply(shapes.merge_dims(channels, kernel[2]), kernel[3])), _dtype(x, filters))


@shape_function("nn.separable_conv2d")
def separable_conv2d(call: Call) -> Result:
    x, depthwise = call.tensor("input"), call.tensor("depthwise_filter")
    pointwise = _filter_dims(call.tensor("pointwise_filter"), 2)
    layout = data_layout(call, 2)
    batch, dims, _ = layout.split(x.shape)
    kernel = _filter_dims(depthwise, 2)
    rate = layout.spatial(call.value("rate", call.value("dilations")))
    out = _windows(dims, kernel[:2], layout.spatial(call.value("strides")), _padding(call), rate, layout)
    out = _windows(_through_batch(out, rate), pointwise[:2], (1, 1), "VALID", (1, 1), layout)
    return one(layout.join(batch, out, pointwise[-1]), _dtype(x, depthwise))


@shape_function("nn.conv2d_transpose nn.conv3d_transpose nn.conv1d_transpose nn.conv_transpose")
def conv_transpose(call: Call) -> Result:
    """The output shape is given, but in two dimensions the batch is the input's (Conv2DBackpropInputShape)."""
    x, shape = _x(call), shape_argument(call, "output_shape")
    if isinstance(shape, tuple) and len(shape) in (3, 4):
        shape = (shapes.index_shape(x.shape, 0), *shape[1:])
    return one(shape, x.dtype)


@shape_function("nn.conv2d_backprop_input")
def conv2d_backprop_input(call: Call) -> Result:
    return one(shape_argument(call, "input_sizes"), _filters(call).dtype)


@shape_function("nn.max_pool nn.max_pool_v2 nn.avg_pool nn.avg_pool_v2 nn.max_pool2d nn.avg_pool2d")
def pool2d(call: Call) -> Result:
    return _pooling(call, 2)


@shape_function("nn.max_pool1d nn.avg_pool1d")
def pool1d(call: Call) -> Result:
    return _pooling(call, 1)


@shape_function("nn.max_pool3d nn.avg_pool3d")
def pool3d(call: Call) -> Result:
    return _pooling(call, 3)


def _pooling(call: Call, space: int) -> Result:
    x = _x(call)
    layout = data_layout(call, space)
    batch, dims, channels = layout.split(x.shape)
    window, strides = layout.spatial(call.value("ksize")), layout.spatial(call.value("strides"))
    out = _windows(dims, window, strides, _padding(call), (1,) * space, layout)
    return one(layout.join(batch, out, channels), x.dtype)


@shape_function("nn.pool")
def pool(call: Call) -> Result:
    x = call.tensor("input")
    window = static_integers(call.value("window_shape"))
    if not isinstance(window, tuple):
        return one(shapes.unknown_shape(), x.dtype)
    layout = data_layout(call, len(window))
    batch, dims, channels = layout.split(x.shape)
    strides, rates = layout.spatial(call.value("strides")), layout.spatial(call.value("dilation_rate", call.value("dilations")))
    out = _windows(dims, window, strides, _padding(call), rates, layout)
    return one(layout.join(batch, out, channels), x.dtype)


@shape_function("nn.max_pool_with_argmax")
def max_pool_with_argmax(call: Call) -> Result:
    pooled = _pooling(call, 2).output
    index = call.dtype("Targmax", "int64")
    return many(Form.TUPLE, pooled, Output(pooled.shape, index), fields="output argmax")


@shape_function("space_to_depth nn.space_to_depth depth_to_space nn.depth_to_space")
def blocks(call: Call) -> Result:
    """Blocks of pixels become channels, or the other way."""
    x = call.tensor("input")
    layout = data_layout(call, 2)
    batch, dims, channels = layout.split(x.shape)
    size = call.integer("block_size", 1)
    if not isinstance(size, int):
        return one(shapes.unknown_shape(), x.dtype)
    shrink, grow = ("//", "*") if call.canonical.endswith("space_to_depth") else ("*", "//")
    return one(
        layout.join(batch, tuple(shapes.arithmetic(shrink, d, size) for d in dims), shapes.arithmetic(grow, channels, size * size)),
        x.dtype,
    )


@shape_function("space_to_batch")
def space_to_batch(call: Call) -> Result:
    x, size = call.tensor("input"), call.integer("block_size", 1)
    layout = Layout("NHWC", 2)
    batch, dims, channels = layout.split(x.shape)
    rows = call.tensor("paddings").constant
    if not isinstance(size, int) or not isinstance(rows, tuple):
        return one(shapes.unknown_shape(), x.dtype)
    padded = [shapes.arithmetic("+", d, row[0] + row[1]) for d, row in zip(dims, rows, strict=True)]
    space = tuple(shapes.arithmetic("//", d, size) for d in padded)
    return one((shapes.multiply(batch, size * size), *space, channels), x.dtype)


@shape_function("extract_image_patches")
def extract_image_patches(call: Call) -> Result:
    """Each window becomes the channels of a pixel."""
    x = call.tensor("images" if call.has("images") else "input")
    layout = Layout("NHWC", 2)
    batch, dims, channels = layout.split(x.shape)
    sizes = layout.spatial(call.value("sizes", call.value("ksizes")))
    rates = layout.spatial(call.value("rates"))
    dims = (None, None) if None in dims else dims
    out = _windows(dims, sizes, layout.spatial(call.value("strides")), _padding(call), rates, layout)
    return one(layout.join(batch, out, shapes.multiply(channels, shapes.product(sizes))), x.dtype)


@shape_function("nn.erosion2d nn.dilation2d")
def morphology(call: Call) -> Result:
    x, filters = _x(call), _filters(call)
    layout = Layout("NHWC", 2)
    batch, dims, channels = layout.split(x.shape)
    kernel = _filter_dims(filters, 1)
    out = _windows(dims, kernel[:2], layout.spatial(call.value("strides")), _padding(call), layout.spatial(call.value("rates")), layout)
    return one(layout.join(batch, out, shapes.merge_dims(channels, kernel[2])), x.dtype)
