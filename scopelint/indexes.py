"""The index of modules that answers for each file.

Flows in: where the project's modules lie. Flows out: a `ProjectIndex` per folder, each made once; `Seen` is told of the folders in which it
looks. Composes `roots` and `resolve`; must not import any later stage.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from scopelint.resolve import ProjectIndex
from scopelint.roots import Roots

if TYPE_CHECKING:
    from scopelint.seen import Seen


class Indexes:
    """The indexes of a project's folders."""

    def __init__(self, roots: Roots, seen: Seen | None) -> None:
        self._roots = roots
        self._seen = seen
        self._made: dict[Path, ProjectIndex] = {}

    def of(self, file: Path) -> ProjectIndex:
        """What finds the modules that a file imports."""
        index = self._made.get(file.parent)
        if index is None:
            folders = self._roots.of(file)
            if self._seen is not None:
                self._seen.root(str(file.parent), map(str, folders))
            index = self._made[file.parent] = ProjectIndex(folders)
        return index

    def tell(self, seen: Seen) -> None:
        """Say which folders answers depended on."""
        for index in self._made.values():
            tell_of(index, seen)


def tell_of(index: ProjectIndex, seen: Seen) -> None:
    """Say which folders the answers of one index depended on."""
    for folder, looks in index.seen.items():
        seen.folder(folder, looks)
