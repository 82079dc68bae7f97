"""The budgets of an analysis: counted, never timed, so that the same input gives the same output."""

from __future__ import annotations

from typing import Final

import msgspec


class Limits(msgspec.Struct, frozen=True):
    """How far the interpreter goes. Reaching a limit is a `Cut` that users can see.

    steps: IR nodes evaluated in one entry. uncalled: how many of those for one function or method that nothing calls, and a few times
    as many for all of a class or file: nobody waits long for what is run on guesses. call_depth: user and stub frames on the stack.
    recursion: calls of one function within one another where it is not known when that ends. undecided: how many such calls are
    followed beneath one call (in loops of unknown length, behind unknown tests): a function that calls itself twice there would
    double its work with every level. After those, only undecided_depth calls within one another. unroll: turns of one loop.
    idle: steps that a loop may spend without touching the graph before the rest of its turns is taken as one;
    fifty times as many where it goes on computing exact values.
    conditions: nodes in the decision diagrams of one entry. containers: items of one list, range or string that is built.
    """

    steps: int = 6_000_000
    uncalled: int = 60_000
    call_depth: int = 400
    recursion: int = 20
    undecided: int = 100
    undecided_depth: int = 2
    unroll: int = 1_000
    idle: int = 2_000
    conditions: int = 25_000
    containers: int = 100_000


class Allowance:
    """Steps that many runs have together: those that come first may take all there are, and those that come last get a part all the same.

    Args:
        steps: how many there are.
        share: how many one run may take at most.
    """

    def __init__(self, steps: int, share: int) -> None:
        self._left = steps
        self._share = share

    def granted(self) -> int:
        """How many steps the next run may take."""
        return max(min(self._left, self._share), self._share // _LEAST)

    def spend(self, steps: int) -> None:
        """A run has taken so many steps."""
        self._left -= steps


_LEAST: Final = 5
"""Which part of its share a run gets in any case."""
