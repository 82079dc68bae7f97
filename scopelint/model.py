"""What scopelint says: places in source text, diagnostics and edits.

Flows in: nothing. Flows out: frozen data that every later stage and every report shares.
Must not import anything of scopelint: this is the leaf.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass
from typing import NamedTuple


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


@dataclass(frozen=True, slots=True)
class Edit:
    """Replace the text of `span` by `content`."""

    span: Span
    content: str


@dataclass(frozen=True, slots=True)
class Fix:
    """A set of edits in the diagnostic's own file that mends it."""

    message: str
    applicability: Applicability
    edits: tuple[Edit, ...]


@dataclass(frozen=True, slots=True)
class Related:
    """Another place that belongs to the story of a diagnostic."""

    message: str
    site: Site


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding.

    `certain` is false where the finding holds on some paths only; `variable` is the full name of
    the variable it is about (with holes written as `{source}`); `help` says what to write instead.
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


@dataclass(frozen=True, slots=True)
class ParseFailure:
    """A file that cannot be read as Python 3: where that shows, why, and what to do about it.

    `unreadable` is true where not even its bytes could be had (no permission, a broken link).
    """

    path: str
    line: int
    column: int
    reason: str
    advice: str | None = None
    unreadable: bool = False


@dataclass(frozen=True, slots=True)
class Problem:
    """Work that scopelint could not do: a missing path, a crash of its own. Not a finding in the user's code.

    `detail` is for people who mend scopelint: the traceback.
    """

    message: str
    path: str | None = None
    detail: str | None = None
