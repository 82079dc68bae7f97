"""Properties, and what else runs a function of the program where an attribute is read: told where that makes variables.

Flows in: readings. Flows out: what the function returns, and `BuiltByReading` events.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from scopelint.domain.values import Value
from scopelint.interp.objects import FunctionObj, Instance
from scopelint.trace import BuiltByReading, Outcome, VariableEvent

if TYPE_CHECKING:
    from scopelint.interp.interpreter import Interpreter


def read(interp: Interpreter, getter: Value, receiver: Value, *more: Value) -> Value:
    """What `getter` gives as an attribute of `receiver`."""
    wrapped = getter.fields.get("__wrapped__", getter) if isinstance(getter, FunctionObj) else None
    if not isinstance(wrapped, FunctionObj) or not wrapped.module.first_party or not isinstance(receiver, Instance):
        return interp.call(getter, (receiver, *more))
    before = len(interp.state.events)
    found = interp.call(getter, (receiver, *more))
    made = [e for e in interp.state.events[before:] if isinstance(e, VariableEvent) and e.outcome is Outcome.CREATE and not e.assumed]
    if made:
        number, _ = interp.readers.setdefault(id(receiver), (len(interp.readers), receiver))
        context = interp.machine.graphs.context()
        interp.state.events.append(BuiltByReading(context, number, wrapped.qualname, tuple([e.name for e in made])))
    return found
