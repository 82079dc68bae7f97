"""Notebooks as programs: the code cells in order, one after the other, as one Python text; and the way back.

Flows in: the bytes of an .ipynb file. Flows out: a `Notebook`: Python text, and for each of its lines the cell, the row in the cell, and
the line of the JSON; or a `ParseFailure`. What only IPython understands is blanked in place, so that every other line and column stays.
Must not import any stage.
"""

from __future__ import annotations

import json
import keyword
import re
from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise
from typing import Any, Final

import msgspec

from scopelint.model import ParseFailure

_RUNS_PYTHON: Final = frozenset({"time", "timeit", "capture", "prun", "python", "python3", "tensorflow_version"})
"""Cell magics below which the cell is Python of the same kernel."""

_MAGIC: Final = re.compile(r"(?P<indent>[ \t]*)(?:[%!?].*|[\w.]+\?{1,2}[ \t]*)$")
_ASSIGNED: Final = re.compile(r"(?P<target>[ \t]*[\w.\[\]'\", \t]*\w[\w.\[\]'\", \t]*=[ \t]*)[!%](?!=)(?P<rest>.*)$")
_BARE: Final = re.compile(
    r"[ \t]*(?:autoreload|cat|cd|conda|cp|less|load_ext|ls|man|matplotlib|mkdir|more|mv|pip|pylab|reload_ext|rm|rmdir)"
    r"(?:[ \t]+(?![=(\[,)\]]|[-+*/%&|^<>@]+=)\S.*)?$"
)
"""A magic without its `%`: IPython knows it in a cell of one line, unless that gives the name a value (IPython/core/prefilter.py)."""

_UNREAD: Final = "__a_cell_that_cannot_be_read__"
"""The module that stands for a cell."""

_BINDS: Final = re.compile(r"^[ \t]*(?:def|class)[ \t]+(\w+)|\b(?:as|for)[ \t]+([\w, \t]+)|^[ \t]*([\w, \t()]+?)[ \t]*=(?!=)")
"""What a line may give a name to, even if it is no Python."""

_TOKEN: Final = re.compile(r"#.*|[rRbBuUfF]{0,2}(?:\"\"\"|'''|\"|')|[\[({]|[\])}]|\\$")


class Notebook(msgspec.Struct, frozen=True):
    """A notebook's Python text.

    Attributes:
        text: all code cells.
        starts: the line of `text` in which each code cell begins, ascending.
        cells: the number of each of these cells, from 1, over all cells of the notebook.
        raw: for each line of `text`, the line of the file that it comes from.
    """

    text: str
    starts: tuple[int, ...]
    cells: tuple[int, ...]
    raw: tuple[int, ...]

    def place(self, line: int) -> tuple[int, int]:
        """The cell, and the row in it, of a line of `text`."""
        index = max(0, bisect_right(self.starts, line) - 1)
        return self.cells[index], line - self.starts[index] + 1

    def code(self) -> list[str]:
        """The text of each code cell."""
        lines = self.text.split("\n")[:-1]
        return ["".join(line + "\n" for line in lines[begin - 1 : end - 1]) for begin, end in self._bounds(len(lines))]

    def without(self, lines: Sequence[int]) -> str:
        """The text without the cells in which these lines stand: what they bind may be anything."""
        kept = self.text.split("\n")[:-1]
        for begin, end in self._bounds(len(kept)):
            if any(begin <= line < end for line in lines):
                unread = [f"from {_UNREAD} import {name}" for name in ("*", *_bound(kept[begin - 1 : end - 1]))]
                kept[begin - 1 : end - 1] = ["; ".join(unread), *[""] * (end - begin - 1)]
        return "\n".join(kept) + "\n"

    def _bounds(self, count: int) -> list[tuple[int, int]]:
        """The first line of each code cell, and the line behind its last."""
        return list(pairwise((*self.starts, count + 1)))

    def raw_line(self, line: int) -> int:
        """The line of the file that a line of `text` comes from."""
        return self.raw[min(line, len(self.raw)) - 1] if self.raw else 1


def read(source: bytes, path: str) -> Notebook | ParseFailure:
    """The notebook in these bytes; one that is not Python has no text.

    Args:
        path: what a failure calls the file.
    """
    try:
        text = source.decode("utf-8-sig")
        document = json.loads(text)
    except UnicodeDecodeError:
        return ParseFailure(path, 1, 1, "not a notebook: it is not UTF-8")
    except json.JSONDecodeError as error:
        return ParseFailure(path, error.lineno, error.colno, f"not a notebook: not valid JSON: {error.msg.lower()}")
    except ValueError as error:  # a number of more digits than Python reads
        return ParseFailure(path, 1, 1, f"not a notebook: {str(error)[:1].lower()}{str(error)[1:]}")
    except RecursionError:
        return ParseFailure(path, 1, 1, "not a notebook: nested too deeply")
    cells = _cells(document)
    if cells is None:
        return ParseFailure(path, 1, 1, "not a notebook: it has no list of cells (nbformat 4)", "open it in Jupyter and save it again")
    for number, cell in enumerate(cells, 1):
        if not _is_source(cell.get("source", "")):
            return ParseFailure(path, 1, 1, f"not a notebook: the source of cell {number} is no text and no list of lines")
    return _joined(cells if _is_python(document) else [], text)


def _cells(document: Any) -> list[dict[str, Any]] | None:
    cells = document.get("cells") if isinstance(document, dict) else None
    if not isinstance(cells, list) or not all(isinstance(cell, dict) for cell in cells):
        return None
    return cells


def _is_source(source: object) -> bool:
    lines = source if isinstance(source, list) else [source]
    return all(isinstance(line, str) for line in lines)


def _is_python(document: dict[str, Any]) -> bool:
    metadata = document.get("metadata")
    said = [
        inner.get(key)
        for section, key in (("language_info", "name"), ("kernelspec", "language"))
        if isinstance(metadata, dict) and isinstance(inner := metadata.get(section), dict)
    ]
    named = [str(word).lower() for word in said if word]
    return not named or any(word.startswith(("python", "ipython")) for word in named)


def lines_of(cell: dict[str, Any]) -> list[str]:
    """The lines of a cell's source, without their ends."""
    source = cell.get("source", "")
    return "".join(source).split("\n")


def _joined(cells: list[dict[str, Any]], text: str) -> Notebook:
    lines: list[str] = []
    starts: list[int] = []
    numbers: list[int] = []
    raw: list[int] = []
    rows = _Rows(text)
    for number, cell in enumerate(cells, 1):
        source = lines_of(cell)
        found = rows.of(cell.get("source", ""))
        if cell.get("cell_type") != "code":
            continue
        starts.append(len(lines) + 1)
        numbers.append(number)
        lines += python_of(source)
        raw += found
    return Notebook("\n".join(lines) + "\n" if lines else "", tuple(starts) or (1,), tuple(numbers) or (1,), tuple(raw))


def _bound(lines: Sequence[str]) -> list[str]:
    """The names to which some of the lines may give another meaning."""
    found = {
        name for line in lines for match in _BINDS.finditer(line) for part in match.groups() for name in re.findall(r"\w+", part or "")
    }
    return sorted(name for name in found if name.isidentifier() and not keyword.iskeyword(name))


class _Rows:
    """In which lines of the JSON the lines of one cell after the other stand."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = self._counted = 0
        self._row = 1

    def of(self, source: str | list[str]) -> list[int]:
        """Of the next cell: a row for each of its lines, as `lines_of` has them."""
        rows: list[int] = []
        begins = True
        for number, part in enumerate([source] if isinstance(source, str) else source):
            self._go_to(part, '"source"\\s*:\\s*(?:\\[\\s*)?' if number == 0 else "")
            if begins and part:
                rows.append(self._row)
            ends = part.endswith("\n")
            rows += [self._row] * (part.count("\n") - ends)
            begins = ends or (begins and not part)
        return [*rows, self._row] if begins else rows

    def _go_to(self, part: str, behind: str) -> None:
        """To the next place of a text, behind what this pattern finds; nowhere, where it is written in a way that is not looked for."""
        for ascii_only in (False, True) if part else ():
            found = re.compile(f"{behind}({re.escape(json.dumps(part, ensure_ascii=ascii_only))})").search(self._text, self._at)
            if found is not None:
                self._row += self._text.count("\n", self._counted, found.start(1))
                self._counted = found.start(1)
                self._at = found.end()
                return


def python_of(source: list[str]) -> list[str]:
    """A cell's lines with what only IPython understands replaced by nothing, or by something that does nothing."""
    first = next((line for line in source if line.strip()), "")
    if first.startswith("%%"):
        name = re.match(r"%%\s*(\w+)", first)
        if name is None or name[1] not in _RUNS_PYTHON:
            return [""] * len(source)
        source = ["" if line is first else line for line in source]
    elif _BARE.match(first) and sum(map(bool, source)) == 1:
        return ["pass" if line is first else line for line in source]
    result: list[str] = []
    inside = ""
    depth = 0
    is_command = False
    for line in source:
        if is_command:
            result.append("")
        else:
            result.append(line if inside or depth else _without_magic(line))
            inside, depth = _after(result[-1], "" if inside == "\\" else inside, depth)
        is_command = line.endswith("\\") and (is_command or result[-1] != line)
    return result


def _without_magic(line: str) -> str:
    magic = _MAGIC.match(line)
    if magic is not None:
        return f"{magic['indent']}pass"
    assigned = _ASSIGNED.match(line)
    return f"{assigned['target']}None" if assigned is not None else line


def _after(line: str, inside: str, depth: int) -> tuple[str, int]:
    """What is open at the end of a line: a triple-quoted string (its quotes) or a backslash, and how many brackets."""
    at = 0
    while True:
        if inside:
            end = _end_of(line, inside, at)
            if end is None:
                return (inside, depth) if len(inside) == 3 else ("", depth)
            at, inside = end, ""
        found = _TOKEN.search(line, at)
        if found is None or found[0].startswith("#"):
            return "", depth
        at = found.end()
        opened = found[0].lstrip("rRbBuUfF")
        if opened == "\\":
            return opened, depth
        if opened in "[({":
            depth += 1
        elif opened in "])}":
            depth = max(0, depth - 1)
        else:
            inside = opened


def _end_of(line: str, quotes: str, at: int) -> int | None:
    while at < len(line):
        if line[at] == "\\":
            at += 2
        elif line.startswith(quotes, at):
            return at + len(quotes)
        else:
            at += 1
    return None
