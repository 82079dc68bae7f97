"""
## What it does

Finds two requests for variables that only name scopes keep apart, so that they ask for one and the same name:

- while reuse is off, the second one is refused: an error;
- under `reuse=tf.AUTO_REUSE`, two different lines, each in a `with tf.name_scope(...)` block of its own function, silently share one
  variable: a warning. Sharing by `reuse=True`, or by the same line again, is taken to be meant.

Of a block with several variables only the first is reported: the others repeat the story.

## Why it matters

`tf.name_scope` names operations and what `tf.Variable` makes. `tf.get_variable`, and all layers that are built on it, look at variable
scopes alone.

## Example

```python
import tensorflow as tf

with tf.name_scope("layer1"):
    w1 = tf.get_variable("weights", [784, 256])
with tf.name_scope("layer2"):
    w2 = tf.get_variable("weights", [256, 10])
```

TensorFlow says:

```text
ValueError: Variable weights already exists, disallowed. Did you mean to set reuse=True or reuse=tf.AUTO_REUSE in VarScope?
```

## Mended

```python
import tensorflow as tf

with tf.variable_scope("layer1"):
    w1 = tf.get_variable("weights", [784, 256])
with tf.variable_scope("layer2"):
    w2 = tf.get_variable("weights", [256, 10])
```

## When not to use it

Where lines in different name scopes share a variable through AUTO_REUSE on purpose; `reuse=True` on the second says so.

## Fix

With `--unsafe-fixes` the two name scopes become variable scopes, if they are opened in the same file, so that there are two variables,
named after them.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Sequence

from scopelint.model import Applicability, Diagnostic, Related, Severity
from scopelint.rules import reading, wording
from scopelint.rules.base import Meta, Record, line_of
from scopelint.rules.refusals import Cause
from scopelint.trace import OpenScope, Trace, VariableEvent

META = Meta(
    code="TFS202",
    name="name-scope-collision",
    severity=Severity.WARNING,
    summary="two variables that only name scopes keep apart: one variable, or an error",
    fix=Applicability.UNSAFE,
)


def check(record: Record) -> Iterator[Diagnostic]:
    """One finding a story: see `refusals.stories`."""
    for _, story in record.stories(Cause.NAME_SCOPES):
        others = [event for event in story.again if isinstance(event, VariableEvent)]
        yield _finding(story.variable, others, "so TensorFlow refuses the second one with a ValueError here", Severity.ERROR)
    for trace in record.traces:
        for event, *others in _shared(trace):
            yield _finding(event, others, "so under AUTO_REUSE both are one variable", Severity.WARNING)


def _shared(trace: Trace) -> Iterable[list[VariableEvent]]:
    """What only name scopes keep apart, together what the same two keep apart."""
    history = reading.ScopeHistory()
    found: dict[Hashable, list[VariableEvent]] = {}
    for item in trace.events:
        history.see(item)
        if isinstance(item, VariableEvent) and reading.shared_by_accident(item, history):
            assert item.first is not None
            scopes = reading.differing_name_scopes(item.context, item.first.context)
            sites = [scope.site for scope in scopes if scope is not None]
            found.setdefault(tuple(sites) if len(sites) == 2 else item.context.site, []).append(item)
    return found.values()


def _finding(event: VariableEvent, others: Sequence[VariableEvent], consequence: str, severity: Severity) -> Diagnostic:
    assert event.first is not None
    here, first = event.context, event.first.context
    ours, theirs = reading.differing_name_scopes(here, first)
    message = (
        f'"{event.name}" is asked for here{_inside(ours)} and at {line_of(first.site, seen_from=here.site)}{_inside(theirs)}: '
        f"name scopes do not keep variables of tf.get_variable apart, {consequence}."
    )
    more = {other.context.site: other for other in others if other.context.site != here.site}
    if more:
        message += f" So it is with {wording.listed(more.values(), seen_from=here.site)}."
    related = [Related("first created here", first.site)]
    related += [Related(f'in the name scope "{s.given}"', s.site) for s in (theirs, ours) if s is not None]
    advice = (
        "for two variables, write tf.variable_scope instead of tf.name_scope; to share one, open a variable scope with reuse=tf.AUTO_REUSE"
    )
    repair = wording.naming([s for s in (theirs, ours) if s is not None], at=here.site)
    variable, ends = str(event.name), (first.site, *more)
    return META.at(here, message, variable=variable, related=related, help=advice, severity=severity, repair=repair, ends=ends)


def _inside(scope: OpenScope | None) -> str:
    return f' in the name scope "{scope.given}"' if scope is not None else ""
