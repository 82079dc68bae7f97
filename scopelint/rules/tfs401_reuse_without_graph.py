"""
## What it does

Finds a `tf.get_variable`, or a layer built on it, that asks for a variable again under `reuse=True` or `tf.AUTO_REUSE` while execution is
eager, and one that asks for a variable under `reuse=True` which nothing has made. Told once for each place that switches reuse on.

Templates of `tf.make_template`, and what runs in an `EagerVariableStore`, are not reported: they share under eager execution, too. Nor are
programs that call `tf.disable_eager_execution()` or `tf.disable_v2_behavior()`, or work in a `tf.Graph`.

## Why it matters

Under eager execution TensorFlow does not look at reuse: each request makes a new variable of the same name, and nothing is raised, not even
where reuse=True asks for a variable that does not exist. What is trained is not what is evaluated.

## Example

```python
import tensorflow as tf

tf.enable_eager_execution()


def network(x):
    with tf.variable_scope("network", reuse=tf.AUTO_REUSE):
        w = tf.get_variable("w", [4, 2])
        return tf.matmul(x, w)


train = network(tf.ones([32, 4]))
evaluate = network(tf.ones([8, 4]))
```

TensorFlow says nothing: there are two variables called `network/w`.

## Mended

```python
import tensorflow as tf

tf.enable_eager_execution()


def network(x):
    w = tf.get_variable("w", [4, 2])
    return tf.matmul(x, w)


shared = tf.make_template("network", network)
train = shared(tf.ones([32, 4]))
evaluate = shared(tf.ones([8, 4]))
```

## When not to use it

It can stay on: what it reports is never shared.

## Options

`target-version`: from "2.0" on, execution is eager from the start.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator

from scopelint.model import Diagnostic, Related, Severity, Site
from scopelint.rules import standing
from scopelint.rules.base import Meta, Record, line_of
from scopelint.trace import Outcome, Trace, VariableEvent

META = Meta(
    code="TFS401",
    name="reuse-without-graph",
    severity=Severity.WARNING,
    summary="reuse under eager execution, where it shares nothing",
    options=("target-version",),
)

HELP = (
    "make the layer or variable once and keep it, use tf.make_template, or build in a graph: `with tf.Graph().as_default():`, "
    "or tf.compat.v1.disable_v2_behavior() at the start"
)


def check(record: Record) -> Iterator[Diagnostic]:
    for trace in record.traces:
        yield from _not_shared(trace)


def _not_shared(trace: Trace) -> Iterator[Diagnostic]:
    """The first variable that each switch of reuse fails to share, or makes in spite of reuse=True."""
    made: dict[Hashable, VariableEvent] = {}
    told: set[Site] = set()
    for event in trace.variables:
        if not event.context.eager or not event.store or event.outcome is not Outcome.CREATE:
            continue
        switch = event.reuse_site
        first = made.setdefault(event.name, event)
        if switch is None or switch in told or event.assumed:
            continue
        if first is not event:
            told.add(switch)
            yield _finding(event, first, switch)
        elif event.reuse == str(True):
            told.add(switch)
            yield _missing(event, switch)


def _finding(event: VariableEvent, first: VariableEvent, switch: Site) -> Diagnostic:
    here, before = event.context.site, first.context.site
    where = f"at {line_of(before, seen_from=here)}" if before != here else "when this line ran before"
    message = (
        f'Execution is eager, where reuse has no effect: this makes another "{event.name}", '
        f"and does not share the one that was made {where}."
    )
    common = standing.common_calls(event.context, first.context)
    related = [Related("reuse is asked for here", switch)]
    if before != here:
        related.append(Related("first made here", before))
    related += [Related("the first one is made when called from here", call) for call in first.context.calls[common:]]
    return META.at(event.context, message, variable=str(event.name), related=related, help=HELP, ends=(switch,))


def _missing(event: VariableEvent, switch: Site) -> Diagnostic:
    message = (
        f'Execution is eager, where reuse=True has no effect: nothing has created "{event.name}" by then, and instead of raising a '
        f"ValueError TensorFlow makes it here."
    )
    related = [Related("reuse is asked for here", switch)]
    return META.at(event.context, message, variable=str(event.name), related=related, help=HELP, ends=(switch,))
