"""Ops that make tensors from nothing but a shape: placeholders, constants, fills and random numbers.

After `ops/array_ops.py`, `framework/constant_op.py`, `ops/random_ops.py`.
"""

from __future__ import annotations

import math

from scopelint.domain.values import Unknown, Value
from scopelint.tf import dtypes, shapes
from scopelint.tf.dtypes import DTYPES
from scopelint.tf.objects import DType, Shape
from scopelint.tf.op_calls import (
    Call,
    Form,
    Output,
    Result,
    converted,
    derive,
    one,
    shape_argument,
    shape_from,
    shape_function,
)
from scopelint.tf.op_folding import MAX_ELEMENTS, cast


@shape_function("placeholder")
def placeholder(call: Call) -> Result:
    shape = shapes.shape_of_value(call.value("shape"))
    if isinstance(shape, tuple):
        shape = tuple(None if isinstance(dim, int) and dim < 0 else dim for dim in shape)
    return one(shape, call.dtype("dtype", "float32"))


@shape_function("sparse_placeholder")
def sparse_placeholder(call: Call) -> Result:
    output = Output(shapes.shape_of_value(call.value("shape")), call.dtype("dtype", "float32"), None, "SparseTensor")
    return Result(Form.TENSOR, (output,))


@shape_function("placeholder_with_default")
def placeholder_with_default(call: Call) -> Result:
    shape = call.value("shape")
    default = call.tensor("input")
    return one(shapes.shape_of_value(shape) if call.has("shape") else None, default.dtype)


@shape_function("constant")
def constant(call: Call) -> Result:
    """`constant_op.constant`: a scalar is repeated over `shape`."""
    dtype = call.dtype("dtype", "float32") if call.has("dtype") else None
    value = call.tensor("value", dtype)
    content = value.constant if dtype is None else cast(value.constant, dtype)
    if not call.has("shape"):
        return one(value.shape, value.dtype, content)
    shape = shape_argument(call)
    return one(shape, value.dtype, content if value.shape == shape else _repeated(content, shape))


def _repeated(content: Value, shape: Shape) -> Value:
    """A scalar constant spread over a shape, when that is small."""
    count = shapes.num_elements(shape)
    sizes = [dim for dim in shape if isinstance(dim, int)] if isinstance(shape, tuple) else []
    parts = math.prod(max(dim, 1) for dim in sizes)  # a million empty rows are a million parts
    if isinstance(content, (tuple, Unknown)) or not isinstance(count, int) or parts > MAX_ELEMENTS:
        return Unknown(("constant", object()), "value", "a large constant")
    for dim in reversed(shape if isinstance(shape, tuple) else ()):
        content = (content,) * (dim if isinstance(dim, int) else 0)
    return content


@shape_function("convert_to_tensor")
def convert_to_tensor(call: Call) -> Result:
    dtype = call.dtype("dtype", "float32") if call.has("dtype") else None
    value = call.tensor("value", dtype)
    content = value.constant if dtype is None else cast(value.constant, dtype)
    return one(value.shape, value.dtype, content)


@shape_function("zeros ones")
def filled(call: Call) -> Result:
    """`array_ops.zeros`, `array_ops.ones`."""
    shape = shape_argument(call)
    dtype = call.dtype("dtype", "float32")
    return one(shape, dtype, _filling(call.canonical.rpartition(".")[2] == "ones", shape, dtype))


@shape_function("zeros_like ones_like")
def filled_like(call: Call) -> Result:
    like = call.tensor("tensor" if call.has("tensor") else "input")
    dtype = call.dtype("dtype", like.dtype) if call.has("dtype") else like.dtype
    return one(like.shape, dtype, _filling("ones" in call.canonical, like.shape, dtype))


def _filling(ones: bool, shape: Shape, dtype: DType | Unknown) -> Value:
    """The constant value of `ones` and `zeros`; sizes are built from small vectors of them."""
    if isinstance(shape, Unknown) or (shape is not None and any(isinstance(d, Unknown) for d in shape)):
        return Unknown(("constant", object()), "value", "the shape is not known")
    if shape is None or any(d is None for d in shape):
        return None
    return cast(_repeated(int(ones), shape), dtype)


@shape_function("fill")
def fill(call: Call) -> Result:
    value = call.tensor("value")
    shape = shape_argument(call, "dims")
    full = isinstance(shape, tuple) and all(isinstance(d, int) for d in shape)
    return one(shape, value.dtype, _repeated(value.constant, shape) if full and value.constant is not None else None)


@shape_function("eye linalg.eye")
def eye(call: Call) -> Result:
    """`linalg_ops_impl.eye`."""
    rows = _scalar(call, "num_rows")
    columns = _scalar(call, "num_columns") if call.has("num_columns") else rows
    batch = shape_argument(call, "batch_shape") if call.has("batch_shape") else ()
    return one(shapes.concatenate(batch, (rows, columns)), call.dtype("dtype", "float32"))


def _scalar(call: Call, name: str) -> int | Unknown | None:
    return shapes.dim_of_value(call.tensor(name).constant)


@shape_function("range")
def range_(call: Call) -> Result:
    """`math_ops.range`: one argument is the limit; the widest dtype of the three wins."""
    start, limit = call.value("start"), call.value("limit")
    if limit is None:
        start, limit = 0, start
    ends = [converted(v) for v in (start, limit, call.value("delta", 1))]
    if call.has("dtype"):
        dtype = call.dtype("dtype", "int32")
    else:
        order = ["int32", "int64", "float16", "bfloat16", "float32", "float64"]
        known = [end.dtype.name for end in ends if isinstance(end.dtype, DType) and end.dtype.name in order]
        complete = len(known) == len(ends)
        dtype = DTYPES[max(known, key=order.index)] if complete else dtypes.unknown_dtype(object(), "range of unknown")
    numbers = [end.constant for end in ends]
    if any(n is None for n in numbers):
        return one((None,), dtype)
    if any(isinstance(n, Unknown) for n in numbers):
        same_length = numbers[0] == 0 and numbers[2] == 1 and isinstance(numbers[1], Unknown)
        length = numbers[1] if same_length else derive("range", *numbers)
        return one((length,), dtype, Unknown(("constant", object()), "value", "range of unknown"))
    begin, end, step = numbers
    count = max(0, -((begin - end) // step)) if isinstance(begin + end + step, int) else _float_steps(begin, end, step)
    values = tuple(begin + i * step for i in range(count)) if count <= MAX_ELEMENTS else None
    large = Unknown(("constant", object()), "value", "a large constant")
    return one((count,), dtype, large if values is None else cast(values, dtype))


def _float_steps(begin: float, end: float, step: float) -> int:
    quotient = (end - begin) / step
    return max(0, int(quotient) + (quotient != int(quotient)))


@shape_function("linspace lin_space")
def linspace(call: Call) -> Result:
    """`math_ops.linspace_nd` with scalar ends."""
    start, stop = call.tensor("start"), call.tensor("stop")
    shape = shapes.broadcast(start.shape, stop.shape)
    axis = call.integer("axis", 0)
    if shape == () and axis in (0, -1):
        return one((_scalar(call, "num"),), start.dtype)
    return one(shapes.unknown_shape(), start.dtype)


@shape_function(
    "random_uniform random_normal truncated_normal random.stateless_uniform random.stateless_normal "
    "random.stateless_truncated_normal keras.backend.random_uniform keras.backend.random_normal "
    "keras.backend.truncated_normal"
)
def random(call: Call) -> Result:
    return one(shape_argument(call), call.dtype("dtype", "float32"))


@shape_function("random_gamma random_poisson")
def random_with_parameters(call: Call) -> Result:
    """`random_gamma(shape, alpha, beta)`: the parameters' shape follows the sample shape."""
    alpha = call.tensor("alpha" if call.has("alpha") else "lam")
    inner = shapes.broadcast(alpha.shape, call.tensor("beta").shape) if call.has("beta") else alpha.shape
    return one(shapes.concatenate(shape_argument(call), inner), call.dtype("dtype", "float32"))


@shape_function("multinomial random.categorical")
def multinomial(call: Call) -> Result:
    logits = call.tensor("logits")
    dtype = call.dtype("output_dtype" if call.has("output_dtype") else "dtype", "int64")
    samples = _scalar(call, "num_samples")
    if isinstance(logits.shape, Unknown):
        return one((shapes.unknown_dim(), samples), dtype)
    return one((None if logits.shape is None else logits.shape[0], samples), dtype)


@shape_function("random_crop image.random_crop")
def random_crop(call: Call) -> Result:
    """`random_ops.random_crop`: a slice of a static size."""
    value = call.tensor("value")
    return one(shape_from(call.tensor("size")), value.dtype)
