"""Edits of a program's text, made in the bytes of its file.

Flows in: the bytes of a file and edits. Flows out: the new bytes, in the same encoding, with the same line ends and byte order mark;
those of a notebook with the same JSON but for the lines that change.
"""

from __future__ import annotations

import codecs
from collections.abc import Sequence

from scopelint.fix import cells
from scopelint.fix.buffer import Buffer
from scopelint.fix.unfixable import Unfixable
from scopelint.model import NOTEBOOK, Edit, ParseFailure
from scopelint.reading import parse
from scopelint.reading.coding import coding

__all__ = ["Unfixable", "can_be_made", "rewritten"]


def rewritten(source: bytes, path: str, edits: Sequence[Edit]) -> bytes:
    """The bytes of a file with edits made.

    Args:
        source: its bytes.
        path: what it is called; decides whether it is a notebook.
        edits: in the text as `parse` decodes it, or in a notebook's program; sorted, none overlapping another.

    Raises:
        Unfixable: they cannot be made.
    """
    if path.endswith(NOTEBOOK):
        return cells.rewritten(source, path, edits)
    text = parse.decode(source, path)
    if isinstance(text, ParseFailure):
        raise Unfixable(text.reason)
    encoding = coding(source)
    body = source.removeprefix(codecs.BOM_UTF8)
    if text.encode(encoding) != body:
        raise Unfixable(f"its encoding, {encoding}, has several spellings for the same text")
    try:
        return source[: len(source) - len(body)] + Buffer(text).edited(edits).encode(encoding)
    except UnicodeEncodeError as error:
        raise Unfixable(f"its encoding, {encoding}, has no {error.object[error.start]!r}") from error


def can_be_made(source: bytes, path: str, edits: Sequence[Edit]) -> bool:
    """Whether a file can have these edits."""
    try:
        rewritten(source, path, edits)
    except Unfixable:
        return False
    return True
