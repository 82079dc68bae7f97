"""
## What it does

Finds `tf.variable_scope(..., reuse=False)` inside a scope in which reuse is on, both in the same function. `False` is written in the call:
a flag that is False by chance, or by default, is left alone, and so is a function that says `reuse=False` and is called where reuse is on.

## Why it matters

TensorFlow takes `reuse=False` for "not said": the scope inherits reuse from the one around it. A new variable in it is refused, and an old
one is shared.

## Example

```python
import tensorflow as tf

with tf.variable_scope("net"):
    tf.get_variable("w", [4])
with tf.variable_scope("net", reuse=True):
    with tf.variable_scope(tf.get_variable_scope(), reuse=False):
        w = tf.get_variable("w", [4])
```

TensorFlow raises nothing, and shares `net/w`.

## Mended

```python
import tensorflow as tf

with tf.variable_scope("net"):
    tf.get_variable("w", [4])
with tf.variable_scope("net", reuse=True):
    w = tf.get_variable("w", [4])
```

To have new variables there, open the scope outside of the one that shares, or with `reuse=tf.AUTO_REUSE`, which creates what is missing.

## When not to use it

It can stay on: the argument can always go without a change of meaning.

## Fix

`reuse=False` is removed. That is safe: TensorFlow does the same without it.
"""

from __future__ import annotations

from collections.abc import Iterator

from scopelint.model import Applicability, Change, Diagnostic, Related, Repair, Rewrite, Severity, Site
from scopelint.rules import standing
from scopelint.rules.base import Meta, Record, line_of
from scopelint.trace import ScopeEvent

META = Meta(
    code="TFS206",
    name="reuse-false-has-no-effect",
    severity=Severity.WARNING,
    summary="reuse=False inside a scope that reuses: it inherits all the same",
    fix=Applicability.SAFE,
)


def check(record: Record) -> Iterator[Diagnostic]:
    for trace in record.traces:
        openings = standing.Openings()
        for event in trace.events:
            switch = event.overruled if isinstance(event, ScopeEvent) and event.opened else None
            if isinstance(event, ScopeEvent) and switch is not None and openings.stands_in_frame(switch, event.context.calls):
                yield _finding(event, switch)
            openings.see(event)


def _finding(event: ScopeEvent, switch: Site) -> Diagnostic:
    here = event.context.site
    flag = "tf.AUTO_REUSE" if event.reuse == "AUTO_REUSE" else "reuse"
    message = (
        f'reuse=False has no effect here: "{event.name}" inherits {flag} from {line_of(switch, seen_from=here)}, '
        "because TensorFlow treats False as if nothing had been said."
    )
    rewrite = Rewrite(here, Change.DROP, "reuse")
    return META.at(
        event.context,
        message,
        related=(Related("reuse is switched on here", switch),),
        help="remove it; for new variables, open the scope outside of the one that reuses, or with reuse=tf.AUTO_REUSE",
        repair=Repair("remove reuse=False", Applicability.SAFE, (rewrite,)),
    )
