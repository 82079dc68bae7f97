"""`scopelint check --watch`: again whenever a file changes.

Flows in: a request and what to do. Flows out: reports, until the user interrupts. Looks at sizes and times of files, since a
notification by the system would need a library.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeVar

from scopelint.cli.running import COULD_NOT, INTERRUPTED, CouldNot, say, usable

if TYPE_CHECKING:
    from scopelint.runner import Request

PAUSE: Final = 0.3
"""Seconds between two looks."""

T = TypeVar("T")

State = dict[Path, tuple[int, int]]


def watched(request: Request, run: Callable[[], int], *, sleep: Callable[[float], None] = time.sleep) -> int:
    """Run now, and after every change, until the user interrupts; the exit code of the last run.

    Settings that cannot be used end it before the first run; afterwards they are told, and it waits until they are mended.
    """
    code = INTERRUPTED
    try:
        seen: State | str = _state(request)
        code = run()
        say([_WATCHING])
        while True:
            sleep(PAUSE)
            now = _or_complaint(lambda: _state(request))
            if now != seen:
                seen = now
                code = _again(now, run)
                say([_WATCHING])
    except KeyboardInterrupt:
        return code


_WATCHING: Final = "Watching for changes; Ctrl-C ends."


def _again(state: State | str, run: Callable[[], int]) -> int:
    code = state if isinstance(state, str) else _or_complaint(run)
    if isinstance(code, str):
        say([f"Error: {code}"])
        return COULD_NOT
    return code


def _or_complaint(do: Callable[[], T]) -> T | str:
    """What a function gives, or what the user has to mend first."""
    try:
        with usable():
            return do()
    except CouldNot as error:
        return error.message


def _state(request: Request) -> State:
    """Time and size of every Python file of the projects that the paths belong to, and of the settings that hold for them."""
    from scopelint import context, runner

    found: set[Path] = set()
    for part in runner.plan(request).parts:
        files = {str(file.path) for file in part.files}
        found.update(map(Path, files | context.candidates(files, part.loaded, request.cwd)), part.loaded.layers)
    return dict(_looked_at(found))


def _looked_at(files: Iterable[Path]) -> Iterable[tuple[Path, tuple[int, int]]]:
    for file in files:
        try:
            found = file.stat()
        except OSError:
            continue
        yield file, (found.st_mtime_ns, found.st_size)
