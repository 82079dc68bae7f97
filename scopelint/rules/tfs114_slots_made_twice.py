"""
## What it does

Finds an optimizer (or a moving average) that is applied to the same variables again under a variable scope of the same name, while reuse is
off.

## Why it matters

Slots are numbered (`w/Adam`, `w/Adam_1`, ...), so that a second optimizer usually just gets other ones. But the numbering starts again
whenever a variable scope is entered anew by its name: the second optimizer in `tf.variable_scope("train")` asks for the names that the
first one in that scope has made, and TensorFlow raises a `ValueError`.

## Example

```python
import tensorflow as tf


def train_op(loss):
    with tf.variable_scope("train"):
        return tf.train.AdamOptimizer(0.1).minimize(loss)


w = tf.get_variable("w", [2])
first = train_op(tf.reduce_sum(w))
second = train_op(tf.reduce_sum(w * w))
```

TensorFlow says:

```text
ValueError: Variable train/w/Adam/ already exists, disallowed. Did you mean to set reuse=True or reuse=tf.AUTO_REUSE in VarScope?
```

## Mended

```python
import tensorflow as tf


def train_op(loss, name):
    with tf.variable_scope(name):
        return tf.train.AdamOptimizer(0.1).minimize(loss)


w = tf.get_variable("w", [2])
first = train_op(tf.reduce_sum(w), "train_first")
second = train_op(tf.reduce_sum(w * w), "train_second")
```

Or open no variable scope around optimizers at all: a `tf.name_scope` groups their operations just as well.

## When not to use it

There is no correct program in which this happens uncaught.
"""

from __future__ import annotations

from collections.abc import Iterator

from scopelint.model import Diagnostic, Related, Severity
from scopelint.rules import wording
from scopelint.rules.base import Meta, Record
from scopelint.rules.refusals import Cause, Story

META = Meta(
    code="TFS114",
    name="slots-made-twice",
    severity=Severity.ERROR,
    summary="an optimizer that is applied to the same variables again under the same scope",
)

HELP = "give each optimizer a tf.variable_scope of another name, or write tf.name_scope around optimizers; or make the one optimizer once"


def check(record: Record) -> Iterator[Diagnostic]:
    """One finding a story: see `refusals.stories`."""
    for _, story in record.stories(Cause.SLOTS_TWICE):
        yield _finding(story)


def _finding(story: Story) -> Diagnostic:
    event = story.variable
    assert event.first is not None
    message = (
        f'{event.api} asks for "{event.name}", which {wording.creator(event)} created: in a scope that is entered again the numbering of '
        "slots starts again, and reuse is off, so TensorFlow raises a ValueError here."
    )
    related = list(wording.first_creation(event))
    if story.loop is not None:
        related.append(Related("the loop", story.loop.site))
    return META.at(event.context, message, variable=str(event.name), related=related, help=HELP, ends=(event.first.context.site,))
