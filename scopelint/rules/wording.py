"""What the error rules say alike: where things are, what was called, what to write instead.

Flows in: events. Flows out: clauses of messages, related places, repairs. Knows the trace and the model, and no rule.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from scopelint.model import Applicability, Change, Related, Repair, Rewrite, Site
from scopelint.rules import reading
from scopelint.rules.base import line_of
from scopelint.trace import Function, OpenScope, ScopeKind, Shape, VariableEvent

_REUSE: Final = 8
"""Where `reuse` stands among the positional arguments of `tf.variable_scope`."""

_OPENS: Final = ("variable_scope",)

_LISTED: Final = 3
"""How many further variables a message names."""


def called(function: Function) -> str:
    """How a message names a function: as users call it."""
    name = function.name.rpartition("<locals>.")[2]
    if name == "<lambda>":
        return "the lambda"
    owner, _, last = name.rpartition(".")
    if last == "__init__":
        return f"{owner}()"
    return f"{name}()"


def indefinite(noun: str) -> str:
    """A noun with its article."""
    return f"{'an' if noun[:1] in 'AEIOUaeiou' else 'a'} {noun}"


def shape(sizes: Shape) -> str:
    """How a message writes a shape."""
    return f"[{', '.join('?' if size is None else str(size) for size in sizes)}]"


def place_of_calls(event: VariableEvent, up: int) -> Site:
    """The call that stands `up` calls further out than the event."""
    places = (*event.context.calls, event.context.site)
    return places[len(places) - 1 - up]


def first_creation(event: VariableEvent) -> Iterator[Related]:
    """The other end of a clash: where the variable was made, and the calls that led there alone."""
    if event.first is not None:
        yield Related("first created here", event.first.context.site)
        yield from (Related("when called from here", call) for call in reading.calls_of_first(event))


def listed(events: Iterable[VariableEvent], *, seen_from: Site) -> str:
    """Further variables that a finding is about, by their own names: `"b" (line 7), "c" (line 8) and 3 more`."""
    events = list(events)
    shown = [f'"{reading.own_name(event)}" ({line_of(event.context.site, seen_from=seen_from)})' for event in events[:_LISTED]]
    more = f" and {len(events) - _LISTED} more" if len(events) > _LISTED else ""
    return f"{', '.join(shown)}{more}"


def creator(event: VariableEvent) -> str:
    """What made the variable that a request clashes with: "line 8", "an earlier run of this line"."""
    assert event.first is not None
    here, created = event.context.site, event.first.context.site
    return "an earlier run of this line" if created == here else line_of(created, seen_from=here)


def mismatch(event: VariableEvent) -> Iterator[Related]:
    """The places of a clash between what is asked for and what is shared: where it was made, and where reuse was switched on."""
    yield from first_creation(event)
    first = None if event.first is None else event.first.context.site
    if event.reuse_site is not None and event.reuse_site not in (event.context.site, first):
        yield Related("reuse was switched on here", event.reuse_site)


def share(event: VariableEvent, *, at: Site) -> Repair | None:
    """Letting a request share the variable that it clashes with; None where that needs a change of another file.

    The scope that is opened anew for this request, the outermost if there are several, is opened with AUTO_REUSE; where there is none, the
    innermost one. Where no scope is opened, that is put around the statement at the finding's place.
    """
    scopes = [s for s in event.context.scopes if s.kind is ScopeKind.VARIABLE and s.site != event.context.site]
    before = () if event.first is None else event.first.context.scopes
    anew = [scope for scope in scopes if not any(scope is other for other in before)]
    chosen = next(iter(anew or reversed(scopes)), None)
    if chosen is not None and chosen.site.path == at.path:
        return auto_reuse(chosen.site, at=at)
    rewrite = Rewrite(at, Change.WRAP, text="{module}.variable_scope({module}.get_variable_scope(), reuse={module}.AUTO_REUSE)")
    return Repair("put it in a scope with reuse=tf.AUTO_REUSE, so that what exists is shared", Applicability.UNSAFE, (rewrite,))


def auto_reuse(scope: Site, *, at: Site) -> Repair | None:
    """Opening this variable scope with AUTO_REUSE; None where it is opened in another file."""
    if scope.path != at.path:
        return None
    rewrite = Rewrite(scope, Change.SET, "reuse", _REUSE, "{module}.AUTO_REUSE", _OPENS)
    return Repair("open the scope with reuse=tf.AUTO_REUSE, so that what exists is shared", Applicability.UNSAFE, (rewrite,))


def naming(scopes: Iterable[OpenScope], *, at: Site) -> Repair | None:
    """Making variable scopes of name scopes; None where one of them is opened in another file."""
    sites = {scope.site: None for scope in scopes}
    if not sites or any(site.path != at.path for site in sites):
        return None
    rewrites = [
        rewrite
        for site in sites
        for rewrite in (
            Rewrite(site, Change.CALLEE, text="variable_scope", callees=("name_scope",)),
            Rewrite(site, Change.RENAME, "name", text="name_or_scope"),
        )
    ]
    return Repair("write tf.variable_scope instead of tf.name_scope", Applicability.UNSAFE, tuple(rewrites))
