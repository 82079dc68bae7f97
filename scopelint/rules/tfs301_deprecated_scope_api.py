"""
## What it does

Finds `tf.op_scope` and `tf.variable_op_scope`, which have been deprecated since TensorFlow 0.12, and names of the scope API that do not
exist, such as `tf.getVariable`.

## Why it matters

The old functions take their arguments in another order than `tf.name_scope` and `tf.variable_scope`: values first, then the names.
TensorFlow 2 has them in `compat.v1` only. A name that does not exist is an error: TensorFlow raises an AttributeError.

## Example

```python
import tensorflow as tf

x = tf.zeros([2, 4])
with tf.variable_op_scope([x], None, "dense"):
    w = tf.get_variable("w", [4, 4])
```

TensorFlow logs a warning, and opens the scope `dense`.

## Mended

```python
import tensorflow as tf

x = tf.zeros([2, 4])
with tf.variable_scope(None, "dense", [x]):
    w = tf.get_variable("w", [4, 4])
```

## When not to use it

Where the code has to run on TensorFlow before 0.12.

## Fix

The call becomes one of the function that has taken its place, with its arguments in their new order. That is safe. A name that does not
exist becomes the one that is meant; that is unsafe.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from scopelint.model import Applicability, Change, Diagnostic, Repair, Rewrite, Severity
from scopelint.rules.base import Meta, Record
from scopelint.rules.refusals import Cause
from scopelint.trace import DeprecatedEvent, RaiseEvent

META = Meta(
    code="TFS301",
    name="deprecated-scope-api",
    severity=Severity.WARNING,
    summary="a scope API that is deprecated, or a spelling of one that does not exist",
    fix=Applicability.SAFE,
)

_ORDER: Final = "1 2 0"
"""`op_scope(values, name, default_name)` -> `name_scope(name, default_name, values)`; the same for `variable_op_scope`."""
_FIRST: Final = {"tf.name_scope": "name", "tf.variable_scope": "name_or_scope"}
_NAMES: Final = (
    "get_variable", "Variable", "variable_scope", "name_scope", "get_variable_scope", "make_template", "reset_default_graph",
)  # fmt: skip
_MEANT: Final = {name.replace("_", "").lower(): name for name in _NAMES}


def check(record: Record) -> Iterator[Diagnostic]:
    for trace in record.traces:
        for event in trace.events:
            if isinstance(event, DeprecatedEvent):
                yield _deprecated(event)
    for _, story in record.stories(Cause.NO_SUCH_API):
        assert isinstance(story.event, RaiseEvent)
        yield _missing(story.event)


def _deprecated(event: DeprecatedEvent) -> Diagnostic:
    site, (old, new) = event.context.site, (event.api.removeprefix("tf."), event.instead.removeprefix("tf."))
    message = f"{event.api} is deprecated: {event.instead} has taken its place, with the values after the names."
    rewrites = (
        Rewrite(site, Change.ORDER, f"{_FIRST[event.instead]} default_name values", text=_ORDER, callees=(old,)),
        Rewrite(site, Change.CALLEE, text=new, callees=(old,)),
    )
    repair = Repair(f"call {event.instead}", Applicability.SAFE, rewrites)
    return META.at(event.context, message, help=f"write {event.instead}(name, default_name, values)", repair=repair)


def _missing(event: RaiseEvent) -> Diagnostic:
    wrong = event.api.removeprefix("tf.")
    meant = _MEANT[wrong.replace("_", "").lower()]
    message = f"TensorFlow has no tf.{wrong}, and raises an AttributeError here: tf.{meant} is meant."
    rewrite = Rewrite(event.context.site, Change.CALLEE, text=meant, callees=(wrong,))
    repair = Repair(f"call tf.{meant}", Applicability.UNSAFE, (rewrite,))
    return META.at(event.context, message, severity=Severity.ERROR, help=f"write tf.{meant}", repair=repair)
