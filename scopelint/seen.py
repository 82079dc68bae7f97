"""What an analysis looked at: all that could make its answer another one.

Flows in: every file that is read, every folder that is listed, every question to the file system, when it happens. Flows out: `Seen`, plain
data that can be kept beside the answer and compared with what is there later. Must not import any stage.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

import msgspec

from scopelint.cache import digest

_T = TypeVar("_T")


class Seen(msgspec.Struct):
    """What was seen, in absolute paths.

    Attributes:
        files: digests of contents; empty where a file could not be read.
        folders: digests of what folders looked like (`resolve.look`).
        roots: for a folder, where the imports of its files are looked up.
        places: for a folder that a program names, what became of it; empty where it is none of the project's.
        around: for sets of files, a digest of the list of files of their projects.
        searched: the folders in which these files were looked for.
        besides: settings files that count wherever they lie.
        torn: whether something changed while it was looked at, so that nobody knows what the answer is about.
    """

    files: dict[str, bytes] = msgspec.field(default_factory=dict)
    folders: dict[str, bytes] = msgspec.field(default_factory=dict)
    roots: dict[str, tuple[str, ...]] = msgspec.field(default_factory=dict)
    places: dict[str, str] = msgspec.field(default_factory=dict)
    around: dict[str, bytes] = msgspec.field(default_factory=dict)
    searched: set[str] = msgspec.field(default_factory=set)
    besides: set[str] = msgspec.field(default_factory=set)
    torn: bool = False

    def file(self, path: str, content: bytes | None) -> None:
        """A file was read, or could not be."""
        self._note(self.files, path, of_content(content))

    def folder(self, path: str, looks: str) -> None:
        """A folder was listed."""
        self._note(self.folders, path, of_looks(looks))

    def root(self, folder: str, roots: Iterable[str]) -> None:
        """Imports of the files in a folder are looked up in `roots`."""
        self._note(self.roots, folder, tuple(roots))

    def place(self, folder: str, found: str) -> None:
        """A program named a folder."""
        self._note(self.places, folder, found)

    def project(self, files: Iterable[str], found: Iterable[str], searched: Iterable[str]) -> None:
        """The projects of `files` have the files `found`, in the folders `searched`."""
        self._note(self.around, SEPARATOR.join(sorted(files)), of_list(found))
        self.searched.update(searched)

    def add(self, other: Seen) -> None:
        """What another process has seen was seen, too."""
        for path, digest_of_file in other.files.items():
            self._note(self.files, path, digest_of_file)
        for folder, looks in other.folders.items():
            self._note(self.folders, folder, looks)
        for folder, roots in other.roots.items():
            self._note(self.roots, folder, roots)
        for folder, found in other.places.items():
            self._note(self.places, folder, found)
        for files, listed in other.around.items():
            self._note(self.around, files, listed)
        self.searched |= other.searched
        self.torn |= other.torn

    def _note(self, notes: dict[str, _T], key: str, value: _T) -> None:
        self.torn |= notes.setdefault(key, value) != value


SEPARATOR = "\0"
"""Between the paths of a set of files."""


def of_content(content: bytes | None) -> bytes:
    """What `Seen.files` has of a content."""
    return b"" if content is None else digest(content)


def of_looks(looks: str) -> bytes:
    """What `Seen.folders` has of a folder."""
    return digest(looks.encode("utf-8", "surrogateescape"))


def of_list(paths: Iterable[str]) -> bytes:
    """What `Seen.around` has of a list of files."""
    return digest(*(path.encode("utf-8", "surrogateescape") for path in sorted(paths)))
