"""Ops that rearrange, join and take apart tensors, refused because sizes or axes do not fit.

After `core/ops/array_ops.cc`, `ops/array_ops.py`, `core/util/strided_slice_op.cc`.
"""

from __future__ import annotations

import math

from scopelint.domain.values import MISSING, Unknown, Value
from scopelint.tf import shapes
from scopelint.tf.misfits import (
    EmptyError,
    MisfitError,
    axis_within,
    check,
    divisible,
    equal,
    one_dtype,
    one_shape,
    rank,
    rank_at_least,
    same_type,
    shown,
    whole_numbers,
)
from scopelint.tf.objects import Dim, DType, Shape, Tensor
from scopelint.tf.op_calls import Call, converted, static_integer


@check("reshape")
def reshape(call: Call) -> None:
    """The elements must fill the new shape (SetOutputShapeForReshape)."""
    before, sizes = call.tensor("tensor").shape, converted(call.value("shape"))
    if not isinstance(before, tuple) or not isinstance(sizes.constant, tuple):
        return
    after = tuple(shapes.dim_of_value(element) for element in sizes.constant)
    if not all(isinstance(dim, int) for dim in (*before, *after)):
        return
    elements = math.prod(before)  # type: ignore[arg-type]
    known = math.prod(dim for dim in after if isinstance(dim, int) and dim >= 0)
    missing = sum(1 for dim in after if isinstance(dim, int) and dim < 0)
    if not missing and elements != known:
        raise MisfitError(f"Cannot reshape a tensor with {elements} elements to shape {shown(after)} ({known} elements)")
    if missing == 1 and known:
        divisible(elements, known)


@check("concat")
def concat(call: Call) -> None:
    """All but one dimension must be equal (ConcatShapeHelper)."""
    values, axis = call.value("values"), call.value("axis")
    if isinstance(values, int) and isinstance(axis, tuple):
        values, axis = axis, values
    if values == ():
        raise EmptyError("List argument 'values' to 'ConcatV2' Op with length 0 shorter than minimum length 2.")
    if not isinstance(values, tuple) or len(values) < 2:
        return
    parts = [converted(value) for value in values]
    if any(part.kind != "Tensor" for part in parts):
        return
    if all(isinstance(value, Tensor) for value in values):
        one_dtype("values", "ConcatV2", [part.dtype for part in parts])
    at = static_integer(axis)
    known = [part.shape for part in parts if isinstance(part.shape, tuple)]
    if not known:
        return
    if isinstance(at, int):
        for shape in known:
            if shape == ():
                raise MisfitError("Can't concatenate scalars (use tf.stack instead)")
            rank_at_least(shape, at + 1 if at >= 0 else -at)
    for shape in known[1:]:
        rank(shape, len(known[0]))
        if isinstance(at, int):
            where = at % len(known[0])
            one_shape((*known[0][:where], *known[0][where + 1 :]), (*shape[:where], *shape[where + 1 :]))


@check("stack")
def stack(call: Call) -> None:
    """What is stacked has one shape; the axis is one of the result."""
    values, axis = call.value("values"), call.integer("axis", 0)
    if not isinstance(values, tuple) or not values:
        return
    parts = [converted(value) for value in values]
    if any(part.kind != "Tensor" for part in parts):
        return
    if all(isinstance(value, Tensor) for value in values):
        one_dtype("values", "Pack", [part.dtype for part in parts])
    if isinstance(parts[0].shape, tuple):
        dimensions = len(parts[0].shape) + 1
        axis_within(axis, dimensions, f"Argument `axis` = {axis} not in range [{-dimensions}, {dimensions})")
    if any(isinstance(value, Tensor) for value in values):
        for part in parts[1:]:
            one_shape(parts[0].shape, part.shape)


@check("unstack")
def unstack(call: Call) -> None:
    """As many results as the dimension has: where nobody says how many, it must be known."""
    shape, axis = call.tensor("value").shape, call.integer("axis", 0)
    given = call.integer("num", -1)
    if isinstance(shape, tuple) and isinstance(axis, int):
        dimensions = len(shape)
        if not call.has("num"):
            axis_within(axis, dimensions, f"Argument `axis` = {axis} not in range [{-dimensions}, {dimensions})")
            if shape[axis] is None:
                raise MisfitError(f"Cannot infer argument `num` from shape {shapes.text(shape)}")
        elif isinstance(given, int) and -dimensions <= axis < dimensions and isinstance(shape[axis], int) and shape[axis] != given:
            raise MisfitError(f"Dimension must be {given} but is {shape[axis]}")
    elif shape is None and not call.has("num"):
        raise MisfitError("Cannot infer argument `num` from shape <unknown>")


@check("split")
def split(call: Call) -> None:
    """Equal parts must fill the axis, and given ones too."""
    value, number, axis = call.value("value"), call.value("num_or_size_splits"), call.value("axis", 0)
    if isinstance(value, int) and not isinstance(value, bool) and isinstance(axis, (Tensor, Unknown)):
        value, axis = axis, value
    shape, at, sizes = converted(value).shape, static_integer(axis), converted(number).constant
    if not isinstance(shape, tuple) or not isinstance(at, int):
        return
    dimensions = len(shape)
    message = f"Dimension size, given by scalar input {at} must be in range [-{dimensions}, {dimensions})"
    axis_within(at, dimensions, message)
    size = shape[at]
    if isinstance(sizes, int):
        divisible(size, sizes)
    elif isinstance(sizes, tuple) and isinstance(size, int) and all(isinstance(part, int) for part in sizes):
        taken = sum(part for part in sizes if part >= 0)
        if taken > size or (taken < size and -1 not in sizes):
            raise MisfitError(f"can't split axis of size {size} into pieces of size {shown(sizes)}")


@check("transpose")
def transpose(call: Call) -> None:
    shape, permutation = call.tensor("a").shape, call.axes("perm")
    if not isinstance(shape, tuple) or not isinstance(permutation, tuple):
        return
    if len(shape) != len(permutation):
        raise MisfitError(f"Dimension must be {len(shape)} but is {len(permutation)}")
    for axis in permutation:
        axis_within(axis, len(shape), f"perm dim {axis} is out of range of input rank {len(shape)}")


@check("squeeze")
def squeeze(call: Call) -> None:
    shape, axes = call.tensor("input").shape, call.axes()
    if not isinstance(shape, tuple) or not isinstance(axes, tuple):
        return
    for index, axis in enumerate(axes):
        axis_within(axis, len(shape), f"squeeze_dims[{index}] not in [{-len(shape)},{len(shape)}).")
        size = shape[axis]
        if isinstance(size, int) and size != 1:
            raise MisfitError(f"Can not squeeze dim[{axis % len(shape)}], expected a dimension of 1, got {size}")


@check("expand_dims")
def expand_dims(call: Call) -> None:
    shape, axis = call.tensor("input").shape, call.integer("axis", 0)
    if isinstance(shape, tuple):
        most = len(shape) + 1
        axis_within(axis, most, f"dim {axis} not in the interval [{-most}, {most - 1}].")


@check("tile")
def tile(call: Call) -> None:
    """A number for each dimension."""
    _length_is_rank(call.tensor("input").shape, call.tensor("multiples").shape)


@check("pad")
def pad(call: Call) -> None:
    """A row for each dimension."""
    _length_is_rank(call.tensor("tensor" if call.has("tensor") else "input").shape, call.tensor("paddings").shape)


@check("slice")
def slice_(call: Call) -> None:
    """A beginning and a size for each dimension."""
    whole = call.tensor("input_" if call.has("input_") else "input").shape
    for name in ("begin", "size"):
        _length_is_rank(whole, call.tensor(name).shape)


def _length_is_rank(whole: Shape, vector: Shape) -> None:
    if isinstance(whole, tuple) and isinstance(vector, tuple) and vector and isinstance(vector[0], int) and vector[0] != len(whole):
        raise MisfitError(f"Shape must be rank {vector[0]} but is rank {len(whole)}")


@check("Tensor.__getitem__")
def item(call: Call) -> None:
    """Indices within bounds, and no more than there are dimensions."""
    tensor = call.value("tensor", MISSING)
    index = call.arguments.get("slice_spec")
    if not isinstance(tensor, Tensor) or tensor.kind not in ("Tensor", "Variable") or not isinstance(tensor.shape, tuple):
        return
    at = 0
    for part in index if isinstance(index, tuple) else (index,):
        _index_type(part)
        if part is Ellipsis or isinstance(part, Tensor):
            return
        if part is None:
            continue
        if at >= len(tensor.shape):
            raise MisfitError(f"Index out of range using input dim {at}; input has only {len(tensor.shape)} dims")
        _index_within(part, tensor.shape[at], at)
        at += 1


def _index_type(part: Value) -> None:
    """`_check_index` in ops/array_ops.py: indices are whole numbers, slices, None, `...` or tensors of whole numbers."""
    kind = part.dtype if isinstance(part, Tensor) else None
    if isinstance(part, (str, float)) or (isinstance(kind, DType) and kind.name.startswith(("float", "string", "complex"))):
        message = (
            "Only integers, slices (`:`), ellipsis (`...`), tf.newaxis (`None`) and scalar tf.int32/tf.int64 tensors are valid indices"
        )
        raise MisfitError(message, "TypeError")


def _index_within(part: Value, size: Dim, at: int) -> None:
    if isinstance(part, int) and not isinstance(part, bool) and isinstance(size, int) and not -size <= part < size:
        raise MisfitError(f"slice index {part if part >= 0 else part + size} of dimension {at} out of bounds.")


@check("gather")
def gather(call: Call) -> None:
    whole_numbers(call.tensor("indices"), "indices")
    axis = call.integer("axis", 0)
    if isinstance(axis, int) and not call.has("batch_dims"):
        rank_at_least(call.tensor("params").shape, axis + 1 if axis >= 0 else -axis)


@check("nn.embedding_lookup")
def embedding_lookup(call: Call) -> None:
    whole_numbers(call.tensor("ids"), "indices")


@check("boolean_mask")
def boolean_mask(call: Call) -> None:
    """The mask must fit the tensor's first dimensions."""
    whole, mask = call.tensor("tensor").shape, call.tensor("mask").shape
    if isinstance(whole, tuple) and isinstance(mask, tuple) and not call.has("axis"):
        part = whole[: len(mask)]
        if len(part) != len(mask) or any(isinstance(a, int) and isinstance(b, int) and a != b for a, b in zip(part, mask, strict=False)):
            raise MisfitError(f"Shapes {shapes.text(part)} and {shapes.text(mask)} are incompatible")


@check("where")
def where(call: Call) -> None:
    """Both branches have one shape; the condition has it too, or is a scalar or a vector of rows."""
    if not call.has("x") or not call.has("y"):
        return
    condition, x, y = (call.tensor(name) for name in ("condition", "x", "y"))
    if not x.kind == y.kind == "Tensor":
        return
    if isinstance(call.value("x"), Tensor) and isinstance(call.value("y"), Tensor):
        same_type(x, y, "e", "t", "Select")
    one_shape(x.shape, y.shape)
    if isinstance(condition.shape, tuple) and len(condition.shape) == 1 and isinstance(x.shape, tuple) and x.shape:
        equal(condition.shape[0], x.shape[0])
    elif condition.shape != ():
        one_shape(condition.shape, x.shape)


@check("reverse")
def reverse(call: Call) -> None:
    shape, axes = call.tensor("tensor").shape, call.axes()
    if isinstance(shape, tuple) and isinstance(axes, tuple):
        for index, axis in enumerate(axes):
            axis_within(axis, len(shape), f"'axis'[{index}] = {axis} is out of valid range [0, {len(shape) - 1}")


@check("one_hot")
def one_hot(call: Call) -> None:
    whole_numbers(call.tensor("indices"), "indices")
    depth = call.tensor("depth").shape
    if isinstance(depth, tuple) and depth:
        raise MisfitError(f"Input must be scalar but has rank {len(depth)}")


@check("ensure_shape")
def ensure_shape(call: Call) -> None:
    one_shape(call.tensor("x").shape, shapes.shape_of_value(call.value("shape")))
