"""
## What it does

Finds a `tf.get_variable` (or a layer built on it) that asks for a name which already exists, while reuse is off.

Other rules speak where they know better why: TFS105 where a loop asks for the same name in each turn, TFS106 where a function runs a second
time, TFS114 for the slots of an optimizer, TFS202 where the two requests differ in their name scopes alone. Requests that the program
catches (`try: ... except ValueError:`) are not reported. Of two blocks that ask for the same variables only the first one is reported: the
others repeat the story.

## Why it matters

TensorFlow raises a `ValueError` when the second request runs. Often that is not at the start: the second layer of a name is built on a
rare path, for evaluation, or per request.

## Example

```python
import tensorflow as tf

x = tf.placeholder(tf.float32, [None, 4])
h = tf.layers.dense(x, 4, name="fc")
y = tf.layers.dense(h, 4, name="fc")
```

TensorFlow says:

```text
ValueError: Variable fc/kernel already exists, disallowed. Did you mean to set reuse=True or reuse=tf.AUTO_REUSE in VarScope?
```

## Mended

```python
import tensorflow as tf

x = tf.placeholder(tf.float32, [None, 4])
h = tf.layers.dense(x, 4, name="fc1")
y = tf.layers.dense(h, 4, name="fc2")
```

Where the two are to share their weights, open a scope with `reuse=tf.AUTO_REUSE` around them, or the second time with `reuse=True`.

## When not to use it

There is no correct program in which this happens uncaught; a program that builds the same graph twice on purpose calls
`tf.reset_default_graph()`, or makes a `tf.Graph()`, between the two, and is not reported.

## Fix

With `--unsafe-fixes` the scope around the second request is opened with `reuse=tf.AUTO_REUSE`, so that both share one variable; where
there is no scope, one is put around the request: `with tf.variable_scope(tf.get_variable_scope(), reuse=tf.AUTO_REUSE):`. Whether they
should share it is for you to say.
"""

from __future__ import annotations

from collections.abc import Iterator

from scopelint.model import Applicability, Diagnostic, Severity, Site
from scopelint.rules import reading, standing, wording
from scopelint.rules.base import Meta, Record, line_of
from scopelint.rules.refusals import Cause
from scopelint.trace import VariableEvent

META = Meta(
    code="TFS101",
    name="duplicate-variable",
    severity=Severity.ERROR,
    summary="a variable that is asked for again while reuse is off",
    fix=Applicability.UNSAFE,
)

HELP = (
    "to share the variable, open its scope with reuse=tf.AUTO_REUSE (or with reuse=True the second time); "
    "to make another one, give it a name or a tf.variable_scope of its own"
)


def check(record: Record) -> Iterator[Diagnostic]:
    """One finding a story: see `refusals.stories`."""
    for _, story in record.stories(Cause.DUPLICATE):
        yield _finding(story.variable)


def _finding(event: VariableEvent) -> Diagnostic:
    here = standing.asked(event.context)
    message = f'"{event.name}" already exists: {_first(event, here)}, and reuse is off, so TensorFlow raises a ValueError here.'
    return META.at(
        event.context,
        message,
        variable=str(event.name),
        related=wording.first_creation(event),
        help=HELP,
        repair=wording.share(event, at=here),
        ends=() if event.first is None else (event.first.context.site,),
        up=standing.through_getters(event.context),
    )


def _first(event: VariableEvent, here: Site) -> str:
    """Where the variable was made, as a clause."""
    if event.first is None:
        return "it was created before"
    first = standing.asked(event.first.context)
    if first != here:
        return f"it was created at {line_of(first, seen_from=here)}"
    call = reading.parting_call(event)
    if call is not None:
        return f"this line created it before the call at {line_of(call, seen_from=here)} led here again"
    return "this line created it when it ran before"
