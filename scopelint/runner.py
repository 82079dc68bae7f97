"""The composer: from path arguments to what `check` and `names` report.

Flows in: a `Request`. Flows out: `Checked` or `Named`, plain data with all that a report and an exit code need. The one module that knows
every stage; known to the command line alone. The later stages, and libcst with them, are imported when there is a file to analyse.
"""

from __future__ import annotations

import sys
import threading
import traceback
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Literal, TypeVar

import msgspec

from scopelint import discover, settings
from scopelint.discover import Discovered, SourceFile
from scopelint.inventory import Gap, Inventory, inventory
from scopelint.model import Diagnostic, ParseFailure, Problem
from scopelint.rules import Record, registry
from scopelint.rules import check as check_rules
from scopelint.settings import Loaded, Settings
from scopelint.sources import Sources
from scopelint.suppress import unsuppressed
from scopelint.trace import Trace

STDIN: Final = "-"

_STACK: Final = 512 * 1024 * 1024
"""Bytes of stack for the analysis: address space, of which only what is used is ever taken."""

_RECURSION: Final = 60_000
"""Python frames that fit into that stack; the interpreter's own limits end a deep recursion long before."""

_FRAMES: Final = 32 * 1024 * 1024
"""Bytes at hand for Python's own frames; as above, only what is used is taken."""

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Request:
    """What the user asks for.

    Attributes:
        paths: files and folders; "-" stands for `stdin`.
        cwd: the current folder, absolute.
        stdin: the text of "-", which has the name `stdin_filename`; the project around it is read from disk.
        src, select, ignore, certainty: take the place of what the settings say; None where the settings hold. `src` is relative to `cwd`.
        force_exclude: whether excludes hold for files given by name as well.
    """

    paths: tuple[str, ...]
    cwd: Path
    stdin: bytes | None = None
    stdin_filename: str | None = None
    src: tuple[str, ...] | None = None
    select: tuple[str, ...] | None = None
    ignore: tuple[str, ...] | None = None
    certainty: Literal["certain", "possible"] | None = None
    force_exclude: bool = False


@dataclass(frozen=True, slots=True)
class Analysis:
    """What one run knows.

    Attributes:
        traces: what each entry does.
        failures: the given files that could not be read.
        unread: files that were not given but imported, and could not be read.
        problems: what scopelint itself failed at.
    """

    settings: Settings
    sources: Sources
    files: tuple[SourceFile, ...]
    traces: tuple[Trace, ...]
    failures: tuple[ParseFailure, ...]
    unread: tuple[ParseFailure, ...]
    problems: tuple[Problem, ...]

    @property
    def analysed(self) -> int:
        """How many of the files were analysed."""
        return len(self.files) - len(self.failures)

    @property
    def gaps(self) -> frozenset[Gap]:
        """The places at which the analysis stopped following the program."""
        return frozenset(inventory(self.traces, self.unread).gaps)

    @property
    def could_not(self) -> bool:
        """Whether work was asked for that could not be done."""
        unreadable = any(failure.unreadable for failure in self.failures)
        return bool(self.problems) or unreadable or (bool(self.files) and self.analysed == 0)


@dataclass(frozen=True, slots=True)
class Checked:
    """The findings to report; `hidden` counts the possible ones that were not asked for, `problems` includes the analysis's."""

    analysis: Analysis
    diagnostics: tuple[Diagnostic, ...]
    hidden: int
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Named:
    """The inventory to report."""

    analysis: Analysis
    inventory: Inventory


def check(request: Request) -> Checked:
    """Analyse, and let the chosen rules speak.

    Raises:
        settings.SettingsError: the settings cannot be used.
        registry.UnknownRuleError: a rule is selected or ignored that does not exist.
    """
    loaded = _settings(request)
    rules = registry.chosen(loaded.settings.select, loaded.settings.ignore)
    analysis = analyse(request, loaded)
    checked = check_rules(Record(analysis.traces, analysis.failures, analysis.unread), rules)
    spoken = unsuppressed(checked.diagnostics, analysis.sources.lines)
    shown = tuple(d for d in spoken if d.certain or loaded.settings.certainty == "possible")
    return Checked(analysis, shown, len(spoken) - len(shown), (*analysis.problems, *checked.problems))


def names(request: Request) -> Named:
    """Analyse, and list every request for a variable.

    Raises:
        settings.SettingsError: the settings cannot be used.
    """
    analysis = analyse(request, _settings(request))
    return Named(analysis, inventory(analysis.traces, (*analysis.failures, *analysis.unread)))


def analyse(request: Request, loaded: Loaded) -> Analysis:
    """Find the files, and run every entry in them.

    Raises:
        settings.SettingsError: a pattern in the settings is none.
    """
    found, unsaved = _files(request, loaded)
    sources = Sources(request.cwd, unsaved)
    src = [loaded.folder / folder for folder in loaded.settings.src]
    if not found.files:
        return Analysis(loaded.settings, sources, (), (), (), (), found.problems)
    traces, problems = _with_deep_stack(lambda: _traces(found.files, sources, src, request.cwd))
    given = {file.shown for file in found.files}
    failed = sources.failures()
    failures = tuple(failure for failure in failed if failure.path in given)
    unread = tuple(failure for failure in failed if failure.path not in given)
    return Analysis(loaded.settings, sources, found.files, traces, failures, unread, (*found.problems, *sources.problems, *problems))


def _settings(request: Request) -> Loaded:
    """What the settings file says, with what the request says in its place."""
    paths = [path for path in request.paths if path != STDIN]
    if STDIN in request.paths:
        paths.append(request.stdin_filename or "stdin.py")
    loaded = settings.load(discover.common_folder(paths, request.cwd))
    said: dict[str, Any] = {
        "src": None if request.src is None else tuple(str(request.cwd / folder) for folder in request.src),
        "select": request.select,
        "ignore": request.ignore,
        "certainty": request.certainty,
    }
    given = {key: value for key, value in said.items() if value is not None}
    return msgspec.structs.replace(loaded, settings=msgspec.structs.replace(loaded.settings, **given))


def _files(request: Request, loaded: Loaded) -> tuple[Discovered, dict[str, bytes]]:
    """The files to analyse, the text on standard input among them; and the texts that take the place of what is on disk."""
    paths = [path for path in request.paths if path != STDIN]
    found = discover.discover(paths, loaded.settings, loaded.folder, request.cwd, force_exclude=request.force_exclude)
    if STDIN not in request.paths or request.stdin is None:
        return found, {}
    path = request.cwd / (request.stdin_filename or "stdin.py")
    name = discover.shown(path, request.cwd)
    files = {file.shown: file for file in (*found.files, SourceFile(path, name))}
    return Discovered(tuple(files[key] for key in sorted(files)), found.problems), {name: request.stdin}


def _traces(files: Sequence[SourceFile], sources: Sources, src: Sequence[Path], cwd: Path) -> tuple[tuple[Trace, ...], tuple[Problem, ...]]:
    """Run every file as a script, then what no script reached; should that crash, file by file, so as to lose the culprit alone."""
    from scopelint.interp.analyse import analyse as interpret  # see the module's docstring
    from scopelint.library import ProjectLibrary

    library = ProjectLibrary(sources, src, cwd)
    scripts = [script for file in files if (script := library.script(file.shown)) is not None]
    with suppress(Exception):  # it comes again below, together with the file that it is due to
        return interpret(library, scripts), ()
    traces: list[Trace] = []
    problems: list[Problem] = []
    for script in scripts:
        try:
            traces += interpret(library, [script])
        except Exception as error:  # noqa: BLE001 -- a crash over one script leaves the others
            problems.append(Problem(f"internal error: {type(error).__name__}: {error}", script.module.path, traceback.format_exc()))
    return tuple(traces), tuple(problems)


def _with_room_for_frames(function: Callable[[], _T]) -> _T:
    """Call `function` where CPython has memory for many Python frames at hand.

    CPython keeps frames in chunks of 16 KiB. Each call that crosses the end of one asks the system for the next chunk, and gives it back
    when it returns (`push_chunk` in Python/pystate.c, since 3.11), which can cost more than the call. A chunk is as large as its
    first frame needs, rounded up to a power of two: so this function claims to need a little more than half of one.
    """
    return function()


_with_room_for_frames.__code__ = _with_room_for_frames.__code__.replace(co_stacksize=_FRAMES // 8)


def _with_deep_stack(function: Callable[[], _T]) -> _T:
    """Call `function` in a thread whose stack is deep enough for recursive code over nested programs."""
    results: list[_T] = []
    errors: list[BaseException] = []

    def run() -> None:
        try:
            results.append(_with_room_for_frames(function))
        except BaseException as error:  # noqa: BLE001 -- raised again in the caller's thread
            errors.append(error)

    before, limit = threading.stack_size(_STACK), sys.getrecursionlimit()
    sys.setrecursionlimit(max(limit, _RECURSION))
    try:
        thread = threading.Thread(target=run, daemon=True)
        thread.start()
        thread.join()
    finally:
        threading.stack_size(before)
        sys.setrecursionlimit(limit)
    if errors:
        raise errors[0]
    return results[0]
