"""Ops that work element by element: results have the (broadcast) shape of the arguments.

After `ops/math_ops.py`, `ops/gen_math_ops.py`, `core/ops/math_ops.cc` (UnchangedShape,
BroadcastBinaryOpShapeFn).
"""

from __future__ import annotations

import math
import operator
from collections.abc import Callable
from typing import Final

from scopelint.domain.values import MISSING, Unknown, Value
from scopelint.tf import dtypes, shapes
from scopelint.tf.dtypes import DTYPES
from scopelint.tf.objects import DType, Tensor
from scopelint.tf.op_calls import Call, Output, Result, converted, evaluated, one, same, shape_function
from scopelint.tf.op_folding import cast, fold, rounded


def first(call: Call) -> Output:
    """The first argument, whatever the op calls it."""
    for name in ("x", "input", "input_", "inputs", "features", "tensor", "value", "logits", "a", "input_tensor", "t", "images", "values"):
        if call.value(name, MISSING) is not MISSING:
            return call.tensor(name)
    return call.tensor("x")


_FOLDED_UNARY: Final[dict[str, tuple[str, Callable[[float], float]]]] = {
    "abs": ("abs", abs),
    "negative": ("neg", operator.neg),
    "square": ("square", lambda x: x * x),
    "floor": ("floor", lambda x: float(math.floor(x))),
    "ceil": ("ceil", lambda x: float(math.ceil(x))),
    "sqrt": ("sqrt", math.sqrt),
}


@shape_function(
    "negative square floor ceil sqrt exp log log1p expm1 rsqrt sin cos tan asin acos atan sinh cosh asinh "
    "acosh atanh tanh sigmoid sign round rint erf erfc lgamma digamma reciprocal log_sigmoid "
    "nn.relu nn.relu6 nn.elu nn.selu nn.softplus nn.softsign nn.leaky_relu nn.swish nn.silu "
    "nn.softmax nn.log_softmax nn.l2_normalize cumsum cumprod math.cumulative_logsumexp check_numerics "
    "clip_by_norm clip_by_average_norm conj invert_permutation math.erfinv math.ndtri math.bessel_i0 math.bessel_i1 "
    "math.bessel_i0e math.bessel_i1e math.erfcinv math.reciprocal_no_nan bitwise.invert "
    "matrix_band_part random_shuffle roll "
    "spectral.fft spectral.ifft "
    "spectral.fft2d spectral.ifft2d signal.fftshift signal.ifftshift manip.roll "
    "quantization.fake_quant_with_min_max_args quantization.fake_quant_with_min_max_vars "
    "strings.lower strings.upper string_strip regex_replace strings.regex_replace "
    "grad_pass_through keras.activations.relu keras.activations.tanh keras.activations.sigmoid keras.activations.elu "
    "keras.activations.softmax keras.activations.softplus keras.activations.selu keras.activations.exponential "
    "keras.activations.linear keras.activations.hard_sigmoid keras.activations.softsign keras.activations.swish"
)
def unchanged(call: Call) -> Result:
    """UnchangedShape: shape and dtype of the first argument."""
    x = first(call)
    name = call.canonical.rpartition(".")[2]
    if name in _FOLDED_UNARY:
        how, function = _FOLDED_UNARY[name]
        return one(x.shape, x.dtype, _folded(how, function, x.dtype, x.constant))
    return same(x)


@shape_function("abs real imag angle")
def magnitude(call: Call) -> Result:
    """Complex numbers have real parts; real numbers stay."""
    x = first(call)
    dtype = dtypes.attribute(x.dtype, "real_dtype") if isinstance(x.dtype, DType) else x.dtype
    constant = _folded("abs", abs, x.dtype, x.constant) if call.canonical.endswith("abs") else None
    return one(x.shape, dtype, constant)


@shape_function("identity guarantee_const stop_gradient assert_scalar")
def identity(call: Call) -> Result:
    """`array_ops.identity`: the value stays known where it is known as a whole."""
    x = first(call)
    return one(x.shape, x.dtype, evaluated(x.constant))


@shape_function("Print")
def print_(call: Call) -> Result:
    """`logging_ops.Print` returns its first argument, which is never evaluated through it."""
    return same(first(call))


@shape_function("is_nan is_inf is_finite logical_not")
def truth(call: Call) -> Result:
    return one(first(call).shape, "bool")


@shape_function("cast")
def cast_(call: Call) -> Result:
    """`math_ops.cast`."""
    return _cast(first(call), call.dtype("dtype", "float32"))


def _cast(x: Output, dtype: DType | Unknown) -> Result:
    return one(x.shape, dtype, cast(x.constant, dtype))


@shape_function("saturate_cast bitcast")
def cast_loosely(call: Call) -> Result:
    """`saturate_cast` keeps the shape; `bitcast` does so between dtypes of one size."""
    x, dtype = first(call), call.dtype("dtype" if call.has("dtype") else "type", "float32")
    if call.canonical.endswith("bitcast") and not _same_size(x.dtype, dtype):
        return one(shapes.unknown_shape(None, "bitcast to another size"), dtype)
    return one(x.shape, dtype)


def _same_size(left: DType | Unknown, right: DType | Unknown) -> bool:
    return isinstance(left, DType) and isinstance(right, DType) and dtypes.size(left) == dtypes.size(right)


_CASTS: Final = {
    "to_float": "float32",
    "to_double": "float64",
    "to_int32": "int32",
    "to_int64": "int64",
    "to_bfloat16": "bfloat16",
    "to_complex64": "complex64",
    "to_complex128": "complex128",
}


@shape_function(" ".join(_CASTS))
def cast_to(call: Call) -> Result:
    """`tf.to_float` and its kin."""
    return _cast(first(call), DTYPES[_CASTS[call.canonical.rpartition(".")[2]]])


# --- two arguments ------------------------------------------------------------------------------


def _floordiv(x: float, y: float) -> float:
    return x // y


_FOLDED: Final[dict[str, tuple[str, Callable[[float, float], float]]]] = {
    "add": ("+", operator.add),
    "subtract": ("-", operator.sub),
    "sub": ("-", operator.sub),
    "multiply": ("*", operator.mul),
    "mul": ("*", operator.mul),
    "floordiv": ("//", _floordiv),
    "floor_div": ("//", _floordiv),
    "truediv": ("/", operator.truediv),
    "divide": ("/", operator.truediv),
    "mod": ("%", operator.mod),
    "floormod": ("%", operator.mod),
    "maximum": ("max", max),
    "minimum": ("min", min),
    "pow": ("**", operator.pow),
    "squared_difference": ("squared_difference", lambda x, y: (x - y) * (x - y)),
}


def operands(call: Call) -> tuple[Output, Output]:
    """Both arguments as tensors of one dtype: a Python number takes that of the tensor beside it."""
    left, right = call.value("x", MISSING), call.value("y", MISSING)
    if left is MISSING:
        left, right = call.value("a", MISSING), call.value("b", MISSING)
    return operand_pair(left, right)


def operand_pair(left: Value, right: Value) -> tuple[Output, Output]:
    """Two values as tensors of one dtype (`math_ops.binary_op_wrapper`)."""
    if not isinstance(left, Tensor) and isinstance(right, Tensor):
        return converted(left, right.dtype), converted(right)
    x = converted(left)
    return x, converted(right) if isinstance(right, Tensor) else converted(right, x.dtype)


def common_dtype(x: Output, y: Output) -> DType | Unknown:
    return x.dtype if isinstance(x.dtype, DType) else y.dtype


@shape_function(
    "add subtract multiply floordiv floor_div mod floormod maximum minimum pow squared_difference "
    "atan2 truncatediv truncatemod div_no_nan math.multiply_no_nan math.xdivy math.xlogy math.xlog1py zeta "
    "polygamma bitwise.bitwise_and bitwise.bitwise_or bitwise.bitwise_xor bitwise.left_shift bitwise.right_shift "
    "math.nextafter div realdiv"
)
def binary(call: Call) -> Result:
    """BroadcastBinaryOpShapeFn with the arguments' dtype."""
    x, y = operands(call)
    name = call.canonical.rpartition(".")[2]
    dtype = common_dtype(x, y)
    constant = None
    if name in _FOLDED:
        how, function = _FOLDED[name]
        constant = _folded(how, function, dtype, x.constant, y.constant)
    elif name == "div" and isinstance(dtype, DType):
        how = "//" if dtype.name in dtypes.INTEGER else "/"
        constant = _folded(how, _FOLDED["floordiv" if how == "//" else "truediv"][1], dtype, x.constant, y.constant)
    return one(shapes.broadcast(x.shape, y.shape), dtype, constant)


_TRUEDIV: Final = {"uint8": "float32", "int8": "float32", "uint16": "float32", "int16": "float32"} | dict.fromkeys(
    ("int32", "int64", "uint32", "uint64"), "float64"
)


@shape_function("truediv divide")
def true_division(call: Call) -> Result:
    """`math_ops._truediv_python3`: integers become floats."""
    x, y = operands(call)
    dtype = common_dtype(x, y)
    if isinstance(dtype, DType):
        dtype = DTYPES[_TRUEDIV.get(dtype.name, dtype.name)]
    return one(shapes.broadcast(x.shape, y.shape), dtype, _folded("/", operator.truediv, dtype, x.constant, y.constant))


def _folded(how: str, function: Callable[..., float], dtype: DType | Unknown, *constants: Value) -> Value:
    return fold(how, lambda *numbers: rounded(function(*numbers), dtype), *constants)


@shape_function("equal not_equal less less_equal greater greater_equal logical_and logical_or logical_xor")
def comparison(call: Call) -> Result:
    x, y = operands(call)
    return one(shapes.broadcast(x.shape, y.shape), "bool")


@shape_function("complex")
def complex_(call: Call) -> Result:
    real, imaginary = call.tensor("real"), call.tensor("imag")
    double = real.dtype is DTYPES["float64"]
    return one(shapes.broadcast(real.shape, imaginary.shape), "complex128" if double else "complex64")


@shape_function("clip_by_value")
def clip_by_value(call: Call) -> Result:
    """`clip_ops.clip_by_value`: the bounds must not change the shape."""
    x = call.tensor("t")
    return same(x)


@shape_function("scalar_mul")
def scalar_mul(call: Call) -> Result:
    x = call.tensor("x")
    return same(x)


@shape_function("add_n accumulate_n")
def add_n(call: Call) -> Result:
    """One shape for all (`core/ops/math_ops.cc`, AddN: merged)."""
    tensors = call.elements("inputs")
    if not tensors:
        return same(call.tensor("inputs"))
    outputs = [converted(tensor) for tensor in tensors]
    shape, dtype = outputs[0].shape, outputs[0].dtype
    for output in outputs[1:]:
        shape = shapes.merge(shape, output.shape)
        dtype = dtype if isinstance(dtype, DType) else output.dtype
    return one(shape, dtype)


@shape_function("igamma igammac")
def incomplete_gamma(call: Call) -> Result:
    a, x = operand_pair(call.value("a", MISSING), call.value("x", MISSING))
    return one(shapes.broadcast(a.shape, x.shape), common_dtype(a, x))


@shape_function("betainc")
def ternary(call: Call) -> Result:
    outputs = [call.tensor(name) for name in ("a", "b", "x")]
    shape = shapes.broadcast(shapes.broadcast(outputs[0].shape, outputs[1].shape), outputs[2].shape)
    return one(shape, outputs[0].dtype)
