"""Where the tokens of a Python file lie.

Flows in: the text of a file that libcst has parsed already, so it is known to be well formed.
Flows out: the start and end offset of every token, in order. The walk over the tree then counts
tokens instead of visiting whitespace, which makes positions nearly free; fixes find commas and brackets by them.

An f-string is not one token: its opening quote, what stands between its braces, and its closing
quote are tokens; its literal text is skipped like whitespace. Must not import libcst.
"""

from __future__ import annotations

import re
from itertools import accumulate, chain
from typing import Final

_GAP: Final = r"[ \t\f\r\n]*(?:(?:#[^\r\n]*|\\(?:\r\n|\r|\n))[ \t\f\r\n]*)*"
# Every character beyond ASCII may stand in a name. Said by exclusion, which `re` tests fastest.
_NAME: Final = r"[^\x00-@\[-^`{-\x7f][^\x00-/:-@\[-^`{-\x7f]*"
_NOT_A_PREFIX: Final = r"(?![^\x00-!#-&(-/:-@\[-^`{-\x7f])"
_PLAIN_STRING: Final = (
    r"(?:[bB][rR]?|[rR][bB]?|[uU])?(?:"
    r'"""[^\\"]*(?:(?:\\[\s\S]|"(?!""))[^\\"]*)*"""'
    r"|\'\'\'[^\\']*(?:(?:\\[\s\S]|'(?!''))[^\\']*)*\'\'\'"
    r'|"[^\\"\r\n]*(?:\\(?:\r\n|[\s\S])[^\\"\r\n]*)*"'
    r"|'[^\\'\r\n]*(?:\\(?:\r\n|[\s\S])[^\\'\r\n]*)*')"
)
_FORMATTED_START: Final = r"(?:[fFtT][rR]?|[rR][fFtT])(?:\"\"\"|\'\'\'|\"|')"
_NUMBER: Final = (
    r"0[xX][0-9a-fA-F_]+|0[oO][0-7_]+|0[bB][01_]+"
    r"|(?:[0-9][0-9_]*\.?[0-9_]*|\.[0-9][0-9_]*)(?:[eE][+-]?[0-9][0-9_]*)?[jJ]?"
)
_OPERATOR: Final = (
    r"\*\*=|//=|>>=|<<=|\.\.\.|->|:=|\*\*|//|>>|<<|<=|>=|==|!=|<>"
    r"|\+=|-=|\*=|/=|%=|@=|&=|\|=|\^=|[\s\S]|\Z"
)
# The first two are shortcuts for what there is most of.
_TOKEN: Final = rf"[(),\[\]{{}}]|{_NAME}{_NOT_A_PREFIX}|{_PLAIN_STRING}|{_NAME}|{_NUMBER}|{_OPERATOR}"

_pair = re.compile(rf"({_GAP})({_TOKEN})")
_formatted_anywhere = re.compile(r"[fFtTrR](?<!\w.)(?:(?<=[fFtT])[rR]?|(?<=[rR])[fFtT])['\"]")
_either = re.compile(rf"{_GAP}(?:({_FORMATTED_START})|({_TOKEN}))")
_named_character = re.compile(r"N\{[^}]*\}")
_newline = re.compile(r"\r\n|\r|\n")


def token_bounds(text: str) -> list[int]:
    """Start and end offset of every token: `[start0, end0, start1, end1, ...]`.

    The list ends with empty tokens at the end of the text, so that every real token has a next one.
    """
    if _formatted_anywhere.search(text) is None:
        return list(accumulate(map(len, chain.from_iterable(_pair.findall(text)))))
    bounds: list[int] = []
    position = 0
    while position < len(text):
        position = _scan_to_formatted(text, position, bounds)
    bounds += (position, position)
    return bounds


def line_starts(text: str) -> list[int]:
    """The offset at which each line begins, and a last one that no offset reaches."""
    if "\r" in text:
        starts = [0, *(found.end() for found in _newline.finditer(text))]
    else:
        starts = [0, *accumulate(len(line) + 1 for line in text.split("\n"))]
        starts.pop()
    starts.append(len(text) + 2)
    return starts


def _scan_to_formatted(text: str, position: int, bounds: list[int]) -> int:
    """Record tokens to the end of the next f-string; return the offset behind it."""
    for found in _either.finditer(text, position):
        if found[1] is not None:
            bounds += found.span(1)
            return _scan_formatted(text, found.end(), found[1], bounds)
        bounds += found.span(2)
    return len(text)


def _scan_formatted(text: str, position: int, start: str, bounds: list[int]) -> int:
    """Record the tokens of the f-string whose `start` (prefix and quote) ends at `position`."""
    quote = start.lstrip("fFtTrR")
    raw = len(start) - len(quote) == 2
    while position < len(text):
        character = text[position]
        if character == "\\":
            position = _skip_escape(text, position, raw)
        elif text.startswith(quote, position):
            bounds += (position, position + len(quote))
            return position + len(quote)
        elif character == "{" and not text.startswith("{{", position):
            position = _scan_field(text, position, bounds)
        else:
            position += 2 if text.startswith(("{{", "}}"), position) else 1
    return position


def _skip_escape(text: str, position: int, raw: bool) -> int:
    """The offset behind the backslash at `position` and what it escapes; braces are not escaped."""
    if text.startswith(("{", "}"), position + 1):
        return position + 1
    named = None if raw else _named_character.match(text, position + 1)
    return position + 2 if named is None else named.end()


def _scan_field(text: str, position: int, bounds: list[int]) -> int:
    """Record the tokens of a replacement field, from its `{` at `position` to its `}`."""
    bounds += (position, position + 1)
    position += 1
    depth = 0
    while position < len(text):
        found = _either.match(text, position)
        assert found is not None
        if found[1] is not None:
            bounds += found.span(1)
            position = _scan_formatted(text, found.end(), found[1], bounds)
            continue
        start, position = found.span(2)
        token = text[start:position]
        if depth == 0 and token in _FIELD_COLONS:
            bounds += (start, start + 1)
            position = _scan_specification(text, start + 1, bounds)
            continue
        bounds += (start, position)
        if token in _OPENING:
            depth += 1
        elif token in _CLOSING:
            if depth == 0:
                return position
            depth -= 1
    return position


_FIELD_COLONS: Final = frozenset({":", ":="})
_OPENING: Final = frozenset("([{")
_CLOSING: Final = frozenset(")]}")


def _scan_specification(text: str, position: int, bounds: list[int]) -> int:
    """Record the fields nested in a format specification; return the offset of its `}`."""
    while position < len(text) and text[position] != "}":
        if text[position] == "{":
            position = _scan_field(text, position, bounds)
        else:
            position += 1
    return position
