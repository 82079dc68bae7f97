"""A text, places in it, and edits of it.

Flows in: a text and edits that are given by lines and columns. Flows out: offsets, and the edited text.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from functools import cached_property
from itertools import pairwise

from scopelint.model import Edit, Span
from scopelint.reading.tokens import line_starts, token_bounds


class Buffer:
    """A text, as Python counts its lines.

    Args:
        text: without a byte order mark; its line ends are kept.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self._starts = line_starts(text)

    @cached_property
    def tokens(self) -> list[int]:
        """Start and end offset of each token, in turn."""
        return token_bounds(self.text)

    def offset(self, line: int, column: int) -> int:
        """The offset of a place; lines and columns from 1."""
        return min(self._starts[line - 1] + column - 1, len(self.text))

    def offset_of_bytes(self, line: int, column: int) -> int:
        """The offset of a place whose column counts bytes of UTF-8, from 0, as `ast` does."""
        start = self._starts[line - 1]
        stretch = self.text[start : start + column]
        if stretch.isascii():
            return start + column
        return start + len(stretch.encode("utf-8", "surrogatepass")[:column].decode("utf-8", "ignore"))

    def bounds(self, span: Span) -> tuple[int, int]:
        """Start and end offset of a span."""
        return self.offset(span.line, span.column), self.offset(span.end_line, span.end_column)

    def place(self, offset: int) -> tuple[int, int]:
        """Line and column, from 1, of an offset."""
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1

    def span(self, start: int, end: int) -> Span:
        """The span between two offsets."""
        return Span(*self.place(start), *self.place(end))

    def edit(self, start: int, end: int, content: str) -> Edit:
        """The edit that replaces what is between two offsets; line ends of `content` become those of the line that it begins in."""
        return Edit(self.span(start, end), content.replace("\n", self.newline(start)) if "\n" in content else content)

    def line_start(self, offset: int) -> int:
        """Where the line of an offset begins."""
        return self._starts[bisect_right(self._starts, offset) - 1]

    def line_end(self, offset: int) -> int:
        """Where the line of an offset ends, before its line end."""
        number = bisect_right(self._starts, offset)
        return self._starts[number - 1] + len(self.line(number))

    def next_line(self, offset: int) -> int:
        """Where the line after that of an offset begins."""
        return min(self._starts[bisect_right(self._starts, offset)], len(self.text))

    def line(self, number: int) -> str:
        """A line without its end."""
        return self.text[self._starts[number - 1] : self._starts[number]].rstrip("\r\n")

    def newline(self, offset: int) -> str:
        """The line end of the line of an offset, or of the one before where it is the last."""
        for number in (bisect_right(self._starts, offset), 1):
            end = self.text[self._starts[number - 1] : self._starts[number]]
            for newline in ("\r\n", "\n", "\r"):
                if end.endswith(newline):
                    return newline
        return "\n"

    def edited(self, edits: Iterable[Edit]) -> str:
        """The text with edits made, none of which overlaps another."""
        parts: list[str] = []
        at = 0
        for edit in sorted(edits, key=lambda edit: edit.span):
            start, end = self.bounds(edit.span)
            parts += (self.text[at:start], edit.content)
            at = end
        return "".join([*parts, self.text[at:]])

    def moved(self, offset: int, edits: Iterable[Edit]) -> int:
        """Where what stood at an offset stands when these edits are made; the beginning of the replacement, if it is replaced."""
        shift = 0
        for edit in sorted(edits, key=lambda edit: edit.span):
            start, end = self.bounds(edit.span)
            if offset < end:
                return min(offset, start) + shift
            shift += len(edit.content) - (end - start)
        return offset + shift


def overlap(edits: Sequence[Edit]) -> bool:
    """Whether two of these edits, sorted by their place, change the same text, or insert at the same place."""
    return any(one.span[2:] > other.span[:2] or one.span[:2] == other.span[:2] for one, other in pairwise(edits))
