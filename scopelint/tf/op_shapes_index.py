"""Slices: `tf.slice`, `tf.strided_slice` and `x[...]`.

After `ops/array_ops.py` (`_slice_helper`) and `util/strided_slice_op.cc`.
"""

from __future__ import annotations

from collections.abc import Sequence

from scopelint.domain.values import Unknown, Value
from scopelint.tf import shapes
from scopelint.tf.objects import Dim, Shape, Tensor
from scopelint.tf.op_calls import (
    DYNAMIC,
    Call,
    Result,
    Static,
    derive,
    evaluated,
    one,
    part_of,
    shape_function,
    static_integer,
)
from scopelint.tf.op_shapes_gather import boolean_mask


@shape_function("slice")
def slice_(call: Call) -> Result:
    """`array_ops.slice(input_, begin, size)`; a size of -1 takes all that is left."""
    x = call.tensor("input_" if call.has("input_") else "input")
    begin, size = call.tensor("begin"), call.tensor("size")
    starts = begin.constant if isinstance(begin.constant, tuple) else None
    sizes = size.constant if isinstance(size.constant, tuple) else None
    rank = len(starts or sizes or ()) or _length(x.shape, begin.shape, size.shape)
    if rank is None:
        return one(shapes.unknown_shape() if isinstance(x.shape, Unknown) else None, x.dtype)
    if sizes is None:
        return one(tuple(None if size.constant is None else derive(("size", i), size.constant) for i in range(rank)), x.dtype)
    dims = []
    for i, wanted in enumerate(map(shapes.dim_of_value, sizes)):
        unknown_start = None if begin.constant is None else derive("begin", begin.constant)
        start = shapes.dim_of_value(starts[i]) if starts is not None else unknown_start
        whole = shapes.index_shape(x.shape, i) if x.shape is not None else None
        dims.append(_left(whole, start) if wanted == -1 else wanted)
    whole_value = evaluated(x.constant)
    full = isinstance(whole_value, tuple) and rank == 1
    constant = _picked(whole_value, starts[0], dims[0]) if full and starts is not None else None
    return one(tuple(dims), x.dtype, constant)


def _left(whole: Dim, start: Dim) -> Dim:
    return shapes.arithmetic("-", whole, start)


def _picked(constant: tuple[Value, ...], start: Value, size: Dim) -> Value:
    if isinstance(start, int) and isinstance(size, int):
        return part_of(constant, constant[start : start + size])
    return None


def _length(*candidates: Shape) -> int | None:
    """The rank, from the shape of the tensor or the length of begin and size."""
    whole, *vectors = candidates
    if isinstance(whole, tuple):
        return len(whole)
    for vector in vectors:
        if isinstance(vector, tuple) and len(vector) == 1 and isinstance(vector[0], int):
            return vector[0]
    return None


# --- x[...] -------------------------------------------------------------------------------------


@shape_function("Tensor.__getitem__")
def getitem(call: Call) -> Result:
    """`x[key]` for tensors and variables; `slice_spec` is an index, a slice or a tuple of them."""
    x = call.tensor("tensor")
    key = call.arguments.get("slice_spec")
    if isinstance(key, Tensor) and getattr(key.dtype, "name", "") == "bool":
        return boolean_mask(Call("boolean_mask", {"tensor": call.value("tensor"), "mask": key}))
    items = key if isinstance(key, tuple) else (key,)
    shape, constant = sliced(x.shape, items), _sliced_constant(x.constant, items)
    return one(shape, x.dtype, constant)


def sliced(shape: Shape, items: tuple[Value, ...]) -> Shape:
    """The shape that is left after indexing (`StridedSlice`)."""
    if any(isinstance(item, Unknown) and item.kind is not int for item in items):
        return shapes.unknown_shape()
    used = sum(item is not None and item is not ... for item in items)
    if not isinstance(shape, tuple):
        return shapes.unknown_shape() if isinstance(shape, Unknown) else None
    rest = len(shape) - used
    if rest < 0:
        raise ValueError("too many indices: TensorFlow raises")
    if not any(item is ... for item in items):
        items = (*items, ...)
    dims: list[Dim] = []
    at = 0
    for item in items:
        if item is None:
            dims.append(1)
        elif item is ...:
            dims.extend(shape[at : at + rest])
            at += rest
            rest = 0
        else:
            if isinstance(item, slice):
                dims.append(_sliced_dim(shape[at], item))
            at += 1
    return tuple(dims)


def _sliced_dim(dim: Dim, item: slice) -> Dim:
    """The size of `dim` under `start:stop:step` (`util/strided_slice_op.cc`, ValidateStridedSliceOp)."""
    ends = [None if end is None else static_integer(end) for end in (item.start, item.stop, item.step)]
    if all(end is None for end in ends) or (ends[0] == 0 and ends[1] is None and ends[2] in (None, 1)):
        return dim
    if any(end is DYNAMIC for end in ends):
        return None
    if dim is None:
        return _size_without_dim(ends)
    known = _known_slice(ends)
    if isinstance(dim, int) and known is not None:
        return len(range(dim)[known])
    start, stop, step = ends
    plain = step in (None, 1) and isinstance(dim, Unknown)
    if plain and isinstance(start, (int, type(None))) and isinstance(stop, int) and stop < 0 <= (start or 0):
        return shapes.arithmetic("-", dim, (start or 0) - stop)
    if step in (None, 1) and stop is None and isinstance(start, int) and start >= 0:
        return shapes.arithmetic("-", dim, start)
    return derive("slice", dim, *ends)


def _known_slice(ends: Sequence[Static | None]) -> slice[int | None, int | None, int | None] | None:
    """A Python slice, when all its ends are known."""
    numbers = [end for end in ends if end is None or isinstance(end, int)]
    return slice(*numbers) if len(numbers) == len(ends) else None


def _size_without_dim(ends: list[Value]) -> Dim:
    """TensorFlow cannot know the size of a slice of an unknown dimension, but for empty ones."""
    if any(isinstance(end, Unknown) for end in ends):
        return derive("slice of None", *ends)
    return None


def _sliced_constant(constant: Value, items: tuple[Value, ...]) -> Value:
    """The value of a part of a vector of sizes (`tf.shape(x)[1:]`)."""
    if constant is None or (isinstance(constant, Unknown) and len(items) != 1):
        return None
    if isinstance(constant, Unknown):
        return derive(("item", repr(items[0])), constant) if isinstance(items[0], int) else _unknown_value(constant)
    if not isinstance(constant, tuple) or len(items) != 1:
        return _unknown_value(None)
    item = items[0]
    if isinstance(item, slice):
        ends = [None if end is None else static_integer(end) for end in (item.start, item.stop, item.step)]
        if any(end is DYNAMIC for end in ends):
            return None
        known = _known_slice(ends)
        return _unknown_value(None) if known is None else part_of(constant, constant[known])
    if item is None or item is ...:
        return constant if item is ... else _unknown_value(None)
    index = static_integer(item)
    if isinstance(index, int) and -len(constant) <= index < len(constant):
        return constant[index]
    return None if index is DYNAMIC else _unknown_value(None)


def _unknown_value(source: Unknown | None) -> Unknown:
    key = object() if source is None else source.key
    return Unknown(("value", key), "value", "a part of something unknown")


@shape_function("strided_slice")
def strided_slice(call: Call) -> Result:
    """`array_ops.strided_slice` with known ends and masks."""
    x = call.tensor("input_" if call.has("input_") else "input")
    begin, end = call.tensor("begin"), call.tensor("end")
    strides = call.tensor("strides") if call.has("strides") else None
    if not isinstance(begin.constant, tuple) or not isinstance(end.constant, tuple):
        return one(shapes.unknown_shape(), x.dtype)
    masks = {name: call.integer(f"{name}_mask", 0) for name in ("begin", "end", "ellipsis", "new_axis", "shrink_axis")}
    items: list[Value] = []
    for i, (start, stop) in enumerate(zip(begin.constant, end.constant, strict=True)):
        on = {name: isinstance(mask, int) and bool(mask >> i & 1) for name, mask in masks.items()}
        step = strides.constant[i] if strides is not None and isinstance(strides.constant, tuple) else 1
        if on["ellipsis"]:
            items.append(...)
        elif on["new_axis"]:
            items.append(None)
        elif on["shrink_axis"]:
            items.append(start)
        else:
            items.append(slice(None if on["begin"] else start, None if on["end"] else stop, step))
    return one(sliced(x.shape, tuple(items)), x.dtype, _sliced_constant(x.constant, tuple(items)))
