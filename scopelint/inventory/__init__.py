"""The inventory: every request for a variable that the code makes, as `scopelint names` tells it.

Flows in: traces, and the files that could not be read. Flows out: `Inventory`, plain data in TensorFlow's order. Knows neither rules nor
formats.
"""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from scopelint.domain.names import pattern_of
from scopelint.model import ParseFailure, Site
from scopelint.trace import Outcome, Shape, Trace, VariableEvent

__all__ = ["Gap", "Inventory", "Variable", "inventory"]


class Variable(msgspec.Struct, frozen=True):
    """One request for one variable.

    Attributes:
        name: the full name, unknown parts written as `{source}`.
        pattern: a regular expression for the whole name where it has unknown parts.
        certain: whether it happens whenever the entry runs.
        after_error: whether TensorFlow would have stopped before.
        site: the innermost call in the user's own code.
        entry: the script, or `model.py::Model` for what was run with unknown arguments.
        calls: the user's call stack, outermost first.
    """

    name: str
    pattern: str | None
    outcome: Outcome
    certain: bool
    after_error: bool
    api: str
    shape: Shape | None
    dtype: str | None
    trainable: bool | None
    site: Site
    entry: str
    calls: tuple[Site, ...]


class Gap(msgspec.Struct, frozen=True, order=True):
    """A place from which on something was not analysed."""

    path: str
    line: int
    reason: str


class Inventory(msgspec.Struct, frozen=True):
    variables: tuple[Variable, ...]
    gaps: tuple[Gap, ...]


def inventory(traces: Iterable[Trace], failures: Iterable[ParseFailure] = ()) -> Inventory:
    """All requests of all entries, in order; and, sorted, each once, what was not analysed."""
    traces = tuple(traces)
    gaps = {Gap(cut.site.path, cut.site.span.line, cut.reason) for trace in traces for cut in trace.cuts}
    gaps |= {Gap(failure.path, failure.line, failure.reason) for failure in failures}
    return Inventory(tuple(_variable(event) for trace in traces for event in trace.variables), tuple(sorted(gaps)))


def _variable(event: VariableEvent) -> Variable:
    context = event.context
    return Variable(
        str(event.name),
        pattern_of(event.name),
        event.outcome,
        context.certain,
        context.after_error,
        event.api,
        event.shape,
        event.dtype,
        event.trainable,
        context.site,
        context.entry,
        context.calls,
    )
