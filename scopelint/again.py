"""A command that was given before, answered before anything is imported: what it printed is printed again.

Flows in: the arguments of a command. Flows out: what an earlier run of it printed, and its exit code, where nothing that it depended on has
changed since: the contents of files, and what folders have in them, told without knowing what either means. What cannot be told so simply
is left to the caches behind (`answers`, `runs.kept`). Must not import anything that takes time.
"""

from __future__ import annotations

import os
import sys
import time
from contextlib import suppress

from scopelint.tool import digest, of_tool

TYPE_CHECKING = False
"""As in `typing`, which takes its time."""

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

FOLDER = ".scopelint_cache"
"""The name of the cache's folder, unless the user gives another."""

AGAIN = "again-"
"""How the names of the files begin."""

_MOST = 32
"""Commands that are remembered in a folder."""

_DOUBT = 2.0
"""Seconds before a run in which a change may not show: times of files are coarse."""

_OWN_CONTENT = ("pyproject.toml", "scopelint.toml", ".scopelint.toml", ".gitignore", ".ignore", os.path.join(".git", "info", "exclude"))
"""Files that say what is checked and how, wherever they lie."""

_MARKS = (".git", "setup.py", "setup.cfg", ".hg")
"""What else says where a project begins."""

_NAMES = frozenset({*_OWN_CONTENT, *_MARKS})
_MARKED = "."
"""Stands behind a folder of which only that matters which says what is checked, or where a project begins; nothing, where all matters."""

_SUFFIXES = (".py", ".pyw", ".ipynb")
_VARIABLES = ("NO_COLOR", "FORCE_COLOR", "CLICOLOR_FORCE", "XDG_CONFIG_HOME", "HOME", "USERPROFILE", "APPDATA")
_END = "\0"
"""Between the fields of a file."""


class Answer:
    """What a command printed, and its exit code."""

    def __init__(self, code: int, out: str, err: str) -> None:
        self.code = code
        self.out = out
        self.err = err


class Command:
    """A command as it was given.

    Args:
        arguments: those of the process.
    """

    def __init__(self, arguments: list[str]) -> None:
        self.began = time.time()
        self._cwd = os.getcwd()
        said = [(name, value) for name, value in os.environ.items() if name in _VARIABLES or "SCOPELINT" in name]
        shown = sys.stdout.isatty(), sys.stderr.isatty()
        question = digest(repr((arguments, self._cwd, sorted(said), shown)).encode("utf-8", "surrogateescape"))
        self._file = os.path.join(_folder(arguments, self._cwd), f"{AGAIN}{question.hex()}")

    def answer(self) -> Answer | None:
        """What was printed, if it would be printed again."""
        try:
            with open(self._file, "rb") as file:
                data = file.read()
            head, _, rest = data.partition(b"\n")
            if head != digest(of_tool(), rest).hex().encode():
                return None
            code, out, err, *seen = rest.decode("utf-8", "surrogateescape").split(_END)
        except (OSError, ValueError):
            return None
        for path, known in zip(seen[::2], seen[1::2], strict=False):
            if known != _now(path):
                return None
        return Answer(int(code), out, err)

    def keep(self, answer: Answer, files: Mapping[str, bytes], besides: Iterable[str], folders: Iterable[str]) -> None:
        """Remember what was printed.

        Args:
            files: digests of the contents that were read, empty for what could not be read.
            besides: files that were looked for besides.
            folders: those whose contents mattered; of those above, settings and marks of a project's root do.
        """
        with suppress(OSError, UnicodeError):
            seen = self._seen(files, set(besides), folders)
            fields = [str(answer.code), answer.out, answer.err, *seen]
            if seen and not any(_END in field for field in fields):
                self._write(_END.join(fields).encode("utf-8", "surrogateescape"))

    def _seen(self, files: Mapping[str, bytes], besides: set[str], folders: Iterable[str]) -> list[str]:
        """Paths, each with what it looks like; none where something may have changed since the run began."""
        searched = {*folders, *map(os.path.dirname, files)}
        above: set[str] = set()
        for folder in (self._cwd, *searched):
            while folder not in above:
                above.add(folder)
                folder = os.path.dirname(folder)  # noqa: PLW2901 -- the one above
        besides.update(os.path.join(folder, name) for folder in above for name in _OWN_CONTENT)
        marks = [os.path.join(folder, name) for folder in above for name in _MARKS]
        if any(_changed_since(path, self.began - _DOUBT) for path in (*searched, *besides, *marks)):
            return []
        paths = {*besides, *(os.path.join(folder, "" if folder in searched else _MARKED) for folder in above)}
        found = {path: _now(path) for path in paths}
        found.update((path, known.hex()) for path, known in files.items())
        return [field for path in sorted(found) for field in (path, found[path])]

    def _write(self, data: bytes) -> None:
        """
        Raises:
            OSError: it cannot be written.
        """
        folder, name = os.path.split(self._file)
        if not os.path.isdir(folder):
            return
        made = f"{self._file}.{os.getpid()}"
        try:
            with open(made, "wb") as file:
                file.write(digest(of_tool(), data).hex().encode() + b"\n" + data)
            os.replace(made, self._file)
        except OSError:
            os.unlink(made)
            raise
        kept = [os.path.join(folder, other) for other in os.listdir(folder) if other.startswith(AGAIN) and other != name]
        for old in sorted(kept, key=os.path.getmtime)[: max(0, len(kept) + 1 - _MOST)]:
            os.unlink(old)


def _folder(arguments: list[str], cwd: str) -> str:
    """Where answers are looked for: where the command says that the cache lies, else in the nearest cache from here upward."""
    for index, argument in enumerate(arguments):
        if argument.startswith("--cache-dir="):
            return os.path.join(cwd, argument.partition("=")[2])
        if argument == "--cache-dir" and index + 1 < len(arguments):
            return os.path.join(cwd, arguments[index + 1])
    if os.environ.get("SCOPELINT_CACHE_DIR"):
        return os.path.join(cwd, os.environ["SCOPELINT_CACHE_DIR"])
    folder = cwd
    while not os.path.isdir(os.path.join(folder, FOLDER)) and folder != os.path.dirname(folder):
        folder = os.path.dirname(folder)
    return os.path.join(folder, FOLDER)


def _now(path: str) -> str:
    """What a file, or a folder, looks like now."""
    folder, name = os.path.split(path)
    if name == _MARKED:
        return "".join("1" if os.path.exists(os.path.join(folder, mark)) else "0" for mark in (*_OWN_CONTENT, *_MARKS))
    return _content(path) if name else _look(folder)


def _content(path: str) -> str:
    """A digest of a file; empty where it cannot be read."""
    try:
        with open(path, "rb", buffering=0) as file:
            return digest(file.read()).hex()
    except (OSError, ValueError):
        return ""


def _look(folder: str) -> str:
    """A digest of what a folder has in it that can matter: folders, links, programs, settings, marks of a project's root."""
    found: list[str] = []
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                link = os.path.realpath(entry.path) if entry.is_symlink() else ""
                is_folder = entry.is_dir()
                if (is_folder and entry.name != FOLDER) or link or entry.name.endswith(_SUFFIXES) or entry.name in _NAMES:
                    found.append(f"{entry.name}/{'folder' if is_folder else 'file' if entry.is_file() else ''}/{link}")
    except OSError as error:
        return str(error.errno)
    return digest(*(one.encode("utf-8", "surrogateescape") for one in (os.path.realpath(folder), *sorted(found)))).hex()


def _changed_since(path: str, moment: float) -> bool:
    try:
        status = os.stat(path)
        return max(status.st_mtime, status.st_ctime) >= moment
    except OSError:
        return False
