"""The scripts of a project, run by several processes at once: what comes out is what one process alone finds.

Flows in: files that share settings, and how many processes may work. Flows out: traces in the order in which one process gives them, and
what went wrong. Should a helper be lost, everything is done by one process, which then says what is the matter.

First the files that the scripts can lead to are parsed, each once, whoever imports it. Then all IR is in memory, helpers are made that
share it, and each runs scripts. What no script reached stays with the helper that ran its script: it runs as soon as every earlier
file that may reach the same functions is done, for what those have reached is not run again.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Final, TypeGuard

from scopelint.caching import Looking
from scopelint.discover import SourceFile
from scopelint.model import ParseFailure, Problem, Site
from scopelint.runs.hand import NOTHING, Done, Hand, Task
from scopelint.runs.planning import Part
from scopelint.runs.processes import POSSIBLE, Helper, HelperError, answers, helpers, shared_out
from scopelint.runs.scripts import Scripts, Told
from scopelint.seen import Seen
from scopelint.sources import Sources
from scopelint.stack import with_deep_stack
from scopelint.trace import Trace

_WORTH_IT: Final = 150_000
"""Bytes of scripts from which on helpers are made unasked: below, making them takes longer than they save."""


def run(files: Sequence[SourceFile], sources: Sources, part: Part, cwd: Path, looking: Looking, jobs: int) -> Told:
    """Run every file as a script, then what no script reached.

    Args:
        jobs: how many processes may work; 0: as many as there are processors, if there is enough to do.
    """
    scripts = with_deep_stack(lambda: Scripts(files, sources, part, cwd, looking))
    number = jobs or _processors()
    if number > 1 and POSSIBLE and len(scripts.missing) > 1 and _size(scripts) >= (0 if jobs else _WORTH_IT):
        try:
            return _Crew(scripts).run(number)
        except HelperError:
            scripts = with_deep_stack(lambda: Scripts(files, sources, part, cwd, looking))
    return with_deep_stack(scripts.run_alone)


def _processors() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _size(scripts: Scripts) -> int:
    """Bytes of scripts that are to be run."""
    return sum(len(scripts.sources.source(path) or b"") for path in scripts.missing)


class _Working:
    """What a helper does; made in the first process, used in the copies."""

    def __init__(self, scripts: Scripts) -> None:
        self._scripts = scripts
        self._hand = Hand(scripts.tools, scripts.looking)

    def work(self, task: Task | None) -> Done | Problem | None | tuple[tuple[ParseFailure, ...], bool, Seen | None]:
        """Do one task; None: the end, at which it is told what could not be read, whether that was a crash, and what was seen."""
        seen, sources = self._scripts.looking.seen, self._scripts.sources
        if task is None:
            if seen is not None:
                self._scripts.tools.library.tell(seen)
            return sources.failures(), bool(sources.problems), seen
        timing = self._scripts.looking.timing
        timing.apart()
        done = self._hand.work(task)
        return done._replace(stages=timing.stages, entries=timing.entries) if isinstance(done, Done) else done


class _Crew:
    """One run with helpers."""

    def __init__(self, scripts: Scripts) -> None:
        self._scripts = scripts
        self._sources = scripts.sources
        self._looking = scripts.looking
        self._imports: dict[str, tuple[str, ...]] = {}
        self._owners: dict[str, Helper] = {}
        self._problems: list[tuple[int, str, Problem]] = []

    def run(self, number: int) -> Told:
        """Traces and problems.

        Raises:
            HelperError: a helper has failed.
        """
        missing = self._scripts.missing
        self._imports = self._scripts.tools.concern.closure(self._scripts.wanted)
        needed = frozenset[str]().union(*(_closure(path, self._imports) for path in missing))
        self._parse(needed, number)
        with_deep_stack(lambda: self._read(needed))
        self._looking.timing.scripts += len(missing)
        working = _Working(self._scripts)
        with helpers(min(number, len(missing)), self._serve, working.work) as crew:
            traces = self._run_all(missing, crew)
            for helper in crew:
                helper.ask(None)
                failures, crashed, seen = helper.answer()
                if crashed:
                    raise HelperError("a file could not be lowered")
                self._sources.adopt(failures)
                if seen is not None and self._looking.seen is not None:
                    self._looking.seen.add(seen)
        problems = [problem for _, _, problem in sorted(self._problems, key=lambda one: one[:2])]
        return with_deep_stack(lambda: self._scripts.told(traces, problems))

    def _serve(self, work: Callable[[], None]) -> None:
        """What a helper does from its beginning to its end."""
        self._sources.leave_cache()
        with_deep_stack(work)

    def _parse(self, needed: frozenset[str], number: int) -> None:
        """Parse what is not in the cache, large files first."""
        sizes = {path: self._sources.to_lower(path) or 0 for path in needed}
        missing = sorted((path for path, size in sizes.items() if size), key=lambda path: (-sizes[path], path))
        if len(missing) < 2:
            return
        from scopelint import lower  # noqa: F401 -- so that the helpers need not import them
        from scopelint.reading import parse  # noqa: F401 -- so that the helpers need not import them

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

    def _read(self, needed: frozenset[str]) -> None:
        """Have all IR in memory that there is, so that the helpers share it."""
        for path in sorted(needed):
            if self._sources.to_lower(path) == 0:
                self._sources.module(path)

    def _run_all(self, missing: Sequence[str], crew: Sequence[Helper]) -> list[Trace]:
        scripts = self._scripts
        for helper, task, done in shared_out([Task("script", path) for path in missing], crew):
            self._owners[task.path] = helper
            if self._is_done(done, task):
                scripts.done[task.path] = done
                scripts.kept.note_script(task.path, done)
        in_order = [path for path in scripts.wanted if path in scripts.done]
        traces = [trace for path in in_order for trace in scripts.done[path].traces]
        reached = {place for path in in_order for place in scripts.done[path].reached}
        left = [path for path in in_order if scripts.done[path].wanted]
        for path in left:
            if path in scripts.entries:
                task = Task("entries", path)
                self._owners[path].ask(task)
                done = self._owners[path].answer()
                if self._is_done(done, task):
                    reached |= done.reached
                    traces += done.traces
        return traces + self._left_over(left, reached, crew)

    def _left_over(self, left: Sequence[str], reached: set[Site], crew: Sequence[Helper]) -> list[Trace]:
        """What no script reached, file by file."""
        scripts = self._scripts
        within = {path: scripts.done[path].loaded | _closure(path, self._imports) for path in left}
        before = {path: [other for other in left[:index] if path in within[other]] for index, path in enumerate(left)}
        done: dict[str, Done] = {}
        pending, under_way = list(left), dict[int, Task]()

        def note(path: str, one: Done) -> None:
            later = left[left.index(path) + 1 :]
            if any(other in one.loaded - within[path] for other in later):
                raise HelperError("a file is imported by a name that only a run can tell")
            done[path] = one

        while pending or under_way:
            for path in [path for path in pending if all(other in done for other in before[path])]:
                helper = self._owners.get(path) or next((one for one in crew if not one.busy), crew[0])
                if helper.busy and not scripts.kept.knows_left(path):
                    continue
                known = reached.union(*(done[other].reached for other in before[path]))
                kept = scripts.kept.left(path, known)
                if kept is not None:
                    pending.remove(path)
                    note(path, kept)
                elif not helper.busy:
                    pending.remove(path)
                    under_way[helper.pid] = Task("left", path, known)
                    helper.ask(under_way[helper.pid])
            for helper, one in answers(crew) if under_way else ():
                task = under_way.pop(helper.pid)
                if self._is_done(one, task):
                    scripts.kept.note_left(task.path, one)
                note(task.path, one if isinstance(one, Done) else NOTHING)
        return [trace for path in left for trace in done[path].traces]

    def _is_done(self, done: Done | Problem | None, task: Task) -> TypeGuard[Done]:
        """Take down what has come of a task besides traces."""
        if isinstance(done, Problem):
            self._problems.append((("script", "entries", "left").index(task.what), task.path, done))
        elif done is not None:
            self._looking.timing.add(done.stages, done.entries)
        return isinstance(done, Done)


def _closure(path: str, imports: Mapping[str, Sequence[str]]) -> frozenset[str]:
    """The files that one leads to, itself among them."""
    found, left = {path}, [path]
    while left:
        new = [target for target in imports.get(left.pop(), ()) if target not in found]
        found.update(new)
        left += new
    return frozenset(found)
