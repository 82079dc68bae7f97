"""
## What it does

Finds a new variable that TensorFlow cannot make as it is asked for:

- without a shape, or with one whose sizes are not all known, where the initializer needs it;
- with a size that is none: a negative number, a float, a string (of floats, TensorFlow 1 takes whole ones, such as `8 / 2`: see Options);
- with a shape and with a constant (a number, a list, a tensor) as initializer, which has a shape of its own;
- with an initializer of another dtype than the variable, or of a shape that does not fit.

## Why it matters

TensorFlow raises a `ValueError` (for a value that does not fit its dtype, a `TypeError`). Often the shape is taken from a tensor
(`x.shape[-1]`) that one caller hands in with that size unknown.

## Example

```python
import tensorflow as tf

x = tf.placeholder(tf.float32, [None, None])
w = tf.get_variable("w", [x.shape[-1], 4])
```

TensorFlow says:

```text
ValueError: The initializer passed is not valid.
```

A constant with a shape beside it:

```python
import tensorflow as tf

b = tf.get_variable("b", [4], initializer=tf.zeros([4]))
```

TensorFlow says:

```text
ValueError: If initializer is a constant, do not specify shape.
```

## Mended

```python
import tensorflow as tf

x = tf.placeholder(tf.float32, [None, 8])
w = tf.get_variable("w", [x.shape[-1], 4])
b = tf.get_variable("b", initializer=tf.zeros([4]))
c = tf.get_variable("c", [4], initializer=tf.zeros_initializer())
```

## When not to use it

There is no correct program in which this happens uncaught.

## Options

`target-version`: below "2.0", whole floats are sizes. They are in a program that asks for `tf.contrib`, too: only TensorFlow 1 has that.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from scopelint.model import Diagnostic, Severity
from scopelint.rules import wording
from scopelint.rules.base import Meta, Record
from scopelint.rules.refusals import Cause
from scopelint.trace import RaiseEvent, RefusalKind, VariableEvent

META = Meta(
    code="TFS111",
    name="variable-shape-missing",
    severity=Severity.ERROR,
    summary="a new variable whose shape, initializer or dtype is missing or in conflict",
    options=("target-version",),
)

_ADVICE: Final = {
    RefusalKind.NO_SHAPE: "give a shape whose sizes are all known, or an initial value that has one",
    RefusalKind.NO_SIZE: "a size is an int of 0 or more: divide with //, which gives one, not with /",
    RefusalKind.INITIALIZER: (
        "with a constant as initializer leave the shape out; otherwise give an initializer (tf.zeros_initializer()) and a shape "
        "whose sizes are all known"
    ),
    RefusalKind.DTYPE: "give the initial value the dtype of the variable (tf.cast), or leave dtype out",
    RefusalKind.SHAPE: "give the initial value the shape of the variable",
}


def check(record: Record) -> Iterator[Diagnostic]:
    """One finding a place: see `refusals.stories`."""
    for _, story in record.stories(Cause.DECLARATION):
        yield _finding(story.event)


def _finding(event: RaiseEvent | VariableEvent) -> Diagnostic:
    refusal = event.refusal
    assert refusal is not None
    variable = str(event.name) if isinstance(event, VariableEvent) else None
    what = f'"{variable}"' if variable else "This variable"
    reason = _unknown_size(event) or refusal.message.splitlines()[0].rstrip(".")
    message = f"{what} cannot be made like this: TensorFlow raises a {refusal.exception} here ({reason})."
    return META.at(event.context, message, variable=variable, help=_ADVICE.get(refusal.kind))


def _unknown_size(event: RaiseEvent | VariableEvent) -> str | None:
    """What is wrong where a size of the shape is not known: TensorFlow itself blames the initializer, which may be its own default."""
    if not isinstance(event, VariableEvent) or event.shape is None or None not in event.shape:
        return None
    return f"its shape is {wording.shape(event.shape)}, and all its sizes must be known"
