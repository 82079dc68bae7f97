"""Where a run spends its time, and how far it is, for users who wonder.

Flows in: the beginning and end of stages and entries. Flows out: seconds by the clock, to whoever watches at once. Knows nothing of
scopelint.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import perf_counter


class Timing:
    """The seconds of one run.

    Attributes:
        stages: by name, in the order in which they first ended; what an inner stage takes is not counted for the outer one.
        entries: what running each entry took, parsing of what it imports first included.
        begun: how often each stage has begun.
        scripts: how many entries are scripts, as far as is known yet.
    """

    def __init__(self, watcher: Callable[[Timing, str], None] | None = None) -> None:
        """
        Args:
            watcher: is called with the name of each stage and entry that begins.
        """
        self._watcher = watcher
        self.begun: Counter[str] = Counter()
        self.scripts = 0
        self.stages: dict[str, float] = {}
        self.entries: dict[str, float] = {}
        self._inner: list[float] = []

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """A part of the work is done here."""
        self.begun[name] += 1
        self._tell(name)
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
        self._tell(name)
        start = perf_counter()
        try:
            yield
        finally:
            self.entries[name] = self.entries.get(name, 0.0) + perf_counter() - start

    def add(self, stages: dict[str, float], entries: dict[str, float]) -> None:
        """What stages and entries took in another process."""
        for known, more in ((self.stages, stages), (self.entries, entries)):
            for name, seconds in more.items():
                known[name] = known.get(name, 0.0) + seconds
        for name in entries:
            self._tell(name)

    def apart(self) -> None:
        """This process, a copy of the one that is watched, begins anew, and nobody watches it."""
        self._watcher = None
        self.stages, self.entries = {}, {}

    def _tell(self, name: str) -> None:
        if self._watcher is not None:
            self._watcher(self, name)

    def slowest(self, number: int) -> list[tuple[str, float]]:
        """The entries that took most."""
        return sorted(self.entries.items(), key=lambda entry: (-entry[1], entry[0]))[:number]
