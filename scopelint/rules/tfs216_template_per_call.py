"""
## What it does

Finds a `tf.make_template` that runs again under the same name, each template being called only once: in the function that is called
instead of around it.

## Why it matters

Each template has variables of its own (`net`, `net_1`, ...). A template that is called once shares nothing, which is all that templates
are for.

## Example

```python
import tensorflow as tf


def net(x):
    layer = tf.make_template("net", lambda y: tf.layers.dense(y, 4, name="fc"))
    return layer(x)


left = net(tf.zeros([1, 3]))
right = net(tf.ones([1, 3]))
```

TensorFlow raises nothing, and makes `net/fc/kernel` and `net_1/fc/kernel`.

## Mended

```python
import tensorflow as tf

net = tf.make_template("net", lambda y: tf.layers.dense(y, 4, name="fc"))
left = net(tf.zeros([1, 3]))
right = net(tf.ones([1, 3]))
```

## When not to use it

Where templates serve to number scopes, and nothing is to be shared.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

from scopelint.domain.names import Text
from scopelint.model import Diagnostic, Related, Severity, Site
from scopelint.rules import standing
from scopelint.rules.base import Meta, Record, line_of
from scopelint.trace import ObjectAction, Outcome, TemplateEvent, Trace

META = Meta(
    code="TFS216",
    name="template-per-call",
    severity=Severity.WARNING,
    summary="make_template in the function that is called again: new variables with each call",
)


def check(record: Record) -> Iterator[Diagnostic]:
    """A template that any entry calls more than once is none of these."""
    shared = {site for trace in record.traces for site in _called_again(trace)}
    for trace in record.traces:
        made: defaultdict[tuple[Site, Text, int], list[TemplateEvent]] = defaultdict(list)
        called = {event.number for event in _templates(trace) if event.action is ObjectAction.CALLED}
        for event in _templates(trace):
            if event.action is ObjectAction.MADE and event.number in called and event.context.site not in shared:
                made[(event.context.site, event.name, event.context.graph)].append(event)
        for (_, name, graph), events in made.items():
            if len(events) > 1 and standing.same_run(events[0].context, events[1].context) and _makes_anew(trace, name, graph):
                yield _finding(events[0], events[1])


def _finding(first: TemplateEvent, second: TemplateEvent) -> Diagnostic:
    site = second.context.site
    way, earlier = second.context.calls, first.context.calls
    parted = next((call for call, other in zip(way, earlier, strict=False) if call != other), None)
    when = f"again, called from {line_of(parted, seen_from=site)}," if parted is not None else "again"
    message = (
        f'This runs {when} and makes another template "{second.name}": each is called once, so nothing is shared, '
        f'and the variables are numbered ("{second.name}_1/...").'
    )
    related = [Related("first called from here", call) for call in earlier]
    return META.at(second.context, message, related=related, help="make the template once, outside of the function, and call it each time")


def _makes_anew(trace: Trace, name: Text, graph: int) -> bool:
    """Whether the template's scope is numbered on, and makes variables: inside another template it may be the same scope again."""
    events = (e for e in trace.variables if e.outcome is Outcome.CREATE and e.context.graph == graph)
    scopes = (s for e in events for s in e.context.scopes if s.numbered and s.given == name)
    last = str(name).rpartition("/")[2]
    return any(str(s.name).rpartition("/")[2].removeprefix(f"{last}_").isdigit() for s in scopes)


def _called_again(trace: Trace) -> Iterator[Site]:
    """Where templates are made that are called more than once."""
    calls = Counter(event.number for event in _templates(trace) if event.action is ObjectAction.CALLED)
    for event in _templates(trace):
        if event.action is ObjectAction.MADE and calls[event.number] > 1:
            yield event.context.site


def _templates(trace: Trace) -> Iterator[TemplateEvent]:
    return (event for event in trace.events if isinstance(event, TemplateEvent))
