"""`copy`: shallow and deep copies.

Flows in: values. Flows out: objects of their own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from scopelint.domain.values import Unknown, Value
from scopelint.interp.class_attributes import lookup
from scopelint.interp.natives import native
from scopelint.interp.objects import FunctionObj, Instance

if TYPE_CHECKING:
    from scopelint.interp.interpreter import Interpreter


@native("copy.copy")
def copy(interp: Interpreter, value: Value) -> Value:
    """A shallow copy."""
    if isinstance(value, Instance):
        own = lookup(value.cls, "__copy__")
        if isinstance(own, FunctionObj):
            return interp.call(own, (value,))
        made = type(value)(value.cls)
        for key, item in value.fields.items():
            interp.state.set(made.fields, key, item)
        return made
    return value


@native("copy.deepcopy")
def deepcopy(interp: Interpreter, value: Value, memo: Value = None) -> Value:
    """A deep copy of instances and containers; what belongs to TensorFlow stays one object."""
    return _deep(interp, value, {})


def _deep(interp: Interpreter, value: Value, seen: dict[int, Value]) -> Value:
    if isinstance(value, tuple):
        return tuple(_deep(interp, v, seen) for v in value)
    if isinstance(value, dict):
        return {k: _deep(interp, v, seen) for k, v in value.items()}
    if isinstance(value, Unknown) and value.samples:
        samples = tuple(_deep(interp, v, seen) for v in value.samples)
        return Unknown(("copy", interp.state.fresh()), value.text, value.reason, samples=samples)
    if not isinstance(value, Instance):
        return value
    if id(value) in seen:
        return seen[id(value)]
    own = lookup(value.cls, "__deepcopy__")
    if isinstance(own, FunctionObj):
        return interp.call(own, (value, interp.dict({})))
    made = type(value)(value.cls)
    seen[id(value)] = made
    for key, item in list(value.fields.items()):
        interp.state.set(made.fields, key, _deep(interp, item, seen))
    return made
