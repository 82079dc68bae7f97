"""What scopelint says: places in source text, diagnostics and edits.

Flows in: nothing. Flows out: frozen data that every later stage and every report shares.
Must not import anything of scopelint: this is the leaf.
"""

from __future__ import annotations

import enum
from collections.abc import Callable
from typing import Final, NamedTuple

import msgspec


class Span(NamedTuple):
    """A stretch of source text.

    Lines and columns are 1-based; columns count characters (code points), and the end column is
    exclusive, as in ruff's JSON.
    """

    line: int
    column: int
    end_line: int
    end_column: int


class Site(NamedTuple):
    """A span in a file. `path` is as reports print it (relative to the current folder if under it)."""

    path: str
    span: Span


class Severity(enum.Enum):
    """How bad a diagnostic is: ERROR means that TensorFlow raises at this place."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class Applicability(enum.Enum):
    """Whether a fix keeps the meaning of the program (SAFE) or takes a decision (UNSAFE)."""

    SAFE = "safe"
    UNSAFE = "unsafe"
    DISPLAY = "display"


class Edit(msgspec.Struct, frozen=True):
    """Replace the text of `span` by `content`."""

    span: Span
    content: str


class Fix(msgspec.Struct, frozen=True):
    """A set of edits in the diagnostic's own file that mends it."""

    message: str
    applicability: Applicability
    edits: tuple[Edit, ...]

    def applies(self, *, unsafe: bool) -> bool:
        """Whether `--fix` applies it, where unsafe fixes are wanted, or are not."""
        return self.applicability is Applicability.SAFE or (unsafe and self.applicability is Applicability.UNSAFE)


class Change(enum.Enum):
    """What a `Rewrite` does to a call."""

    CALLEE = "callee"
    """The last name of what is called becomes `text`: `tf.name_scope(...)` -> `tf.variable_scope(...)`."""
    RENAME = "rename"
    """The argument `argument`, where it is given by name, gets the name `text`."""
    SET = "set"
    """The argument `argument` becomes `text`, or is added by its name at the end."""
    DROP = "drop"
    """The argument `argument` goes, with its comma."""
    ORDER = "order"
    """Positional arguments change places: `text` lists their old numbers ("1 2 0") in the new order, `argument` their names in it."""
    ENTER = "enter"
    """The statement, which is this call (or an assignment of it), becomes `with ...:` around the rest of its block."""
    REPLACE = "replace"
    """The text of the place becomes `text`."""
    WRAP = "wrap"
    """The statement that the call is in goes inside `with {text}:`."""
    DELETE = "delete"
    """The text of the place goes, with the blanks before it; a line that is left empty goes, too."""


class Rewrite(msgspec.Struct, frozen=True):
    """One change to the source, as a rule words it, who knows places and no syntax.

    Attributes:
        site: the place of a call, as events have it (for DELETE and REPLACE: of any text).
        argument: the name of the argument that is meant.
        position: its place among positional arguments, from 0; None where it cannot be given by position.
        text: see `Change`; "{module}" in it stands for what the call says before its last name (`tf`).
        callees: last names of what may be called there; the rewrite is not made where another thing is called. Empty: anything.
    """

    site: Site
    change: Change
    argument: str = ""
    position: int | None = None
    text: str = ""
    callees: tuple[str, ...] = ()


class Repair(msgspec.Struct, frozen=True):
    """How a finding is mended: its rewrites become the edits of a `Fix`, all of them or none."""

    message: str
    applicability: Applicability
    rewrites: tuple[Rewrite, ...]


NOTEBOOK: Final = ".ipynb"
"""How the name of a notebook ends."""

Cells = Callable[[str, int], tuple[int | None, int]]
"""Where people see a line of the program that is read from a path: the cell of a notebook, None in any other file; and the row in it."""


def in_plain_files(path: str, line: int) -> tuple[int | None, int]:
    """`Cells`, where there is no notebook."""
    return None, line


def row_of(path: str, line: int, cells: Cells) -> str:
    """How reports write a line behind its path: "12", in a notebook "cell 3:2"."""
    cell, row = cells(path, line)
    return str(row) if cell is None else f"cell {cell}:{row}"


class Related(msgspec.Struct, frozen=True):
    """Another place that belongs to the story of a diagnostic."""

    message: str
    site: Site


class Diagnostic(msgspec.Struct, frozen=True):
    """One finding.

    `certain` is false where the finding holds on some paths only; `variable` is the full name of
    the variable it is about (with holes written as `{source}`); `help` says what to write instead.
    `repair` is what the rule proposes, `fix` what became of it once the source was looked at. `ends` are
    the other places at which a suppression counts: both ends of a clash. `concerns` are files that it is told with, besides the one in
    which it lies.
    """

    code: str
    name: str
    severity: Severity
    message: str
    site: Site
    certain: bool = True
    related: tuple[Related, ...] = ()
    variable: str | None = None
    help: str | None = None
    fix: Fix | None = None
    repair: Repair | None = None
    ends: tuple[Site, ...] = ()
    concerns: frozenset[str] = frozenset()


class UnusedSuppression(msgspec.Struct, frozen=True):
    """A comment that suppresses nothing, or names codes in vain.

    Attributes:
        site: where it is.
        unused: the codes of rules that find nothing there; none if it names none.
        unknown: codes that no rule has.
        left: the comments to change, each with what is left of it ("": it goes).
    """

    site: Site
    unused: tuple[str, ...]
    unknown: tuple[str, ...]
    left: tuple[tuple[Site, str], ...]


class ParseFailure(msgspec.Struct, frozen=True):
    """A file that cannot be read as Python 3: where that shows, why, and what to do about it.

    `unreadable` is true where not even its bytes could be had (no permission, a broken link), `in_part` where this is a cell of a
    notebook whose other cells are read all the same.
    """

    path: str
    line: int
    column: int
    reason: str
    advice: str | None = None
    unreadable: bool = False
    in_part: bool = False


class Problem(msgspec.Struct, frozen=True):
    """Work that scopelint could not do: a missing path, a crash of its own. Not a finding in the user's code.

    `detail` is for people who mend scopelint: the traceback.
    """

    message: str
    path: str | None = None
    detail: str | None = None
