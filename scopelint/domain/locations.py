"""Locations, each a dict and a key in it, whose writes can be taken back.

Flows in: writes. Flows out: the same locations, as they are now or as they were at a mark. What a location
holds is nothing to this room: it knows neither paths nor conditions.
"""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any, NamedTuple

import msgspec

from scopelint.domain.values import BIRTHS, MISSING, Table


class Mark(msgspec.Struct, frozen=True):
    """A moment up to which writes may be undone: what has been written by then, and its number."""

    position: int
    number: int


class Write(NamedTuple):
    """What a location holds in the end."""

    table: Table
    key: Any
    new: Any


class Locations:
    """Writes, and the log of what was there before: kept while a mark is open, for tables that are older than the mark."""

    def __init__(self) -> None:
        self._log: list[tuple[Table, Any, Any]] = []
        self._open: list[int] = []
        self._newest = -1

    def set(self, table: Table, key: Any, value: Any) -> None:
        if table.born < self._newest:
            self._log.append((table, key, table.get(key, MISSING)))
        table[key] = value

    def delete(self, table: Table, key: Any) -> None:
        if table.born < self._newest:
            self._log.append((table, key, table.get(key, MISSING)))
        table.pop(key, None)

    def _write(self, table: Table, key: Any, value: Any) -> None:
        if value is MISSING:
            self.delete(table, key)
        else:
            self.set(table, key, value)

    def _replay(self, delta: dict[Hashable, Write]) -> None:
        for write in delta.values():
            self._write(write.table, write.key, write.new)

    def _mark(self) -> Mark:
        number = self._newest = BIRTHS.mark()
        self._open.append(number)
        return Mark(len(self._log), number)

    def _unmark(self, mark: Mark) -> None:
        opened = self._open
        if opened[-1] == mark.number:
            opened.pop()
        else:
            opened.remove(mark.number)
        if opened:
            self._newest = opened[-1]
        else:
            self._newest = -1
            self._log.clear()

    def _take(self, mark: Mark) -> dict[Hashable, Write]:
        """Undo all writes since `mark` and return what they left behind."""
        delta: dict[Hashable, Write] = {}
        log = self._log
        for table, key, old in reversed(log[mark.position :]):
            place = (id(table), key)
            if place not in delta:
                delta[place] = Write(table, key, table.get(key, MISSING))
            if old is MISSING:
                table.pop(key, None)
            else:
                table[key] = old
        del log[mark.position :]
        return delta

    def _undo(self, mark: Mark) -> None:
        """Undo all writes since `mark`."""
        log = self._log
        for table, key, old in reversed(log[mark.position :]):
            if old is MISSING:
                table.pop(key, None)
            else:
                table[key] = old
        del log[mark.position :]
