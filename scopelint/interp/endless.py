"""How loops end that have no end of their own: `while True`, which the program leaves by what happens in it.

Flows in: an endless loop whose turns have been run. Flows out: whoever is still in it leaves as others did: by `break`, by `return`, by an
error that somebody catches. Where nobody has left, an error that only a run knows of is what ends it (`while True: sess.run(...)` to the
`OutOfRangeError` at the end of the data, games to the one that a key brings): it is raised where a handler waits for one.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from scopelint.domain.conditions import FALSE
from scopelint.domain.state import Boundary, Exit, ExitKind
from scopelint.domain.values import Value
from scopelint.interp.classes import class_of
from scopelint.interp.turns import tell_once

if TYPE_CHECKING:
    from scopelint.interp.frames import Frame
    from scopelint.interp.interpreter import Interpreter


def leave(interp: Interpreter, frame: Frame, token: object, around: Boundary, turn: Callable[[], Any], told: int) -> None:
    """Let those who are still in the loop leave it.

    Args:
        token: what its `break`s have as their target.
        around: where the loop began.
        turn: one more turn.
        told: how many events there were when it began.
    """
    if interp.state.path is FALSE:
        return
    way = _taken(interp, around)
    if way is None and not interp.suspended:
        _fail(interp, frame, turn, told)
        way = _taken(interp, around)
    if interp.state.path is FALSE:
        return
    if way is not None:
        if way.kind is not ExitKind.BREAK or way.target is not token:
            interp.state.leave(way.kind, way.target, way.value)
    elif interp.catches_some():
        interp.state.leave(ExitKind.RAISE, None, error(interp))
    else:
        interp.state.narrow(FALSE)


def _taken(interp: Interpreter, around: Boundary) -> Exit | None:
    """The way by which somebody has left the loop, last."""
    one: Exit
    for one in interp.state.exits[around.exits :][::-1]:
        if one.kind in (ExitKind.BREAK, ExitKind.RETURN):
            return one
        cls = class_of(one.value) if one.kind is ExitKind.RAISE else None
        if cls is not None and interp.handled(cls):
            return one
    return None


def _fail(interp: Interpreter, frame: Frame, turn: Callable[[], Any], told: int) -> None:
    """One more turn, in which what stands in a `try` of the loop may raise what its handlers take."""
    events = interp.state.events
    end = len(events)
    outer, interp.failing = interp.failing, frame
    try:
        turn()
    finally:
        interp.failing = outer
    tell_once(events, told, end)


def error(interp: Interpreter) -> Value:
    """An error of a run, of which nothing is known."""
    return interp.unknown("error", "an error that only a run brings")
