"""Convolutions, pooling, biases and losses whose tensors do not fit.

After `core/framework/common_shape_fns.cc` (Conv2DShapeImpl, MaxPoolShape, BiasAddShape), `core/ops/nn_ops.cc`, `ops/nn_ops.py`,
`ops/nn_impl.py`, `ops/losses/losses_impl.py`.
"""

from __future__ import annotations

from collections.abc import Callable

from scopelint.tf import shapes
from scopelint.tf.misfits import (
    MisfitError,
    axis_within,
    broadcastable,
    check,
    divisible,
    equal,
    rank,
    rank_at_least,
    same_type,
    whole_numbers,
)
from scopelint.tf.objects import Dim, DType, Shape, Tensor
from scopelint.tf.op_calls import Call, converted
from scopelint.tf.op_shapes_conv import data_layout


@check("nn.bias_add")
def bias_add(call: Call) -> None:
    """BiasAddShape."""
    value, given = call.tensor("value"), call.value("bias")
    if isinstance(given, Tensor) and isinstance(given.dtype, DType) and isinstance(value.dtype, DType) and given.dtype is not value.dtype:
        raise MisfitError(f"bias: Tensor conversion requested dtype {value.dtype.name} for Tensor with dtype {given.dtype.name}")
    x, bias = value.shape, call.tensor("bias").shape
    rank(bias, 1)
    first = data_layout(call, 2).channels_first
    rank_at_least(x, 3 if first else 2)
    if isinstance(x, tuple) and isinstance(bias, tuple):
        equal(x[1 if first else -1], bias[0])


@check("nn.xw_plus_b nn.relu_layer")
def xw_plus_b(call: Call) -> None:
    x, weights, biases = (call.tensor(name).shape for name in ("x", "weights", "biases"))
    for matrix in (x, weights):
        if isinstance(x, tuple) and isinstance(weights, tuple) and max(len(x), len(weights)) <= 2:
            rank(matrix, 2)
    if isinstance(x, tuple) and isinstance(weights, tuple) and len(x) == len(weights) == 2:
        equal(x[1], weights[0])
    rank(biases, 1)
    if isinstance(weights, tuple) and isinstance(biases, tuple):
        equal(weights[-1], biases[0])


@check("nn.conv2d")
def conv2d(call: Call) -> None:
    _convolution(call, 2)


@check("nn.conv3d")
def conv3d(call: Call) -> None:
    _convolution(call, 3)


@check("nn.conv1d")
def conv1d(call: Call) -> None:
    """A convolution in two dimensions, one of which is 1."""
    x, filters = _shape(call, "input", "value"), _shape(call, "filters", "filter")
    if isinstance(x, tuple) and isinstance(filters, tuple) and len(x) == len(filters) == 3:
        _channels(data_layout(call, 1).split(x)[2], filters[1], filters[2])


def _convolution(call: Call, space: int) -> None:
    given = [value for name in ("input", "value", "filter", "filters", "kernel") if isinstance(value := call.value(name), Tensor)]
    if len(given) == 2:
        same_type(converted(given[0]), converted(given[1]), "filter", "input", f"Conv{space}D")
    x, filters = _shape(call, "input", "value"), _shape(call, "filter", "filters", "kernel")
    rank(filters, space + 2)
    if not isinstance(x, tuple) or len(x) > space + 2:  # several dimensions of batches are as good as one
        return
    rank(x, space + 2)
    if not isinstance(filters, tuple):
        return
    layout = data_layout(call, space)
    _, dims, channels = layout.split(x)
    _channels(channels, filters[-2], filters[-1])
    _windows(call, dims, filters[:space], layout.spatial(call.value("dilations")))


def _shape(call: Call, *names: str) -> Shape:
    return call.tensor(next((name for name in names if call.has(name)), names[0])).shape


def _channels(channels: Dim, wanted: Dim, made: Dim) -> None:
    """Groups of channels: those of the filters must go into those of the image, and the groups into what is made."""
    if not isinstance(channels, int) or not isinstance(wanted, int) or wanted <= 0:
        return
    if channels % wanted:
        raise MisfitError(f"Depth of input ({channels}) is not a multiple of input depth of filter ({wanted})")
    groups = channels // wanted
    if isinstance(made, int) and groups and made % groups:
        raise MisfitError(f"Depth of output ({made}) is not a multiple of the number of groups ({groups})")


def _windows(call: Call, dims: tuple[Dim, ...], sizes: tuple[Dim, ...], dilations: tuple[Dim, ...]) -> None:
    """Without padding no window may be larger than the image."""
    padding = call.value("padding")
    if not isinstance(padding, str) or padding.upper() != "VALID":
        return
    for dim, size, dilation in zip(dims, sizes, dilations, strict=True):
        if isinstance(dim, int) and isinstance(size, int) and isinstance(dilation, int):
            wide = (size - 1) * dilation + 1
            if wide > dim:
                raise MisfitError(f"Negative dimension size caused by subtracting {wide} from {dim}")


@check("nn.depthwise_conv2d")
def depthwise_conv2d(call: Call) -> None:
    x, filters = call.tensor("input").shape, call.tensor("filter").shape
    if not call.has("rate") and not call.has("dilations"):
        rank(x, 4)
        rank(filters, 4)
    if isinstance(x, tuple) and isinstance(filters, tuple) and len(x) == len(filters) == 4:
        equal(data_layout(call, 2).split(x)[2], filters[2])


@check("nn.conv2d_transpose")
def conv2d_transpose(call: Call) -> None:
    """The filters' last dimension is the input's channels."""
    x, filters = _shape(call, "input", "value"), _shape(call, "filters", "filter")
    rank(x, 4)
    rank(filters, 4)
    if isinstance(x, tuple) and isinstance(filters, tuple):
        equal(data_layout(call, 2).split(x)[2], filters[3])


@check("nn.separable_conv2d")
def separable_conv2d(call: Call) -> None:
    """First each channel by itself, then all of them together."""
    x, depthwise, pointwise = (call.tensor(name).shape for name in ("input", "depthwise_filter", "pointwise_filter"))
    if not isinstance(depthwise, tuple) or len(depthwise) != 4:
        return
    if isinstance(x, tuple) and len(x) == 4:
        equal(data_layout(call, 2).split(x)[2], depthwise[2])
    if isinstance(pointwise, tuple) and len(pointwise) == 4:
        _channels(shapes.multiply(depthwise[2], depthwise[3]), pointwise[2], pointwise[3])


@check("nn.max_pool nn.avg_pool")
def pool2d(call: Call) -> None:
    _pool(call, 2)


@check("nn.max_pool1d nn.avg_pool1d")
def pool1d(call: Call) -> None:
    _pool(call, 1)


@check("nn.max_pool3d nn.avg_pool3d")
def pool3d(call: Call) -> None:
    _pool(call, 3)


def _pool(call: Call, space: int) -> None:
    """MaxPoolShape."""
    x = _shape(call, "input", "value")
    layout = data_layout(call, space)
    window = layout.spatial(call.value("ksize"))
    if len(window) != space or (space == 1 and isinstance(x, tuple) and len(x) != 3):
        return
    rank(x, space + 2)
    if isinstance(x, tuple):
        _windows(call, layout.split(x)[1], window, (1,) * space)


@check("nn.lrn")
def lrn(call: Call) -> None:
    rank(call.tensor("input").shape, 4)


@check("space_to_depth")
def space_to_depth(call: Call) -> None:
    _blocks(call, lambda space, channels, size: [(dim, size) for dim in space])


@check("depth_to_space")
def depth_to_space(call: Call) -> None:
    _blocks(call, lambda space, channels, size: [(channels, size * size)])


def _blocks(call: Call, multiples: Callable[[tuple[Dim, ...], Dim, int], list[tuple[Dim, int]]]) -> None:
    """Blocks of pixels that become channels, or the other way, without a rest."""
    x, size = call.tensor("input").shape, call.integer("block_size", 1)
    rank(x, 4)
    if isinstance(x, tuple) and isinstance(size, int):
        _, space, channels = data_layout(call, 2).split(x)
        for dim, parts in multiples(space, channels, size):
            divisible(dim, parts)


@check("nn.softmax_cross_entropy_with_logits nn.softmax_cross_entropy_with_logits_v2")
def softmax_cross_entropy(call: Call) -> None:
    """What has two dimensions goes through as it is; the rest is flattened before."""
    logits, labels = call.tensor("logits").shape, call.tensor("labels").shape
    if isinstance(logits, tuple) and isinstance(labels, tuple) and len(logits) == len(labels) == 2 and call.integer("axis", -1) == -1:
        broadcastable(logits, labels)


@check("nn.sparse_softmax_cross_entropy_with_logits")
def sparse_softmax_cross_entropy(call: Call) -> None:
    whole_numbers(call.tensor("labels"), "labels")
    logits, labels = call.tensor("logits").shape, call.tensor("labels").shape
    if not isinstance(logits, tuple) or not isinstance(labels, tuple):
        return
    if len(labels) != len(logits) - 1:
        received = f"Received: labels.shape={shapes.text(labels)} of rank {len(labels)} and logits.shape={shapes.text(logits)}"
        raise MisfitError(f"`labels.shape.rank` must equal `logits.shape.rank - 1`. {received} of rank {len(logits)}")
    if any(isinstance(a, int) and isinstance(b, int) and a != b for a, b in zip(labels, logits, strict=False)):
        received = f"Received: labels.shape={shapes.text(labels)} and logits.shape={shapes.text(logits)}"
        raise MisfitError(f"`labels.shape` must equal `logits.shape` except for the last dimension. {received}")


@check("nn.sigmoid_cross_entropy_with_logits")
def sigmoid_cross_entropy(call: Call) -> None:
    logits, labels = call.tensor("logits"), call.tensor("labels")
    if all(isinstance(call.value(name), Tensor) for name in ("logits", "labels")):
        same_type(labels, logits, "y", "x", "Mul")
    if _differ(logits.shape, labels.shape):
        received = f"received ({shapes.text(logits.shape)} vs {shapes.text(labels.shape)})."
        raise MisfitError(f"`logits` and `labels` must have the same shape, {received}")


def _differ(left: Shape, right: Shape) -> bool:
    return shapes.compatible(left, right) is False


@check("nn.in_top_k")
def in_top_k(call: Call) -> None:
    predictions, targets = call.tensor("predictions").shape, call.tensor("targets").shape
    rank(predictions, 2)
    rank(targets, 1)
    if isinstance(predictions, tuple) and isinstance(targets, tuple):
        equal(predictions[0], targets[0])


@check("nn.top_k")
def top_k(call: Call) -> None:
    x, count = call.tensor("input").shape, call.integer("k", 1)
    rank_at_least(x, 1)
    if isinstance(x, tuple) and isinstance(x[-1], int) and isinstance(count, int) and x[-1] < count:
        raise MisfitError(f"input must have last dimension >= k = {count} but is {x[-1]}")


@check("nn.moments")
def moments(call: Call) -> None:
    x, axes = call.tensor("x").shape, call.axes("axes")
    if isinstance(x, tuple) and isinstance(axes, tuple):
        for axis in axes:
            axis_within(axis, len(x), f"Invalid reduction dimension {axis} for input with {len(x)} dimensions.")
