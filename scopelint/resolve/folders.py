"""What lies in the project's folders: each listed once, and none outside of the roots.

Flows in: the roots. Flows out: for a folder, the names of its modules and of its subfolders, in the
case in which they are stored, on any file system. Must not import anything of scopelint.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

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

    __slots__ = ("_listings", "_namespaces", "_roots", "seen")

    def __init__(self, roots: Iterable[str]) -> None:
        self._roots = tuple(dict.fromkeys(os.path.realpath(root) for root in roots))
        self._listings: dict[str, Listing] = {}
        self.seen: dict[str, str] = {}
        """Of every folder that was looked at, what it looked like: `look` says the same as long as nothing in it changes."""
        self._namespaces: dict[str, bool] = {}

    def listing(self, folder: str) -> Listing:
        """The contents of a folder; empty where it is none, cannot be read, or is outside of the roots."""
        known = self._listings.get(folder)
        if known is None:
            entries = _entries(folder)
            self.seen[folder] = _looks(folder, entries)
            known = self._listings[folder] = self._listing(entries) if self.contains(folder) else _EMPTY
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

    def _listing(self, entries: Iterable[Entry]) -> Listing:
        own = [entry for entry in entries if not entry.link or self._follows(entry)]
        modules = (entry.name.removesuffix(".py") for entry in own if entry.kind == "file" and entry.name.endswith(".py"))
        return Listing(frozenset(modules), frozenset(entry.name for entry in own if entry.kind == "folder" and "." not in entry.name))

    def _follows(self, entry: Entry) -> bool:
        """Whether a link leads to something below the roots."""
        return bool(entry.kind) and self.contains(entry.link)


class Entry(NamedTuple):
    """Something in a folder whose name an import could mean: "file", "folder" or neither; of a link, where it leads."""

    name: str
    kind: str
    link: str


def look(folder: str) -> str:
    """All that an answer about a folder can depend on: its own place, and the names and kinds of what is in it."""
    return _looks(folder, _entries(folder))


def _looks(folder: str, entries: Iterable[Entry]) -> str:
    return "\0".join((os.path.realpath(folder), *sorted("/".join(entry) for entry in entries)))


def _entries(folder: str) -> list[Entry]:
    found: list[Entry] = []
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                stem, suffix = os.path.splitext(entry.name)
                if stem.isidentifier() and suffix in ("", ".py"):
                    link = os.path.realpath(entry.path) if entry.is_symlink() else ""
                    whole = os.path.exists(entry.path) if link else True  # a link may lead nowhere, or to itself
                    kind = "" if not whole else "file" if entry.is_file() else "folder" if entry.is_dir() else ""
                    found.append(Entry(entry.name, kind, link))
    except OSError:
        return []
    return found
