"""Ops that gather, mask, sort and scatter elements; and what assigns to variables.

After `ops/array_ops.py` (`boolean_mask`), `ops/embedding_ops.py`, `core/ops/array_ops.cc`.
"""

from __future__ import annotations

from scopelint.domain.values import Unknown, Value
from scopelint.tf import shapes
from scopelint.tf.objects import Dim, DType, Shape, Tensor
from scopelint.tf.op_calls import (
    OPERATION,
    Call,
    Form,
    Output,
    Result,
    converted,
    dense_shape,
    evaluated,
    many,
    one,
    same,
    shape_argument,
    shape_function,
)
from scopelint.tf.op_shapes_elementwise import first


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


@shape_function("nn.embedding_lookup_sparse")
def embedding_lookup_sparse(call: Call) -> Result:
    rest, dtype = _embedded(call.value("params"))
    return one((None, *rest), dtype)


@shape_function("nn.safe_embedding_lookup_sparse")
def safe_embedding_lookup_sparse(call: Call) -> Result:
    """The ids' last dimension gives way to that of the table."""
    rest, dtype = _embedded(call.value("embedding_weights"))
    ids = dense_shape(call.tensor("sparse_ids"))
    return one((*ids[:-1], *rest) if isinstance(ids, tuple) else ids, dtype)


def _embedded(tables: Value) -> tuple[tuple[Dim, ...], DType | Unknown]:
    """Shape and dtype of a row of a table, or of the first of several."""
    table = converted(tables[0] if isinstance(tables, tuple) else tables)
    return table.shape[1:] if isinstance(table.shape, tuple) else (shapes.unknown_dim(),), table.dtype


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
