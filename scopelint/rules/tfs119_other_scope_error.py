"""
## What it does

Finds every other call of scopes, variables and layers that TensorFlow refuses: a template that makes new trainable variables when it is
called again, a partitioner whose result does not fit, a variable that is partitioned in one place and whole in another, a scope left in the
wrong order, a layer that its input does not fit, an optimizer whose loss depends on none of its variables, and more. The message gives
TensorFlow's own reason.

## Why it matters

TensorFlow raises the error that the message quotes.

## Example

```python
import tensorflow as tf


def layer(x):
    w = tf.Variable(tf.zeros([4, 4]))
    return tf.matmul(x, w)


shared = tf.make_template("layer", layer)
x = tf.placeholder(tf.float32, [None, 4])
y = shared(shared(x))
```

TensorFlow says:

```text
ValueError: Trainable variable created when calling a template after the first time
```

## Mended

```python
import tensorflow as tf


def layer(x):
    w = tf.get_variable("w", [4, 4], initializer=tf.zeros_initializer())
    return tf.matmul(x, w)


shared = tf.make_template("layer", layer)
x = tf.placeholder(tf.float32, [None, 4])
y = shared(shared(x))
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
from scopelint.trace import RaiseEvent, VariableEvent

META = Meta(
    code="TFS119",
    name="other-scope-error",
    severity=Severity.ERROR,
    summary="any other call of scopes, variables and layers that TensorFlow refuses",
)


def check(record: Record) -> Iterator[Diagnostic]:
    """One finding a place: see `refusals.stories`."""
    for _, story in record.stories(Cause.OTHER):
        yield _finding(story.event)


def _finding(event: RaiseEvent | VariableEvent) -> Diagnostic:
    refusal = event.refusal
    assert refusal is not None
    if isinstance(event, VariableEvent):
        what, variable = f'"{event.name}" is refused', str(event.name)
        related = tuple(wording.first_creation(event))
    else:
        what, variable, related = f"{event.context.called or event.api} is refused", None, ()
    reason = refusal.message.strip().rstrip(".")
    message = f"{what}: TensorFlow raises {wording.indefinite(refusal.exception)} here{f' ({reason})' if reason else ''}."
    return META.at(event.context, message, variable=variable, related=related)
