"""
## What it does

Finds `reuse_variables()` in a function that switches reuse on for a scope which it has not opened itself (the root scope, or its caller's),
where a later run of the same function, which does not switch it on, silently shares variables because of that.

Where the leak makes TensorFlow refuse what comes later, the error is reported at that place (TFS102, TFS107), and names the line of the
leak.

## Why it matters

`reuse_variables()` holds until the scope is left. Of the root scope that is the rest of the program: what asks for new variables gets old
ones, or a ValueError.

## Example

```python
import tensorflow as tf


def layer(x, reuse=False):
    if reuse:
        tf.get_variable_scope().reuse_variables()
    return tf.matmul(x, tf.get_variable("w", [3, 3]))


x = tf.zeros([1, 3])
train = layer(x)
test = layer(x, reuse=True)
third = layer(x)
```

TensorFlow raises nothing. Without the second call, the third would be refused; now it shares `w`.

## Mended

```python
import tensorflow as tf


def layer(x, reuse=False):
    with tf.variable_scope(tf.get_variable_scope(), reuse=reuse):
        return tf.matmul(x, tf.get_variable("w", [3, 3]))


x = tf.zeros([1, 3])
train = layer(x)
test = layer(x, reuse=True)
third = layer(x, reuse=True)
```

## When not to use it

Where a function is meant to switch reuse on for all that follows.
"""

from __future__ import annotations

from collections.abc import Iterator

from scopelint.model import Diagnostic, Related, Severity, Site
from scopelint.rules import standing
from scopelint.rules.base import Meta, Record, line_of
from scopelint.trace import Context, Outcome, ReuseEvent, ScopeKind, Trace, VariableEvent

META = Meta(
    code="TFS207",
    name="reuse-leak",
    severity=Severity.WARNING,
    summary="reuse_variables() on a scope that outlives the function: what comes later shares, too",
)


def check(record: Record) -> Iterator[Diagnostic]:
    for trace in record.traces:
        yield from _leaks(trace)


def _leaks(trace: Trace) -> Iterator[Diagnostic]:
    openings = standing.Openings()
    for index, event in enumerate(trace.events):
        if isinstance(event, ReuseEvent) and event.function is not None and not _opened_here(event, openings):
            victim = _victim(trace, index, event)
            if victim is not None:
                yield _finding(event, victim)
        openings.see(event)


def _opened_here(event: ReuseEvent, openings: standing.Openings) -> bool:
    """Whether the function itself opened the scope, and so leaves it, too."""
    scopes = [s for s in event.context.scopes if s.kind is ScopeKind.VARIABLE and s.name == event.name]
    ways = (way for scope in scopes for way in openings.contexts(scope.site))
    return any(way[: len(event.context.calls)] == event.context.calls for way in ways)


def _victim(trace: Trace, index: int, switch: ReuseEvent) -> VariableEvent | None:
    """What a later run of the function shares without having switched reuse on itself; None unless the run that did shares something."""
    assert switch.function is not None
    shared = False
    for event in trace.events[index + 1 :]:
        if isinstance(event, ReuseEvent) and event.context.site == switch.context.site:
            return None
        if not isinstance(event, VariableEvent) or event.reuse_site != switch.context.site or event.outcome is not Outcome.REUSE:
            continue
        if standing.in_run(event.context, switch.context.calls):
            shared = True
        elif shared and not event.assumed and standing.passes_through(event.context, switch.function):
            return event
    return None


def _finding(event: ReuseEvent, victim: VariableEvent) -> Diagnostic:
    here = event.context.site
    which = f'"{event.name}"' if event.name != "" else "the root scope"
    later = _call_into(victim.context, event)
    message = (
        f"This switches reuse on for {which}, which this function has not opened and so does not leave: the run that is called at "
        f'{line_of(later, seen_from=here)} shares "{victim.name}" because of it, without asking for that.'
    )
    related = (Related("called here without switching reuse on", later), Related(f'"{victim.name}" is shared here', victim.context.site))
    advice = "open a scope of its own in the function: with tf.variable_scope(tf.get_variable_scope(), reuse=reuse):"
    return META.at(event.context, message, variable=str(victim.name), related=related, help=advice)


def _call_into(context: Context, switch: ReuseEvent) -> Site:
    """The call that leads into the function."""
    assert switch.function is not None
    places = (*context.calls, context.site)
    inside = next(i for i, place in enumerate(places) if standing.is_within(place, switch.function))
    return places[inside - 1] if inside else places[inside]
