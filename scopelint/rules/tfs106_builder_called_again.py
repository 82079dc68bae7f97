"""
## What it does

Finds the second call of a function, method or class that makes variables, where the second call asks for the same variables while reuse is
off. The finding stands at the call, not at the variable: that is where it is mended. The first call and the refused variable are shown as
related places.

Of all the variables of a model that is built twice only the first one is told. A small helper counts, too: `linear(x, n)` called twice in
one scope asks twice for its weights; give each call a `tf.variable_scope` of its own.

## Why it matters

TensorFlow raises a `ValueError` when the second call runs: for evaluation, for sampling, per request, per epoch. It is the mistake that
people report most.

## Example

```python
import tensorflow as tf


def network(x):
    with tf.variable_scope("network"):
        w = tf.get_variable("w", [4, 2])
        return tf.matmul(x, w)


train = network(tf.placeholder(tf.float32, [32, 4]))
evaluate = network(tf.placeholder(tf.float32, [None, 4]))
```

TensorFlow says:

```text
ValueError: Variable network/w already exists, disallowed. Did you mean to set reuse=True or reuse=tf.AUTO_REUSE in VarScope?
```

## Mended

```python
import tensorflow as tf


def network(x):
    with tf.variable_scope("network", reuse=tf.AUTO_REUSE):
        w = tf.get_variable("w", [4, 2])
        return tf.matmul(x, w)


train = network(tf.placeholder(tf.float32, [32, 4]))
evaluate = network(tf.placeholder(tf.float32, [None, 4]))
```

Or make it once, as a template:

```python
import tensorflow as tf


def network(x):
    w = tf.get_variable("w", [4, 2])
    return tf.matmul(x, w)


shared = tf.make_template("network", network)
train = shared(tf.placeholder(tf.float32, [32, 4]))
evaluate = shared(tf.placeholder(tf.float32, [None, 4]))
```

For two separate sets of weights, call it in two variable scopes. A program that builds the same network again and again for a `Session` to
run should build it once, before its loop.

## When not to use it

There is no correct program in which this happens uncaught.

## Fix

With `--unsafe-fixes` the outermost scope that the builder opens is opened with `reuse=tf.AUTO_REUSE`, if that is in the same file; a
builder without a scope is called in `with tf.variable_scope(tf.get_variable_scope(), reuse=tf.AUTO_REUSE):`. Whether the calls should share
their weights is for you to say.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from scopelint.model import Applicability, Diagnostic, Related, Severity, Site
from scopelint.rules import wording
from scopelint.rules.base import Meta, Record, line_of
from scopelint.rules.checking import other_ways
from scopelint.rules.refusals import Builder, Cause, Story, builder_of
from scopelint.trace import VariableEvent

META = Meta(
    code="TFS106",
    name="builder-called-again",
    severity=Severity.ERROR,
    summary="a function or class that makes variables and runs a second time while reuse is off",
    fix=Applicability.UNSAFE,
)

HELP = (
    "to share the weights, open its scope with reuse=tf.AUTO_REUSE, or call it in one with reuse=True the second time; "
    "for weights of its own, call it in another tf.variable_scope or in a graph of its own (with tf.Graph().as_default():); "
    "if it should run once only, keep what the first call returns"
)


_SHOWN: Final = 3
"""How many further calls the message names."""


def check(record: Record) -> Iterator[Diagnostic]:
    """One finding a second call: see `refusals.stories`."""
    for _, story in record.stories(Cause.BUILDER):
        assert story.builder is not None
        yield _finding(story, story.builder)


def _finding(story: Story, builder: Builder) -> Diagnostic:
    event, context = story.variable, story.variable.context
    assert event.first is not None
    here, first = context.calls[builder.depth], event.first.context.calls[builder.first_depth]
    message = (
        f'{_start(wording.called(builder.function))} runs again {_when(story, here, first)}, and asks for "{event.name}", '
        f"which {_maker(story)} created: reuse is off, so TensorFlow raises a ValueError "
        f"at {line_of(context.site, seen_from=here)}.{_further(story, builder, here)}"
    )
    related = [Related("called before here", first)] if first != here else []
    if story.loop is not None:
        related.append(Related("the loop", story.loop.site))
    related += [Related("which calls", call) for call in context.calls[builder.depth + 1 :]]
    related.append(Related("refused here", context.site))
    if event.first.context.site != context.site:
        related.append(Related("first created here", event.first.context.site))
    return META.at(
        context,
        message,
        variable=str(event.name),
        related=related,
        help=HELP,
        repair=wording.share(event, at=here),
        ends=(first, context.site),
        up=len(context.calls) - builder.depth,
    )


def _when(story: Story, here: Site, first: Site) -> str:
    if story.loop is not None and first == here:
        return f"in each turn of the loop at {line_of(story.loop.site, seen_from=here)}"
    if first != here and line_of(first, seen_from=here) == line_of(here, seen_from=here):
        return "here, after an earlier call in this line"
    return "here" if first == here else f"here, after {line_of(first, seen_from=here)}"


def _further(story: Story, builder: Builder, here: Site) -> str:
    """Where else the same happens, as sentences: further calls, and other ways that lead to this one."""
    further: dict[Site, None] = {}
    ways = set()
    for event in story.again:
        calls = event.context.calls
        same = builder_of(event) if isinstance(event, VariableEvent) else None
        if same is not None and calls[same.depth] != here:
            further[calls[same.depth]] = None
        elif same is not None and calls[: same.depth] != story.event.context.calls[: builder.depth]:
            ways.add(calls[: same.depth])
    said = ""
    if further:
        places = ", ".join(line_of(call, seen_from=here) for call in list(further)[:_SHOWN])
        more = f" and {len(further) - _SHOWN} more" if len(further) > _SHOWN else ""
        said = f" The same happens at {places}{more}."
    return said + other_ways(len(ways))


def _maker(story: Story) -> str:
    return "an earlier turn" if story.loop is not None else "the first call"


def _start(text: str) -> str:
    return text[:1].upper() + text[1:] if text.startswith(("a ", "the ")) else text
