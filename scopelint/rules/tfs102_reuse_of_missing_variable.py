"""
## What it does

Finds a `tf.get_variable` (or a layer built on it) that asks for a name which nothing has created, while `reuse=True` is on. For what
optimizers, moving averages and normalizations create, TFS107 speaks.

The message says what may have been meant: the variable of this name that is made later, or by `tf.Variable`, or in another scope, or one
whose name is nearly the same.

Of a scope that is reused before anything was made in it, only the first variable is reported: the others repeat the story.

Code that scopelint does not get to see (a library that is not beside the program) may make variables, too. Where such code was called
in the scope before, or was given tensors, nothing is missing for sure, and nothing is reported.

## Why it matters

`reuse=True` only shares. TensorFlow raises a `ValueError` for a name that is missing, also where an initializer is given. What
`tf.Variable` made does not count: `get_variable` finds only what `get_variable` made.

## Example

```python
import tensorflow as tf

with tf.variable_scope("net", reuse=True):
    w = tf.get_variable("w", [4, 4])
```

TensorFlow says:

```text
ValueError: Variable net/w does not exist, or was not created with tf.get_variable(). Did you mean to set reuse=tf.AUTO_REUSE in VarScope?
```

## Mended

```python
import tensorflow as tf

with tf.variable_scope("net", reuse=tf.AUTO_REUSE):
    w = tf.get_variable("w", [4, 4])
```

Or create it first, without reuse, and keep `reuse=True` for the second request.

## When not to use it

There is no correct program in which this happens uncaught.

## Fix

With `--unsafe-fixes` the scope that switched reuse on is opened with `reuse=tf.AUTO_REUSE`, which creates what is missing. Where the name
is wrong, that only hides it.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from typing import Final

from scopelint.domain.names import Text
from scopelint.model import Applicability, Diagnostic, Related, Severity
from scopelint.rules import standing, wording
from scopelint.rules.base import Meta, Record, line_of
from scopelint.rules.refusals import Cause, is_slot
from scopelint.trace import Outcome, RefusalKind, Trace, VariableEvent

META = Meta(
    code="TFS102",
    name="reuse-of-missing-variable",
    severity=Severity.ERROR,
    summary="a variable that is asked for with reuse=True and that nothing has created",
    fix=Applicability.UNSAFE,
)

CREATE_FIRST = "create it first without reuse, or open the scope with reuse=tf.AUTO_REUSE, which creates what is missing"

_RENAMED: Final = {"weights": "kernel", "biases": "bias"}
"""What recurrent cells called their variables before TensorFlow 1.2, and what they call them since."""


def check(record: Record) -> Iterator[Diagnostic]:
    """One finding a story: see `refusals.stories`."""
    for trace, story in record.stories(Cause.MISSING):
        yield _finding(story.variable, trace)


def _finding(event: VariableEvent, trace: Trace) -> Diagnostic:
    here, reuse = event.context.site, event.reuse_site
    since = ""
    related = []
    if reuse is not None:
        related.append(Related("reuse was switched on here", reuse))
        if reuse.span.line != here.span.line or reuse.path != here.path:
            since = f" (since {line_of(reuse, seen_from=here)})"
    hint, place = _hint(event, trace)
    if place is not None:
        related.append(place)
    message = (
        f'"{event.name}" does not exist: reuse is on{since}, and nothing has created this variable by then, '
        f"so TensorFlow raises a ValueError here.{hint}"
    )
    return META.at(
        event.context,
        message,
        variable=str(event.name),
        related=related,
        help=CREATE_FIRST,
        repair=None if reuse is None else wording.auto_reuse(reuse, at=here),
        ends=() if reuse is None else (reuse,),
    )


def _hint(event: VariableEvent, trace: Trace) -> tuple[str, Related | None]:
    """What may have been meant: the same name made later, made by tf.Variable, in another scope, or a name that is nearly the same."""
    made = _made(trace, event.context.graph)
    later = made.get(event.name)
    if later is not None:
        if later.store:
            return _later(event, later)
        return " A tf.Variable has this name, but get_variable shares only what get_variable made.", Related(
            "the tf.Variable of this name", later.context.site
        )
    earlier = {str(name): other for name, other in made.items() if other.store and not is_slot(other)}
    parent, _, last = str(event.name).rpartition("/")
    renamed = f"{parent}/{_RENAMED.get(last)}"
    if renamed in earlier:
        place = Related(f'"{renamed}" is created here', earlier[renamed].context.site)
        return f' From TensorFlow 1.2 on a cell calls it "{renamed}".', place
    own = _own_part(str(event.name), event)
    elsewhere = [name for name in earlier if _own_part(name, event) == own]
    if elsewhere:
        near = difflib.get_close_matches(str(event.name), elsewhere, n=1, cutoff=0)[0]
        return f' In another scope there is "{near}".', Related(f'"{near}" is created here', earlier[near].context.site)
    close = difflib.get_close_matches(str(event.name), list(earlier), n=1, cutoff=0.75)
    if close:
        return f' Did you mean "{close[0]}"?', Related(f'"{close[0]}" is created here', earlier[close[0]].context.site)
    return "", None


def _later(event: VariableEvent, later: VariableEvent) -> tuple[str, Related]:
    """That the variable is made afterwards: by another line, or by this one when another call leads here."""
    here, there = event.context, later.context
    common = standing.common_calls(here, there)
    if there.site == here.site and len(there.calls) > common:
        call = there.calls[common]
        at = line_of(call, seen_from=here.site)
        return f" This line creates it only later, when called from {at}.", Related("the call that creates it", call)
    return f" It is created only later, at {line_of(there.site, seen_from=here.site)}.", Related("created only here", there.site)


def _own_part(name: str, event: VariableEvent) -> str:
    """What a name says without its scopes: a layer's "kernel" says nothing without the layer."""
    parts = name.split("/")
    return "/".join(parts[-1:] if event.api.endswith("get_variable") else parts[-2:])


def _made(trace: Trace, graph: int) -> dict[Text, VariableEvent]:
    """All that the entry creates in a graph, by name, the first creation of each.

    What is refused only because the analysis went on after the missing request, as if there were such a variable, would be made.
    """
    made: dict[Text, VariableEvent] = {}
    for event in trace.variables:
        if event.context.graph == graph and (event.outcome in (Outcome.CREATE, Outcome.CREATE_OR_REUSE) or _would_make(event)):
            made.setdefault(event.name, event)
    return made


def _would_make(event: VariableEvent) -> bool:
    """Whether a request is refused the name alone that an earlier one, refused as missing, left behind."""
    first = event.first.refusal if event.first is not None else None
    return (
        event.refusal is not None and event.refusal.kind is RefusalKind.EXISTS and first is not None and first.kind is RefusalKind.MISSING
    )
