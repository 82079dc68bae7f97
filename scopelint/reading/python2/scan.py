"""The tokens of a Python 2 text, and the simple statements that they form.

Flows in: a text, which need not be well formed. Flows out: tokens, in order; nothing is refused. Must not import any stage.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

_STRING: Final = (
    r"""(?:[uUbB]?[rR]?)(?:"{3}(?:\\[\s\S]|[^\\])*?"{3}|'{3}(?:\\[\s\S]|[^\\])*?'{3}"""
    r"""|"(?:\\(?:\r\n|[\s\S])|[^\\"\r\n])*"|'(?:\\(?:\r\n|[\s\S])|[^\\'\r\n])*')"""
)
_TOKEN: Final = re.compile(
    rf"""(?P<gap>[ \t\f]+|\\(?:\r\n|\r|\n)|\#[^\r\n]*)
      | (?P<newline>\r\n|\r|\n)
      | (?P<string>{_STRING})
      | (?P<number>0[xX][\da-fA-F]+[lL]?|0[bBoO]\d+[lL]?|(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?[jJlL]?)
      | (?P<name>\w+)
      | (?P<sign>\*\*=?|//=?|>>=?|<<=?|<>|[-+*/%&|^=!<>]=|[\s\S])""",
    re.VERBOSE,
)
OPENING: Final = frozenset("([{")
CLOSING: Final = frozenset(")]}")
COMPOUND: Final = frozenset({"class", "def", "elif", "else", "except", "finally", "for", "if", "try", "while", "with"})
"""The words that begin a statement whose colon begins a block."""


class Token(NamedTuple):
    """A name, number, string or sign, or the end of a logical line (kind `newline`).

    Attributes:
        start, end: offsets.
        depth: how many brackets are open around it.
    """

    kind: str
    text: str
    start: int
    end: int
    depth: int


def tokens(text: str) -> Iterator[Token]:
    """Every token; an empty `newline` ends the last line."""
    depth = 0
    found = None
    for found in _TOKEN.finditer(text):
        kind = found.lastgroup or ""
        if kind == "gap" or (kind == "newline" and depth):
            continue
        if found[0] in CLOSING:
            depth = max(0, depth - 1)
        yield Token(kind, found[0], found.start(), found.end(), depth)
        if found[0] in OPENING:
            depth += 1
    end = len(text)
    yield Token("newline", "", end, end, 0)


def statements(found: Sequence[Token]) -> Iterator[tuple[int, int]]:
    """First token of each simple statement or header, and the token behind its last: a line end, a semicolon or a header's colon."""
    start = 0
    lambdas = 0
    for index, token in enumerate(found):
        if token.depth:
            continue
        if token.text == "lambda":
            lambdas += 1
        colon = token.text == ":" and token.kind == "sign"
        if colon and lambdas:
            lambdas -= 1
            continue
        if token.kind == "newline" or token.text == ";" or (colon and found[start].text in COMPOUND):
            if index > start:
                yield start, index
            start = index + 1
            lambdas = 0


def matching(found: Sequence[Token], opening: int) -> int:
    """The token that closes the bracket at `opening`; the last token where nothing does."""
    depth = found[opening].depth
    return next((i for i in range(opening + 1, len(found)) if found[i].depth == depth and found[i].text in CLOSING), len(found) - 1)
