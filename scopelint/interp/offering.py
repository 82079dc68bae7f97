"""Generators that are advanced by hand, and whose loop goes on for long between two items: those that play until a batch is full, say.

Flows in: a `while True` loop of such a body that leaves the graph alone. Flows out: what any of its later turns may yield, as often as
somebody asks. A body cannot be suspended in a turn that stands for many, for that is on some paths only: turns are tried, and taken back.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from scopelint.domain.state import ExitKind
from scopelint.domain.values import Choice, Value
from scopelint.interp.turns import Idleness, Told, Turn, is_quiet, leaves_the_graph_alone, tried, widen_what_moves

if TYPE_CHECKING:
    from scopelint.interp.frames import Frame
    from scopelint.interp.interpreter import Interpreter


def offer(interp: Interpreter, frame: Frame, turn: Turn, idleness: Idleness) -> None:
    """Hand out what any later turn of an endless loop yields, where it has been busy for long and turns do no more than that.

    Returns where they do more: the next turn is to be run.
    """
    if not _is_suspended(interp, frame) or not idleness.is_due():
        return
    with _seen(interp, frame) as at_once:
        idle = leaves_the_graph_alone(interp, lambda: turn(None))
    if idle and not at_once and _yields_later(interp, frame, turn):
        _hand_out(interp, frame, turn)


def offer_any(interp: Interpreter, frame: Frame, turn: Turn, *, at_the_limit: bool) -> None:
    """Hand out what any later turn of an endless loop yields, for its turns are not run one by one any more.

    Args:
        at_the_limit: they are not, because it has had all it gets (`Limits.unroll`).
    """
    if not _is_suspended(interp, frame):
        return
    if _yields_later(interp, frame, turn):
        _hand_out(interp, frame, turn)
    elif at_the_limit:
        interp.cut(f"a loop was left after {interp.limits.unroll} turns")
        _hand_out(interp, frame, turn)


def _is_suspended(interp: Interpreter, frame: Frame) -> bool:
    return interp.suspended and frame.on_yield is not None


def _hand_out(interp: Interpreter, frame: Frame, turn: Turn) -> None:
    """Whoever advances the generator never comes to its end."""
    give = frame.on_yield
    assert give is not None
    while True:
        with _seen(interp, frame), suppress(Told):
            widen_what_moves(interp, lambda: turn(None))  # each time, lest two items look the same
        give(_next_item(interp, frame, turn))


def _yields_later(interp: Interpreter, frame: Frame, turn: Turn) -> bool:
    """Whether turns go on as they do until one of them yields; none of them may leave the loop before."""
    state = interp.state
    stays = False

    def any_later() -> None:
        nonlocal stays
        widen_what_moves(interp, lambda: turn(None))
        exits = len(state.exits)
        turn(None)
        stays = all(one.kind is ExitKind.RAISE for one in state.exits[exits:])

    with _seen(interp, frame) as items:
        quiet = tried(interp, any_later, is_quiet) is not None
    return quiet and stays and bool(items)


def _next_item(interp: Interpreter, frame: Frame, turn: Turn) -> Value:
    """What a turn yields first."""
    items: list[Value] = []

    def run() -> bool:
        with _seen(interp, frame, stop=True) as items_seen:
            try:
                turn(None)
            except _Yielded:
                items.extend(items_seen)
        return False

    interp.state.aside(run)
    return items[0] if items else interp.unknown("item", "what a generator yields")


class _Yielded(Exception):
    """The turn that is tried has yielded."""


@contextmanager
def _seen(interp: Interpreter, frame: Frame, *, stop: bool = False) -> Iterator[list[Value]]:
    """What is yielded meanwhile, which nobody gets; with `stop`, nothing is run after the first item."""
    items: list[Value] = []

    def see(value: Value) -> Value:
        items.append(interp.state.simplify(value) if type(value) is Choice else value)
        if stop:
            raise _Yielded
        return None

    outer, frame.on_yield = frame.on_yield, see
    try:
        yield items
    finally:
        frame.on_yield = outer
