"""Events once an entry has ended: which of them are certain, and which are one.

Flows in: the events of an entry in the order in which they happened, and the conditions of its paths. Flows out: the same events, those
that tell the same on paths that exclude each other as one, each with what is certain of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import msgspec

from scopelint.domain.conditions import FALSE, TRUE, Condition
from scopelint.interp.doubts import Doubted
from scopelint.trace import Context, Event, RaiseEvent, VariableEvent

if TYPE_CHECKING:
    from scopelint.interp.interpreter import Interpreter


def settled(interp: Interpreter, events: list[Event]) -> Iterator[Event]:
    """Say of every event whether it is certain, now that it is known which paths the program survives; those of one place share it."""
    conditions = interp.state.conditions
    alive = conditions.negate(interp.state.ended)
    if alive is FALSE:
        alive = TRUE
    memo: dict[tuple[int, int], bool] = {}
    blurred: dict[int, bool] = {}

    def implies(left: Condition, right: Condition) -> bool:
        key = (id(left), id(right))
        if key not in memo:
            memo[key] = conditions.implies(left, right)
        return memo[key]

    def is_blurred(condition: Condition) -> bool:
        if id(condition) not in blurred:
            blurred[id(condition)] = conditions.is_blurred(condition)
        return blurred[id(condition)]

    narrowed: dict[int, Condition] = {}

    def alive_in(reach: Condition) -> Condition:
        if id(reach) not in narrowed:
            narrowed[id(reach)] = conditions.both(alive, reach)
        return narrowed[id(reach)]

    shared: dict[object, Any] = {}
    merged, doubted = _merged(interp, events), Doubted()
    reach: dict[object, Condition] = {}
    for event in merged:
        if isinstance(context := getattr(event, "context", None), Context):
            reach[_spot(context)] = conditions.either(reach.get(_spot(context), FALSE), context.reach)
    for event in merged:
        context = getattr(event, "context", None)
        if isinstance(context, Context):
            firm = not doubted(event) and not implies(context.condition, interp.state.supposed) and not is_blurred(context.condition)
            always = implies(alive, context.condition)
            around = reach[_spot(context)]
            certain = firm and context.certain and always
            reached = firm and context.reached
            if reached and not always and not implies(around, context.condition):
                reached = implies(alive_in(around), context.condition)
            event.context = msgspec.structs.replace(  # type: ignore[union-attr]
                context,
                certain=certain,
                reached=reached,
                calls=shared.setdefault(context.calls, context.calls),
                functions=shared.setdefault(context.functions, context.functions),
            )
            if isinstance(event, (VariableEvent, RaiseEvent)) and context.called is not None:
                event.api = context.called
        yield event


def _spot(context: Context) -> object:
    """Where in the run an event happens: a block that runs once for each of several values (of a scope, say) is one place."""
    return context.site, context.calls, context.loops


def _merged(interp: Interpreter, events: list[Event]) -> list[Event]:
    """Events that are the same on paths that exclude each other are one event."""
    conditions = interp.state.conditions
    kept: list[Event] = []
    known: dict[object, VariableEvent] = {}
    for event in events:
        if isinstance(event, VariableEvent) and event.context.condition is not TRUE:
            context = event.context
            kind = event.refusal.kind if event.refusal is not None else None
            key = (event.name, event.outcome, context.site, context.calls, event.api, kind)
            same = known.get(key)
            if same is not None and conditions.excludes(same.context.condition, context.condition):
                either = conditions.either(same.context.condition, context.condition)
                reach = conditions.either(same.context.reach, context.reach)
                same.context = msgspec.structs.replace(same.context, condition=either, reach=reach)
                same.shape = same.shape if same.shape == event.shape else None
                continue
            known[key] = event
        kept.append(event)
    return kept
