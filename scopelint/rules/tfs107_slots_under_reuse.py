"""
## What it does

Finds an optimizer (`minimize`, `apply_gradients`), a moving average (`ExponentialMovingAverage.apply`) or a normalization whose variables
are asked for while `reuse=True` is on: slots, averages and statistics have to be created, and the scope only shares. The message names the
line that switched reuse on.

## Why it matters

TensorFlow raises a `ValueError`. Slots are made through the current variable scope, whatever scope their variables are in: after
`tf.get_variable_scope().reuse_variables()` on the root scope, reuse stays on for the rest of the program, and the first optimizer after it
is refused. So it is with a loop over towers, one of whose turns switches reuse on, and a model that is built a second time with
`reuse=True`, training included.

## Example

```python
import tensorflow as tf

w = tf.get_variable("w", [4])
tf.get_variable_scope().reuse_variables()
shared = tf.get_variable("w", [4])
loss = tf.reduce_sum(w * shared)
train = tf.train.AdamOptimizer(0.01).minimize(loss)
```

TensorFlow says:

```text
ValueError: Variable w/Adam/ does not exist, or was not created with tf.get_variable(). Did you mean to set reuse=tf.AUTO_REUSE in VarScope?
```

## Mended

```python
import tensorflow as tf

w = tf.get_variable("w", [4])
with tf.variable_scope(tf.get_variable_scope(), reuse=True):
    shared = tf.get_variable("w", [4])
loss = tf.reduce_sum(w * shared)
train = tf.train.AdamOptimizer(0.01).minimize(loss)
```

## When not to use it

There is no correct program in which this happens uncaught.

## Fix

With `--unsafe-fixes` a scope that was opened with `reuse=True` is opened with `reuse=tf.AUTO_REUSE` instead, under which what is missing is
created. For a call of `reuse_variables()` there is no fix: where the block that shares should end is for you to say.
"""

from __future__ import annotations

from collections.abc import Iterator

from scopelint.model import Applicability, Diagnostic, Related, Severity
from scopelint.rules import wording
from scopelint.rules.base import Meta, Record, line_of
from scopelint.rules.refusals import Cause
from scopelint.trace import VariableEvent

META = Meta(
    code="TFS107",
    name="slots-under-reuse",
    severity=Severity.ERROR,
    summary="an optimizer, moving average or normalization that must create variables while reuse is on",
    fix=Applicability.UNSAFE,
)

HELP = (
    "keep reuse to the block that shares (`with tf.variable_scope(tf.get_variable_scope(), reuse=True):`) and leave it before, "
    "or use reuse=tf.AUTO_REUSE, under which what is missing is created"
)


def check(record: Record) -> Iterator[Diagnostic]:
    """One finding a place that switched reuse on: see `refusals.stories`."""
    for _, story in record.stories(Cause.SLOTS):
        yield _finding(story.variable)


def _finding(event: VariableEvent) -> Diagnostic:
    here, reuse = event.context.site, event.reuse_site
    since = "" if reuse is None else f" since {line_of(reuse, seen_from=here)}"
    message = (
        f'{event.api} has to create "{event.name}" here, but reuse is on{since}, so that only what exists is shared: '
        "TensorFlow raises a ValueError."
    )
    return META.at(
        event.context,
        message,
        variable=str(event.name),
        related=() if reuse is None else (Related("reuse was switched on here", reuse),),
        help=HELP,
        repair=None if reuse is None else wording.auto_reuse(reuse, at=here),
        ends=() if reuse is None else (reuse,),
    )
