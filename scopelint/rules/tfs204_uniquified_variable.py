"""
## What it does

Finds variables that have not the name that the program gives them, because it was taken:

- a `tf.get_variable` whose name an operation, a placeholder or a `tf.Variable` has already: it is called `w_1`, while
  `get_variable("w")` still finds it; or one that a custom getter asks for within a scope that it opens: it is called `scope/w`;
- the trainable `tf.Variable`s of a function, method or class that runs a second time in one graph: the names of the second run are
  numbered;
- a named, trainable `tf.Variable` in a variable scope that the same function opens again without reuse: opening a scope again opens a new
  name scope, `scope_1`.

Of a run with many such variables only the first is reported. Unnamed variables, and names that a helper gives to all that it makes, are
left out.

## Why it matters

Checkpoints are read by name. The number depends on what was made before, so that another program, or the same one after a change, looks for
another name.

## Example

```python
import tensorflow as tf


def model(x):
    w = tf.Variable(tf.zeros([3, 3]), name="w")
    b = tf.Variable(tf.zeros([3]), name="b")
    return tf.matmul(x, w) + b


train = model(tf.zeros([8, 3]))
test = model(tf.zeros([1, 3]))
```

TensorFlow raises nothing, and makes `w`, `b`, `w_1` and `b_1`.

## Mended

```python
import tensorflow as tf


def model(x):
    with tf.variable_scope("model", reuse=tf.AUTO_REUSE):
        w = tf.get_variable("w", [3, 3], initializer=tf.zeros_initializer())
        b = tf.get_variable("b", [3], initializer=tf.zeros_initializer())
    return tf.matmul(x, w) + b


train = model(tf.zeros([8, 3]))
test = model(tf.zeros([1, 3]))
```

For two models with weights of their own, open a variable scope of a different name around each call.

## When not to use it

Where no checkpoint is ever read by another program than the one that wrote it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from scopelint.model import Diagnostic, Related, Severity, Site
from scopelint.rules import reading, standing
from scopelint.rules.base import Meta, Record, line_of
from scopelint.trace import Context, OpenScope, Outcome, ScopeEvent, ScopeKind, Trace, VariableEvent

META = Meta(
    code="TFS204",
    name="uniquified-variable",
    severity=Severity.WARNING,
    summary="a variable that silently got another name than it was given, because that was taken",
)

_RUN = 2
"""A run of a builder is one that makes at least so many variables: a helper that makes one, for many callers, is none."""


def check(record: Record) -> Iterator[Diagnostic]:
    for trace in record.traces:
        yield from _stored(trace)
        yield from _run_again(trace)
        yield from _opened_again(trace)


def _stored(trace: Trace) -> Iterator[Diagnostic]:
    """`get_variable` finds its name taken; once a place."""
    told: set[Site] = set()
    for event in trace.variables:
        site, taken = event.context.site, event.uniquified_from
        if event.store and event.outcome is Outcome.CREATE and taken is not None and not event.assumed and site not in told:
            told.add(site)
            why, advice = _why_renamed(str(event.name), str(taken))
            message = f'{why}, so this variable is called "{event.name}", also in checkpoints, while get_variable finds it as "{taken}".'
            yield META.at(event.context, message, variable=str(event.name), help=advice)


def _why_renamed(name: str, wanted: str) -> tuple[str, str]:
    """Why a variable that was asked for by `wanted` is called otherwise, and what to do: a custom getter may stand in a name scope."""
    scope = name.removesuffix(f"/{wanted}")
    if scope != name:
        return (
            f'A custom getter opens the scope "{scope}" around this request',
            "ask for the variable outside of scopes that the getter opens",
        )
    taken = f'The name "{wanted}" is taken in this graph (capitals count as small letters)'
    return taken, "give the variable, or the operation or tf.Variable that was made before it, another name"


# --- a builder that runs twice -------------------------------------------------------------------------


def _run_again(trace: Trace) -> Iterator[Diagnostic]:
    made: defaultdict[tuple[Site, int], list[VariableEvent]] = defaultdict(list)
    runs: defaultdict[tuple[Site, Site], list[tuple[VariableEvent, VariableEvent]]] = defaultdict(list)
    for event in standing.made_without_store(iter(trace.events)):
        key = (event.context.site, event.context.graph)
        twin = next((e for e in made[key] if e.name == event.uniquified_from and _may_follow(e.context, event.context)), None)
        made[key].append(event)
        if twin is None or event.requested is None or event.reuse != "False":
            continue
        depth = standing.common_calls(twin.context, event.context)
        if depth < len(event.context.calls) and depth < len(twin.context.calls):
            runs[(twin.context.calls[depth], event.context.calls[depth])].append((twin, event))
    for (first, second), pairs in runs.items():
        if len({event.context.site for _, event in pairs}) >= _RUN and _is_whole(trace, first, pairs[0][0].context):
            yield _told_run(pairs[0], first, second)


def _may_follow(one: Context, other: Context) -> bool:
    return one.loops == other.loops and standing.same_run(one, other)


def _is_whole(trace: Trace, call: Site, example: Context) -> bool:
    """Whether the first run made each of its variables under a name of its own: a helper that names all alike is no builder."""
    depth = example.calls.index(call)
    events = [
        e
        for e in standing.made_without_store(iter(trace.events))
        if e.requested is not None and e.context.calls[: depth + 1] == example.calls[: depth + 1]
    ]
    by_line = len({(e.context.site, e.context.loops) for e in events}) == len(events)
    return by_line and len({(e.context.site, e.uniquified_from or e.name) for e in events}) == len(events)


def _told_run(pair: tuple[VariableEvent, VariableEvent], first: Site, second: Site) -> Diagnostic:
    twin, event = pair
    here = event.context.site
    message = (
        f'"{event.uniquified_from}" exists since the call at {line_of(first, seen_from=here)}, so the run that is called at '
        f'{line_of(second, seen_from=here)} makes "{event.name}": variables of its own, under numbered names.'
    )
    related = (
        Related(f'"{twin.name}" is made when called from here', first),
        Related(f'"{event.name}" is made when called from here', second),
    )
    advice = "to share them, use tf.get_variable with reuse; for two sets, open a variable scope of another name around each call"
    return META.at(event.context, message, variable=str(event.name), related=related, help=advice)


# --- a scope that is opened again ----------------------------------------------------------------------


def _opened_again(trace: Trace) -> Iterator[Diagnostic]:
    first_openings: dict[tuple[int, str], tuple[Site, str]] = {}
    name_scopes: dict[int, str] = {}
    openings = standing.Openings()
    told: set[int] = set()
    for event in trace.events:
        openings.see(event)
        if isinstance(event, ScopeEvent) and event.opened and event.kind is ScopeKind.VARIABLE and event.context.scopes:
            name_scopes[id(event.context.scopes[-1])] = str(event.name_scope)
            first_openings.setdefault((event.context.graph, str(event.name)), (event.context.site, str(event.name_scope)))
        if not isinstance(event, VariableEvent) or event.store or event.trainable is not True or event.requested is None:
            continue
        around = next((s for s in reversed(event.context.scopes) if s.site != event.context.site), None)
        if around is None or around.kind is not ScopeKind.VARIABLE or event.reuse != "False" or id(around) in told:
            continue
        site, before = first_openings.get((event.context.graph, str(around.name)), (around.site, ""))
        now = name_scopes.get(id(around), "")
        numbered = now.removeprefix(f"{before}_").isdigit() and now != before and str(event.name) == f"{now}/{event.requested}"
        if numbered and site != around.site and openings.stands_in_frame(around.site, event.context.calls):
            told.add(id(around))
            yield _told_scope(event, around, site, before)


def _told_scope(event: VariableEvent, scope: OpenScope, first: Site, before: str) -> Diagnostic:
    here = event.context.site
    message = (
        f'This variable is called "{event.name}", not "{before}/{reading.own_name(event)}": "{scope.name}" was opened before, at '
        f"{line_of(first, seen_from=here)}, and opening it again opens a new name scope, which is what tf.Variable goes by."
    )
    related = (Related("opened for the first time here", first), Related("opened again here", scope.site))
    advice = "use tf.get_variable, which goes by the variable scope, or make all variables of the scope where it is opened first"
    return META.at(event.context, message, variable=str(event.name), related=related, help=advice)
