"""One program through TensorFlow and through scopelint, and where they differ.

In: a program's text, TensorFlow's `Result`, and what scopelint said of it. Out: a `Difference`, or None where all is equal: the same events
in the same order, with the same full names, outcomes, shapes, dtypes, trainable and places, and the same uncaught error on the same line.
Nothing is left open: generated programs are concrete, so a pattern, an uncertain event, an unknown shape and a cut are differences.
"""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from scopelint import runner
from scopelint.report import as_json
from scopelint.trace import Cut, Event, Outcome, RaiseEvent, Refusal, VariableEvent
from tests.oracle import Comparison, Ended, Result, Truth, Verdict, compare

from .stubs_kept import stubs_kept

MAIN: Final = "main.py"

OUT_OF_TURN: Final = ("Improper nesting of variable_scope.", "Nesting violated for default stack")


@dataclass(frozen=True)
class Said:
    """What scopelint says of a program: the JSON of `names`, what it failed at, and the error it expects to end the program."""

    names: dict[str, Any]
    problems: tuple[str, ...]
    cuts: list[str]
    error: tuple[str, int] | None
    is_cut: bool
    """Whether a library's error, told as a cut, may end it: then scopelint does not follow what `finally` clauses do as it passes."""
    on_its_way: tuple[tuple[str, int], ...]
    """Errors that may have taken the place of `error` when the program ends."""


Heard = Said | str
"""What scopelint says, or the exception that it crashed with."""


@dataclass(frozen=True)
class Difference:
    """Where the two sides differ.

    Attributes:
        what: in words, one entry a difference; the first is the one that matters.
        key: what stays the same while the program is made smaller.
    """

    program: str
    what: tuple[str, ...]
    key: str
    result: Result
    said: Said | None

    def __str__(self) -> str:
        lines = [self.program, *(f"# {line}" for text in self.what for line in text.splitlines())]
        lines += ["# TensorFlow:", *(f"#   {line}" for line in _truth_lines(self.result.truth))]
        if self.said is not None:
            lines += ["# scopelint:", *(f"#   {line}" for line in _said_lines(self.said))]
        return "\n".join(lines)


def said(program: str, target_version: str | None = None) -> Said:
    """What scopelint says of a program, which may be meant for a certain release of TensorFlow."""
    settings = {} if target_version is None else {"target-version": target_version}
    with tempfile.TemporaryDirectory(prefix="fuzz-") as folder, stubs_kept():
        (Path(folder) / MAIN).write_text(program, encoding="utf-8")
        named = runner.names(runner.Request((MAIN,), Path(folder), said=settings))
    problems = tuple(problem.message for problem in named.analysis.problems)
    names = json.loads(as_json.names(named.inventory))
    names["variables"] = [variable for variable in names["variables"] if variable["entry"] == MAIN]
    events = [event for trace in named.analysis.traces if trace.entry == MAIN for event in trace.events if not _is_own_end(event)]
    first = next((index for index, event in enumerate(events) if _error(event) is not None), len(events))
    cut = _first_library_error(events, first)
    before = sum(isinstance(event, VariableEvent) for event in events[:cut])
    for variable in names["variables"][before:]:
        variable["after_error"] = True
    end = next((index for index in range(cut - 1, first, -1) if _replaces(events[index])), first)
    cuts = [f"cut at line {event.site.span.line}: {event.reason}" for event in events[:end] if isinstance(event, Cut)]
    error = _error(events[end]) if end < len(events) else None
    return Said(names, problems, cuts, error, cut < len(events), _on_its_way(events[end:], events[cut : cut + 1]))


def _is_own_end(event: Event) -> bool:
    """Whether this only tells the user that the program's own `raise` ends it, which nothing here is compared with."""
    return isinstance(event, Cut) and event.reason.startswith("the program ends here: ")


def _first_library_error(events: Sequence[Event], first: int) -> int:
    """Where a library's error ends the program, if one does: the first error, or one raised by a clause that the first error passes."""
    for index in range(first, len(events)):
        event = events[index]
        if isinstance(event, Cut) and _error(event) is not None:
            return index
        if isinstance(event, (VariableEvent, RaiseEvent)) and event.context.after_error:
            break
    return len(events)


def heard(program: str, target_version: str | None = None) -> Heard:
    """What `said` says of a program, or how it crashes."""
    try:
        return said(program, target_version)
    except Exception as error:  # noqa: BLE001 - a crash is a difference
        return repr(error)


def difference(program: str, result: Result, ours: Heard) -> Difference | None:
    """Where scopelint, which said `ours`, and TensorFlow differ about a program, if they do."""
    truth = result.truth
    if truth.ended not in (Ended.FINISHED, Ended.ERROR):
        return Difference(program, (f"ended by {truth.ended.value}\n{result.stderr}",), truth.ended.value, result, None)
    if isinstance(ours, str):
        return Difference(program, (f"scopelint crashed: {ours}",), f"crash {ours.partition('(')[0]}", result, None)
    found = [("problem", problem) for problem in ours.problems]
    truth, replaced = _until_the_error(program, truth, ours)
    comparison = compare(truth, ours.names)
    found += [(pair.verdict.name, str(pair)) for pair in comparison.pairs if pair.verdict is not Verdict.EXACT]
    found += [("left open", text) for text in _left_open(comparison)]
    found += [] if replaced else _error_differences(truth, ours)
    found += [("cut", text) for text in ours.cuts]
    if not found:
        return None
    return Difference(program, tuple(text for _, text in found), found[0][0], result, ours)


def _until_the_error(program: str, truth: Truth, ours: Said) -> tuple[Truth, bool]:
    """The truth without what `finally` clauses do after a library's error, and whether anything was left out.

    Also whether the program's own `raise`, of which no event tells, may have taken the error's place.
    """
    if "finally:" not in program or truth.error is None or ours.error is None:
        return truth, False
    if not ours.is_cut:
        return truth, _raised_by_hand(truth)
    foreseen = [v for v in ours.names["variables"] if not v["after_error"]]
    return replace(truth, events=truth.events[: len(foreseen)]), len(foreseen) < len(truth.events) or _raised_by_hand(truth)


def _left_open(comparison: Comparison) -> list[str]:
    """What scopelint did not say of events that it foresaw."""
    found: list[str] = []
    for pair in comparison.pairs:
        event, prediction = pair.event, pair.prediction
        if event is None or prediction is None or prediction.outcome == "error":
            continue
        if not prediction.certain:
            found.append(f"not certain: {pair}")
        if prediction.shape is None and event.shape is not None:
            found.append(f"no shape: {pair}, which has {list(event.shape)}")
        elif prediction.shape != event.shape:
            found.append(f"shape {prediction.shape}, not {event.shape}: {pair}")
        if prediction.dtype is None:
            found.append(f"no dtype: {pair}, which has {event.dtype}")
        if prediction.trainable is None:
            found.append(f"not known whether trainable: {pair}")
    return found


def _error_differences(truth: Truth, ours: Said) -> list[tuple[str, str]]:
    """The error that ends the program; one that the program's own `raise` brings about need not be an event."""
    true = None if truth.error is None else (truth.error.type, truth.error.line)
    if ours.error == true or true in ours.on_its_way or (ours.error is None and _raised_by_hand(truth)):
        return []
    message = "" if truth.error is None else f": {truth.error.message.splitlines()[0] if truth.error.message else ''}"
    return [("error", f"ends by {true}{message}; scopelint says {ours.error}")]


def _raised_by_hand(truth: Truth) -> bool:
    """Whether a `raise` that the generator wrote ends the program; a template adds lines to the message, a KeyError quotes them."""
    return truth.error is not None and truth.error.message.strip("'").replace("\\n", "\n").partition("\n")[0] == "no"


def _error(event: Event) -> tuple[str, int] | None:
    """The exception and the line, where this is an error that the program does not catch.

    An error of a library that scopelint does not vouch for is a cut: "ValueError: No variables to optimize.".
    """
    match event:
        case VariableEvent(outcome=Outcome.ERROR, caught=False, refusal=Refusal(exception=name), context=context):
            return name, context.site.span.line
        case RaiseEvent(caught=False, refusal=Refusal(exception=name), context=context):
            return name, context.site.span.line
        case Cut(reason=reason, site=site) if (found := re.match(r"(\w+Error): ", reason)) is not None:
            return found[1], site.span.line
    return None


def _replaces(event: Event) -> bool:
    """Whether an error is raised while an earlier one leaves the program, by a `finally` clause: it takes its place."""
    return isinstance(event, (VariableEvent, RaiseEvent)) and not event.context.after_error and _error(event) is not None


def _on_its_way(events: Sequence[Event], cut: Sequence[Event]) -> tuple[tuple[str, int], ...]:
    """Errors that may take the place of the one that ends the program: as an error passes, leaving scopes and graphs out of turn raises
    others, and Python shows the last one; what a library raises in a `finally` clause may be told of its second run."""
    refusals = [event for event in events if isinstance(event, RaiseEvent) and event.refusal.message.startswith(OUT_OF_TURN)]
    return tuple(error for event in (*refusals, *cut) if (error := _error(event)) is not None)


def _truth_lines(truth: Truth) -> list[str]:
    lines = [
        f"{event.outcome.value} {event.name} {event.shape} {event.dtype} {event.trainable} line {event.place.line if event.place else '?'}"
        for event in truth.events
    ]
    if truth.error is not None:
        lines.append(f"{truth.error.type} at line {truth.error.line}: {truth.error.message[:300]}")
    return lines


def _said_lines(ours: Said) -> list[str]:
    lines = [
        f"{v['outcome']} {v['name']} {v['shape']} {v['dtype']} {v['trainable']} line {v['line']}"
        + ("" if v["certain"] else " (possible)")
        + (" (after the error)" if v["after_error"] else "")
        for v in ours.names["variables"]
    ]
    return lines + ours.cuts
