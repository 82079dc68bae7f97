"""Ops that pick elements: slices, gathers, masks, scatters; and what assigns to variables.

After `ops/array_ops.py` (`_slice_helper`, `boolean_mask`), `ops/embedding_ops.py`, `core/ops/array_ops.cc`.
"""

from __future__ import annotations

from collections.abc import Sequence

from scopelint.domain.values import Unknown, Value
from scopelint.tf import shapes
from scopelint.tf.objects import Dim, Shape, Tensor
from scopelint.tf.op_calls import (
    DYNAMIC,
    OPERATION,
    Call,
    Form,
    Output,
    Result,
    Static,
    converted,
    dense_shape,
    derive,
    evaluated,
    many,
    one,
    part_of,
    same,
    shape_argument,
    shape_function,
    static_integer,
)
from scopelint.tf.op_shapes_elementwise import first


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


# --- gathers ------------------------------------------------------------------------------------


@shape_function("gather")
def gather(call: Call) -> Result:
    """`array_ops.gather`: the axis is replaced by the indices' shape."""
    x, indices = call.tensor("params"), call.tensor("indices")
    axis, batch = call.integer("axis", 0), call.integer("batch_dims", 0)
    if call.has("batch_dims") and not call.has("axis"):
        axis = batch
    if not isinstance(axis, int) or not isinstance(batch, int):
        return one(shapes.unknown_shape(), x.dtype)
    return one(gathered(x.shape, indices.shape, axis, batch), x.dtype, _gathered_constant(x, indices))


def gathered(whole: Shape, indices: Shape, axis: int, batch: int = 0) -> Shape:
    if isinstance(whole, Unknown) or isinstance(indices, Unknown):
        return shapes.unknown_shape()
    if whole is None or indices is None:
        return None
    at = axis % len(whole)
    return whole[:at] + indices[batch:] + whole[at + 1 :]


def _gathered_constant(x: Output, indices: Output) -> Value:
    index, whole = indices.constant, evaluated(x.constant)
    if not isinstance(whole, tuple):
        return None
    if isinstance(index, int) and 0 <= index < len(whole):
        return whole[index]
    if isinstance(index, tuple) and all(isinstance(i, int) and 0 <= i < len(whole) for i in index):
        return tuple(whole[i] for i in index)
    return None


@shape_function("nn.embedding_lookup")
def embedding_lookup(call: Call) -> Result:
    """The ids' shape and the rest of the table's shape; several tables are shards of one."""
    params, ids = call.value("params"), call.tensor("ids")
    tables = params if isinstance(params, tuple) else (params,)
    table = converted(tables[0])
    rest = shapes.slice_shape(table.shape, 1, None)
    for other in tables[1:]:
        rest = shapes.merge(rest, shapes.slice_shape(converted(other).shape, 1, None))
    return one(shapes.concatenate(ids.shape, rest), table.dtype)


@shape_function("nn.embedding_lookup_sparse nn.safe_embedding_lookup_sparse")
def embedding_lookup_sparse(call: Call) -> Result:
    params = call.value("params", call.value("embedding_weights"))
    table = converted(params[0] if isinstance(params, tuple) else params)
    rest = table.shape[1:] if isinstance(table.shape, tuple) else (shapes.unknown_dim(),)
    return one((None, *rest), table.dtype)


@shape_function("gather_nd")
def gather_nd(call: Call) -> Result:
    x, indices = call.tensor("params"), call.tensor("indices")
    if isinstance(x.shape, Unknown) or isinstance(indices.shape, Unknown):
        return one(shapes.unknown_shape(), x.dtype)
    if x.shape is None or indices.shape is None or indices.shape[-1] is None:
        return one(None, x.dtype)
    depth = indices.shape[-1]
    if isinstance(depth, Unknown) or call.has("batch_dims"):
        return one(shapes.unknown_shape(), x.dtype)
    return one(indices.shape[:-1] + x.shape[depth:], x.dtype)


@shape_function("batch_gather")
def batch_gather(call: Call) -> Result:
    x, indices = call.tensor("params"), call.tensor("indices")
    if x.shape is None or indices.shape is None:
        return one(None, x.dtype)
    if isinstance(x.shape, Unknown) or isinstance(indices.shape, Unknown):
        return one(shapes.unknown_shape(), x.dtype)
    last = len(indices.shape) - 1
    batch = shapes.merge(indices.shape[:last], x.shape[:last])
    return one(shapes.concatenate(batch, (indices.shape[last], *x.shape[last + 1 :])), x.dtype)


@shape_function("where")
def where(call: Call) -> Result:
    """Coordinates with one argument, a choice between two tensors with three."""
    condition = call.tensor("condition")
    if not call.has("x"):
        return one((None, shapes.ndims(condition.shape)), "int64")
    x, y = call.tensor("x"), call.tensor("y")
    merged = shapes.merge(x.shape, y.shape)
    wanted = condition.shape
    if isinstance(merged, tuple) and isinstance(wanted, tuple) and len(wanted) == len(merged) > 1:
        merged = shapes.merge(merged, wanted)
    dtype = y.dtype if not isinstance(call.value("x"), Tensor) else x.dtype
    return one(merged, dtype)


@shape_function("where_v2")
def where_v2(call: Call) -> Result:
    """`where_v2` broadcasts."""
    condition = call.tensor("condition")
    if not call.has("x"):
        return one((None, shapes.ndims(condition.shape)), "int64")
    x, y = call.tensor("x"), call.tensor("y")
    shape = shapes.broadcast(shapes.broadcast(x.shape, y.shape), condition.shape)
    return one(shape, y.dtype if not isinstance(call.value("x"), Tensor) else x.dtype)


@shape_function("boolean_mask")
def boolean_mask(call: Call) -> Result:
    """The mask's dimensions become one of unknown size."""
    x, mask = call.tensor("tensor"), call.tensor("mask")
    axis = call.integer("axis", 0)
    if x.shape is None and isinstance(mask.shape, tuple):
        return one(None, x.dtype)
    if not isinstance(x.shape, tuple) or not isinstance(mask.shape, tuple) or not isinstance(axis, int):
        return one(shapes.unknown_shape(), x.dtype)
    at = axis % len(x.shape)
    return one((*x.shape[:at], None, *x.shape[at + len(mask.shape) :]), x.dtype)


@shape_function("unique unique_with_counts")
def unique(call: Call) -> Result:
    x = first(call)
    index = call.dtype("out_idx", "int32")
    found, position = Output((None,), x.dtype), Output(x.shape, index)
    if call.canonical.endswith("counts"):
        return many(Form.TUPLE, found, position, Output((None,), index), fields="y idx count")
    return many(Form.TUPLE, found, position, fields="y idx")


@shape_function("setdiff1d")
def setdiff1d(call: Call) -> Result:
    x = call.tensor("x")
    return many(Form.TUPLE, Output((None,), x.dtype), Output((None,), call.dtype("index_dtype", "int32")), fields="out idx")


@shape_function("sort argsort")
def sort(call: Call) -> Result:
    values = call.tensor("values")
    return one(values.shape, "int32" if call.canonical == "argsort" else values.dtype)


@shape_function("searchsorted")
def searchsorted(call: Call) -> Result:
    return one(call.tensor("values").shape, call.dtype("out_type", "int32"))


@shape_function("dynamic_partition")
def dynamic_partition(call: Call) -> Result:
    x, partitions = call.tensor("data"), call.tensor("partitions")
    count = call.integer("num_partitions", 0)
    if not isinstance(count, int) or not isinstance(x.shape, tuple) or not isinstance(partitions.shape, tuple):
        return Result(Form.UNKNOWN)
    return many(Form.LIST, *[Output((None, *x.shape[len(partitions.shape) :]), x.dtype)] * count)


# --- scatters and assignments -------------------------------------------------------------------


@shape_function("scatter_nd")
def scatter_nd(call: Call) -> Result:
    return one(shape_argument(call), call.tensor("updates").dtype)


@shape_function("tensor_scatter_update tensor_scatter_add tensor_scatter_sub tensor_scatter_nd_max tensor_scatter_nd_min")
def tensor_scatter(call: Call) -> Result:
    return same(call.tensor("tensor"))


@shape_function(
    "assign assign_add assign_sub scatter_update scatter_add scatter_sub scatter_mul scatter_div scatter_max scatter_min "
    "scatter_nd_update scatter_nd_add scatter_nd_sub batch_scatter_update count_up_to Variable.assign Variable.assign_add "
    "Variable.assign_sub Variable.read_value Variable.value Variable.initialized_value Variable.scatter_update "
    "Variable.scatter_add Variable.scatter_sub Variable.scatter_nd_update Variable.scatter_nd_add Variable.scatter_nd_sub "
    "Variable.count_up_to"
)
def assign(call: Call) -> Result:
    """The variable after the assignment; `assign` without validation takes the value's shape."""
    ref = call.tensor("self" if call.has("self") else "ref")
    if call.canonical == "assign" and call.flag("validate_shape", True) is False:
        return one(call.tensor("value").shape, ref.dtype)
    return same(ref)


@shape_function("sparse_to_dense")
def sparse_to_dense(call: Call) -> Result:
    return one(shape_argument(call, "output_shape"), call.tensor("sparse_values").dtype)


@shape_function("sparse_tensor_to_dense")
def sparse_tensor_to_dense(call: Call) -> Result:
    sparse = call.tensor("sp_input")
    return one(dense_shape(sparse), sparse.dtype)


@shape_function("group no_op")
def group(call: Call) -> Result:
    return OPERATION
