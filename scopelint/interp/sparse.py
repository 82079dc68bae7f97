"""Sequences of which each item is there under a condition of its own: what lists do with one another, without telling paths apart.

Flows in: the content of lists and tuples. Flows out: the same for sequences that are made of them. A list to which a program adds what
its settings ask for is one of as many lists as there are settings to combine; item by item, it is as long as its items are many.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, TypeAlias

from scopelint.domain.conditions import FALSE, TRUE, Condition
from scopelint.domain.values import Sparse, Unknown, Value

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


def numbered(content: Sparse, start: int) -> Sparse:
    """`enumerate`: a position is known as long as nothing before it may be missing."""
    low, rows = start, []
    for high, (held, item) in enumerate(content.items, start):
        sure = low == high
        position: Value = high if sure else Unknown((content.key, "position", high), "item", content.reason, kind=int, low=low, high=high)
        rows.append((held, (position, item)))
        low += held is TRUE
    return Sparse(rows)


def least_and_most(content: Sparse) -> tuple[int, int]:
    """How many items there are at least, and at most."""
    return sum(held is TRUE for held, _ in content.items), len(content.items)


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
    items, start, stop = content.items, index.start or 0, index.stop
    if index.step == -1 and index.start is None and stop is None:
        return Sparse(reversed(items))
    if index.step not in (None, 1) or not isinstance(start, int) or start < 0 or not (stop is None or isinstance(stop, int)):
        return None
    outside = items[: start if stop is None or stop < 0 else max(start, stop)] + (items[stop:] if stop is not None and stop < 0 else ())
    return sequence(items[start:stop]) if all(held is TRUE for held, _ in outside) else None


def at(interp: Interpreter, content: Sparse, index: int) -> Value | None:
    """The item at an index; None where that is none of the first or last ones that can be told."""
    items = content.items if index >= 0 else content.items[::-1]
    before = index if index >= 0 else -1 - index
    if not all(held is TRUE for held, _ in items[:before]) or before >= len(items):
        return None
    result = items[-1][1]
    for held, item in reversed(items[before:-1]):
        result = interp.state.choice(held, item, result, data=True)
    return result
