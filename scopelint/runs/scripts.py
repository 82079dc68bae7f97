"""The scripts of a part: which there are to run, what is known of them from earlier runs, and how one process runs the rest.

Flows in: files that share settings. Flows out: traces in the order of the files, scripts first, then entries, then what no script has
reached; and what went wrong. (`side_by_side` has several processes run them, to the same end.)
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from scopelint.caching import Looking
from scopelint.discover import SourceFile
from scopelint.model import Problem
from scopelint.runs.hand import Done, Hand, Task
from scopelint.runs.kept import KeptRuns
from scopelint.runs.planning import Part
from scopelint.runs.tracing import missing_entries, ready
from scopelint.sources import Sources
from scopelint.trace import Trace

Told = tuple[tuple[Trace, ...], tuple[Problem, ...]]


class Scripts:
    """What there is to run.

    Attributes:
        wanted: the files that can matter, in order.
        done: what has come of scripts; from the beginning, of those that need not run again.
        entries: the files in which the user calls something an entry.
    """

    def __init__(self, files: Sequence[SourceFile], sources: Sources, part: Part, cwd: Path, looking: Looking) -> None:
        self.tools = ready(sources, part, cwd, looking)
        self.sources = sources
        self.looking = looking
        self.part = part
        question = repr((self.tools.asked, self.tools.limits, part.loaded.settings.stubs, part.loaded.folder, part.roots))
        self.kept = KeptRuns(looking.kept if looking.seen is not None else None, question, self.tools.library, sources)
        self.wanted: list[str] = []
        for file in files:
            if self.tools.matters(file.shown):
                self.wanted.append(file.shown)
            else:
                sources.skim(file.shown, thoroughly=file.named)
        self.entries = {entry.partition("::")[0] for entry in self.tools.asked.entries}
        known = ((path, self.kept.script(path)) for path in self.wanted if path not in self.entries)
        self.done: dict[str, Done] = {path: done for path, done in known if done is not None}

    @property
    def missing(self) -> list[str]:
        """The scripts that are to be run."""
        return [path for path in self.wanted if path not in self.done]

    def told(self, traces: Iterable[Trace], problems: Sequence[Problem]) -> Told:
        """What comes of it all; what is new is kept."""
        seen = self.looking.seen
        if seen is not None:
            self.tools.library.tell(seen)
            if not seen.torn:
                self.kept.write()
        found = tuple(traces)
        return found, (*missing_entries(self.tools.asked, self.part, found), *problems)

    def run_alone(self) -> Told:
        """Run them all in this process."""
        hand = Hand(self.tools, self.looking)
        problems: list[Problem] = []

        def attempt(task: Task) -> Done | None:
            done = hand.work(task)
            if isinstance(done, Problem):
                problems.append(done)
                return None
            return done

        self.looking.timing.scripts += len(self.missing)
        for path in self.missing:
            done = attempt(Task("script", path))
            if done is not None:
                self.done[path] = done
                self.kept.note_script(path, done)
        in_order = [path for path in self.wanted if path in self.done]
        traces = [trace for path in in_order for trace in self.done[path].traces]
        reached = {place for path in in_order for place in self.done[path].reached}
        left = [path for path in in_order if self.done[path].wanted]
        for path in left:
            if path in self.entries and (done := attempt(Task("entries", path, reached))) is not None:
                traces += done.traces
                reached |= done.reached
        for path in left:
            done = self.kept.left(path, reached)
            if done is None and (done := attempt(Task("left", path, reached))) is not None:
                self.kept.note_left(path, done)
            if done is not None:
                traces += done.traces
                reached |= done.reached
        hand.rest()
        return self.told(traces, problems)
