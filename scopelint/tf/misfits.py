"""The vocabulary of the checks of `op_refusals_*.py`: what does not fit, and the registry that they enter.

Flows in: shapes and dtypes. Flows out: `MisfitError`s with TensorFlow's own words (`core/framework/shape_inference.cc`, Merge, WithRank,
Subtract, Divide). Knows no syntax.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from scopelint.domain.values import Unknown
from scopelint.tf.objects import Dim, DType, Shape
from scopelint.tf.op_calls import Call, Output


class MisfitError(Exception):
    """TensorFlow raises `exception` (the name of a Python class) with `message` while it builds the graph."""

    def __init__(self, message: str, exception: str = "ValueError") -> None:
        super().__init__(message)
        self.message = message
        self.exception = exception


class EmptyError(MisfitError):
    """The same for want of tensors: there are none as far as anybody has seen."""


Check = Callable[[Call], None]

CHECKS: Final[dict[str, Check]] = {}
"""Names below `tensorflow`, as `op_shapes` has them, and what looks whether the arguments of a call fit."""


def check(names: str) -> Callable[[Check], Check]:
    """Registers a check for the ops called `names` (below `tensorflow`, separated by spaces)."""

    def register(function: Check) -> Check:
        for name in names.split():
            assert name not in CHECKS, name
            CHECKS[name] = function
        return function

    return register


def equal(left: Dim, right: Dim) -> None:
    """Two sizes must be one (`InferenceContext::Merge` of dimensions)."""
    if isinstance(left, int) and isinstance(right, int) and left != right:
        raise MisfitError(f"Dimensions must be equal, but are {left} and {right}")


def whole_numbers(tensor: Output, parameter: str) -> None:
    """A parameter takes whole numbers."""
    if tensor.kind == "Tensor" and isinstance(tensor.dtype, DType) and tensor.dtype.name.startswith(("float", "string", "complex", "bool")):
        message = f"Value passed to parameter '{parameter}' has DataType {tensor.dtype.name} not in list of allowed values: int32, int64"
        raise MisfitError(message, "TypeError")


def one_shape(left: Shape, right: Shape) -> None:
    """Two shapes must be one (`InferenceContext::Merge`)."""
    if not isinstance(left, tuple) or not isinstance(right, tuple):
        return
    if len(left) != len(right):
        raise MisfitError(f"Shapes must be equal rank, but are {len(left)} and {len(right)}")
    for index, (one, other) in enumerate(zip(left, right, strict=True)):
        if isinstance(one, int) and isinstance(other, int) and one != other:
            shapes = f"Shapes are {shown(left)} and {shown(right)}."
            raise MisfitError(f"Dimension {index} in both shapes must be equal, but are {one} and {other}. {shapes}")


def one_dtype(parameter: str, op: str, found: list[DType | Unknown], exception: str = "TypeError") -> None:
    """All tensors of a list must be of one dtype (`_ExtractInputsAndAttrs` in framework/op_def_library.py)."""
    known = [dtype for dtype in found if isinstance(dtype, DType)]
    if len(known) == len(found) and len({id(dtype) for dtype in known}) > 1:
        listed = ", ".join(dtype.name for dtype in known)
        raise MisfitError(f"Tensors in list passed to '{parameter}' of '{op}' Op have types [{listed}] that don't all match.", exception)


def rank(shape: Shape, wanted: int) -> None:
    """A tensor must have this many dimensions."""
    if isinstance(shape, tuple) and len(shape) != wanted:
        raise MisfitError(f"Shape must be rank {wanted} but is rank {len(shape)}")


def rank_at_least(shape: Shape, wanted: int) -> None:
    if isinstance(shape, tuple) and len(shape) < wanted:
        raise MisfitError(f"Shape must be at least rank {wanted} but is rank {len(shape)}")


def divisible(size: Dim, parts: object) -> None:
    """A size must be a multiple of a number."""
    if isinstance(size, int) and isinstance(parts, int) and parts > 0 and size % parts:
        raise MisfitError(f"Dimension size must be evenly divisible by {parts} but is {size}")


def axis_within(axis: object, dimensions: int, message: str) -> None:
    """An axis that counts from either end."""
    if isinstance(axis, int) and not -dimensions <= axis < dimensions:
        raise MisfitError(message)


def broadcastable(left: Shape, right: Shape) -> None:
    """Two shapes of an elementwise operation (`common_shape_fns.cc`, BroadcastBinaryOpOutputShapeFn)."""
    if not isinstance(left, tuple) or not isinstance(right, tuple):
        return
    for one, other in zip(reversed(left), reversed(right), strict=False):
        if one != 1 and other != 1:
            equal(one, other)


def same_type(left: Output, right: Output, argument: str, other: str, op: str) -> None:
    """Two tensors must have one type (`op_def_library.py`)."""
    if isinstance(left.dtype, DType) and isinstance(right.dtype, DType) and left.dtype is not right.dtype:
        given, wanted = right.dtype.name, left.dtype.name
        message = f"Input '{argument}' of '{op}' Op has type {given} that does not match type {wanted} of argument '{other}'."
        raise MisfitError(message, "TypeError")


def shown(shape: Shape) -> str:
    """A shape as TensorFlow's C++ prints it."""
    return "[" + ",".join(str(dim) if isinstance(dim, int) else "?" for dim in shape) + "]" if isinstance(shape, tuple) else "?"
