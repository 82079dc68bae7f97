"""Python's operators on tensors and variables: which op each is, and the name it takes.

After `ops/math_ops.py` (`_OverrideBinaryOperatorHelper`), `ops/tensor_math_operator_overrides.py`. Knows no syntax.
"""

from __future__ import annotations

from typing import Final

import msgspec

from scopelint.domain.values import Value
from scopelint.tf.dtypes import DTYPES
from scopelint.tf.objects import Tensor
from scopelint.tf.op_name_calls import Names


class OperatorCall(msgspec.Struct, frozen=True):
    """An operator as the call of an op: pass `canonical` and `arguments` to `op_shapes.infer`; `names` are taken."""

    canonical: str
    arguments: dict[str, Value]
    names: Names


_BINARY: Final = {
    "+": ("add", "add"),
    "-": ("subtract", "sub"),
    "*": ("multiply", "mul"),
    "/": ("truediv", "truediv"),
    "classic /": ("div", "div"),  # `__div__` of Python 2, math_ops._div_python2
    "//": ("floordiv", "floordiv"),
    "%": ("floormod", "mod"),
    "**": ("pow", "pow"),
    "@": ("matmul", "matmul"),
    "&": ("logical_and", "and"),
    "|": ("logical_or", "or"),
    "^": ("logical_xor", "xor"),
    "<": ("less", "Less"),
    "<=": ("less_equal", "LessEqual"),
    ">": ("greater", "Greater"),
    ">=": ("greater_equal", "GreaterEqual"),
}
_BITWISE: Final = {"&": "bitwise.bitwise_and", "|": "bitwise.bitwise_or", "^": "bitwise.bitwise_xor"}
_SWAPPED: Final = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}


def is_operand(value: Value) -> bool:
    """Whether TensorFlow defines operators on the value: not on a partitioned variable, but a tensor beside it has them."""
    return isinstance(value, Tensor)


def binary(sign: str, left: Value, right: Value) -> OperatorCall | None:
    """`left sign right`, one of which is a tensor; None when TensorFlow overrides no such operator.

    `==` and `!=` compare identity in TensorFlow 1: they make no op.
    """
    if sign not in _BINARY or not (is_operand(left) or is_operand(right)):
        return None
    if sign in _SWAPPED and not is_operand(left):
        sign, left, right = _SWAPPED[sign], right, left
    op, name = _BINARY[sign]
    tensor = left if is_operand(left) else right
    if sign in _BITWISE and tensor.dtype is not DTYPES["bool"]:
        op = _BITWISE[sign]
    names = Names((name,), 0)
    arguments = {"a": left, "b": right} if sign == "@" else {"x": left, "y": right}
    return OperatorCall(f"tensorflow.{op}", arguments, names)


def refused(sign: str, left: Value, right: Value) -> str | None:
    """The exception that an operator raises for a None beside a tensor, once it has taken its name; None where there is no None."""
    if sign not in _BINARY or (left is not None and right is not None):
        return None
    return "AttributeError" if sign == "|" and right is None else "ValueError"


def unary(sign: str, operand: Value) -> OperatorCall | None:
    """`-x`, `~x` and `abs(x)` (`sign` is `abs`); None when TensorFlow has no such operator."""
    if not is_operand(operand):
        return None
    boolean = operand.dtype is DTYPES["bool"]
    ops = {"-": ("negative", "Neg"), "abs": ("abs", "Abs")}
    ops["~"] = ("logical_not", "LogicalNot") if boolean else ("bitwise.invert", "Invert")
    if sign not in ops:
        return None
    op, name = ops[sign]
    return OperatorCall(f"tensorflow.{op}", {"x": operand}, Names((name,), 0))
