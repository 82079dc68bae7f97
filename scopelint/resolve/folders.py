"""What lies in the project's folders: each listed once, and none outside of the roots.

Flows in: the roots. Flows out: for a folder, the names of its modules and of its subfolders, in the
case in which they are stored, on any file system. Must not import anything of scopelint.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from typing import Final

import msgspec

INIT: Final = "__init__"

_NAMESPACE_DEPTH: Final = 3
"""Levels of folders without modules that a namespace package may have above its first module."""


class Listing(msgspec.Struct, frozen=True):
    """The contents of a folder that an import could mean."""

    modules: frozenset[str]
    """Stems of the `.py` files, `__init__` among them."""
    folders: frozenset[str]

    @property
    def is_package(self) -> bool:
        return INIT in self.modules


_EMPTY: Final = Listing(frozenset(), frozenset())


class Folders:
    """A cache of listings; it holds for one run and does not see later changes."""

    __slots__ = ("_listings", "_namespaces", "_roots")

    def __init__(self, roots: Iterable[str]) -> None:
        self._roots = tuple(dict.fromkeys(os.path.realpath(root) for root in roots))
        self._listings: dict[str, Listing] = {}
        self._namespaces: dict[str, bool] = {}

    def listing(self, folder: str) -> Listing:
        """The contents of a folder; empty where it is none, cannot be read, or is outside of the roots."""
        known = self._listings.get(folder)
        if known is None:
            known = self._listings[folder] = self._scan(folder) if self.contains(folder) else _EMPTY
        return known

    def contains(self, path: str) -> bool:
        """Whether the file or folder is under a root, links followed."""
        real = os.path.realpath(path)
        return any(real == root or real.startswith(root.rstrip(os.sep) + os.sep) for root in self._roots)

    def holds_modules(self, folder: str) -> bool:
        """Whether a folder without `__init__.py` can be a namespace package, not just a folder of data."""
        known = self._namespaces.get(folder)
        if known is None:
            known = self._namespaces[folder] = any(self.listing(below).modules for below in self._descend(folder, _NAMESPACE_DEPTH))
        return known

    def _descend(self, folder: str, depth: int) -> Iterator[str]:
        yield folder
        if depth:
            for name in sorted(self.listing(folder).folders):
                yield from self._descend(os.path.join(folder, name), depth - 1)

    def _scan(self, folder: str) -> Listing:
        modules: list[str] = []
        folders: list[str] = []
        try:
            with os.scandir(folder) as entries:
                for entry in entries:
                    stem, suffix = os.path.splitext(entry.name)
                    if not stem.isidentifier() or suffix not in ("", ".py") or not self._follows(entry):
                        continue
                    if suffix and entry.is_file():
                        modules.append(stem)
                    elif not suffix and entry.is_dir():
                        folders.append(stem)
        except OSError:
            return _EMPTY
        return Listing(frozenset(modules), frozenset(folders))

    def _follows(self, entry: os.DirEntry[str]) -> bool:
        """Whether an entry is no link, or one to something below the roots."""
        return not entry.is_symlink() or (os.path.exists(entry.path) and self.contains(entry.path))
