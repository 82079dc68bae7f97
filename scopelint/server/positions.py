"""Columns: scopelint counts characters from 1, the language server protocol counts UTF-16 units (or what the editor prefers) from 0.

Flows in: lines of text. Flows out: columns. Must not import anything of scopelint.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

UTF16: Final = "utf-16"


def to_client(lines: Sequence[str], line: int, column: int, encoding: str = UTF16) -> tuple[int, int]:
    """Line and column as the protocol counts them.

    Args:
        line, column: from 1, in characters.
        encoding: what the editor counts: "utf-8", "utf-16" or "utf-32" units.
    """
    text = lines[line - 1] if 0 < line <= len(lines) else ""
    return line - 1, sum(_units(character, encoding) for character in text[: column - 1])


def from_client(lines: Sequence[str], line: int, column: int, encoding: str = UTF16) -> tuple[int, int]:
    """Line and column from 1, in characters, of a place of the protocol."""
    left = column
    text = lines[line] if line < len(lines) else ""
    for index, character in enumerate(text):
        if left <= 0:
            return line + 1, index + 1
        left -= _units(character, encoding)
    return line + 1, len(text) + 1


def _units(character: str, encoding: str) -> int:
    if encoding == "utf-32":
        return 1
    if encoding == "utf-8":
        return len(character.encode("utf-8", "surrogatepass"))
    return 2 if ord(character) > 0xFFFF else 1
