"""Findings as text: `text` with the source line underlined and the whole story, `concise` with a line each.

Flows in: diagnostics and a way to get at source lines. Flows out: lines to print. Must not import any stage.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from scopelint.model import Applicability, Site, Span
from scopelint.report.base import Findings, Lines
from scopelint.report.escape import printable, width

_WIDEST: Final = 160
"""Characters of a source line that are shown; longer ones are cut around the place."""


def concise(found: Findings) -> Iterator[str]:
    """`path:row:col: CODE message`, the format that editors read."""
    style = found.style
    for d in found.diagnostics:
        fixable = "[*] " if found.fixable(d) else ""
        yield f"{style.strong(found.place(d.site))}: {style.severity(d.severity, d.code)} {fixable}{printable(d.message)}"


def text(found: Findings) -> Iterator[str]:
    """A block a finding: message, place, source, variable, the other places of the story, what to do."""
    style = found.style
    for d in found.diagnostics:
        head = style.severity(d.severity, f"{d.severity.value}[{d.code}]")
        possible = "" if d.certain else " (possible: it depends on the path taken)"
        yield f"{head} {d.name}: {style.strong(printable(d.message))}{possible}"
        yield from _excerpt(d.site, found)
        margin = " " * len(str(found.cell_and_row(d.site.path, d.site.span.line)[1])) + " = "
        if d.variable is not None:
            yield f"{style.quiet(margin)}variable: {style.good(printable(d.variable))}"
        for related in d.related:
            source = _line(related.site, found.lines)
            shown = f": {printable(source.strip())[:_WIDEST]}" if source else ""
            yield f"{style.quiet(margin)}{printable(related.message)}: {found.place(related.site)}{shown}"
        if d.help is not None:
            yield f"{style.quiet(margin)}help: {printable(d.help)}"
        if d.fix is not None:
            unsafe = "" if d.fix.applicability is Applicability.SAFE else f" ({d.fix.applicability.value})"
            yield f"{style.quiet(margin)}fix{unsafe}: {printable(d.fix.message)}"
        yield ""


def _excerpt(site: Site, found: Findings) -> Iterator[str]:
    style = found.style
    number = str(found.cell_and_row(site.path, site.span.line)[1])
    margin = " " * len(number)
    yield f"{margin}{style.quiet('-->')} {found.place(site)}"
    source = _line(site, found.lines)
    if source is None:
        return
    before, marked, after = _cut(source, site.span)
    bar = style.quiet("|")
    yield f"{margin} {bar}"
    yield f"{style.quiet(number)} {bar} {before}{marked}{after}".rstrip()
    yield f"{margin} {bar} {' ' * width(before)}{style.strong('^' * max(1, width(marked)))}"
    last = site.span.end_line
    if last > site.span.line:
        yield f"{margin} {bar} {style.quiet(f'(to line {found.cell_and_row(site.path, last)[1]})')}"


def _line(site: Site, lines: Lines) -> str | None:
    source = lines(site.path)
    number = site.span.line
    return source[number - 1] if source is not None and 1 <= number <= len(source) else None


def _cut(source: str, span: Span) -> tuple[str, str, str]:
    """The source line before, at and after the place, printable; of a very long line what is near the place."""
    start = min(span.column - 1, len(source))
    end = span.end_column - 1 if span.end_line == span.line else len(source)
    end = max(start, min(end, len(source.rstrip())))
    first, last = 0, len(source)
    if last > _WIDEST:
        first = max(0, start - _WIDEST // 2)
        last = min(len(source), first + _WIDEST)
        end = min(end, last)
    before, after = printable(source[first:start]), printable(source[end:last])
    return ("..." if first else "") + before, printable(source[start:end]), after + ("..." if last < len(source) else "")
