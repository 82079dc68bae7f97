"""Recognising Python 2: which of its habits a line shows that Python 3 could not read.

Flows in: the line that does not parse, and the reason. Flows out: the habit's name, for a friendly sentence. Must not import any stage.
"""

from __future__ import annotations

import re
from typing import Final

ADVICE: Final = "use `--python2`, or the setting `python2 = true`, to have it read; or convert it, for example with `2to3 -w`"

_HABITS: Final[tuple[tuple[re.Pattern[str], str], ...]] = tuple(
    (re.compile(pattern), name)
    for pattern, name in (
        (r"(?:^|[;:])\s*print\b(?!\s*[=.(])", "a `print` statement"),
        (r"(?:^|[;:])\s*print\s*\(.*\)\s*(?:%|,)", "a `print` statement"),
        (r"(?:^|[;:])\s*exec\b(?!\s*[=.(])", "an `exec` statement"),
        (r"\bexcept\s+[\w.]+\s*,\s*\w+\s*:", "`except X, e:`"),
        (r"\bexcept\s*\(.*\)\s*,\s*\w+\s*:", "`except (X, Y), e:`"),
        (r"(?:^|[;:])\s*raise\s+[\w.]+\s*,", "`raise X, message`"),
        (r"`[^`]*`", "a repr in backticks"),
        (r"<>", "`<>` for `!=`"),
        (r"(?<![\w.])0\d+(?![\w.])", "an octal number that starts with `0`"),
        (r"(?<![\w.])(?:0[xX][\da-fA-F]+|\d+)[lL]\b", "a long integer that ends in `L`"),
        (r"\b[uU][rR](?=['\"])", "a string that starts with `ur`"),
        (r"\b(?:def\s+\w+\s*\(|lambda\b)[^:]*\(\s*\w+\s*,[^:]*\)", "a parameter that is a tuple"),
        (r"(?:^|\W)async\s*=[^=]|[.,(]\s*async\b(?!\s+(?:def|for|with)\b)|\bimport\s+async\b", "`async` as a name"),
    )
)


def habit(line: str, reason: str) -> str | None:
    """The habit of Python 2 that `line` shows, or None.

    Args:
        line: the source line that Python 3 refuses.
        reason: why it does.
    """
    if "tabs and spaces" in reason:
        return "tabs and spaces mixed in the indentation"
    code = _STRINGS.sub(_blank, line)
    return next((name for pattern, name in _HABITS if pattern.search(code)), None)


_STRINGS: Final = re.compile(r"(?<=['\"])(?:[^'\"\\]|\\.)*(?=['\"])|#[^'\"]*$")


def _blank(found: re.Match[str]) -> str:
    return " " * len(found[0])
