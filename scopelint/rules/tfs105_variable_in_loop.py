"""
## What it does

Finds a `tf.get_variable` (or a layer built on it) in a loop that asks for a name which an earlier turn of the loop has created, while reuse
is off. Where the loop calls a function that makes the variable, TFS106 speaks, at that call.

## Why it matters

TensorFlow raises a `ValueError` in the later turn. Mostly the turns were meant to make a variable each, and the name lacks the number of
the turn; sometimes (towers, unrolled recurrent networks) they were meant to share.

## Example

```python
import tensorflow as tf

x = tf.placeholder(tf.float32, [None, 4])
for i in range(3):
    with tf.variable_scope("layer"):
        w = tf.get_variable("w", [4, 4])
        x = tf.matmul(x, w)
```

TensorFlow says:

```text
ValueError: Variable layer/w already exists, disallowed. Did you mean to set reuse=True or reuse=tf.AUTO_REUSE in VarScope?
```

## Mended

```python
import tensorflow as tf

x = tf.placeholder(tf.float32, [None, 4])
for i in range(3):
    with tf.variable_scope("layer%d" % i):
        w = tf.get_variable("w", [4, 4])
        x = tf.matmul(x, w)
```

To share one variable in all turns:

```python
import tensorflow as tf

x = tf.placeholder(tf.float32, [None, 4])
for i in range(3):
    with tf.variable_scope("layer", reuse=(i > 0)):
        w = tf.get_variable("w", [4, 4])
        x = tf.matmul(x, w)
```

## When not to use it

There is no correct program in which this happens uncaught.

## Fix

With `--unsafe-fixes` the scope around the request is opened with `reuse=tf.AUTO_REUSE`, so that all turns share one variable; where there
is no scope, `with tf.variable_scope(tf.get_variable_scope(), reuse=tf.AUTO_REUSE):` is put around the request. Whether they should share it
is for you to say.
"""

from __future__ import annotations

from collections.abc import Iterator

from scopelint.model import Applicability, Diagnostic, Related, Severity
from scopelint.rules import wording
from scopelint.rules.base import Meta, Record, line_of
from scopelint.rules.refusals import Cause
from scopelint.trace import LoopTurn, VariableEvent

META = Meta(
    code="TFS105",
    name="variable-in-loop",
    severity=Severity.ERROR,
    summary="a loop that asks for the same variable in another turn while reuse is off",
    fix=Applicability.UNSAFE,
)

HELP = (
    "for a variable in each turn, put the loop's variable into the name (tf.variable_scope('layer%d' % i)); "
    "to share one, open the scope with reuse=tf.AUTO_REUSE, or with reuse=True from the second turn on; "
    "for a network of its own in each turn, call tf.reset_default_graph() at the start of the turn"
)


def check(record: Record) -> Iterator[Diagnostic]:
    """One finding a loop and request: see `refusals.stories`."""
    for _, story in record.stories(Cause.LOOP):
        assert story.loop is not None
        yield _finding(story.variable, story.loop)


def _finding(event: VariableEvent, loop: LoopTurn) -> Diagnostic:
    here = event.context.site
    message = (
        f'A later turn of the loop at {line_of(loop.site, seen_from=here)} asks for "{event.name}" again: '
        "an earlier turn created it, and reuse is off, so TensorFlow raises a ValueError here."
    )
    return META.at(
        event.context,
        message,
        variable=str(event.name),
        related=(Related("the loop", loop.site),),
        help=HELP,
        repair=wording.share(event, at=here),
    )
