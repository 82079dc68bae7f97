"""Calls into code that cannot be seen, while a graph is built: what is told of them, and what they may have made.

Flows in: the call's function and arguments. Flows out: an event, and a word to `scopelint.tf.strangers`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from scopelint.domain.values import Unknown, Value
from scopelint.interp.tensorflow import nest
from scopelint.tf import strangers
from scopelint.tf.objects import ReuseMode, Tensor, Variable
from scopelint.trace import BlindCall

if TYPE_CHECKING:
    from scopelint.interp.interpreter import Interpreter


def called(interp: Interpreter, function: Unknown, given: tuple[Value, ...]) -> None:
    """The user's code calls something that cannot be seen, with these arguments."""

    def note() -> None:
        if not interp.machine.executing_eagerly():
            _tell(interp, function)
            _suspect(interp, function, given)

    interp.state.attempt(note)


def _tell(interp: Interpreter, function: Unknown) -> None:
    """An event for what may build under AUTO_REUSE. What comes from a library that is not there does not call the user's functions."""
    scope = interp.machine.current_scope()
    if not function.reason.startswith("the module") and interp.state.get(scope.fields, "reuse") is ReuseMode.AUTO_REUSE:
        interp.state.events.append(BlindCall(interp.machine.graphs.context()))


def _suspect(interp: Interpreter, function: Unknown, given: tuple[Value, ...]) -> None:
    """Such code may make variables in the scope that is open or, given tensors, wherever it likes.

    What comes from no library (an item of something unknown, say) is taken to build only where it is given tensors in a scope.
    """
    if not interp.modules.may_build(function):
        return
    state, graph, has_tensors = interp.state, interp.machine.default_graph(), _holds_tensors(given)
    strangers.note_call(state, graph)
    scope = interp.machine.scopes.name(interp.machine.current_scope())
    if interp.modules.worth_telling(function):
        strangers.note(state, graph, "" if has_tensors else scope or None)
    elif has_tensors and scope:
        strangers.note(state, graph, scope)


def _holds_tensors(given: tuple[Value, ...]) -> bool:
    seen: set[int] = set()
    queue: list[Value] = list(given)
    while queue:
        value = queue.pop()
        if isinstance(value, (Tensor, Variable)):
            return True
        if id(value) not in seen:
            seen.add(id(value))
            queue.extend(nest.held(value) or ())
    return False
