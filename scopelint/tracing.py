"""The scripts of a project, run: what each entry does.

Flows in: files that share settings. Flows out: traces, and what went wrong. Imports the interpreter when it is called.
"""

from __future__ import annotations

import os
import traceback
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import msgspec
from msgspec.structs import replace

from scopelint import discover, settings
from scopelint.caching import Looking
from scopelint.concern import Concern
from scopelint.discover import SourceFile
from scopelint.model import Problem
from scopelint.planning import Part
from scopelint.settings import Loaded
from scopelint.sources import Sources
from scopelint.trace import Trace

if TYPE_CHECKING:
    from scopelint.interp.asked import Asked
    from scopelint.interp.limits import Limits
    from scopelint.interp.modules import Found
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
    library = ProjectLibrary(sources, part.src, cwd, _readable(part), looking.seen, stubs)
    return Ready(library, limits, asked, Concern(library))


def run_scripts(
    files: Sequence[SourceFile], sources: Sources, part: Part, cwd: Path, looking: Looking
) -> tuple[tuple[Trace, ...], tuple[Problem, ...]]:
    """Run every file as a script, then what no script reached; should that crash, file by file, so as to lose the culprit alone."""
    tools, seen = ready(sources, part, cwd, looking), looking.seen
    library, limits, asked = tools.library, tools.limits, tools.asked
    scripts = list(_scripts(files, sources, tools))
    looking.timing.scripts += len(scripts)
    if not scripts:
        if seen is not None:
            library.tell(seen)
        return (), missing_entries(asked, part, ())
    from scopelint.interp.analyse import analyse as interpret

    with suppress(Exception):  # it comes again below, together with the file that it is due to
        found = interpret(library, scripts, limits, asked, looking.timing.entry)
        if seen is not None:
            library.tell(seen)
        return found, missing_entries(asked, part, found)
    found_apart: list[Trace] = []
    problems: list[Problem] = []
    for script in scripts:
        try:
            found_apart += interpret(library, [script], limits, asked, looking.timing.entry)
        except Exception as error:  # noqa: BLE001 -- a crash over one script leaves the others
            problems.append(Problem(f"internal error: {type(error).__name__}: {error}", script.module.path, traceback.format_exc()))
    return tuple(found_apart), tuple(problems)


def _scripts(files: Sequence[SourceFile], sources: Sources, tools: Ready) -> Iterator[Found]:
    """The files to run; of those that cannot matter it is only seen to it that they are Python."""
    for file in files:
        if not tools.matters(file.shown):
            sources.skim(file.shown, thoroughly=file.named)
        elif (script := tools.library.script(file.shown)) is not None:
            yield script


def _readable(part: Part) -> frozenset[Path] | None:
    """The files that may be read where imports are not followed; None for all."""
    if part.loaded.settings.follow_imports == "normal":
        return None
    packages = {folder / "__init__.py" for file in part.files for folder in file.path.parents}
    return frozenset({*(file.path for file in part.files), *packages})
