"""Text of the analysed program, made safe to print: what would steer a terminal, or reorder a line, is written as an escape.

Flows in: any text. Flows out: printable text, and how many columns it takes. Must not import any stage.
"""

from __future__ import annotations

import unicodedata
from typing import Final

_TAB: Final = "    "


def printable(text: str) -> str:
    r"""`text` with controls, line ends and what turns the direction of writing as `\x1b`, `\n`, `\u202e`; a tab becomes four spaces."""
    if text.isprintable():
        return text
    return "".join(_character(c) for c in text)


def width(text: str) -> int:
    """The columns that a terminal needs for printable text."""
    if text.isascii():
        return len(text)
    return sum(_width(c) for c in text)


def _character(c: str) -> str:
    if c == "\t":
        return _TAB
    return c if c.isprintable() else c.encode("unicode_escape").decode("ascii")


def _width(c: str) -> int:
    if unicodedata.combining(c):
        return 0
    return 2 if unicodedata.east_asian_width(c) in ("W", "F") else 1
