"""From live frames to places in the user's own code.

In: a frame or a traceback, and the folders that hold the user's code.
Out: a `Place` for the innermost user frame and a `Call` for each one outside of it.

A position comes from the frame's current instruction (`code.co_positions()`, Python 3.11), whose columns
are UTF-8 byte offsets. Two things are put right with the help of the file's own syntax tree and text: bytes
become characters, and a method call spread over several lines, which CPython places at the attribute
(compile.c, `update_start_location_to_match_attr`), starts where its expression starts.

Must not import TensorFlow.
"""

from __future__ import annotations

import ast
import io
import itertools
import os
import sys
import tokenize
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, TypeAlias

from .truth import Call, Place

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path
    from types import FrameType, TracebackType

_COMPREHENSIONS: Final = frozenset({"<listcomp>", "<setcomp>", "<dictcomp>"})
"""Frames of their own up to Python 3.11, though the reader sees one function: the outer one is dropped."""

_Extent: TypeAlias = "tuple[int, int, int, int]"
"""Line, byte column, end line, end byte column. Lines 1-based, columns 0-based, as in Python's `ast`."""


@dataclass(frozen=True, slots=True)
class UserCode:
    """Which files are the user's own.

    A file belongs to the folder with the longest path that holds it; it is the user's when that folder is
    one of `roots`. So a root may hold a virtual environment, and a package inside `site-packages` may be
    made a root.

    Attributes:
        roots: folders of user code, the project's first; paths are told relative to the root that holds them.
        foreign: folders of other people's code: the standard library, installed packages, the oracle itself.
    """

    roots: tuple[str, ...]
    foreign: tuple[str, ...]
    _sources: dict[str, _Source] = field(default_factory=dict, compare=False, repr=False)
    _relative: dict[str, str | None] = field(default_factory=dict, compare=False, repr=False)

    @classmethod
    def under(cls, roots: Sequence[Path], foreign: Sequence[Path]) -> UserCode:
        """The rule for these folders, with symbolic links followed."""
        return cls(tuple(_folder(root) for root in roots), tuple(_folder(path) for path in foreign))

    def relative(self, filename: str) -> str | None:
        """The file's path as users write it, with forward slashes; None when it is not the user's."""
        if filename not in self._relative:
            self._relative[filename] = self._owner(filename)
        return self._relative[filename]

    def _owner(self, filename: str) -> str | None:
        if filename.startswith("<"):
            return None
        real = os.path.realpath(filename)
        best = max((root for root in self.roots if real.startswith(root)), key=len, default=None)
        if best is None or any(len(path) > len(best) and real.startswith(path) for path in self.foreign):
            return None
        return real[len(best) :].replace(os.sep, "/")

    def stack(self, frame: FrameType | None, boundary: FrameType | None = None) -> tuple[Place | None, tuple[Call, ...]]:
        """Where the user's code stands.

        Args:
            frame: the innermost frame to look at.
            boundary: the first frame outward that is not looked at any more.

        Returns:
            The innermost user call, and the user frames outside of it, outermost first.
        """
        places: list[Place] = []
        inside_comprehension = False
        while frame is not None and frame is not boundary:
            path = self.relative(frame.f_code.co_filename)
            if path is not None:
                if not inside_comprehension or not places:
                    places.append(self._place(path, frame))
                inside_comprehension = frame.f_code.co_name in _COMPREHENSIONS
            frame = frame.f_back
        if not places:
            return None, ()
        return places[0], tuple(Call(place.path, place.line, place.column) for place in reversed(places[1:]))

    def last_line(self, trace: TracebackType | None) -> tuple[str | None, int | None]:
        """The innermost user line of a traceback, as path and line."""
        found: tuple[str | None, int | None] = (None, None)
        while trace is not None:
            path = self.relative(trace.tb_frame.f_code.co_filename)
            if path is not None:
                found = path, trace.tb_lineno
            trace = trace.tb_next
        return found

    def _place(self, path: str, frame: FrameType) -> Place:
        extent = _current_extent(frame)
        source = self._source(frame.f_code.co_filename)
        line, column, end_line, end_column = source.whole_call(extent)
        return Place(
            path,
            line,
            source.character(line, column) + 1,
            end_line,
            source.character(end_line, end_column) + 1,
        )

    def _source(self, filename: str) -> _Source:
        if filename not in self._sources:
            self._sources[filename] = _Source.read(filename)
        return self._sources[filename]


def _folder(path: Path) -> str:
    return os.path.realpath(path).rstrip(os.sep) + os.sep


def _current_extent(frame: FrameType) -> _Extent:
    """The extent of the instruction that the frame is executing; what is unknown falls back to its line."""
    positions: Iterator[tuple[int | None, int | None, int | None, int | None]] = iter(())
    if sys.version_info >= (3, 11):
        positions = itertools.islice(frame.f_code.co_positions(), max(frame.f_lasti, 0) // 2, None)
    line, end_line, column, end_column = next(positions, (None, None, None, None))
    line = line or frame.f_lineno
    return line, column or 0, end_line or line, end_column or column or 0


@dataclass(frozen=True, slots=True)
class _Source:
    """One file of the user: its lines as UTF-8, and where each call ends."""

    lines: tuple[bytes, ...]
    calls: dict[tuple[int, int], tuple[int, int]]
    """End of each call expression -> its start. A call has a last parenthesis of its own: ends are unique."""

    @classmethod
    def read(cls, filename: str) -> _Source:
        try:
            with open(filename, "rb") as file:
                raw = file.read()
            encoding, _ = tokenize.detect_encoding(io.BytesIO(raw).readline)
            text = io.IncrementalNewlineDecoder(None, translate=True).decode(raw.decode(encoding), final=True)
            tree = ast.parse(text)
        except (OSError, SyntaxError, ValueError):
            return cls((), {})
        lines = tuple(line.encode("utf-8", "surrogatepass") for line in text.split("\n"))
        return cls(lines, {end: start for start, end in _calls(tree)})

    def whole_call(self, extent: _Extent) -> _Extent:
        """The extent of the call expression that ends where this extent ends, if there is one that the extent is a part of.

        A `for` or `with` statement ends where the last call in its block ends, and is no part of it.
        """
        line, column, end_line, end_column = extent
        start = self.calls.get((end_line, end_column))
        if start is not None and start <= (line, column):
            line, column = start
        return line, column, end_line, end_column

    def character(self, line: int, byte: int) -> int:
        """The 0-based character column of a 0-based byte column."""
        if not 1 <= line <= len(self.lines):
            return byte
        return len(self.lines[line - 1][:byte].decode("utf-8", "replace"))


def _calls(tree: ast.AST) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and node.end_lineno is not None and node.end_col_offset is not None:
            yield (node.lineno, node.col_offset), (node.end_lineno, node.end_col_offset)
