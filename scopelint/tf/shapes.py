"""Static shapes and dimensions: what `tf.TensorShape` and `tf.Dimension` compute.

Flows in: shapes and dimensions of `objects.py` and the values that programs give for them. Flows
out: the same. Three states are kept apart everywhere: a number, `None` (TensorFlow does not know
it when the graph is built) and `Unknown` (scopelint does not know what TensorFlow has). After
`framework/tensor_shape.py`. Knows no syntax.
"""

from __future__ import annotations

import operator
from collections.abc import Callable
from itertools import zip_longest
from typing import Final

from scopelint.domain.names import SymStr
from scopelint.domain.values import SCALARS, Unknown, Value, all_scalars
from scopelint.tf.objects import Array, Dim, Dimension, PartitionedVariable, Shape, Tensor, TensorShape


class IncompatibleError(ValueError):
    """Two shapes that cannot be one; TensorFlow raises a ValueError of its own."""


def unknown_shape(source: Unknown | None = None, reason: str = "the shape is not modelled") -> Unknown:
    """A shape that scopelint does not know; that of one `source` is one shape."""
    if source is None:
        return Unknown(("shape", object()), "shape", reason)
    return Unknown(("shape", source.key), f"{source.text}.shape", source.reason)


def unknown_dim(reason: str = "the size is not modelled") -> Unknown:
    """A dimension that scopelint does not know, unlike all others."""
    return Unknown(("dim", object()), "dim", reason, kind=int, low=0)


# --- from the program's values ------------------------------------------------------------------


def dim_of_value(value: Value) -> Dim:
    """A dimension from an int, None, a `Dimension`, a scalar tensor that is statically known, or something unknown.

    A negative int (the -1 of `reshape`) stays as it is.
    """
    if isinstance(value, bool) or value is None:
        return None if value is None else int(value)
    if isinstance(value, int):
        return value
    if isinstance(value, float):
        return int(value) if value.is_integer() else unknown_dim("is no size")
    if isinstance(value, str) and _is_number(value):
        return int(value)
    if isinstance(value, Dimension):
        return value.value
    if isinstance(value, (Tensor, Array)):
        constant = value.constant
        return unknown_dim("the content of an array") if constant is None and isinstance(value, Array) else dim_of_value(constant)
    return value if isinstance(value, Unknown) else unknown_dim("is no size")


def no_sizes(value: Value, *, tensorflow1: bool = False) -> tuple[str, str] | None:
    """The exception and message with which `tf.TensorShape(value)` refuses what is no size (`Dimension.__init__`); None if it does not.

    TensorFlow 1 (`tensorflow1`) takes a float that is a whole number, and a text that `int` takes.
    """
    for element in value if isinstance(value, (tuple, list)) else (value,):
        size = element.constant if isinstance(element, Array) else element
        if isinstance(size, (float, str, SymStr)) and tensorflow1:
            if isinstance(size, float) and not size.is_integer():
                return "ValueError", f"Ambiguous dimension: {size}"
            if isinstance(size, str) and not _is_number(size):
                return "ValueError", f"invalid literal for int() with base 10: {size!r}"
        elif isinstance(size, (float, str, SymStr, tuple, Tensor)) and not (value is element and isinstance(size, tuple)):
            shown = "a tensor" if isinstance(size, Tensor) else repr(size)
            return "TypeError", f"Dimension value must be integer or None or have an __index__ method, got value {shown}"
    return None


def _is_number(text: str) -> bool:
    return text.strip().isdecimal()


def shape_of_value(value: Value) -> Shape:
    """The shape that `tf.TensorShape(value)`, a `shape=` argument or a constant shape tensor stands for.

    Takes None (unknown rank), an int, a `Dimension`, a tuple of what `dim_of_value` takes, a `TensorShape`, and
    one-dimensional tensors: one that is not statically known has unknown dimensions, as many as it has elements.
    """
    if value is None:
        return None
    if isinstance(value, TensorShape):
        return value.dims
    if isinstance(value, (tuple, range)):
        return tuple(dim_of_value(element) for element in value)
    if isinstance(value, (int, Dimension)):
        return (dim_of_value(value),)
    if isinstance(value, Tensor):
        return _shape_of_tensor(value)
    if isinstance(value, Array) and value.constant is not None:
        return shape_of_value(value.constant)
    return unknown_shape(value) if isinstance(value, Unknown) else unknown_shape(None, "is no shape")


def _shape_of_tensor(tensor: Tensor) -> Shape:
    """The shape that a tensor of sizes stands for (`tensor_util.constant_value_as_shape`)."""
    if isinstance(tensor.constant, (tuple, int)):
        dims = shape_of_value(tensor.constant)
        assert isinstance(dims, tuple)
        return tuple(None if isinstance(d, int) and d < 0 else d for d in dims)
    if isinstance(tensor.constant, Unknown) or isinstance(tensor.shape, Unknown):
        length = tensor.shape[0] if isinstance(tensor.shape, tuple) and tensor.shape else None
        if isinstance(length, int):
            return tuple(unknown_dim() for _ in range(length))
        return unknown_shape()
    if tensor.shape is None or len(tensor.shape) != 1:
        return None
    length = tensor.shape[0]
    if isinstance(length, Unknown):
        return unknown_shape(length)
    return None if length is None else (None,) * length


def dimension_value(value: Value) -> Value:
    """`tf.dimension_value(value)` and `Dimension.value`: the plain number, None or unknown."""
    return value.value if isinstance(value, Dimension) else value


# --- questions ----------------------------------------------------------------------------------


def ndims(shape: Shape) -> int | None | Unknown:
    """The rank: a number, None for an unknown rank."""
    if isinstance(shape, Unknown):
        return shape.derived("ndims", f"{shape.text}.ndims", kind=int)
    return None if shape is None else len(shape)


def as_list(shape: Shape) -> tuple[Dim, ...] | None | Unknown:
    """The elements of `TensorShape.as_list()`; None where TensorFlow raises (unknown rank)."""
    return shape


def dims_of(shape: Shape) -> Value:
    """`TensorShape.dims`: `Dimension` objects, or None."""
    return tuple(Dimension(d) for d in shape) if isinstance(shape, tuple) else shape


def is_fully_defined(shape: Shape) -> bool | Unknown:
    """Whether every dimension is a number for TensorFlow."""
    if isinstance(shape, Unknown):
        return shape.derived("is_fully_defined", f"{shape.text}.is_fully_defined()", kind=bool)
    if shape is None or any(dim is None for dim in shape):
        return False
    unknown = next((dim for dim in shape if isinstance(dim, Unknown)), None)
    return True if unknown is None else unknown.derived("is_defined", f"{unknown.text} is not None", kind=bool)


def num_elements(shape: Shape) -> Dim:
    """The number of elements; None when the shape is not fully defined."""
    if isinstance(shape, Unknown):
        return shape.derived("num_elements", f"{shape.text}.num_elements()", kind=int)
    return None if shape is None else product(shape)


def product(dims: tuple[Dim, ...]) -> Dim:
    """The product of the dimensions; None as soon as one is None."""
    if any(dim is None for dim in dims):
        return None
    total: Dim = 1
    for dim in dims:
        total = multiply(total, dim)
    return total


def compatible(left: Shape, right: Shape) -> bool | Unknown:
    """`TensorShape.is_compatible_with`: whether both may be one shape."""
    try:
        merged = merge(left, right)
    except IncompatibleError:
        return False
    doubtful = [s for s in (left, right) if isinstance(s, Unknown)]
    if doubtful:
        return True if None in (left, right) else Unknown(("compatible", object()), "compatible", "unknown shape", kind=bool)
    if isinstance(left, tuple) and isinstance(right, tuple) and isinstance(merged, tuple):
        for one, two in zip(left, right, strict=True):
            if one is not None and two is not None and one != two:
                return Unknown(("compatible", object()), "compatible", "unknown dimension", kind=bool)
    return True


def same_shape(left: Shape, right: Shape) -> bool | Unknown:
    """`TensorShape.__eq__`."""
    if left is None or right is None:
        other = right if left is None else left
        return _unknown_truth() if isinstance(other, Unknown) else left is right
    if isinstance(left, Unknown) or isinstance(right, Unknown):
        return True if left == right else _unknown_truth()
    if len(left) != len(right):
        return False
    doubtful = False
    for one, two in zip(left, right, strict=True):
        if one == two:
            continue
        if not isinstance(one, Unknown) and not isinstance(two, Unknown):
            return False
        doubtful = True
    return _unknown_truth() if doubtful else True


def _unknown_truth() -> Unknown:
    return Unknown(("equal", object()), "shapes are equal", "unknown dimension", kind=bool)


# --- new shapes from old ------------------------------------------------------------------------


def merge_dims(left: Dim, right: Dim) -> Dim:
    """One dimension that is both (`Dimension.merge_with`).

    Raises:
        IncompatibleError: when they are two different numbers.
    """
    if left == right or right is None:
        return left
    if left is None:
        return right
    if isinstance(left, int) and isinstance(right, int):
        raise IncompatibleError(f"Dimensions {left} and {right} are not compatible")
    return right if isinstance(left, Unknown) else left


def merge(left: Shape, right: Shape) -> Shape:
    """One shape that is both (`TensorShape.merge_with`).

    Raises:
        IncompatibleError: when ranks or known dimensions differ.
    """
    if left is None or right is None:
        return right if left is None else left
    if isinstance(left, Unknown) or isinstance(right, Unknown):
        return right if isinstance(left, Unknown) else left
    if len(left) != len(right):
        raise IncompatibleError(f"Shapes {text(left)} and {text(right)} are not compatible")
    return tuple(map(merge_dims, left, right))


def concatenate(left: Shape, right: Shape) -> Shape:
    """`TensorShape.concatenate`: an unknown rank swallows the other."""
    if left is None or right is None:
        return None
    if isinstance(left, Unknown):
        return unknown_shape(left)
    return unknown_shape(right) if isinstance(right, Unknown) else left + right


def index_shape(shape: Shape, key: int) -> Dim:
    """`shape[key]` as a dimension; `Unknown` where the index is out of range."""
    if shape is None:
        return None
    if isinstance(shape, Unknown):
        return shape.derived(("index", key), f"{shape.text}[{key}]", kind=int)
    return shape[key] if -len(shape) <= key < len(shape) else unknown_dim("index out of range")


def slice_shape(shape: Shape, start: int | None, stop: int | None, step: int | None = None) -> Shape:
    """`shape[start:stop:step]`, also for an unknown rank (`TensorShape.__getitem__`)."""
    if isinstance(shape, Unknown):
        return shape.derived(("slice", start, stop, step), f"{shape.text}[{start}:{stop}]")
    if shape is not None:
        return shape[start:stop:step]
    start = start or 0
    if stop is None or start < 0 or stop < 0:
        return None
    return (None,) * (stop - start)


def broadcast(left: Shape, right: Shape) -> Shape:
    """The shape of an elementwise operation (`common_shape_fns.cc`, BroadcastBinaryOpOutputShapeFn).

    Where the two cannot be broadcast TensorFlow raises; then the result is `Unknown`.
    """
    if isinstance(left, tuple) and isinstance(right, tuple):
        pairs = zip_longest(reversed(left), reversed(right), fillvalue=1)
        return tuple(reversed([_broadcast_dims(one, two) for one, two in pairs]))
    if left is None or right is None:
        return None
    if left == ():
        return right
    return left if right in ((), left) else unknown_shape()


def _broadcast_dims(left: Dim, right: Dim) -> Dim:
    if left in (right, 1):
        return right
    if right == 1:
        return left
    for one, two in ((left, right), (right, left)):
        if isinstance(one, int):
            return one if two is None or isinstance(two, Unknown) else unknown_dim("cannot be broadcast")
    return left if isinstance(left, Unknown) else right


# --- arithmetic ---------------------------------------------------------------------------------

_ARITHMETIC: Final[dict[str, Callable[[int, int], int]]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "//": operator.floordiv,
    "/": operator.floordiv,
    "%": operator.mod,
}
_COMPARISON: Final[dict[str, Callable[[int, int], bool]]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "==": operator.eq,
    "!=": operator.ne,
}


def arithmetic(sign: str, left: Dim, right: Dim) -> Dim:
    """`left sign right` on dimensions: None where one is None, one `Unknown` for the same operands."""
    if left is None or right is None:
        return None
    if isinstance(left, int) and isinstance(right, int):
        if right == 0 and sign in ("//", "/", "%"):
            return unknown_dim("division by zero")
        return _ARITHMETIC[sign](left, right)
    if (sign in ("*", "//") and right == 1) or (sign in ("+", "-") and right == 0):
        return left
    if (sign == "*" and left == 1) or (sign == "+" and left == 0):
        return right
    source = left if isinstance(left, Unknown) else right
    assert isinstance(source, Unknown)
    key = (sign, left.key if isinstance(left, Unknown) else left, right.key if isinstance(right, Unknown) else right)
    return Unknown(key, f"{_operand(left)}{sign}{_operand(right)}", source.reason, kind=int)


def multiply(left: Dim, right: Dim) -> Dim:
    """The product of two dimensions."""
    return arithmetic("*", left, right)


def _operand(dim: Dim) -> str:
    if not isinstance(dim, Unknown):
        return str(dim)
    return dim.text if dim.text.replace("_", "a").replace(".", "a").isalnum() else f"({dim.text})"


def dimension_operation(sign: str, left: Value, right: Value) -> Value:
    """`left sign right` where at least one is a `Dimension` (`Dimension.__add__` and its kin).

    Returns:
        A `Dimension` for arithmetic; True, False, None (one of the two is not known when the graph is built) or
        `Unknown` for comparisons; `NotImplemented` where Python would go on to ask the other operand. `/` is
        Python 2's division: to Python 3 it is refused by the caller.
    """
    operands: list[Dim] = []
    for value in (left, right):
        if isinstance(value, Dimension):
            operands.append(value.value)
        elif value is None or isinstance(value, (int, Unknown)):
            operands.append(value)
        else:
            return NotImplemented
    one, two = operands
    if sign in _ARITHMETIC:
        return Dimension(arithmetic(sign, one, two))
    if sign not in _COMPARISON:
        return NotImplemented
    if one is None or two is None:
        return None
    if isinstance(one, int) and isinstance(two, int):
        return _COMPARISON[sign](one, two)
    key = (sign, one.key if isinstance(one, Unknown) else one, two.key if isinstance(two, Unknown) else two)
    return Unknown(key, f"{_operand(one)} {sign} {_operand(two)}", "the size is not known", kind=bool)


def text(shape: Shape) -> str:
    """A shape as TensorFlow prints it in its messages."""
    if not isinstance(shape, tuple):
        return "<unknown>"
    dims = ", ".join("?" if d is None else d.text if isinstance(d, Unknown) else str(d) for d in shape)
    return f"({dims},)" if len(shape) == 1 else f"({dims})"


def of_constant(value: Value) -> Shape:
    """The shape of the tensor that a Python constant or nested tuple becomes.

    Tensors among the elements are packed, as TensorFlow packs them (`array_ops._autopacking_helper`).
    """
    if type(value) in SCALARS:
        return ()
    match value:
        case TensorShape():
            return (ndims(value.dims),)
        case range():
            return (len(value),)
        case Tensor() | PartitionedVariable() | Array():
            return value.shape
        case tuple() if all_scalars(value):
            return (len(value),)
        case tuple():
            inner = of_constant(value[0])
            for element in value[1:]:
                try:
                    inner = merge(inner, of_constant(element))
                except IncompatibleError:
                    return unknown_shape(None, "elements of different shapes")
            return concatenate((len(value),), inner)
        case Unknown():
            return () if value.kind in (int, float, bool, str, bytes) else unknown_shape(value)
        case _:
            return ()
