"""Fixtures: TF1 programs with their expectations in comments.

In: the `fixtures/` folder. Out: a `Fixture` each, with what its comments say.

A fixture is a file `x.py`, or a folder with a `main.py` and the modules that it imports. Beside it lies what TensorFlow made of it:
`x.truth.json`, `main.truth.json`. A file without an entry point of its own has a small driver beside it, `x.driver.py`, which imports
and calls it: its truth, `x.driver.truth.json`, is what the comments in `x.py` are about; `scopelint check` does not see the driver.

    w = tf.get_variable("w", [1])     # creates: scope1/w, scope2/w
    w = tf.get_variable("w")          # reuses: scope1/w  # creates: scope2/w
    w = tf.get_variable("w", [1])     # refuses: scope1/w  # error: [TFS101]
    v = tf.get_variable("v", [1])     # warning: [TFS201]

`creates`, `reuses` and `refuses` list full names in the order in which that line's call asks for them over the whole run; a line that
says one of the three says all of them. `error`, `warning` and `info` give the codes of the findings that `scopelint check` places on that
line; a fixture without them asserts that check says nothing, unless it has the comment `# findings: not checked`. The line is the one
where the call begins. `# select: TFS212` switches rules on that are off by default. All names must be foreseen exactly, unless the
fixture has the comment `# names: patterns`.

Which files are fixtures is `tests.oracle.record`'s to say. Must not import TensorFlow or scopelint.
"""

from __future__ import annotations

import io
import re
import tokenize
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tests.oracle.record import DRIVER, MAIN, truth_path
from tests.oracle.record import fixtures as programs

FIXTURES: Final = Path(__file__).resolve().parents[1] / "fixtures"

OUTCOMES: Final = {"creates": "create", "reuses": "reuse", "refuses": "error"}
"""Word of a comment -> outcome in a truth."""

_SEVERITIES: Final = frozenset({"error", "warning", "info"})
_NOT_CHECKED: Final = re.compile(r"#\s*findings:\s*not checked\b")
_PATTERNS: Final = re.compile(r"#\s*names: patterns\b")
_SELECT: Final = re.compile(r"#\s*select:\s*(TFS\d{3}(?:\s*,\s*TFS\d{3})*)\s*$")
_STATEMENT: Final = re.compile(r"(?P<word>creates|reuses|refuses|error|warning|info):\s*(?P<rest>[^#]*)")
_CODES: Final = re.compile(r"\[\s*(TFS\d{3}(?:\s*,\s*TFS\d{3})*)\s*\]$")


class FixtureFormatError(ValueError):
    """A comment that looks like an expectation and cannot be read; says where it stands."""


@dataclass(frozen=True, slots=True, order=True)
class Line:
    """A line of a fixture; `path` is relative to the fixture's root, with forward slashes."""

    path: str
    line: int

    def __str__(self) -> str:
        return f"{self.path}:{self.line}"


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """A finding of `scopelint check` that a comment announces."""

    where: Line
    code: str
    severity: str


@dataclass(frozen=True, slots=True)
class Expectations:
    """What the comments of a fixture say.

    Attributes:
        names: for each annotated line, outcome ("create", "reuse", "error") -> names in order; an outcome left out is an empty tuple.
        findings: the findings announced, sorted; meaningless when `findings_checked` is false.
        findings_checked: whether the fixture says what `scopelint check` finds in it.
        names_exact: whether all names can be known without running the program.
        selected: rules that are off by default and that the fixture switches on.
    """

    names: dict[Line, dict[str, tuple[str, ...]]]
    findings: tuple[Finding, ...]
    findings_checked: bool
    names_exact: bool
    selected: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Fixture:
    """A program with expectations.

    Attributes:
        id: its name in test reports: the path below `fixtures/`, without ".py".
        root: the folder of its code; paths in its truth and its expectations are relative to it.
        program: what TensorFlow runs: the fixture itself, or its driver.
        modules: the files that are checked and that may bear comments; a driver is none of them.
        truth: where TensorFlow's answer about `program` is recorded.
    """

    id: str
    root: Path
    program: Path
    modules: tuple[Path, ...]
    truth: Path

    @property
    def has_driver(self) -> bool:
        """Whether the code has no entry point of its own."""
        return self.program not in self.modules

    def expectations(self) -> Expectations:
        """Reads the comments.

        Raises:
            FixtureFormatError: a comment that looks like an expectation cannot be read.
        """
        names: dict[Line, dict[str, tuple[str, ...]]] = {}
        findings: list[Finding] = []
        checked = exact = True
        selected: set[str] = set()
        for module in self.modules:
            path = module.relative_to(self.root).as_posix()
            for number, comment in _comments(module):
                where = Line(path, number)
                checked &= not _NOT_CHECKED.match(comment)
                exact &= not _PATTERNS.match(comment)
                if switched := _SELECT.match(comment):
                    selected |= {code.strip() for code in switched[1].split(",")}
                for word, rest in _statements(where, comment):
                    if word in OUTCOMES:
                        outcomes = names.setdefault(where, dict.fromkeys(OUTCOMES.values(), ()))
                        outcomes[OUTCOMES[word]] = tuple(name.strip() for name in rest.split(","))
                    else:
                        findings += [Finding(where, code, word) for code in _codes(where, rest)]
        return Expectations(names, tuple(sorted(findings)), checked, exact, frozenset(selected))


def find_fixtures(folder: Path = FIXTURES) -> Iterator[Fixture]:
    """The fixtures below a folder, sorted by path."""
    for item in programs(folder):
        program, root = item.path, item.root or item.path.parent
        if program.name == MAIN:
            yield Fixture(_id(root), root, program, tuple(sorted(root.rglob("*.py"))), truth_path(program))
        else:
            module = program.with_name(program.name.replace(DRIVER, ".py"))
            yield Fixture(_id(module.with_suffix("")), root, program, (module,), truth_path(program))


def _id(path: Path) -> str:
    return path.relative_to(FIXTURES).as_posix() if path.is_relative_to(FIXTURES) else path.name


def _comments(module: Path) -> Iterator[tuple[int, str]]:
    with module.open("rb") as file:
        for token in tokenize.tokenize(io.BytesIO(file.read()).readline):
            if token.type == tokenize.COMMENT:
                yield token.start[0], token.string


def _statements(where: Line, comment: str) -> Iterator[tuple[str, str]]:
    for part in comment.split("#")[1:]:
        found = _STATEMENT.fullmatch(part.strip())
        if found is not None:
            rest = found["rest"].strip()
            if not rest:
                raise FixtureFormatError(f"{where}: nothing after {found['word']!r}")
            yield found["word"], rest


def _codes(where: Line, rest: str) -> list[str]:
    found = _CODES.match(rest)
    if found is None:
        raise FixtureFormatError(f"{where}: not a list of codes: {rest!r}")
    return [code.strip() for code in found[1].split(",")]
