"""The formats of findings, by name.

Flows in: a name. Flows out: the function that turns findings into lines. Formats for machines are imported when they are asked
for. Must not import any stage.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Final

from scopelint.report import as_json, findings
from scopelint.report.base import Findings, Format


def github(found: Findings) -> Iterator[str]:
    from scopelint.report.github import github as lines

    return lines(found)


def gitlab(found: Findings) -> Iterator[str]:
    from scopelint.report.gitlab import gitlab as lines

    return lines(found)


def junit(found: Findings) -> Iterator[str]:
    from scopelint.report.junit import junit as lines

    return lines(found)


def sarif(found: Findings) -> Iterator[str]:
    from scopelint.report.sarif import sarif as lines

    return lines(found)


FORMATS: Final[dict[str, Format]] = {
    "text": findings.text,
    "concise": findings.concise,
    "json": as_json.findings,
    "json-lines": as_json.finding_lines,
    "github": github,
    "gitlab": gitlab,
    "sarif": sarif,
    "junit": junit,
}


def statistics(found: Findings) -> Iterator[str]:
    """How often each rule speaks, the most frequent first."""
    per_rule = Counter((d.code, d.name) for d in found.diagnostics)
    fixable = Counter((d.code, d.name) for d in found.diagnostics if found.fixable(d))
    width = max((len(str(count)) for count in per_rule.values()), default=0)
    for (code, name), count in sorted(per_rule.items(), key=lambda item: (-item[1], item[0])):
        mark = "[*]" if fixable[code, name] else "   "
        yield f"{count:>{width}}  {code}  {mark if fixable else ''}{' ' if fixable else ''}{name}"


def statistics_json(found: Findings) -> Iterator[str]:
    """The same as one JSON list."""
    yield as_json.statistics(found)
