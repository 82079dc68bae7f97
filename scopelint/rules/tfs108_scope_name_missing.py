"""
## What it does

Finds a `tf.variable_scope` that has no name: neither `name_or_scope` nor `default_name` is given (`tf.variable_scope(None)`), or there is a
`default_name` only, together with `reuse=True` or `reuse=tf.AUTO_REUSE`.

## Why it matters

TensorFlow raises a `TypeError` for a scope without any name. A `default_name` is made unique on each entry (`block`, `block_1`, ...), so
that it can never share anything: TensorFlow raises a `ValueError` where it is asked to.

## Example

```python
import tensorflow as tf


def block(x, scope=None):
    with tf.variable_scope(scope, "block", [x], reuse=tf.AUTO_REUSE):
        w = tf.get_variable("w", [4, 4])
        return tf.matmul(x, w)


block(tf.placeholder(tf.float32, [None, 4]))
```

TensorFlow says:

```text
ValueError: reuse=True cannot be used without a name_or_scope
```

## Mended

```python
import tensorflow as tf


def block(x, scope="block"):
    with tf.variable_scope(scope, values=[x], reuse=tf.AUTO_REUSE):
        w = tf.get_variable("w", [4, 4])
        return tf.matmul(x, w)


block(tf.placeholder(tf.float32, [None, 4]))
```

To re-enter the scope that is open, write `tf.variable_scope(tf.get_variable_scope())`.

## When not to use it

There is no correct program in which this happens uncaught.
"""

from __future__ import annotations

from collections.abc import Iterator

from scopelint.model import Diagnostic, Severity
from scopelint.rules.base import Meta, Record
from scopelint.rules.refusals import Cause
from scopelint.trace import RaiseEvent, VariableEvent

META = Meta(
    code="TFS108",
    name="scope-name-missing",
    severity=Severity.ERROR,
    summary="a variable scope without a name, or one that shares under a default name",
)


def check(record: Record) -> Iterator[Diagnostic]:
    """One finding a place: see `refusals.stories`."""
    for _, story in record.stories(Cause.NO_SCOPE_NAME):
        yield _finding(story.event)


def _finding(event: RaiseEvent | VariableEvent) -> Diagnostic:
    assert event.refusal is not None
    if event.refusal.exception == "TypeError":
        message = "This variable scope has neither a name nor a default_name, so TensorFlow raises a TypeError here."
        advice = "give it a name; to stay in the scope that is open, write tf.variable_scope(tf.get_variable_scope())"
    else:
        message = (
            "This variable scope has a default_name only, which is made unique on each entry and so can share nothing: "
            "with reuse switched on, TensorFlow raises a ValueError here."
        )
        advice = "give the scope to share by its name (the first argument), or leave reuse out"
    return META.at(event.context, message, help=advice)
