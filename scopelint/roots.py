"""Where the modules of a project lie.

Flows in: the folders and paths that the user names. Flows out: folders in which imports are looked up. Asks which files mark the root of a
project; reads none. Must not import any later stage.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import msgspec

_CONTEXT_MARKS: Final = (".git", "pyproject.toml", "scopelint.toml", ".scopelint.toml", "setup.py", "setup.cfg", ".hg")


class Roots(msgspec.Struct, frozen=True):
    """Where the modules lie that a project's files import.

    Attributes:
        cwd: the current folder, absolute.
        src: folders that the user names for it, besides the project's own.
        given: where the paths lie that the user gave, if not below `cwd`; see `given_folder`.
    """

    cwd: Path
    src: tuple[Path, ...] = ()
    given: Path | None = None

    def project(self, file: Path) -> Path:
        """The folder above a file that is taken for the project's root.

        That is the nearest with `pyproject.toml` or `.git`; without one, the current folder or what the user gave, whichever has more.
        """
        marked = marked_root(file)
        if marked is not None:
            return marked
        above = [folder for folder in (self.given, self.cwd) if folder is not None and file.is_relative_to(folder)]
        return min(above, key=lambda folder: len(folder.parts), default=self.given or self.cwd)

    def of(self, file: Path) -> tuple[Path, ...]:
        """The folders in which a module that `file` imports is looked up, in order.

        The file's own folder; the project's root; `src`; then the folders between the first two, innermost first, since a script in one
        of them may have put it on `sys.path`.
        """
        root = self.project(file)
        between = [folder for folder in file.parent.parents if folder.is_relative_to(root)]
        return tuple(dict.fromkeys((file.parent, root, *self.src, *between)))

    def own_folder(self, folder: Path) -> str:
        """Where a folder that a program names lies, if that is below the project's root, the current folder or `src`; else ""."""
        place = folder.resolve()
        allowed = (self.project(place), self.cwd, *self.src)
        return str(place) if place.is_dir() and any(place.is_relative_to(root.resolve()) for root in allowed) else ""


def marked_root(file: Path) -> Path | None:
    """The nearest folder above `file` that holds `pyproject.toml` or `.git`."""
    for folder in file.parents:
        if _has(folder, "pyproject.toml") or _has(folder, ".git"):
            return folder
    return None


def context_folder(file: Path) -> tuple[Path, bool]:
    """The folder whose files may import `file`, and whether those in its subfolders may, too.

    That is the nearest folder above it that looks like the root of a project; without one, its own folder alone.
    """
    for folder in file.parents:
        if any(_has(folder, mark) for mark in _CONTEXT_MARKS):
            return folder, True
    return file.parent, False


def _has(folder: Path, name: str) -> bool:
    """Whether something lies there; a folder that is closed has nothing. (`Path.exists` raises.)"""
    return os.path.exists(folder / name)


def common_folder(paths: Sequence[str], cwd: Path) -> Path:
    """The innermost folder that holds all of `paths`: where the search for settings begins."""
    folders = []
    for text in paths:
        path = Path(os.path.normpath(cwd / text))
        folders.append(str(path if os.path.isdir(path) else path.parent))
    try:
        return Path(os.path.commonpath(folders)) if folders else cwd
    except ValueError:  # on Windows, paths on two drives
        return cwd


def given_folder(paths: Sequence[str], cwd: Path) -> Path | None:
    """The innermost folder that holds those of `paths` that do not lie below the current folder, and is no package; None if all do."""
    away = [path for path in paths if not Path(os.path.normpath(cwd / path)).is_relative_to(cwd)]
    if not away:
        return None
    folder = common_folder(away, cwd)
    while _has(folder, "__init__.py") and folder != folder.parent:
        folder = folder.parent
    return folder
