"""
## What it does

Finds a `tf.get_variable` (or a layer built on it) that shares a variable, by `reuse=True` or `tf.AUTO_REUSE`, and asks for another shape
than the variable has.

## Why it matters

TensorFlow raises a `ValueError`. Either the two were not meant to share, and a name is missing; or the inputs of a shared network differ
where they should be alike.

## Example

```python
import tensorflow as tf


def head(x):
    with tf.variable_scope("head", reuse=tf.AUTO_REUSE):
        return tf.layers.dense(x, 2, name="fc")


head(tf.placeholder(tf.float32, [None, 8]))
head(tf.placeholder(tf.float32, [None, 16]))
```

TensorFlow says:

```text
ValueError: Trying to share variable head/fc/kernel, but specified shape (16, 2) and found shape (8, 2).
```

## Mended

```python
import tensorflow as tf


def head(x, name):
    with tf.variable_scope(name, reuse=tf.AUTO_REUSE):
        return tf.layers.dense(x, 2, name="fc")


head(tf.placeholder(tf.float32, [None, 8]), "head8")
head(tf.placeholder(tf.float32, [None, 16]), "head16")
```

## When not to use it

There is no correct program in which this happens uncaught.
"""

from __future__ import annotations

from collections.abc import Iterator

from scopelint.model import Diagnostic, Severity
from scopelint.rules import wording
from scopelint.rules.base import Meta, Record
from scopelint.rules.refusals import Cause
from scopelint.trace import VariableEvent

META = Meta(
    code="TFS103",
    name="shape-mismatch-on-reuse",
    severity=Severity.ERROR,
    summary="a variable that is shared with another shape than it has",
)

HELP = "to share it, ask for the shape that it has; for another variable, give it a name or a tf.variable_scope of its own"


def check(record: Record) -> Iterator[Diagnostic]:
    """One finding a story: see `refusals.stories`."""
    for _, story in record.stories(Cause.SHAPE):
        yield _finding(story.variable)


def _finding(event: VariableEvent) -> Diagnostic:
    assert event.first is not None
    message = f'"{event.name}" is shared here{_with(event)}: TensorFlow raises a ValueError.'
    ends, related = (event.first.context.site,), tuple(wording.mismatch(event))
    return META.at(event.context, message, variable=str(event.name), related=related, help=HELP, ends=ends)


def _with(event: VariableEvent) -> str:
    """Both shapes as a clause, as far as they are known."""
    assert event.first is not None
    wanted, made, where = event.shape, event.first.shape, wording.creator(event)
    if wanted is None or made is None or event.first.name != event.name:  # the name of a part, if the variable is partitioned
        return f" with another shape than it was given by {where}"
    return f" with the shape {wording.shape(wanted)}, but {where} created it with {wording.shape(made)}"
