"""Methods of numbers, and the modules `math` and `operator`.

Flows in: calls on numbers. Flows out: numbers, where all arguments are known. Registered at import.
"""

from __future__ import annotations

import inspect
import math
from typing import TYPE_CHECKING, Any

from scopelint.domain import own
from scopelint.domain.values import Unknown, Value
from scopelint.interp.classes import COMPLEX, FLOAT, INT, SLICE
from scopelint.interp.library.convert import pure
from scopelint.interp.natives import FUNCTIONS, attribute_getter, method, native
from scopelint.interp.objects import ClassObj, NativeFunction, StaticMethod

if TYPE_CHECKING:
    from scopelint.interp.interpreter import Interpreter


def _math(name: str) -> None:
    real = getattr(math, name)

    @native(f"math.{name}")
    def call(interp: Interpreter, *args: Value) -> Value:
        unknown = next((a for a in args if isinstance(a, Unknown)), None)
        if unknown is not None:
            shown = ", ".join(a.text if isinstance(a, Unknown) else repr(a) for a in args)
            kind = int if name in ("ceil", "floor", "trunc", "factorial", "gcd") else float
            return Unknown((name, tuple(getattr(a, "key", a) for a in args)), f"math.{name}({shown})", unknown.reason, kind=kind)
        return pure(interp, real, f"math.{name}", args, {})


for _name in dir(math):
    if _name.startswith("_"):
        continue
    if callable(getattr(math, _name)):
        if _name not in ("perm", "comb", "factorial"):
            _math(_name)
    else:
        FUNCTIONS[f"math.{_name}"] = getattr(math, _name)


@native("math.factorial")
def _factorial(interp: Interpreter, value: Value) -> Value:
    if isinstance(value, int) and value > 500:
        return interp.unknown("factorial", "a number larger than the limit", kind=int)
    return pure(interp, math.factorial, "factorial", (value,), {})


def _number_methods(cls: ClassObj, python: type) -> None:
    """All methods of numbers, and those of their classes (`int.from_bytes`), are what Python itself says."""

    def register(name: str, real: Any) -> None:
        def call(interp: Interpreter, *args: Value, **kwargs: Value) -> Value:
            return pure(interp, real, f"{cls.name}.{name}", args, kwargs)

        if isinstance(vars(python)[name], classmethod) or inspect.ismethoddescriptor(vars(python)[name]):
            method(cls, name)(call)
        if inspect.isbuiltin(real):
            cls.fields[name] = StaticMethod(cls.fields[name])

    for name in vars(python):
        if not name.startswith("_") and name not in cls.fields:
            register(name, getattr(python, name))


for _cls, _python in ((INT, int), (FLOAT, float), (COMPLEX, complex)):
    _number_methods(_cls, _python)


@method(INT, "item", "tolist")
@method(FLOAT, "item", "tolist")
def _item(interp: Interpreter, value: Value) -> Value:
    """Of numpy's scalars, which are numbers here."""
    return value


@method(SLICE, "indices")
def _indices(interp: Interpreter, value: slice, length: Value) -> Value:
    parts = (value.start, value.stop, value.step)
    return pure(interp, lambda size, *bounds: slice(*bounds).indices(size), "slice.indices", (length, *parts), {})


@attribute_getter(int, "real", "numerator")
@attribute_getter(float, "real")
def _real(interp: Interpreter, value: Value) -> Value:
    return own.plain(value)


@attribute_getter(complex, "real")
def _real_part(interp: Interpreter, value: complex) -> Value:
    return value.real


@attribute_getter(complex, "imag")
def _imaginary_part(interp: Interpreter, value: complex) -> Value:
    return value.imag


@attribute_getter(Unknown, "value")
def _value(interp: Interpreter, value: Value) -> Value:
    return value.derived(("attribute", "value"), f"{value.text}.value", kind=value.kind)


@native("operator.itemgetter")
def _itemgetter(interp: Interpreter, *keys: Value) -> Value:
    def get(i: Interpreter, value: Value) -> Value:
        found = tuple(i.subscript(value, key) for key in keys)
        return found[0] if len(found) == 1 else found

    return NativeFunction("itemgetter", get)


@native("operator.attrgetter")
def _attrgetter(interp: Interpreter, *names: Value) -> Value:
    def one(i: Interpreter, value: Value, path: str) -> Value:
        for part in path.split("."):
            value = i.getattr(value, part)
        return value

    def get(i: Interpreter, value: Value) -> Value:
        found = tuple(one(i, value, name) for name in names if isinstance(name, str))
        return found[0] if len(found) == 1 else found

    return NativeFunction("attrgetter", get)


@native("operator.methodcaller")
def _methodcaller(interp: Interpreter, name: Value, /, *args: Value, **kwargs: Value) -> Value:
    return NativeFunction("methodcaller", lambda i, value: i.call(i.getattr(value, name), args, kwargs))


_OPERATORS = {
    "add": "+", "sub": "-", "mul": "*", "truediv": "/", "floordiv": "//", "mod": "%", "pow": "**", "matmul": "@",
}  # fmt: skip


def _operator(name: str, sign: str) -> None:
    @native(f"operator.{name}")
    def call(interp: Interpreter, left: Value, right: Value) -> Value:
        return interp.binary(sign, left, right)


for _name, _sign in _OPERATORS.items():
    _operator(_name, _sign)
