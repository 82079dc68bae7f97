"""`scopelint check --watch`: again whenever a file changes.

Flows in: a request and what to do. Flows out: reports, until the user interrupts. Looks at sizes and times of files, since a
notification by the system would need a library.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from scopelint.cli.running import say

if TYPE_CHECKING:
    from scopelint.runner import Request

PAUSE: Final = 0.3
"""Seconds between two looks."""

State = dict[Path, tuple[int, int]]


def watched(request: Request, run: Callable[[], int], *, sleep: Callable[[float], None] = time.sleep) -> int:
    """Run now, and after every change, until the user interrupts; the exit code of the last run."""
    code = 0
    seen: State | None = None
    try:
        while True:
            now = _state(request)
            if now != seen:
                seen = now
                code = run()
                say(["Watching for changes; Ctrl-C ends."])
            sleep(PAUSE)
    except KeyboardInterrupt:
        return code


def _state(request: Request) -> State:
    """Time and size of every Python and settings file of the projects that the paths belong to."""
    from scopelint import discover, runner

    files = [file.path for part in runner.plan(request).parts for file in part.files]
    folders = {discover.context_folder(file)[0] for file in files} | {file.parent for file in files}
    around = (path for folder in folders for path in folder.rglob("*") if path.suffix in (".py", ".ipynb", ".toml"))
    return dict(_looked_at({*files, *around}))


def _looked_at(files: Iterable[Path]) -> Iterable[tuple[Path, tuple[int, int]]]:
    for file in files:
        try:
            found = file.stat()
        except OSError:
            continue
        yield file, (found.st_mtime_ns, found.st_size)
