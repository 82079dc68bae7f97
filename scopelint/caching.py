"""Which cache a run uses, and where it lies.

Flows in: settings. Flows out: stores, and what was wrong with them. Must not import any stage but `discover`.
"""

from __future__ import annotations

import os
from pathlib import Path

import msgspec

from scopelint.cache import FOLDER, Store
from scopelint.roots import marked_root
from scopelint.seen import Seen
from scopelint.settings import Loaded, user_file
from scopelint.timing import Timing


class Looking(msgspec.Struct, frozen=True):
    """What is told of everything that is read, what keeps lowered files (None: nobody), and what is told of the time that it takes."""

    seen: Seen | None = None
    kept: Store | None = None
    timing: Timing = msgspec.field(default_factory=Timing)


class Caches:
    """The stores of one run, opened when first asked for.

    Args:
        cwd: the current folder, absolute.
        used: whether there are any.
    """

    def __init__(self, cwd: Path, *, used: bool) -> None:
        self._cwd = cwd
        self._used = used
        self._stores: dict[Path, Store] = {}

    def of(self, loaded: Loaded) -> Store | None:
        """The store that holds for files with these settings."""
        if not self._used:
            return None
        folder = cache_folder(loaded, self._cwd)
        if folder not in self._stores:
            self._stores[folder] = Store(folder)
        return self._stores[folder]

    def close(self) -> tuple[str, ...]:
        """Write what is new; the troubles there were."""
        for store in self._stores.values():
            store.close()
        return tuple(f"the cache in {store.folder} cannot be used: {store.trouble}" for store in self._stores.values() if store.trouble)


def cache_folder(loaded: Loaded, cwd: Path) -> Path:
    """Where the cache lies: where the settings say, else beside them, or without any at the root of the project."""
    said = loaded.settings.cache_dir
    if said is None and loaded.file is not None and loaded.file != user_file():
        return loaded.folder / FOLDER
    if said is None:
        return (marked_root(loaded.folder / FOLDER) or cwd) / FOLDER
    return Path(os.path.normpath(loaded.folder / os.path.expanduser(said)))
