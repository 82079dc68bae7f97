"""Findings as JUnit's XML: a suite a file, a failed case a finding; a passed case where nothing was found, since no case looks like no run.

Flows in: findings. Flows out: lines to print. Must not import any stage.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Final
from xml.sax.saxutils import quoteattr

from scopelint.model import Diagnostic
from scopelint.report.base import Findings
from scopelint.report.escape import printable

_PACKAGE: Final = "org.scopelint"


def junit(found: Findings) -> Iterator[str]:
    """One document."""
    yield '<?xml version="1.0" encoding="utf-8"?>'
    total = len(found.diagnostics)
    yield f'<testsuites name="scopelint" tests="{max(total, 1)}" failures="{total}" errors="0">'
    if not found.diagnostics:
        yield f'  <testsuite name="scopelint" tests="1" failures="0" errors="0" package="{_PACKAGE}">'
        yield f'    <testcase name="No findings" classname="{_PACKAGE}"/>'
        yield "  </testsuite>"
    for path, group in groupby(found.diagnostics, key=lambda d: d.site.path):
        cases = list(group)
        yield f'  <testsuite name={_quoted(path)} tests="{len(cases)}" failures="{len(cases)}" errors="0" package="{_PACKAGE}">'
        for d in cases:
            yield from _case(d, found)
        yield "  </testsuite>"
    yield "</testsuites>"


def _case(d: Diagnostic, found: Findings) -> Iterator[str]:
    line, _ = found.file_lines(d.site)
    stem = d.site.path.rsplit(".", 1)[0]
    yield (
        f"    <testcase name={_quoted(f'{_PACKAGE}.{d.code}')} classname={_quoted(stem)} file={_quoted(d.site.path)} "
        f'line="{line}" column="{d.site.span.column}">'
    )
    told = _text(f"{found.place(d.site)}: {d.message}")
    yield f'      <failure message={_quoted(d.message)} type="{d.severity.value}">{told}</failure>'
    yield "    </testcase>"


def _quoted(text: str) -> str:
    """An attribute's value, without what XML cannot contain."""
    return quoteattr(printable(text))


def _text(text: str) -> str:
    return printable(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
