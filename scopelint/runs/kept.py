"""What came of scripts in earlier runs, which holds as long as the project gives the same answers to all that they asked.

Flows in: what has come of running a script. Flows out: the same, in a later run, unless something has changed that the script depends on: a
file that it reads, a file that an import of it would now find, settings, scopelint. So a change to one file runs only the scripts
that lead to it. What no script has reached depends, besides, on what the others have reached in the files that it leads to.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Set

import msgspec

from scopelint.cache import Store, digest, of_tool
from scopelint.library import Mark, ProjectLibrary, Question
from scopelint.model import ParseFailure, Site, Span
from scopelint.runs.hand import Done
from scopelint.runs.traces import packed, unpacked
from scopelint.sources import Sources

_Places = dict[str, list[Span]]
_KIND = "run"


class _Kept(msgspec.Struct, frozen=True):
    """`Done`, as it is kept; of what the run asked about, others had reached `before`, and not reached `not_before`."""

    notes: list[tuple[Question, Mark]]
    loaded: list[str]
    wanted: bool
    reached: _Places
    failures: list[ParseFailure]
    traces: bytes
    before: _Places
    not_before: _Places


class _Both(msgspec.Struct):
    """What is kept of one file: its script, and what was left of it."""

    script: _Kept
    left: _Kept | None = None


class KeptRuns:
    """What is kept of the scripts of one part.

    Args:
        store: where; None: nowhere.
        question: all that the results hang on besides the project's files.
    """

    def __init__(self, store: Store | None, question: str, library: ProjectLibrary, sources: Sources) -> None:
        self._store = store
        self._library = library
        self._sources = sources
        self._tool = b"" if store is None else digest(of_tool(), question.encode("utf-8", "surrogateescape"))
        self._known: dict[str, _Both] = {}
        self._new: dict[str, tuple[Done | None, Done | None]] = {}

    def script(self, path: str) -> Done | None:
        """What came of the script, if it would come of it again."""
        if self._store is None:
            return None
        data = self._store.get(_KIND, self._key(path))
        if data is None:
            return None
        try:
            both = msgspec.msgpack.decode(data, type=_Both)
        except (msgspec.DecodeError, RecursionError):
            return None
        done = self._holding(both.script)
        if done is not None:
            self._known[path] = both
        return done

    def knows_left(self, path: str) -> bool:
        """Whether anything is known of what was left in the file."""
        return path in self._known and self._known[path].left is not None

    def left(self, path: str, reached: Set[Site]) -> Done | None:
        """What came of what was left in the file, if it would again where others have reached so much."""
        both = self._known.get(path)
        if both is None or both.left is None:
            return None
        before, not_before = _sites(both.left.before), _sites(both.left.not_before)
        if not before <= reached or not not_before.isdisjoint(reached):
            return None
        return self._holding(both.left)

    def note_script(self, path: str, done: Done) -> None:
        """A script has been run."""
        if self._store is not None:
            self._new[path] = done, None

    def note_left(self, path: str, done: Done) -> None:
        """What was left in a file has been run."""
        if self._store is not None:
            self._new[path] = self._new.get(path, (None, None))[0], done

    def write(self) -> None:
        """Keep what is new."""
        if self._store is None:
            return
        for path, (script, left) in self._new.items():
            known = self._known.get(path)
            kept_script = self._kept(script) if script is not None else known.script if known is not None else None
            if kept_script is None:
                continue
            kept_left = None if left is None else self._kept(left)
            both = _Both(kept_script, kept_left)
            try:
                self._store.put(_KIND, self._key(path), msgspec.msgpack.encode(both))
            except UnicodeEncodeError:  # a path that is not Unicode
                continue

    def _key(self, path: str) -> bytes:
        return digest(self._tool, path.encode("utf-8", "surrogateescape"))

    def _holding(self, kept: _Kept) -> Done | None:
        if any(self._library.mark(question) != mark for question, mark in kept.notes):
            return None
        traces = unpacked(kept.traces)
        if traces is None:
            return None
        self._sources.adopt(kept.failures)
        return Done(traces, _sites(kept.reached), frozenset(kept.loaded), kept.wanted, dict(kept.notes))

    def _kept(self, done: Done) -> _Kept | None:
        asked = {mark.path for mark in done.notes.values()}
        if any(problem.path in asked for problem in self._sources.problems):
            return None
        try:
            traces = packed(done.traces)
        except Exception:  # noqa: BLE001 -- what cannot be kept is found again
            return None
        failures = [failure for failure in self._sources.failures() if failure.path in asked]
        before = _by_file(place for place, was in done.others.items() if was)
        not_before = _by_file(place for place, was in done.others.items() if not was)
        notes, loaded, reached = list(done.notes.items()), sorted(done.loaded), _by_file(done.reached)
        return _Kept(notes, loaded, done.wanted, reached, failures, traces, before, not_before)


def _by_file(places: Iterable[Site]) -> _Places:
    found: _Places = defaultdict(list)
    for path, span in sorted(places):
        found[path].append(span)
    return dict(found)


def _sites(places: _Places) -> frozenset[Site]:
    return frozenset(Site(path, span) for path, spans in places.items() for span in spans)
