"""
## What it does

Finds a function that makes variables and has a parameter `reuse`, `scope` or `name` which its body never reads, though a caller gives a
value for it. Methods are left out whose parameters somebody else prescribes (`__call__`, `call`, `build`).

## Why it matters

The caller asks for sharing, or for a name, and nothing happens: the second call is refused, makes weights of its own, or lands in the scope
of the first.

## Example

```python
import tensorflow as tf


def head(x, name, reuse=None):
    with tf.variable_scope("head", reuse=reuse):
        return tf.matmul(x, tf.get_variable("w", [4, 1]))


policy = head(tf.zeros([1, 4]), name="policy")
value = head(tf.zeros([1, 4]), name="value", reuse=tf.AUTO_REUSE)
```

TensorFlow raises nothing, and makes the one variable `head/w`.

## Mended

```python
import tensorflow as tf


def head(x, name, reuse=None):
    with tf.variable_scope(name, reuse=reuse):
        return tf.matmul(x, tf.get_variable("w", [4, 1]))


policy = head(tf.zeros([1, 4]), name="policy")
value = head(tf.zeros([1, 4]), name="value", reuse=tf.AUTO_REUSE)
```

## When not to use it

Where the parameter is there because several builders are called alike, and callers know that this one ignores it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from scopelint.model import Diagnostic, Related, Severity, Site, Span
from scopelint.rules import standing
from scopelint.rules.base import Meta, Record
from scopelint.trace import Trace, UnreadParameter

META = Meta(
    code="TFS217",
    name="reuse-parameter-unused",
    severity=Severity.WARNING,
    summary="a reuse, scope or name parameter that the function never reads",
)

_PRESCRIBED: Final = frozenset({"__call__", "__init__", "__new__", "call", "build", "apply", "_call", "forward", "body", "_build"})
_TELLS: Final = {"reuse": "what it makes is not shared because of it"}


def check(record: Record) -> Iterator[Diagnostic]:
    """One finding a function and parameter, where any entry gives a value."""
    told: set[tuple[Site, str]] = set()
    for trace in record.traces:
        for event in trace.events:
            if not isinstance(event, UnreadParameter) or event.function in _PRESCRIBED or (event.definition, event.parameter) in told:
                continue
            if _makes_variables(trace, event.definition):
                told.add((event.definition, event.parameter))
                yield _finding(event)


def _makes_variables(trace: Trace, definition: Site) -> bool:
    """Whether the function's own lines ask for variables, or open what asks for them."""
    return any(standing.passes_through(event.context, definition) for event in trace.variables)


def _finding(event: UnreadParameter) -> Diagnostic:
    span = event.definition.span
    head = Site(event.definition.path, Span(span.line, span.column, span.line, span.column + len("def ") + len(event.function)))
    effect = _TELLS.get(event.parameter, "no scope or variable in it is called that")
    message = f"{event.function}() never reads its parameter `{event.parameter}`, which is given {event.given}: {effect}."
    related = (Related(f"`{event.parameter}` is given here", event.context.site),)
    advice = f"hand `{event.parameter}` on to the scope or the layers in it, or remove the parameter"
    found = META.at(event.context, message, related=related, help=advice)
    return Diagnostic(
        found.code, found.name, found.severity, message, head, certain=found.certain, related=related, help=advice,
        ends=(event.context.site,),
    )  # fmt: skip
