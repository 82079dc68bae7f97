"""
## What it does

Finds comments that suppress a finding that is not there: `# noqa: TFS101`, `# scopelint: ignore[...]`, `# scopelint: disable[...]` and
`# scopelint: noqa`, with codes that find nothing there, or that no rule has.

## Why it matters

The mistake that the comment was about is gone; the comment would hide the next one.

## Example

```python
import tensorflow as tf

with tf.variable_scope("net"):
    w = tf.get_variable("w", [4])  # noqa: TFS101
    b = tf.get_variable("b", [4])  # scopelint: ignore[duplicate-variable]
```

TensorFlow raises nothing: no variable is asked for twice.

## Mended

```python
import tensorflow as tf

with tf.variable_scope("net"):
    w = tf.get_variable("w", [4])
    b = tf.get_variable("b", [4])
```

## When not to use it

Codes of rules that are not checked are not judged, nor are those of other linters, nor `# noqa` without codes, which may be meant for
another linter. In a file in which the analysis stopped somewhere, only codes that no rule has are told. To keep a comment all
the same, let it name this rule, too: `# noqa: TFS101, TFS302`.

## Fix

The comment is removed, or the codes that are not needed. That is safe.
"""

from __future__ import annotations

from collections.abc import Iterator

from scopelint.model import Applicability, Change, Diagnostic, Repair, Rewrite, Severity, UnusedSuppression
from scopelint.rules.base import Meta, Record

META = Meta(
    code="TFS302",
    name="unused-suppression",
    severity=Severity.WARNING,
    summary="a comment that suppresses a finding that is not there",
    fix=Applicability.SAFE,
)


def check(record: Record) -> Iterator[Diagnostic]:
    for unused in record.unused:
        yield _finding(unused)


def _finding(unused: UnusedSuppression) -> Diagnostic:
    rewrites = tuple(
        Rewrite(site, Change.REPLACE, text=left) if left else Rewrite(site, Change.DELETE)  # what is left of it
        for site, left in unused.left
    )
    gone = not any(left for _, left in unused.left)
    return Diagnostic(
        META.code,
        META.name,
        META.severity,
        " ".join(_sentences(unused)),
        unused.site,
        help="remove the comment" if gone else "remove what is not needed of it",
        repair=Repair("remove the comment" if gone else "remove what is not needed of the comment", Applicability.SAFE, rewrites),
    )


def _sentences(unused: UnusedSuppression) -> Iterator[str]:
    if unused.unused:
        yield f"This comment suppresses {_listed(unused.unused)}, which {'finds' if len(unused.unused) == 1 else 'find'} nothing here."
    if unused.unknown:
        yield f"There is no rule {_listed(unused.unknown)}."
    if not unused.unused and not unused.unknown:
        yield "This comment suppresses nothing: there are no findings in this file."


def _listed(codes: tuple[str, ...]) -> str:
    return " and ".join([", ".join(codes[:-1]), codes[-1]] if len(codes) > 1 else codes)
