"""Ops that join tensors, take them apart, repeat and pad them.

After `ops/array_ops.py`, `ops/array_ops_stack.py` and `core/ops/array_ops.cc`.
"""

from __future__ import annotations

from typing import Final

from scopelint.domain.values import Unknown, Value
from scopelint.tf import shapes
from scopelint.tf.objects import Dim, Shape, Tensor
from scopelint.tf.op_calls import (
    DYNAMIC,
    UNKNOWN_RESULT,
    Call,
    Form,
    Output,
    PartSizes,
    Result,
    Static,
    UnsurePartSizes,
    converted,
    derive,
    many,
    nothing_known,
    one,
    same,
    shape_from,
    shape_function,
    unknown_constant,
)
from scopelint.tf.op_folding import MAX_ELEMENTS

MAX_PARTS: Final = 4096
"""More results of one call are not told apart."""


@shape_function("concat")
def concat(call: Call) -> Result:
    """`array_ops.concat`; before TensorFlow 1.0 the axis came first."""
    values, axis = call.value("values"), call.value("axis")
    if isinstance(values, int) and isinstance(axis, tuple):
        values, axis = axis, values
    if isinstance(values, Tensor):
        return same(converted(values))
    if not isinstance(values, tuple) or not values:
        return Result(Form.TENSOR, (nothing_known(),))
    parts = [converted(value) for value in values]
    dtype = next((part.dtype for value, part in zip(values, parts, strict=True) if isinstance(value, Tensor)), parts[0].dtype)
    if len(parts) == 1:
        return one(parts[0].shape, dtype, parts[0].constant)
    where = Call("concat", {"axis": axis}).integer("axis", 0)
    return one(joined([part.shape for part in parts], where), dtype, _joined_constant(parts))


def joined(parts: list[Shape], axis: object) -> Shape:
    """The shape of tensors joined along an axis (`array_ops.cc`, ConcatShapeHelper)."""
    ranks = {len(part) for part in parts if isinstance(part, tuple)}
    if not ranks:
        return shapes.unknown_shape() if any(isinstance(p, Unknown) for p in parts) else None
    rank = max(ranks)
    if axis is DYNAMIC:
        return (None,) * rank
    if not isinstance(axis, int):
        return tuple(shapes.unknown_dim() for _ in range(rank))
    at = axis % rank
    rest: Shape = None
    total: Dim = 0
    for part in parts:
        if isinstance(part, tuple):
            rest = shapes.merge(rest, (*part[:at], None, *part[at + 1 :]))
            total = shapes.arithmetic("+", total, part[at])
        else:
            total = None if part is None else shapes.arithmetic("+", total, derive(("concat", at), part))
    if any(part is None for part in parts):
        total = None
    assert isinstance(rest, tuple)
    return (*rest[:at], total, *rest[at + 1 :])


def _joined_constant(parts: list[Output]) -> Value:
    """Vectors of sizes joined, unknown elements and all (`shape_refiner.cc`, PartialConcat)."""
    elements: list[Value] = []
    for part in parts:
        if isinstance(part.shape, tuple) and len(part.shape) > 1:
            return None
        if isinstance(part.constant, tuple):
            elements.extend(part.constant)
        elif isinstance(part.shape, tuple) and len(part.shape) == 1 and isinstance(part.shape[0], int):
            missing = part.constant
            if part.shape[0] > MAX_ELEMENTS:
                return None if missing is None else unknown_constant()
            elements.extend(missing if missing is None else derive(("element", i), missing) for i in range(part.shape[0]))
        else:
            return part.constant
    parts_only = [part.constant for part in parts if isinstance(part.constant, PartSizes)]
    if any(isinstance(part, UnsurePartSizes) for part in parts_only):
        return UnsurePartSizes(elements)
    return PartSizes(elements) if parts_only else tuple(elements)


@shape_function("stack parallel_stack")
def stack(call: Call) -> Result:
    """`array_ops.stack` (before 1.0: `pack`)."""
    values = call.value("values")
    axis = call.integer("axis", 0)
    if isinstance(values, Tensor):
        return same(converted(values))
    if not isinstance(values, tuple):
        return Result(Form.TENSOR, (nothing_known(),))
    whole = converted(values)
    if not isinstance(whole.shape, tuple) or axis == 0:
        return one(whole.shape, whole.dtype, whole.constant if axis == 0 else None)
    count, *inner = whole.shape
    if not isinstance(axis, int):
        return one(tuple(shapes.unknown_dim() for _ in whole.shape), whole.dtype)
    at = axis + len(whole.shape) if axis < 0 else axis
    return one((*inner[:at], count, *inner[at:]), whole.dtype, whole.constant if not inner else None)


@shape_function("unstack")
def unstack(call: Call) -> Result:
    """A list of as many tensors as the dimension has; `num` says it where the shape does not."""
    value = call.tensor("value")
    axis = call.integer("axis", 0)
    if not isinstance(axis, int):
        return UNKNOWN_RESULT
    count = shapes.index_shape(value.shape, axis) if isinstance(value.shape, tuple) else None
    if not isinstance(count, int):
        given = call.integer("num", -1)
        if not isinstance(given, int) or given < 0:
            return UNKNOWN_RESULT
        count = given
    if count > MAX_PARTS:
        return UNKNOWN_RESULT
    if isinstance(value.shape, tuple):
        at = axis % len(value.shape)
        inner: Shape = value.shape[:at] + value.shape[at + 1 :]
    else:
        inner = None if value.shape is None else shapes.unknown_shape(value.shape)
    return many(
        Form.LIST,
        *(Output(inner, value.dtype, value.constant[i] if isinstance(value.constant, tuple) and axis == 0 else None) for i in range(count)),
    )


@shape_function("split")
def split(call: Call) -> Result:
    """`array_ops.split`; before TensorFlow 1.0 the order was axis, number, value."""
    value, number, axis = call.value("value"), call.value("num_or_size_splits"), call.value("axis", 0)
    if isinstance(value, int) and not isinstance(value, bool) and isinstance(axis, (Tensor, Unknown)):
        value, axis = axis, value
    x = converted(value)
    at = Call("split", {"axis": axis}).integer("axis", 0)
    sizes = converted(number)
    if isinstance(sizes.constant, int):
        count = sizes.constant
        return many(Form.LIST, *[Output(_part(x.shape, at, count), x.dtype)] * count) if count <= MAX_PARTS else UNKNOWN_RESULT
    if isinstance(sizes.constant, tuple):
        return many(Form.LIST, *(Output(part, x.dtype) for part in _parts(x.shape, at, sizes.constant)))
    length: Static | None = sizes.shape[0] if isinstance(sizes.shape, tuple) and sizes.shape else None
    if not isinstance(length, int):
        length = call.integer("num", -1) if call.has("num") else -1
    if not isinstance(length, int) or not 0 <= length <= MAX_PARTS:
        return UNKNOWN_RESULT
    return many(Form.LIST, *(Output(part, x.dtype) for part in _parts(x.shape, at, (sizes.constant,) * length)))


def _part(whole: Shape, axis: object, count: int) -> Shape:
    """One of `count` equal parts."""
    if not isinstance(whole, tuple):
        return shapes.unknown_shape() if isinstance(whole, Unknown) else None
    if not isinstance(axis, int):
        return (None,) * len(whole) if axis is DYNAMIC else tuple(shapes.unknown_dim() for _ in whole)
    at = axis % len(whole)
    return (*whole[:at], shapes.arithmetic("//", whole[at], count), *whole[at + 1 :])


def _parts(whole: Shape, axis: object, sizes: tuple[Value, ...]) -> list[Shape]:
    """Parts of given sizes; one may be -1, the rest."""
    if not isinstance(whole, tuple) or not isinstance(axis, int):
        return [_part(whole, axis, 1) for _ in sizes]
    at = axis % len(whole)
    dims = [shapes.dim_of_value(size) for size in sizes]
    open_ended = [i for i, dim in enumerate(dims) if dim == -1]
    if len(open_ended) == 1:
        rest = whole[at]
        for i, dim in enumerate(dims):
            rest = rest if i in open_ended else shapes.arithmetic("-", rest, dim)
        dims[open_ended[0]] = rest
    return [(*whole[:at], dim, *whole[at + 1 :]) for dim in dims]


@shape_function("tile")
def tile(call: Call) -> Result:
    x = call.tensor("input")
    multiples = shape_from(call.tensor("multiples"))
    if isinstance(x.shape, tuple) and isinstance(multiples, tuple):
        return one(tuple(map(shapes.multiply, x.shape, multiples)), x.dtype)
    if isinstance(x.shape, tuple):
        return one(tuple(None if multiples is None else shapes.unknown_dim() for _ in x.shape), x.dtype)
    if x.shape is None and isinstance(multiples, tuple):
        return one((None,) * len(multiples), x.dtype)
    return one(None if x.shape is None and multiples is None else shapes.unknown_shape(), x.dtype)


@shape_function("pad")
def pad(call: Call) -> Result:
    """`array_ops.pad`, which restores what it can of the shape from partly known paddings."""
    x = call.tensor("tensor" if call.has("tensor") else "input")
    paddings = call.tensor("paddings")
    if isinstance(paddings.constant, tuple):
        rows = paddings.constant
        if x.shape is None:
            return one((None,) * len(rows), x.dtype)
        dims = x.shape if isinstance(x.shape, tuple) else tuple(shapes.index_shape(x.shape, i) for i in range(len(rows)))
        return one(tuple(_padded(dim, row) for dim, row in zip(dims, rows, strict=True)), x.dtype)
    length = len(x.shape) if isinstance(x.shape, tuple) else None
    if length is None and isinstance(paddings.shape, tuple) and isinstance(paddings.shape[0], int):
        length = paddings.shape[0]
    if length is None:
        return one(None if x.shape is None and paddings.constant is None else shapes.unknown_shape(), x.dtype)
    return one(tuple(None if paddings.constant is None else shapes.unknown_dim() for _ in range(length)), x.dtype)


def _padded(dim: Dim, row: Value) -> Dim:
    if not isinstance(row, tuple) or len(row) != 2:
        return shapes.unknown_dim() if isinstance(row, Unknown) else None
    before, after = map(shapes.dim_of_value, row)
    return shapes.arithmetic("+", shapes.arithmetic("+", dim, before), after)
