"""What one process does of an analysis: it runs scripts, and what no script has reached.

Flows in: tasks. Flows out: `Done`, plain data that another process can be told. Imports the interpreter when there is something to run.
"""

from __future__ import annotations

import gc
import traceback
from collections.abc import Iterable, Iterator, Mapping, Set
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from scopelint.caching import Looking
from scopelint.library import Mark, Question
from scopelint.model import Problem, Site
from scopelint.runs.asking import AskedPlaces, Asking
from scopelint.runs.tracing import Ready
from scopelint.trace import Trace

if TYPE_CHECKING:
    from scopelint.interp.analyse import Run
    from scopelint.runs.beginnings import Beginnings

What = Literal["script", "entries", "left"]
"""What is done with a file: it is run as a script; what the user calls an entry in it is run; what no script has reached is."""


class Task(NamedTuple):
    """What is to be done with which file, and what others have reached."""

    what: What
    path: str
    reached: Set[Site] = frozenset()


class Done(NamedTuple):
    """What has come of a task.

    Attributes:
        traces: what has been traced.
        reached: the definitions that have been reached besides those that the task names.
        loaded: the files whose functions the run may have reached.
        wanted: whether something may be left to be run when the script has.
        notes: what the run has asked the project so far.
        others: what it has asked about what others have reached.
        stages: seconds by stage. entries: seconds by entry.
    """

    traces: tuple[Trace, ...]
    reached: frozenset[Site]
    loaded: frozenset[str]
    wanted: bool
    notes: Mapping[Question, Mark]
    others: Mapping[Site, bool] = {}
    stages: dict[str, float] = {}  # noqa: RUF012 -- never changed
    entries: dict[str, float] = {}  # noqa: RUF012


_YOUNG: Final = 300_000
"""After how many new objects all garbage is looked for, as soon as a run ends."""

NOTHING: Final = Done((), frozenset(), frozenset(), wanted=False, notes={})
"""What has come of a task that nothing came of."""


class Hand:
    """Does one task after the other, and keeps the runs that it may have to go on with."""

    def __init__(self, tools: Ready, looking: Looking) -> None:
        self._tools = tools
        self._looking = looking
        self._runs: dict[str, tuple[Run, Asking]] = {}
        self._beginnings: Beginnings | None = None

    def work(self, task: Task) -> Done | Problem | None:
        """Do a task. None: the file cannot be read. A problem: the interpreter has crashed over it."""
        if task.what != "script":
            gc.unfreeze()  # runs end now, one after the other, and leave garbage
        try:
            done = self._work(task)
            if _tidy() and task.what == "script":
                gc.freeze()  # what is there now stays until all scripts have run: nobody need look for garbage in it again
            return done
        except Exception as error:  # noqa: BLE001 -- a crash over one file leaves the others
            self._beginnings = None
            return Problem(f"internal error: {type(error).__name__}: {error}", task.path, traceback.format_exc())

    def rest(self) -> None:
        """There is no more to do."""
        self._runs.clear()
        self._beginnings = None
        gc.unfreeze()

    def _work(self, task: Task) -> Done | None:
        path = task.path
        known = self._runs.pop(path, None)
        run, asking = known or self._begun(path)
        if run is None:
            return None
        reached = AskedPlaces(frozenset(task.reached))
        if task.what == "script":
            traces: tuple[Trace, ...] = (run.script(),)
            reached |= run.reached
        else:
            run.let_go |= known is None
            traces = tuple(_tidied((run.entry_points if task.what == "entries" else run.left_over)(reached)))
        wanted = task.what == "script" and run.is_wanted()
        done = Done(traces, frozenset(reached - task.reached), run.loaded(), wanted, dict(asking.notes), dict(reached.notes))
        if wanted or task.what == "entries":
            if run.rest():
                self._runs[path] = run, asking
        else:
            run.end()
        return done

    def _begun(self, path: str) -> tuple[Run | None, Asking]:
        from scopelint.interp.analyse import Run
        from scopelint.runs.beginnings import Beginnings

        asking = Asking(self._tools.library)
        found = asking.script(path)
        if found is None:
            return None, asking
        if self._beginnings is None:
            self._beginnings = Beginnings(self._tools)
        beginning = self._beginnings.of(found, asking)
        return Run(asking, found, self._tools.limits, self._tools.asked, self._looking.timing.entry, beginning), asking


def _tidied(traces: Iterable[Trace]) -> Iterator[Trace]:
    for trace in traces:
        yield trace
        _tidy()


def _tidy() -> bool:
    """Free what is no longer in use, if there can be much: what a run has made refers to itself, and is garbage all at once when it ends.

    Python itself would wait until thirty times as much has been made.
    """
    _, collections, larger = gc.get_count()
    size, number, _ = gc.get_threshold()
    much = (collections + larger * number) * size > _YOUNG
    if much:
        gc.collect()
    return much
