"""Loops: what they walk through, and how they end.

Flows in: an iterable value and what to do each turn. Flows out: effects in the state. How the turns are run
is in `turns.py`.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from collections.abc import Iterator as Iterator_
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Final

from scopelint import ir
from scopelint.domain.conditions import FALSE, TRUE, Condition
from scopelint.domain.joining import together
from scopelint.domain.keys import Key
from scopelint.domain.state import Dead, ExitKind
from scopelint.domain.values import MISSING, Choice, Sparse, Unknown, Value, is_constant, same
from scopelint.interp import coroutines, endless, truth
from scopelint.interp.class_attributes import lookup
from scopelint.interp.frames import Frame
from scopelint.interp.objects import (
    CONTENT,
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
from scopelint.interp.offering import offer, offer_any
from scopelint.interp.protocols import needs_items
from scopelint.interp.turns import Idleness, Turn, beyond_the_limit, perhaps, symbolic, unrolled
from scopelint.model import Site, Span
from scopelint.tf.objects import Array, PartitionedVariable, Tensor, TensorShape
from scopelint.trace import LoopTurn

if TYPE_CHECKING:
    from scopelint.interp.interpreter import Interpreter


def loop(
    interp: Interpreter,
    frame: Frame,
    span: Span,
    drive: Callable[[Turn], bool | None],
    bind: Callable[[Value], None],
    body: tuple[ir.Stmt, ...],
    orelse: tuple[ir.Stmt, ...],
) -> None:
    """A `for` or `while`: `drive` calls back once a turn; `break` and `continue` are caught here.

    `drive` returns true for a loop that has no end of its own (see `endless`).
    """
    state = interp.state
    token, site, count, depth = object(), Site(frame.path, span), 0, interp.depth()
    around, told = state.enter(), len(state.events)

    def turn(item: Value) -> None:
        nonlocal count
        interp.step()
        inside = state.enter()
        outer, frame.loop = frame.loop, token
        if frame.user:
            interp.loops.append(LoopTurn(site, count, depth))
        count += 1
        try:
            bind(item)
            interp.run(body, frame)
        except Dead:
            pass
        finally:
            frame.loop = outer
            if frame.user:
                interp.loops.pop()
        state.catch(inside, lambda one: one.kind is ExitKind.CONTINUE and one.target is token)

    interp.looping = id(body)
    try:
        if drive(turn):
            endless.leave(interp, frame, token, around, lambda: turn(None), told)
        elif state.path is not FALSE and orelse:
            interp.run(orelse, frame)
    except Dead:
        pass
    state.catch(around, lambda one: one.kind is ExitKind.BREAK and one.target is token)


def while_loop(interp: Interpreter, node: ir.While, frame: Frame) -> None:
    state = interp.state

    def drive(turn: Turn) -> bool:
        idleness = Idleness(interp)
        for count in range(interp.limits.unroll + 1):
            test = interp.truth(interp.eval(node.test, frame))
            if test is FALSE or state.path is FALSE:
                return False
            path = state.path
            has_no_end = test is TRUE and isinstance(node.test, ir.Const)
            if test is not TRUE or (count == 1 and not interp.suspended and _may_be_any(interp, turn, has_no_end=has_no_end)):
                symbolic(interp, lambda _: None, turn, idleness.loop)
                return has_no_end
            turn(None)
            if state.path is FALSE:
                continue
            if has_no_end:
                offer(interp, frame, turn, idleness)
            if state.path is not path or idleness.shown(turn, None, lambda: None):
                if has_no_end:
                    offer_any(interp, frame, turn, at_the_limit=False)
                symbolic(interp, lambda _: None, turn, idleness.loop)
                return has_no_end
        frame.span = node.span
        if isinstance(node.test, ir.Const):
            offer_any(interp, frame, turn, at_the_limit=True)
        beyond_the_limit(interp, None, turn)
        return isinstance(node.test, ir.Const)

    loop(interp, frame, node.span, drive, lambda _: None, node.body, node.orelse)


def _may_be_any(interp: Interpreter, turn: Turn, *, has_no_end: bool) -> bool:
    """Whether the loop, whose test has come out true twice, may have any number of turns."""
    if has_no_end:
        return not _counts(interp, turn)
    conditions = interp.state.conditions
    return conditions.spent and conditions.is_blurred(interp.state.path) and _wanders(interp, turn)


def _counts(interp: Interpreter, turn: Turn) -> bool:
    """Whether another turn would change a constant: then the loop may end by itself."""
    changes = interp.changes(lambda: turn(None))
    return any(is_constant(old) and is_constant(new) and not same(old, new) for _, _, old, new in changes)


def _wanders(interp: Interpreter, turn: Turn) -> bool:
    """Whether all that another turn would change is, and stays, unknown: where tests are no longer told apart, such a test has no end."""
    changes = interp.changes(lambda: turn(None))
    return all(type(old) is Unknown and type(new) is Unknown for _, _, old, new in changes)


def each_turn(interp: Interpreter, iterable: Value, turn: Turn, text: str) -> None:
    """Call `turn` with each item until the path ends."""
    if type(iterable) is Choice:
        interp.each(iterable, lambda v: each_turn(interp, v, turn, text))
        return
    if isinstance(iterable, (ListObj, SetObj, DictObj)):
        _each_of_container(interp, iterable, turn, text)
        return
    if isinstance(iterable, GeneratorObj):
        _each_yielded(interp, iterable, turn)
        return
    if isinstance(iterable, Many):
        symbolic(interp, iterable.item, turn)
        return
    if type(iterable) is Sparse:
        _each_held(interp, iterable, turn)
        return
    if isinstance(iterable, Iterator):
        position = interp.state.get(iterable.fields, "position")
        if isinstance(iterable.items, tuple) and isinstance(position, int):
            _each_left(interp, iterable, tuple(enumerate(iterable.items))[position:], turn)
            return
    if isinstance(iterable, Instance):
        _each_of_instance(interp, iterable, turn, text)
        return
    if isinstance(iterable, ClassObj) and iterable.metaclass is not None and lookup(iterable.metaclass, "__iter__") is not MISSING:
        each_turn(interp, interp.call(BoundMethod(lookup(iterable.metaclass, "__iter__"), iterable)), turn, text)
        return
    items = _plain_items(interp, iterable)
    if items is None:
        if isinstance(iterable, Array) and iterable.counted is not MISSING:
            each_turn(interp, iterable.counted, turn, text)
            return
        if isinstance(iterable, Unknown) and iterable.samples:
            samples = iterable.samples
            symbolic(interp, lambda n: samples[min(n, len(samples) - 1)], turn)
            return
        source = iterable if isinstance(iterable, Unknown) else interp.unknown(text, "iterated over")
        loop_key = interp.state.fresh()
        symbolic(interp, lambda n: Unknown(("item", loop_key, n), text, source.reason), turn)
        return
    unrolled(interp, items, turn)


def _each_held(interp: Interpreter, sequence: Sparse, turn: Turn) -> None:
    """Walk through items each of which is there under a condition of its own; whether one that stands for many is there is not known."""

    def step(entry: Value) -> None:
        held, item = entry
        interp.state.split(interp.truth(held) if isinstance(held, Unknown) else held, lambda: turn(item), lambda: None)

    unrolled(interp, sequence.items, step)


def _each_left(interp: Interpreter, iterator: Iterator, left: tuple[tuple[int, Value], ...], turn: Turn) -> None:
    """Walk through what an iterator has left: whoever goes on with it later, or in the loop's body, takes the items that follow."""

    def step(numbered: Value) -> None:
        number, item = numbered
        position = interp.state.get(iterator.fields, "position")
        if isinstance(number, int):
            if isinstance(position, int) and position > number:
                return
            interp.state.set(iterator.fields, "position", number + 1)
        turn(item)

    if iterator.may_end:
        perhaps(interp, left, step)
    else:
        unrolled(interp, left, step)
    if interp.state.path is not FALSE and left:
        interp.state.set(iterator.fields, "position", len(left) + left[0][0])


def found(interp: Interpreter, iterable: Value, test: Callable[[Value], Condition]) -> Condition:
    """Whether the test holds for one of the items: who asks stops at the first, and leaves the rest of a generator alone."""
    state, token = interp.state, object()
    around = state.enter()
    with suppress(Dead):
        each_turn(interp, iterable, lambda item: state.split(test(item), lambda: state.leave(ExitKind.BREAK, token), lambda: None), "item")
    stopped = state.catch(around, lambda one: one.kind is ExitKind.BREAK and one.target is token)
    if state.path is FALSE:
        raise Dead
    return stopped


def _live(interp: Interpreter, container: ListObj, content: tuple[Value, ...]) -> Iterator_[Value]:
    """The items of a list that may change while it is walked through, as Python's own iterators see it."""
    index = 0
    while index < len(content):
        yield content[index]
        index += 1
        now = interp.state.get(container.fields, CONTENT)
        if isinstance(now, tuple):
            content = now


def _plain_items(interp: Interpreter, value: Value) -> Any:
    if isinstance(value, (tuple, range, str, bytes)):
        return value
    if isinstance(value, TensorShape):
        from scopelint.interp.natives import shape_items

        return shape_items(value)
    if isinstance(value, PartitionedVariable):
        return value.parts
    if isinstance(value, Array):
        from scopelint.interp.library.arrays import items

        return items(interp, value)
    if isinstance(value, Tensor):
        needs_items(interp, value)
        shape = value.shape
        if isinstance(shape, tuple) and shape and isinstance(shape[0], int) and shape[0] <= interp.limits.unroll:
            return tuple(interp.subscript(value, i) for i in range(shape[0]))
        return None
    needs_items(interp, value)
    return None


def _each_of_container(interp: Interpreter, container: Instance, turn: Turn, text: str) -> None:
    own = lookup(container.cls, "__iter__")
    if own is not MISSING and container.cls.python is None and not own.__class__.__name__.startswith("Native"):
        each_turn(interp, interp.call(BoundMethod(own, container)), turn, text)
        return

    def use(content: Value) -> None:
        if isinstance(content, Unknown):
            each_turn(interp, content, turn, text)
        elif isinstance(container, ListObj):
            unrolled(interp, _live(interp, container, tuple(content)), turn)
        else:
            unrolled(interp, tuple(content), turn)

    interp.each(interp.state.get(container.fields, CONTENT), use)


def _each_yielded(interp: Interpreter, generator: GeneratorObj, turn: Turn) -> None:
    """Run a generator's body around the loop's; `interp.consumer` is the loop, which stands around the former on the call stack alone."""
    consumer, interp.consumer = interp.consumer, None
    if "coroutine" in generator.fields:
        coroutines.drained(interp, generator, turn, consumer)
        return
    outside = tuple(interp.stack)

    def on_yield(value: Value) -> Value:
        inside, interp.stack = interp.stack, list(outside)
        try:
            turn(value)
        finally:
            interp.stack = inside
        if interp.state.path is FALSE:
            raise Dead
        return None

    if consumer is not None:
        interp.stack.append(consumer)
    try:
        run_once(interp, generator, on_yield)
    finally:
        interp.stack[len(outside) :] = ()


def outside_loops(interp: Interpreter, on_yield: Callable[[Value], Value]) -> Callable[[Value], Value]:
    """`on_yield`, run outside the loops of the generator that begins now, which goes on in its own."""
    outside = tuple(interp.loops)
    interp.loops = list(outside)

    def swapped(value: Value) -> Value:
        inside, interp.loops = interp.loops, list(outside)
        try:
            return on_yield(value)
        finally:
            interp.loops = inside

    return swapped


def run_once(interp: Interpreter, generator: GeneratorObj, on_yield: Callable[[Value], Value]) -> Value:
    """Run a generator's body to its end; one that has run has nothing left."""
    if interp.state.get(generator.fields, "used") is True:
        return None
    interp.state.set(generator.fields, "used", True)
    return generator.run(on_yield)


def _each_of_instance(interp: Interpreter, value: Instance, turn: Turn, text: str) -> None:
    if lookup(value.cls, "__iter__") is not MISSING:
        produced = interp.call(interp.getattr(value, "__iter__"))
        if produced is not value:
            each_turn(interp, produced, turn, text)
            return
    if lookup(value.cls, "__next__") is not MISSING:
        _each_until(interp, lambda _: interp.call(interp.getattr(value, "__next__")), "StopIteration", turn)
        return
    if lookup(value.cls, "__getitem__") is not MISSING and lookup(value.cls, "__len__") is not MISSING:
        length = interp.call(interp.getattr(value, "__len__"))
        if isinstance(length, int):
            unrolled(interp, tuple(interp.subscript(value, i) for i in range(length)), turn)
            return
    elif lookup(value.cls, "__getitem__") is not MISSING:
        _each_until(interp, lambda index: interp.subscript(value, index), "IndexError", turn)
        return
    needs_items(interp, value)
    each_turn(interp, interp.unknown(text, "an iterator that cannot be followed"), turn, text)


def _each_until(interp: Interpreter, ask: Callable[[Any], Value], end: str, turn: Turn) -> None:
    """Call `turn` with what `ask` gives, time after time, until it raises the exception called `end`.

    Where only a run knows whether it does, some leave here; for the others, a turn like the first stands for all that follow.
    """
    state, token, around, may_end = interp.state, object(), interp.state.enter(), False

    def step(number: Value) -> None:
        nonlocal may_end
        item, ended = interp.probe(end, lambda: ask(number))
        state.split(ended, lambda: state.leave(ExitKind.BREAK, token), lambda: turn(item))
        if ended is FALSE or state.path is FALSE or may_end:
            return
        may_end = True
        later = Unknown(("item", state.fresh()), "item", "one of many turns", kind=int, low=1)
        try:
            symbolic(interp, lambda _: later, step)
        finally:
            may_end = False
        state.leave(ExitKind.BREAK, token)

    unrolled(interp, range(sys.maxsize), step)
    state.catch(around, lambda one: one.kind is ExitKind.BREAK and one.target is token)


_ITEMS: Final = frozenset({"item", "range", "enumerate", "reversed"})
"""How the keys of unknown loop items begin."""


def named(target: ir.Target, item: Value) -> Value:
    """An unknown item called as the loop's own variable is: that names the holes it makes."""
    if isinstance(target, ir.Name) and isinstance(item, Unknown) and isinstance(item.key, Key) and item.key.parts[0] in _ITEMS:
        return Unknown(item.key, target.id, item.reason, kind=item.kind, low=item.low, high=item.high)
    if isinstance(target, (ir.Tuple, ir.List)) and isinstance(item, tuple) and len(item) == len(target.items):
        return tuple(named(t, i) for t, i in zip(target.items, item, strict=True))  # type: ignore[arg-type]
    return item


def to_tuple(interp: Interpreter, value: Value) -> tuple[Value, ...] | Unknown:
    """All items of an iterable value, in order; Unknown where that is not known, and for a range of more items than are told apart."""
    if isinstance(value, range) and value[interp.limits.containers :]:
        return interp.unknown("range", f"a range of more than {interp.limits.containers} items")
    if isinstance(value, (tuple, range, str, bytes)):
        return tuple(value)
    if type(value) is Choice:
        parts = [to_tuple(interp, v) for _, v in value.alternatives if v is not MISSING]
        return _side_by_side(interp, value, parts)
    if isinstance(value, (ListObj, SetObj, DictObj)):
        content = interp.state.get(value.fields, CONTENT)
        if isinstance(content, Unknown):
            return content
        if isinstance(value, SetObj) and isinstance(content, tuple) and truth.may_coincide(content):
            return Unknown(("set", interp.state.fresh()), "items", "some may be equal", samples=(content[0], content[-1]))
        return to_tuple(interp, content) if type(content) is Choice else tuple(content)
    if isinstance(value, Many):
        return interp.unknown("items", "not known how many")
    if isinstance(value, Unknown):
        return value
    if isinstance(value, Iterator):
        position = interp.state.get(value.fields, "position")
        if isinstance(value.items, tuple) and isinstance(position, int):
            interp.state.set(value.fields, "position", len(value.items))
            return value.items[position:]
        return interp.unknown("items", "an iterator")
    items = _plain_items(interp, value)
    if items is not None:
        return tuple(items)
    collected: list[Value] = []
    if isinstance(value, (GeneratorObj, Instance, ClassObj)):
        bag = interp.list(())
        each_turn(interp, value, lambda item: interp.append(bag, item), "item")
        if interp.state.path is FALSE:
            raise Dead
        content = interp.state.get(bag.fields, CONTENT)
        return content if isinstance(content, (tuple, Unknown)) else to_tuple(interp, content)
    return tuple(collected) if collected else interp.unknown("items", "cannot be iterated over")


def _side_by_side(interp: Interpreter, choice: Choice, parts: list[tuple[Value, ...] | Unknown]) -> tuple[Value, ...] | Unknown:
    """The items of one of several sequences: item by item where all are equally long, else each where it is there."""
    known = [p for p in parts if isinstance(p, tuple)]
    if len(parts) != len(choice.alternatives):
        return interp.unknown("items", "differ between paths")
    if len(known) < len(parts) or len({len(p) for p in known}) != 1:
        guarded = [(guard, part) for (guard, _), part in zip(choice.alternatives, parts, strict=True)]
        found = together(interp.state.conditions, guarded)
        return interp.unknown("items", "differ between paths") if found is None else found
    result = []
    for position in range(len(known[0])):
        item = known[-1][position]
        for (condition, _), part in zip(choice.alternatives[:-1], known[:-1], strict=True):
            item = interp.state.choice(condition, part[position], item)
        result.append(item)
    return tuple(result)


def each_item(interp: Interpreter, value: Value, body: Callable[[Value], Any], text: str) -> None:
    """Call `body` with each item of a value, for comprehensions and native functions."""
    each_turn(interp, value, body, text)
