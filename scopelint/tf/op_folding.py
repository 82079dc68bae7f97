"""Arithmetic on statically known values, as far as TensorFlow itself does it when the graph is built.

Flows in: the `constant`s of a call's arguments. Flows out: the constant of its result. Shape
inference evaluates whatever has only known inputs (`core/common_runtime/eval_const_tensor.cc`);
one unknown element makes the whole result unknown. Knows no syntax.
"""

from __future__ import annotations

import math
import struct
from collections.abc import Callable
from typing import Final

from scopelint.domain.values import Unknown, Value
from scopelint.tf import shapes
from scopelint.tf.dtypes import DTYPES, FLOATING, INTEGER
from scopelint.tf.objects import DType
from scopelint.tf.op_calls import PartSizes, derive, evaluated

MAX_ELEMENTS: Final = 256
"""Larger constants are not computed: nobody builds shapes from them."""

Number = int | float | bool


def fold(how: str, function: Callable[..., Number], *constants: Value) -> Value:
    """Applies `function` to the elements of constants that are broadcast against each other.

    Returns None when TensorFlow does not know one of them, `Unknown` when scopelint does not.
    """
    constants = tuple(map(evaluated, constants))
    if any(constant is None for constant in constants):
        return None
    try:
        return _elements(how, function, constants)
    except (ArithmeticError, TypeError, ValueError):
        return derive((how, object()), *constants)


def _elements(how: str, function: Callable[..., Number], constants: tuple[Value, ...]) -> Value:
    vectors = [c for c in constants if isinstance(c, tuple)]
    if not vectors:
        if any(isinstance(c, Unknown) for c in constants):
            return _symbolic(how, constants)
        return function(*constants)
    length = max(len(v) for v in vectors)
    if length > MAX_ELEMENTS or any(len(v) not in (1, length) for v in vectors):
        raise ValueError("cannot be broadcast")
    depth = max(_depth(v) for v in vectors)
    return tuple(_elements(how, function, tuple(_row(c, i, depth) for c in constants)) for i in range(length))


def _row(constant: Value, i: int, depth: int) -> Value:
    """What a constant of full depth has in row `i`; a flatter one is the same in all rows."""
    if not isinstance(constant, tuple) or _depth(constant) != depth:
        return constant
    return constant[i if len(constant) > 1 else 0]


def _depth(value: Value) -> int:
    return 1 + (_depth(value[0]) if value else 0) if isinstance(value, tuple) else 0


def _symbolic(how: str, constants: tuple[Value, ...]) -> Value:
    """One unknown for the same computation on the same unknown sizes."""
    if len(constants) == 2 and how in ("+", "-", "*", "//", "%") and all(isinstance(c, (int, Unknown)) for c in constants):
        return shapes.arithmetic(how, constants[0], constants[1])
    return derive(how, *constants)


def cast(constant: Value, dtype: DType | Unknown) -> Value:
    """The constant as another dtype; vectors of sizes keep their unknown elements (`ConstantPartialShape`)."""
    if not isinstance(dtype, DType):
        return None if constant is None else derive("cast", constant, object())
    if dtype.name in INTEGER:
        return _each(constant, lambda x: int(x) if math.isfinite(x) else x)
    if dtype.name in FLOATING:
        return _each(constant, lambda x: rounded(float(x), dtype))
    return _each(constant, bool) if dtype.name == "bool" else None


def _each(constant: Value, function: Callable[[Number], Number]) -> Value:
    if isinstance(constant, tuple):
        elements = tuple(_each(element, function) for element in constant)
        return type(constant)(elements) if isinstance(constant, PartSizes) else elements
    return function(constant) if isinstance(constant, (int, float, bool)) else constant


def rounded(number: Number, dtype: DType | Unknown) -> Number:
    """The number as an element of that dtype has it."""
    if dtype is DTYPES["float32"] and isinstance(number, float) and math.isfinite(number):
        try:
            return float(struct.unpack("f", struct.pack("f", number))[0])
        except OverflowError:
            return math.copysign(math.inf, number)
    return number
