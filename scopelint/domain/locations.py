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
        self._logged: dict[tuple[int, Any], tuple[int, int]] = {}
        """Where in the log a location was noted last, and which mark was the newest then."""
        self._open: list[int] = []
        self._newest = -1
        self._point = -1
        """The mark that `keep_point` has set; -1 if there is none."""
        self._at_point: dict[tuple[int, Any], tuple[Table, Any, Any]] = {}
        """What locations that have been written since then held at that point."""

    def set(self, table: Table, key: Any, value: Any) -> None:
        if table.born < self._newest:
            self._note(table, key)
        table[key] = value

    def delete(self, table: Table, key: Any) -> None:
        if table.born < self._newest:
            self._note(table, key)
        table.pop(key, None)

    def _note(self, table: Table, key: Any) -> None:
        """Log what a location holds, unless the log has what it held at the newest mark: a list that grows item by item would stay there
        in each of its lengths."""
        log, newest = self._log, self._newest
        place = (id(table), key)
        at, mark = self._logged.get(place, (-1, -1))
        if mark == newest and at < len(log) and log[at][0] is table and log[at][1] == key:
            return
        self._logged[place] = (len(log), newest)
        log.append((table, key, table.get(key, MISSING)))

    def _write(self, table: Table, key: Any, value: Any) -> None:
        if value is MISSING:
            self.delete(table, key)
        else:
            self.set(table, key, value)

    def _replay(self, delta: dict[Hashable, Write]) -> None:
        for write in delta.values():
            self._write(write.table, write.key, write.new)

    def keep_point(self) -> None:
        """Remember what every location holds now, until `forget_point`: `return_to_point` comes back to it, as often as one likes."""
        self._point = self._newest = BIRTHS.mark()

    def return_to_point(self) -> None:
        """Let every location hold what it held at the point that is kept; nothing else may be under way."""
        self._preserve()
        for table, key, old in self._at_point.values():
            if old is MISSING:
                table.pop(key, None)
            else:
                table[key] = old
        self._at_point.clear()
        self._log.clear()
        self._logged.clear()
        self._open.clear()
        self._newest = self._point

    def forget_point(self) -> None:
        """What has been written since the point stays."""
        self._point = -1
        self._at_point.clear()
        if not self._open:
            self._newest = -1
            self._log.clear()
            self._logged.clear()

    def _preserve(self) -> None:
        """See to it that what the log has of the point that is kept outlives the log."""
        if self._point >= 0:
            kept, point = self._at_point, self._point
            for entry in self._log:
                if entry[0].born < point:
                    kept.setdefault((id(entry[0]), entry[1]), entry)

    def _mark(self) -> Mark:
        if not self._open and self._log:  # written while there was nothing but the point
            self._preserve()
            self._log.clear()
            self._logged.clear()
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
            self._newest = self._point
            self._preserve()
            self._log.clear()
            self._logged.clear()

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
