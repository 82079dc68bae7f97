"""Sparse tensors, strings, queues and what else a model's input passes through.

After `ops/sparse_ops.py`, `ops/string_ops.py`, `training/input.py`, `core/ops/*_ops.cc`.
"""

from __future__ import annotations

from scopelint.domain.values import Unknown, Value
from scopelint.tf import shapes
from scopelint.tf.objects import Dim, Shape
from scopelint.tf.op_calls import (
    UNKNOWN_RESULT,
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
    shape_function,
)


def _sparse(shape: Shape, like: Output, constant: Value = None) -> Result:
    return Result(Form.TENSOR, (Output(shape, like.dtype, constant, "SparseTensor"),))


@shape_function("SparseTensor")
def sparse_tensor(call: Call) -> Result:
    """`dense_shape` says the static shape."""
    values, dense = call.tensor("values"), call.tensor("dense_shape")
    constant = evaluated(dense.constant)
    found = Output((), values.dtype, constant)
    if constant is None:
        length = dense.shape[0] if isinstance(dense.shape, tuple) and len(dense.shape) == 1 else None
        return _sparse((None,) * length if isinstance(length, int) else None, values)
    return _sparse(dense_shape(found), values, constant)


@shape_function("sparse_reorder sparse_transpose sparse_softmax sparse_retain sparse_add sparse_maximum sparse_minimum")
def sparse_like(call: Call) -> Result:
    """A sparse tensor of the same rank; a dense operand makes the sum dense."""
    x = call.tensor(next((name for name in ("sp_input", "a", "sp_a") if call.has(name)), "sp_input"))
    if call.canonical == "sparse_add":
        other = call.tensor("b")
        if "SparseTensor" not in (x.kind, other.kind) or x.kind != other.kind:
            return one(other.shape if x.kind == "SparseTensor" else x.shape, x.dtype)
    if call.canonical in ("sparse_softmax", "sparse_retain"):
        return _sparse(dense_shape(x), x, x.constant)
    if call.canonical == "sparse_transpose":
        if call.has("perm") or isinstance(x.shape, Unknown):
            return _sparse(shapes.unknown_shape(), x)
        return _sparse(None if x.shape is None else (None,) * len(x.shape) if None in x.shape else x.shape[::-1], x)
    if call.canonical == "sparse_add" and isinstance(x.shape, tuple) and None in x.shape:
        return _sparse((None,) * len(x.shape), x)
    return _sparse(x.shape, x)


@shape_function("sparse_reshape sparse_slice sparse_concat")
def sparse_other(call: Call) -> Result:
    x = call.tensor("sp_input") if call.has("sp_input") else converted((call.elements("sp_inputs") or (None,))[0])
    return _sparse(shapes.unknown_shape(), x)


@shape_function("edit_distance")
def edit_distance(call: Call) -> Result:
    return one(shapes.unknown_shape(), "float32")


@shape_function("is_variable_initialized")
def is_variable_initialized(call: Call) -> Result:
    return one((), "bool")


@shape_function("report_uninitialized_variables")
def report_uninitialized_variables(call: Call) -> Result:
    return one((None,), "string")


@shape_function("verify_tensor_all_finite")
def verify_tensor_all_finite(call: Call) -> Result:
    return same(call.tensor(next((name for name in ("t", "x", "tensor") if call.has(name)), "t")))


@shape_function("string_to_hash_bucket string_to_hash_bucket_fast string_to_hash_bucket_strong")
def string_to_hash_bucket(call: Call) -> Result:
    return one(call.tensor("string_tensor" if call.has("string_tensor") else "input").shape, "int64")


@shape_function("substr strings.substr")
def substr(call: Call) -> Result:
    return one(call.tensor("input").shape, "string")


@shape_function("string_split")
def string_split(call: Call) -> Result:
    return Result(Form.TENSOR, (Output((None, None), one((), "string").output.dtype, None, "SparseTensor"),))


@shape_function("decode_csv")
def decode_csv(call: Call) -> Result:
    """A column for each default."""
    records, defaults = call.tensor("records"), call.value("record_defaults")
    if not isinstance(defaults, tuple):
        return UNKNOWN_RESULT
    return many(Form.LIST, *(Output(records.shape, converted(default).dtype) for default in defaults))


@shape_function("dynamic_stitch")
def dynamic_stitch(call: Call) -> Result:
    """The largest index says the length."""
    indices, data = call.elements("indices"), call.elements("data")
    if not indices or not data:
        return one(shapes.unknown_shape(), call.tensor("data").dtype)
    index, part = converted(indices[0]), converted(data[0])
    if not isinstance(index.shape, tuple) or not isinstance(part.shape, tuple):
        return one(shapes.unknown_shape(), part.dtype)
    numbers = [n for i in indices for n in _flat(evaluated(converted(i).constant))]
    length: Dim = max(numbers) + 1 if numbers and all(isinstance(n, int) for n in numbers) else None
    if any(isinstance(n, Unknown) for n in numbers):
        length = shapes.unknown_dim()
    return one((length, *part.shape[len(index.shape) :]), part.dtype)


def _flat(value: Value) -> list[Value]:
    return [n for part in value for n in _flat(part)] if isinstance(value, tuple) else [value]


@shape_function("unravel_index")
def unravel_index(call: Call) -> Result:
    indices, dims = call.tensor("indices"), call.tensor("dims")
    count = dims.shape[0] if isinstance(dims.shape, tuple) and dims.shape else shapes.unknown_dim()
    if not isinstance(indices.shape, tuple):
        return one(shapes.unknown_shape(), indices.dtype)
    return one((count, shapes.num_elements(indices.shape)) if indices.shape else (count,), indices.dtype)


@shape_function("spectral.rfft")
def rfft(call: Call) -> Result:
    """Half of the frequencies and one."""
    x = call.tensor("input_tensor" if call.has("input_tensor") else "input")
    if not isinstance(x.shape, tuple) or call.has("fft_length"):
        return one(shapes.unknown_shape(), "complex64")
    half = shapes.arithmetic("+", shapes.arithmetic("//", x.shape[-1], 2), 1)
    return one((*x.shape[:-1], half), "complex64")


@shape_function("train.batch train.shuffle_batch")
def batch(call: Call) -> Result:
    """A new first dimension: the batch size, unless smaller final batches are allowed."""
    tensors = call.elements("tensors")
    if tensors is None or call.flag("enqueue_many") is not False or call.flag("dynamic_pad") is not False:
        return UNKNOWN_RESULT
    size = shapes.dim_of_value(call.tensor("batch_size").constant) if call.has("batch_size") else 32
    first = size if call.flag("allow_smaller_final_batch") is False else None
    outputs = [converted(t) for t in tensors]
    results = [Output(shapes.concatenate((first,), o.shape), o.dtype) for o in outputs]
    return Result(Form.TENSOR, (results[0],)) if len(results) == 1 else many(Form.LIST, *results)


@shape_function("space_to_batch_nd batch_to_space")
def other_blocks(call: Call) -> Result:
    """Rank and channels are kept."""
    x = call.tensor("input")
    if not isinstance(x.shape, tuple):
        return one(shapes.unknown_shape(), x.dtype)
    return one((*(shapes.unknown_dim() for _ in x.shape[:-1]), x.shape[-1]), x.dtype)


@shape_function("image.central_crop image.rot90")
def cropped(call: Call) -> Result:
    """The sizes depend on a fraction; the channels stay."""
    x = call.tensor("image")
    if not isinstance(x.shape, tuple):
        return one(shapes.unknown_shape(), x.dtype)
    return one((*x.shape[:-3], shapes.unknown_dim(), shapes.unknown_dim(), x.shape[-1]), x.dtype)


@shape_function("image.total_variation image.psnr image.ssim")
def score(call: Call) -> Result:
    """One number for each image."""
    x = call.tensor("images" if call.has("images") else "a" if call.has("a") else "img1")
    shape = x.shape[:-3] if isinstance(x.shape, tuple) else shapes.unknown_shape()
    return one(shape, x.dtype if "total" in call.canonical else "float32")


@shape_function("image.sobel_edges")
def sobel_edges(call: Call) -> Result:
    x = call.tensor("image")
    return one(shapes.concatenate(x.shape, (2,)), x.dtype)


@shape_function("image.extract_glimpse")
def extract_glimpse(call: Call) -> Result:
    x = call.tensor("input")
    size = converted(call.value("size")).constant
    height, width = size if isinstance(size, tuple) else (shapes.unknown_dim(), shapes.unknown_dim())
    return one((shapes.index_shape(x.shape, 0), height, width, shapes.index_shape(x.shape, 3)), "float32")


@shape_function("qr")
def qr(call: Call) -> Result:
    x = call.tensor("input")
    if not isinstance(x.shape, tuple) or call.flag("full_matrices") is not False:
        unknown = Output(shapes.unknown_shape(), x.dtype)
        return many(Form.TUPLE, unknown, unknown, fields="q r")
    rows, columns = x.shape[-2:]
    least = min(rows, columns) if isinstance(rows, int) and isinstance(columns, int) else shapes.unknown_dim()
    q, r = (*x.shape[:-1], least), (*x.shape[:-2], least, columns)
    return many(Form.TUPLE, Output(q, x.dtype), Output(r, x.dtype), fields="q r")
