"""
## What it does

Finds variables that `tf.AUTO_REUSE` makes one, though the program treats them as two:

- two lines ask for one name with different initializers, or through different kinds of layers, within one opening of the scope that says
  AUTO_REUSE;
- a loop in which other variables have a name of their own in each turn, and this one has not.

Sharing by the same line, between two openings of a scope (training and evaluation), or by an explicit `reuse=True`, is taken to be meant.

## Why it matters

Without AUTO_REUSE TensorFlow would refuse the second request. With it, two layers silently train one set of weights.

## Example

```python
import tensorflow as tf

with tf.variable_scope("net", reuse=tf.AUTO_REUSE):
    gate = tf.get_variable("w", [4, 4], initializer=tf.zeros_initializer())
    mix = tf.get_variable("w", [4, 4], initializer=tf.ones_initializer())
```

TensorFlow raises nothing, and makes the one variable `net/w`, of zeros.

## Mended

```python
import tensorflow as tf

with tf.variable_scope("net", reuse=tf.AUTO_REUSE):
    gate = tf.get_variable("w_gate", [4, 4], initializer=tf.zeros_initializer())
    mix = tf.get_variable("w_mix", [4, 4], initializer=tf.ones_initializer())
```

## When not to use it

Where two lines share a variable on purpose and say different things of how it begins.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from scopelint.model import Diagnostic, Related, Severity, Site
from scopelint.rules import reading, standing
from scopelint.rules.base import Meta, Record, line_of
from scopelint.trace import Outcome, ScopeKind, Trace, VariableEvent

META = Meta(
    code="TFS205",
    name="accidental-sharing",
    severity=Severity.WARNING,
    summary="one variable, made by AUTO_REUSE of what was meant to be several",
)


def check(record: Record) -> Iterator[Diagnostic]:
    for trace in record.traces:
        told: set[Site] = set()
        for event, message in (*_two_lines(trace), *_loop(trace)):
            if event.context.site not in told:
                told.add(event.context.site)
                yield _finding(event, message)


def is_accident(event: VariableEvent) -> bool:
    """Whether AUTO_REUSE makes two lines share within one opening of its scope, though they ask for different things."""
    first = event.first
    if event.outcome is not Outcome.REUSE or event.reuse != reading.AUTO_REUSE or first is None or first.context.site == event.context.site:
        return False
    if not _in_one_opening(event, first) or reading.kept_apart_by_name_scopes(event):
        return False
    return any(i.setting == "initializer" for i in event.ignored) or _kind(event) != _kind(first)


def _kind(event: VariableEvent) -> str:
    return event.api.rpartition(".")[2].lower()


def _in_one_opening(event: VariableEvent, first: VariableEvent) -> bool:
    """Whether the scope that says AUTO_REUSE was opened once for both."""
    ours = next((s for s in event.context.scopes if s.site == event.reuse_site), None)
    return ours is not None and any(standing.same_opening(s, ours) for s in first.context.scopes)


def _two_lines(trace: Trace) -> Iterator[tuple[VariableEvent, str]]:
    for event in trace.variables:
        if event.first is None or not is_accident(event):
            continue
        at = line_of(event.first.context.site, seen_from=event.context.site)
        if _kind(event) != _kind(event.first):
            how = f"there by {event.first.api}, here by {event.api}"
        else:
            ignored = next(i for i in event.ignored if i.setting == "initializer")
            how = f"there with {ignored.kept}, here with {ignored.given}"
        yield event, f"{at} asks for it, too, {how}"


def _loop(trace: Trace) -> Iterator[tuple[VariableEvent, str]]:
    """A variable that a loop shares between its turns, while others in the same function have a name for each turn."""
    places: defaultdict[tuple[object, ...], list[VariableEvent]] = defaultdict(list)
    for event in trace.variables:
        if event.context.loops and event.reuse == reading.AUTO_REUSE and event.store:
            loop = event.context.loops[-1].site
            places[(loop, event.context.calls, event.context.graph)].append(event)
    for events in places.values():
        names: defaultdict[tuple[Site, str], set[tuple[str, ...]]] = defaultdict(set)
        for event in events:
            place = event.context.site, event.api if event.api.endswith("get_variable") else str(event.requested)
            names[place].add(_given_names(event))
        varying = {site for (site, _), said in names.items() if len(said) > 1}
        if not varying:
            continue
        for event in events:
            site, first = event.context.site, event.first
            if site in varying or first is None or first.context.site != site or event.outcome is not Outcome.REUSE:
                continue
            if first.context.calls == event.context.calls and first.context.loops[:-1] == event.context.loops[:-1]:
                other = line_of(min(varying), seen_from=site)
                loop_at = line_of(event.context.loops[-1].site, seen_from=site)
                yield event, f"each turn of the loop at {loop_at} asks for it, while the variable at {other} has a name for each turn"
                break


def _given_names(event: VariableEvent) -> tuple[str, ...]:
    """The names that the program itself gives on the way to a variable, without those that TensorFlow numbers."""
    scopes = (s for s in event.context.scopes if s.kind is ScopeKind.VARIABLE and not s.numbered)
    return (*(str(scope.given) for scope in scopes), str(event.requested))


def _finding(event: VariableEvent, message: str) -> Diagnostic:
    assert event.first is not None
    text = f'"{event.name}" is one variable under AUTO_REUSE, though it looks like several: {message}.'
    related = [Related("first asked for here", event.first.context.site)]
    if event.reuse_site is not None:
        related.append(Related("AUTO_REUSE is switched on here", event.reuse_site))
    advice = "give each a name or a variable scope of its own; to share on purpose, say reuse=True the second time"
    return META.at(event.context, text, variable=str(event.name), related=related, help=advice, ends=(event.first.context.site,))
