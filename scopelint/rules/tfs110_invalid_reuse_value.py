"""
## What it does

Finds a `reuse` that is not `True`, `False`, `None` or `tf.AUTO_REUSE`: `reuse=1`, `reuse="yes"`, a list, a tensor.

## Why it matters

TensorFlow raises a `ValueError` when the scope is made. A tensor cannot work either: whether a variable is shared is decided while the
graph is built, not when it runs.

## Example

```python
import tensorflow as tf

for step in range(2):
    with tf.variable_scope("rnn", reuse=step):
        w = tf.get_variable("w", [4, 4])
```

TensorFlow says:

```text
ValueError: The reuse parameter must be True or False or None.
```

## Mended

```python
import tensorflow as tf

for step in range(2):
    with tf.variable_scope("rnn", reuse=step > 0):
        w = tf.get_variable("w", [4, 4])
```

## When not to use it

There is no correct program in which this happens uncaught.
"""

from __future__ import annotations

from collections.abc import Iterator

from scopelint.model import Diagnostic, Severity
from scopelint.rules.base import Meta, Record
from scopelint.rules.refusals import Cause

META = Meta(
    code="TFS110",
    name="invalid-reuse-value",
    severity=Severity.ERROR,
    summary="a reuse that is not True, False, None or tf.AUTO_REUSE",
)

MESSAGE = "This reuse is not True, False, None or tf.AUTO_REUSE, so TensorFlow raises a ValueError here."
HELP = "write reuse=True, reuse=False or reuse=tf.AUTO_REUSE; of a number or a string make a bool first (reuse=step > 0)"


def check(record: Record) -> Iterator[Diagnostic]:
    """One finding a place: see `refusals.stories`."""
    for _, story in record.stories(Cause.INVALID_REUSE):
        yield META.at(story.event.context, MESSAGE, help=HELP)
