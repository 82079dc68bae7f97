"""Between Python's own objects and values of the analysed program.

Flows in: results of real Python functions, or values. Flows out: values, or real objects where all
of a value is known.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from scopelint.domain.values import MISSING, Choice, Unknown, Value, is_constant
from scopelint.interp import protocols
from scopelint.interp.objects import CONTENT, DictObj, ListObj, SetObj
from scopelint.tf.objects import Dimension, Tensor

if TYPE_CHECKING:
    from scopelint.interp.interpreter import Interpreter


def to_value(interp: Interpreter, real: Any) -> Value:
    """A real object as a value; what is no plain data becomes Unknown."""
    if isinstance(real, tuple):
        return tuple(to_value(interp, item) for item in real)
    if is_constant(real):
        return real
    if isinstance(real, list):
        return interp.list(to_value(interp, item) for item in real)
    if isinstance(real, dict):
        return interp.dict({to_value(interp, k): to_value(interp, v) for k, v in real.items()})
    if isinstance(real, (set, frozenset)):
        return interp.set(sorted(real, key=repr))
    return interp.unknown(type(real).__name__, "an object of a library")


def to_python(interp: Interpreter, value: Value) -> Any:
    """The real object that a wholly known value is, else `MISSING`."""
    if type(value) is Choice:
        value = interp.state.simplify(value)
    if isinstance(value, tuple):
        items = [to_python(interp, item) for item in value]
        return MISSING if any(i is MISSING for i in items) else tuple(items)
    if is_constant(value):
        return value
    if isinstance(value, Dimension) and isinstance(value.value, int):
        return value.value
    if isinstance(value, (ListObj, SetObj, DictObj)):
        content = interp.state.get(value.fields, CONTENT)
        if isinstance(content, dict):
            keys, items = to_python(interp, tuple(content)), to_python(interp, tuple(content.values()))
            return MISSING if keys is MISSING or items is MISSING else dict(zip(keys, items, strict=True))
        if not isinstance(content, tuple) or (plain := to_python(interp, content)) is MISSING:
            return MISSING
        return list(plain) if isinstance(value, ListObj) else set(plain)
    return MISSING


def pure(interp: Interpreter, function: Any, text: str, args: tuple[Value, ...], kwargs: dict[str, Value]) -> Value:
    """Call a real function that is pure, safe and cheap, where all arguments are known."""
    for arg in args:
        if isinstance(arg, Tensor):
            protocols.needs_number(interp, arg, f"{text}()")
    real = to_python(interp, args)
    named = {k: to_python(interp, v) for k, v in kwargs.items()}
    if real is MISSING or any(v is MISSING for v in named.values()):
        reason = next((a.reason for a in args if isinstance(a, Unknown)), "an argument is not known")
        return interp.unknown(text, reason)
    try:
        return to_value(interp, function(*real, **named))
    except Exception as error:  # noqa: BLE001 - whatever a pure function of Python raises, the program would see
        name = next(c.__name__ for c in type(error).__mro__ if c.__module__ == "builtins")
        return interp.fail(name, str(error), text)
