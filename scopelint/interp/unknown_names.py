"""What is written under a name or key that is not known, and what is found where such writes may have come.

Flows in: namespaces and the contents of dicts. Flows out: values that depend on whether two names are equal.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from scopelint.domain.values import Table, Unknown, Value, is_constant
from scopelint.interp import truth
from scopelint.interp.views import OPEN, is_datum, is_name

if TYPE_CHECKING:
    from scopelint.interp.interpreter import Interpreter

_FEW: Final = 3
"""With more unknown keys than these, what stands under a key of a dict is not known."""

_MANY: Final = 100
"""With more unknown keys than these, nothing of a dict is known; in an analysis that uses up its conditions there are fewer."""


def write(interp: Interpreter, fields: Table, name: Value, new: Value) -> None:
    """`setattr(obj, name, new)` with a name that is not known: each datum of the namespace may be what is overwritten.

    Objects (layers, functions) stay: settings come under unknown names, and what was built does not.
    """
    _overwrite(interp, fields, lambda own, held: interp.state.choice(truth.equal(interp, name, own), new, held))


def write_all(interp: Interpreter, fields: Table, values: Unknown) -> None:
    """`obj.__dict__.update(values)` with values that are not known: each datum of the namespace may be overwritten."""

    def either(own: str, held: Value) -> Value:
        found = values.derived(("item", own), f"{values.text}[{own!r}]")
        return interp.state.choice(interp.state.conditions.atom(("in", values.key, own)), found, held)

    _overwrite(interp, fields, either)


def _overwrite(interp: Interpreter, fields: Table, either: Callable[[str, Value], Value]) -> None:
    for own, held in list(fields.items()):
        if is_name(own) and is_datum(held):
            interp.state.set(fields, own, either(own, held))
    interp.state.set(fields, OPEN, interp.unknown("setattr", "the name of the attribute is not known"))


def put(interp: Interpreter, content: dict[Value, Value], key: Value, new: Value) -> None:
    """`content[key] = new`: a key that is not known may be any that is there."""
    if key not in content and not truth.are_known((key,)):
        for other, old in content.items():
            if is_constant(other):
                content[other] = interp.state.choice(truth.equal(interp, key, other), new, old, data=True)
    content[key] = new


def are_too_many(interp: Interpreter, unknown: int) -> bool:
    """Whether a dict with so many keys that are not known is not worth telling apart from one of which nothing is known."""
    return unknown > min(_MANY, interp.state.conditions.patience / 4)


def update(interp: Interpreter, content: dict[Value, Value], new: dict[Value, Value]) -> None:
    """`content.update(new)`."""
    if truth.are_known(new):
        content.update(new)
        return
    for key, value in new.items():
        put(interp, content, key, value)


def item(interp: Interpreter, content: dict[Value, Value], key: Value, missing: Value) -> Value:
    """What a dict holds under a key that none of its keys is: what an unknown key brought, or `missing`."""
    unknown = [k for k in content if not truth.are_known((k,))]
    if len(unknown) > _FEW:
        return interp.unknown("item", "a key that is not known")
    for other in unknown:
        missing = interp.state.choice(truth.equal(interp, other, key), content[other], missing, data=True)
    return missing
