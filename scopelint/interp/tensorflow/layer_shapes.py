"""The sizes that layers read from their inputs and compute, below the name `_scopelint`, which stubs import.

Flows in: calls of stubs. Flows out: shapes, sizes, and what forbids a layer to be called with an input.
"""

from __future__ import annotations

from math import isfinite
from typing import TYPE_CHECKING

from scopelint.domain.values import MISSING, Unknown, Value
from scopelint.interp import contents
from scopelint.interp.host import plain
from scopelint.interp.natives import native
from scopelint.interp.objects import DictObj, Instance, LibraryObject
from scopelint.interp.tensorflow import nest
from scopelint.interp.tensorflow.layers import refuse
from scopelint.interp.tensorflow.ops import call_op
from scopelint.tf import shapes
from scopelint.tf.objects import Dim, Dimension, Shape, Tensor, TensorShape
from scopelint.tf.op_shapes_conv import Layout, windowed

if TYPE_CHECKING:
    from scopelint.interp.interpreter import Interpreter


# --- inputs ------------------------------------------------------------------------------------------


def _dims(interp: Interpreter, value: Value) -> Shape:
    """The static shape of a tensor, or the one that a value stands for."""
    if isinstance(value, Instance):
        value = plain(interp, value)
    if isinstance(value, Unknown):
        return Unknown(("shape", value.key), f"{value.text}.shape", value.reason)
    if isinstance(value, Tensor):
        value = interp.state.resolve(interp.getattr(value, "shape"))
    return value.dims if isinstance(value, TensorShape) else shapes.shape_of_value(plain(interp, value))


@native("_scopelint.input_shape", lazy=True)
def input_shape(interp: Interpreter, value: Value) -> Value:
    """The shape of what a layer is called with, leaf by leaf."""
    return nest.map_structure(interp, lambda leaf: interp.each(leaf, lambda v: TensorShape(_dims(interp, v))), value)


@native("_scopelint.input_dtype", lazy=True)
def input_dtype(interp: Interpreter, value: Value) -> Value:
    """The name of the type of the first input of a layer, from which it takes its own."""
    first = next(iter(nest.flatten(interp, value)), None)
    if isinstance(first, Instance):
        first = plain(interp, first)
    if first is None or isinstance(first, Unknown):
        return "float32"
    return interp.getattr(interp.getattr(interp.getattr(first, "dtype"), "base_dtype"), "name")


@native("_scopelint.input_problem")
def input_problem(
    interp: Interpreter, value: Value, ndim: Value = None, min_ndim: Value = None, max_ndim: Value = None, axes: Value = None
) -> Value:
    """What certainly forbids calling a layer with a tensor (keras/engine/input_spec.py); None if nothing does."""
    dims = _dims(interp, value) if isinstance(value, Tensor) else None
    if not isinstance(dims, tuple):
        return None
    found = len(dims)
    if isinstance(ndim, int) and found != ndim:
        return f"expected ndim={ndim}, found ndim={found}. Full shape received: {shapes.text(dims)}"
    if isinstance(max_ndim, int) and found > max_ndim:
        return f"expected max_ndim={max_ndim}, found ndim={found}"
    if isinstance(min_ndim, int) and found < min_ndim:
        return f"expected min_ndim={min_ndim}, found ndim={found}. Full shape received: {shapes.text(dims)}"
    wanted = contents.mapping(interp, axes) if isinstance(axes, DictObj) else {}
    for axis, size in wanted.items() if isinstance(wanted, dict) else ():
        if not isinstance(axis, int) or not isinstance(size, int) or not -found <= axis < found:
            continue
        if isinstance(dims[axis], int) and dims[axis] != size:
            return f"expected axis {axis} of input shape to have value {size}, but received input with shape {shapes.text(dims)}"
    return None


# --- sizes ---------------------------------------------------------------------------------------------


@native("_scopelint.size")
def size(interp: Interpreter, value: Value) -> Value:
    """A number of units, filters or the like as an int: a `Dimension` and a float become one."""
    if isinstance(value, Dimension):
        return value.value
    if not isinstance(value, float):
        return value
    if not isfinite(value):
        interp.stop("ValueError", f"A layer's size must be a number of units, not {value}")
    return int(value)


@native("_scopelint.sizes", lazy=True)
def sizes(interp: Interpreter, value: Value, count: Value) -> Value:
    """`conv_utils.normalize_tuple`: one number stands for `count` equal ones. What is not known is `count` unknown ones."""
    known = plain(interp, value)
    if isinstance(known, tuple):
        if isinstance(count, int) and len(known) != count:
            interp.stop("ValueError", f"A layer's sizes must be a tuple of {count} integers. Received: {known}")
        return tuple(size(interp, v) for v in known)
    if not isinstance(count, int):
        return interp.unknown("sizes", "how many there are is not known")
    if isinstance(known, Unknown):
        return tuple(known.derived(("item", i), known.text, kind=int) for i in range(count))
    return (size(interp, known),) * count


@native("_scopelint.rank")
def rank(interp: Interpreter, value: Value) -> Value:
    """The number of dimensions of a tensor or shape; None where it is not known."""
    dims = _dims(interp, value)
    return len(dims) if isinstance(dims, tuple) else None


@native("_scopelint.defined_size")
def defined_size(interp: Interpreter, shape: Value, axis: Value, message: Value = "", without_rank: Value = None) -> Value:
    """A dimension that must be known when variables are made of it, else TensorFlow raises ValueError with `message`.

    Where not even the rank is known it may have other words: `without_rank`.
    """
    dims = _dims(interp, shape)
    if isinstance(dims, Unknown):
        return dims.derived(("item", str(axis)), f"{dims.text}[{axis}]", kind=int)
    if dims is not None and isinstance(axis, int) and -len(dims) <= axis < len(dims) and dims[axis] is not None:
        return dims[axis]
    if dims is not None and not isinstance(axis, int):
        return interp.unknown("size", "an axis that is not known", kind=int)
    return refuse(interp, "ValueError", without_rank if dims is None and without_rank is not None else message)


@native("_scopelint.defined_shape")
def defined_shape(interp: Interpreter, value: Value, begin: Value) -> Value:
    """The dimensions of a tensor from one on, which must all be known."""
    dims = _dims(interp, value)
    if not isinstance(dims, tuple) or not isinstance(begin, int):
        return (
            interp.list(defined_size(interp, value, axis) for axis in range(begin, 0))
            if isinstance(begin, int)
            else interp.unknown("shape", "?")
        )
    if any(dim is None for dim in dims[begin:]):
        return refuse(interp, "ValueError", f"the shape is not fully defined: {shapes.text(dims)}")
    return interp.list(dims[begin:])


@native("_scopelint.is_fully_defined")
def is_fully_defined(interp: Interpreter, variable: Value) -> Value:
    """Whether TensorFlow knows a variable's shape: it does where scopelint does not, or it would not have made the variable."""
    dims = _dims(interp, variable)
    return isinstance(dims, Unknown) or (dims is not None and None not in dims)


@native("_scopelint.replaced_size")
def replaced_size(interp: Interpreter, value: Value, axis: Value, new: Value) -> Value:
    """The shape of a tensor with another size in one dimension."""
    dims = _dims(interp, value)
    if not isinstance(dims, tuple) or not isinstance(axis, int) or not -len(dims) <= axis < len(dims):
        return TensorShape(shapes.unknown_shape())
    return TensorShape(tuple(new if i == axis % len(dims) else d for i, d in enumerate(dims)))


@native("_scopelint.divides")
def divides(interp: Interpreter, number: Value, size: Value) -> Value:
    """Whether a size is a multiple of a number; None where that is not known."""
    known = isinstance(number, int) and isinstance(size, int) and number > 0
    return size % number == 0 if known else None


@native("_scopelint.tuple_shape")
def tuple_shape(interp: Interpreter, value: Value) -> Value:
    """`backend.int_shape`: a static shape as a tuple."""
    return _dims(interp, value)


@native("_scopelint.num_elements")
def num_elements(interp: Interpreter, value: Value) -> Value:
    """The number of elements of a variable."""
    return shapes.num_elements(_dims(interp, value))


@native("_scopelint.axes", lazy=True)
def axes(interp: Interpreter, value: Value, rank: Value) -> Value:
    """`tf_utils.validate_axis`: one axis or several as a list, counted from the front where the rank is known."""
    known = plain(interp, value)
    found = list(known) if isinstance(known, tuple) else [known]
    if isinstance(rank, int):
        found = [axis + rank if isinstance(axis, int) and axis < 0 else axis for axis in found]
    return interp.list(found)


@native("_scopelint.with_shape")
def with_shape(interp: Interpreter, tensor: Value, shape: Value, *sources: Value) -> Value:
    """The tensor, of which is known that it has this shape, and that it is made of `sources`, too."""
    if not isinstance(tensor, Tensor):
        return tensor
    return Tensor(_dims(interp, shape), tensor.dtype, tensor.name, graph=tensor.graph, origin=("identity", (tensor, *sources)))


@native("_scopelint.flat_shape")
def flat_shape(interp: Interpreter, value: Value) -> Value:
    """What `Flatten` makes of a shape: the batch, and all the rest as one dimension."""
    dims = _dims(interp, value)
    if isinstance(dims, tuple):
        return TensorShape((dims[0] if dims else 1, shapes.product(dims[1:]) if len(dims) > 1 else 1))
    return TensorShape((None, None) if dims is None else (defined_size(interp, value, 0), shapes.unknown_dim()))


@native("_scopelint.reshaped")
def reshaped(interp: Interpreter, value: Value, target: Value) -> Value:
    """`Reshape`: the batch stays, the rest gets the target's sizes, of which one may be -1."""
    dims = _dims(interp, value)
    batch = dims[0] if isinstance(dims, tuple) and dims else None
    wanted = plain(interp, target)
    if not isinstance(wanted, tuple):
        return call_op(interp, "tensorflow.reshape", {"tensor": value, "shape": interp.unknown("shape", "a shape that is not known")})
    rest = shapes.product(dims[1:]) if isinstance(dims, tuple) else shapes.unknown_dim()
    known = shapes.product(tuple(d for d in wanted if d != -1))
    missing = (
        rest // known if isinstance(rest, int) and isinstance(known, int) and known else None if rest is None else shapes.unknown_dim()
    )
    made = call_op(interp, "tensorflow.reshape", {"tensor": value, "shape": (-1, *wanted)})
    return with_shape(interp, made, TensorShape((batch, *(missing if d == -1 else d for d in wanted))))


@native("_scopelint.too_small")
def too_small(interp: Interpreter, shape: Value, kernel: Value, strides: Value, dilations: Value, channels_first: Value) -> Value:
    """Whether a convolution without padding leaves less than nothing of an image (`conv_utils.conv_output_length`)."""
    dims = _dims(interp, shape)
    if not isinstance(dims, tuple) or len(dims) != len(kernel) + 2:
        return False
    space = dims[2:] if channels_first is True else dims[1:-1]
    return any(
        all(isinstance(v, int) for v in (dim, size, stride, dilation)) and -(-(dim - (size - 1) * dilation) // stride) < 0
        for dim, size, stride, dilation in zip(space, kernel, strides, dilations, strict=False)
    )


def _layout(interp: Interpreter, value: Value, space: int, channels_first: Value) -> tuple[Dim, tuple[Dim, ...], Dim, bool] | None:
    """Batch, spatial dimensions, channels, and whether these come first."""
    layout = Layout("channels_first" if channels_first is True else "channels_last", space)
    dims = _dims(interp, value)
    if isinstance(dims, tuple) and len(dims) != space + 2:
        return None
    return (*layout.split(dims), channels_first is True)


def _shape(batch: Dim, space: tuple[Dim, ...], channels: Dim, channels_first: bool) -> TensorShape:
    return TensorShape((batch, channels, *space) if channels_first else (batch, *space, channels))


@native("_scopelint.deconvolved")
def deconvolved(
    interp: Interpreter, value: Value, filters: Value, kernel: Value, strides: Value, padding: Value, extra: Value, dilations: Value,
    channels_first: Value,
) -> Value:  # fmt: skip
    """The shape that a transposed convolution makes (`conv_utils.deconv_output_length`)."""
    if not _are_tuples(kernel, strides, dilations, extra or ()) or not isinstance(padding, str):
        return TensorShape(shapes.unknown_shape())
    found = _layout(interp, value, len(kernel), channels_first)
    if found is None:
        return TensorShape(shapes.unknown_shape())
    batch, space, _, first = found
    more = extra or (None,) * len(kernel)
    made = tuple(_deconvolved(*each, padding.upper()) for each in zip(space, kernel, strides, more, dilations, strict=True))
    return _shape(batch, made, filters, first)


def _are_tuples(*values: Value) -> bool:
    """Whether a layer's sizes are known one by one."""
    return all(isinstance(value, tuple) for value in values)


def _deconvolved(length: Dim, size: Dim, stride: Dim, extra: Dim, dilation: Dim, padding: str) -> Dim:
    if length is None:
        return None
    if not (isinstance(length, int) and isinstance(size, int) and isinstance(stride, int) and isinstance(dilation, int)):
        return shapes.unknown_dim()
    size += (size - 1) * (dilation - 1)
    if isinstance(extra, int):
        return (length - 1) * stride + size - 2 * (size // 2 if padding == "SAME" else 0) + extra
    return length * stride + (max(size - stride, 0) if padding == "VALID" else 0)


@native("_scopelint.margins", lazy=True)
def margins(interp: Interpreter, value: Value, rank: Value) -> Value:
    """`padding` and `cropping` of Keras: how much in all is added to or taken from each spatial dimension."""
    known = plain(interp, value)
    if isinstance(known, Unknown):
        return sizes(interp, known, rank)
    if rank == 1 and isinstance(known, tuple) and len(known) == 2:
        known = (known,)
    each = known if isinstance(known, tuple) else (known,) * rank
    if not all(_is_size(e) or (isinstance(e, tuple) and len(e) == 2 and all(map(_is_size, e))) for e in each):
        return sizes(interp, interp.unknown("margins", "no sizes"), rank)
    return tuple(shapes.arithmetic("+", e[0], e[1]) if isinstance(e, tuple) else shapes.arithmetic("*", e, 2) for e in each)


def _is_size(value: Value) -> bool:
    return isinstance(value, (int, Unknown))


@native("_scopelint.resized")
def resized(interp: Interpreter, value: Value, by: Value, how: Value, channels_first: Value) -> Value:
    """The shape of an image whose spatial dimensions are added to, taken from, or multiplied."""
    found = _layout(interp, value, len(by), channels_first) if _are_tuples(by) else None
    if found is None:
        return TensorShape(shapes.unknown_shape())
    batch, space, channels, first = found
    sign = {"add": "+", "take": "-", "times": "*"}[how]
    return _shape(batch, tuple(shapes.arithmetic(sign, d, b) for d, b in zip(space, by, strict=True)), channels, first)


def _known_tuple(dims: Shape) -> tuple[Dim, ...] | None:
    return dims if isinstance(dims, tuple) else None


@native("_scopelint.shape_tuple", lazy=True)
def shape_tuple(interp: Interpreter, value: Value) -> Value:
    """A shape given as a tuple, list, `TensorShape` or single number, as a tuple."""
    known = plain(interp, value)
    if isinstance(known, (int, Dimension)):
        return (size(interp, known),)
    dims = _dims(interp, known)
    return dims if isinstance(dims, tuple) else interp.unknown("shape", "a shape that is not known")


@native("_scopelint.batch_shape", lazy=True)
def batch_shape(interp: Interpreter, value: Value) -> Value:
    """The shape of a placeholder for batches of what an array holds."""
    shape = value.shape if isinstance(value, (LibraryObject, Tensor)) else MISSING
    return (None, *shape[1:]) if isinstance(shape, tuple) and shape else interp.unknown("shape", "the shape of data")


@native("_scopelint.without_step", lazy=True)
def without_step(interp: Interpreter, value: Value, time_major: Value) -> Value:
    """The shape of one step of a sequence: batch, and what follows the time."""
    dims = _known_tuple(_dims(interp, value))
    if dims is None or len(dims) < 2:
        return TensorShape(shapes.unknown_shape())
    return TensorShape((dims[1] if time_major is True else dims[0], *dims[2:]))


@native("_scopelint.without_time", lazy=True)
def without_time(interp: Interpreter, value: Value) -> Value:
    """A shape without its second dimension."""
    return nest.map_structure(interp, lambda leaf: without_step(interp, leaf, False), value)


@native("_scopelint.with_time", lazy=True)
def with_time(interp: Interpreter, value: Value, like: Value) -> Value:
    """A shape with batch and time of another."""
    dims, outer = _known_tuple(_dims(interp, value)), _known_tuple(_dims(interp, like))
    if dims is None or outer is None or len(outer) < 2:
        return TensorShape(shapes.unknown_shape())
    return TensorShape((*outer[:2], *dims[1:]))


@native("_scopelint.parameter_shape", lazy=True)
def parameter_shape(interp: Interpreter, value: Value, shared: Value) -> Value:
    """`PReLU`: one number for each element of an input, or for all along the shared axes."""
    dims = _dims(interp, value)
    axes_shared = plain(interp, shared) if shared is not None else ()
    if not isinstance(dims, tuple) or not isinstance(axes_shared, (tuple, int)):
        return interp.unknown("shape", "a shape that is not known")
    once = axes_shared if isinstance(axes_shared, tuple) else (axes_shared,)
    return tuple(1 if i in once else dim for i, dim in enumerate(dims) if i)


@native("_scopelint.dot_shape", lazy=True)
def dot_shape(interp: Interpreter, left: Value, right: Value, axes_given: Value) -> Value:
    """The shape that `Dot` makes: both shapes without the axes that are summed over, and one batch."""
    one, two = _dims(interp, left), _dims(interp, right)
    chosen = plain(interp, axes_given)
    pair = chosen if isinstance(chosen, tuple) else (chosen, chosen)
    if not isinstance(one, tuple) or not isinstance(two, tuple) or not all(isinstance(a, int) for a in pair):
        return TensorShape(shapes.unknown_shape())
    if not one or not two:
        return TensorShape(shapes.unknown_shape())
    first, second = pair[0] % len(one), pair[1] % len(two)
    rest = (*(d for i, d in enumerate(one) if i != first), *(d for i, d in enumerate(two) if i not in (0, second)))
    return TensorShape(rest if len(rest) > 1 else (*rest, 1))


@native("_scopelint.windows", lazy=True)
def windows(interp: Interpreter, value: Value, kernel: Value, strides: Value, padding: Value, channels_first: Value) -> Value:
    """Where a window without shared weights comes to lie: the sizes of the output, and the channels."""
    found = _layout(interp, value, len(kernel), channels_first)
    if found is None:
        return tuple(shapes.unknown_dim() for _ in kernel), shapes.unknown_dim()
    kind = padding.upper() if isinstance(padding, str) else "VALID"
    return tuple(windowed(d, k, s, kind) for d, k, s in zip(found[1], kernel, strides, strict=True)), found[2]
