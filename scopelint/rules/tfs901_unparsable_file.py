"""
## What it does

Reports a file that cannot be read as Python 3, with the line and the reason: Python 2 code (`print` statements, `except X, e`,
backticks, ...), bytes that are not in the encoding that the file says, null bytes, syntax errors, nesting so deep that Python itself
refuses it.

Of a file that is found in a folder, has nothing of TensorFlow in it and imports nothing that has, only the bytes are looked at: it is
reported where something in them speaks against Python 3, such as brackets without partners or statements of Python 2. A file that is
given by its name is always parsed.

Of a notebook, each cell that cannot be read is reported, an unfinished `x = ` say, and the other cells are analysed as they stand without
it. Only a notebook in which Python 2 is written is left alone as a whole.

## Why it matters

Nothing in the file was analysed, and what other files import from it is unknown. In a notebook, variables that the cell would make are
not known to the cells below.

## Example

```python2
import tensorflow as tf
with tf.variable_scope("net"):
    w = tf.get_variable("w", [4])
    print w.name
```

Python says:

```text
SyntaxError: Missing parentheses in call to 'print'. Did you mean print(...)?
```

## Mended

```python
import tensorflow as tf
with tf.variable_scope("net"):
    w = tf.get_variable("w", [4])
    print(w.name)
```

## When not to use it

Where files that Python cannot read lie in the project on purpose (templates, say); better exclude those.

## Options

- `python2`: with `--python2`, or this setting, files that are not Python 3 are read as Python 2, with the places and the meaning that
  things have there: `/` divides two integers without a rest, `map` gives a list.
"""

from __future__ import annotations

from collections.abc import Iterator

from scopelint.model import Diagnostic, Severity
from scopelint.rules.base import Meta, Record, point

META = Meta(
    code="TFS901",
    name="unparsable-file",
    severity=Severity.ERROR,
    summary="a file that cannot be read as Python 3",
    options=("python2",),
)


def check(record: Record) -> Iterator[Diagnostic]:
    """A finding a file, or a cell of a notebook."""
    for failure in record.failures:
        message = f"This {'cell' if failure.in_part else 'file'} was not analysed: {failure.reason}."
        site = point(failure.path, failure.line, failure.column)
        yield Diagnostic(META.code, META.name, META.severity, message, site, help=failure.advice)
