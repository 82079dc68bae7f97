"""
## What it does

Finds `tf.variable_scope(...)` or `tf.name_scope(...)` as a statement of its own, without `with`.

## Why it matters

The call only makes a scope object. Nothing is entered, and what follows gets no prefix.

## Example

```python
import tensorflow as tf


def head(x):
    tf.variable_scope("head")
    w = tf.get_variable("w", [4, 1])
    return tf.matmul(x, w)


head(tf.zeros([1, 4]))
```

TensorFlow raises nothing, and calls the variable `w`.

## Mended

```python
import tensorflow as tf


def head(x):
    with tf.variable_scope("head"):
        w = tf.get_variable("w", [4, 1])
        return tf.matmul(x, w)


head(tf.zeros([1, 4]))
```

## When not to use it

There is no use for a scope that is made and dropped.

## Fix

The statement becomes a `with` around the rest of its block. That changes names, so it is unsafe.
"""

from __future__ import annotations

from collections.abc import Iterator

from scopelint.model import Applicability, Change, Diagnostic, Repair, Rewrite, Severity
from scopelint.rules.base import Meta, Record
from scopelint.trace import ScopeNotEntered

META = Meta(
    code="TFS208",
    name="scope-not-entered",
    severity=Severity.WARNING,
    summary="a variable_scope or name_scope that is called without `with`",
    fix=Applicability.UNSAFE,
)


def check(record: Record) -> Iterator[Diagnostic]:
    for trace in record.traces:
        for event in trace.events:
            if isinstance(event, ScopeNotEntered):
                yield _finding(event)


def _finding(event: ScopeNotEntered) -> Diagnostic:
    message = f"{event.api} only makes a scope object here, and nothing enters it: what follows gets no prefix from it."
    rewrite = Rewrite(event.context.site, Change.ENTER)
    repair = Repair("put `with` before it, and the rest of the block inside", Applicability.UNSAFE, (rewrite,))
    return META.at(event.context, message, help=f"write `with {event.api}(...):` around what belongs in it", repair=repair)
