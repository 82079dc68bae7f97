"""
## What it does

Finds a program that builds and runs in turn, on one graph: a loop, or a function that is called again, asks for variables, then runs a
session, and then asks for the same variables again, by the same lines. What TensorFlow refuses (TFS101, TFS105, TFS106) is left to those
rules. Several networks under names of their own, one for each turn or call, are no rebuilding, nor are several objects of one class, nor
two calls of which one makes the variables and the other says reuse=True (one network to train, one to apply). Tests (functions whose names
begin with `test`) build and run a piece at a time on purpose.

Finds, too, what a server calls for each request, and what builds its network there instead of once: routes of Flask, Bottle, FastAPI,
Sanic and aiohttp, views of Django, handlers of Tornado and `http.server`, callbacks of `rospy` and `socketio`.

A new `tf.Graph()`, or `tf.reset_default_graph()`, for each turn makes it silent.

## Why it matters

Each turn adds a copy of the network to the graph: the program gets slower and larger with each step, or request. `tf.Variable`s are made
anew, without the values that were trained.

A server that has one thread fails at the second request ("Variable ... already exists"). One that gives each request a thread of its own
gives it a default graph of its own, too: each request waits until a network has been built and restored.

## Example

```python
import tensorflow as tf


def model(x):
    with tf.variable_scope("model", reuse=tf.AUTO_REUSE):
        return tf.matmul(x, tf.get_variable("w", [3, 3]))


with tf.Session() as sess:
    for epoch in range(2):
        y = model(tf.ones([1, 3]))
        sess.run(tf.global_variables_initializer())
        sess.run(y)
```

TensorFlow raises nothing, and has two copies of the network in its graph in the end.

## Mended

```python
import tensorflow as tf


def model(x):
    with tf.variable_scope("model", reuse=tf.AUTO_REUSE):
        return tf.matmul(x, tf.get_variable("w", [3, 3]))


y = model(tf.ones([1, 3]))
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for epoch in range(2):
        sess.run(y)
```

## When not to use it

In programs that build a few graphs into one another on purpose, to compare them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from scopelint.domain import names
from scopelint.model import Diagnostic, Related, Severity, Site
from scopelint.rules import standing, wording
from scopelint.rules.base import Meta, Record, line_of
from scopelint.trace import BuiltPerRequest, Context, Outcome, RefusalKind, RunEvent, Trace, VariableEvent

META = Meta(
    code="TFS213",
    name="graph-rebuilt-in-session",
    severity=Severity.WARNING,
    summary="a network that is built again on the same graph: between runs of a session, or for each request",
)


def check(record: Record) -> Iterator[Diagnostic]:
    for trace in record.traces:
        yield from _rebuilt(trace)
        yield from (_per_request(event) for event in trace.events if isinstance(event, BuiltPerRequest))


def _rebuilt(trace: Trace) -> Iterator[Diagnostic]:
    """One finding a loop, or a call; of loops within one another, the one that is first told of."""
    asked: defaultdict[tuple[Site, int, str], list[tuple[int, VariableEvent]]] = defaultdict(list)
    alike: set[tuple[object, ...]] = set()
    runs: list[RunEvent] = []
    told = _refused(trace)
    loops: defaultdict[Site, set[Site]] = defaultdict(set)
    for event in trace.events:
        if isinstance(event, RunEvent):
            runs.append(event)
        if not isinstance(event, VariableEvent) or event.outcome is Outcome.ERROR or event.context.after_error:
            continue
        place_and_name = event.context.site, event.context.graph, names.unnumbered(event.name)
        circumstances = (*place_and_name, len(runs), *_circumstances(event))
        if circumstances in alike:
            continue  # the layers of one network
        alike.add(circumstances)
        earlier = asked[place_and_name]
        for before, first in () if told.issuperset(_places(event.context)) else earlier:
            if before == len(runs):
                break  # no session has run since
            if not _in_one_run(first.context, event.context):
                continue
            between = (run for run in runs[before:] if _of_this_process(run, event) and _in_one_run(first.context, run.context))
            place = _repeated(first.context, event.context, between)
            around = {turn.site for turn in event.context.loops}
            if place is None or place in told or loops[event.context.site] & around:
                continue
            if not _is_look_up(event, place) and not _shares_on_purpose(first, event, place):
                told.add(place)
                loops[event.context.site].add(place)
                yield _finding(event, place, _is_loop(event.context, place))
        earlier.append((len(runs), event))


def _circumstances(event: VariableEvent) -> tuple[object, ...]:
    """All that matters here of a request, but its place and its name: a network of a thousand layers is looked at once."""
    context = event.context
    return context.calls, context.loops, context.functions, context.condition, context.certain, event.outcome, event.reuse, event.api


def _places(context: Context) -> Iterator[Site]:
    """The loops and the calls that may build it again."""
    yield from (turn.site for turn in context.loops)
    yield from context.calls


def _refused(trace: Trace) -> set[Site]:
    """The calls and loops that TensorFlow does not get through a second time: another rule speaks of these."""
    found: set[Site] = set()
    for event in trace.variables:
        if event.refusal is not None and event.refusal.kind is RefusalKind.EXISTS and not event.caught:
            found.update(event.context.calls)
            found.update(turn.site for turn in event.context.loops)
    return found


def _repeated(first: Context, second: Context, between: Iterable[RunEvent]) -> Site | None:
    """The loop whose turns, or the call whose function, both build and run."""
    turned = next((b for a, b in zip(first.loops, second.loops, strict=False) if a.site == b.site and a.turn != b.turn), None)
    if turned is not None:
        earlier = next(a for a in first.loops if a.site == turned.site)
        return turned.site if any(earlier in run.context.loops for run in between) else None
    depth = standing.common_calls(first, second)
    if depth >= min(len(first.calls), len(second.calls)):
        return None
    if second.functions and second.functions[depth + 1].name.endswith("__init__"):
        return None
    function = first.calls[: depth + 1]
    return second.calls[depth] if any(standing.in_run(run.context, function) for run in between) else None


def _in_one_run(first: Context, second: Context) -> bool:
    """Whether one run is known to do both, and is no test: those build and run a piece at a time on purpose."""
    is_test = any(function.name.rpartition(".")[2].startswith("test") for function in second.functions)
    return standing.together(first, second) and not is_test and standing.same_run(first, second)


def _of_this_process(run: RunEvent, event: VariableEvent) -> bool:
    """Whether a run is none of a process that was started meanwhile: that has graphs of its own."""
    return not run.copied or run.context.graph == event.context.graph


def _is_look_up(event: VariableEvent, place: Site) -> bool:
    """Whether the loop itself asks for a variable that is there: that alone adds nothing to the graph, as the layers of a network do."""
    depth = next((turn.depth for turn in event.context.loops if turn.site == place), None)
    looked_up = event.outcome is Outcome.REUSE and event.api == "tf.get_variable"
    return looked_up and depth == len(event.context.calls)


def _shares_on_purpose(first: VariableEvent, second: VariableEvent, place: Site) -> bool:
    """Whether two lines call the builder, one to make the variables and one to share them (reuse=True): networks for two uses."""
    return not _is_loop(second.context, place) and first.outcome is Outcome.CREATE and first.reuse == "False" and second.reuse == "True"


def _per_request(event: BuiltPerRequest) -> Diagnostic:
    """The finding stands where the function that answers requests begins to build."""
    context = event.context
    handler = wording.called(context.functions[0]) if context.functions else "the handler"
    effect = {
        Outcome.CREATE: f'adds new variables to the graph ("{event.name}")',
        Outcome.ERROR: f'asks for "{event.name}", which exists by then: a ValueError, unless each has a thread, and so a graph, of its own',
    }.get(event.outcome, f'adds another copy of the network to the graph ("{event.name}")')
    message = f"Each request runs {handler}, which builds its network anew: from the second one on, it {effect}."
    advice = "build and restore once, when the server starts, and let requests only run the session"
    outermost = len(context.calls)
    related = [Related("which calls", call) for call in context.calls[1:]]
    related += [Related("asked for here", context.site)] if outermost else []
    return META.at(
        context, message, variable=str(event.name), related=related, help=advice, ends=(context.site,) * bool(outermost), up=outermost
    )


def _is_loop(context: Context, place: Site) -> bool:
    return any(turn.site == place for turn in context.loops)


def _finding(event: VariableEvent, place: Site, loop: bool) -> Diagnostic:
    here = event.context.site
    at = line_of(place, seen_from=here)
    what = f"each turn of the loop at {at}" if loop else f"the call at {at}"
    effect = "makes new variables" if event.outcome is Outcome.CREATE else "adds another copy of the network"
    message = f'{what[0].upper()}{what[1:]} builds on the same graph again after a session has run: it {effect} ("{event.name}").'
    related = (Related("the loop that builds and runs" if loop else "the call that builds again", place),)
    advice = "build once, before the session runs; or give each turn a graph of its own: with tf.Graph().as_default():"
    return META.at(event.context, message, variable=str(event.name), related=related, help=advice)
