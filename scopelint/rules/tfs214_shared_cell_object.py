"""
## What it does

Finds one RNN cell object that is used where each use seems to want weights of its own:

- several times in a `MultiRNNCell` (`[cell] * n`, also when each is wrapped for dropout);
- as the forward and the backward cell of a bidirectional network, or of two that are run in scopes so called (`fw_0`, `bw_0`);
- run over a sequence in two scopes of different names that the program gives (`scope="layer1"`, `scope="layer2"`).

## Why it matters

A cell makes its weights once, on its first call, and uses them from then on, whatever scope it is called in. All those layers or directions
have one set of weights. Where their inputs differ in size TensorFlow refuses the second one: TFS112 reports that instead.

## Example

```python
import tensorflow as tf

cell = tf.nn.rnn_cell.GRUCell(8)
stacked = tf.nn.rnn_cell.MultiRNNCell([cell] * 2)
outputs, _ = tf.nn.dynamic_rnn(stacked, tf.zeros([1, 5, 8]), dtype=tf.float32)
print([v.name for v in tf.trainable_variables() if "kernel" in v.name])
```

TensorFlow raises nothing, and makes the kernels of one layer.

## Mended

```python
import tensorflow as tf

stacked = tf.nn.rnn_cell.MultiRNNCell([tf.nn.rnn_cell.GRUCell(8) for _ in range(2)])
outputs, _ = tf.nn.dynamic_rnn(stacked, tf.zeros([1, 5, 8]), dtype=tf.float32)
print([v.name for v in tf.trainable_variables() if "kernel" in v.name])
```

## When not to use it

Where layers or directions share their weights on purpose.
"""

from __future__ import annotations

from collections.abc import Iterator

from scopelint.model import Diagnostic, Related, Severity
from scopelint.rules.base import Meta, Record
from scopelint.rules.refusals import Cause
from scopelint.trace import CellUse, SharedCellEvent

META = Meta(
    code="TFS214",
    name="shared-cell-object",
    severity=Severity.WARNING,
    summary="one RNN cell object for several layers, directions or scopes: one set of weights",
)


def check(record: Record) -> Iterator[Diagnostic]:
    """Where the second use is refused, TFS112 tells of that instead."""
    refused = {id(trace) for trace, _ in record.stories(Cause.CELL)}
    for trace in record.traces:
        for event in trace.events:
            if isinstance(event, SharedCellEvent) and id(trace) not in refused:
                yield _finding(event)


def _finding(event: SharedCellEvent) -> Diagnostic:
    match event.use:
        case CellUse.LAYERS:
            one = f"{event.count} of these layers are the same {event.cell} object"
            message = f"{one}: a cell makes its weights once, so they all have one set."
            advice = f"make a cell for each layer: [{event.cell}(...) for _ in range({event.count})]"
        case CellUse.DIRECTIONS:
            message = f"The same {event.cell} object runs forward and backward: both directions have one set of weights."
            advice = "make one cell for each direction"
        case CellUse.SCOPES:
            assert event.names is not None
            first, second = event.names
            message = (
                f'The same {event.cell} object is run in the scope "{first}" and here in "{second}": it made its weights the first time, '
                f"and uses them here, too."
            )
            advice = f'make a cell of its own for "{second}"'
    related = (Related("first run here", event.first.site),) if event.first is not None else ()
    return META.at(event.context, message, related=related, help=advice)
