"""The scripts of a project, run by several processes at once: what comes out is what one process alone finds.

Flows in: files that share settings, and how many processes may work. Flows out: traces in the order in which one process gives them, and
what went wrong. Should a helper fail, everything is done by one process, which then says what is the matter.

First the files that the scripts can lead to are parsed, each once, whoever imports it. Then all IR is in memory, helpers are made that
share it, and each runs scripts. What no script reached stays with the helper that ran its script: it runs as soon as every earlier
file that may reach the same functions is done, for what those have reached is not run again.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from scopelint.caching import Looking
from scopelint.discover import SourceFile
from scopelint.model import Problem, Site
from scopelint.planning import Part
from scopelint.processes import POSSIBLE, Helper, HelperError, answers, helpers, shared_out
from scopelint.sources import Sources
from scopelint.stack import with_deep_stack
from scopelint.trace import Trace
from scopelint.tracing import Ready, missing_entries, ready, run_scripts

if TYPE_CHECKING:
    from scopelint.interp.analyse import Run
    from scopelint.interp.modules import Found

_WORTH_IT: Final = 150_000
"""Bytes of scripts from which on helpers are made unasked: below, making them takes longer than they save."""

Told = tuple[tuple[Trace, ...], tuple[Problem, ...]]


def run(files: Sequence[SourceFile], sources: Sources, part: Part, cwd: Path, looking: Looking, jobs: int) -> Told:
    """Run every file as a script, then what no script reached.

    Args:
        jobs: how many processes may work; 0: as many as there are processors, if there is enough to do.
    """
    number = jobs or _processors()
    if number > 1 and POSSIBLE:
        try:
            told = _Scripts(files, sources, part, cwd, looking).run(number, 0 if jobs else _WORTH_IT)
        except HelperError:
            told = None
        if told is not None:
            return told
    return with_deep_stack(lambda: run_scripts(files, sources, part, cwd, looking))


def _processors() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class _Done(NamedTuple):
    """What a helper has done with a script.

    Attributes:
        traces: what has been traced.
        reached: what has been reached, in the identities of nodes.
        loaded: the files whose functions its run may have reached.
        wanted: whether there may be more to do.
        stages: seconds by stage. entries: seconds by entry.
    """

    traces: tuple[Trace, ...]
    reached: frozenset[Site]
    loaded: frozenset[str]
    wanted: bool
    stages: dict[str, float]
    entries: dict[str, float]


class _Hand:
    """What one helper does; made in the first process, used in the copies."""

    def __init__(self, tools: Ready, scripts: Sequence[Found], sources: Sources, looking: Looking) -> None:
        self._tools = tools
        self._scripts = scripts
        self._sources = sources
        self._looking = looking
        self._runs: dict[int, Run] = {}

    def work(self, task: tuple[str, int, frozenset[Site]]) -> Any:
        """Do one task: what to do, with which script, and what others have reached."""
        what, index, reached = task
        if what == "end":
            if self._looking.seen is not None:
                self._tools.library.tell(self._looking.seen)
            return self._sources.failures(), bool(self._sources.problems), self._looking.seen
        self._looking.timing.apart()
        now = set(reached)
        traces = {"script": self._script, "entries": self._entry_points, "left": self._left_over}[what](index, now)
        timing, run = self._looking.timing, self._runs[index]
        wanted = what == "script" and run.is_wanted()
        done = _Done(traces, frozenset(now - reached), run.loaded(), wanted, timing.stages, timing.entries)
        if what == "left" or (what == "script" and not wanted):
            del self._runs[index]
        else:
            run.rest(len(self._runs))
        return done

    def _script(self, index: int, reached: set[Site]) -> tuple[Trace, ...]:
        from scopelint.interp.analyse import Run

        tools = self._tools
        run = self._runs[index] = Run(tools.library, self._scripts[index], tools.limits, tools.asked, self._looking.timing.entry)
        trace = run.script()
        reached |= run.reached
        return (trace,)

    def _entry_points(self, index: int, reached: set[Site]) -> tuple[Trace, ...]:
        return tuple(self._runs[index].entry_points(reached))

    def _left_over(self, index: int, reached: set[Site]) -> tuple[Trace, ...]:
        return tuple(self._runs[index].left_over(reached))


class _Scripts:
    """One run with helpers."""

    def __init__(self, files: Sequence[SourceFile], sources: Sources, part: Part, cwd: Path, looking: Looking) -> None:
        self._files = files
        self._sources = sources
        self._part = part
        self._looking = looking
        self._tools = ready(sources, part, cwd, looking)
        self._imports: dict[str, tuple[str, ...]] = {}
        self._scripts: list[Found] = []
        self._owners: dict[int, Helper] = {}
        self._done: dict[int, _Done] = {}

    def run(self, number: int, least: int) -> Told | None:
        """Traces and problems; None where there is too little to do.

        Args:
            least: bytes of scripts, at least.

        Raises:
            HelperError: a helper has failed.
        """
        wanted = [file.shown for file in self._files if self._tools.matters(file.shown)]
        sizes = [len(self._sources.source(path) or b"") for path in wanted]
        if len(wanted) < 2 or sum(sizes) < least:
            return None
        self._imports = self._tools.concern.closure(wanted)
        self._parse(number)
        for file in self._files:
            if not self._tools.matters(file.shown):
                self._sources.skim(file.shown, thoroughly=file.named)
        with_deep_stack(lambda: self._read(wanted))
        self._looking.timing.scripts += len(self._scripts)
        hand = _Hand(self._tools, self._scripts, self._sources, self._looking)

        with helpers(min(number, len(self._scripts)), self._serve, hand.work) as crew:
            traces = self._run_all(crew)
            for helper in crew:
                helper.ask(("end", 0, frozenset()))
                failures, crashed, seen = helper.answer()
                if crashed:
                    raise HelperError("a file could not be lowered")
                self._sources.adopt(failures)
                if seen is not None and self._looking.seen is not None:
                    self._looking.seen.add(seen)
        if self._looking.seen is not None:
            self._tools.library.tell(self._looking.seen)
        return tuple(traces), missing_entries(self._tools.asked, self._part, traces)

    def _serve(self, work: Callable[[], None]) -> None:
        """What a helper does from its beginning to its end."""
        self._sources.leave_cache()
        with_deep_stack(work)

    def _parse(self, number: int) -> None:
        """Parse what is not in the cache, large files first."""
        sizes = {path: self._sources.to_lower(path) or 0 for path in self._imports}
        missing = sorted((path for path, size in sizes.items() if size), key=lambda path: (-sizes[path], path))
        if len(missing) < 2:
            return
        from scopelint import lower, parse  # noqa: F401 -- so that the helpers need not import them

        timing = self._looking.timing

        def lowered(path: str) -> tuple[tuple[bytes, bytes] | None, dict[str, float]]:
            timing.apart()
            return self._sources.lowered(path), timing.stages

        with helpers(min(number, len(missing)), self._serve, lowered) as crew:
            for _, _, (made, stages) in shared_out(missing, crew):
                timing.begun["parse"] += 1
                timing.add(stages, {})
                if made is not None:
                    self._sources.offer(made)

    def _read(self, wanted: Sequence[str]) -> None:
        """Have all IR in memory that there is, so that the helpers have the same nodes; find the scripts."""
        for path in sorted(self._imports):
            if self._sources.to_lower(path) == 0:
                self._sources.module(path)
        self._scripts = [script for path in wanted if (script := self._tools.library.script(path)) is not None]

    def _run_all(self, crew: Sequence[Helper]) -> list[Trace]:
        reached: set[Site] = set()
        nothing: frozenset[Site] = frozenset()
        for helper, (_, index, _), done in shared_out([("script", index, nothing) for index in range(len(self._scripts))], crew):
            self._note(helper, index, done)
            reached |= done.reached
        traces = [trace for index in sorted(self._done) for trace in self._done[index].traces]
        left = [index for index, done in sorted(self._done.items()) if done.wanted]
        asked = {entry.partition("::")[0] for entry in self._tools.asked.entries}
        for index in left:
            if self._scripts[index].module.path in asked:
                self._owners[index].ask(("entries", index, nothing))
                done = self._owners[index].answer()
                self._note(self._owners[index], index, done)
                reached |= done.reached
                traces += done.traces
        return traces + self._left_over(left, reached, crew)

    def _left_over(self, left: Sequence[int], reached: set[Site], crew: Sequence[Helper]) -> list[Trace]:
        """What no script reached, file by file."""
        paths = {index: self._scripts[index].module.path for index in left}
        within = {index: self._done[index].loaded | _closure(paths[index], self._imports) for index in left}
        before = {index: [other for other in left if other < index and paths[index] in within[other]] for index in left}
        pending, done, under_way = list(left), dict[int, _Done](), dict[int, int]()
        while pending or under_way:
            for helper in crew:
                able = (index for index in pending if self._owners[index] is helper and all(other in done for other in before[index]))
                index = -1 if helper.busy else next(able, -1)
                if index >= 0:
                    pending.remove(index)
                    under_way[helper.pid] = index
                    helper.ask(("left", index, frozenset(reached.union(*(done[other].reached for other in before[index])))))
            for helper, one in answers(crew):
                index = under_way.pop(helper.pid)
                if any(path in one.loaded - within[index] for other, path in paths.items() if other > index):
                    raise HelperError("a file is imported by a name that only a run can tell")
                done[index] = one
                self._looking.timing.add(one.stages, one.entries)
        return [trace for index in left for trace in done[index].traces]

    def _note(self, helper: Helper, index: int, done: _Done) -> None:
        self._owners[index] = helper
        self._done[index] = done
        self._looking.timing.add(done.stages, done.entries)


def _closure(path: str, imports: Mapping[str, Sequence[str]]) -> frozenset[str]:
    """The files that one leads to, itself among them."""
    found, left = {path}, [path]
    while left:
        new = [target for target in imports.get(left.pop(), ()) if target not in found]
        found.update(new)
        left += new
    return frozenset(found)
