"""An inventory as text: a heading an entry, a line a request.

Flows in: an inventory. Flows out: lines to print. Must not import any stage.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from scopelint.inventory import Inventory, Variable
from scopelint.model import Cells, in_plain_files, row_of
from scopelint.report.escape import printable, width
from scopelint.report.style import PLAIN, Style

_WIDEST_NAME = 80
"""Columns kept for the names; a longer one pushes the rest of its own line only."""


def names(inventory: Inventory, style: Style = PLAIN, cells: Cells = in_plain_files) -> Iterator[str]:
    """Full name, outcome, API, place (with its file where that is not the entry's own), and what limits the statement."""
    for entry, group in groupby(inventory.variables, key=lambda v: v.entry):
        variables = list(group)
        script = entry.partition("::")[0]
        yield style.strong(printable(entry)) + (" (run with unknown arguments)" if entry != script else "")
        columns = min(_WIDEST_NAME, max(width(printable(v.name)) for v in variables))
        outcomes = max(len(v.outcome.value) for v in variables)
        apis = max(len(v.api) for v in variables)
        for v in variables:
            name = printable(v.name)
            padding = " " * (columns - width(name))
            what = f"{v.outcome.value:<{outcomes}}  {printable(v.api):<{apis}}"
            yield f"  {style.good(name)}{padding}  {what}  {_place(v, script, cells)}{_limits(v)}"
        yield ""


def _place(v: Variable, script: str, cells: Cells) -> str:
    span = v.site.span
    file = "" if v.site.path == script else f"{printable(v.site.path)}:"
    return f"{file}{row_of(v.site.path, span.line, cells)}:{span.column}"


def _limits(v: Variable) -> str:
    limits = []
    if not v.certain:
        limits.append("on some paths")
    if v.after_error:
        limits.append("after an error")
    return f"  ({', '.join(limits)})" if limits else ""
