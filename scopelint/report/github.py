"""Findings as annotations of GitHub Actions: workflow commands, the most serious first, since only ten of a kind are shown for a step.

Flows in: findings. Flows out: lines to print. Must not import any stage.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from scopelint.model import Diagnostic, Severity
from scopelint.report.base import Findings
from scopelint.report.escape import printable

_COMMANDS: Final = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}
_ORDER: Final = tuple(_COMMANDS)


def github(found: Findings) -> Iterator[str]:
    """A command a finding."""
    for d in sorted(found.diagnostics, key=lambda d: (_ORDER.index(d.severity), not d.certain)):
        properties = ",".join(f"{name}={_property(str(value))}" for name, value in _properties(d, found))
        yield f"::{_COMMANDS[d.severity]} {properties}::{_data(f'{found.place(d.site)}: {d.code} {printable(d.message)}')}"


def _properties(d: Diagnostic, found: Findings) -> Iterator[tuple[str, object]]:
    span = d.site.span
    first, last = found.file_lines(d.site)
    yield "title", f"scopelint ({d.code})"
    yield "file", d.site.path
    yield "line", first
    in_cell = found.notebook(d.site.path) is not None
    if first == last and not in_cell:  # GitHub refuses columns of more than one line
        yield "col", span.column
    yield "endLine", last
    if first == last and not in_cell:
        yield "endColumn", span.end_column


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
