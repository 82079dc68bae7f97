"""
## What it does

Finds a `tf.get_variable` (or a layer built on it) that shares a variable, by `reuse=True` or `tf.AUTO_REUSE`, and asks for another dtype
than the variable has. A request without a dtype asks for that of its scope, which is `tf.float32` unless the scope says otherwise.

## Why it matters

TensorFlow raises a `ValueError`.

## Example

```python
import tensorflow as tf

with tf.variable_scope("counter"):
    steps = tf.get_variable("steps", [], tf.int64)
with tf.variable_scope("counter", reuse=True):
    steps = tf.get_variable("steps", [])
```

TensorFlow says:

```text
ValueError: Trying to share variable counter/steps, but specified dtype float32 and found dtype int64_ref.
```

## Mended

```python
import tensorflow as tf

with tf.variable_scope("counter"):
    steps = tf.get_variable("steps", [], tf.int64)
with tf.variable_scope("counter", reuse=True):
    steps = tf.get_variable("steps", [], tf.int64)
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
    code="TFS104",
    name="dtype-mismatch-on-reuse",
    severity=Severity.ERROR,
    summary="a variable that is shared with another dtype than it has",
)

HELP = "ask for the dtype that it has (without `dtype`, it is that of the scope, or tf.float32); for another variable, use another name"


def check(record: Record) -> Iterator[Diagnostic]:
    """One finding a story: see `refusals.stories`."""
    for _, story in record.stories(Cause.DTYPE):
        yield _finding(story.variable)


def _finding(event: VariableEvent) -> Diagnostic:
    first, where = event.first, wording.creator(event)
    assert first is not None
    if event.dtype is None or first.dtype is None:
        clause = f"with another dtype than it was given by {where}"
    else:
        clause = f"as {event.dtype}, but {where} created it as {first.dtype}"
    message = f'"{event.name}" is shared here {clause}: TensorFlow raises a ValueError.'
    ends, related = (first.context.site,), tuple(wording.mismatch(event))
    return META.at(event.context, message, variable=str(event.name), related=related, help=HELP, ends=ends)
