"""Turns that stand for many: loops whose number of turns is not known, and loops that go on without touching the graph.

Flows in: what a loop does each turn, and its items. Flows out: effects in the state. A turn that stands for any
later one starts from a state in which what moves from turn to turn (counters, lists that grow) is unknown.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from msgspec.structs import replace

from scopelint.domain.conditions import FALSE
from scopelint.domain.names import Hole, SymStr
from scopelint.domain.values import MISSING, Attributes, Choice, Fields, Names, Obj, Table, Unknown, Value, is_constant, merged, same
from scopelint.interp import doubts
from scopelint.interp.class_attributes import lookup
from scopelint.interp.objects import CONTENT, BoundMethod, ClassObj, FunctionObj, Instance, Partial
from scopelint.trace import (
    BlindCall,
    Cut,
    DeprecatedEvent,
    FilterEvent,
    LostKeyEvent,
    Outcome,
    RaiseEvent,
    RenumberedEvent,
    RunEvent,
    ScopeEvent,
    Shape,
    UnreadParameter,
    VariableEvent,
)

if TYPE_CHECKING:
    from scopelint.interp.interpreter import Interpreter

Turn = Callable[[Value], Any]
"""What a loop does with one item."""


def unrolled(interp: Interpreter, items: Iterable[Value], turn: Turn) -> None:
    """Run a loop over known items, one by one, until the path ends."""
    idleness = Idleness(interp)
    known = items if isinstance(items, (tuple, range)) else None
    left = iter(items)
    for count, item in enumerate(left):
        if interp.state.path is FALSE:
            return
        if count >= interp.limits.unroll:
            beyond_the_limit(interp, _any_of(interp, (item, *left) if known is None else known[count:], loosely=True), turn)
            return
        if known is not None:
            rest = partial(_any_after, interp, known, count)
            if idleness.shown(turn, item, rest) and (other := rest()) is not MISSING:
                _for_all_others(interp, other, turn)
                return
        turn(item)


def perhaps(interp: Interpreter, items: tuple[Value, ...], turn: Turn) -> None:
    """Run a loop that has these items at most: each turn takes place only if the loop has come this far."""
    outer, conditions = interp.turning, interp.state.conditions
    number = interp.state.fresh()

    def further(item: Value) -> None:
        interp.turning = conditions.both(interp.turning, conditions.atom(("runs", number, interp.state.fresh()), expected=True))
        turn(item)

    try:
        unrolled(interp, items, further)
    finally:
        interp.turning = outer


class Idleness:
    """Notices that a loop has long been busy with what does not concern the graph: training, playing, reading.

    Such a loop computes on and on from values that are not known, and another turn tells nothing new. One that has been idle before,
    in an earlier epoch, say, or that has been busy so in many calls, as one that puts a batch together, is asked sooner; one that
    goes on for very long need not compute from what is not known, and may share variables that are there already, as a decoder does
    that applies the network again for every word, or make the same ones again in another graph, as an estimator does that trains and
    evaluates by turns. One that was asked in vain, as one that builds layer upon layer, is left in peace for twice as long.
    """

    def __init__(self, interp: Interpreter) -> None:
        self._interp = interp
        self._begun = self._since = self._quiet_since = self._counted = interp.steps
        self._seen = self._told_until = len(interp.state.events)
        self._told: set[object] = {None}
        self.loop, interp.looping = interp.looping, 0

    def shown(self, turn: Turn, item: Value, rest: Callable[[], Value]) -> bool:
        """Whether the loop has spent its steps (`Limits.idle`), and its next turn would leave the graph alone.

        Args:
            item: the next turn's.
            rest: what stands for any of the items that are left.
        """
        interp = self._interp
        if not self.is_due():
            return False
        if not all(map(is_quiet, interp.state.events[self._seen :])):
            self._quiet_since = interp.steps
        most = _LONG * interp.limits.idle
        idle = leaves_the_graph_alone(interp, lambda: turn(item), exactly=interp.steps - self._quiet_since <= most)
        long = interp.steps - self._begun > most
        tells_nothing = idle or (long and (_only_shares(interp, lambda: turn(item)) or self._repeats(turn, item, rest)))
        self._since, self._seen = interp.steps, len(interp.state.events)
        if idle and self.loop:
            interp.idle_loops.add(self.loop)
        if self.loop:
            interp.asked_in_vain[self.loop] = 0 if tells_nothing else interp.asked_in_vain.get(self.loop, 0) + 1
        return tells_nothing and (not interp.suspended or _yields_nothing(interp, rest(), turn))

    def is_due(self) -> bool:
        """Whether the loop has spent its steps, all its runs counted, and may be tried."""
        interp, loop = self._interp, self.loop
        busy = interp.busy_loops.get(loop, 0)
        if loop:
            interp.busy_loops[loop] = busy + interp.steps - self._counted
        self._counted = interp.steps
        known = loop in interp.idle_loops or busy > _OFTEN * interp.limits.idle
        patience = interp.limits.idle // _SOONER if known else interp.limits.idle
        return interp.steps - self._since >= patience << min(interp.asked_in_vain.get(loop, 0), _DOUBLED)

    def _repeats(self, turn: Turn, item: Value, rest: Callable[[], Value]) -> bool:
        """Whether the next turn, and any after it, would tell of no variable but as turns before them did."""
        interp = self._interp
        self._told |= set(map(_variable, interp.state.events[self._told_until :]))
        self._told_until = len(interp.state.events)
        return all(
            one is not MISSING and tried(interp, partial(turn, one), lambda event: _variable(event) in self._told) is not None
            for one in (item, rest())
        )


_SOONER: Final = 10
"""What part of its patience a loop gets that has been idle, or busy so, before."""

_OFTEN: Final = 10
"""How many times the steps of `Limits.idle` a loop takes in all its runs until it is asked as if it had been idle before."""

_DOUBLED: Final = 5
"""How many times the patience with a loop is doubled at most."""

_LONG: Final = 50
"""How many times the steps of `Limits.idle` a loop may spend on values that are known, leaving the graph alone."""

_QUIET: Final = (Cut, DeprecatedEvent, FilterEvent, LostKeyEvent, RaiseEvent, RunEvent, UnreadParameter)
"""Events that leave the graph as it is: another turn has the same to tell."""

_SHARING: Final = (*_QUIET, ScopeEvent, RenumberedEvent, BlindCall)
"""What else is told, besides the variables that are shared, where existing layers are applied again."""


def beyond_the_limit(interp: Interpreter, item: Value, turn: Turn) -> None:
    """A loop has had its turns (`Limits.unroll`): one stands for all others where it leaves the graph alone, else they are cut off.

    What those would have changed is not known then, lest what was counted so far pass for the whole.
    """
    alone = item is not MISSING and leaves_the_graph_alone(interp, lambda: turn(item), exactly=False)
    if alone and (not interp.suspended or _yields_nothing(interp, item, turn)):
        _for_all_others(interp, item, turn)
        return
    interp.cut(f"a loop was left after {interp.limits.unroll} turns")
    if item is not MISSING and not interp.suspended:
        widen_what_moves(interp, lambda: turn(item))


def leaves_the_graph_alone(interp: Interpreter, turn: Callable[[], Any], *, exactly: bool = True) -> bool:
    """Whether a turn makes nothing in the graph; `exactly`: and only moves on with numbers and with values that are not known.

    Where a session runs in each turn, ops are made there by mistake, time and again: they only count on the names of ops.
    """
    trial = tried(interp, turn, is_quiet)
    if trial is None or any(isinstance(table, Fields) and not (trial.runs and type(table) is Names) for table, _, _ in trial.changes):
        return False
    if not exactly:
        return True
    return not any(_is_exact(old, new) for _, old, new in trial.changes) and any(
        type(new) not in (int, float) for _, _, new in trial.changes
    )


def _only_shares(interp: Interpreter, turn: Callable[[], Any]) -> bool:
    """Whether a turn adds nothing to the graph but ops."""
    return tried(interp, turn, _is_sharing) is not None


class _Tried(NamedTuple):
    """What a turn would do.

    Attributes:
        changes: what it would write where something stands already: (table, old, new).
        runs: whether a session runs in it.
    """

    changes: list[tuple[Table, Value, Value]]
    runs: bool


def tried(interp: Interpreter, turn: Callable[[], Any], expected: Callable[[Any], bool]) -> _Tried | None:
    """Try a turn; None if it tells of something else than what is expected, or does not come to its end."""
    state, events = interp.state, interp.state.events
    happened = False

    def watched() -> None:
        nonlocal happened
        turn()
        happened = True

    trial = state.events = _Trial(events, expected)
    try:
        written = interp.changes(watched)
    except Told:
        return None
    finally:
        state.events = events
    changes = [(table, old, new) for table, _, old, new in written if not (old is MISSING or new is MISSING or same(old, new))]
    return _Tried(changes, trial.runs) if happened else None


def is_quiet(event: Any) -> bool:
    """Whether an event leaves the graph as it is; where execution is eager, so do the scopes that ops open: there is none."""
    return isinstance(event, _QUIET) or (isinstance(event, ScopeEvent) and event.context.eager)


def _is_sharing(event: Any) -> bool:
    return event.outcome is Outcome.REUSE if isinstance(event, VariableEvent) else isinstance(event, _SHARING)


class Told(Exception):
    """Something was told that was not expected; or a generator that is advanced by hand has yielded, which cannot be taken back."""


class _Trial(list[Any]):
    """Events while a turn is tried: the first that is not expected ends the trial, since the turn will then be run in any case.

    So loops within loops, each of which tries its turns, do not double the work of the innermost with each level.
    """

    def __init__(self, events: Iterable[Any], expected: Callable[[Any], bool]) -> None:
        super().__init__(events)
        self._expected = expected
        self.runs = False

    def append(self, event: Any) -> None:
        if not self._expected(event):
            raise Told
        self.runs |= type(event) is RunEvent
        super().append(event)


def _is_exact(old: Value, value: Value) -> bool:
    """Whether a value that a loop builds up is known through and through, or collects layers; numbers are only counted, a flag that was
    set on some paths is not built up, and a text that grows by what is not known is no better known for it."""
    if type(value) in (int, float):
        return False
    if type(old) is Choice and any(same(one, value) for _, one in old.alternatives):
        return False
    if isinstance(value, dict):
        held = old if isinstance(old, dict) else {}
        return all(map(is_constant, value.values())) or any(_is_called(item) for key, item in value.items() if held.get(key) is not item)
    if isinstance(value, tuple) and isinstance(old, tuple) and any(map(_is_called, value[len(old) :])):
        return True
    if isinstance(value, SymStr):
        return _holes(value) <= _holes(old)
    return is_constant(value)


def _is_called(value: Value) -> bool:
    """Whether something is made to be called, as layers, cells and functions are: each makes variables of its own then."""
    if isinstance(value, tuple):
        return any(map(_is_called, value))
    if isinstance(value, Instance):
        return lookup(value.cls, "__call__") is not MISSING
    return isinstance(value, (BoundMethod, ClassObj, FunctionObj, Partial))


def _holes(text: Value) -> int:
    return sum(isinstance(part, Hole) for part in text.parts) if isinstance(text, SymStr) else 0


def _any_of(interp: Interpreter, items: tuple[Value, ...] | range, *, loosely: bool = False) -> Value:
    """A value that stands for any of the items; `MISSING` where only they themselves will do.

    Args:
        loosely: what is not of one kind is just not known.
    """
    ends = items if isinstance(items, tuple) else (items[0], items[-1])  # a range may have any number of items
    kinds = {type(item) for item in ends}
    key = ("item", interp.state.fresh())
    neither = Unknown(key, "item", "one of many turns") if loosely else MISSING
    if len(kinds) != 1:
        return neither
    (kind,) = kinds
    if kind is int:
        return Unknown(key, "item", "one of many turns", kind=int, low=min(ends), high=max(ends))
    if kind in (float, str, Unknown):
        return Unknown(key, "item", "one of many turns", kind=None if kind is Unknown else kind)
    rows: list[tuple[Value, ...]] = [item for item in items if isinstance(item, tuple)]
    if kind is tuple and len(set(map(len, rows))) == 1:
        parts = tuple(_any_of(interp, column, loosely=loosely) for column in zip(*rows, strict=True))
        return MISSING if MISSING in parts else parts
    return neither


def _any_after(interp: Interpreter, items: tuple[Value, ...] | range, start: int) -> Value:
    return _any_of(interp, items[start:])


def _for_all_others(interp: Interpreter, item: Value, turn: Turn) -> None:
    """One turn in place of all those that are left.

    It may go where none of them goes: what is refused there alone is not certain.
    """
    state = interp.state
    start = len(state.events)
    widen_what_moves(interp, lambda: turn(item))
    with doubts.anew(interp):
        turn(item)
    if any(isinstance(event, VariableEvent) for event in state.events[start:]):
        interp.cut("the later turns of a long loop were taken as one")


def _yields_nothing(interp: Interpreter, item: Value, turn: Turn) -> bool:
    """Whether one turn in place of all those that are left can be run in a generator that is advanced by hand."""
    return item is not MISSING and tried(interp, lambda: _for_all_others(interp, item, turn), lambda _: True) is not None


def symbolic(interp: Interpreter, make: Callable[[int], Value], turn: Turn, loop: int = 0) -> None:
    """Run a loop whose number of turns is not known: a first turn, and one for all the others.

    While a turn of a loop around it is tried, one turn shows what it changes, unless it has something to tell of the graph. Else loops
    within loops would run three times as often with each level.

    Args:
        loop: its number, if `interp.looping` has been asked for it.
    """
    state, outer = interp.state, interp.turning
    number = state.fresh()
    start = len(state.events)
    loop, interp.looping = loop or interp.looping, 0
    interp.symbolic_loops += 1
    try:
        interp.turning = state.conditions.both(outer, state.conditions.atom(("runs", number), expected=True))
        turn(make(0))
        if state.path is FALSE or (interp.trials and loop in interp.quiet_loops):
            return
        interp.turning = state.conditions.both(interp.turning, state.conditions.atom(("runs again", number), expected=True))
        end = len(state.events)
        if not interp.suspended or _yields_nothing(interp, make(1), turn):
            widen_what_moves(interp, lambda: turn(make(1)))
        turn(make(1))
    finally:
        interp.turning = outer
        interp.symbolic_loops -= 1
    if loop and all(map(is_quiet, state.events[start:])):
        interp.quiet_loops.add(loop)
    tell_once(state.events, start, end)


def tell_once(events: list[Any], start: int, end: int) -> None:
    """Leave out what the turn for all others did just as the first one did, whose sizes count where the two agree."""
    seen = {_look(event): place for place, event in enumerate(events[start:end], start)}
    rest = []
    for event in events[end:]:
        place = seen.get(_look(event))
        if place is None:
            rest.append(event)
        elif isinstance(event, VariableEvent) and event.outcome is not Outcome.ERROR and event.shape != events[place].shape:
            events[place] = replace(events[place], shape=_common(events[place].shape, event.shape))
    events[end:] = rest


def _common(one: Shape | None, other: Shape | None) -> Shape | None:
    """What is known of both shapes."""
    if one is None or other is None or len(one) != len(other):
        return None
    return tuple(left if left == right else None for left, right in zip(one, other, strict=True))


def widen_what_moves(interp: Interpreter, turn: Callable[[], Any]) -> None:
    """Make unknown what another turn would change."""
    state = interp.state
    changes = interp.changes(turn)
    begun = {id(table) for table, _, old, _ in changes if isinstance(table, Attributes) and old is MISSING}
    for table, key, old, new in changes:
        if old is MISSING or new is MISSING or same(old, new):
            continue
        if id(table) in begun and (old is None or old is False):
            continue  # an object that is first used in its turn: a layer that is built, say
        moved = _counter(interp, key, old, new) if isinstance(table, Fields) else _widened(interp, key, old, new)
        if moved is not None:
            state.set(table, key, moved)


def _variable(event: Any) -> object:
    """What an event tells of a variable, all of it, to compare; None for other events."""
    return (_look(event), event.shape, event.dtype) if isinstance(event, VariableEvent) else None


def _look(event: Any) -> object:
    """What makes two events of different turns look the same to a reader."""
    if isinstance(event, VariableEvent):
        return (str(event.name), event.outcome, event.context.site, event.context.calls, event.api)
    return id(event)


def _counter(interp: Interpreter, key: Any, old: Value, new: Value) -> Value | None:
    """What a number in a library's model is at the start of any later turn; its other values stay as they are."""
    if type(old) is int and type(new) is int:
        low = min(old, new)
    elif (type(old) is Choice or type(new) is Choice) and max(then := _numbers(new)) > max(now := _numbers(old)):
        low = min(now + then)
    else:
        return None
    return Unknown(("moved", interp.state.fresh()), str(key), "changes from turn to turn", kind=int, low=low)


def _numbers(value: Value) -> list[int]:
    """What a counter may be at least; 0 for what is no number."""
    alternatives = [one for _, one in value.alternatives] if type(value) is Choice else [value]
    return [one if type(one) is int else (one.low or 0) if type(one) is Unknown else 0 for one in alternatives]


def _widened(interp: Interpreter, key: Any, old: Value, new: Value) -> Value | None:
    """What a location that moves holds at the start of any later turn."""
    text = key if isinstance(key, str) and key != CONTENT else "?"
    number = interp.state.fresh()
    joined = merged(old, new, number)
    if joined is not None:
        return joined
    if isinstance(old, (int, float)) and type(old) is type(new) and not isinstance(old, bool):
        low = old if isinstance(old, int) and new > old else None
        return Unknown(("moved", number), text, "changes from turn to turn", kind=type(old), low=low)
    if isinstance(old, Obj) or isinstance(new, Obj):
        return None
    if isinstance(old, tuple) and isinstance(new, tuple) and key == CONTENT and len(new) > len(old):
        first = old[:1] if len(old) > 1 and same(old[0], new[0]) else ()
        return Unknown(("moved", number), "items", "grows from turn to turn", samples=(*first, *old[-1:]))
    if isinstance(old, (tuple, dict)) or is_constant(old) or isinstance(old, (SymStr, Unknown)):
        return Unknown(("moved", number), text, "changes from turn to turn")
    return _any_later(old, new, number, text)


def _any_later(old: Value, new: Value, number: int, text: str) -> Unknown | None:
    """Data that some turns set and others leave: turns that are not run may have set it, too, and set several such data."""
    if type(old) is not Choice:
        return None
    held = [one for _, one in (*old.alternatives, *(new.alternatives if type(new) is Choice else ((None, new),)))]
    if not all(is_constant(one) or type(one) is Unknown for one in held):
        return None
    kinds = {one.kind if type(one) is Unknown else type(one) for one in held}
    kind = kinds.pop() if len(kinds) == 1 else None
    lows = [one.low if type(one) is Unknown else one for one in held] if kind is int else []
    known = [low for low in lows if isinstance(low, int)]
    low = min(known) if known and len(known) == len(lows) else None
    return Unknown(("moved", number), text, "changes from turn to turn", kind=kind, low=low)
