"""
## What it does

Finds a property that makes variables, and makes others when it is read again on the same object.

A property that keeps what it has built is silent, and so is one under a scope that shares. What TensorFlow refuses is left to TFS106, a
property that a training loop reads to TFS213.

## Why it matters

`model.prediction` looks like a thing, and is a call: `model.loss` reads it, `model.error` reads it, and each has a network of its own. The
loss trains one of them, and the error is measured on the other, which nothing trains (or initializes).

## Example

```python
import tensorflow as tf


class Model:
    def __init__(self, x):
        self.x = x

    @property
    def prediction(self):
        return tf.layers.dense(self.x, 2)

    @property
    def loss(self):
        return tf.reduce_mean(tf.square(self.prediction))

    @property
    def error(self):
        return tf.reduce_max(tf.abs(self.prediction))


model = Model(tf.ones([1, 3]))
loss, error = model.loss, model.error
```

TensorFlow raises nothing, and makes `dense/kernel` and `dense_1/kernel`.

## Mended

```python
import tensorflow as tf


class Model:
    def __init__(self, x):
        self.x = x
        self.prediction = tf.layers.dense(self.x, 2)

    @property
    def loss(self):
        return tf.reduce_mean(tf.square(self.prediction))

    @property
    def error(self):
        return tf.reduce_max(tf.abs(self.prediction))


model = Model(tf.ones([1, 3]))
loss, error = model.loss, model.error
```

## When not to use it

In programs whose properties stand for "one more" on purpose.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from scopelint.domain.names import Text
from scopelint.model import Diagnostic, Related, Severity
from scopelint.rules import standing
from scopelint.rules.base import Meta, Record, line_of
from scopelint.trace import BuiltByReading, RunEvent, Trace

META = Meta(
    code="TFS218",
    name="property-builds-again",
    severity=Severity.WARNING,
    summary="a property that makes other variables each time it is read: a network of its own for each reader",
)


class _Again(NamedTuple):
    """A property was read `before`, and is read again by `event`, which makes variables that nothing else explains."""

    before: BuiltByReading
    event: BuiltByReading
    own: tuple[Text, ...]


def check(record: Record) -> Iterator[Diagnostic]:
    told: set[str] = set()
    for trace in record.traces:
        for again in _read_again(trace):
            if again.event.property not in told:
                told.add(again.event.property)
                yield _finding(again)


def _read_again(trace: Trace) -> list[_Again]:
    """Of properties that read one another, the one whose own variables are made anew; of several such, the outermost."""
    first: dict[tuple[int, str, int], tuple[BuiltByReading, int]] = {}
    found: list[_Again] = []
    runs = 0
    for event in trace.events:
        runs += isinstance(event, RunEvent)
        if not isinstance(event, BuiltByReading) or event.context.after_error:
            continue
        before, run = first.setdefault((event.owner, event.property, event.context.graph), (event, runs))
        in_training_loop = runs > run and (before.context.site, before.context.calls) == (event.context.site, event.context.calls)
        together = standing.together(before.context, event.context)
        if before is event or in_training_loop or not together or not standing.same_run(before.context, event.context):
            continue
        within = [again for again in found if set(again.event.names) <= set(event.names)]
        own = tuple(name for name in event.names if not any(name in again.event.names for again in within))
        if own:
            found = [again for again in found if again not in within]
            found.append(_Again(before, event, own))
    return found


def _finding(again: _Again) -> Diagnostic:
    before, event = again.before, again.event
    here, earlier = event.context.site, before.context.site
    place = "the same line" if earlier.path == here.path and earlier.span.line == here.span.line else line_of(earlier, seen_from=here)
    message = (
        f"{event.property} makes variables when it is read, and others when it is read again: here, after {place}, "
        f'it makes "{again.own[0]}" beside those of the first time.'
    )
    related = [Related("which is read from here", call) for call in event.context.calls[-1:]]
    related += [Related("first read here", site) for site in (*before.context.calls[-1:], earlier)]
    advice = "build once and keep it: in __init__, or under functools.cached_property"
    return META.at(event.context, message, variable=str(again.own[0]), related=related, help=advice)
