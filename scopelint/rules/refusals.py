"""What each refusal of a trace is due to, and which refusals are one story.

Flows in: a trace. Flows out: `Story`s, each with the one cause under which it is told: the error rules divide the causes among them, so
that no refusal is told twice, and none is lost. Must not import anything but the trace, its names, `reading` and `standing`.
"""

from __future__ import annotations

import enum
from collections.abc import Hashable, Iterator
from typing import Final

import msgspec
from msgspec.structs import replace

from scopelint.domain.names import Text
from scopelint.rules import reading, standing
from scopelint.trace import Context, Function, LoopTurn, Outcome, RaiseEvent, RefusalKind, Trace, VariableEvent


class Cause(enum.Enum):
    """What TensorFlow refuses, as people see it; each belongs to one rule."""

    DUPLICATE = "a name that exists"
    LOOP = "a name that exists, from an earlier turn of a loop"
    BUILDER = "a name that exists, from an earlier call of the same function"
    NAME_SCOPES = "a name that exists, where only name scopes differ"
    SLOTS_TWICE = "an optimizer's slot that exists"
    MISSING = "a name that does not exist"
    SLOTS = "a slot or an average that does not exist"
    SHAPE = "another shape than the shared variable has"
    DTYPE = "another dtype than the shared variable has"
    NO_SCOPE_NAME = "a scope without a name"
    INVALID_NAME = "a name with characters that are not allowed"
    INVALID_REUSE = "a value that is none for reuse"
    DECLARATION = "a new variable without what it needs"
    CELL = "a cell or layer that does not fit its second use"
    CONTROL_FLOW = "a variable made in a loop or branch of the graph"
    NO_SUCH_API = "a name that TensorFlow does not have"
    NO_VARIABLES = "an optimizer or a saver that is given no variables"
    OTHER = "all else"


class Builder(msgspec.Struct, frozen=True):
    """A function of the user's program that ran before and runs again.

    `depth` and `first_depth` say which of the calls that lead to the refused request, and to the first one, is the call of it.
    """

    function: Function
    depth: int
    first_depth: int


class Story(msgspec.Struct, frozen=True):
    """One mistake: the first refusal that it leads to, and what it is due to.

    `loop` is the loop that is in a later turn than when the variable was made, `builder` the function that runs again, where that matters.
    `again` are further requests that are refused for the same reason: of other calls of the same builder, say.
    """

    cause: Cause
    event: VariableEvent | RaiseEvent
    loop: LoopTurn | None = None
    builder: Builder | None = None
    again: tuple[VariableEvent | RaiseEvent, ...] = ()

    @property
    def variable(self) -> VariableEvent:
        """The refused request, for causes that are about one."""
        assert isinstance(self.event, VariableEvent)
        return self.event


_OF_KIND: Final = {
    RefusalKind.MISSING: Cause.MISSING,
    RefusalKind.SHAPE: Cause.DECLARATION,
    RefusalKind.DTYPE: Cause.DECLARATION,
    RefusalKind.NO_SHAPE: Cause.DECLARATION,
    RefusalKind.NO_SIZE: Cause.DECLARATION,
    RefusalKind.INITIALIZER: Cause.DECLARATION,
    RefusalKind.INVALID_NAME: Cause.INVALID_NAME,
    RefusalKind.INVALID_REUSE: Cause.INVALID_REUSE,
    RefusalKind.NO_SCOPE_NAME: Cause.NO_SCOPE_NAME,
    RefusalKind.CONTROL_FLOW: Cause.CONTROL_FLOW,
    RefusalKind.CELL_SCOPE: Cause.CELL,
    RefusalKind.EXISTS: Cause.DUPLICATE,
    RefusalKind.NO_SUCH_API: Cause.NO_SUCH_API,
    RefusalKind.NO_VARIABLES: Cause.NO_VARIABLES,
    RefusalKind.OTHER: Cause.OTHER,
}
_OF_SHARING: Final = {RefusalKind.SHAPE: Cause.SHAPE, RefusalKind.DTYPE: Cause.DTYPE}

_MISFITS: Final = frozenset({RefusalKind.MISSING, *_OF_SHARING})
"""How a network that is built again under `reuse=True` differs from the first one."""

_WITHOUT_TRAIL: Final = {
    RefusalKind.OTHER: {RefusalKind.EXISTS},
    RefusalKind.CELL_SCOPE: {RefusalKind.EXISTS, RefusalKind.MISSING, RefusalKind.CELL_SCOPE},
}
"""After which refusals one that has nothing to do with names stands for itself; after others it may be due to how the analysis went on."""

_SLOT_MAKERS: Final = ("create_slot", "create_slot_with_initializer", "create_zeros_slot")
_AVERAGE_MAKERS: Final = ("assign_moving_average", "weighted_moving_average")
_STATISTICS: Final = frozenset({"moving_mean", "moving_variance", "renorm_mean", "renorm_stddev", "moving_stddev"})


def stories(trace: Trace) -> Iterator[Story]:
    """The refusals that the program does not catch, each story once, in TensorFlow's order.

    After a refusal the analysis goes on as if it had not happened, so that independent mistakes further down are found too. What merely
    repeats the story (the other variables of a model that was built twice) is left out, and so is what may be there only because the
    analysis went on: a clash with a variable that was refused itself, what the same call would have done further on, the shape of one
    whose name is a story already, what else does not fit at the same line in the same shared scope, and what has nothing to do with names.
    (A name that exists is refused without such a trail: the analysis goes on with the variable of that name.)
    """
    found: dict[Hashable, list[VariableEvent | RaiseEvent]] = {}
    built: dict[Hashable, Hashable] = {}
    misfits: dict[Hashable, RefusalKind] = {}
    before: set[RefusalKind] = set()
    ended: set[Hashable] = set()
    named: set[Text] = set()
    for event in trace.events:
        if not isinstance(event, (VariableEvent, RaiseEvent)) or event.caught or event.refusal is None:
            continue
        if isinstance(event, VariableEvent) and event.first is not None and event.first.outcome is Outcome.ERROR:
            continue
        kind = event.refusal.kind
        if event.context.after_error and not before <= _WITHOUT_TRAIL.get(kind, before):
            continue
        call = (event.context.site, event.context.calls, event.context.loops)
        is_told = isinstance(event, VariableEvent) and kind in _OF_SHARING and event.name in named
        if event.context.after_error and (is_told or call in ended):
            continue
        if isinstance(event, VariableEvent) and kind in _MISFITS and misfits.setdefault(_reused(event), kind) is not kind:
            continue
        before.add(kind)
        if isinstance(event, VariableEvent):
            named.add(event.name)
        else:
            ended.add(call)
        key = _key(event)
        found.setdefault(built.setdefault(_request(event), key), []).append(event)
    for first, *again in found.values():
        yield replace(_story(first), again=tuple(again))


def rests_on_no_reuse(story: Story) -> bool:
    """Whether a refusal is certain only because what exists is not shared where the function is called."""
    event = story.event
    return event.refusal is not None and event.refusal.kind is RefusalKind.EXISTS and (event.context.certain or event.context.reached)


def unsure(story: Story) -> Story:
    """The same story, as one that may or may not happen."""
    event = story.event
    return replace(story, event=replace(event, context=replace(event.context, certain=False, reached=False)))


def _reused(event: VariableEvent) -> Hashable:
    """The line that asks, and the place that made it share; each request for itself, where that is not known."""
    return (event.reuse_site, event.context.site, event.context.graph, None if event.reuse_site is not None else event.name)


def _request(event: VariableEvent | RaiseEvent) -> Hashable:
    """The variable that a function which runs again asks for: however often it runs, by loops or by recursion, it is one mistake."""
    builder = builder_of(event) if isinstance(event, VariableEvent) else None
    if builder is None or not isinstance(event, VariableEvent):
        return _key(event)
    return ("request", builder.function, event.name, event.context.site, event.context.graph)


def _key(event: VariableEvent | RaiseEvent) -> Hashable:
    """What a refusal is due to: refusals with the same key are one mistake.

    In order: the place that turned reuse on, for what was never created; the loop whose turn differs; the function that runs again, and the
    call of it that created the variable; the pair of `with` blocks in which the two stand, of variable scopes, then of name scopes; else
    the place itself.
    """
    here = event.context
    assert event.refusal is not None
    if isinstance(event, RaiseEvent) or event.first is None:
        if isinstance(event, VariableEvent) and event.refusal.kind is RefusalKind.MISSING:
            return ("reuse", event.reuse_site or here.site)
        return ("place", here.site, event.refusal.kind)
    first = event.first.context
    builder, turned = builder_of(event), reading.turned_loop(event)
    if builder is not None:
        return ("builder", builder.function, first.calls[builder.first_depth], turned and turned.site)
    if first.site == here.site and first.calls == here.calls:
        return ("again", turned.site if turned is not None else (*here.calls, here.site)[0])
    parted = reading.parting_call(event)
    if parted is not None:
        return ("call", parted)
    blocks = reading.innermost_variable_scope(first), reading.innermost_variable_scope(here)
    if None not in blocks and blocks[0] != blocks[1]:
        return ("blocks", *blocks)
    names = reading.differing_name_scopes(here, first)
    if None not in names:
        return ("names", *(scope.site for scope in names if scope is not None))
    return ("place", here.site)


def _story(event: VariableEvent | RaiseEvent) -> Story:
    assert event.refusal is not None
    kind = event.refusal.kind
    if isinstance(event, RaiseEvent):
        return Story(_OF_KIND[kind], event)
    if kind is RefusalKind.MISSING and is_slot(event):
        return Story(Cause.SLOTS, event)
    if event.first is None:
        return Story(_OF_KIND[kind], event)
    if kind is not RefusalKind.EXISTS:
        return Story(_OF_SHARING.get(kind, _OF_KIND[kind]), event)
    loop, builder = reading.turned_loop(event), builder_of(event)
    if is_slot(event):
        return Story(Cause.SLOTS_TWICE, event, loop, builder)
    if _by_name_scopes(event, event.first.context, builder):
        return Story(Cause.NAME_SCOPES, event, loop, builder)
    if builder is not None:
        return Story(Cause.BUILDER, event, loop, builder)
    if loop is not None and event.first.context.site == event.context.site:
        return Story(Cause.LOOP, event, loop)
    return Story(Cause.DUPLICATE, event)


def _by_name_scopes(event: VariableEvent, first: Context, builder: Builder | None) -> bool:
    """Whether name scopes seem to keep two variables apart; a function that runs again in none is the greater mistake."""
    return reading.kept_apart_by_name_scopes(event) and (builder is None or None not in reading.differing_name_scopes(event.context, first))


def is_slot(event: VariableEvent) -> bool:
    """Whether an optimizer, a moving average or a normalization asks for a variable beside those of the model."""
    makers = {name.rpartition(".")[2] for name in (event.context.called, *event.context.through) if name is not None}
    if not makers.isdisjoint((*_SLOT_MAKERS, *_AVERAGE_MAKERS)):
        return True
    return event.context.called is not None and str(event.name).rpartition("/")[2] in _STATISTICS


def _is_of_generator(context: Context, depth: int) -> bool:
    """Whether one of the calls is none: it reads a generator expression that stands in it, which runs as a part of the same function."""
    inner = (*context.calls, context.site)[depth + 1]
    return context.functions[depth] == context.functions[depth + 1] and standing.is_within(inner, context.calls[depth])


def builder_of(event: VariableEvent) -> Builder | None:
    """The outermost function that made the variable in one call and is refused it in another one."""
    if event.first is None:
        return None
    here, first = event.context, event.first.context
    common, loop = reading.common_calls(event), reading.turned_loop(event)
    if loop is not None and here.calls[: loop.depth + 1] == first.calls[: loop.depth + 1]:
        inside = next((depth for depth in range(loop.depth, len(here.calls)) if not _is_of_generator(here, depth)), None)
        return Builder(here.functions[inside + 1], inside, inside) if inside is not None else None
    for depth in range(common, len(here.calls)):
        for first_depth in range(common, len(first.calls)):
            function = here.functions[depth + 1]
            if function == first.functions[first_depth + 1] != here.functions[common] and not function.is_getter:
                return Builder(function, depth, first_depth)
    return None
