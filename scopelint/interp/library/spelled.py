"""Special methods of constants called by name (`text.__contains__("a")`).

Flows in: attributes of strings, numbers and tuples. Flows out: functions that do what the operators do. Registered at import.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from scopelint.domain.names import SymStr
from scopelint.domain.values import Value
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


def _spelled(name: str, op: str, done: Callable[[Interpreter, str, Value, Value], Value]) -> None:
    """Register a special method that does what an operator does."""

    def method(interp: Interpreter, value: Value) -> Value:
        return NativeFunction(name, lambda interp, other: done(interp, op, value, other))

    for owner in _CONSTANTS:
        attribute_getter(owner, name)(method)


for _name, _op in _COMPARISONS.items():
    _spelled(_name, _op, operators.compare)
for _name, _op in _OPERATIONS.items():
    _spelled(_name, _op, operators.binary)


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
