"""Initializers, regularizers and flags as values: whether two of them differ, and how a message shows them.

Flows in: what requests for variables were given. Flows out: answers. What is not known differs from nothing.
"""

from __future__ import annotations

from typing import Final

from scopelint.domain.values import MISSING, Unknown, Value
from scopelint.interp.objects import BoundMethod, ClassObj, FunctionObj, Instance, LibraryObject, NativeFunction, Partial
from scopelint.tf.objects import Array, DType

_OF_NO_ACCOUNT: Final = frozenset({"seed", "dtype", "scope", "name"})
"""Arguments of initializers and regularizers in which two of them may differ and still mean the same."""

_SAME: Final = {"xavier": "glorotuniform", "glorot": "glorotuniform", "randomnormal": "normal", "randomuniform": "uniform"}
_PLAIN: Final = (bool, int, float, str, tuple, DType, type(None))


def certainly_differ(given: Value, kept: Value) -> bool:
    """Whether two settings certainly are not the same."""
    if given is kept:
        return False
    if isinstance(given, LibraryObject) and isinstance(kept, LibraryObject):
        return _kind(given.name) != _kind(kept.name) or _arguments_differ(given.arguments, kept.arguments)
    if isinstance(given, _PLAIN) and isinstance(kept, _PLAIN):
        return type(given) is not type(kept) or given != kept if isinstance(given, bool) else given != kept
    if kept is None:
        return isinstance(given, (LibraryObject, FunctionObj, Array, Instance, *_PLAIN))
    if isinstance(given, (LibraryObject, Array, int, float)) and isinstance(kept, (LibraryObject, Array, int, float)):
        return isinstance(given, LibraryObject) != isinstance(kept, LibraryObject)
    return False


def _arguments_differ(given: dict[str, Value], kept: dict[str, Value]) -> bool:
    names = (given.keys() & kept.keys()) - _OF_NO_ACCOUNT
    return any(_numbers_differ(given[name], kept[name]) for name in names)


def _numbers_differ(given: Value, kept: Value) -> bool:
    plain = (bool, int, float, str)
    return isinstance(given, plain) and isinstance(kept, plain) and given != kept


def _kind(name: str) -> str:
    """The class of an initializer, by which of its names it is called: `tf.zeros_initializer`, `tf.initializers.zeros`, `Zeros`."""
    last = name.rpartition(".")[2].lower().replace("_initializer", "").replace("_regularizer", "").replace("_", "")
    return _SAME.get(last, last)


def setting_text(value: Value) -> str:
    """How a message shows a setting."""
    match value:
        case LibraryObject():
            shown = [f"{k}={v!r}" for k, v in value.arguments.items() if isinstance(v, (int, float, str)) and k not in _OF_NO_ACCOUNT]
            return f"{value.name.rpartition('.')[2]}({', '.join(shown)})"
        case FunctionObj():
            return value.code.name
        case NativeFunction() | ClassObj():
            return value.name.rpartition(".")[2]
        case BoundMethod() | Partial():
            return setting_text(value.function)
        case Unknown():
            return value.text
        case Instance():
            return f"{value.cls.name}(...)"
        case Array():
            return "an array"
        case _ if isinstance(value, _PLAIN) and value is not MISSING:
            return repr(value)
    return "..."
