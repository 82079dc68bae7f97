"""Conditions under which something holds, exact and canonical.

Flows in: atoms, each an unknown test of the program. Flows out: `Condition`, a node of a reduced
ordered binary decision diagram, so that two conditions are equal exactly when they are the same
object and "can both hold?" is one look-up. Knows no values, no TensorFlow, no syntax.

How large a diagram is hangs on the order of its atoms. What is tested on one side of a test matters on that side alone, so an atom
has its place right below that of the test `beneath` which it is made, however old that is; a test beneath no other comes above all that
came before, for paths are made longer at their end.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Callable, Hashable, Iterable
from typing import Final, NamedTuple


class Condition:
    """A node: if atom number `atom` holds then `high` else `low`. Made by `Conditions` alone.

    `negated` is its opposite, once somebody has asked for it. `depth` is how many tests it hangs on at most.
    """

    __slots__ = ("atom", "depth", "high", "low", "negated")

    high: Condition
    low: Condition

    def __init__(self, atom: int) -> None:
        self.atom = atom
        self.depth = 0
        self.negated: Condition | None = None

    def __reduce__(self) -> str | tuple[type[Condition], tuple[int]]:
        """Another process gets what can be compared, and no more: whether two are one."""
        if self is TRUE or self is FALSE:
            return "TRUE" if self is TRUE else "FALSE"
        return Condition, (self.atom,)

    def __repr__(self) -> str:
        if self is TRUE or self is FALSE:
            return "TRUE" if self is TRUE else "FALSE"
        return f"({self.atom} ? {self.high!r} : {self.low!r})"


class Exhausted(Exception):
    """Conditions have outgrown their budget many times over: the entry must end."""


_LEAF: Final = 1 << 200
TRUE: Final = Condition(_LEAF)
FALSE: Final = Condition(_LEAF)
for _leaf, _opposite in ((TRUE, FALSE), (FALSE, TRUE)):
    _leaf.high = _leaf.low = _leaf
    _leaf.negated = _opposite


_SPACING: Final = 1 << 120
"""How far apart atoms are at first, so that others find room between them."""

_CROWDING: Final = 8
"""Which part of the room below a test is left for what is tested beneath the next one there."""

_OVERFLOW: Final = 4
"""How many times its budget a part of the analysis may use before it must end."""

_PATIENCE: Final = ((0.04, math.inf), (0.1, 16), (0.16, 8), (0.24, 4))
"""Below which part of the budget how many tests are borne with."""

_TRIED: Final = 3
"""How many nodes of a trial count as one that stays."""

_FEW: Final = 2
"""Of how many tests all combinations may be told apart: each doubles what is run for them."""

_FORK: Final = 12
"""How many nodes of the budget a fork stands for."""

_REMEMBERED: Final = 100_000
"""How many results of calculations are kept at hand; what they cost is memory, what they save is time."""


def _atoms(condition: Condition) -> set[int]:
    """The numbers of the atoms that decide a condition."""
    seen: set[Condition] = set()
    todo = [condition]
    while todo:
        node = todo.pop()
        if node.atom != _LEAF and node not in seen:
            seen.add(node)
            todo += node.high, node.low
    return {node.atom for node in seen}


Memo = dict[tuple[Condition, Condition, Condition | None], Condition]
"""Results: of `both` under (left, right, None), of `either` under (left, TRUE, right), of `within` under (condition, FALSE, path)."""

Meetings = dict[tuple[Condition, Condition, bool], bool]


class Mark(NamedTuple):
    """How many nodes and atoms there were at a moment, and what was remembered of calculations."""

    nodes: int
    atoms: int
    memo: Memo
    meetings: Meetings


class _Point(NamedTuple):
    """A moment that one comes back to: which nodes and atoms there are, what is said of them, how much of the budget is used."""

    nodes: int
    atoms: int
    order: tuple[int, ...]
    blurred: frozenset[int]
    internal: frozenset[int]
    budget: tuple[int, float, int, int, bool]


class Conditions:
    """The factory and calculator of one analysis.

    An *expected* atom is one that users expect to hold (a loop runs, and runs again): it is no test of the program's, and stays apart
    from those where tests are not told apart any more.

    Args:
        limit: the nodes that a part of the analysis may use (see `begin`); None for any number. Tests that come after that
            are not told apart any more: they come out true together, or false together.
    """

    def __init__(self, limit: int | None = None) -> None:
        self._nodes: dict[tuple[int, int, int], Condition] = {}
        self._memo: Memo = {}
        self._meetings: Meetings = {}
        self._atoms: dict[Hashable, Condition] = {}
        self._order: list[int] = []
        """The numbers of all atoms there ever were, what is tested first in front."""
        self._blurred: set[int] = set()
        """The numbers of the atoms that stand for any test there is."""
        self._internal: set[int] = set()
        """The numbers of the atoms that only the model of a library has asked about."""
        self.internal: Callable[[], bool] = lambda: False
        """Whether it is the model of a library that asks now, and not the program itself."""
        self.beneath: Condition = TRUE
        """The innermost test of which one side is running."""
        self._limit = limit
        self._end = math.inf
        self.begin()
        self._point = self._now()

    def begin(self) -> None:
        """Begin a part of the analysis that has a budget of its own."""
        self.forget()
        self._start = len(self._nodes)
        self._end = math.inf if self._limit is None else self._start + _OVERFLOW * self._limit
        self._forks = 0
        self._dropped = 0
        """How many nodes were made in this part besides, for what was tried and forgotten."""
        self.spent = False
        """Whether tests are not told apart any more."""

    def wind_up(self) -> None:
        """From now on nothing is run, only weighed: that ends by itself."""
        self._end = math.inf

    def forget(self) -> None:
        """Free what is remembered of earlier calculations."""
        self._memo.clear()
        self._meetings.clear()

    @property
    def size(self) -> int:
        """How many distinct nodes this part of the analysis has made: what its budget bounds. Those that were made for a trial and
        dropped with it count for a part."""
        return len(self._nodes) - self._start + self._dropped // _TRIED

    @property
    def patience(self) -> float:
        """On how many tests at once something may hang that is not worth many conditions: the fewer, the more of the budget is used."""
        if self._limit is None:
            return math.inf
        used = (len(self._nodes) - self._start + self._dropped) / self._limit
        return next((tests for part, tests in _PATIENCE if used < part), 2)

    def atom(self, key: Hashable, *, expected: bool = False) -> Condition:
        """The condition that the test called `key` comes out true; the same key, the same atom."""
        found = self._atoms.get(key)
        if found is None and self._limit is not None and self.size > self._limit:
            self.spent = True
            key = ("beyond the budget", self._start, expected)
            found = self._atoms.get(key)
        if found is None:
            number = self._numbered()
            found = self._atoms[key] = self._node(number, TRUE, FALSE)
            if self.spent:
                self._blurred.add(number)
            if not expected and self.internal():
                self._internal.add(number)
        elif found.atom in self._internal and not self.internal():
            self._internal.discard(found.atom)
        return found

    def hang_on_few(self, some: Iterable[Condition], path: Condition) -> bool:
        """Whether conditions hang on so few tests, beyond those of the path, that it is worth while to tell all combinations apart."""
        given, found = _atoms(path), set[int]()
        for one in some:
            found |= _atoms(one) - given
            if len(found) > _FEW:
                return False
        return True

    def is_blurred(self, condition: Condition) -> bool:
        """Whether `condition` hangs on tests that are not told apart: they need not come out the same."""
        return bool(self._blurred) and not self._blurred.isdisjoint(_atoms(condition))

    def is_internal(self, condition: Condition, outer: Condition) -> bool:
        """Whether `condition` hangs on what a library alone asked about, and `outer` does not."""
        return bool(self._internal) and not self._internal.isdisjoint(_atoms(condition) - _atoms(outer))

    def _numbered(self) -> int:
        """A number for a new atom: where it is in the order of all."""
        order = self._order
        above = self.beneath.atom
        if above != _LEAF:
            place = bisect_left(order, above) + 1
            below = order[place] if place < len(order) else above + _SPACING
            number = below - max((below - above) // _CROWDING, 1)
            if above < number:
                order.insert(place, number)
                return number
        number = order[0] - _SPACING if order else 0
        order.insert(0, number)
        return number

    def mark(self) -> Mark:
        """This moment, for `drop`."""
        mark = Mark(len(self._nodes), len(self._atoms), self._memo, self._meetings)
        self._memo, self._meetings = {}, {}
        return mark

    def drop(self, mark: Mark) -> None:
        """Forget the tests and conditions that came since `mark`: nothing that goes on refers to them. Whatever has kept one all the same
        has a condition that no other has anything to do with: no number is given twice."""
        self._memo, self._meetings = mark.memo, mark.meetings
        dropped = len(self._nodes) - mark.nodes
        self._dropped += dropped
        self._end -= dropped // _TRIED
        self._leave(mark.nodes, mark.atoms)

    def _leave(self, nodes: int, atoms: int) -> None:
        """Leave but the oldest nodes and atoms, so many of each."""
        for _ in range(len(self._nodes) - nodes):
            _, node = self._nodes.popitem()
            if node.negated is not None:
                node.negated.negated = None
        for _ in range(len(self._atoms) - atoms):
            self._atoms.popitem()

    def keep_point(self) -> None:
        """Remember which tests there are now, and how much of the budget is used: `return_to_point` comes back to it."""
        self._point = self._now()

    def return_to_point(self) -> None:
        """Forget the tests and conditions that came since the point that is kept: nothing refers to them any more."""
        self.forget()
        point = self._point
        self._leave(point.nodes, point.atoms)
        self._order, self._blurred, self._internal = list(point.order), set(point.blurred), set(point.internal)
        self._start, self._end, self._forks, self._dropped, self.spent = point.budget
        self.beneath = TRUE

    def _now(self) -> _Point:
        budget = self._start, self._end, self._forks, self._dropped, self.spent
        marks = frozenset(self._blurred), frozenset(self._internal)
        return _Point(len(self._nodes), len(self._atoms), tuple(self._order), *marks, budget)

    @property
    def total(self) -> int:
        """How many distinct nodes there are."""
        return len(self._nodes)

    def keep(self, needed: Iterable[Condition]) -> None:
        """Forget all conditions but those that are `needed`, what they are made of, and all atoms."""
        self.forget()
        waiting = [*needed, *self._atoms.values()]
        kept: set[Condition] = set()
        while waiting:
            node = waiting.pop()
            if node not in kept and node.atom != _LEAF:
                kept.add(node)
                waiting += (node.high, node.low)
        nodes, self._nodes = self._nodes, {}
        for key, node in nodes.items():
            if node in kept:
                self._nodes[key] = node
            elif node.negated is not None:
                node.negated.negated = None

    def known(self, key: Hashable) -> Condition | None:
        """The atom called `key`, if anybody asked for it before."""
        return self._atoms.get(key)

    def both(self, left: Condition, right: Condition) -> Condition:
        if left is TRUE or left is right:
            return right
        if right is TRUE:
            return left
        if left is FALSE or right is FALSE:
            return FALSE
        key = (left, right, None)
        found = self._memo.get(key)
        if found is None:
            top, below = left.atom, right.atom
            if top < below:
                high, low = self.both(left.high, right), self.both(left.low, right)
            elif below < top:
                top, high, low = below, self.both(left, right.high), self.both(left, right.low)
            else:
                high, low = self.both(left.high, right.high), self.both(left.low, right.low)
            found = self._kept(key, top, high, low)
        return found

    def either(self, left: Condition, right: Condition) -> Condition:
        if left is FALSE or left is right:
            return right
        if right is FALSE:
            return left
        if left is TRUE or right is TRUE:
            return TRUE
        key = (left, TRUE, right)
        found = self._memo.get(key)
        if found is None:
            top, below = left.atom, right.atom
            if top < below:
                high, low = self.either(left.high, right), self.either(left.low, right)
            elif below < top:
                top, high, low = below, self.either(left, right.high), self.either(left, right.low)
            else:
                high, low = self.either(left.high, right.high), self.either(left.low, right.low)
            found = self._kept(key, top, high, low)
        return found

    def negate(self, condition: Condition) -> Condition:
        found = condition.negated
        if found is None:
            found = condition.negated = self._node(condition.atom, self.negate(condition.high), self.negate(condition.low))
            found.negated = condition
        return found

    def without(self, left: Condition, right: Condition) -> Condition:
        """`left` and not `right`."""
        return self.both(left, self.negate(right))

    def within(self, condition: Condition, path: Condition) -> Condition:
        """What agrees with `condition` wherever `path` holds, without the tests that the path has decided."""
        if path is TRUE or condition.atom == _LEAF:
            return condition
        if condition is path:
            return TRUE
        key = (condition, FALSE, path)
        found = self._memo.get(key)
        if found is None:
            above, below = path.atom, condition.atom
            if above > below:
                found = self._kept(key, below, self.within(condition.high, path), self.within(condition.low, path))
            elif path.high is FALSE or path.low is FALSE:
                holds = path.low is FALSE
                if above == below:
                    condition = condition.high if holds else condition.low
                found = self._memo[key] = self.within(condition, path.high if holds else path.low)
            elif above < below:
                found = self._memo[key] = self.within(condition, self.either(path.high, path.low))
            else:
                found = self._kept(key, above, self.within(condition.high, path.high), self.within(condition.low, path.low))
        return found

    def excludes(self, left: Condition, right: Condition) -> bool:
        """Whether the two can never hold together."""
        return not self._meet(left, right, True)

    def implies(self, left: Condition, right: Condition) -> bool:
        """Whether `right` holds whenever `left` does."""
        return not self._meet(left, right, False)

    def _meet(self, left: Condition, right: Condition, holds: bool) -> bool:
        """Whether `left` can hold together with `right` holding (or failing to); makes no nodes.

        A path is mostly a row of tests of which one side has left: those are walked along, without looking anything up.
        """
        never, always = (FALSE, TRUE) if holds else (TRUE, FALSE)
        while True:
            if left is FALSE or right is never:
                return False
            if left is TRUE or right is always:
                return True
            if left is right:
                return holds
            above, below = left.atom, right.atom
            if above < below:
                if left.high is FALSE:
                    left = left.low
                elif left.low is FALSE:
                    left = left.high
                else:
                    break
            elif below < above:
                if right.high is always or right.low is always:
                    return True
                if right.high is never:
                    right = right.low
                elif right.low is never:
                    right = right.high
                else:
                    break
            elif left.high is FALSE or right.high is never:
                left, right = left.low, right.low
            elif left.low is FALSE or right.low is never:
                left, right = left.high, right.high
            else:
                break
        key = (left, right, holds)
        found = self._meetings.get(key)
        if found is None:
            if above < below:
                found = self._meet(left.high, right, holds) or self._meet(left.low, right, holds)
            elif below < above:
                found = self._meet(left, right.high, holds) or self._meet(left, right.low, holds)
            else:
                found = self._meet(left.high, right.high, holds) or self._meet(left.low, right.low, holds)
            if len(self._meetings) > _REMEMBERED:
                self._meetings.clear()
            self._meetings[key] = found
        return found

    def _kept(self, key: tuple[Condition, Condition, Condition | None], atom: int, high: Condition, low: Condition) -> Condition:
        """The node for a result, remembered under `key`."""
        found = high if high is low else self._node(atom, high, low)
        if len(self._memo) > _REMEMBERED:
            self._memo.clear()
        self._memo[key] = found
        return found

    def fork(self) -> None:
        """Count a primitive that is run again on each side of a test: one that needs many tests decided doubles its work with each.

        Raises:
            Exhausted: there were too many.
        """
        self._forks += 1
        if self._limit is not None and self._forks * _FORK > self._limit:
            self._forks = 0  # for the little that is calculated to wind up
            raise Exhausted

    def _node(self, atom: int, high: Condition, low: Condition) -> Condition:
        key = (atom, id(high), id(low))
        found = self._nodes.get(key)
        if found is None:
            if len(self._nodes) > self._end:
                self._end = math.inf  # for the little that is calculated to wind up
                raise Exhausted
            found = self._nodes[key] = Condition(atom)
            found.high, found.low = high, low
            found.depth = 1 + max(high.depth, low.depth)
        return found
