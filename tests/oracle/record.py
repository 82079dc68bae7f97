"""Truth files beside fixtures: written by running TensorFlow, or found missing or stale.

In: folders of fixtures. Out: `x.truth.json` beside each program `x.py`; `x.driver.truth.json` where a driver `x.driver.py` runs it;
`main.truth.json` in each folder that has a `main.py`, whose other modules are not programs of their own.

Must not import TensorFlow, except by way of `oracle`.
"""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Final, Protocol

from .oracle import Program, Result
from .truth import Ended, dumps

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

MAIN: Final = "main.py"
"""The program of a fixture that is a folder."""

DRIVER: Final = ".driver.py"
"""Suffix of the program that imports and calls a fixture which has no entry point of its own."""

SUFFIX: Final = ".truth.json"


class Runner(Protocol):
    """What runs programs: an `Oracle`."""

    def run_many(self, programs: Iterable[Program]) -> Iterator[Result]:
        """Gives the results in the order of the programs."""


class State(Enum):
    """How a fixture's truth file stands to what TensorFlow does today."""

    SAME = "same"
    MISSING = "missing"
    STALE = "stale"
    ORPHANED = "orphaned"
    UNDECIDED = "undecided"


@dataclass(frozen=True, slots=True)
class Check:
    """One fixture, and how its truth file stands.

    Attributes:
        path: the program; for an orphaned truth file, that file.
        text: what the truth file should hold; None when TensorFlow came to no end (a time limit, a crash), or for an orphan.
        difference: a unified diff from the file to `text`, or why there is none.
    """

    path: Path
    state: State
    text: str | None
    difference: str


def truth_path(program: Path) -> Path:
    """Where the truth about a program is kept."""
    return program.with_suffix(SUFFIX)


def fixtures(folder: Path) -> Iterator[Program]:
    """The programs of a folder of fixtures, sorted.

    A folder with a `main.py` is one fixture, with that program and that root. In other folders each `.py` file is one, with its own
    folder as root; where a driver lies beside it (`x.driver.py`), that is the program that is run.
    """
    if (folder / MAIN).is_file():
        yield Program(folder / MAIN, folder)
        return
    for path in sorted(folder.iterdir()):
        if path.is_dir():
            if not path.name.startswith(("__", ".")):
                yield from fixtures(path)
        elif path.suffix == ".py" and not path.name.endswith(DRIVER):
            driver = path.with_suffix(DRIVER)
            yield Program(driver if driver.is_file() else path, folder)


def orphans(folder: Path) -> Iterator[Path]:
    """The truth files below a folder that belong to no fixture."""
    known = {truth_path(program.path) for program in fixtures(folder)}
    return (path for path in sorted(folder.rglob(f"*{SUFFIX}")) if path not in known)


def check(folders: Sequence[Path], oracle: Runner) -> Iterator[Check]:
    """Runs every fixture and says how its truth file stands. Writes nothing."""
    programs = [program for folder in folders for program in _programs(folder)]
    for program, result in zip(programs, oracle.run_many(programs), strict=True):
        yield _check(program, result)
    for folder in folders:
        if folder.is_dir():
            for path in orphans(folder):
                yield Check(path, State.ORPHANED, None, "no program beside it\n")


def record(folders: Sequence[Path], oracle: Runner) -> Iterator[Check]:
    """Runs every fixture and writes its truth file where it is missing or stale; removes orphaned ones.

    Yields:
        What was found before the file was written.
    """
    for found in check(folders, oracle):
        if found.state is State.ORPHANED:
            found.path.unlink()
        elif found.text is not None and found.state is not State.SAME:
            truth_path(found.path).write_text(found.text, encoding="utf-8")
        yield found


def _programs(path: Path) -> Iterator[Program]:
    """The fixtures of a folder, or the one that a file is."""
    if path.is_dir():
        yield from fixtures(path)
    else:
        yield Program(path, path.parent)


def _check(program: Program, result: Result) -> Check:
    if result.truth.ended in (Ended.TIMEOUT, Ended.CRASH):
        return Check(program.path, State.UNDECIDED, None, f"{result.truth.ended.value}\n{result.stderr}\n")
    text = dumps(result.truth)
    path = truth_path(program.path)
    if not path.is_file():
        return Check(program.path, State.MISSING, text, "")
    old = path.read_text(encoding="utf-8")
    if old == text:
        return Check(program.path, State.SAME, text, "")
    lines = difflib.unified_diff(old.splitlines(keepends=True), text.splitlines(keepends=True), "recorded", "TensorFlow", n=1)
    return Check(program.path, State.STALE, text, "".join(lines))
