"""
## What it does

Finds a variable that is created in the body of a `tf.while_loop`, `tf.map_fn`, `tf.scan` or a branch of `tf.cond`, and whose initial value
is a tensor that is computed in there.

## Why it matters

TensorFlow raises a `ValueError`: the initial value belongs to one turn of the loop, or one branch, and the variable is initialized outside
of it.

## Example

```python
import tensorflow as tf


def body(i, total):
    step = tf.Variable(tf.zeros([4]))
    return i + 1, total + step


tf.while_loop(lambda i, total: i < 3, body, [tf.constant(0), tf.zeros([4])])
```

TensorFlow says:

```text
ValueError: Initializer for variable while/Variable/ is from inside a control-flow construct, such as a loop or conditional.
```

## Mended

Create it before the loop; or give `tf.get_variable` an initializer that is a function, which TensorFlow calls outside:

```python
import tensorflow as tf

step = tf.Variable(tf.zeros([4]))


def body(i, total):
    scale = tf.get_variable("scale", [4], initializer=tf.ones_initializer())
    return i + 1, total + scale * step


tf.while_loop(lambda i, total: i < 3, body, [tf.constant(0), tf.zeros([4])])
```

## When not to use it

There is no correct program in which this happens uncaught.
"""

from __future__ import annotations

from collections.abc import Iterator

from scopelint.model import Diagnostic, Severity
from scopelint.rules.base import Meta, Record
from scopelint.rules.refusals import Cause
from scopelint.trace import VariableEvent

META = Meta(
    code="TFS113",
    name="variable-in-control-flow",
    severity=Severity.ERROR,
    summary="a variable whose initial value is computed inside a loop or branch of the graph",
)

HELP = "create the variable before the loop or tf.cond, or give a function as its initializer (tf.zeros_initializer(), or a lambda)"


def check(record: Record) -> Iterator[Diagnostic]:
    """One finding a place: see `refusals.stories`."""
    for _, story in record.stories(Cause.CONTROL_FLOW):
        event = story.event
        variable = str(event.name) if isinstance(event, VariableEvent) else None
        what = "this variable" if variable is None else f'"{variable}"'
        message = (
            f"The initial value of {what} is computed inside a loop or branch of the graph, and the variable is initialized outside of it: "
            "TensorFlow raises a ValueError here."
        )
        yield META.at(event.context, message, variable=variable, help=HELP)
