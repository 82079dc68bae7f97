"""
## What it does

Finds a `tf.get_variable` (or a layer built on it) that asks for a name which already exists, while reuse is off.

Requests that the program catches (`try: ... except ValueError:`) are not reported. Of a model that is built twice only the first variable
is: the others repeat the story. Where the two requests differ in their name scopes alone, TFS202 speaks instead.

## Why it matters

TensorFlow raises a `ValueError` when the second request runs. Often that is not at the start: the second copy of a model is built for
evaluation, or per request.

## Example

```python
import tensorflow as tf


def layer(x):
    with tf.variable_scope("layer"):
        w = tf.get_variable("w", [4, 4])
        return tf.matmul(x, w)


x = tf.placeholder(tf.float32, [None, 4])
layer(layer(x))
```

TensorFlow says:

```text
ValueError: Variable layer/w already exists, disallowed. Did you mean to set reuse=True or reuse=tf.AUTO_REUSE in VarScope?
```

## Mended

```python
import tensorflow as tf


def layer(x, name):
    with tf.variable_scope(name):
        w = tf.get_variable("w", [4, 4])
        return tf.matmul(x, w)


x = tf.placeholder(tf.float32, [None, 4])
layer(layer(x, "layer1"), "layer2")
```

Where the two calls are to share their weights, open the scope with `reuse=tf.AUTO_REUSE`, or the second time with `reuse=True`.

## When not to use it

There is no correct program in which this happens uncaught; a program that builds the same graph twice on purpose calls
`tf.reset_default_graph()`, or makes a `tf.Graph()`, between the two, and is not reported.
"""

from __future__ import annotations

from collections.abc import Iterator

from scopelint.model import Diagnostic, Related, Severity
from scopelint.rules import reading
from scopelint.rules.base import Meta, Record, line_of
from scopelint.trace import RefusalKind, VariableEvent

META = Meta(
    code="TFS101",
    name="duplicate-variable",
    severity=Severity.ERROR,
    summary="a variable that is asked for again while reuse is off",
)

HELP = (
    "to share the variable, open its scope with reuse=tf.AUTO_REUSE (or with reuse=True the second time); "
    "to make another one, give it a name or a tf.variable_scope of its own"
)


def check(record: Record) -> Iterator[Diagnostic]:
    """One finding a story: see `reading.refusals`."""
    for trace in record.traces:
        for event in reading.refusals(trace, RefusalKind.EXISTS):
            if not reading.kept_apart_by_name_scopes(event):
                yield _finding(event)


def _finding(event: VariableEvent) -> Diagnostic:
    message = f'"{event.name}" already exists: {_first(event)}, and reuse is off, so TensorFlow raises a ValueError here.'
    return META.at(event.context, message, variable=str(event.name), related=_related(event), help=HELP)


def _first(event: VariableEvent) -> str:
    """Where the variable was made, as a clause."""
    here, first = event.context, event.first
    if first is None:
        return "it was created before"
    if first.context.site != here.site:
        return f"it was created at {line_of(first.context.site, seen_from=here.site)}"
    loop = reading.turned_loop(event)
    if loop is not None:
        return f"an earlier turn of the loop at {line_of(loop, seen_from=here.site)} created it"
    call = reading.parting_call(event)
    if call is not None:
        return f"this line created it before the call at {line_of(call, seen_from=here.site)} led here again"
    return "this line created it when it ran before"


def _related(event: VariableEvent) -> Iterator[Related]:
    first = event.first
    if first is None:
        return
    yield Related("first created here", first.context.site)
    yield from (Related("when called from here", call) for call in reading.calls_of_first(event))
