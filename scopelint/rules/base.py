"""What a rule is: what it reads, what it says of itself, how it words a finding.

Flows in: the record of an analysis. Flows out: diagnostics. Must not import libcst, the IR, the interpreter or the TF model: a rule sees
the trace and nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from typing import Final

import msgspec

from scopelint.model import (
    NOTEBOOK,
    Applicability,
    Cells,
    Diagnostic,
    ParseFailure,
    Related,
    Repair,
    Severity,
    Site,
    Span,
    UnusedSuppression,
    in_plain_files,
    row_of,
)
from scopelint.rules.refusals import Cause, Story, rests_on_no_reuse, stories, unsure
from scopelint.trace import BlindCall, Context, Trace

DOCS: Final = "docs/rules/{name}.md"
"""Where the documentation of a rule lies, relative to the project's home."""


class Record(msgspec.Struct, frozen=True, dict=True):
    """All that rules may look at.

    Attributes:
        traces: what each entry does.
        failures: the given files that could not be read.
        unread: files that were not given but imported, and could not be read.
        unused: suppressions in the given files that suppress nothing; known once all other rules have spoken.
        cells: where people see a line.
        shared_elsewhere: whether other files of the project may call a file's functions under AUTO_REUSE; None where no others count.
    """

    traces: tuple[Trace, ...] = ()
    failures: tuple[ParseFailure, ...] = ()
    unread: tuple[ParseFailure, ...] = ()
    unused: tuple[UnusedSuppression, ...] = ()
    cells: Cells = in_plain_files
    shared_elsewhere: Callable[[str], bool] | None = None

    def stories(self, *causes: Cause) -> Iterator[tuple[Trace, Story]]:
        """The uncaught refusals that are due to one of these causes, with the entry that leads to each."""
        return ((trace, story) for trace, story in self._stories if story.cause in causes)

    @cached_property
    def _stories(self) -> tuple[tuple[Trace, Story], ...]:
        return tuple((trace, self._judged(trace, story)) for trace in self.traces for story in stories(trace))

    def _judged(self, trace: Trace, story: Story) -> Story:
        """A story of what nothing calls is not sure where the caller that is not seen may share what exists."""
        file, is_left_over, _ = trace.entry.partition("::")
        if not is_left_over or not rests_on_no_reuse(story):
            return story
        elsewhere = self.shared_elsewhere is not None and self.shared_elsewhere(file)
        return unsure(story) if self._calls_blindly or elsewhere else story

    @cached_property
    def _calls_blindly(self) -> bool:
        return any(isinstance(event, BlindCall) for trace in self.traces for event in trace.events)


class Meta(msgspec.Struct, frozen=True):
    """What a rule says of itself, in its own file.

    Attributes:
        code: `TFS` and three digits; never reused.
        name: the same in words, with hyphens.
        severity: of its findings, unless one says otherwise. ERROR: TensorFlow raises here.
        summary: what it finds, in a line without a full stop.
        default: whether it is on when nothing is selected.
        fix: the kind of fix that some of its findings come with; None where none does.
        options: the settings, and flags, that change what it finds.
    """

    code: str
    name: str
    severity: Severity
    summary: str
    default: bool = True
    fix: Applicability | None = None
    options: tuple[str, ...] = ()

    @property
    def url(self) -> str:
        """Where its documentation lies: a path in the project (`scopelint.home` knows whether that is on the web)."""
        return DOCS.format(name=self.name)

    def at(
        self,
        context: Context,
        message: str,
        *,
        variable: str | None = None,
        related: Iterable[Related] = (),
        help: str | None = None,  # the name that the diagnostic has for it
        severity: Severity | None = None,
        repair: Repair | None = None,
        ends: Iterable[Site] = (),
        up: int = 0,
    ) -> Diagnostic:
        """A finding at the place of an event, with the calls that led there. It is certain if it happens whenever the place is reached.

        Args:
            ends: other places at which a comment suppresses it.
            up: how many calls further out it is placed: 1 is the call of the function in which the event happens.
        """
        places = (*context.calls, context.site)
        site, calls = places[len(places) - 1 - up], places[: len(places) - 1 - up]
        called = (Related("called from here", call) for call in calls)
        return Diagnostic(
            self.code,
            self.name,
            severity or self.severity,
            message,
            site,
            certain=context.reached,
            related=(*related, *called),
            variable=variable,
            help=help,
            repair=repair,
            ends=tuple(ends),
        )


Check = Callable[[Record], Iterable[Diagnostic]]


class Rule(msgspec.Struct, frozen=True):
    """A rule as the registry found it: its metadata, its documentation (Markdown), its function."""

    meta: Meta
    docs: str
    check: Check


def line_of(site: Site, *, seen_from: Site) -> str:
    """How a message names a place: "line 8", or "model.py:8" when that is another file. A notebook's is left open until `with_cells`."""
    same = site.path == seen_from.path
    if site.path.endswith(NOTEBOOK):
        return f"\0{site.path if not same else ''}\0{site.path}\0{site.span.line}\0"
    return f"line {site.span.line}" if same else f"{site.path}:{site.span.line}"


_IN_NOTEBOOK: Final = re.compile("\0([^\0]*)\0([^\0]*)\0([0-9]+)\0")


def with_cells(text: str, cells: Cells) -> str:
    """A message in which each line of a notebook is named as people see it: "line 3 of cell 2", in another file "net.ipynb:cell 2:3"."""

    def named(found: re.Match[str]) -> str:
        elsewhere, path, line = found.groups()
        if elsewhere:
            return f"{elsewhere}:{row_of(path, int(line), cells)}"
        cell, row = cells(path, int(line))
        return f"line {row} of cell {cell}"

    return _IN_NOTEBOOK.sub(named, text) if "\0" in text else text


def point(path: str, line: int, column: int) -> Site:
    """A place of one character."""
    return Site(path, Span(line, column, line, column + 1))
