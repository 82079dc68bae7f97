"""`iter`, `next`, and the methods of iterators and generators.

Flows in: calls. Flows out: items; positions and suspended bodies change through the state. Registered at import.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from scopelint.domain.conditions import FALSE, TRUE
from scopelint.domain.values import MISSING, Choice, Unknown, Value
from scopelint.interp import coroutines, truth
from scopelint.interp.class_attributes import lookup
from scopelint.interp.classes import EXCEPTIONS
from scopelint.interp.natives import method, native
from scopelint.interp.objects import (
    BoundMethod,
    ClassObj,
    DictObj,
    GeneratorObj,
    Instance,
    Iterator,
    ListObj,
    Many,
    SetObj,
)
from scopelint.tf.objects import Array

if TYPE_CHECKING:
    from scopelint.interp.interpreter import Interpreter

END = Unknown(("end",), "end", "the end of an iterator")
"""What `next_` gives, where that is its default, when nothing is left."""


def as_many(interp: Interpreter, value: Value) -> Many:
    """An iterable of unknown length, to walk along with another one."""
    if isinstance(value, Array) and value.counted is not MISSING:
        value = value.counted
    if isinstance(value, Many):
        return value
    items = interp.items(value)
    if isinstance(items, Unknown):
        if samples := items.samples:
            return Many(lambda turn: samples[min(turn, len(samples) - 1)], items.text)
        number = interp.state.fresh()
        return Many(lambda turn: Unknown(("item", number, turn), "item", items.reason), items.text)
    return Many(lambda turn: items[min(turn, len(items) - 1)] if items else None, "items")


@native("builtins.iter")
def iter_(interp: Interpreter, value: Value, sentinel: Value = MISSING) -> Value:
    if sentinel is not MISSING:
        return _called_until(value, sentinel, interp)
    if isinstance(value, (Iterator, GeneratorObj, Many)):
        return value
    if isinstance(value, Instance) and not isinstance(value, (ListObj, DictObj, SetObj)):
        special = lookup(value.cls, "__iter__")
        if special is not MISSING:
            return interp.call(BoundMethod(special, value))
    if isinstance(value, range) and value[interp.limits.containers :]:
        return value  # loops walk through it as it is: its items are not laid out
    items = interp.items(value)
    return Iterator(items) if isinstance(items, tuple) else as_many(interp, value)


def _called_until(function: Value, sentinel: Value, interp: Interpreter) -> Value:
    """`iter(function, sentinel)`."""

    def run(on_yield: Any) -> Value:
        for _ in range(interp.limits.unroll):
            item = interp.call(function)
            if truth.equal(interp, item, sentinel) is TRUE:
                return None
            on_yield(item)
        return None

    return GeneratorObj("callable_iterator", run)


@native("builtins.next", lazy=True)
def next_(interp: Interpreter, value: Value, default: Value = MISSING) -> Value:
    if type(value) is Choice:
        return interp.each(value, lambda v: next_(interp, v, default))
    item = MISSING
    if isinstance(value, GeneratorObj):
        item = coroutines.advance(interp, value)
    elif isinstance(value, Iterator):
        position = interp.state.get(value.fields, "position")
        if not isinstance(value.items, tuple) or not isinstance(position, int):
            return interp.unknown(interp.modules.current_text, "the next item of something unknown")
        if position < len(value.items):
            interp.state.set(value.fields, "position", position + 1)
            item = value.items[position]
    elif isinstance(value, Instance):
        for name in ("__next__", "next"):
            special = lookup(value.cls, name)
            if special is not MISSING:
                return _asked(interp, BoundMethod(special, value), default)
        if isinstance(value, (ListObj, DictObj, SetObj)):
            return interp.fail("TypeError", f"'{value.cls.name}' object is not an iterator")
        return interp.unknown(interp.modules.current_text, "the next item of something unknown")
    else:
        return interp.unknown(interp.modules.current_text, "the next item of something unknown")
    if item is not MISSING:
        return item
    return default if default is not MISSING else _ended(interp, value)


def _asked(interp: Interpreter, ask: BoundMethod, default: Value) -> Value:
    """The next item of an object with a `__next__` of its own."""
    if default is MISSING:
        return interp.call(ask)
    item, ended = interp.probe("StopIteration", lambda: interp.call(ask))
    if item is MISSING:
        return default
    return item if ended is FALSE else interp.state.choice(ended, default, item)


def _ended(interp: Interpreter, generator: GeneratorObj | Iterator) -> Value:
    """`StopIteration`, which carries what the body gave back."""
    stop = interp.exception("StopIteration", "")
    value = coroutines.returned(generator) if isinstance(generator, GeneratorObj) else None
    stop.fields["value"] = value
    stop.fields["args"] = () if value is None else (value,)
    if not interp.handled(EXCEPTIONS["StopIteration"]):
        return interp.fail("StopIteration", "")
    interp.remember(stop, "StopIteration: ")
    return interp.throw(stop)


@method(Iterator, "__next__", "next", lazy=True)
@method(GeneratorObj, "__next__", "next", lazy=True)
def _generator_next(interp: Interpreter, generator: GeneratorObj | Iterator) -> Value:
    return next_(interp, generator)


@method(GeneratorObj, "send", lazy=True)
def _send(interp: Interpreter, generator: GeneratorObj, value: Value) -> Value:
    item = coroutines.advance(interp, generator, value)
    return item if item is not MISSING else _ended(interp, generator)


@method(GeneratorObj, "throw", lazy=True)
def _throw(interp: Interpreter, generator: GeneratorObj, error: Value, *_: Value) -> Value:
    if "coroutine" not in generator.fields:
        return interp.throw(error)
    item = coroutines.advance(interp, generator, None, interp.call(error) if isinstance(error, ClassObj) else error)
    return item if item is not MISSING else _ended(interp, generator)


@method(GeneratorObj, "close", lazy=True)
def _close(interp: Interpreter, generator: GeneratorObj) -> Value:
    """Close a generator that is advanced by hand; one that has not begun has nothing to do."""
    if "coroutine" in generator.fields:
        coroutines.close(interp, coroutines.begin(interp, generator))
    return None


@method(Iterator, "__iter__")
@method(GeneratorObj, "__iter__")
def _generator_iter(interp: Interpreter, generator: GeneratorObj | Iterator) -> Value:
    return generator
