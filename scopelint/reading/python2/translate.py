"""From a Python 2 text to a Python 3 text that does the same, with the way back for every place.

Flows in: a text that Python 3 does not parse. Flows out: a `Translation`. Only syntax is translated: what functions and operators of
Python 2 do otherwise is known to `lower` (division, lists where Python 3 has views) and to the interpreter (`xrange`, `unicode`, ...).
Must not import any stage.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from itertools import accumulate
from typing import Final, NamedTuple

from scopelint.reading.python2.scan import CLOSING, Token, matching, statements, tokens

_KEYWORDS_SINCE: Final = frozenset({"async", "await", "nonlocal"})
_NOT_PRINTED: Final = frozenset({"=", ".", ",", ")", "]", "}", ":", "(", "+=", "-=", "*=", "/="})
"""What shows, behind the word `print` or `exec`, that it is no statement, or one that Python 3 parses as well."""

_TAB: Final = 8
"""Columns: how far a tab goes in the indentation of Python 2."""


class Edit(NamedTuple):
    """A stretch of the text, and what takes its place."""

    start: int
    end: int
    text: str


class Translation(NamedTuple):
    """Python 3, and where it comes from.

    Attributes:
        text: the Python 3 text.
        original: the Python 2 text.
        starts: offsets in `text` at which a new distance to the original holds, ascending, from 0.
        places: for each of them, the offset in the original, and whether the text from there on is the original's own.
    """

    text: str
    original: str
    starts: tuple[int, ...]
    places: tuple[tuple[int, bool], ...]

    def place(self, offset: int) -> int:
        """The offset in the original of an offset in the text; inserted text has the place at which it was inserted."""
        index = bisect_right(self.starts, offset) - 1
        place, same = self.places[index]
        return place + (offset - self.starts[index] if same else 0)


def translate(text: str) -> Translation:
    """Translate what Python 3 refuses; all else stays as it is."""
    found = list(tokens(text))
    edits = [*_everywhere(found), *_indentation(text, found)]
    number = 0
    print_is_a_function = re.search(r"^[ \t]*from[ \t]+__future__[ \t]+import\b[^\r\n]*\bprint_function\b", text, re.MULTILINE) is not None
    for start, end in statements(found):
        match found[start].text:
            case "print" if not print_is_a_function:
                edits += _print(found, start, end)
            case "exec":
                edits += _exec(found, start, end)
            case "raise":
                edits += _raise(found, start, end)
            case "except":
                edits += _except(found, start, end)
            case "def":
                for edit in _def(text, found, start, end, number):
                    edits.append(edit)
                    number += 1
    edits += _lambdas(text, found)
    edits += _iterated(found)
    return _applied(text, edits)


def _applied(text: str, edits: list[Edit]) -> Translation:
    """The text with its edits; of two that overlap, the earlier one, and of two at one place, the shorter first."""
    parts: list[str] = []
    places: list[tuple[int, bool]] = []
    at = 0
    for edit in sorted(edits, key=lambda one: (one.start, one.end)):
        if edit.start < at:
            continue
        parts += (text[at : edit.start], edit.text)
        places += ((at, True), (edit.start, False))
        at = edit.end
    parts.append(text[at:])
    places.append((at, True))
    starts = [0, *accumulate(len(part) for part in parts[:-1])]
    return Translation("".join(parts), text, tuple(starts), tuple(places))


def _everywhere(found: list[Token]) -> Iterator[Edit]:
    """What can stand in any expression: `<>`, backticks, old numbers and strings, names that have become keywords."""
    open_ = False
    for token in found:
        if token.text == "<>":
            yield Edit(token.start, token.end, "!=")
        elif token.text == "`":
            yield Edit(token.start, token.end, ")" if open_ else "repr(")
            open_ = not open_
        elif token.kind == "number":
            number = _number(token.text)
            if number != token.text:
                yield Edit(token.start, token.end, number)
        elif token.kind == "string" and re.match(r"[bB]|[uU][rR]", token.text):  # texts and bytes are one in Python 2
            first = re.match(r"\w+", token.text)
            assert first is not None
            yield Edit(token.start, token.start + first.end() + 1, token.text[1 : first.end() + 1])
        elif token.text in _KEYWORDS_SINCE and token.kind == "name":
            yield Edit(token.end, token.end, "_")


def _number(text: str) -> str:
    """With a blank for the `L`, so that what follows stays where it is."""
    digits, long = (text[:-1], " ") if text[-1] in "lL" else (text, "")
    return f"0o{digits[1:]}{long}" if re.fullmatch(r"0+[1-7][0-7]*", digits) else f"{digits}{long}"


def _indentation(text: str, found: list[Token]) -> Iterator[Edit]:
    """Tabs, where Python 2 and Python 3 count them differently: as far as the next of every eight columns."""
    at_start = True
    for token in found:
        if at_start and token.kind != "newline":
            start = max(text.rfind("\n", 0, token.start), text.rfind("\r", 0, token.start)) + 1
            indent = text[start : token.start]
            if "\t" in indent and indent.strip(" \t\f") == "":
                yield Edit(start, token.start, indent.replace("\f", "").expandtabs(_TAB))
        at_start = token.kind == "newline"


def _print(found: list[Token], start: int, end: int) -> Iterator[Edit]:
    """`print a, b` -> `0,    a, b`: a tuple that nobody looks at evaluates the same, in the same columns."""
    if end == start + 1:
        return
    word, behind = found[start], found[start + 1]
    if behind.text in _NOT_PRINTED:
        return
    yield Edit(word.start, word.end, "0,   ")
    if behind.text == ">>":
        yield Edit(behind.start, behind.end, "  ")


def _exec(found: list[Token], start: int, end: int) -> Iterator[Edit]:
    """`exec code in names` -> `exec(code, names)`."""
    if end == start + 1 or found[start + 1].text in _NOT_PRINTED - {"("}:
        return
    if found[start + 1].text == "(" and matching(found, start + 1) == end - 1:
        return
    word = found[start]
    yield Edit(word.end, word.end, "(")
    for token in found[start + 1 : end]:
        if token.text == "in" and not token.depth:
            yield Edit(token.start, token.end, ", ")
    yield Edit(found[end - 1].end, found[end - 1].end, ")")


def _raise(found: list[Token], start: int, end: int) -> Iterator[Edit]:
    """`raise E, value, traceback` -> `raise E(value).with_traceback(traceback)`."""
    commas = [token for token in found[start:end] if token.text == "," and not token.depth]
    for comma, text in zip(commas[:2], ("(", ").with_traceback("), strict=False):
        yield Edit(comma.start, comma.end, text)
    if commas:
        yield Edit(found[end - 1].end, found[end - 1].end, ")")


def _except(found: list[Token], start: int, end: int) -> Iterator[Edit]:
    """`except E, e:` -> `except E as e:`; a target that is no name is dropped."""
    comma = next((i for i in range(start, end) if found[i].text == "," and not found[i].depth), None)
    if comma is None:
        return
    if comma == end - 2 and found[end - 1].kind == "name":
        yield Edit(found[comma].start, found[end - 1].start, " as ")
    else:
        yield Edit(found[comma].start, found[end - 1].end, "")


def _def(text: str, found: list[Token], start: int, end: int, number: int) -> Iterator[Edit]:
    """`def f(a, (b, c)):` -> `def f(a, _tuple0):` with `(b, c) = _tuple0` before the first statement."""
    opening = next((i for i in range(start, end) if found[i].text == "("), None)
    if opening is None:
        return
    unpacked: list[str] = []
    for first, last in _tuples(found, opening + 1, matching(found, opening)):
        name = f"_tuple{number + len(unpacked)}"
        unpacked.append(f"{_source(text, found, first, last)} = {name}")
        yield Edit(found[first].start, found[last].end, name)
    body = next((i for i in range(end + 1, len(found)) if found[i].kind != "newline"), None)
    if not unpacked or body is None:
        return
    if found[end + 1].kind != "newline":
        separator = "; "
    else:
        line = max(text.rfind("\n", 0, found[body].start), text.rfind("\r", 0, found[body].start)) + 1
        separator = "\n" + text[line : found[body].start].expandtabs(_TAB)
    yield Edit(found[body].start, found[body].start, "".join(f"{one}{separator}" for one in unpacked))


def _iterated(found: list[Token]) -> Iterator[Edit]:
    """`[x for x in a, b]` -> `[x for x in (a, b)]`."""
    for start, token in enumerate(found):
        if token.text != "in" or not token.depth:
            continue
        commas = False
        for index in range(start + 1, len(found)):
            behind = found[index]
            if behind.depth < token.depth or (behind.depth == token.depth and behind.text in {"for", "if", "lambda", "and", "or", "not"}):
                break
            commas = commas or (behind.text == "," and behind.depth == token.depth)
        if commas and behind.text != "lambda" and _comprehends(found, start):
            yield Edit(token.end, token.end, " (")
            yield Edit(found[index - 1].end, found[index - 1].end, ")")


def _comprehends(found: list[Token], place: int) -> bool:
    """Whether the `in` at a place is that of a `for` in square brackets."""
    depth = found[place].depth
    for index in range(place - 1, -1, -1):
        token = found[index]
        if token.depth < depth:
            return False
        if token.depth == depth and token.text == "for":
            opening = next((t for t in reversed(found[:index]) if t.depth == depth - 1 and t.text in {"(", "[", "{"}), None)
            return opening is not None and opening.text == "["
        if token.depth == depth and token.text == "in":
            return False
    return False


def _lambdas(text: str, found: list[Token]) -> Iterator[Edit]:
    """`lambda (a, b): x` -> `lambda _tuple0: (lambda a, b: x)(*_tuple0)`."""
    for start, token in enumerate(found):
        if token.text != "lambda":
            continue
        colon = next((i for i in range(start, len(found)) if found[i].text == ":" and found[i].depth == token.depth), None)
        pairs = [] if colon is None else list(_tuples(found, start + 1, colon))
        if colon is None or not pairs:
            continue
        names = [f"_tuple{index}" for index in range(len(pairs))]
        for name, (first, last) in zip(names, pairs, strict=True):
            yield Edit(found[first].start, found[last].end, name)
        inner = ", ".join(_source(text, found, first, last)[1:-1].rstrip(", ") for first, last in pairs)
        end = _end_of_lambda(found, colon, token.depth)
        yield Edit(found[colon + 1].start, found[colon + 1].start, f"(lambda {inner}: ")
        yield Edit(found[end - 1].end, found[end - 1].end, f")({', '.join(f'*{name}' for name in names)})")


def _end_of_lambda(found: list[Token], colon: int, depth: int) -> int:
    """The token behind the last one of a lambda's expression."""
    for index in range(colon + 1, len(found)):
        token = found[index]
        if token.depth < depth or (
            token.depth == depth and (token.text in {",", ";", "for", ":", "="} | CLOSING or token.kind == "newline")
        ):
            if token.text in CLOSING and token.depth == depth and _opened_behind(found, colon, index):
                continue
            return index
    return len(found) - 1


def _opened_behind(found: list[Token], colon: int, closing: int) -> bool:
    """Whether the bracket that closes at `closing` was opened behind the colon."""
    return any(matching(found, index) == closing for index in range(colon + 1, closing) if found[index].text in {"(", "[", "{"})


def _tuples(found: list[Token], start: int, end: int) -> Iterator[tuple[int, int]]:
    """The parameters between two tokens that are tuples: their first and last tokens."""
    depth = found[start].depth if start < end else 0
    for index in range(start, end):
        token = found[index]
        if token.text == "(" and token.depth == depth and found[index - 1].text in {"(", ",", "lambda"}:
            yield index, matching(found, index)


def _source(text: str, found: list[Token], first: int, last: int) -> str:
    return re.sub(r"\s+", " ", text[found[first].start : found[last].end])
