"""
## What it does

Finds a variable scope that is opened inside itself by its own name, so that names begin with `a/a`:

- both `with` blocks stand in the same function;
- or the inner one is opened by the full name of the scope around it (`tf.variable_scope(scope.name)`), and that has several parts;
- or what the inner one makes exists already in the outer one: `a/a/w` is made beside `a/w`.

A function that opens a scope of its own and is called in a scope of the same name is left alone otherwise, and so are layers.

## Why it matters

A string opens a scope below the one that is open; only a scope object (`as scope`) opens that scope again. The variables get a second
prefix, and are not the ones of the outer scope.

## Example

```python
import tensorflow as tf

with tf.variable_scope("net") as scope:
    w = tf.get_variable("w", [4])
    with tf.variable_scope(scope.name, reuse=tf.AUTO_REUSE):
        again = tf.get_variable("w", [4])
```

TensorFlow raises nothing, and makes `net/w` and `net/net/w`.

## Mended

```python
import tensorflow as tf

with tf.variable_scope("net") as scope:
    w = tf.get_variable("w", [4])
    with tf.variable_scope(scope, reuse=tf.AUTO_REUSE):
        again = tf.get_variable("w", [4])
```

## When not to use it

Where checkpoints have such names already.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from scopelint.model import Diagnostic, Related, Severity, Site
from scopelint.rules import standing
from scopelint.rules.base import Meta, Record, line_of
from scopelint.trace import OpenScope, Outcome, ScopeEvent, ScopeKind, Trace, VariableEvent

META = Meta(
    code="TFS211",
    name="repeated-scope-component",
    severity=Severity.WARNING,
    summary="a scope that is opened inside itself by its own name: a/a",
)


def check(record: Record) -> Iterator[Diagnostic]:
    for trace in record.traces:
        yield from _repeated(trace)


def _repeated(trace: Trace) -> Iterator[Diagnostic]:
    openings = standing.Openings()
    made = {(e.context.graph, str(e.name)) for e in trace.variables if e.outcome is Outcome.CREATE}
    by_chance = _by_chance(trace)
    told: set[Site] = set()
    for event in trace.events:
        openings.see(event)
        if isinstance(event, ScopeEvent) and event.opened and event.kind is ScopeKind.VARIABLE:
            pair = _pair(event)
            if (
                pair is not None
                and _sites(pair) not in by_chance
                and event.context.site not in told
                and _is_plain(event, pair[0], openings)
            ):
                told.add(event.context.site)
                yield _finding(event, pair[0], None)
        elif isinstance(event, VariableEvent) and event.outcome is Outcome.CREATE:
            found = _beside(event, made)
            if found is not None and _sites(found) not in by_chance and found[1].site not in told:
                told.add(found[1].site)
                yield _finding(event, found[0], found[1])


def _by_chance(trace: Trace) -> set[tuple[Site, Site]]:
    """The places of scopes within scopes that have other names, too: two numbers that count different things may meet."""
    found = set()
    for event in trace.events:
        if isinstance(event, ScopeEvent) and event.opened and event.kind is ScopeKind.VARIABLE:
            for outer, inner in pairwise([s for s in event.context.scopes if s.kind is ScopeKind.VARIABLE][-2:]):
                if not _is_inside_itself(outer, inner):
                    found.add(_sites((outer, inner)))
    return found


def _sites(pair: tuple[OpenScope, OpenScope]) -> tuple[Site, Site]:
    return pair[0].site, pair[1].site


def _pair(event: ScopeEvent) -> tuple[OpenScope, OpenScope] | None:
    """The scope that is opened, and the one around it, where both have the same name."""
    scopes = [s for s in event.context.scopes if s.kind is ScopeKind.VARIABLE]
    if event.context.called not in (None, "tf.variable_scope") or len(scopes) < 2 or not _is_inside_itself(scopes[-2], scopes[-1]):
        return None
    return scopes[-2], scopes[-1]


def _is_inside_itself(outer: OpenScope, inner: OpenScope) -> bool:
    given = inner.given
    if given is None or given == "" or inner.numbered or inner.site == outer.site:
        return False
    return str(inner.name) == f"{outer.name}/{given}" and str(given) in (str(outer.given), str(outer.name))


def _is_plain(event: ScopeEvent, outer: OpenScope, openings: standing.Openings) -> bool:
    """Whether the opening alone shows the mistake."""
    given = event.context.scopes[-1].given
    whole = str(given) == str(outer.name) and "/" in str(given)
    return whole or openings.stands_in_frame(outer.site, event.context.calls)


def _beside(event: VariableEvent, made: set[tuple[int, str]]) -> tuple[OpenScope, OpenScope] | None:
    """The two scopes, where what is made in the inner one exists in the outer one."""
    scopes = standing.variable_scopes(event.context)
    for outer, inner in pairwise(scopes):
        rest = str(event.name).removeprefix(f"{inner.name}/")
        if _is_inside_itself(outer, inner) and rest != str(event.name) and (event.context.graph, f"{outer.name}/{rest}") in made:
            return outer, inner
    return None


def _finding(event: ScopeEvent | VariableEvent, outer: OpenScope, inner: OpenScope | None) -> Diagnostic:
    where, name = (event.context.site, event.name) if inner is None else (inner.site, inner.name)
    exists = f', and makes "{event.name}" beside what is there' if inner is not None else ""
    message = (
        f'This opens "{name}": a string opens a scope below the one that is open, which is "{outer.name}" itself '
        f"(since {line_of(outer.site, seen_from=where)}){exists}."
    )
    found = META.at(event.context, message, related=(Related("the scope around it", outer.site),), help=_ADVICE)
    return found if inner is None else standing.moved(found, where)


_ADVICE = "to open the same scope again, hand the scope object on: tf.variable_scope(scope); for a scope below it, choose another name"
