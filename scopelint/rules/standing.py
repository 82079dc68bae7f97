"""Where an event stands: in which opening of a scope, in which function, in which run of a builder.

Flows in: events. Flows out: answers about them. Must not import anything but the trace.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import takewhile

import msgspec

from scopelint.model import Diagnostic, Site
from scopelint.trace import Context, LoopTurn, OpenScope, RenumberedEvent, ReuseEvent, ScopeEvent, ScopeKind, Trace, VariableEvent


def variable_scopes(context: Context) -> tuple[OpenScope, ...]:
    """The open variable scopes that the user's own calls opened, outermost first; those of a library call at this place left out."""
    return tuple(s for s in context.scopes if s.kind is ScopeKind.VARIABLE and s.site != context.site)


def same_opening(one: OpenScope, other: OpenScope) -> bool:
    """Whether this is one scope that was opened once, rather than opened again."""
    return one is other


def common_calls(one: Context, other: Context) -> int:
    """How many calls on the way to both, from the outermost on, are the same."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one.calls, other.calls, strict=False)))


def later_turn(one: Context, other: Context) -> LoopTurn | None:
    """The outermost loop that runs through both, `other` in a later turn of it; None where there is none."""
    for before, after in zip(one.loops, other.loops, strict=False):
        if before != after:
            return after if before.site == after.site else None
    return None


def together(first: Context, second: Context) -> bool:
    """Whether a run that does the second is known to have done the first."""
    return first.certain or first.condition is second.condition


def same_run(one: Context, other: Context) -> bool:
    """Whether one run can do both. Methods of a class that nothing calls are run one by one, each on what `__init__` has left."""
    if not one.functions or not other.functions or one.functions[0] == other.functions[0]:
        return True
    return any(context.functions[0].name.endswith("__init__") for context in (one, other))


def through_getters(context: Context) -> int:
    """How many of the innermost functions are custom getters: what asks for the variable is further out."""
    return min(len(context.calls), sum(1 for _ in takewhile(lambda function: function.is_getter, reversed(context.functions))))


def asked(context: Context) -> Site:
    """The place that asks for a variable, before custom getters have their say."""
    return (*context.calls, context.site)[len(context.calls) - through_getters(context)]


def is_within(place: Site, definition: Site) -> bool:
    """Whether a place lies in a definition."""
    here, around = (place.span.line, place.span.column), definition.span
    return place.path == definition.path and (around.line, around.column) <= here <= (around.end_line, around.end_column)


def passes_through(context: Context, definition: Site) -> bool:
    """Whether an event happens while a function runs."""
    return any(is_within(place, definition) for place in (*context.calls, context.site))


def in_run(context: Context, calls: tuple[Site, ...]) -> bool:
    """Whether an event happens in the function that these calls led into, or in what that calls."""
    return context.calls[: len(calls)] == calls


class Openings:
    """Through which calls scopes were opened and reuse was switched on, gathered while a trace is read from its start."""

    def __init__(self) -> None:
        self._calls: defaultdict[Site, set[tuple[Site, ...]]] = defaultdict(set)

    def see(self, event: object) -> None:
        """Take in the next event of the trace."""
        match event:
            case ScopeEvent(context=context, opened=True) | ReuseEvent(context=context):
                self._calls[context.site].add(context.calls)

    def contexts(self, site: Site) -> frozenset[tuple[Site, ...]]:
        """The calls that led to what happened at a place, each way once."""
        return frozenset(self._calls.get(site, ()))

    def stands_in_frame(self, site: Site, calls: tuple[Site, ...]) -> bool:
        """Whether what happened at `site` happened in the very function that `calls` led into."""
        return calls in self._calls.get(site, ())


def moved(finding: Diagnostic, site: Site) -> Diagnostic:
    """The finding at another place: that of a scope around the event."""
    return msgspec.structs.replace(finding, site=site, ends=(*finding.ends, finding.site))


def made_without_store(events: Iterator[object]) -> Iterator[VariableEvent]:
    """The trainable variables among the events that `get_variable` has nothing to do with: `tf.Variable`, Keras layers."""
    for event in events:
        if isinstance(event, VariableEvent) and not event.store and event.trainable is True and event.refusal is None:
            yield event


def may_share(one: VariableEvent, other: VariableEvent) -> bool:
    """Whether one variable could serve for both: they have one shape, as far as it is known."""
    return one.shape is None or other.shape is None or one.shape == other.shape


def second_runs(trace: Trace) -> Iterator[tuple[RenumberedEvent, VariableEvent, tuple[VariableEvent, ...]]]:
    """Where AUTO_REUSE around two calls of a function, or around a loop over devices, seems to make them share, and they do not: what is
    numbered in it is numbered on.

    Told of the first thing that the second run numbers, with what the same line made in the first run, and all that the trace asks for
    afterwards. The scope must be open around both runs, opened in the function that makes them, and the second run must not be applied to
    what the first one computed, or to the same input: then the two are parts of one network.
    """
    openings = Openings()
    made: defaultdict[Site, list[VariableEvent]] = defaultdict(list)
    seen: set[tuple[int, Site]] = set()
    for index, event in enumerate(trace.events):
        openings.see(event)
        if isinstance(event, VariableEvent):
            for site in {event.context.site, *(scope.site for scope in event.context.scopes)}:
                made[site].append(event)
        if not isinstance(event, RenumberedEvent):
            continue
        scopes = variable_scopes(event.context)
        if not scopes:
            continue
        twin = next((e for e in made[event.context.site] if any(same_opening(s, scopes[-1]) for s in e.context.scopes)), None)
        if twin is None:
            continue
        depth = common_calls(twin.context, event.context)
        turn = later_turn(twin.context, event.context) if event.other_device else None
        if turn is not None:
            depth = turn.depth
        elif depth == len(event.context.calls):
            continue
        if not openings.stands_in_frame(scopes[-1].site, event.context.calls[:depth]):
            continue
        run = (id(scopes[-1]), turn.site if turn is not None else event.context.calls[depth])
        if run in seen:
            continue
        seen.add(run)
        if event.chained is False:
            yield event, twin, tuple(e for e in trace.events[index:] if isinstance(e, VariableEvent))
