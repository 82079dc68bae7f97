"""What a program writes into values that are not known: what it reads there later.

Flows in: attributes and items of unknown values, as they are written. Flows out: what was written last, and whether anything was. Nobody
else knows how that is kept.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from scopelint.domain.conditions import FALSE, TRUE, Condition
from scopelint.domain.names import SymStr
from scopelint.domain.values import MISSING, Choice, Unknown, Value, is_constant, otherwise

if TYPE_CHECKING:
    from scopelint.interp.interpreter import Interpreter


def identity(value: Value) -> Any:
    """What two values have in common that are the same item or index."""
    if isinstance(value, Unknown):
        return value.key
    return (type(value).__name__, value) if is_constant(value) or isinstance(value, SymStr) else id(value)


def index(interp: Interpreter, value: Value) -> Any:
    """What a value is as an index, which need not have a hash: arrays take lists."""
    value = interp.state.resolve(value) if type(value) is Choice and len(value.alternatives) == 1 else value
    if type(value) is Unknown:
        settled = interp.unknowns.settled(value, interp.state.path)
        return value if settled is None else settled
    return value


def attribute(interp: Interpreter, value: Unknown, name: str) -> Value:
    """An attribute of something unknown: what was last written there, or the same unknown value each time."""
    noted = interp.state.get(interp.notes, (value.key, "attribute", name))
    return otherwise(noted, value.derived(("attribute", name), f"{value.text}.{name}"))


def has_attribute(interp: Interpreter, value: Unknown, name: str) -> Condition:
    """Whether something unknown has an attribute: it has what was written there."""
    return _noted(interp, (value.key, "attribute", name), interp.state.conditions.atom(("hasattr", value.key, name)))


def put_attribute(interp: Interpreter, value: Unknown, name: str, new: Value) -> None:
    interp.state.set(interp.notes, (value.key, "attribute", name), new)


def item(interp: Interpreter, value: Unknown, at: Value, text: str) -> Value:
    """An item of something unknown, called `text`: what was last written there, or the same unknown value each time."""
    place = identity(index(interp, at))
    version = _version(interp, value)
    return otherwise(interp.state.get(interp.notes, (value.key, "item", place, version)), value.derived(("item", place, version), text))


def has_key(interp: Interpreter, value: Unknown, key: Value, test: Condition) -> Condition:
    """Whether something unknown, if it is a dict, has a key: it has what was written there; else it is as `test` says.

    A number may be an index of a list instead, which says nothing of what is in it.
    """
    if isinstance(key, int):
        return test
    return _noted(interp, (value.key, "item", identity(index(interp, key)), _version(interp, value)), test)


def is_filled(interp: Interpreter, value: Unknown, test: Condition) -> Condition:
    """Whether something unknown is true: a dict is to which a key was added that is a text; else it is as `test` says."""
    return _noted(interp, (value.key, "filled"), test)


def put_item(interp: Interpreter, value: Unknown, at: Value, new: Value, *, anywhere: bool) -> None:
    """Something was written into something unknown: at `at`, which may be `anywhere`."""
    if anywhere:
        interp.state.set(interp.notes, (value.key, "version"), interp.state.fresh())
    if isinstance(at, str):
        interp.state.set(interp.notes, (value.key, "filled"), True)
    interp.state.set(interp.notes, (value.key, "item", identity(index(interp, at)), _version(interp, value)), new)


def _version(interp: Interpreter, value: Unknown) -> int:
    """How often something was written into something unknown at a place that may be any."""
    version = interp.state.get(interp.notes, (value.key, "version"), 0)
    return version if isinstance(version, int) else interp.state.fresh()


def _noted(interp: Interpreter, place: tuple[Any, ...], test: Condition) -> Condition:
    """True on the paths that have written there, and `test` on the others."""
    conditions, noted = interp.state.conditions, interp.state.get(interp.notes, place)
    alternatives = noted.alternatives if type(noted) is Choice else ((TRUE, noted),)
    written: Condition = FALSE
    for guard, one in alternatives:
        if one is not MISSING:
            written = conditions.either(written, guard)
    return conditions.either(written, test)
