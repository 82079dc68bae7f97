"""The thread that analyses: changed files, a moment after the last change, one after the other.

Flows in: texts of open files. Flows out: a `Snapshot` a file, to whoever listens. Knows the runner, and no protocol.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Final

import msgspec
from msgspec.structs import replace

from scopelint.model import NOTEBOOK, Site, Span
from scopelint.reading.parse import split_lines

if TYPE_CHECKING:
    from scopelint.inventory import Variable
    from scopelint.model import Diagnostic
    from scopelint.reading.notebooks import Notebook

DELAY: Final = 0.3
"""Seconds without a change after which a file is analysed."""


class Snapshot(msgspec.Struct, frozen=True):
    """What is known of one file.

    Attributes:
        text: the text that this is about.
        diagnostics: the findings in it.
        variables: every request for a variable in the scripts that lead through the file.
        name: the path by which places in the file are called.
        cwd: what other such paths are relative to.
        problem: why there is nothing, if scopelint could not analyse.
        is_program: the places of the program are those of the text; a notebook's JSON has other ones, and knows findings by lines alone.
    """

    text: str
    name: str
    cwd: Path
    diagnostics: tuple[Diagnostic, ...] = ()
    variables: tuple[Variable, ...] = ()
    problem: str | None = None
    is_program: bool = True


class Worker:
    """Analyses files in a thread of its own.

    Args:
        told: called in that thread with a file and what is known of it.
        delay: seconds.
    """

    def __init__(self, told: Callable[[Path, Snapshot], None], delay: float = DELAY) -> None:
        self._told = told
        self._delay = delay
        self._texts: dict[Path, str] = {}
        self._due: dict[Path, float] = {}
        self._changed = threading.Condition()
        self._ended = False
        self.cwd = Path.cwd()

    def start(self, cwd: Path) -> None:
        """Begin to work.

        Args:
            cwd: the folder that the editor has open, which paths are shown relative to.
        """
        self.cwd = cwd
        threading.Thread(target=self._work, name="scopelint", daemon=True).start()

    def end(self) -> None:
        """Take on no more work."""
        with self._changed:
            self._ended = True
            self._changed.notify()

    def change(self, file: Path, text: str, *, others: bool = False) -> None:
        """A file has this text now; `others`: what the other open files import may have changed, too."""
        with self._changed:
            self._texts[file] = text
            self._due[file] = time.monotonic() + self._delay
            for other in self._texts if others else ():
                self._due.setdefault(other, time.monotonic() + 2 * self._delay)
            self._changed.notify()

    def close(self, file: Path) -> None:
        """The editor has closed a file: what is on disk holds."""
        with self._changed:
            self._texts.pop(file, None)
            self._due.pop(file, None)

    def _work(self) -> None:
        while True:
            with self._changed:
                while not self._ended and not any(due <= time.monotonic() for due in self._due.values()):
                    earliest = min(self._due.values(), default=None)
                    self._changed.wait(None if earliest is None else max(0.0, earliest - time.monotonic()))
                if self._ended:
                    return
                file = min(self._due, key=lambda one: self._due[one])
                del self._due[file]
                texts = dict(self._texts)
            if file in texts:
                self._told(file, analysed(file, texts, self.cwd))


def analysed(file: Path, texts: Mapping[Path, str], cwd: Path) -> Snapshot:
    """Analyse a file as it is in the editor, beside other unsaved ones."""
    from scopelint import discover, runner
    from scopelint.inventory import inventory

    unsaved = {path: text.encode("utf-8", "surrogatepass") for path, text in texts.items()}
    name = discover.shown(file, cwd)
    stdin = unsaved.pop(file)
    request = runner.Request((runner.STDIN,), cwd, stdin=stdin, stdin_filename=str(file), unsaved=unsaved, said={"force-exclude": True})
    try:
        checked = runner.check(request)
    except runner.MISTAKES as error:
        return Snapshot(texts[file], name, cwd, problem=str(error))
    except Exception as error:  # noqa: BLE001 -- the server goes on
        return Snapshot(texts[file], name, cwd, problem=f"internal error: {type(error).__name__}: {error}")
    mine = tuple(d for d in checked.diagnostics if d.site.path == name)
    if name.endswith(NOTEBOOK):
        notebook = checked.analysis.sources.notebook(name)
        in_json = mine if notebook is None else tuple(_in_json(d, notebook, texts[file]) for d in mine)
        return Snapshot(texts[file], name, cwd, in_json, is_program=False)
    return Snapshot(texts[file], name, cwd, mine, inventory(checked.analysis.traces).variables)


def _in_json(d: Diagnostic, notebook: Notebook, text: str) -> Diagnostic:
    """A finding in a notebook, at the lines of the file that hold it."""
    lines = split_lines(text)

    def lying(site: Site) -> Site:
        if site.path != d.site.path:
            return site
        first, last = notebook.raw_line(site.span.line), notebook.raw_line(site.span.end_line)
        return Site(site.path, Span(first, 1, last, len(lines[last - 1]) + 1))

    return replace(d, site=lying(d.site), related=tuple(replace(one, site=lying(one.site)) for one in d.related))
