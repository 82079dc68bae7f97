"""Special methods of numbers and texts, where a program names them itself: `super().__add__(other)`, `str.__len__`, `"w%d".__mod__`.

Flows in: a class and a name. Flows out: the method, or `MISSING`. Operators need none of this: they know what numbers and texts do.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

from scopelint.domain import own
from scopelint.domain.values import MISSING, Value, is_constant
from scopelint.interp.classes import FLOAT, INT, NOT_IMPLEMENTED, STR
from scopelint.interp.objects import ClassObj, NativeFunction

if TYPE_CHECKING:
    from scopelint.interp.interpreter import Interpreter

_BASES: Final = (INT, FLOAT, STR)
_OPERATORS: Final = ("add", "sub", "mul", "truediv", "floordiv", "mod", "pow", "and", "or", "xor", "lshift", "rshift", "divmod")
_OTHERS: Final = (
    *("str", "repr", "format", "len", "getitem", "contains", "int", "float", "index", "neg", "pos", "abs", "invert", "round"),
    *("eq", "ne", "lt", "le", "gt", "ge", "hash", "bool", "trunc", "ceil", "floor"),
)
_NAMES: Final = frozenset({*(f"__{n}__" for n in (*_OPERATORS, *_OTHERS)), *(f"__r{n}__" for n in _OPERATORS)})


def of(cls: ClassObj | None, name: str) -> Value:
    """The method `name` that the numbers or texts of a class have from Python."""
    base = next((base for base in cls.mro if base in _BASES), None) if cls is not None and name in _NAMES else None
    return _method(base, name) if base is not None and hasattr(base.python, name) else MISSING


@cache
def _method(base: ClassObj, name: str) -> NativeFunction:
    from scopelint.interp.library.convert import pure  # the library reads attributes itself

    def call(interp: Interpreter, *args: Value) -> Value:
        def real(*given: Value) -> Value:
            return getattr(base.python, name)(*given)

        plain = own.all_plain(args)
        if name == "__getitem__" and len(plain) == 2:
            return interp.subscript(*plain)
        known = all(is_constant(arg) for arg in plain)
        if known and real(*plain) is NotImplemented:
            return NOT_IMPLEMENTED
        return pure(interp, real, f"{base.name}.{name}", plain, {})

    return NativeFunction(f"{base.name}.{name}", call)
