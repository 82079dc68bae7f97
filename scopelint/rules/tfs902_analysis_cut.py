"""
## What it does

Says where the analysis stopped following the program, and why: a call that cannot be seen, recursion, a limit, an imported file that
cannot be read. It is off by default; the summary at the end of a run gives the number of such places.

## Why it matters

Beyond such a place variables may be missing from `scopelint names`, and mistakes from `scopelint check`.

## Example

```python
import tensorflow as tf
from somewhere import build_model

build_model(tf.placeholder(tf.float32, [None, 4]))
```

TensorFlow raises nothing: `somewhere` is a library that scopelint cannot see into.

## Mended

Give the folder in which the code lies with `--src`, if it is your own.

## When not to use it

It is for those who want to know what was not looked at; it finds no mistakes.
"""

from __future__ import annotations

from collections.abc import Iterator

from scopelint.model import Diagnostic, Severity
from scopelint.rules.base import Meta, Record, point

META = Meta(
    code="TFS902",
    name="analysis-cut",
    severity=Severity.INFO,
    summary="a place at which the analysis stopped following the program",
    default=False,
)


def check(record: Record) -> Iterator[Diagnostic]:
    """A finding a place and reason."""
    for trace in record.traces:
        for cut in trace.cuts:
            message = f"The analysis stopped following the program here: {_sentence(cut.reason)}"
            script = trace.entry.partition("::")[0]
            yield Diagnostic(META.code, META.name, META.severity, message, cut.site, concerns=frozenset({script}))
    for failure in record.unread:
        message = f"This file is imported, but was not analysed: {_sentence(failure.reason)}"
        site = point(failure.path, failure.line, failure.column)
        yield Diagnostic(META.code, META.name, META.severity, message, site, help=failure.advice)


def _sentence(reason: str) -> str:
    """A reason with a full stop, which TensorFlow's own messages have already."""
    return reason if reason.endswith((".", "!", "?")) else f"{reason}."
