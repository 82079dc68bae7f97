"""Special methods of constants called by name (`text.__contains__("a")`), and what arrays answer where only a truth value is known.

Flows in: attributes of strings, numbers, tuples and truth values. Flows out: functions that do what the operators do. Registered at import.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from scopelint.domain.names import SymStr
from scopelint.domain.values import Unknown, Value
from scopelint.interp import operators
from scopelint.interp.natives import attribute_getter
from scopelint.interp.objects import NativeFunction

if TYPE_CHECKING:
    from scopelint.interp.interpreter import Interpreter

_CONSTANTS: Final[tuple[type, ...]] = (str, SymStr, bytes, int, float, tuple)

_COMPARISONS: Final = {"__eq__": "==", "__ne__": "!=", "__lt__": "<", "__le__": "<=", "__gt__": ">", "__ge__": ">="}
_OPERATIONS: Final = {
    "__add__": "+", "__sub__": "-", "__mul__": "*", "__truediv__": "/", "__floordiv__": "//", "__mod__": "%", "__pow__": "**",
}  # fmt: skip

_OF_ARRAYS: Final = (
    "T", "all", "any", "argmax", "argmin", "argsort", "astype", "copy", "cumsum", "dtype", "flat", "flatten", "iloc", "index", "item",
    "loc", "max", "mean", "min", "nonzero", "ravel", "reshape", "shape", "size", "squeeze", "sum", "to_numpy", "tolist", "transpose",
    "values",
)  # fmt: skip
"""Attributes of arrays, series and frames that Python's truth values do not have."""


def _compared(name: str, op: str) -> None:
    @attribute_getter(_CONSTANTS[0], name)
    def method(interp: Interpreter, value: Value) -> Value:
        return NativeFunction(name, lambda interp, other: operators.compare(interp, op, value, other))

    for owner in _CONSTANTS[1:]:
        attribute_getter(owner, name)(method)


def _computed(name: str, op: str) -> None:
    @attribute_getter(_CONSTANTS[0], name)
    def method(interp: Interpreter, value: Value) -> Value:
        return NativeFunction(name, lambda interp, other: operators.binary(interp, op, value, other))

    for owner in _CONSTANTS[1:]:
        attribute_getter(owner, name)(method)


for _name, _op in _COMPARISONS.items():
    _compared(_name, _op)
for _name, _op in _OPERATIONS.items():
    _computed(_name, _op)


@attribute_getter(str, "__contains__")
@attribute_getter(SymStr, "__contains__")
@attribute_getter(bytes, "__contains__")
@attribute_getter(tuple, "__contains__")
def _contains(interp: Interpreter, value: Value) -> Value:
    return NativeFunction("__contains__", lambda interp, item: operators.compare(interp, "in", item, value))


@attribute_getter(str, "__getitem__")
@attribute_getter(SymStr, "__getitem__")
@attribute_getter(bytes, "__getitem__")
@attribute_getter(tuple, "__getitem__")
def _getitem(interp: Interpreter, value: Value) -> Value:
    return NativeFunction("__getitem__", lambda interp, index: interp.subscript(value, index))


@attribute_getter(bool, *_OF_ARRAYS)
def _of_comparison(interp: Interpreter, value: Value) -> Value:
    """`(frame == 1).values`: what is compared was no number, but an array that is not known, and so is the outcome."""
    return Unknown(("compared", interp.state.fresh()), "?", "of an array that is not known")
