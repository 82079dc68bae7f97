"""Element types that ops do not take, and constants that do not fit the tensor beside them or the type that they are given.

After the attributes of core/ops/math_ops.cc, core/ops/nn_ops.cc and core/ops/array_ops.cc, and `_apply_op_helper` of
tensorflow/python/framework/op_def_library.py. Of types that are rarely used (halves, unsigned and quantized ones) nothing is said.
"""

from __future__ import annotations

from typing import Final

from scopelint.domain.names import SymStr
from scopelint.domain.values import MISSING, Unknown, Value
from scopelint.tf import dtypes, shapes
from scopelint.tf.constants import misfit
from scopelint.tf.misfits import MisfitError, check
from scopelint.tf.objects import DType, Tensor
from scopelint.tf.op_calls import Call

_TAKEN: Final = {
    "float": """floor ceil rint erf erfc lgamma digamma log_sigmoid nn.elu nn.selu nn.softplus nn.softsign nn.softmax nn.log_softmax
        nn.l2_loss reduce_logsumexp is_nan is_inf is_finite atan2""",
    "float complex": """sqrt exp log log1p expm1 rsqrt sin cos tan asin acos atan sinh cosh asinh acosh atanh tanh sigmoid nn.swish
        nn.l2_normalize angle norm cholesky matrix_inverse matrix_determinant""",
    "float int": """nn.relu nn.relu6 nn.leaky_relu reduce_max reduce_min nn.top_k mod floormod maximum minimum less less_equal greater
        greater_equal""",
    "float int complex": """abs negative square sign round reciprocal cumsum cumprod reduce_sum reduce_mean reduce_prod conj real diag_part
        trace subtract multiply divide truediv floordiv pow squared_difference matmul div realdiv""",
    "float int complex string": "add",
    "float int bool": "argmax argmin",
    "bool": "reduce_any reduce_all logical_not logical_and logical_or logical_xor",
    "string": "string_to_number strings.length",
}
"""Families of dtypes -> the ops (below `tensorflow`) whose tensors are of one of them."""

_ALLOWED: Final = {name: frozenset(families.split()) for families, names in _TAKEN.items() for name in names.split()}

_FAMILIES: Final = {
    name: family
    for family, names in {
        "float": "float32 float64",
        "int": "int32 int64",
        "complex": "complex64 complex128",
        "bool": "bool",
        "string": "string",
    }.items()
    for name in names.split()
}

_OPERANDS: Final = ("x", "y", "a", "b")
"""How ops of two tensors of one type call them."""


def refuse_dtypes(call: Call) -> None:
    """Look at the tensors of an op, and at the constants beside them.

    Raises:
        MisfitError: TensorFlow does not take them.
    """
    allowed = _ALLOWED.get(call.canonical)
    if allowed is None and call.canonical not in ("equal", "not_equal"):
        return
    parameter, given = next(((name, value) for name, value in call.arguments.items() if value is not None), ("", None))
    tensors = [(name, call.value(name)) for name in _OPERANDS if call.has(name)] or [(parameter, given)]
    for name, value in tensors:
        family = _family(value)
        if allowed is not None and family is not None and family not in allowed:
            raise MisfitError(
                f"Value passed to parameter '{name}' has DataType {value.dtype.name}, which the op does not take", "TypeError"
            )
    if len(tensors) == 2:
        for (_, one), (_, other) in (tensors, tensors[::-1]):
            if isinstance(one, Tensor) and isinstance(one.dtype, DType) and not isinstance(other, Tensor):
                must_fit(other, one.dtype)


def _family(value: Value) -> str | None:
    return _FAMILIES.get(value.dtype.name) if isinstance(value, Tensor) and isinstance(value.dtype, DType) else None


def must_fit(value: Value, dtype: DType) -> None:
    """A Python constant becomes a tensor of a type.

    Raises:
        MisfitError: it cannot.
    """
    message = misfit(value, dtype)
    if message is not None:
        raise MisfitError(message, "TypeError")


def must_be_dtype(value: Value) -> None:
    """An argument stands for a dtype.

    Raises:
        MisfitError: it is none.
    """
    found = dtypes.as_dtype(value)
    message = dtypes.refused(found) if isinstance(found, Unknown) else None
    if message is not None:
        raise MisfitError(message, "TypeError")


@check("constant")
def constant(call: Call) -> None:
    """`convert_to_eager_tensor` and `make_tensor_proto` (framework/constant_op.py, framework/tensor_util.py)."""
    value, dtype = call.value("value", MISSING), call.value("dtype")
    must_be_dtype(dtype)
    if value is MISSING:
        raise MisfitError("None values not supported.")
    if isinstance(value, Tensor):
        raise MisfitError("Expected any non-tensor type, but got a tensor instead.", "TypeError")
    families = {_PYTHON.get(type(leaf)) for leaf in _leaves(value)}
    if None not in families and len(families) > 1 and ("text" in families or "truth" in families):
        raise MisfitError(f"Cannot convert {value!r} to a tensor: its elements are of different types", "TypeError")
    found = dtypes.as_dtype(dtype)
    if dtype is not None and isinstance(found, DType):
        must_fit(value, found)
    size, wanted = shapes.num_elements(shapes.of_constant(value)), shapes.num_elements(shapes.shape_of_value(call.value("shape")))
    if call.has("shape") and isinstance(size, int) and isinstance(wanted, int) and size > wanted:
        raise MisfitError(f"Too many elements provided. Needed at most {wanted}, but received {size}")


_PYTHON: Final = {int: "number", float: "number", complex: "number", str: "text", SymStr: "text", bool: "truth"}


def _leaves(value: Value) -> list[Value]:
    return [leaf for item in value for leaf in _leaves(item)] if isinstance(value, tuple) else [value]


@check("placeholder")
def placeholder(call: Call) -> None:
    must_be_dtype(call.value("dtype"))
    shape = call.value("shape")
    refused = None if shape is None else shapes.no_sizes(shape, tensorflow1=call.tensorflow1)
    if refused is not None:
        raise MisfitError(refused[1], refused[0])
    for size in shape if isinstance(shape, tuple) else ():
        if isinstance(size, int) and size < 0:
            raise MisfitError(f"Dimension {size} must be >= 0")


@check("cast")
def cast(call: Call) -> None:
    must_be_dtype(call.value("dtype"))
