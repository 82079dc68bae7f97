"""
## What it does

Finds a recurrent cell, or another layer object, that has made its weights and is then called with an input that they do not fit. Mostly one
object is used for several layers (`[cell] * 2`) or for two directions whose inputs differ.

## Why it matters

TensorFlow raises a `ValueError`: a layer object has one set of weights, made by its first call, whatever scope is open at the second one.
Where the sizes happen to fit, nothing is raised and the layers share their weights in silence.

## Example

```python
import tensorflow as tf

cell = tf.nn.rnn_cell.LSTMCell(16)
stack = tf.nn.rnn_cell.MultiRNNCell([cell] * 2)
x = tf.placeholder(tf.float32, [8, 20, 10])
outputs, state = tf.nn.dynamic_rnn(stack, x, dtype=tf.float32)
```

TensorFlow says:

```text
ValueError: Dimensions must be equal, but are 32 and 26 for
```

## Mended

```python
import tensorflow as tf

cells = [tf.nn.rnn_cell.LSTMCell(16) for _ in range(2)]
stack = tf.nn.rnn_cell.MultiRNNCell(cells)
x = tf.placeholder(tf.float32, [8, 20, 10])
outputs, state = tf.nn.dynamic_rnn(stack, x, dtype=tf.float32)
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
    code="TFS112",
    name="cell-reused-across-scopes",
    severity=Severity.ERROR,
    summary="a cell or layer object that is called again with an input that its weights do not fit",
)

HELP = "make an object for each layer and direction (`[LSTMCell(n) for _ in range(layers)]`, not `[cell] * layers`)"


def check(record: Record) -> Iterator[Diagnostic]:
    """One finding a place: see `refusals.stories`."""
    for _, story in record.stories(Cause.CELL):
        event = story.event
        assert event.refusal is not None
        message = (
            "A cell or layer object is called again here, and the weights that its first call made do not fit this input: "
            f"TensorFlow raises a {event.refusal.exception} ({event.refusal.message.splitlines()[0].rstrip('.')})."
        )
        yield META.at(event.context, message, help=HELP)
