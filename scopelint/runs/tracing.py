"""The scripts of a project, run: what each entry does.

Flows in: files that share settings. Flows out: traces, and what went wrong. Imports the interpreter when it is called.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import msgspec
from msgspec.structs import replace

from scopelint import discover, settings
from scopelint.caching import Looking
from scopelint.concern import Concern
from scopelint.model import Problem
from scopelint.runs.planning import Part
from scopelint.settings import Loaded
from scopelint.sources import Sources
from scopelint.trace import Trace

if TYPE_CHECKING:
    from scopelint.interp.asked import Asked
    from scopelint.interp.limits import Limits
    from scopelint.library import ProjectLibrary


def _entries(loaded: Loaded, cwd: Path) -> Iterator[str]:
    """The entry points of the settings, with paths as reports print them."""
    for entry in loaded.settings.entry_points:
        path, colons, name = entry.partition("::")
        if not colons or not name:
            raise settings.SettingsError(f"`entry-points`: `path/to/file.py::function` is wanted, not `{entry}`")
        yield f"{discover.shown(Path(os.path.normpath(loaded.folder / path)), cwd)}::{name}"


def missing_entries(asked: Asked, part: Part, traces: Iterable[Trace]) -> tuple[Problem, ...]:
    """Entry points that are in none of the files, though their file was given."""
    given = {file.shown for file in part.files}
    found = {trace.entry for trace in traces}
    wrong = (entry.partition("::") for entry in asked.entries if entry not in found)
    return tuple(Problem(f"`entry-points`: no function or method is called `{name}`", path) for path, _, name in wrong if path in given)


class Ready(NamedTuple):
    """What running the scripts of a part takes."""

    library: ProjectLibrary
    limits: Limits
    asked: Asked
    concern: Concern

    def matters(self, path: str) -> bool:
        """Whether a file is to be run: it can make variables, or the settings ask for something in it."""
        return any(entry.partition("::")[0] == path for entry in self.asked.entries) or self.concern.of(path)


def ready(sources: Sources, part: Part, cwd: Path, looking: Looking) -> Ready:
    """Make ready to run the scripts of a part."""
    from scopelint.interp.asked import Asked
    from scopelint.interp.limits import Limits
    from scopelint.library import ProjectLibrary

    said = part.loaded.settings
    asked = Asked(said.assume, said.target_version, tuple(_entries(part.loaded, cwd)), said.python2)
    limits = replace(Limits(), **{name: value for name, value in msgspec.structs.asdict(said.limits).items() if value is not None})
    stubs = [part.loaded.folder / folder for folder in said.stubs]
    library = ProjectLibrary(sources, part.roots, _readable(part), looking.seen, stubs)
    return Ready(library, limits, asked, Concern(library))


def _readable(part: Part) -> frozenset[Path] | None:
    """The files that may be read where imports are not followed; None for all."""
    if part.loaded.settings.follow_imports == "normal":
        return None
    packages = {folder / "__init__.py" for file in part.files for folder in file.path.parents}
    return frozenset({*(file.path for file in part.files), *packages})
