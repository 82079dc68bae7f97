"""
## What it does

Finds `tf.variable_scope(None, default_name="x")` in a function that runs again, where sharing was meant:

- the default name is used within one scope that says AUTO_REUSE, which the caller opens around both calls, and the second call is applied
  to another input (or, without `values`, has other arguments) and makes variables of the same shape;
- or a scope inside of the one with the default name says AUTO_REUSE, and never shares anything.

## Why it matters

A default name is made unique: the second run gets `x_1`, and new variables.

## Example

```python
import tensorflow as tf


def tower(x):
    with tf.variable_scope(None, default_name="tower", values=[x]):
        return tf.matmul(x, tf.get_variable("w", [3, 3]))


with tf.variable_scope("siamese", reuse=tf.AUTO_REUSE):
    left = tower(tf.zeros([1, 3]))
    right = tower(tf.ones([1, 3]))
```

TensorFlow raises nothing, and makes `siamese/tower/w` and `siamese/tower_1/w`.

## Mended

```python
import tensorflow as tf


def tower(x):
    with tf.variable_scope("tower", values=[x]):
        return tf.matmul(x, tf.get_variable("w", [3, 3]))


with tf.variable_scope("siamese", reuse=tf.AUTO_REUSE):
    left = tower(tf.zeros([1, 3]))
    right = tower(tf.ones([1, 3]))
```

## When not to use it

Where AUTO_REUSE is meant for other variables in the scope.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from scopelint.model import Diagnostic, Related, Severity, Site
from scopelint.rules import reading, standing
from scopelint.rules.base import Meta, Record, line_of
from scopelint.trace import OpenScope, Outcome, ScopeKind, Trace, VariableEvent

META = Meta(
    code="TFS209",
    name="default-name-never-shares",
    severity=Severity.WARNING,
    summary="a default_name scope in a function that is meant to share: it is numbered on with each run",
)


def check(record: Record) -> Iterator[Diagnostic]:
    for trace in record.traces:
        yield from _within_auto_reuse(trace)
        yield from _around_auto_reuse(trace)


def _within_auto_reuse(trace: Trace) -> Iterator[Diagnostic]:
    for event, twin, again in standing.second_runs(trace):
        if event.api != "tf.variable_scope":
            continue
        made = next((e for e in again if any(s.site == event.context.site for s in e.context.scopes)), None)
        if made is not None and made.outcome is Outcome.CREATE and standing.may_share(twin, made):
            scope = next(s for s in made.context.scopes if s.site == event.context.site)
            yield _finding(made, twin, scope, reading.innermost_variable_scope(event.context))


def _around_auto_reuse(trace: Trace) -> Iterator[Diagnostic]:
    """AUTO_REUSE switched on inside a numbered scope, which makes everything anew in each of them."""
    runs: defaultdict[tuple[Site, Site, int], list[tuple[VariableEvent, OpenScope]]] = defaultdict(list)
    sharing: set[tuple[Site, Site, int]] = set()
    for event in trace.variables:
        if event.reuse != reading.AUTO_REUSE or event.reuse_site is None or not event.store:
            continue
        scopes = standing.variable_scopes(event.context)
        inner = next((i for i, s in enumerate(scopes) if s.site == event.reuse_site), None)
        outer = next((s for s in reversed(scopes[:inner]) if s.numbered), None) if inner else None
        if outer is None:
            continue
        key = (outer.site, event.reuse_site, event.context.graph)
        runs[key].append((event, outer))
        if event.outcome is not Outcome.CREATE:
            sharing.add(key)
    for key, pairs in runs.items():
        first, scope = pairs[0]
        again = next(((e, s) for e, s in pairs if s.name != scope.name and e.context.site == first.context.site), None)
        if again is not None and key not in sharing:
            yield _finding(again[0], first, again[1], key[1])


def _finding(event: VariableEvent, first: VariableEvent, scope: OpenScope, switch: Site | None) -> Diagnostic:
    here = event.context.site
    message = (
        f'AUTO_REUSE does not share "{first.name}" here, but makes "{event.name}": the scope at {line_of(scope.site, seen_from=here)} '
        f'has only a default name, "{scope.given}", which is numbered on with each run.'
    )
    related = [Related("the scope with a default name", scope.site)]
    if switch is not None and switch != scope.site:
        related.append(Related("AUTO_REUSE is switched on here", switch))
    if scope.kind is ScopeKind.VARIABLE and first.context.site != here:
        related.append(Related("the first one is made here", first.context.site))
    return META.at(event.context, message, variable=str(event.name), related=related, help="give the scope a name, to share what is in it")
