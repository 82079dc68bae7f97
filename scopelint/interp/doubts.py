"""Code of the program that runs inside something which cannot be seen: a decorator, the manager of a `with` block; or once for many turns.

Flows in: what is unseen, and what runs inside it. Flows out: a mark on the events that happen there (`Context.doubts`), by which
`settling` knows that two requests for variables may lie in different scopes, or one of them where reuse is on; and the arguments that a
function behind such a decorator gets. Must not import what calls functions.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from scopelint.domain.state import Dead, ExitKind
from scopelint.domain.values import Table, Unknown, Value
from scopelint.interp.classes import EXCEPTIONS
from scopelint.interp.objects import FunctionObj
from scopelint.trace import Event, Outcome, RefusalKind, VariableEvent

if TYPE_CHECKING:
    from scopelint.interp.interpreter import Interpreter

_BY_NAME: Final = frozenset({RefusalKind.EXISTS, RefusalKind.SHAPE, RefusalKind.DTYPE})
"""Why a request may be refused because of a variable that it finds under its name."""

_MISFITS: Final = tuple(EXCEPTIONS[name] for name in ("AttributeError", "TypeError", "IndexError", "KeyError"))
"""What a function raises that gets other arguments than it was written for."""


@contextmanager
def inside(interp: Interpreter, unseen: Value) -> Iterator[None]:
    """What runs here runs inside `unseen`: unless that comes from a library that makes nothing, nobody knows which scope is open."""
    if isinstance(unseen, Unknown) and interp.modules.may_build(unseen):
        with anew(interp):
            yield
    else:
        yield


@contextmanager
def anew(interp: Interpreter) -> Iterator[None]:
    """What runs here may ask for other variables than it looks."""
    outer = interp.doubts
    interp.doubts = (*outer, interp.state.fresh())
    try:
        yield
    finally:
        interp.doubts = outer


def given(interp: Interpreter, function: FunctionObj, args: tuple[Value, ...], kwargs: dict[str, Value]) -> Table:
    """The parameters where a decorator must give others than the caller does: only those with a name are what the caller says."""
    bound = Table()
    for place, param in enumerate(function.code.params):
        if place == 0 and args and function.cls is not None:
            bound[param.name] = args[0]
        elif param.name in kwargs:
            bound[param.name] = kwargs[param.name]
        else:
            bound[param.name] = interp.unknown(param.name, "a decorator that cannot be seen gives it")
    return bound


def fit(interp: Interpreter, function: FunctionObj, args: tuple[Value, ...], run: Callable[[], Value]) -> bool:
    """Whether a function behind an unseen decorator gets along with the arguments that its caller gives, as its first call shows.

    A decorator may take one of them for itself (the name of the scope that it opens, say): then those that the function gets are others.

    Args:
        run: calls the function with those arguments; it is taken back.
    """
    if len(args) <= (function.cls is not None) or function.code.is_generator:
        return True
    known = interp.fitting.get(id(function.code))
    if known is None:
        interp.fitting[id(function.code)] = True
        known = interp.fitting[id(function.code)] = not _fails(interp, run)
    return known


def _fails(interp: Interpreter, run: Callable[[], Value]) -> bool:
    """Whether a call raises what other arguments than those that are wanted lead to."""
    raised = False

    def trial() -> None:
        nonlocal raised
        boundary = interp.state.enter()
        interp.handlers.append(_MISFITS)
        try:
            run()
        except Dead:
            pass
        finally:
            interp.handlers.pop()
        _, exits = interp.state.close(boundary)
        raised = any(one.kind is ExitKind.RAISE for one in exits)

    interp.changes(trial)
    return raised


class Doubted:
    """Tells the refusals that hang on what is open around the requests: those that are not certain. It is to see all events in order."""

    def __init__(self) -> None:
        self._made: dict[str, set[tuple[int, ...]]] = {}

    def __call__(self, event: Event) -> bool:
        if not isinstance(event, VariableEvent):
            return False
        around = event.context.doubts
        if event.outcome is not Outcome.ERROR:
            self._made.setdefault(_last_part(event), set()).add(around)
            return False
        if event.refusal is None:
            return False
        if event.refusal.kind in _BY_NAME:
            return event.first is not None and event.first.context.doubts != around
        return event.refusal.kind is RefusalKind.MISSING and bool(self._made.get(_last_part(event), {around}) - {around})


def _last_part(event: VariableEvent) -> str:
    """What is left of a name when nothing is known of its scope."""
    return str(event.name).rpartition("/")[2]
