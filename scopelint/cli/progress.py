"""How far a long run is: one line on a terminal, from half a second on.

Flows in: what the run's `Timing` tells. Flows out: a bar on standard error, taken away again at the end. Never in CI, hooks and editors,
whose standard error is no terminal, or who say `CI`.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final, TextIO

if TYPE_CHECKING:
    from scopelint.timing import Timing

AFTER: Final = 0.5
"""Seconds without a word."""
_EVERY: Final = 0.1
"""Seconds between two looks."""
_WIDTH: Final = 20
"""Columns of the bar itself."""
_CLEAR: Final = "\r\x1b[K"


class Progress:
    """Draws what a `Timing` says whenever something begins."""

    def __init__(self, stream: TextIO, columns: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._stream = stream
        self._columns = columns
        self._clock = clock
        self._next = clock() + AFTER
        self._drawn = False

    def __call__(self, timing: Timing, what: str) -> None:
        """Something begins: a stage, or the entry of that name."""
        now = self._clock()
        if now >= self._next:
            self._next, self._drawn = now + _EVERY, True
            self._stream.write(_CLEAR + line(timing, what)[: self._columns - 1])
            self._stream.flush()

    def close(self) -> None:
        """Leave the terminal as it was."""
        if self._drawn:
            self._stream.write(_CLEAR)
            self._stream.flush()


def line(timing: Timing, what: str) -> str:
    """What is shown: scripts that have been run of those that will be, files that have been parsed, what is being done."""
    from scopelint.report.escape import printable

    done = min(len(timing.entries), timing.scripts)
    filled = _WIDTH * done // timing.scripts if timing.scripts else 0
    bar = "#" * filled + "-" * (_WIDTH - filled)
    return printable(f"[{bar}] {done} of {timing.scripts} scripts run, {timing.begun['parse']} files parsed: {what}")


@contextmanager
def shown(quiet: bool) -> Iterator[Progress | None]:
    """Progress on a terminal; None where nobody would see it, or wants to."""
    terminal = sys.stderr.isatty() and os.environ.get("TERM") != "dumb" and not os.environ.get("CI")
    if quiet or not terminal:
        yield None
        return
    import shutil  # for a terminal alone

    progress = Progress(sys.stderr, shutil.get_terminal_size().columns)
    try:
        yield progress
    finally:
        progress.close()
