"""
## What it does

Finds requests that share a variable and give it an initializer, a regularizer or a `trainable` flag other than the one it was made with, at
another line. Requests that give none contradict nothing, and neither does a line that is given other values the second time.

## Why it matters

Only the request that makes a variable decides these. The second initializer is never run, the second regularizer adds no loss, and
`trainable=False` freezes nothing.

## Example

```python
import tensorflow as tf

with tf.variable_scope("net"):
    w = tf.get_variable("w", [4], initializer=tf.zeros_initializer())
with tf.variable_scope("net", reuse=True):
    v = tf.get_variable("w", [4], initializer=tf.ones_initializer())
```

TensorFlow raises nothing, and the variable begins with zeros.

## Mended

```python
import tensorflow as tf

with tf.variable_scope("net"):
    w = tf.get_variable("w", [4], initializer=tf.zeros_initializer())
with tf.variable_scope("net", reuse=True):
    v = tf.get_variable("w", [4])
```

## When not to use it

Where the second request says so as a matter of form.
"""

from __future__ import annotations

from collections.abc import Iterator

from scopelint.model import Diagnostic, Related, Severity, Site
from scopelint.rules.base import Meta, Record, line_of
from scopelint.rules.tfs205_accidental_sharing import is_accident
from scopelint.trace import Ignored, Outcome, VariableEvent

META = Meta(
    code="TFS210",
    name="initializer-ignored",
    severity=Severity.WARNING,
    summary="a shared variable is given another initializer, regularizer or trainable flag, which is ignored",
)

_EFFECTS = {
    "initializer": "it is never run",
    "regularizer": "it adds no loss",
    "trainable": "the variable stays as it is",
}


def check(record: Record) -> Iterator[Diagnostic]:
    told: set[tuple[Site, str]] = set()
    for trace in record.traces:
        for event in trace.variables:
            first = event.first
            if not event.ignored or first is None or event.outcome is not Outcome.REUSE or first.context.site == event.context.site:
                continue
            ignored = event.ignored[0]
            if (event.context.site, ignored.setting) not in told and not is_accident(event):
                told.add((event.context.site, ignored.setting))
                yield _finding(event, first, ignored)


def _finding(event: VariableEvent, first: VariableEvent, ignored: Ignored) -> Diagnostic:
    here, place = event.context.site, first.context.site
    kept = f"with {ignored.setting}={ignored.kept}" if ignored.kept != "None" else f"without a {ignored.setting}"
    message = (
        f"{ignored.setting}={ignored.given} has no effect here ({_EFFECTS[ignored.setting]}): "
        f'"{event.name}" was made at {line_of(place, seen_from=here)} {kept}.'
    )
    related = [Related("made here", place)]
    if event.reuse_site is not None:
        related.append(Related("reuse is switched on here", event.reuse_site))
    advice = f"leave `{ignored.setting}` out where the variable is shared, or give it where it is made"
    return META.at(event.context, message, variable=str(event.name), related=related, help=advice, ends=(place,))
