"""
## What it does

Judges lists of variables that are taken by name against the names that the program has:

- `tf.get_collection(..., scope="gen")`, and `v.name.startswith("gen")`, where "gen" is a scope of the program, and another scope that the
  program names itself begins with the same letters: `gen_ab/` is taken, too;
- the same with the path of a scope, `"main/pi" in v.name`;
- `"d_" in v.name`, where the text stands at the beginning of a part of some names, and in the middle of others (`"encoded_1"`);
- a dict of variables by name (`{v.op.name.split("/")[-1]: v for v in ...}`) in which several have the same key: the last one stays;
- a filter that takes nothing, while there are variables, in a program all of which could be followed; of what is left out by name, only
  where a variable has that name but for capitals (`not v.name.startswith("net/Logits")`, and `net/logits` is there);
- an optimizer or a saver that is given no variables, there: TensorFlow raises a `ValueError`. It is not told where a filter was.

A prefix that is no scope itself (`"gen"` for `gen_a/` and `gen_b/`), names that TensorFlow has numbered (`gen_1/`), regular expressions and
texts that end in a slash are taken to be meant.

## Why it matters

`scope` is a regular expression that is matched from the start of the name, not the name of a scope. An optimizer then trains weights of the
other network, or none.

## Example

```python
import tensorflow as tf

for name in ("gen", "gen_ab"):
    with tf.variable_scope(name):
        tf.get_variable("w", [1])

variables = tf.get_collection(tf.GraphKeys.TRAINABLE_VARIABLES, scope="gen")
print([v.name for v in variables])
```

TensorFlow raises nothing, and takes `gen/w` and `gen_ab/w`.

## Mended

```python
import tensorflow as tf

for name in ("gen", "gen_ab"):
    with tf.variable_scope(name):
        tf.get_variable("w", [1])

variables = tf.get_collection(tf.GraphKeys.TRAINABLE_VARIABLES, scope="gen/")
print([v.name for v in variables])
```

## When not to use it

Where names are chosen so that prefixes overlap on purpose.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import takewhile
from typing import Final

from scopelint.model import Diagnostic, Severity, Site
from scopelint.rules import wording
from scopelint.rules.base import Meta, Record
from scopelint.rules.refusals import Cause
from scopelint.trace import (
    Cut,
    Event,
    FilterEvent,
    FilterKind,
    LostKeyEvent,
    Outcome,
    RaiseEvent,
    ScopeEvent,
    ScopeKind,
    Trace,
    VariableEvent,
)

META = Meta(
    code="TFS215",
    name="scope-filter-mismatch",
    severity=Severity.WARNING,
    summary="a list of variables taken by name that takes others, too, or none",
)

_PLAIN: Final = re.compile(r"[A-Za-z0-9_/-]+")
_HOW: Final = {
    FilterKind.MATCH: "is a regular expression, matched from the start of the name",
    FilterKind.PREFIX: "is a prefix",
    FilterKind.SUBSTRING: "is looked for anywhere in the name",
}
_COMPARED: Final = (FilterKind.EQUAL, FilterKind.PART)
_NUMBER: Final = re.compile(r"_\d+(/|$)")


def check(record: Record) -> Iterator[Diagnostic]:
    told: set[Site] = set()
    for trace in record.traces:
        for event, message, advice in _mismatches(trace):
            if event.context.site not in told:
                told.add(event.context.site)
                yield META.at(event.context, message, help=advice)
        for lost in trace.events:
            if isinstance(lost, LostKeyEvent) and lost.context.site not in told:
                told.add(lost.context.site)
                yield META.at(lost.context, _lost(lost), help="keep the part of the name that tells them apart in the key")
    for trace, story in record.stories(Cause.NO_VARIABLES):
        before = tuple(takewhile(lambda event, end=story.event: event is not end, trace.events))  # type: ignore[misc]
        if "::" not in trace.entry and not any(map(_is_in_doubt, before)):
            yield _refused(story.event, before)


def _is_in_doubt(event: Event) -> bool:
    """After what it is not sure that there are no variables, or known already why there are none."""
    match event:
        case Cut():
            return True
        case VariableEvent() | RaiseEvent():
            return event.refusal is not None and not event.caught
        case FilterEvent():
            is_plain = event.kind in _COMPARED or _PLAIN.fullmatch(event.pattern) is not None
            return bool(event.candidates) and not event.taken and is_plain
    return False


def _refused(event: VariableEvent | RaiseEvent, before: tuple[Event, ...]) -> Diagnostic:
    context, refusal = event.context, event.refusal
    assert refusal is not None
    graph = [e for e in before if isinstance(e, VariableEvent) and e.context.graph == context.graph]
    names = [str(e.name) for e in graph if e.outcome in (Outcome.CREATE, Outcome.CREATE_OR_REUSE)]
    given = (
        f"{context.called} is given no variable, though there are some ({_tops(names)})" if names else "There is no variable in this graph"
    )
    message = f"{given}: TensorFlow raises {wording.indefinite(refusal.exception)} here ({refusal.message.rstrip('.')})."
    advice = "compare with the names that `scopelint names` lists" if names else "build the model first, in this graph"
    return META.at(context, message, help=advice, severity=Severity.ERROR)


def _mismatches(trace: Trace) -> Iterator[tuple[FilterEvent, str, str]]:
    whole, scopes = True, _Scopes()
    fruitful = {_key(event) for event in trace.events if isinstance(event, FilterEvent) and event.taken}
    for event in trace.events:
        whole = whole and not isinstance(event, Cut)
        scopes.see(event)
        if not isinstance(event, FilterEvent) or not (event.kind in _COMPARED or _PLAIN.fullmatch(event.pattern)):
            continue
        names = [str(name) for name in event.candidates]
        if any("{" in name for name in names):
            continue
        if not event.taken:
            if scopes.is_empty(event):
                continue
            if whole and names and "::" not in trace.entry and _is_meant_to_take(event, names) and _key(event) not in fruitful:
                yield event, _nothing(event, names), _where_to_look(event, names)
        elif event.kind in _COMPARED:
            continue
        elif event.kind is FilterKind.SUBSTRING and "/" not in event.pattern.strip("/"):
            found = _inside_words(event.pattern, [str(name) for name in event.taken])
            if found:
                message = (
                    f'"{event.pattern}" in the name is also true of "{found[0]}"{_more(found)}, where it stands in the middle of a word.'
                )
                yield event, message, f'compare parts of the name: any(part.startswith("{event.pattern}") for part in v.name.split("/"))'
        else:
            found = _beyond(event.pattern, [str(name) for name in event.taken], anywhere=event.kind is FilterKind.SUBSTRING)
            if found:
                how = _HOW[event.kind]
                message = f'"{event.pattern}" {how}: it also takes "{found[0]}"{_more(found)}, which is in another scope.'
                yield event, message, f'end it with a slash: "{event.pattern}/"'


class _Scopes:
    """The variable scopes that were opened so far in each graph, and those in which variables were asked for."""

    def __init__(self) -> None:
        self._opened: set[tuple[int, str]] = set()
        self._used: set[tuple[int, str]] = set()

    def see(self, event: Event) -> None:
        match event:
            case ScopeEvent(kind=ScopeKind.VARIABLE, opened=True):
                self._opened.add((event.context.graph, str(event.name)))
            case VariableEvent():
                self._used.update((event.context.graph, str(s.name)) for s in event.context.scopes if s.kind is ScopeKind.VARIABLE)

    def is_empty(self, event: FilterEvent) -> bool:
        """Whether a filter asks for a scope that was opened, for a network that has no variables."""
        key = (event.context.graph, event.pattern.removesuffix("/"))
        return key in self._opened and key not in self._used


def _key(event: FilterEvent) -> tuple[Site, str]:
    """A filter and its text: what takes nothing at first, and something later, looks whether a variable is there already."""
    return event.context.site, event.pattern


def _is_meant_to_take(event: FilterEvent, names: list[str]) -> bool:
    """Whether a filter that takes nothing is a mistake: one that looks for a single name may only ask whether it is there."""
    return event.kind is not FilterKind.EQUAL or _lacks_number(event, names)


def _lacks_number(event: FilterEvent, names: list[str]) -> bool:
    """Whether there is what the filter looks for, but for the `:0` at its end."""
    return any(f"/{name}".endswith(f"/{event.pattern}") for name in names)


def _lost(event: LostKeyEvent) -> str:
    return f'"{event.lost}" and "{event.kept}" have the same key here, "{event.key}": of such variables the dict keeps only the last.'


def _nothing(event: FilterEvent, names: list[str]) -> str:
    return f'This takes no variable: none that exists here is called "{event.pattern}" ({_tops(names)}).'


def _where_to_look(event: FilterEvent, names: list[str]) -> str:
    if event.kind in _COMPARED and _lacks_number(event, names):
        return 'v.name ends in the number of the output, ":0": compare v.op.name, which does not'
    near = next((name for name in names if event.pattern.lower() in name.lower()), None)
    if near is not None and event.pattern not in near:
        return f'there is "{near}": capitals make a difference'
    return "compare with the names that `scopelint names` lists"


def _tops(names: list[str]) -> str:
    tops = list(dict.fromkeys(name.partition("/")[0] for name in names))
    return "the names begin with " + ", ".join(f'"{top}"' for top in tops[:4]) + (", ..." if len(tops) > 4 else "")


def _beyond(pattern: str, taken: list[str], *, anywhere: bool) -> list[str]:
    """Names that only begin with the letters of a scope, while others are in that scope; `anywhere`: at any part of the name."""
    if pattern.endswith("/"):
        return []
    start = re.compile(f"(?:.*/)?{re.escape(pattern)}" if anywhere else re.escape(pattern))
    rests = {name: name[found.end() :] for name in taken if (found := start.match(name))}
    beyond = [name for name, rest in rests.items() if rest and not rest.startswith("/") and not _NUMBER.match(rest)]
    inside = len(beyond) < len(rests) and any(not rest or rest.startswith("/") for rest in rests.values())
    return beyond if inside and any("/" in rests[name] for name in beyond) else []


def _inside_words(pattern: str, taken: list[str]) -> list[str]:
    """Names that have the text only in the middle of a part, while others have it at the beginning of one."""
    begins = [name for name in taken if any(part.startswith(pattern.lstrip("/")) for part in name.split("/"))]
    others = [name for name in taken if name not in begins and pattern[0].isalnum() and _in_middle(pattern, name)]
    return others if begins else []


def _in_middle(pattern: str, name: str) -> bool:
    """Whether a letter stands before each place at which the name has the text."""
    places = [found.start() for found in re.finditer(re.escape(pattern), name)]
    return bool(places) and all(place > 0 and name[place - 1].isalpha() for place in places)


def _more(found: list[str]) -> str:
    return f" and {len(found) - 1} more" if len(found) > 1 else ""
