"""The state of an analysis that can take both sides of an unknown test and join them again.

Flows in: writes of *locations* (a dict and a key in it) by the interpreter and by the TensorFlow model. Flows out: the same
locations, holding one value where the paths agree and a `Choice` where they do not (read in `paths.py`). Knows no TensorFlow and
no syntax.

`split` runs two functions on the two sides of a condition, each on the state as it was before, and joins what they wrote; to what
a side has made itself (`Table.born`) nothing else leads, and it stays as it is. Code that leaves (returns, raises, breaks) records
an `Exit` and its part of the path ends; the rest of the enclosing block then runs on a narrower path, in a *region* whose writes
are joined with the state of those who left as soon as a *boundary* (function, loop, try, with) is reached.
"""

from __future__ import annotations

import enum
import math
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager, suppress
from typing import Any, Final, NamedTuple, TypeAlias, TypeVar

import msgspec

from scopelint.domain.conditions import FALSE, TRUE, Condition, Conditions
from scopelint.domain.joining import MAX_ALTERNATIVES, alternatives_of, any_of, are_data, are_numbers, are_too_many, is_tangled, widened
from scopelint.domain.locations import Mark, Write
from scopelint.domain.paths import Fork, Paths
from scopelint.domain.values import BIRTHS, MISSING, Choice, Table, same

T = TypeVar("T")


Change: TypeAlias = tuple[Table, Any, Any, Any]
"""What would become of a location: its table and key, its value before, and its value after."""


class Dead(Exception):
    """Nothing is left of the current path: whoever evaluates an expression must stop."""


class ExitKind(enum.Enum):
    RETURN = enum.auto()
    BREAK = enum.auto()
    CONTINUE = enum.auto()
    RAISE = enum.auto()


class Exit(NamedTuple):
    """Part of a path that left: how, from which frame or loop, under which condition, with what."""

    kind: ExitKind
    target: object
    condition: Condition
    value: Any


class Boundary(msgspec.Struct):
    """A place that paths cannot leave unnoticed; made by `State.enter`."""

    path: Condition
    regions: int
    exits: int


class State(Paths):
    """Locations, the current path, and the exits that are under way."""

    def __init__(self, conditions: Conditions | None = None) -> None:
        super().__init__(conditions or Conditions())
        self.events: list[Any] = []
        self.exits: list[Exit] = []
        self.failed: Condition = FALSE
        """Where TensorFlow has refused something that nothing caught: what is undone has not failed."""
        self.ended: Condition = FALSE
        """Where an error that nothing caught has ended the program."""
        self._lost: Condition = FALSE
        """The part of `ended` in which no code can run any more: no state is kept for it."""
        self._onlookers = 0
        self._regions: list[tuple[Condition, Mark]] = []
        self.splits = 0
        """How many `split`s and trials are under way: what cannot be undone must not happen inside."""
        self._told: tuple[tuple[Any, ...], int, int] = ((), 0, 0)
        """Events and counts at the point that is kept."""
        self.lasting = 0
        """How often something was written that stays, whatever becomes of the paths that are under way."""

    # --- paths -------------------------------------------------------------------------------

    def split(self, condition: Condition, then: Callable[[], T], other: Callable[[], T]) -> T:
        """Run `then` where `condition` holds and `other` elsewhere; join state and results.

        Raises:
            Dead: neither side came back.
        """
        conditions, before = self.conditions, self.path
        yes, no = conditions.both(before, condition), conditions.without(before, condition)
        if no is FALSE:
            return then()
        if yes is FALSE:
            return other()
        mark = self._mark()
        self.splits += 1
        outer, conditions.beneath = conditions.beneath, condition
        try:
            result_yes, after_yes = self._side(yes, then)
            delta_yes = self._take(mark)
            result_no, after_no = self._side(no, other)
            delta_no = self._take(mark)
        finally:
            conditions.beneath = outer
            self.splits -= 1
            self._unmark(mark)
        self.path = before
        if after_yes is FALSE and self._is_lost(yes):
            self._replay(delta_no)
        elif after_no is FALSE and self._is_lost(no):
            self._replay(delta_yes)
        else:
            self._join(condition, delta_yes, delta_no)
        self.narrow(conditions.either(after_yes, after_no))
        if result_yes is _DEAD and result_no is _DEAD:
            raise Dead
        result: T
        if result_yes is _DEAD or result_no is _DEAD:
            result = result_no if result_yes is _DEAD else result_yes
        else:
            result = self.choice(condition, result_yes, result_no)
        return result

    def attempt(self, primitive: Callable[[], T]) -> T:
        """Run a primitive; where it needs something decided, run it on both sides instead."""
        before = self._moment()
        try:
            return primitive()
        except Fork as fork:
            self._go_back(before)
            del self.events[before.events :]
            condition = fork.condition
        finally:
            self._unmark(before.mark)
        self.conditions.fork()
        return self.split(condition, lambda: self.attempt(primitive), lambda: self.attempt(primitive))

    def ask(self, question: Callable[[], T]) -> T:
        """`attempt` for what writes nothing before all that it needs is decided: there is nothing to take back then."""
        try:
            return question()
        except Fork as fork:
            condition = fork.condition
        self.conditions.fork()
        return self.split(condition, lambda: self.ask(question), lambda: self.ask(question))

    def changes(self, function: Callable[[], Any]) -> list[Change]:
        """What `function` would write where something leads to already. It is all taken back."""
        writes: list[Write] = []

        def run() -> None:
            nonlocal writes
            mark = self._mark()
            try:
                with suppress(Dead):
                    function()
                writes = [write for write in self._take(mark).values() if write.table.born < mark.number]
            finally:
                self._unmark(mark)

        self.rehearse(run)
        return [(w.table, w.key, w.table.get(w.key, MISSING), w.new) for w in writes]

    def rehearse(self, function: Callable[[], Any]) -> None:
        """Run `function`, and take back all that it does."""

        def run() -> bool:
            with suppress(Dead):
                function()
            return False

        self.aside(run)

    def aside(self, function: Callable[[], bool]) -> bool:
        """Run what may happen on the current path, and take back what it writes; its events stay if it returns True."""
        before = self._moment()
        self.splits += 1
        keep = False
        try:
            keep = function()
        finally:
            self.splits -= 1
            self._go_back(before)
            self._unmark(before.mark)
            if not keep:
                del self.events[before.events :]
        return keep

    def apart(self, function: Callable[[], T], keep: Callable[[], bool]) -> T | None:
        """Run what belongs to no path: what it writes stays, whatever becomes of the paths that are under way.

        Unless it ends early, or `keep` says afterwards that it belongs to its path after all: then it is taken back and None returned.
        """
        outside = self.path, self.exits, self.splits, self._regions, self._log, self._open, self._newest
        lost = self._lost
        events = len(self.events)
        self._preserve()
        self.path, self.exits, self.splits = TRUE, [], 0
        self._regions, self._log, self._open = [], [], []
        mark = self._mark()
        try:
            with BIRTHS.of_no_path():
                result: T | None = function()
            if self.path is not TRUE or self.exits or self._regions or not keep():
                result = None
        except Dead:
            result = None
        finally:
            if result is None:
                self._undo(mark)
                del self.events[events:]
                self._lost = lost
            else:
                self.lasting += 1
                self._preserve()
            self.path, self.exits, self.splits, self._regions, self._log, self._open, self._newest = outside
        return result

    @property
    def is_plain(self) -> bool:
        """Whether there is but one path, on which nothing has failed."""
        under_way = self.exits or self._regions or self.splits
        return not under_way and self.path is TRUE and all(c is FALSE for c in (self.failed, self.ended, self.supposed, self._lost))

    def keep_point(self) -> None:
        """Besides what locations hold, remember what has been told and which tests there are. The state must be plain."""
        super().keep_point()
        self.conditions.keep_point()
        self._told = tuple(self.events), self._fresh, self.lasting

    def return_to_point(self) -> None:
        super().return_to_point()
        self.conditions.return_to_point()
        told, self._fresh, self.lasting = self._told
        self.events = list(told)
        self.exits, self._regions, self.splits, self.path = [], [], 0, TRUE
        self.failed = self.ended = self.supposed = self._lost = FALSE

    def narrow(self, condition: Condition) -> None:
        """Go on where `condition` holds only; the rest of the path has left."""
        if condition is self.path:
            return
        self.path = condition
        if condition is not FALSE:
            self._regions.append((condition, self._mark()))

    def begin(self) -> None:
        """Begin anew, with nothing told or failed. If nothing of the path is left, what those who left have written stands."""
        if self.path is FALSE:
            self._close_regions(0, TRUE)
            self.exits.clear()
            self.path = TRUE
        self.events = []
        self.conditions.begin()
        self.failed = self.ended = self.supposed = self._lost = FALSE

    def leave(self, kind: ExitKind, target: object, value: Any = None) -> None:
        """End the current path by an exit."""
        if self.path is not FALSE:
            self.exits.append(Exit(kind, target, self.path, value))
            self.path = FALSE

    def fail(self) -> None:
        """TensorFlow has refused something on the current path that nothing catches.

        Where the paths on which that has happened are too many to be told apart, those that follow count as paths on which it has not.
        """
        if self.failed.depth <= 2 * self.conditions.patience:
            self.failed = self.conditions.either(self.failed, self.path)

    def end(self) -> None:
        """An error that nothing catches ends the program on the current path."""
        self.ended = self.conditions.either(self.ended, self.path)
        if not self._onlookers:
            self._lost = self.conditions.either(self._lost, self.path)

    def ends_all(self) -> bool:
        """Whether an error that nothing catches on the current path ends the program on all of them."""
        return self.conditions.either(self.ended, self.path) is TRUE

    @contextmanager
    def onlooker(self) -> Iterator[None]:
        """While this lasts, errors that nothing catches are seen by somebody, who needs the state in which they were raised."""
        self._onlookers += 1
        try:
            yield
        finally:
            self._onlookers -= 1

    def enter(self) -> Boundary:
        return Boundary(self.path, len(self._regions), len(self.exits))

    def close(self, boundary: Boundary) -> tuple[Condition, list[Exit]]:
        """Come to a boundary: join with those who left.

        Returns the condition of those who did not leave, and the exits since `enter`; the path is
        again what it was at `enter`, so the caller says with `narrow` and `resume` who goes on.
        """
        stayed = self.path
        self._close_regions(boundary.regions, boundary.path)
        exits = self.exits[boundary.exits :]
        del self.exits[boundary.exits :]
        self.path = boundary.path
        return stayed, exits

    def catch(self, boundary: Boundary, ends: Callable[[Exit], bool]) -> Condition:
        """Come to a boundary at which some exits end: who left by one of them goes on from here, like those who stayed.

        Returns the condition of those who left so.
        """
        stayed, exits = self.close(boundary)
        caught: Condition = FALSE
        others: list[Exit] = []
        for one in exits:
            if ends(one):
                caught = self.conditions.either(caught, one.condition)
            else:
                others.append(one)
        self.resume(others)
        self.narrow(self.conditions.either(stayed, caught))
        return caught

    def resume(self, exits: list[Exit]) -> None:
        """Let exits that this boundary does not catch go on outwards."""
        self.exits.extend(exits)

    # --- joining -----------------------------------------------------------------------------

    def choice(self, condition: Condition, then: Any, other: Any, *, data: bool = False) -> Any:
        """The value that is `then` where `condition` holds and `other` elsewhere on the current path: it hangs on what that leaves open.

        In an analysis that uses up its conditions, what is mere `data` of the program becomes unknown where it hangs on many tests.
        """
        if then is other:
            return then
        if condition.depth > 1:
            condition = self.conditions.within(condition, self.path)
        if data and condition.depth > self.conditions.patience and are_data((then, other)) and not same(then, other):
            return any_of([(condition, then), (condition, other)], self.fresh())
        alternatives = alternatives_of(self.conditions, condition, then, other)
        if len(alternatives) == 1:
            return alternatives[0][1]
        if len(alternatives) > MAX_ALTERNATIVES:
            return widened(alternatives, self.fresh(), self.conditions)
        if data and is_tangled(alternatives, self.conditions.patience):
            return any_of(alternatives, self.fresh())
        return Choice(tuple(alternatives))

    def number(self, value: Any) -> Any:
        """A number that hangs on more tests than are worth while to tell apart now becomes an unknown one; all else stays."""
        if type(value) is not Choice or self.conditions.patience == math.inf:
            return value
        alternatives = [(self.conditions.within(guard, self.path), one) for guard, one in value.alternatives]
        if are_numbers(alternatives) and is_tangled(alternatives, self.conditions.patience):
            return any_of(alternatives, self.fresh())
        return value

    def _join(self, condition: Condition, yes: dict[Hashable, Write], no: dict[Hashable, Write]) -> None:
        for place, write in yes.items():
            there = no.get(place)
            new_no = write.table.get(write.key, MISSING) if there is None else there.new
            data = not write.table.exact
            self._write(write.table, write.key, self.choice(condition, write.new, new_no, data=data))
        for place, write in no.items():
            if place not in yes:
                old = write.table.get(write.key, MISSING)
                data = not write.table.exact
                self._write(write.table, write.key, self.choice(condition, old, write.new, data=data))

    def _is_lost(self, condition: Condition) -> bool:
        return self._lost is not FALSE and self.conditions.implies(condition, self._lost)

    def _side(self, path: Condition, run: Callable[[], T]) -> tuple[Any, Condition]:
        """Run one side; its own regions are closed, what is left of its path is returned."""
        regions = len(self._regions)
        self.path = path
        try:
            result: Any = run()
        except Dead:
            result = _DEAD
            self.path = FALSE
        after = self.path
        if after is FALSE:
            result = _DEAD
        self._close_regions(regions, path)
        return result, after

    def _moment(self) -> _Moment:
        """This moment, marked: what `_go_back` comes back to."""
        return _Moment(self._mark(), self.path, self.failed, self.ended, self._lost, len(self.exits), len(self._regions), len(self.events))

    def _go_back(self, to: _Moment) -> None:
        """Let nothing have happened since a moment but its events."""
        self._drop_regions(to.regions)
        self._undo(to.mark)
        del self.exits[to.exits :]
        self.path, self.failed, self.ended, self._lost = to.path, to.failed, to.ended, to.lost

    def _close_regions(self, down_to: int, around: Condition) -> None:
        """Join the writes of the open regions with the state of those who left before them, in one pass over what was written.

        A location that an inner region alone wrote is joined once, not once more for each region around it: those
        agree on what it held before. Nothing is joined where those who left before a region are lost. `around` is
        the path outside of the outermost region.
        """
        open_regions = self._regions[down_to:]
        if not open_regions:
            return
        del self._regions[down_to:]
        end = len(self._log)
        writes: dict[tuple[int, Any], _Joined] = {}
        for index in range(len(open_regions) - 1, -1, -1):
            condition, mark = open_regions[index]
            outside = open_regions[index - 1][0] if index else around
            held: dict[tuple[int, Any], Any] = {}
            for table, key, old in reversed(self._log[mark.position : end]):
                place = (id(table), key)
                if place not in writes:
                    writes[place] = _Joined(table, key, table.get(key, MISSING), [])
                held[place] = old
                if old is MISSING:
                    table.pop(key, None)
                else:
                    table[key] = old
            if self._lost is FALSE or not self._is_lost(self.conditions.without(outside, condition)):
                for place, old in held.items():
                    writes[place].before.append((condition, old))
            end = mark.position
        del self._log[open_regions[0][1].position :]
        for _, mark in open_regions:
            self._unmark(mark)
        inside, self.path = self.path, around
        for write in writes.values():
            self._write(write.table, write.key, self._joined(write))
        self.path = inside

    def _joined(self, write: _Joined) -> Any:
        """What a location holds outside of the regions that wrote it."""
        joined, data = write.value, not write.table.exact
        if are_too_many(held := [joined, *(old for _, old in write.before)]):
            return widened([(TRUE, one) for one in held], self.fresh(), self.conditions)
        for condition, old in write.before:
            joined = self.choice(condition, joined, old, data=data)
        return joined

    def _drop_regions(self, down_to: int) -> None:
        while len(self._regions) > down_to:
            self._unmark(self._regions.pop()[1])


class _Moment(msgspec.Struct, frozen=True):
    """A moment to which the state may go back: its mark, its conditions, and how many exits, regions and events there were."""

    mark: Mark
    path: Condition
    failed: Condition
    ended: Condition
    lost: Condition
    exits: int
    regions: int
    events: int


class _Joined(NamedTuple):
    """A location to join: what it holds in the innermost region, and what it held before each, with that region's condition."""

    table: Table
    key: Any
    value: Any
    before: list[tuple[Condition, Any]]


_DEAD: Final = object()
