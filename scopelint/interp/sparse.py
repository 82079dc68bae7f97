"""Sequences of which each item is there under a condition of its own: what lists do with one another, without telling paths apart.

Flows in: the content of lists and tuples. Flows out: the same for sequences that are made of them. A list to which a program adds what
its settings ask for is one of as many lists as there are settings to combine; item by item, it is as long as its items are many.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, TypeAlias, cast

from scopelint.domain.conditions import FALSE, TRUE, Condition
from scopelint.domain.values import Choice, Sparse, Unknown, Value

if TYPE_CHECKING:
    from scopelint.interp.interpreter import Interpreter

Content: TypeAlias = tuple[Value, ...] | Unknown
"""What a list or tuple holds."""

Entry: TypeAlias = tuple[Condition, Value]
"""An item, and when it is there."""


def entries(content: Content) -> tuple[Entry, ...] | None:
    """The items of a sequence; None where they are not known."""
    if type(content) is Sparse:
        return content.items
    return tuple((TRUE, item) for item in content) if isinstance(content, tuple) else None


def sequence(found: Iterable[Entry]) -> Content:
    """The content that these items are."""
    items = tuple(found)
    return tuple(item for _, item in items) if all(held is TRUE for held, _ in items) else Sparse(items)


def mapped(content: Sparse, function: Callable[[Value], Value]) -> Sparse:
    """What a function that changes nothing makes of each item."""
    return Sparse((held, function(item)) for held, item in content.items)


def chained(one: Content, other: Content) -> Content:
    """The items of two sequences, one behind the other."""
    left, right = entries(one), entries(other)
    if left is None or right is None:
        return one if left is None else other
    return sequence((*left, *right))


def zipped(columns: list[Content]) -> Content | None:
    """Rows of sequences whose items are there under the same conditions; None for others."""
    found = [entries(column) for column in columns]
    known = [column for column in found if column is not None]
    first = known[0] if known else ()
    if len(known) < len(found) or any(len(column) != len(first) for column in known):
        return None
    rows = tuple(zip(*known, strict=True))
    if any(held is not row[0][0] for row in rows for held, _ in row):
        return None
    return sequence((row[0][0], tuple(item for _, item in row)) for row in rows)


def numbered(interp: Interpreter, content: Sparse, start: int) -> Sparse:
    """`enumerate`: the number of an item is how many stand before it."""
    return Sparse((held, (count, item)) for held, item, count in _counted(interp, content.items, start))


def length(interp: Interpreter, content: Sparse) -> Value:
    """How many items there are."""
    *_, (_, _, count) = _counted(interp, (*content.items, (TRUE, None)), 0)
    return count


def _counted(interp: Interpreter, items: Iterable[Entry], start: int) -> Iterator[tuple[Condition, Value, Value]]:
    """Each item with how many stand before it: on each path, as long as those numbers are few."""
    low, count = start, cast(Value, start)
    for high, (held, item) in enumerate(items, start):
        if type(count) is Unknown:
            count = Unknown(("counted", interp.state.fresh()), "item", "depends on many tests", kind=int, low=low, high=high)
        yield held, item, count
        low += held is TRUE
        if held is TRUE:
            count = _one_more(count)
        elif type(count) is not Unknown:
            count = interp.state.choice(held, _one_more(count), count, data=True)


def _one_more(count: Value) -> Value:
    if type(count) is Choice:
        return Choice(tuple((guard, one + 1) for guard, one in count.alternatives))
    return count + 1 if type(count) is int else count


def any_is(interp: Interpreter, content: Sparse, test: Callable[[Value], Condition]) -> Condition:
    """Whether an item is there for which `test` holds."""
    conditions, result = interp.state.conditions, FALSE
    for held, item in content.items:
        result = conditions.either(result, conditions.both(held, test(item)))
        if result is TRUE:
            break
    return result


def sliced(content: Sparse, index: slice) -> Content | None:
    """`content[a:b]`, where nothing before `a` and nothing behind `b` may be missing; None elsewhere."""
    items, start, stop = content.items, 0 if index.start is None else index.start, index.stop
    if index.step == -1 and index.start is None and stop is None:
        return Sparse(reversed(items))
    if index.step not in (None, 1) or not isinstance(start, int) or start < 0 or not (stop is None or isinstance(stop, int)):
        return None
    outside = items[: start if stop is None or stop < 0 else max(start, stop)] + (items[stop:] if stop is not None and stop < 0 else ())
    return sequence(items[start:stop]) if all(held is TRUE for held, _ in outside) else None


def at(interp: Interpreter, content: Sparse, index: int) -> Value | None:
    """The item at an index; None where too many tests decide which one that is."""
    items = content.items if index >= 0 else content.items[::-1]
    wanted = index if index >= 0 else -1 - index
    conditions, found, left = interp.state.conditions, list[Entry](), interp.state.path
    for held, item, count in _counted(interp, items, 0):
        if type(count) is Unknown:
            return None
        here = conditions.both(held, _is(interp, count, wanted))
        if not conditions.excludes(left, here):
            found.append((here, item))
            left = conditions.without(left, here)
        if left is FALSE:
            break
    result = found[-1][1] if found else None
    for here, item in reversed(found[:-1]):
        result = interp.state.choice(here, item, result, data=True)
    return result


def _is(interp: Interpreter, count: Value, wanted: int) -> Condition:
    """When a number that may depend on the path is the one that is wanted."""
    alternatives = count.alternatives if type(count) is Choice else ((TRUE, count),)
    return functools.reduce(interp.state.conditions.either, (guard for guard, one in alternatives if one == wanted), FALSE)
