"""Properties, and what else runs a function of the program where an attribute is read: told where that makes variables.

Flows in: readings. Flows out: what the function returns, and `BuiltByReading` events.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from scopelint.domain.values import Value
from scopelint.interp.objects import FunctionObj, Instance
from scopelint.trace import BuiltByReading, Context, Outcome, VariableEvent

if TYPE_CHECKING:
    from scopelint.interp.interpreter import Interpreter


def read(interp: Interpreter, getter: Value, receiver: Value, *more: Value) -> Value:
    """What `getter` gives as an attribute of `receiver`."""
    wrapped = getter.fields.get("__wrapped__", getter) if isinstance(getter, FunctionObj) else None
    if not isinstance(wrapped, FunctionObj) or not wrapped.module.first_party or not isinstance(receiver, Instance):
        return interp.call(getter, (receiver, *more))
    if not interp.frames:  # what the analysis itself reads, of a class that nobody makes, is no reading of the program's
        return interp.call(getter, (receiver, *more))
    before = len(interp.state.events)
    found = interp.call(getter, (receiver, *more))
    events = interp.state.events[before:]
    if any(isinstance(event, VariableEvent) for event in events):
        context = interp.machine.graphs.context()
        made = [e.name for e in events if isinstance(e, VariableEvent) and _is_new(e, context)]
        if made:
            key = id(receiver), id(wrapped)  # functions that a decorator makes share their name
            number, *_ = interp.readers.setdefault(key, (len(interp.readers), receiver, wrapped))
            interp.state.events.append(BuiltByReading(context, number, wrapped.qualname, tuple(made)))
    return found


def _is_new(event: VariableEvent, context: Context) -> bool:
    """Whether a variable is made where the attribute is read: in the same graph, and certainly not shared."""
    return event.outcome is Outcome.CREATE and not event.assumed and not event.context.eager and event.context.graph == context.graph
