"""
## What it does

Finds a name that TensorFlow refuses, for a scope, an operation or a variable: a blank, a colon, a letter with an accent, a leading
underscore at the root, and so on.

A name consists of letters, digits and `_ . \\ - / >`; at the root it begins with a letter, a digit or a dot.

## Why it matters

TensorFlow raises a `ValueError` when the scope is entered. Names are often built from data (a label, a file name, a user's name), so that
it depends on the data whether the program runs.

## Example

```python
import tensorflow as tf

for city in ["Paris", "New York"]:
    with tf.variable_scope(city):
        w = tf.get_variable("w", [4])
```

TensorFlow says:

```text
ValueError: 'New York' is not a valid root scope name.
```

## Mended

```python
import tensorflow as tf

for city in ["Paris", "New York"]:
    with tf.variable_scope(city.replace(" ", "_")):
        w = tf.get_variable("w", [4])
```

## When not to use it

There is no correct program in which this happens uncaught.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from scopelint.model import Diagnostic, Severity
from scopelint.rules.base import Meta, Record
from scopelint.rules.refusals import Cause
from scopelint.trace import RaiseEvent, VariableEvent

META = Meta(
    code="TFS109",
    name="invalid-scope-name",
    severity=Severity.ERROR,
    summary="a name of a scope, operation or variable that TensorFlow refuses",
)

HELP = "use letters, digits and any of _ . - / only, and begin with a letter or a digit"
_QUOTED: Final = re.compile(r"['`]([^'`]+)['`] is not a valid")
_REFUSED: Final = re.compile(r"[^A-Za-z0-9_.\\/>-]+")
_HOLE: Final = re.compile(r"\{[^{}]*\}")
_FIRST: Final = re.compile(r"^[^A-Za-z0-9.]+")


def check(record: Record) -> Iterator[Diagnostic]:
    """One finding a place: see `refusals.stories`."""
    for _, story in record.stories(Cause.INVALID_NAME):
        yield _finding(story.event)


def _finding(event: RaiseEvent | VariableEvent) -> Diagnostic:
    assert event.refusal is not None
    quoted = _QUOTED.search(event.refusal.message)
    variable = str(event.name) if isinstance(event, VariableEvent) else None
    if quoted is None:
        reason = f"TensorFlow raises a {event.refusal.exception} for this name: {event.refusal.message}"
        return META.at(event.context, f"{reason.rstrip('.')}.", variable=variable, help=HELP)
    name = quoted[1]
    message = f'"{name}" is not a valid name here{_why(name)}: TensorFlow raises a {event.refusal.exception}.'
    better = _FIRST.sub("", _REFUSED.sub("_", name))
    advice = f'{HELP}: "{better}"' if better and better != name and "{" not in name else HELP
    return META.at(event.context, message, variable=variable, help=advice)


def _why(name: str) -> str:
    """Which character is wrong, as a clause; in what is not known of the name only where nothing else is."""
    wrong = _REFUSED.search(_HOLE.sub("", name)) or _REFUSED.search(name)
    if wrong is not None:
        return f" (it has {wrong[0][0]!r} in it)"
    return f" (it begins with {name[0]!r})" if _FIRST.match(name) else ""
