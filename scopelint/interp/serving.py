"""What a server calls for each request: a function that is run twice, to see what the second request builds again.

Flows in: functions, as the stubs of servers register them, and the events of two runs. Flows out: one `BuiltPerRequest`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Final

from scopelint.domain.conditions import FALSE
from scopelint.domain.names import unnumbered
from scopelint.domain.values import Value
from scopelint.interp.class_attributes import lookup
from scopelint.interp.natives import native
from scopelint.interp.objects import BoundMethod, ClassObj, FunctionObj
from scopelint.trace import BuiltPerRequest, Event, VariableEvent

if TYPE_CHECKING:
    from scopelint.interp.interpreter import Interpreter

_SERVED: Final = "<served>"
"""The field of a function that a server calls for each request."""

_METHODS: Final = "_served"
"""The attribute of a class of the stubs that names the methods which are called for each request."""


@native("_scopelint.for_each_request", lazy=True)
def _for_each_request(interp: Interpreter, function: Value) -> Value:
    """Note that a server calls this for each request; returns it."""
    inner = function.function if isinstance(function, BoundMethod) else function
    if isinstance(inner, FunctionObj):
        interp.state.set(inner.fields, _SERVED, True)
    return function


def is_served(function: Value) -> bool:
    """Whether a server calls this function for each request."""
    return isinstance(function, FunctionObj) and _SERVED in function.fields


def serves(cls: ClassObj, method: str) -> bool:
    """Whether a server calls this method of the class's instances for each request."""
    named = lookup(cls, _METHODS)
    return isinstance(named, tuple) and method in named


def twice(interp: Interpreter, request: Callable[[], None]) -> None:
    """Run what answers a request, and the same request once more: of that, only what it builds again is told."""
    events = interp.state.events
    start = len(events)
    request()
    middle = len(events)
    if interp.state.path is FALSE:
        return
    request()
    again = _built_again(interp, events[start:middle], events[middle:])
    events[middle:] = again


def _built_again(interp: Interpreter, first: Iterable[Event], second: Iterable[Event]) -> list[Event]:
    """The first variable that a request asks for as the one before it did, in the same graph."""
    asked = {_what(event): event for event in first if isinstance(event, VariableEvent) and event.refusal is None}
    for event in second:
        if isinstance(event, VariableEvent) and not event.context.after_error:
            before = asked.get(_what(event))
            if before is not None and interp.state.conditions.implies(event.context.condition, before.context.condition):
                return [BuiltPerRequest(event.context, event.name, event.outcome)]
    return []


def _what(event: VariableEvent) -> tuple[object, ...]:
    return event.context.site, event.context.graph, unnumbered(event.name)
