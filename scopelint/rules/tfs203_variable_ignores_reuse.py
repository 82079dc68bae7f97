"""
## What it does

Finds weights that a second run makes anew, in a scope that says they are to be shared:

- a trainable `tf.Variable`, or a Keras layer, that the same line made before in the same variable scope, and that is made again where
  the scope is opened with `reuse=True`, `reuse=tf.AUTO_REUSE` or after `reuse_variables()`;
- the same by another line (or a `tf.get_variable` there), where the scope is opened with `reuse=True`, and both give the variable, or the
  layer, the same name;
- such a thing in a function that runs twice within one AUTO_REUSE scope, and shares other variables with its first run;
- a layer without a name, in a function that runs twice within one AUTO_REUSE scope, or in a loop in it that goes from one `tf.device` to
  the next, on another input that has nothing to do with the first run's output: it is numbered on (`dense`, `dense_1`) instead of shared.

What is not trainable (counters, optimizers' own variables) is left out.

## Why it matters

Nothing raises. The second network has weights of its own: a siamese network whose halves differ, an evaluation of weights that were never
trained.

## Example

```python
import tensorflow as tf


def encode(x, reuse=False):
    with tf.variable_scope("encoder", reuse=reuse):
        w = tf.Variable(tf.truncated_normal([3, 2]), name="w")
        return tf.matmul(x, w)


encode(tf.zeros([1, 3]))
encode(tf.ones([1, 3]), reuse=True)
```

TensorFlow raises nothing, and makes `encoder/w` and `encoder_1/w`.

## Mended

```python
import tensorflow as tf


def encode(x, reuse=False):
    with tf.variable_scope("encoder", reuse=reuse):
        w = tf.get_variable("w", [3, 2], initializer=tf.truncated_normal_initializer())
        return tf.matmul(x, w)


encode(tf.zeros([1, 3]))
encode(tf.ones([1, 3]), reuse=True)
```

Give layers of `tf.layers` a name. Of a Keras layer make one object, and call it twice.

## When not to use it

Where a scope with reuse is to share some of the variables made in it and not others.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterator
from itertools import takewhile

from scopelint.model import Diagnostic, Related, Severity, Site
from scopelint.rules import reading, standing
from scopelint.rules.base import Meta, Record, line_of
from scopelint.trace import Outcome, RaiseEvent, RenumberedEvent, ScopeKind, Trace, VariableEvent

META = Meta(
    code="TFS203",
    name="variable-ignores-reuse",
    severity=Severity.WARNING,
    summary="a variable or layer that is made again where reuse is on: it is not shared",
)

_SWITCHED_ON = ("True", reading.AUTO_REUSE)


def check(record: Record) -> Iterator[Diagnostic]:
    """One finding a place; and of all variables that one further call of a function makes again, the first."""
    for trace in record.traces:
        yield from _without_store(trace)
        yield from _numbered(trace)


# --- tf.Variable and Keras layers ------------------------------------------------------------------


def _without_store(trace: Trace) -> Iterator[Diagnostic]:
    made: defaultdict[tuple[Site, int, str], list[VariableEvent]] = defaultdict(list)
    named: dict[Hashable, VariableEvent] = {}
    told: set[Site] = set()
    refused = {e.context.site for e in trace.events if isinstance(e, RaiseEvent) and not e.caught}
    shared = [e for e in trace.variables if e.outcome in (Outcome.REUSE, Outcome.CREATE_OR_REUSE) and e.first is not None]
    for event in trace.variables:
        if event.trainable is not True or event.refusal is not None:
            continue
        context = event.context
        key = (context.site, context.graph, reading.variable_scope_name(context))
        if event.store:
            if event.outcome is Outcome.CREATE:
                named.setdefault((*key[1:], _names(event)), event)
            continue
        twin = next((other for other in made[key] if _is_twin(other, event, shared)), None)
        made[key].append(event)
        first = named.setdefault((*key[1:], _names(event)), event)
        if twin is None and _is_second_block(first, event):
            twin = first
        if twin is None or event.reuse not in _SWITCHED_ON or event.assumed:
            continue
        causes = {context.site, *_way(event, twin)[:1]}
        if refused.intersection(context.calls):  # what raises there is the template that it is made in
            continue
        if told.isdisjoint(causes):
            yield _finding(event, twin)
        told |= causes


def _is_twin(first: VariableEvent, event: VariableEvent, shared: list[VariableEvent]) -> bool:
    """Whether the same line made the same variable when the scope was open before (under `reuse=True`: at any time before)."""
    if first.requested != event.requested or first.context.loops != event.context.loops:
        return False
    if not _called_alike(first, event):  # another name is meant to be another variable
        return False
    if not standing.same_run(first.context, event.context):
        return False
    ours, theirs = standing.variable_scopes(event.context), standing.variable_scopes(first.context)
    if event.reuse == "True":
        return True
    if not ours or not theirs:
        return False
    return not standing.same_opening(ours[-1], theirs[-1]) or _is_shared_otherwise(first, event, shared)


def _is_second_block(first: VariableEvent, event: VariableEvent) -> bool:
    """Whether another line made a variable of the same name and shape in this variable scope, which is opened here to share."""
    if event.requested is None or first is event or first.context.site == event.context.site or first.context.loops != event.context.loops:
        return False
    ours, theirs = standing.variable_scopes(event.context), standing.variable_scopes(first.context)
    if not ours or not theirs or event.reuse != "True" or ours[-1].site != event.reuse_site or standing.same_opening(ours[-1], theirs[-1]):
        return False
    return first.shape == event.shape and standing.same_run(first.context, event.context)


def _names(event: VariableEvent) -> tuple[str, ...]:
    """What a variable is called within its variable scope: its name scopes, or its layer, and itself."""
    scopes = takewhile(lambda scope: scope.kind is ScopeKind.NAME, reversed(event.context.scopes))
    return (str(event.requested), *(str(scope.given) for scope in scopes))


def _called_alike(first: VariableEvent, event: VariableEvent) -> bool:
    """Whether both were given the same names, but for the numbers that TensorFlow gives."""
    return [_unnumbered(name) for name in _names(first)] == [_unnumbered(name) for name in _names(event)]


def _unnumbered(name: str) -> str:
    return name.rstrip("0123456789").removesuffix("_")


def _is_shared_otherwise(first: VariableEvent, event: VariableEvent, shared: list[VariableEvent]) -> bool:
    """Whether these are of two calls of one function, the later of which shares other variables of the earlier one."""
    depth = standing.common_calls(first.context, event.context) + 1
    if depth > min(len(event.context.calls), len(first.context.calls)) or event.context.functions[depth] != first.context.functions[depth]:
        return False
    ours, theirs = event.context.calls[:depth], first.context.calls[:depth]
    return any(e.first is not None and standing.in_run(e.context, ours) and standing.in_run(e.first.context, theirs) for e in shared)


def _finding(event: VariableEvent, twin: VariableEvent) -> Diagnostic:
    here = event.context.site
    keras = event.api.startswith("tf.keras.")
    what = "A Keras layer" if keras else event.api
    since = f" (switched on at {line_of(event.reuse_site, seen_from=here)})" if event.reuse_site is not None else ""
    maker = "this line" if twin.context.site == event.context.site else line_of(twin.context.site, seen_from=event.context.site)
    message = (
        f'{what} does not look at reuse{since}: this makes "{event.name}", and does not share "{twin.name}", which {maker} made before.'
    )
    related = [Related("reuse was switched on here", event.reuse_site)] if event.reuse_site is not None else []
    related += [Related("the first one is made when called from here", call) for call in _way(twin, event)]
    advice = "make one layer object, and call it each time" if keras else "use tf.get_variable, which looks at reuse"
    return META.at(event.context, message, variable=str(event.name), related=related, help=advice)


def _way(first: VariableEvent, event: VariableEvent) -> tuple[Site, ...]:
    return first.context.calls[standing.common_calls(first.context, event.context) :]


# --- layers without a name ---------------------------------------------------------------------------


def _numbered(trace: Trace) -> Iterator[Diagnostic]:
    """Layers that are numbered on in a run of a function that AUTO_REUSE seems to make share: see `standing.second_runs`."""
    for event, twin, again in standing.second_runs(trace):
        if event.api == "tf.variable_scope":  # a default name of the user's own: TFS209
            continue
        here, second = event.context.site, _made_by(again, event)
        if second is None or not standing.may_share(twin, second):
            continue
        turn = standing.later_turn(twin.context, second.context)
        way = _way(twin, second)
        before = (
            f"in an earlier turn of the loop at {line_of(turn.site, seen_from=here)}"
            if turn is not None
            else (f"when called from {line_of(way[0], seen_from=here)}")
        )
        message = (
            f'This layer has no name, so that AUTO_REUSE does not share it: it makes "{second.name}" beside "{twin.name}", '
            f"which this line made before, {before}."
        )
        related = [Related("the first one is made when called from here", call) for call in way]
        scope = next(s for s in reversed(event.context.scopes) if s.kind is ScopeKind.VARIABLE)
        related.append(Related("the scope with reuse=tf.AUTO_REUSE", scope.site))
        yield META.at(second.context, message, variable=str(second.name), related=related, help="give the layer a name, to share it")


def _made_by(events: tuple[VariableEvent, ...], layer: RenumberedEvent) -> VariableEvent | None:
    here = layer.context
    return next((e for e in events if e.context.site == here.site and e.context.calls == here.calls and e.outcome is Outcome.CREATE), None)
