"""What every format of findings is made from.

Flows in: findings, and ways to get at source lines, rules and notebooks. Flows out: `Findings`, which a format turns into lines, and places
as reports print them. Must not import any stage but the rules' metadata.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Protocol

import msgspec

from scopelint.fingerprints import fingerprints
from scopelint.model import Diagnostic, Site, row_of
from scopelint.report.escape import printable
from scopelint.report.style import PLAIN, Style
from scopelint.rules.base import Rule
from scopelint.suppress import comments

Lines = Callable[[str], Sequence[str] | None]
"""The lines of the file that a report calls by this path; None if they cannot be had (any more)."""


class Notebook(Protocol):
    """What reports need to know of a notebook (`scopelint.reading.notebooks.Notebook`)."""

    def place(self, line: int) -> tuple[int, int]:
        """The cell, and the row in it, of a line of the notebook's program."""
        ...

    def raw_line(self, line: int) -> int:
        """The line of the file."""
        ...


class Findings(msgspec.Struct, frozen=True):
    """Findings to report.

    Attributes:
        diagnostics: sorted by place.
        lines: source lines by path; those of a notebook's program, for a notebook.
        rule: a rule by its code.
        notebook: the notebook at a path; None for any other file.
        cwd: what relative paths are relative to.
        version: scopelint's.
        style: colours, for formats that people read.
        unsafe: the files for which unsafe fixes are wanted.
    """

    diagnostics: Sequence[Diagnostic]
    lines: Lines
    rule: Callable[[str], Rule]
    notebook: Callable[[str], Notebook | None]
    cwd: Path
    version: str
    style: Style = PLAIN
    unsafe: frozenset[str] = frozenset()

    def fixable(self, d: Diagnostic) -> bool:
        """Whether `--fix` mends a finding."""
        return d.fix is not None and d.fix.applies(unsafe=d.site.path in self.unsafe)

    def cell_and_row(self, path: str, line: int) -> tuple[int | None, int]:
        """The cell (None in a plain file) and the row in cell or file."""
        notebook = self.notebook(path)
        return (None, line) if notebook is None else notebook.place(line)

    def place(self, site: Site) -> str:
        """`path:row:col`, in a notebook `path:cell 2:row:col`."""
        return f"{printable(site.path)}:{row_of(site.path, site.span.line, self.cell_and_row)}:{site.span.column}"

    def file_lines(self, site: Site) -> tuple[int, int]:
        """First and last line in the file itself, for formats that know no cells."""
        notebook = self.notebook(site.path)
        if notebook is None:
            return site.span.line, site.span.end_line
        return notebook.raw_line(site.span.line), notebook.raw_line(site.span.end_line)

    def noqa_line(self, site: Site) -> int:
        """The line at whose end a comment that suppresses the finding can stand."""
        return comments.last_line(self.lines(site.path) or (), site.span.end_line)

    def with_fingerprints(self) -> Iterator[tuple[Diagnostic, str]]:
        """Each finding with a hash that stays when lines move."""
        return zip(self.diagnostics, fingerprints(self.diagnostics, self.lines), strict=True)


Format = Callable[[Findings], Iterator[str]]
