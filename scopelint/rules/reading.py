"""How rules read a trace: how two requests came to be, which scopes the user opened, what an event's own name is.

Flows in: events. Flows out: answers about them. Must not import anything but the trace and its names.
"""

from __future__ import annotations

from itertools import takewhile
from typing import Final

from scopelint.domain.names import Text
from scopelint.model import Site
from scopelint.trace import Context, LoopTurn, OpenScope, Outcome, ReuseEvent, ScopeEvent, ScopeKind, VariableEvent

AUTO_REUSE: Final = "AUTO_REUSE"
"""How a `ScopeEvent` spells `tf.AUTO_REUSE`."""


def parting_call(event: VariableEvent) -> Site | None:
    """The first call on the way to `event` that is not on the way to the first creation; None when they part at the request itself."""
    return next(iter(event.context.calls[common_calls(event) :]), None)


def calls_of_first(event: VariableEvent) -> tuple[Site, ...]:
    """The calls that led to the first creation, without those that both have in common."""
    return () if event.first is None else event.first.context.calls[common_calls(event) :]


def common_calls(event: VariableEvent) -> int:
    """How many calls, from the outermost on, lead both to `event` and to the first creation."""
    if event.first is None:
        return len(event.context.calls)
    pairs = zip(event.context.calls, event.first.context.calls, strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))


def turned_loop(event: VariableEvent) -> LoopTurn | None:
    """The outermost loop that is in a later turn than when the variable was first created; one that runs in a call both have in common."""
    if event.first is None:
        return None
    common = common_calls(event)
    before, now = ([t for t in context.loops if t.depth <= common] for context in (event.first.context, event.context))
    for earlier, later in zip(before, now, strict=False):
        if earlier.site != later.site:
            return None
        if earlier.turn != later.turn:
            return later
    return None


def innermost_variable_scope(context: Context) -> Site | None:
    """Where the innermost open variable scope was entered."""
    return next((scope.site for scope in reversed(context.scopes) if scope.kind is ScopeKind.VARIABLE), None)


def users_name_scopes(context: Context) -> tuple[OpenScope, ...]:
    """The open name scopes that the user's program wrote with a name, outermost first.

    A scope that a library call opens for itself has that very call as its place.
    """
    return tuple(s for s in context.scopes if s.kind is ScopeKind.NAME and s.site != context.site and s.given not in (None, ""))


def ignored_name_scopes(context: Context) -> tuple[OpenScope, ...]:
    """The user's name scopes between the request and the variable scope around it: those whose prefix a variable seems to get."""
    ignored: list[OpenScope] = []
    for scope in reversed(context.scopes):
        if scope.kind is ScopeKind.VARIABLE and scope.site != context.site:
            break
        ignored.append(scope)
    users = users_name_scopes(context)
    return tuple(scope for scope in reversed(ignored) if scope in users)


def _named_name_scopes(context: Context) -> list[OpenScope]:
    """The user's name scopes that give things a name: one that is entered again, like `scope.original_name_scope`, keeps its own."""
    return [scope for scope in users_name_scopes(context) if not str(scope.given).endswith("/")]


def kept_apart_by_name_scopes(event: VariableEvent) -> bool:
    """Whether this request and the first creation stand in differently named name scopes, and so were meant to be two variables."""
    if event.first is None:
        return False
    ours, theirs = _named_name_scopes(event.context), _named_name_scopes(event.first.context)
    return [scope.given for scope in ours] != [scope.given for scope in theirs]


def differing_name_scopes(here: Context, first: Context) -> tuple[OpenScope | None, OpenScope | None]:
    """The outermost name scopes in which two events differ; None where one is in none beyond those that both are in."""
    ours, theirs = _named_name_scopes(here), _named_name_scopes(first)
    while ours and theirs and ours[0].given == theirs[0].given:
        ours.pop(0)
        theirs.pop(0)
    return (ours[0] if ours else None), (theirs[0] if theirs else None)


def variable_scope_name(context: Context) -> str:
    """The full name of the innermost open variable scope; "" at the root."""
    return next((str(scope.name) for scope in reversed(context.scopes) if scope.kind is ScopeKind.VARIABLE), "")


def own_name(event: VariableEvent) -> str:
    """The name that the request gives, without its scopes."""
    if event.requested is not None:
        return str(event.requested)
    scope = variable_scope_name(event.context)
    return str(event.name).removeprefix(f"{scope}/")


class ScopeHistory:
    """What the scope events before an event say, gathered while a trace is read from its start."""

    def __init__(self) -> None:
        self._calls: dict[tuple[Site, Text], tuple[Site, ...]] = {}
        self._reuse: dict[str, str] = {}

    def see(self, event: object) -> None:
        """Take in the next event of the trace."""
        match event:
            case ScopeEvent(context=context, kind=kind, name=name, opened=True):
                self._calls[(context.site, name)] = context.calls
                if kind is ScopeKind.VARIABLE:
                    self._reuse[str(name)] = event.reuse
            case ReuseEvent(name=name):
                self._reuse[str(name)] = str(True)

    def same_frame(self, scope: OpenScope, context: Context) -> bool:
        """Whether the `with` of `scope` stands in the function that the event itself stands in (not in a caller, not in a helper)."""
        return self._calls.get((scope.site, scope.name)) == context.calls

    def is_auto_reuse(self, context: Context) -> bool:
        """Whether sharing is due to AUTO_REUSE at this event, rather than to an express `reuse=True`."""
        return self._reuse.get(variable_scope_name(context)) == AUTO_REUSE


def shared_by_accident(event: VariableEvent, history: ScopeHistory) -> bool:
    """Whether AUTO_REUSE makes one variable of two lines, each of which stands in a name scope of its own.

    `history` must have seen the trace up to `event`, and with it the block in which the first request stands.
    """
    first = event.first
    if event.outcome is not Outcome.REUSE or first is None or first.context.site == event.context.site:
        return False
    if not history.is_auto_reuse(event.context) or not kept_apart_by_name_scopes(event):
        return False
    return all(
        scopes and history.same_frame(scopes[-1], context)
        for context in (event.context, first.context)
        for scopes in (ignored_name_scopes(context),)
    )
