"""Suppressions: comments by which a program says that a finding is known.

Flows in: diagnostics and source lines. Flows out: the diagnostics that no comment suppresses. Must not import any stage.

| comment | what it suppresses |
|---|---|
| `# noqa` | all findings on its line |
| `# noqa: TFS101, TFS2` | those whose code begins so |
| `# scopelint: ignore[TFS101]` | those with these codes |
| `# scopelint: noqa` or `# scopelint: noqa: TFS101`, alone on a line | the same in the whole file |

A finding that spans several lines is suppressed by a comment on any of them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Final

from scopelint.model import Diagnostic

_CODES: Final = r"[A-Za-z]+\d+(?:[\s,]+[A-Za-z]+\d+)*"
_NOQA: Final = re.compile(rf"#\s*noqa(?:\s*:\s*(?P<codes>{_CODES}))?(?![\w:])", re.IGNORECASE)
_IGNORE: Final = re.compile(rf"#\s*scopelint:\s*ignore\[\s*(?P<codes>{_CODES})[\s,]*\]")
_FILE: Final = re.compile(rf"\s*#\s*scopelint:\s*noqa(?:\s*:\s*(?P<codes>{_CODES}))?\s*\Z")


def unsuppressed(diagnostics: Iterable[Diagnostic], lines: Callable[[str], Sequence[str] | None]) -> list[Diagnostic]:
    """The diagnostics that stay.

    Args:
        lines: the lines of a file, by the path that the diagnostic has; None if they cannot be had.
    """
    return [d for d in diagnostics if not _is_suppressed(d, lines(d.site.path) or ())]


def _is_suppressed(diagnostic: Diagnostic, lines: Sequence[str]) -> bool:
    span = diagnostic.site.span
    on_its_lines = lines[span.line - 1 : span.end_line]
    return any(
        _covers(found, diagnostic.code)
        for pattern, where in ((_NOQA, on_its_lines), (_IGNORE, on_its_lines), (_FILE, lines))
        for line in where
        if "#" in line and (found := pattern.search(line) if pattern is not _FILE else pattern.match(line))
    )


def _covers(found: re.Match[str], code: str) -> bool:
    codes = found["codes"]
    return codes is None or any(code.startswith(one.upper()) for one in re.split(r"[\s,]+", codes))
