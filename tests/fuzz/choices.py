"""Where the decisions of a generated program come from.

In: a function that draws an integer. Out: decisions in the words of the grammar, which knows only this class: a program is a pure function
of the numbers drawn, whether hypothesis draws them or a seeded random generator.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

T = TypeVar("T")

Draw = Callable[[int, int], int]
"""Gives an integer from the first to the second, both included."""


class Choices:
    """Decisions, each from one small integer."""

    def __init__(self, draw: Draw) -> None:
        self._draw = draw

    def number(self, low: int, high: int) -> int:
        """An integer from `low` to `high`, both included."""
        return low if low == high else self._draw(low, high)

    def one_of(self, *options: T) -> T:
        """One of the options; to be chosen more often, one is given more often."""
        return options[self.number(0, len(options) - 1)]

    def pick(self, options: Sequence[T]) -> T:
        """One of a sequence that is not empty."""
        return options[self.number(0, len(options) - 1)]

    def chance(self, percent: int) -> bool:
        """True in so many of a hundred cases."""
        return self.number(0, 99) >= 100 - percent

    def weighted(self, options: Sequence[tuple[int, T]]) -> T:
        """One option, as often as its weight says."""
        left = self.number(0, sum(weight for weight, _ in options) - 1)
        for weight, option in options:
            left -= weight
            if left < 0:
                return option
        raise AssertionError("weights are positive")
