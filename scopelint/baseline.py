"""A baseline: the findings that a project already knows of, so that only new ones are reported.

Flows in: findings, and a file of JSON. Flows out: the findings that are new, and what in the file is no longer found. A finding is
recognised by path, rule, variable and enclosing function, and counted: it may move in its file. Must not import any stage.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

import msgspec

from scopelint.fingerprints import Key, Lines, key
from scopelint.model import Diagnostic

DEFAULT: Final = "scopelint-baseline.json"
VERSION: Final = 1


class BaselineError(Exception):
    """A baseline that cannot be used; the text names the file and says what to do."""


class Compared(msgspec.Struct, frozen=True):
    """What a baseline leaves of findings.

    Attributes:
        new: those that it does not know.
        known: how many it knows.
        stale: what it knows and what is no longer found, with how often.
    """

    new: tuple[Diagnostic, ...]
    known: int
    stale: Mapping[Key, int]


class LookedFor(msgspec.Struct, frozen=True):
    """What a run could have found: in these paths, by rules with these codes."""

    paths: frozenset[str]
    codes: frozenset[str]

    def judges(self, cwd: Path, file: Path) -> Callable[[Key], bool]:
        """Whether an entry of the baseline `file` would have been found again, were it still there."""
        paths = {_path(path, cwd, file) for path in self.paths}
        return lambda entry: entry.path in paths and entry.code in self.codes


def read(file: Path) -> Counter[Key]:
    """The findings that a file knows of, each with how often, paths relative to its folder.

    Raises:
        BaselineError: there is no such file, or it is no baseline.
    """
    try:
        document = json.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise BaselineError(f"{file}: no such baseline; `scopelint check --write-baseline` makes one") from error
    except (OSError, ValueError, RecursionError) as error:
        raise BaselineError(f"{file}: not a baseline: {error}") from error
    try:
        if document["version"] != VERSION:
            raise BaselineError(f"{file}: a baseline of version {document['version']}; this scopelint reads version {VERSION}")
        return Counter({_key(entry): int(entry["count"]) for entry in document["findings"]})
    except (KeyError, TypeError, ValueError) as error:
        raise BaselineError(
            f"{file}: not a baseline, or damaged ({type(error).__name__}: {error}); `--write-baseline` makes a new one"
        ) from error


def _key(entry: dict[str, Any]) -> Key:
    return Key(*(str(entry[name]) for name in ("path", "code", "variable", "function")))


def compare(diagnostics: Iterable[Diagnostic], known: Counter[Key], lines: Lines, cwd: Path, file: Path, looked_for: LookedFor) -> Compared:
    """Sort findings into new and known ones.

    Args:
        looked_for: what the baseline says of anything else is not stale.
    """
    left = Counter(known)
    new: list[Diagnostic] = []
    count = 0
    for d in diagnostics:
        found = _relative(key(d, lines), cwd, file)
        if left[found] > 0:
            left[found] -= 1
            count += 1
        else:
            new.append(d)
    judged = looked_for.judges(cwd, file)
    return Compared(tuple(new), count, {entry: number for entry, number in sorted(left.items()) if number > 0 and judged(entry)})


def write(diagnostics: Iterable[Diagnostic], lines: Lines, cwd: Path, file: Path, looked_for: LookedFor) -> int:
    """Make a baseline of these findings; how many there are.

    What a baseline that is there says of other files, and of rules that were off, stays; of files that are gone, it does not.

    Raises:
        BaselineError: it cannot be written.
    """
    counted = Counter(_relative(key(d, lines), cwd, file) for d in diagnostics)
    judged = looked_for.judges(cwd, file)
    with suppress(BaselineError):
        kept = {entry: number for entry, number in read(file).items() if not judged(entry) and os.path.exists(file.parent / entry.path)}
        counted.update(kept)
    findings = [{**entry._asdict(), "count": counted[entry]} for entry in sorted(counted)]
    try:
        file.write_text(json.dumps({"version": VERSION, "findings": findings}, indent=2) + "\n", encoding="utf-8")
    except OSError as error:
        raise BaselineError(f"{file}: cannot be written: {error.strerror or error}") from error
    return counted.total()


def _relative(found: Key, cwd: Path, file: Path) -> Key:
    return found._replace(path=_path(found.path, cwd, file))


def _path(path: str, cwd: Path, file: Path) -> str:
    """A path as the baseline writes it: relative to its own folder."""
    try:
        return Path(os.path.relpath(cwd / path, file.parent)).as_posix()
    except ValueError:  # on Windows, another drive
        return path
