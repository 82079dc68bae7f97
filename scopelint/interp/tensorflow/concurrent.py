"""What runs by itself, so that its errors end nothing else: threads, processes, tests. It is run on the spot.

Flows in: calls of the stubs `threading`, `multiprocessing` and `unittest`. Flows out: what is written; of what a process does, its events
alone.
"""

from __future__ import annotations

from collections import defaultdict
from contextlib import suppress
from typing import TYPE_CHECKING

import msgspec

from scopelint.domain.conditions import FALSE
from scopelint.domain.state import Dead
from scopelint.domain.values import Value
from scopelint.interp.natives import native
from scopelint.trace import Context, Event, RunEvent

if TYPE_CHECKING:
    from scopelint.interp.interpreter import Interpreter


@native("_scopelint.in_a_thread", lazy=True)
def _in_a_thread(interp: Interpreter, function: Value) -> Value:
    """Run what a thread runs: neither the scopes that it opens touch the thread that starts it, nor do those touch it."""
    with interp.machine.graphs.thread():
        _by_itself(interp, function)
    return None


@native("_scopelint.in_a_joined_thread", lazy=True)
def _in_a_joined_thread(interp: Interpreter, function: Value) -> Value:
    """Run what a thread runs for the thread that waits for it: that gets its result, and its errors."""
    state = interp.state
    boundary = state.enter()
    result: Value = None
    with interp.machine.graphs.thread():
        with suppress(Dead):
            result = interp.call(function)
        stayed, exits = state.close(boundary)
    state.resume(exits)
    state.narrow(stayed)
    if stayed is FALSE:
        raise Dead
    return result


@native("_scopelint.in_a_process", lazy=True)
def _in_a_process(interp: Interpreter, function: Value) -> Value:
    """Run what a process runs that is a copy of this one (a fork, as on Linux): nothing that it changes is changed here."""
    start = len(interp.state.events)

    def run() -> bool:
        _by_itself(interp, function)
        return True

    interp.state.aside(run)
    _tell_of_copies(interp, interp.state.events, start)
    return None


@native("_scopelint.by_itself", lazy=True)
def _run_by_itself(interp: Interpreter, function: Value) -> Value:
    """Run a function whose errors end it alone: whoever calls it goes on."""
    _by_itself(interp, function)
    return None


def _by_itself(interp: Interpreter, function: Value) -> None:
    """Neither the errors nor the endless loops of what runs by itself touch whoever starts it."""
    state, handlers = interp.state, interp.handlers
    failed, ended = state.failed, state.ended
    boundary = state.enter()
    interp.handlers = []
    with state.onlooker():
        try:
            interp.call(function)
        except Dead:
            pass
        finally:
            interp.handlers = handlers
            state.close(boundary)
            state.failed, state.ended = failed, ended


def _tell_of_copies(interp: Interpreter, events: list[Event], start: int) -> None:
    """From `start` on, the events are of graphs that are copies: they get numbers of their own."""
    numbers: defaultdict[int, int] = defaultdict(interp.state.fresh)
    for event in events[start:]:
        context = getattr(event, "context", None)
        if isinstance(context, Context):
            event.context = msgspec.structs.replace(context, graph=numbers[context.graph])  # type: ignore[union-attr]
        if isinstance(event, RunEvent):
            event.copied = True
