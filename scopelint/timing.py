"""Where a run spends its time, for users who wonder.

Flows in: the beginning and end of stages and entries. Flows out: seconds by the clock. Knows nothing of scopelint.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from time import perf_counter


class Timing:
    """The seconds of one run.

    Attributes:
        stages: by name, in the order in which they first ended; what an inner stage takes is not counted for the outer one.
        entries: what running each entry took, parsing of what it imports first included.
    """

    def __init__(self) -> None:
        self.stages: dict[str, float] = {}
        self.entries: dict[str, float] = {}
        self._inner: list[float] = []

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """A part of the work is done here."""
        self._inner.append(0.0)
        start = perf_counter()
        try:
            yield
        finally:
            taken = perf_counter() - start
            self.stages[name] = self.stages.get(name, 0.0) + taken - self._inner.pop()
            if self._inner:
                self._inner[-1] += taken

    @contextmanager
    def entry(self, name: str) -> Iterator[None]:
        """An entry is run here."""
        start = perf_counter()
        try:
            yield
        finally:
            self.entries[name] = self.entries.get(name, 0.0) + perf_counter() - start

    def slowest(self, number: int) -> list[tuple[str, float]]:
        """The entries that took most."""
        return sorted(self.entries.items(), key=lambda entry: (-entry[1], entry[0]))[:number]
