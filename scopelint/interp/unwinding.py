"""What runs while an error that nobody catches leaves the program: `finally` clauses and what context managers do on leaving.

Flows in: a refusal on its way out. Flows out: the events of what runs then. The analysis goes on behind such a refusal as if it had not
been raised; so what the clauses do to the state is taken back, and they run once more when the blocks they belong to end. What they told
the first time is what TensorFlow sees; `once` keeps it from being told again.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from typing import TYPE_CHECKING

import msgspec

from scopelint.domain.conditions import FALSE, Condition
from scopelint.domain.state import Dead, ExitKind
from scopelint.domain.values import Value
from scopelint.interp.classes import class_of
from scopelint.interp.frames import Step
from scopelint.model import Site
from scopelint.trace import Cut, LoopTurn, RaiseEvent, VariableEvent

if TYPE_CHECKING:
    from scopelint.interp.interpreter import Interpreter


class Leaving(msgspec.Struct):
    """What a block that is running does as an error passes it; stands among the handlers.

    Attributes:
        run: does it, in the analysed program; takes the error that passes.
        stack: the calls that stand around the block.
        loops: the loops that stand around the block.
        path: the condition under which the block runs.
        suspended: whether it belongs to a generator that is advanced by hand.
        told: the places of which it has told while an error passed; None if none has.
    """

    run: Callable[[Value], object]
    stack: tuple[Step, ...]
    loops: tuple[LoopTurn, ...]
    path: Condition
    suspended: bool
    told: frozenset[Site] | None = None


def leaving(interp: Interpreter, run: Callable[[Value], object]) -> Leaving:
    """A block that begins here, and what it does on being left."""
    return Leaving(run, tuple(interp.stack), tuple(interp.loops), interp.state.path, interp.suspended)


def quietly(interp: Interpreter, run: Callable[[], object]) -> None:
    """Leave a scope on an error's way: should that be refused, then the error is the cause, and all there is to tell."""
    state = interp.state
    events, failed = len(state.events), state.failed
    interp.handlers = [one for one in interp.handlers if type(one) is not Leaving]
    try:
        run()
    finally:
        state.failed = failed
        del state.events[events:]


def unwind(interp: Interpreter, error: Value) -> bool:
    """A refusal that no handler takes leaves the blocks that are running.

    Returns:
        Whether it does not get out: something on its way returns, or raises what is caught. Then nothing has been told yet.
    """
    state, conditions = interp.state, interp.state.conditions
    if not any(type(one) is Leaving for one in interp.handlers):
        return False
    if state.failed is not FALSE and conditions.implies(state.path, state.failed):
        return False
    around = interp.handlers, interp.stack, interp.loops, interp.suspended
    told = [(one, one.told) for one in interp.handlers if type(one) is Leaving]
    try:
        gets_out = state.aside(lambda: _leave_all(interp, error))
    finally:
        interp.handlers, interp.stack, interp.loops, interp.suspended = around
    if not gets_out:
        for block, before in told:
            block.told = before
    return not gets_out


def once(interp: Interpreter, block: Leaving, run: Callable[[], object]) -> None:
    """Run what a block does on being left; of what it told already as an error passed, nothing is told again."""
    events = interp.state.events
    start = len(events)
    try:
        run()
    finally:
        if block.told is not None:
            events[start:] = [event for event in events[start:] if not _again(event, block.told)]


def _leave_all(interp: Interpreter, error: Value) -> bool:
    """Run what stands around the refusal, from the inside out; whether an error gets out in the end."""
    state, handlers = interp.state, interp.handlers
    for index in range(len(handlers) - 1, -1, -1):
        block = handlers[index]
        if type(block) is not Leaving:
            continue
        if not state.conditions.implies(block.path, state.path):
            break  # the error leaves it on some paths only: what it does then and what it does else is told at its end, as one
        interp.handlers, interp.stack, interp.loops = handlers[:index], list(block.stack), list(block.loops)
        interp.suspended = block.suspended
        events, exits = len(state.events), len(state.exits)
        with contextlib.suppress(Dead):
            block.run(error)
        told = [event for event in state.events[events:] if isinstance(event, (VariableEvent, RaiseEvent))]
        block.told = frozenset(event.context.site for event in told)
        if state.path is FALSE:
            interp.handlers = handlers[:index]
            return all(one.kind is ExitKind.RAISE and not _caught(interp, one.value) for one in state.exits[exits:])
        if state.failed is not FALSE and state.conditions.implies(state.path, state.failed):
            return True  # an error of the block's own has taken the place of the first, and has left the blocks around it
    return True


def _again(event: object, told: frozenset[Site]) -> bool:
    """Whether an event of a block's second run has been told, or is an oddity of running once more without an error."""
    match event:
        case VariableEvent(context=context) | RaiseEvent(context=context):
            return context.after_error and context.site in told
        case Cut():
            return True
    return False


def _caught(interp: Interpreter, error: Value) -> bool:
    cls = class_of(error)
    return cls is not None and interp.handled(cls)
