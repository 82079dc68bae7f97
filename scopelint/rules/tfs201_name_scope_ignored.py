"""
## What it does

Finds a `tf.get_variable` that stands in a `with tf.name_scope(...)` block as if that gave it a prefix. It does not: only variable scopes
name what `get_variable` makes.

The rule asks for evidence that the prefix was expected. It speaks where

- the nearest scope around the request is a name scope that the same function opens (not one that a caller or a library opened);
- and the request creates a variable.

It is silent where the program shows that it knows better:

- the name scope lies outside of the variable scope around the request, the usual way to group operations;
- the variable is shared: by `reuse=True`, by `reuse_variables()`, by the same line again under AUTO_REUSE (towers, training and
  evaluation);
- the program keeps its names apart itself: the variable's own name says that of the scope (`get_variable("conv1_w")` in
  `name_scope("conv1")`), or one line asks for several names;
- the variable is the `global_step`, which TensorFlow itself looks up without a prefix;
- the scope is one that has been opened before and is entered again (a name that ends in a slash), or none (`name_scope(None)`).

Where the same line later asks for the same name under another name scope, TFS202 speaks instead. A name scope with several such requests
is one finding, at the first of them.

## Why it matters

The program runs, and the variable is not called what it seems to be called. Checkpoints do not hold the name one looks for, and the
second block that does the same asks for the same variable: see TFS202.

## Example

```python
import tensorflow as tf

with tf.name_scope("layer1"):
    w = tf.get_variable("w", [4, 4])
print(w.name)
```

TensorFlow raises nothing, and prints:

```text
w:0
```

## Mended

```python
import tensorflow as tf

with tf.variable_scope("layer1"):
    w = tf.get_variable("w", [4, 4])
print(w.name)
```

## When not to use it

Where name scopes around `get_variable` are meant for operations alone, and the names of variables are not to change because
checkpoints exist.

## Fix

With `--unsafe-fixes` the name scopes become variable scopes, if they are opened in the same file. That renames the variable, and what else
is made there with `tf.get_variable`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Final

from scopelint.domain.names import Text
from scopelint.model import Applicability, Diagnostic, Related, Severity, Site
from scopelint.rules import reading, wording
from scopelint.rules.base import Meta, Record, line_of
from scopelint.trace import OpenScope, Outcome, Trace, VariableEvent

META = Meta(
    code="TFS201",
    name="name-scope-ignored",
    severity=Severity.WARNING,
    summary="a get_variable in a name_scope, whose prefix it does not get",
    fix=Applicability.UNSAFE,
)

_FOUND_BY_NAME: Final = "global_step"
"""A variable that TensorFlow itself looks up by its name at the root: there no prefix is wanted (training/training_util.py)."""


def check(record: Record) -> Iterator[Diagnostic]:
    """All entries are looked at together: a variable that one of them shares is shared on purpose; a name scope is one mistake."""
    shared = {name for trace in record.traces for name in _shared_on_purpose(trace)}
    blocks: defaultdict[Site, list[tuple[VariableEvent, tuple[OpenScope, ...]]]] = defaultdict(list)
    for trace in record.traces:
        for event, scopes in _candidates(trace):
            if event.name not in shared:
                blocks[scopes[-1].site].append((event, scopes))
    for block in blocks.values():
        first = next((event for event, _ in block if event.context.reached), block[0][0])
        others = {event.context.site: event for event, _ in reversed(block) if event.context.site != first.context.site}
        for event, scopes in block:
            if (event.context.site, event.name) == (first.context.site, first.name):
                yield _finding(event, scopes, sorted(others.values(), key=lambda other: other.context.site))


def _finding(event: VariableEvent, scopes: Sequence[OpenScope], others: Sequence[VariableEvent]) -> Diagnostic:
    """A finding at one variable of a name scope; `others` are those that are asked for elsewhere in it."""
    here, nearest = event.context.site, scopes[-1]
    prefix = "/".join(str(scope.given) for scope in scopes)
    own = reading.own_name(event)
    scope = reading.variable_scope_name(event.context)
    seems = "/".join(part for part in (scope, prefix, own) if part)
    message = (
        f'This variable is called "{event.name}", not "{seems}": tf.get_variable ignores the name scope "{nearest.given}" '
        f"that is opened at {line_of(nearest.site, seen_from=here)}."
    )
    if others:
        message += f" Nor does it name {wording.listed(others, seen_from=here)}."
    return META.at(
        event.context,
        message,
        variable=str(event.name),
        related=(Related("the name scope that does not name it", nearest.site),),
        help=f"to name the variable, write tf.variable_scope instead of tf.name_scope for {nearest.given}",
        repair=wording.naming(scopes, at=here),
        ends=[other.context.site for other in others],
    )


def _candidates(trace: Trace) -> Iterator[tuple[VariableEvent, tuple[OpenScope, ...]]]:
    """Requests that stand in a name scope of their own function, and that nothing in the trace excuses; with those name scopes."""
    names: defaultdict[Site, set[str]] = defaultdict(set)
    collides: set[Site] = set()
    for event in trace.variables:
        names[event.context.site].add(_without_part(reading.own_name(event)))
        if event.outcome is Outcome.ERROR and not event.caught and reading.kept_apart_by_name_scopes(event):
            collides.add(event.context.site)
    history = reading.ScopeHistory()
    for item in trace.events:
        history.see(item)
        if not isinstance(item, VariableEvent) or not _creates(item):
            continue
        site = item.context.site
        scopes = _expected_prefix(item, history)
        if scopes and site not in collides and len(names[site]) == 1:
            yield item, scopes


def _creates(event: VariableEvent) -> bool:
    return event.store and event.outcome is Outcome.CREATE and event.api.endswith(("get_variable", "get_local_variable"))


def _expected_prefix(event: VariableEvent, history: reading.ScopeHistory) -> tuple[OpenScope, ...]:
    """The name scopes whose prefix the request seems to get; none if there is reason to think that it was not expected."""
    scopes = reading.ignored_name_scopes(event.context)
    if not scopes or not history.same_frame(scopes[-1], event.context):
        return ()
    nearest = str(scopes[-1].given)
    own = reading.own_name(event)
    if nearest.endswith("/") or nearest.lower() in own.lower() or own == _FOUND_BY_NAME:
        return ()
    return scopes


def _shared_on_purpose(trace: Trace) -> Iterator[Text]:
    """Names that the entry shares, except by AUTO_REUSE between two lines in two name scopes: that is TFS202's accident."""
    history = reading.ScopeHistory()
    for item in trace.events:
        history.see(item)
        if not isinstance(item, VariableEvent) or item.outcome not in (Outcome.REUSE, Outcome.CREATE_OR_REUSE):
            continue
        if not reading.shared_by_accident(item, history):
            yield item.name


def _without_part(name: str) -> str:
    """The name of a partitioned variable: its parts are one request."""
    head, separator, tail = name.rpartition("/part_")
    return head if separator and tail.isdigit() else name
