"""A bounded store of bytes in a folder, for several processes at once.

Flows in: kinds, keys and data. Flows out: what was put in before. The folder tells git to ignore it and backups to leave it out. An SQLite
database is rebuilt where it is damaged or of another layout; whatever else goes wrong (no permission, a full disk, a lock that is held
too long) makes the store fall silent, with the reason in `trouble`. Must not import any stage.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeVar

from scopelint.again import AGAIN, FOLDER

if TYPE_CHECKING:
    import sqlite3

MAX_BYTES: Final = 512 * 1024 * 1024
"""What the store may hold; beyond that, what was not asked for longest is dropped."""

_DATABASE: Final = "cache.sqlite3"
_APPLICATION: Final = 0x5C0BE117
"""SQLite's `application_id`: the mark of a database of ours."""

_LAYOUT: Final = 1
"""SQLite's `user_version`: to be raised with every change of the tables."""

_DAY: Final = 86_400
_SUM: Final = 8
"""Bytes of a checksum."""
_PATIENCE: Final = 10.0
"""Seconds to wait for another process that writes."""

_TAG: Final = """Signature: 8a477f597d28d172789f06886806bc55
# This file marks the folder as one of cached data, written by scopelint. See https://bford.info/cachedir/
"""

_T = TypeVar("_T")


class Store:
    """What is kept in one folder; opened when first asked.

    Args:
        folder: made when there is something to keep, if it does not exist.
        max_bytes: what may be kept in all.
    """

    def __init__(self, folder: Path, max_bytes: int = MAX_BYTES) -> None:
        self.folder = folder
        self.trouble: str | None = None
        """Why nothing is kept any more; None: all is well."""
        self._max_bytes = max_bytes
        self._connection: sqlite3.Connection | None = None
        self._pending: dict[tuple[str, bytes], bytes] = {}
        self._used: set[tuple[str, bytes]] = set()

    def get(self, kind: str, key: bytes) -> bytes | None:
        """What was put under this key, or None."""
        pending = self._pending.get((kind, key))
        if pending is not None:
            return pending
        if self._connection is None and not (self.folder / _DATABASE).exists():
            return None
        row = self._guarded(lambda db: db.execute("SELECT data, used FROM kept WHERE kind = ? AND key = ?", (kind, key)).fetchone())
        if row is None:
            return None
        data: bytes = row[0]
        if data[:_SUM] != _sum(data[_SUM:]):
            return None  # damaged where SQLite does not look
        if row[1] < _today():
            self._used.add((kind, key))
        return data[_SUM:]

    def has(self, kind: str, key: bytes) -> bool:
        """Whether something was put under this key; it may still turn out to be damaged."""
        if (kind, key) in self._pending:
            return True
        if self._connection is None and not (self.folder / _DATABASE).exists():
            return False
        return bool(self._guarded(lambda db: db.execute("SELECT 1 FROM kept WHERE kind = ? AND key = ?", (kind, key)).fetchone()))

    def put(self, kind: str, key: bytes, data: bytes) -> None:
        """Keep `data`; it is written when the store is closed."""
        self._pending[kind, key] = data

    def close(self) -> None:
        """Write what is pending, and let go of the database."""
        if self._pending or self._used:
            self._guarded(self._write)
        self._pending.clear()
        self._used.clear()
        if self._connection is not None:
            with suppress(Exception):
                self._connection.close()
            self._connection = None

    def _write(self, db: sqlite3.Connection) -> None:
        today = _today()
        with db:
            db.execute("BEGIN IMMEDIATE")
            db.executemany("UPDATE kept SET used = ? WHERE kind = ? AND key = ?", [(today, *key) for key in sorted(self._used)])
            db.executemany(
                "INSERT OR REPLACE INTO kept (kind, key, used, size, data) VALUES (?, ?, ?, ?, ?)",
                [(kind, key, today, len(data), _sum(data) + data) for (kind, key), data in self._pending.items()],
            )
            self._shrink(db)

    def _shrink(self, db: sqlite3.Connection) -> None:
        total = db.execute("SELECT TOTAL(size) FROM kept").fetchone()[0]
        if total <= self._max_bytes:
            return
        for row, size in db.execute("SELECT rowid, size FROM kept ORDER BY used, rowid").fetchall():
            db.execute("DELETE FROM kept WHERE rowid = ?", (row,))
            total -= size
            if total <= self._max_bytes * 3 // 4:
                return

    def _guarded(self, work: Callable[[sqlite3.Connection], _T]) -> _T | None:
        """Do `work` on the database, on a new one where the old one is damaged; None where nothing can be done."""
        if self.trouble is not None:
            return None
        import sqlite3  # 5 ms, which a run without a cache does without

        for last in (False, True):
            try:
                if self._connection is None:
                    self._connection = self._open()
                return work(self._connection)
            except (sqlite3.OperationalError, OSError) as error:
                self.trouble = str(error)
                return None
            except sqlite3.DatabaseError as error:
                self._discard()
                if last:
                    self.trouble = str(error)
        return None

    def _open(self) -> sqlite3.Connection:
        import sqlite3

        make_folder(self.folder)
        connection = sqlite3.connect(self.folder / _DATABASE, timeout=_PATIENCE, isolation_level=None, check_same_thread=False)
        try:
            connection.execute("PRAGMA synchronous = OFF")
            if _mark(connection) != (_APPLICATION, _LAYOUT):
                self._lay_out(connection)
        except BaseException:
            connection.close()
            raise
        return connection

    @staticmethod
    def _lay_out(connection: sqlite3.Connection) -> None:
        """Make the tables of a new database.

        Raises:
            sqlite3.DatabaseError: it is not new, but somebody else's or of another layout.
        """
        import sqlite3

        with connection:
            connection.execute("BEGIN IMMEDIATE")
            if _mark(connection) == (_APPLICATION, _LAYOUT):
                return  # another process was quicker: it may even have come between the two halves of the mark that was read before
            if connection.execute("SELECT COUNT(*) FROM sqlite_master").fetchone()[0]:
                raise sqlite3.DatabaseError("of another layout")
            connection.execute(
                "CREATE TABLE kept (kind TEXT NOT NULL, key BLOB NOT NULL, used INTEGER NOT NULL, size INTEGER NOT NULL, "
                "data BLOB NOT NULL, PRIMARY KEY (kind, key))"
            )
            connection.execute(f"PRAGMA application_id = {_APPLICATION}")
            connection.execute(f"PRAGMA user_version = {_LAYOUT}")

    def _discard(self) -> None:
        if self._connection is not None:
            with suppress(Exception):
                self._connection.close()
            self._connection = None
        for end in ("", "-journal", "-wal", "-shm"):
            with suppress(OSError):
                (self.folder / f"{_DATABASE}{end}").unlink()


def _mark(connection: sqlite3.Connection) -> tuple[int, int]:
    """Whose database it is, and of which layout; (0, 0) for a new one."""
    return connection.execute("PRAGMA application_id").fetchone()[0], connection.execute("PRAGMA user_version").fetchone()[0]


def make_folder(folder: Path) -> None:
    """Make a cache folder that git ignores and that backups leave out.

    Raises:
        OSError: it cannot be made.
    """
    if (folder / _DATABASE).exists():
        return
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in ((".gitignore", "# Written by scopelint.\n*\n"), ("CACHEDIR.TAG", _TAG)):
        if not (folder / name).exists():
            (folder / name).write_text(text, encoding="utf-8")


def clean(folder: Path) -> bool:
    """Remove a cache folder; whether there was one. A folder that scopelint did not mark as its own is left alone.

    Raises:
        OSError: it cannot be removed.
    """
    tag = folder / "CACHEDIR.TAG"
    if not tag.is_file() or "scopelint" not in tag.read_text(encoding="utf-8", errors="replace"):
        return False
    kept = [file.name for file in folder.glob(f"{AGAIN}*")]
    for name in (_DATABASE, f"{_DATABASE}-journal", f"{_DATABASE}-wal", f"{_DATABASE}-shm", *kept, ".gitignore", "CACHEDIR.TAG"):
        (folder / name).unlink(missing_ok=True)
    with suppress(OSError):  # there is something of the user's in it
        os.rmdir(folder)
    return True


def _sum(data: bytes) -> bytes:
    return blake2b(data, digest_size=_SUM).digest()


def _today() -> int:
    return int(time.time()) // _DAY * _DAY


__all__ = ["FOLDER", "MAX_BYTES", "Store", "clean", "make_folder"]
