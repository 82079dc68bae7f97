"""Edits of a notebook's program, made in the JSON of its file.

Flows in: the bytes of an .ipynb file and edits of the program that `notebooks.read` makes of it. Flows out: the new bytes. Only the string
literals of lines that change are written anew, so that the rest of the JSON stays as it was, character by character.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from typing import Final

import msgspec

from scopelint.fix.buffer import Buffer
from scopelint.fix.unfixable import Unfixable
from scopelint.model import Edit, ParseFailure, Span
from scopelint.reading import notebooks
from scopelint.reading.notebooks import Notebook

_MARK: Final = "\N{ZERO WIDTH NO-BREAK SPACE}"


def rewritten(source: bytes, path: str, edits: Sequence[Edit]) -> bytes:
    """The bytes of a notebook with edits of its program made.

    Raises:
        Unfixable: they cannot be made.
    """
    before = notebooks.read(source, path)
    if isinstance(before, ParseFailure):
        raise Unfixable(before.reason)
    text = source.decode("utf-8")
    found = list(_sources(text))
    parts: list[str] = []
    at = 0
    for number, own in sorted(_by_cell(before, [one.lines for one in found], edits).items()):
        cell = found[number - 1]
        parts += (text[at : cell.start], cell.edited(own, text))
        at = cell.end
    after = "".join([*parts, text[at:]]).encode("utf-8")
    expected = Buffer(before.text).edited(edits)
    now = notebooks.read(after, path)
    if isinstance(now, ParseFailure) or now.text.rstrip("\n") != expected.rstrip("\n"):
        raise Unfixable("the notebook has lines that only IPython understands where they change")
    return after


def _by_cell(notebook: Notebook, source: Sequence[Sequence[str]], edits: Sequence[Edit]) -> dict[int, list[Edit]]:
    """The edits of each cell, by its number, with lines counted in it."""
    program = notebook.text.split("\n")
    found: dict[int, list[Edit]] = {}
    for edit in edits:
        line, column, end_line, end_column = edit.span
        cell, row = notebook.place(line)
        end_cell, end_row = notebook.place(end_line)
        lines = source[cell - 1]
        if (end_cell, end_column) != (cell, end_column) and end_column == 1 and end_line == line - row + 1 + len(lines):
            end_cell, end_row = cell, len(lines) + 1
        if cell != end_cell or any("\r" in one for one in lines):
            raise Unfixable("the change goes beyond one cell of the notebook")
        if list(lines[row - 1 : end_row]) != program[line - 1 : min(end_line, line - row + len(lines))]:
            raise Unfixable("the lines have something that only IPython understands")
        if end_row > len(lines):  # a last line goes, together with the line end before it
            end_row, end_column = len(lines), len(lines[-1]) + 1
            if (row, column) == (end_row, 1) and row > 1:
                row, column = row - 1, len(lines[row - 2]) + 1
        found.setdefault(cell, []).append(Edit(Span(row, column, end_row, end_column), edit.content))
    return found


class _Source(msgspec.Struct, frozen=True):
    """Where the `source` of a cell stands in the JSON.

    Attributes:
        start: where the value begins.
        end: where it ends.
        literals: the extent of each string in it.
        listed: whether it is a list of strings.
        lines: what the cell says, without line ends.
    """

    start: int
    end: int
    literals: tuple[tuple[int, int], ...]
    listed: bool
    lines: tuple[str, ...]

    def edited(self, edits: Sequence[Edit], text: str) -> str:
        """The JSON of the value with edits of the cell made."""
        new = Buffer("\n".join(self.lines)).edited(edits)
        ascii_only = text.removeprefix(_MARK).isascii()
        if not self.listed:
            return json.dumps(new, ensure_ascii=ascii_only)
        old = [text[start:end] for start, end in self.literals]
        lines = [f"{line}\n" for line in new.split("\n")]
        lines[-1] = lines[-1][:-1]
        written = [json.dumps(line, ensure_ascii=ascii_only) for line in lines if line]
        values = [json.loads(one) for one in old]
        kept = dict(zip(values, old, strict=True))
        written = [kept.get(json.loads(one), one) for one in written]
        if not written or not old:
            return "[]"
        first, last = self.literals[0], self.literals[-1]
        before, after = text[self.start : first[0]], text[last[1] : self.end]
        between = text[first[1] : self.literals[1][0]] if len(old) > 1 else "," + before[1:]
        return before + between.join(written) + after


def _sources(text: str) -> Iterator[_Source]:
    """The `source` of every cell, in order."""
    start = _SPACE.match(text, 1 if text.startswith(_MARK) else 0)
    assert start is not None
    cells = dict(_members(text, start.end())).get("cells")
    for begin, _ in () if cells is None else _elements(text, cells[0]):
        found = dict(_members(text, begin)).get("source")
        if found is None:
            yield _Source(begin, begin, (), False, ("",))
            continue
        listed = text[found[0]] == "["
        literals = tuple(_elements(text, found[0])) if listed else (found,)
        said = "".join(json.loads(text[slice(*literal)]) for literal in literals)
        yield _Source(*found, literals, listed, tuple(said.split("\n")))


_SPACE: Final = re.compile(r"[ \t\r\n]*")
_ATOM: Final = re.compile(r"[^\s,\]}]+")
_STRING: Final = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"')
_INSIDE: Final = re.compile(r'[^"\[\]{}]*')


def _members(text: str, at: int) -> Iterator[tuple[str, tuple[int, int]]]:
    """The keys of the object at an offset, each with the extent of its value."""
    at = _after(text, at + 1)
    while text[at] != "}":
        end = _end(text, at)
        key, at = json.loads(text[at:end]), end
        at = _after(text, _after(text, at) + 1)
        end = _end(text, at)
        yield key, (at, end)
        at = _after(text, end)
        if text[at] == ",":
            at = _after(text, at + 1)


def _elements(text: str, at: int) -> Iterator[tuple[int, int]]:
    """The extents of the elements of the list at an offset."""
    at = _after(text, at + 1)
    while text[at] != "]":
        end = _end(text, at)
        yield at, end
        at = _after(text, end)
        if text[at] == ",":
            at = _after(text, at + 1)


def _after(text: str, at: int) -> int:
    """The offset behind blanks."""
    found = _SPACE.match(text, at)
    return at if found is None else found.end()


def _end(text: str, at: int) -> int:
    """Where the value at an offset ends."""
    if text[at] == '"':
        return _end_of_string(text, at)
    if text[at] not in "[{":
        atom = _ATOM.match(text, at)
        return at if atom is None else atom.end()
    depth = 0
    while True:
        if text[at] == '"':
            at = _end_of_string(text, at)
        else:
            depth += {"[": 1, "{": 1, "]": -1, "}": -1}.get(text[at], 0)
            at += 1
            if not depth:
                return at
        found = _INSIDE.match(text, at)
        at = at if found is None else found.end()


def _end_of_string(text: str, at: int) -> int:
    found = _STRING.match(text, at)
    return len(text) if found is None else found.end()
