"""Who imports a file: the scripts of a project that a change to one of its files can reach.

Flows in: files, and the settings that say where their project's files are. Flows out: paths. Reads the bytes of the project's
files and parses none. Composes `discover` and `resolve`; must not import any later stage.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final

from scopelint.discover import python_files, shown
from scopelint.indexes import Indexes
from scopelint.resolve import ModuleFile, imported_names
from scopelint.roots import Roots, context_folder
from scopelint.settings import Loaded

if TYPE_CHECKING:
    from scopelint.seen import Seen


_BY_NAME: Final = (b"import_module", b"__import__")


def importers(
    files: Iterable[Path], loaded: Loaded, roots: Roots, unsaved: Mapping[str, bytes], seen: Seen | None = None
) -> Iterator[Path]:
    """The files of the project that import one of `files`, directly or not, without `files` themselves.

    Args:
        files: absolute paths.
        loaded: the settings, whose excludes say what does not belong to the project.
        roots: where the project's modules lie.
        unsaved: texts that take the place of what is on disk, by the path that reports print.
        seen: is told of what was looked at; wholly, once the iterator has ended.
    """
    given = {_key(file) for file in files}
    project = _Project(roots, unsaved, seen)
    around = candidates(given, loaded, roots.cwd, seen)
    others = sorted(path for path in around if path not in given)
    wanted = set(given)
    while others:
        stems = {_stem(path) for path in wanted}
        found = [path for path in others if project.imports(path, wanted, stems)]
        if not found:
            break
        yield from (Path(path) for path in found)
        wanted = set(found)
        others = [path for path in others if path not in wanted]
    project.tell()


def candidates(given: Collection[str], loaded: Loaded, cwd: Path, seen: Seen | None = None) -> set[str]:
    """Every file of the projects that the given ones belong to; `seen` is told."""
    folders = {context_folder(Path(folder, "_")) for folder in {os.path.dirname(path) for path in given}}
    found: set[str] = set()
    searched: set[str] = set()
    for folder, deep in sorted(folders):
        if deep and any(folder != other and folder.is_relative_to(other) for other, all_of_it in folders if all_of_it):
            continue
        inside = [str(folder)] if deep else _directly_in(folder)
        searched.add(str(folder))
        found.update(_key(path) for path in python_files(inside, loaded, cwd, searched))
    if seen is not None:
        seen.project(given, found, searched)
    return found


def _directly_in(folder: Path) -> list[str]:
    with suppress(OSError):
        return [os.path.join(folder, name) for name in os.listdir(folder) if name.endswith(".py")]
    return []


def _key(path: Path) -> str:
    return os.path.normpath(path)


def _stem(path: str) -> bytes:
    """The word that every import of the file has in it: the module's name, for a package the folder's."""
    stem = os.path.splitext(os.path.basename(path))[0]
    return os.fsencode(os.path.basename(os.path.dirname(path)) if stem == "__init__" else stem)


class _Project:
    """The files of one search, each read once, and what they import."""

    def __init__(self, roots: Roots, unsaved: Mapping[str, bytes], seen: Seen | None) -> None:
        self._cwd = roots.cwd
        self._unsaved = unsaved
        self._unsaved_names = {os.path.basename(name) for name in unsaved}
        self._seen = seen
        self._bytes: dict[str, bytes] = {}
        self._indexes = Indexes(roots, seen)
        self._targets: dict[str, frozenset[str]] = {}

    def imports(self, path: str, wanted: set[str], stems: Iterable[bytes]) -> bool:
        """Whether the file at `path` itself imports one of the wanted files, whose names are `stems`."""
        source = self.source(path)
        return any(stem in source for stem in stems) and not wanted.isdisjoint(self._imported(path, source))

    def source(self, path: str) -> bytes:
        """The bytes of a file, or of the editor's buffer; none of one that cannot be read."""
        source = self._bytes.get(path)
        if source is None:
            source = self._bytes[path] = self._text_in_editor(path) or self._read(path)
        return source

    def _text_in_editor(self, path: str) -> bytes | None:
        if os.path.basename(path) not in self._unsaved_names:
            return None
        return self._unsaved.get(shown(Path(path), self._cwd))

    def _read(self, path: str) -> bytes:
        content: bytes | None = None
        with suppress(OSError):
            content = Path(path).read_bytes()
        if self._seen is not None:
            self._seen.file(path, content)
        return content or b""

    def tell(self) -> None:
        """Say which folders answers depended on."""
        if self._seen is not None:
            self._indexes.tell(self._seen)

    def _imported(self, path: str, source: bytes) -> frozenset[str]:
        """The project's files that a file imports, the packages on the way among them."""
        if path not in self._targets:
            file = Path(path)
            index = self._indexes.of(file)
            found: set[str] = set()
            for name in imported_names(source):
                absolute = name.lstrip(".")
                level = len(name) - len(absolute)
                parts = absolute.split(".") if absolute else []
                for end in range(0 if level else 1, len(parts) + 1):
                    module = index.find(".".join(parts[:end]), file, level)
                    if isinstance(module, ModuleFile):
                        found.add(_key(module.path))
            self._targets[path] = frozenset(found)
        return self._targets[path]


class Sharing:
    """Whether a function that nothing calls may be called under AUTO_REUSE: by another file of the project, which may be a user's of the
    one that was given. Looks at bytes, and only when it is asked."""

    def __init__(self, loaded: Loaded, cwd: Path, unsaved: Mapping[str, bytes], seen: Seen | None) -> None:
        self._loaded = loaded
        self._cwd = cwd
        self._seen = seen
        self._project = _Project(Roots(cwd), unsaved, seen)
        self._known: dict[str, bool] = {}

    def elsewhere(self, path: str) -> bool:
        """Whether a file other than this one opens scopes under AUTO_REUSE and may lead here: it has this one's name in it, or imports
        modules by names that only a run can tell, itself or by a helper."""
        if path not in self._known:
            self._known[path] = self._look(_key(self._cwd / path))
        return self._known[path]

    def _look(self, file: str) -> bool:
        around = candidates([file], self._loaded, self._cwd, self._seen)
        sources = {path: self._project.source(path) for path in sorted(around) if path != file}
        by_name = [_stem(path) for path, source in sources.items() if any(word in source for word in _BY_NAME)]
        leading = (_stem(file), *_BY_NAME, *by_name)
        return any(b"AUTO_REUSE" in source and any(word in source for word in leading) for source in sources.values())
