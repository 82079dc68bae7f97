"""Which scripts can matter at all: those that mention TensorFlow's scopes or layers, and those that lead to a file that does.

Flows in: files of the project. Flows out: yes or no, told from bytes alone; nothing is parsed. Errs on the side of yes: a file that
imports or executes what only a run can tell is taken to matter. Must not import the interpreter.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final, Protocol

from scopelint.resolve import imported_names, mentions_scopes

_ANYTHING: Final = (b"__import__", b"import_module", b"importlib", b"runpy", b"execfile", b"builtins", b"sys.path", b"%run")
_EXECUTING: Final = (b"exec", b"eval")
_executes = re.compile(rb"(?<![\w.])(?:exec|eval)\s*\(")
"""What may lead to a file that no import names; `model.eval()` does not."""

_STUB: Final = ("",)
"""Stands for the files that a name means where it means a stub of the user's."""


class Project(Protocol):
    """Where files are, and what they contain."""

    def bytes_of(self, path: str) -> bytes | None:
        """What is in a file; None where it cannot be read."""

    def imported(self, name: str, importing: str, level: int) -> str | None:
        """The file of the project that an import means; None for what is none of the project's."""

    def is_stub(self, name: str) -> bool:
        """Whether the user has a stub of a library's module."""


class Concern:
    """Remembers for each file what was found out."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._known: dict[str, bool] = {}
        self._targets: dict[str, tuple[str, ...] | None] = {}
        self._meanings: dict[tuple[str, str], tuple[str, ...]] = {}

    def of(self, path: str) -> bool:
        """Whether running this file could make a variable: it says so itself, or something does that it imports, directly or not."""
        if path in self._known:
            return self._known[path]
        reached, left = {path}, [path]
        while left:
            targets = self._leads_to(left.pop())
            if targets is None or any(self._known.get(target) for target in targets):
                self._known[path] = True
                return True
            new = [target for target in targets if target not in reached and target not in self._known]
            reached.update(new)
            left += new
        self._known.update(dict.fromkeys(reached, False))
        return False

    def closure(self, paths: Iterable[str]) -> dict[str, tuple[str, ...]]:
        """The files that running `paths` may read, and what each of them imports, as far as names of imports tell."""
        found: dict[str, tuple[str, ...]] = {}
        left = list(paths)
        while left:
            path = left.pop()
            if path not in found:
                found[path] = self._imported(path, imported_names(self._project.bytes_of(path) or b"")) or ()
                left += found[path]
        return found

    def _leads_to(self, path: str) -> tuple[str, ...] | None:
        """The files that one imports; None for a file that matters by itself."""
        if path not in self._targets:
            source = self._project.bytes_of(path) or b""
            matters = mentions_scopes(source) or _may_lead_anywhere(source)
            self._targets[path] = None if matters else self._imported(path, imported_names(source))
        return self._targets[path]

    def _imported(self, path: str, names: Iterable[str]) -> tuple[str, ...] | None:
        """The files that a file imports under these names; None where one of them is a stub of the user's."""
        folder, _, file = path.rpartition("/")
        own = folder.rpartition("/")[2] if file == "__init__.py" else file.partition(".")[0]
        found: dict[str, None] = {}
        for name in names:
            meant = self._meanings.get((name, folder))
            if meant is None:
                meant = self._meant(name, path)
                if own not in name:  # else it may be another file's than this one's for this one alone
                    self._meanings[name, folder] = meant
            if meant is _STUB:
                return None
            found.update(dict.fromkeys(meant))
        return tuple(found)

    def _meant(self, name: str, path: str) -> tuple[str, ...]:
        """The files that one name means; `_STUB` where it is that of a stub."""
        absolute = name.lstrip(".")
        level = len(name) - len(absolute)
        if not level and self._project.is_stub(absolute.partition(".")[0]):
            return _STUB
        parts = absolute.split(".") if absolute else []
        found: list[str] = []
        for end in range(0 if level else 1, len(parts) + 1):
            target = self._project.imported(".".join(parts[:end]), path, level)
            if target is not None:
                found.append(target)
        return tuple(found)


def _may_lead_anywhere(source: bytes) -> bool:
    """Whether code imports or executes what only a run can tell. (Substrings first: a regular expression takes ten times as long.)"""
    for word in _ANYTHING:
        if word in source:
            return True
    for word in _EXECUTING:
        if word in source:
            return _executes.search(source) is not None
    return False
