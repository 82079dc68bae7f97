"""`tf.nest`: structures of lists, tuples and dicts, and their leaves (util/nest.py).

Flows in: values of the program. Flows out: leaves, and structures of the same form. A value that is not known is a leaf.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from scopelint.domain.values import Choice, Unknown, Value
from scopelint.interp import contents
from scopelint.interp.class_attributes import lookup
from scopelint.interp.natives import native
from scopelint.interp.objects import CONTENT, DictObj, Instance, ListObj
from scopelint.tf.objects import PartitionedVariable

if TYPE_CHECKING:
    from collections.abc import Callable

    from scopelint.interp.interpreter import Interpreter

_PLAIN: Final = (bool, int, float, complex, str, bytes, type(None))
"""The types of which a value is a leaf, whatever it is."""


def parts(interp: Interpreter, value: Value) -> list[Value] | None:
    """The parts of a structure in TensorFlow's order (dicts by sorted key); None for a leaf."""
    if isinstance(value, tuple):
        return list(value)
    if isinstance(value, ListObj):
        items = interp.items(value)
        return list(items) if isinstance(items, tuple) else None
    if isinstance(value, DictObj):
        content = contents.mapping(interp, value)
        return [content[k] for k in _sorted(content)] if isinstance(content, dict) else None
    if isinstance(value, Instance) and isinstance(lookup(value.cls, "_fields"), tuple):
        return [interp.getattr(value, name) for name in lookup(value.cls, "_fields")]
    return None


def held(value: Value) -> tuple[Value, ...] | None:
    """What a container, a choice or a partitioned variable holds on any path, in no order; None for any other value."""
    if isinstance(value, (tuple, list)):
        return tuple(value)
    if isinstance(value, PartitionedVariable):
        return tuple(value.parts)
    if isinstance(value, Choice):
        return tuple(one for _, one in value.alternatives)
    if isinstance(value, ListObj):
        return (value.fields.get(CONTENT),)
    if isinstance(value, DictObj):
        content = value.fields.get(CONTENT)
        return tuple(content.values()) if isinstance(content, dict) else ()
    return None


def _sorted(content: dict[Value, Value]) -> list[Value]:
    try:
        return sorted(content)
    except TypeError:
        return list(content)


def flatten(interp: Interpreter, value: Value) -> list[Value]:
    """All leaves, in order."""
    if type(value) is Choice:
        value = interp.state.simplify(value)
    inner = parts(interp, value)
    return [value] if inner is None else [leaf for part in inner for leaf in flatten(interp, part)]


def map_structure(interp: Interpreter, function: Callable[..., Value], *structures: Value) -> Value:
    """Apply `function` to the leaves of structures of one form."""
    first = structures[0]
    if type(first) is Choice:
        first = interp.state.simplify(first)
    inner = [parts(interp, s) for s in (first, *structures[1:])]
    known = [p for p in inner if p is not None]
    if len(known) != len(inner) or len({len(p) for p in known}) > 1:
        return function(first, *structures[1:])
    return _rebuilt(interp, first, [map_structure(interp, function, *each) for each in zip(*known, strict=True)])


def _rebuilt(interp: Interpreter, like: Value, leaves: list[Value]) -> Value:
    if isinstance(like, tuple):
        return tuple(leaves)
    if isinstance(like, DictObj):
        content = contents.mapping(interp, like)
        assert isinstance(content, dict)
        made = dict(zip(_sorted(content), leaves, strict=True))
        return interp.dict({k: made[k] for k in content})
    if isinstance(like, Instance) and not isinstance(like, ListObj):
        return interp.call(like.cls, tuple(leaves))
    return interp.list(leaves)


@native("tensorflow.nest.flatten", lazy=True)
def _flatten(interp: Interpreter, structure: Value, expand_composites: Value = False) -> Value:
    return interp.list(flatten(interp, structure))


@native("tensorflow.nest.map_structure", lazy=True)
def _map_structure(interp: Interpreter, func: Value, *structure: Value, **_: Value) -> Value:
    if not structure:
        return interp.unknown("map_structure", "the structures are not known")
    return map_structure(interp, lambda *leaves: _mapped(interp, func, leaves), *structure)


def _mapped(interp: Interpreter, func: Value, leaves: tuple[Value, ...]) -> Value:
    """What `func` makes of leaves, of which some may stand for structures that are not known: what it makes of these is as little known."""
    contents_of = [interp.items(leaf) if isinstance(leaf, ListObj) else leaf for leaf in leaves]
    closed = next((c for c in contents_of if isinstance(c, Unknown) and (c.kind is None or not issubclass(c.kind, _PLAIN))), None)
    if closed is None:
        return interp.call(func, leaves)
    samples: tuple[Value, ...] = ()
    if len(leaves) == 1 and closed.samples:
        samples = tuple([map_structure(interp, lambda *each: _mapped(interp, func, each), sample) for sample in closed.samples])
    elif isinstance(made := interp.call(func, leaves), Unknown):
        return made
    found = Unknown(("mapped", interp.state.fresh()), closed.text, closed.reason, kind=closed.kind, samples=samples)
    return interp.list(found) if isinstance(leaves[0], ListObj) else found


@native("tensorflow.nest.pack_sequence_as", lazy=True)
def _pack_sequence_as(interp: Interpreter, structure: Value, flat_sequence: Value, expand_composites: Value = False) -> Value:
    leaves = interp.items(flat_sequence)
    if isinstance(leaves, Unknown):
        return leaves
    rest = iter(leaves)
    return map_structure(interp, lambda _: next(rest, leaves[-1] if leaves else None), structure)


@native("tensorflow.nest.is_nested", "tensorflow.nest.is_sequence", lazy=True)
def _is_nested(interp: Interpreter, seq: Value) -> Value:
    return parts(interp, seq) is not None


@native("tensorflow.nest.assert_same_structure", lazy=True)
def _assert_same_structure(interp: Interpreter, *_: Value, **__: Value) -> Value:
    """Taken to hold."""
    return None
