"""What a request means: the files to report on, and the settings that hold for each.

Flows in: a `Request`. Flows out: a `Plan`. Reads settings and lists folders; no file of the user's code is opened here.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import msgspec
from msgspec.structs import replace

from scopelint import discover, roots, settings
from scopelint.discover import SourceFile
from scopelint.model import Problem
from scopelint.roots import Roots
from scopelint.rules import registry
from scopelint.settings import COMMAND_LINE, Chosen, Loaded

STDIN: Final = "-"
_STDIN_FILE: Final = "stdin.py"


class Request(msgspec.Struct, frozen=True):
    """What the user asks for.

    Attributes:
        paths: files and folders; "-" stands for `stdin`.
        cwd: the current folder, absolute.
        stdin: the text of "-", which has the name `stdin_filename`; the project around it is read from disk.
        unsaved: texts that take the place of what is on disk (an editor's buffers), by absolute path.
        said: settings, keys and values as a file would write them, that take the place of the files'. Paths are relative to `cwd`.
        config: the settings file to use, absolute; None: the nearest.
        isolated: no settings file is read.
        context: whether the scripts of the project that import the given files are run as well.
        baseline: whether findings that the baseline has are left out.
        noqa: whether comments suppress findings.
        jobs: how many processes may work; 0: as many as there are processors, if there is enough to do.
        cache: whether what earlier runs found out is used, and what this one finds out is kept.
    """

    paths: tuple[str, ...]
    cwd: Path
    stdin: bytes | None = None
    stdin_filename: str | None = None
    unsaved: Mapping[Path, bytes] = msgspec.field(default_factory=dict)
    said: Mapping[str, Any] = msgspec.field(default_factory=dict)
    config: Path | None = None
    isolated: bool = False
    context: bool = True
    baseline: bool = True
    noqa: bool = True
    cache: bool = False
    jobs: int = 1

    @property
    def stdin_name(self) -> str | None:
        """What reports call the text of "-"; None if it is not among the paths."""
        return discover.shown(self.cwd / (self.stdin_filename or _STDIN_FILE), self.cwd) if STDIN in self.paths else None


class Part(msgspec.Struct, frozen=True):
    """Files that share settings, which are analysed together."""

    loaded: Loaded
    files: tuple[SourceFile, ...]
    roots: Roots


class Plan(msgspec.Struct, frozen=True):
    """What a request means, before anything is read: parts, unsaved texts by path, paths that mean nothing, folders that were searched."""

    parts: tuple[Part, ...]
    unsaved: Mapping[str, bytes]
    problems: tuple[Problem, ...]
    searched: frozenset[str] = frozenset()


def settings_of(request: Request) -> Loaded:
    """The settings that hold for the folder that has all the paths.

    Raises:
        settings.SettingsError: they cannot be used.
    """
    paths = [path for path in request.paths if path != STDIN]
    if STDIN in request.paths:
        paths.append(request.stdin_filename or _STDIN_FILE)
    chosen = Chosen(request.cwd, request.config, request.isolated, request.said)
    return settings.load(roots.common_folder(paths, request.cwd), chosen)


def check_selectors(loaded: Loaded) -> None:
    """
    Raises:
        registry.UnknownRuleError: settings name a rule that does not exist; says where.
    """
    said = loaded.settings
    patterns = (*said.per_file_ignores.values(), *said.extend_per_file_ignores.values())
    for key, selectors in (
        ("select", said.select or ()),
        ("extend-select", said.extend_select),
        ("ignore", said.ignore),
        ("fixable", said.fixable),
        ("unfixable", said.unfixable),
        ("per-file-ignores", [code for codes in patterns for code in codes]),
    ):
        try:
            registry.chosen(selectors, ())
        except registry.UnknownRuleError as error:
            origin = loaded.origins.get(key, "settings")
            raise registry.UnknownRuleError(f"--{key}: {error}" if origin == COMMAND_LINE else f"{origin}: `{key}`: {error}") from error


def plan(request: Request) -> Plan:
    """Find the files, and the settings that hold for each.

    Raises:
        settings.SettingsError: the settings cannot be used.
    """
    chosen = Chosen(request.cwd, request.config, request.isolated, request.said)
    paths = [path for path in request.paths if path != STDIN]
    stdin = request.stdin_filename or _STDIN_FILE
    outer = settings_of(request)
    found = discover.discover(paths, outer, request.cwd)
    files = {file.shown: file for file in found.files}
    unsaved = {discover.shown(path, request.cwd): text for path, text in request.unsaved.items()}
    if STDIN in request.paths and request.stdin is not None:
        path = request.cwd / stdin
        name = discover.shown(path, request.cwd)
        if not (outer.settings.force_exclude and discover.excluded(path, outer)):
            files[name] = SourceFile(path, name, named=True)
            unsaved[name] = request.stdin
    by_file: dict[Path | None, tuple[Loaded, list[SourceFile]]] = {outer.file: (outer, [])}
    nearest = settings.Nearest()
    for name in sorted(files):
        file = outer.file if request.isolated or request.config is not None else nearest.of(files[name].path.parent)
        if file not in by_file:
            by_file[file] = settings.load(request.cwd, replace(chosen, file=file)), []
        by_file[file][1].append(files[name])
    given = {os.path.normpath(request.cwd / path) for path in paths}
    away = roots.given_folder(paths, request.cwd)
    parts = [
        Part(
            loaded,
            tuple(file for file in some if loaded is outer or str(file.path) in given or not discover.excluded(file.path, loaded)),
            Roots(request.cwd, tuple(loaded.folder / folder for folder in loaded.settings.src), away),
        )
        for loaded, some in by_file.values()
    ]
    return Plan(tuple(part for part in parts if part.files or part.loaded is outer), unsaved, found.problems, found.searched)
