"""Which files to analyse.

Flows in: path arguments and settings. Flows out: `SourceFile`s, sorted, each once, whatever the order or duplication of the arguments; what
could not be found or listed comes back as problems. Reads folders and ignore files, never a source file. Must not import any later stage.

Conventions (ruff's): a file given by name is analysed whatever the excludes say, unless they are forced; folders are searched for `*.py`,
`*.pyw` and `*.ipynb`, without following links to folders, so that a loop of links cannot arise.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeAlias

import msgspec

from scopelint.model import NOTEBOOK, Problem
from scopelint.patterns import anchored
from scopelint.settings import Loaded, SettingsError

if TYPE_CHECKING:
    import pathspec

_SUFFIXES: Final = (".py", ".pyw", NOTEBOOK)
_IGNORE_FILES: Final = (".gitignore", ".ignore")


class SourceFile(msgspec.Struct, frozen=True):
    """A file to analyse: its absolute path, the path that reports print, and whether it was given itself, not found in a folder."""

    path: Path
    shown: str
    named: bool = False


class Discovered(msgspec.Struct, frozen=True):
    """What was found, what could not be, and the folders that were searched."""

    files: tuple[SourceFile, ...]
    problems: tuple[Problem, ...]
    searched: frozenset[str] = frozenset()


def discover(paths: Iterable[str], loaded: Loaded, cwd: Path) -> Discovered:
    """Find the files that `paths` mean.

    Args:
        paths: files and folders, absolute or relative to `cwd`.
        loaded: the settings; their `force-exclude` makes excludes hold for `paths` as well (a pre-commit hook hands over files one by one).
        cwd: the current folder, absolute.

    Raises:
        SettingsError: a pattern in the settings is none.
    """
    problems: dict[str, Problem] = {}
    searched: set[str] = set()
    paths = set(paths)
    named = {os.path.normpath(cwd / text) for text in paths}
    files = [SourceFile(path, shown(path, cwd), str(path) in named) for path in _found(paths, loaded, cwd, problems, searched)]
    return Discovered(tuple(sorted(files, key=lambda f: f.shown)), tuple(problems[key] for key in sorted(problems)), frozenset(searched))


def python_files(paths: Iterable[str], loaded: Loaded, cwd: Path, searched: set[str]) -> Iterable[Path]:
    """The files that `discover` finds, in no order, for those who ask for nothing else. Folders that are searched are added to `searched`.

    Raises:
        SettingsError: a pattern in the settings is none.
    """
    return _found(paths, loaded, cwd, {}, searched)


def _found(paths: Iterable[str], loaded: Loaded, cwd: Path, problems: dict[str, Problem], searched: set[str]) -> Iterable[Path]:
    search = _Search(loaded)
    if "exclude" in loaded.origins or "extend-exclude" in loaded.origins:
        search.check()
    force_exclude = loaded.settings.force_exclude
    found: dict[str, Path] = {}
    for text in sorted(set(paths)):
        if not text:  # a variable of the shell that is not set, in quotes: the current folder is not what it means
            problems[text] = Problem("an empty path: neither a file nor a folder")
            continue
        start = Path(os.path.normpath(cwd / text))
        mode = _mode(start)
        if mode is None:
            problems[text] = Problem("a link that leads nowhere" if os.path.islink(start) else "no such file or folder", text)
        elif stat.S_ISDIR(mode):
            for path, real in search.walk(start):
                _keep(found, path, real)
        elif not stat.S_ISREG(mode):
            problems[text] = Problem("neither a file nor a folder", text)
        elif not (force_exclude and search.excludes(start)):
            _keep(found, start, search.real(start))
    searched |= search.searched
    for error in search.errors:
        shown_path = shown(Path(error.filename), cwd)
        problems[shown_path] = Problem(f"cannot be listed: {error.strerror}", shown_path)
    return found.values()


def _mode(path: Path) -> int | None:
    """What kind of thing a path leads to; None for nothing."""
    try:
        return os.stat(path).st_mode
    except (OSError, ValueError):
        return None


def excluded(path: Path, loaded: Loaded) -> bool:
    """Whether the excludes of the settings leave a file out.

    Raises:
        SettingsError: a pattern in the settings is none.
    """
    return _Search(loaded).excludes(path)


def shown(path: Path, cwd: Path) -> str:
    """How reports print an absolute path: relative to the current folder where it lies under it, with forward slashes."""
    below = _below(str(path), str(cwd))
    if below is None:
        below = _below(os.path.realpath(path), os.path.realpath(cwd))
    return path.as_posix() if below is None else below.replace(os.sep, "/")


def _below(path: str, folder: str) -> str | None:
    """The way from a folder to what lies in it; None for what does not. (Like `Path.relative_to`, at a tenth of its cost.)"""
    if path == folder:
        return "."
    beginning = folder if folder.endswith(os.sep) else folder + os.sep
    return path[len(beginning) :] if path.startswith(beginning) else None


def _keep(found: dict[str, Path], path: Path, real: str) -> None:
    """Remember a file once, by its own place rather than by a link's, and among links by the first name."""
    known = found.get(real)
    if known is None or (str(path) != real, str(path)) < (str(known) != real, str(known)):
        found[real] = path


class _Spec:
    """Patterns as git reads them. Where all are plain names, as those of the default are, nothing else is needed to compare them."""

    def __init__(self, lines: list[str]) -> None:
        """
        Raises:
            ValueError: a line is no pattern.
        """
        plain = all(map(_is_plain, lines))
        self._names = frozenset(lines) if plain else frozenset()
        self._spec = None if plain else _git_spec(lines)

    def ruling(self, path: str) -> bool | None:
        """Whether a relative path (of a folder: with a slash behind it) is left out; None where no pattern matches it."""
        if self._spec is not None:
            return self._spec.check_file(path).include
        return None if self._names.isdisjoint(path.split("/")) else True


def _is_plain(pattern: str) -> bool:
    """Whether a pattern matches what has just that name."""
    return pattern.replace(".", "a").replace("-", "a").isidentifier() and pattern.isascii() and bool(pattern.strip("."))


_Ignores: TypeAlias = "tuple[tuple[Path, _Spec], ...]"
"""Ignore files that hold for a folder, each with the folder it lies in, outermost first."""


class _Search:
    """Walks folders under one set of excludes."""

    def __init__(self, loaded: Loaded) -> None:
        self.errors: list[OSError] = []
        self.searched: set[str] = set()
        self._loaded = loaded
        self._force = loaded.settings.force_exclude
        self._gitignore = loaded.settings.respect_gitignore
        self._real: dict[str, str] = {}

    def check(self) -> None:
        """
        Raises:
            SettingsError: an exclude is no pattern.
        """
        assert self._excludes is not None

    @cached_property
    def _excludes(self) -> _Ignores:
        return _exclude_specs(self._loaded)

    def excludes(self, path: Path, *, is_dir: bool = False) -> bool:
        """Whether the settings leave `path` out, by itself or by a folder above it (below the settings' own folder)."""
        return _ignored(path, self._excludes, is_dir=is_dir)

    def real(self, path: Path) -> str:
        """A file's own place, which is another where it or a folder above it is a link."""
        if os.path.islink(path):
            return os.path.realpath(path)
        folder, name = os.path.split(path)
        if folder not in self._real:
            self._real[folder] = os.path.realpath(folder)
        return os.path.join(self._real[folder], name)

    def walk(self, start: Path) -> Iterator[tuple[Path, str]]:
        """The Python files below a folder, each with its own place, which is another where it is a link.

        The folder was given by name: it is searched even if it is itself excluded, unless that is forced.
        """
        excluded = self.excludes(start, is_dir=True)
        if excluded and self._force:
            return
        above = tuple(_specs_above(start)) if self._gitignore else ()
        if _ignored(start, above, is_dir=True):
            above = ()
        excludes = tuple((start, spec) for _, spec in self._excludes) if excluded else self._excludes
        pending = [(start, above)]
        while pending:
            folder, ignores = pending.pop()
            self.searched.add(str(folder))
            real = os.path.realpath(folder)
            if self._gitignore:
                ignores += tuple(_specs_in(folder))
            for entry in self._list(folder):
                is_dir = entry.is_dir(follow_symlinks=False)
                if not is_dir and not (entry.name.endswith(_SUFFIXES) and _is_file(entry)):
                    continue
                path = folder / entry.name
                if _ignored(path, excludes, is_dir=is_dir) or _ignored(path, ignores, is_dir=is_dir):
                    continue
                if is_dir:
                    pending.append((path, ignores))
                else:
                    yield path, os.path.realpath(path) if entry.is_symlink() else os.path.join(real, entry.name)

    def _list(self, folder: Path) -> list[os.DirEntry[str]]:
        try:
            with os.scandir(folder) as entries:
                return list(entries)
        except OSError as error:
            self.errors.append(error)
            return []


def _is_file(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_file()
    except OSError:  # a link in a circle
        return False


def _ignored(path: Path, ignores: _Ignores, *, is_dir: bool) -> bool:
    """What the ignore files say together: the innermost that has a say decides."""
    rulings = (_ruling(spec, path, base, is_dir) for base, spec in reversed(ignores))
    return next((ruling for ruling in rulings if ruling is not None), False)


def _ruling(spec: _Spec, path: Path, base: Path, is_dir: bool) -> bool | None:
    """True: left out. False: expressly not (`!pattern`). None: no pattern matches, or `path` does not lie below `base`."""
    below = _below(str(path), str(base))
    if below is None or below == ".":
        return None
    return spec.ruling(below.replace(os.sep, "/") + ("/" if is_dir else ""))


def _specs_above(start: Path) -> Iterator[tuple[Path, _Spec]]:
    """The ignore files of the repository that `start` lies in, from its root down to the folder above `start`."""
    root = next((folder for folder in (start, *start.parents) if os.path.exists(folder / ".git")), None)
    if root is None:
        return
    yield from _spec_of(root, root / ".git" / "info" / "exclude")
    for folder in reversed(start.parents):
        if folder.is_relative_to(root):
            yield from _specs_in(folder)


def _specs_in(folder: Path) -> Iterator[tuple[Path, _Spec]]:
    for name in _IGNORE_FILES:
        yield from _spec_of(folder, folder / name)


def _spec_of(base: Path, file: Path) -> Iterator[tuple[Path, _Spec]]:
    try:
        lines = file.read_bytes().decode("utf-8", "surrogateescape").splitlines()
    except OSError:
        return
    yield base, _Spec([line for line in lines if _is_pattern(line)])


def _exclude_specs(loaded: Loaded) -> _Ignores:
    """The excludes of the settings, patterns that are relative to one folder together.

    Raises:
        SettingsError: a pattern is none.
    """
    by_folder: dict[Path, list[str]] = {}
    for folder, patterns in loaded.excludes:
        for pattern in patterns:
            if not _is_pattern(pattern):
                raise SettingsError(f"`exclude`: not a pattern: {pattern!r}")
            base, path = anchored(pattern, folder)
            by_folder.setdefault(base, []).append(path)
    return tuple((folder, _Spec(patterns)) for folder, patterns in by_folder.items())


def _git_spec(lines: list[str]) -> pathspec.GitIgnoreSpec:
    """
    Raises:
        ValueError: a line is no pattern.
    """
    import pathspec  # 20 ms, for which few patterns and single files have no use

    return pathspec.GitIgnoreSpec.from_lines(lines)


def _is_pattern(line: str) -> bool:
    try:
        _Spec([line])
    except ValueError:
        return False
    return True
