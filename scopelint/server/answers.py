"""What a snapshot says about a place in a file: texts for hovers and hints, and where a variable is made.

Flows in: snapshots. Flows out: plain texts and places. Knows no protocol.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import msgspec

from scopelint.inventory import Variable
from scopelint.model import Site, Span
from scopelint.server.worker import Snapshot
from scopelint.trace import Outcome

_SHOWN = 12
"""Places, or names, that one hover lists."""

_DONE = {
    Outcome.CREATE: "created",
    Outcome.REUSE: "shared",
    Outcome.CREATE_OR_REUSE: "created or shared",
    Outcome.ERROR: "refused",
}


class Hint(msgspec.Struct, frozen=True):
    """A text to show behind a place, with what to tell about it."""

    line: int
    column: int
    text: str
    tip: str


def hints(snapshot: Snapshot) -> Iterator[Hint]:
    """The full name behind each call of the file that makes or shares a variable."""
    by_span: dict[Span, list[Variable]] = {}
    for variable in _in_file(snapshot):
        if variable.outcome is not Outcome.ERROR and not variable.after_error:
            by_span.setdefault(variable.site.span, []).append(variable)
    for span in sorted(by_span):
        names = list(dict.fromkeys(variable.name for variable in by_span[span]))
        more = f" (+{len(names) - 1})" if len(names) > 1 else ""
        yield Hint(span.end_line, span.end_column, f" ⟶ {names[0]}{more}", "\n".join(_limited(names)))


def hover(snapshot: Snapshot, line: int, column: int) -> tuple[str, Span] | None:
    """Markdown about the call at a place: each variable's full name, and every call that makes or shares it."""
    span, here = at(snapshot, line, column)
    if span is None:
        return None
    parts: list[str] = []
    for name in _limited(list(dict.fromkeys(variable.name for variable in here))):
        mine = [variable for variable in snapshot.variables if variable.name == name]
        shape = next((str(list(one.shape)).replace("None", "?") for one in mine if one.shape is not None), "")
        dtype = next((one.dtype for one in mine if one.dtype is not None), "")
        parts.append(f"**`{name}`** {dtype}{shape}".rstrip())
        said = dict.fromkeys(f"- {_DONE[one.outcome]} at {_place(one.site)}{_by(one)}" for one in mine)
        parts.append("\n".join(_limited(list(said))))
    return "\n\n".join(parts), span


def first_creation(snapshot: Snapshot, line: int, column: int) -> Site | None:
    """Where the variable of the call at a place was made: by that call itself or by an earlier one."""
    for variable in at(snapshot, line, column)[1]:
        for other in snapshot.variables:
            if (other.name, other.entry) == (variable.name, variable.entry) and other.outcome in (Outcome.CREATE, Outcome.CREATE_OR_REUSE):
                return other.site
    return None


def at(snapshot: Snapshot, line: int, column: int) -> tuple[Span | None, list[Variable]]:
    """The innermost call around a place that asks for variables, itself or through the functions that it calls; and its requests."""
    around: dict[Span, list[Variable]] = {}
    for variable in snapshot.variables:
        for site in {variable.site, *variable.calls}:
            if site.path == snapshot.name and _contains(site.span, line, column):
                around.setdefault(site.span, []).append(variable)
    if not around:
        return None, []
    smallest = min(around, key=lambda span: (span.end_line - span.line, span.end_column - span.column))
    return smallest, around[smallest]


def _in_file(snapshot: Snapshot) -> Iterable[Variable]:
    return (variable for variable in snapshot.variables if variable.site.path == snapshot.name)


def _contains(span: Span, line: int, column: int) -> bool:
    return (span.line, span.column) <= (line, column) <= (span.end_line, span.end_column)


def _place(site: Site) -> str:
    return f"{site.path}:{site.span.line}:{site.span.column}"


def _by(variable: Variable) -> str:
    calls = "".join(f", called from {_place(call)}" for call in reversed(variable.calls))
    return f" ({variable.api}{calls})"


def _limited(items: Sequence[str]) -> list[str]:
    """The first few, with how many there are besides."""
    left = len(items) - _SHOWN
    return [*items[:_SHOWN], f"- ... and {left} more"] if left > 0 else list(items)
