"""
## What it does

Says where a variable scope is opened again, so that operations and `tf.Variable`s in it get the prefix `scope_1/` instead of `scope/`. It
is off by default: variables of `tf.get_variable` are not affected, and most programs do not mind.

## Why it matters

Graphs are drawn, and `tf.Variable`s saved, under other names than the scope's.

## Example

```python
import tensorflow as tf

with tf.variable_scope("net"):
    a = tf.constant(1.0, name="a")
with tf.variable_scope("net"):
    b = tf.constant(1.0, name="b")
print(b.name)
```

TensorFlow raises nothing, and prints `net_1/b:0`.

## Mended

```python
import tensorflow as tf

with tf.variable_scope("net") as scope:
    a = tf.constant(1.0, name="a")
with tf.variable_scope(scope, auxiliary_name_scope=False), tf.name_scope(scope.original_name_scope):
    b = tf.constant(1.0, name="b")
print(b.name)
```

## When not to use it

Where only variables of `tf.get_variable` and layers matter.
"""

from __future__ import annotations

from collections.abc import Iterator

from scopelint.model import Diagnostic, Related, Severity, Site
from scopelint.rules.base import Meta, Record, line_of
from scopelint.trace import ScopeEvent, ScopeKind, Trace

META = Meta(
    code="TFS212",
    name="reentered-name-scope",
    severity=Severity.INFO,
    summary="a variable scope that is opened again: operations in it get the prefix scope_1/",
    default=False,
)


def check(record: Record) -> Iterator[Diagnostic]:
    for trace in record.traces:
        yield from _reentered(trace)


def _reentered(trace: Trace) -> Iterator[Diagnostic]:
    """The user's own openings, each place once; the library may have been the first."""
    opened: dict[tuple[int, str], Site] = {}
    told: set[Site] = set()
    for event in trace.events:
        if not isinstance(event, ScopeEvent) or not event.opened or event.kind is not ScopeKind.VARIABLE or event.name == "":
            continue
        site, name = event.context.site, str(event.name)
        first = opened.setdefault((event.context.graph, name), site)
        if event.context.called not in (None, "tf.variable_scope"):
            continue
        last, inside = name.rpartition("/")[2], str(event.name_scope).rpartition("/")[2]
        number = inside.removeprefix(f"{last}_")
        if number != inside and number.isdigit() and site not in told:
            told.add(site)
            yield _finding(event, first)


def _finding(event: ScopeEvent, first: Site) -> Diagnostic:
    message = (
        f'"{event.name}" was opened before, at {line_of(first, seen_from=event.context.site)}: operations and tf.Variables in this block '
        f'are called "{event.name_scope}/...".'
    )
    advice = "with auxiliary_name_scope=False, and tf.name_scope(scope.original_name_scope) inside, they are called as in the first block"
    return META.at(event.context, message, related=(Related("opened for the first time here", first),), help=advice)
