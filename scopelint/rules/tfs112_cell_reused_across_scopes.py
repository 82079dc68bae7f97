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
from itertools import takewhile
from typing import Final

from scopelint.model import Diagnostic, Related, Severity
from scopelint.rules.base import Meta, Record, line_of
from scopelint.rules.refusals import Cause
from scopelint.trace import CellUse, RaiseEvent, SharedCellEvent, Trace, VariableEvent

META = Meta(
    code="TFS112",
    name="cell-reused-across-scopes",
    severity=Severity.ERROR,
    summary="a cell or layer object that is called again with an input that its weights do not fit",
)

_INSIDE_A_CELL: Final = "Dimensions must be equal"
"""How TensorFlow begins to complain of a cell; of other layers it says that the input is incompatible with them."""

HELP = "make an object for each layer and direction (`[LSTMCell(n) for _ in range(layers)]`, not `[cell] * layers`)"


def check(record: Record) -> Iterator[Diagnostic]:
    """One finding a place: see `refusals.stories`."""
    for trace, story in record.stories(Cause.CELL):
        event = story.event
        assert event.refusal is not None
        reason = event.refusal.message.splitlines()[0].rstrip(".")
        shared = _shared(trace, event) if reason.startswith(_INSIDE_A_CELL) else None
        if shared is None:
            known = "A cell or layer object is called again here, and the weights that its first call made do not fit this input"
        else:
            at = line_of(shared.context.site, seen_from=event.context.site)
            known = f"{_use(shared)} (see {at}), and the weights that its first call made do not fit the input of the second"
        related = () if shared is None else (Related("one object for all of them", shared.context.site),)
        message = f"{known}: TensorFlow raises a {event.refusal.exception} here ({reason})."
        yield META.at(event.context, message, related=related, help=HELP)


def _shared(trace: Trace, refused: VariableEvent | RaiseEvent) -> SharedCellEvent | None:
    """Where one cell was made several layers, or both directions, before it was refused its second call."""
    before = takewhile(lambda event: event is not refused, trace.events)
    return next((event for event in reversed(list(before)) if isinstance(event, SharedCellEvent) and event.first is None), None)


def _use(shared: SharedCellEvent) -> str:
    if shared.use is CellUse.DIRECTIONS:
        return f"The same {shared.cell} object runs forward and backward"
    return f"{shared.count} layers are the same {shared.cell} object"
