"""Mends what can be mended: applies fixes, analyses the result, and keeps of them what holds.

Flows in: a request and what a check of it found. Flows out: `Fixed`: new contents of files, the findings that are left, and the fixes that
were not kept, each with its reason. Nothing is written here.

Fixes are applied in rounds, safe ones before unsafe ones, as many together as do not overlap, until none is left. After every round all
files are analysed again as they would be. The round is kept if every file can still be parsed, every finding that was to be mended is
gone, and none has come in its place; safe fixes must, besides, leave every variable as it is. A round that does not hold is tried in
halves, until the culprit is alone: it is not kept.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Final, NamedTuple

import msgspec
from msgspec.structs import replace

from scopelint import fix, runner
from scopelint.fix import Batch, Buffer, Unfixable
from scopelint.inventory import inventory
from scopelint.model import Applicability, Diagnostic, Edit, Severity
from scopelint.runner import Checked, Request

ROUNDS: Final = 20
"""How often fixes are applied at most; a fix that makes another finding, whose fix makes the first one, would go on for ever."""


class NotKept(msgspec.Struct, frozen=True):
    """A fix that was not kept, and why."""

    diagnostic: Diagnostic
    reason: str


class Changed(msgspec.Struct, frozen=True):
    """A file whose content changes: the path that reports have for it, where it is, what it had and what it shall have."""

    name: str
    path: Path
    before: bytes
    after: bytes


class Fixed(msgspec.Struct, frozen=True):
    """What fixing came to.

    Attributes:
        checked: the findings that are left, in the files as they shall be.
        changed: the files that change, by their path.
        mended: the findings that were mended, as they stood when they were.
        not_kept: fixes that were tried and not kept, of findings that are left.
    """

    checked: Checked
    changed: tuple[Changed, ...] = ()
    mended: tuple[Diagnostic, ...] = ()
    not_kept: tuple[NotKept, ...] = ()


class _Key(NamedTuple):
    """What a finding is known by."""

    path: str
    line: int
    column: int
    code: str
    variable: str


class _Step(msgspec.Struct, frozen=True):
    """Edits of a file, with its text before and after."""

    before: Buffer
    edits: tuple[Edit, ...]
    after: Buffer

    def moved(self, key: _Key) -> _Key:
        """The finding as it stands after the edits."""
        line, column = self.after.place(self.before.moved(self.before.offset(key.line, key.column), self.edits))
        return key._replace(line=line, column=column)


class _State(msgspec.Struct, frozen=True):
    """The files as they would be, and what is found in them."""

    request: Request
    checked: Checked
    contents: Mapping[str, bytes] = msgspec.field(default_factory=dict)
    originals: Mapping[str, bytes] = msgspec.field(default_factory=dict)
    mended: tuple[Diagnostic, ...] = ()
    not_kept: Mapping[_Key, NotKept] = msgspec.field(default_factory=dict)
    steps: tuple[Mapping[str, _Step], ...] = ()

    def since(self, earlier: _State, key: _Key) -> _Key:
        """A finding of an earlier state as it stands in this one."""
        for step in self.steps[len(earlier.steps) :]:
            if key.path in step:
                key = step[key.path].moved(key)
        return key


def fixed(request: Request, checked: Checked) -> Fixed:
    """Apply the fixes of a check, and those of what they bring to light.

    Args:
        request: that of the check.
        checked: says, besides, for which files unsafe fixes are wanted.
    """
    state = _State(request, checked)
    for _ in range(ROUNDS):
        wanted = (d for d in state.checked.diagnostics if d.fix is not None and d.fix.applies(unsafe=d.site.path in checked.unsafe))
        able = [d for d in wanted if _key(d) not in state.not_kept]
        safe = [d for d in able if d.fix is not None and d.fix.applicability is Applicability.SAFE]
        if not able:
            break
        state = _round(state, fix.batch(safe or able).mended)
    names = {file.shown: file.path for file in checked.analysis.files}
    changed = [Changed(name, names[name], before, state.contents[name]) for name, before in sorted(state.originals.items())]
    left = tuple(replace(d, fix=None) if _key(d) in state.not_kept else d for d in state.checked.diagnostics)
    remaining = {_key(d) for d in left}
    not_kept = tuple(state.not_kept[key] for key in sorted(state.not_kept) if key in remaining)
    return Fixed(replace(state.checked, diagnostics=left), tuple(c for c in changed if c.before != c.after), state.mended, not_kept)


def _round(state: _State, diagnostics: Sequence[Diagnostic]) -> _State:
    """Apply the fixes of these findings, which go together; of those that do not hold, none."""
    if not diagnostics:
        return state
    chosen = fix.batch(diagnostics)
    try:
        after = _applied(state, chosen)
        reason = _objection(state, after, chosen)
    except Unfixable as error:
        after, reason = state, str(error)
    if reason is None:
        return after
    if len(diagnostics) == 1:
        (d,) = diagnostics
        return replace(state, not_kept={**state.not_kept, _key(d): NotKept(d, reason)})
    half = len(diagnostics) // 2
    first = _round(state, diagnostics[:half])
    return _round(first, _as_found(diagnostics[half:], state, first))


def _as_found(diagnostics: Iterable[Diagnostic], before: _State, now: _State) -> list[Diagnostic]:
    """These findings as they are found now; those that are gone are left out."""
    current = {_key(d): d for d in now.checked.diagnostics if d.fix is not None}
    keys = (now.since(before, _key(d)) for d in diagnostics)
    return [current[key] for key in keys if key in current]


def _applied(state: _State, chosen: Batch) -> _State:
    """The files with the fixes in them, analysed.

    Raises:
        Unfixable: a file cannot be changed so.
    """
    sources = state.checked.analysis.sources
    names = {file.shown: file.path for file in state.checked.analysis.files}
    contents, originals = dict(state.contents), dict(state.originals)
    steps: dict[str, _Step] = {}
    for name, edits in chosen.edits.items():
        content, text = sources.content(name), sources.text(name)
        if content is None or text is None:
            raise Unfixable("it cannot be read any more, or has changed")
        originals.setdefault(name, content)
        contents[name] = fix.rewritten(content, name, edits)
        before = Buffer(text)
        steps[name] = _Step(before, edits, Buffer(before.edited(edits)))
    request = state.request
    unsaved = {**request.unsaved, **{names[name]: contents[name] for name in steps}}
    stdin = request.stdin
    if stdin is not None and request.stdin_name in steps:
        stdin = contents[request.stdin_name]
    request = replace(request, unsaved=unsaved, stdin=stdin)
    checked = runner.check(request)
    steps_now = (*state.steps, steps)
    after = _State(request, checked, contents, originals, (*state.mended, *chosen.mended), {}, steps_now)
    return replace(after, not_kept={after.since(state, key): one for key, one in state.not_kept.items()})


def _objection(before: _State, after: _State, chosen: Batch) -> str | None:
    """Why the fixes do not hold; None if they do."""
    unreadable = {failure.path for failure in after.checked.analysis.failures} - {f.path for f in before.checked.analysis.failures}
    if unreadable:
        return "the file could not be read as Python any more"
    if len(after.checked.problems) > len(before.checked.problems):
        return "the result could not be analysed"
    known = {after.since(before, _key(d)) for d in before.checked.diagnostics}
    now = after.checked.diagnostics
    for d in chosen.mended:
        key = after.since(before, _key(d))
        here = [other for other in now if _key(other)[:3] == key[:3]]
        if any(_key(other) == key for other in here):
            return "the finding would stay"
        if d.severity is Severity.ERROR and any(other.severity is Severity.ERROR for other in here):
            return "TensorFlow would still raise here"
        new = [other for other in now if other.severity is not Severity.INFO and _key(other) not in known]
        for other in new:
            if _key(other)[:3] == key[:3] or (other.variable is not None and other.variable == d.variable):
                cell, row = after.checked.analysis.sources.cell_and_row(other.site.path, other.site.span.line)
                return f"it would lead to {other.code} ({other.name}) at line {row}{'' if cell is None else f' of cell {cell}'}"
    safe = all(d.fix is not None and d.fix.applicability is Applicability.SAFE for d in chosen.mended)
    if safe and _variables(before) != _variables(after):
        return "it would change which variables there are"
    return None


def _variables(state: _State) -> Counter[tuple[object, ...]]:
    return Counter((v.name, v.outcome, v.after_error) for v in inventory(state.checked.analysis.traces).variables)


def _key(d: Diagnostic) -> _Key:
    return _Key(d.site.path, d.site.span.line, d.site.span.column, d.code, d.variable or "")
