"""What would change, as a unified diff.

Flows in: the old and the new bytes of a file. Flows out: lines that `patch` understands. Must not import any stage.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator

from scopelint.reading.coding import coding
from scopelint.report import escape


def unified(name: str, before: bytes, after: bytes, *, printable: bool = False) -> Iterator[str]:
    """The diff of one file.

    Args:
        name: what reports call it.
        printable: whether characters that steer a terminal are spelt out.
    """
    for line in difflib.unified_diff(_lines(before), _lines(after), name, name):
        yield escape.printable(line.rstrip("\r\n")) if printable else line.removesuffix("\n")
        if not line.endswith("\n"):
            yield "\\ No newline at end of file"


def _lines(content: bytes) -> list[str]:
    """With their ends; a carriage return or form feed ends none, for `patch` knows none of these."""
    lines = [f"{line}\n" for line in _text(content).split("\n")]
    last = lines.pop()
    return lines if last == "\n" else [*lines, last[:-1]]


def _text(content: bytes) -> str:
    try:
        return content.decode(coding(content))
    except (SyntaxError, UnicodeError):
        return content.decode("utf-8", "backslashreplace")
