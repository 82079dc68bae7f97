"""`itertools`.

Flows in: calls. Flows out: iterators; endless ones as generators that are suspended.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from scopelint.domain.conditions import FALSE, TRUE
from scopelint.domain.values import Unknown, Value
from scopelint.interp import truth
from scopelint.interp.library.generators import END, iter_, next_
from scopelint.interp.natives import native
from scopelint.interp.objects import (
    GeneratorObj,
    Iterator,
    Many,
)

if TYPE_CHECKING:
    from scopelint.interp.interpreter import Interpreter


def _itertools(name: str, limit: int = 10_000) -> None:
    real = getattr(itertools, name)

    @native(f"itertools.{name}")
    def call(interp: Interpreter, /, *args: Value, **kwargs: Value) -> Value:
        columns = [interp.items(a) if not isinstance(a, int) else a for a in args]
        unknown = next((value for value in (*columns, *kwargs.values()) if isinstance(value, Unknown)), None)
        if unknown is not None:
            return unknown.derived(name, name)
        try:
            return Iterator(tuple(itertools.islice(real(*columns, **kwargs), limit)))
        except (TypeError, ValueError) as error:
            return interp.fail(type(error).__name__, str(error))


@native("itertools.chain")
def _chain(interp: Interpreter, *parts: Value) -> Value:
    return _from_iterable(interp, parts)


for _name in ("product", "permutations", "combinations", "combinations_with_replacement", "zip_longest"):
    _itertools(_name)


@native("itertools.chain.from_iterable")
def _from_iterable(interp: Interpreter, values: Value) -> Value:
    def run(on_yield: Any) -> Value:
        interp.iterate(values, lambda inner: interp.iterate(inner, on_yield, "item"), "item")
        return None

    return GeneratorObj("chain", run)


@native("itertools.repeat")
def _repeat(interp: Interpreter, value: Value, times: Value = None) -> Value:
    if isinstance(times, int):
        return interp.list((value,) * times)
    return Many(lambda turn: value, "repeat", endless=times is None)


@native("itertools.count")
def _count(interp: Interpreter, start: Value = 0, step: Value = 1) -> Value:
    if isinstance(start, int) and isinstance(step, int):
        return Iterator(tuple(range(start, start + step * (interp.limits.unroll + 1), step)))
    number = interp.state.fresh()
    return Many(lambda turn: Unknown(("count", number, turn), "count", "counts from what is not known"), "count", endless=True)


@native("itertools.cycle")
def _cycle(interp: Interpreter, values: Value) -> Value:
    items = interp.items(values)
    if isinstance(items, Unknown) or not items:
        return items
    return Iterator(tuple(itertools.islice(itertools.cycle(items), interp.limits.unroll + 1)))


@native("itertools.islice")
def _islice(interp: Interpreter, values: Value, *bounds: Value) -> Value:
    if not all(b is None or isinstance(b, int) for b in bounds):
        return interp.unknown("islice", "a slice that is not known")
    try:
        wanted = set(itertools.islice(range(interp.limits.unroll), *bounds))
    except (TypeError, ValueError) as error:
        return interp.fail(type(error).__name__, str(error))
    source = iter_(interp, values)
    if isinstance(source, Many):
        return interp.unknown("islice", "a slice of something not known")

    def run(on_yield: Any) -> Value:
        for index in range(max(wanted, default=-1) + 1):
            item = next_(interp, source, END)
            if item is END:
                return None
            if index in wanted:
                on_yield(item)
        return None

    return GeneratorObj("islice", run)


@native("itertools.takewhile", lazy=True)
def _takewhile(interp: Interpreter, test: Value, values: Value) -> Value:
    def run(on_yield: Any) -> Value:
        source = iter_(interp, values)
        for _ in range(interp.limits.unroll):
            item = next_(interp, source, END)
            if item is END or interp.truth(interp.call(test, (item,))) is FALSE:
                return None
            on_yield(item)
        return None

    return GeneratorObj("takewhile", run)


@native("itertools.dropwhile", lazy=True)
def _dropwhile(interp: Interpreter, test: Value, values: Value) -> Value:
    items = interp.items(values)
    if isinstance(items, Unknown):
        return items
    rest = itertools.dropwhile(lambda item: interp.truth(interp.call(test, (item,))) is not FALSE, items)
    return Iterator(tuple(rest))


@native("itertools.filterfalse", "itertools.ifilterfalse", lazy=True)
def _filterfalse(interp: Interpreter, test: Value, values: Value) -> Value:
    def passes(item: Value) -> bool | None:
        found = interp.truth(item if test is None else interp.call(test, (item,)))
        return None if found not in (TRUE, FALSE) else found is FALSE

    return _chosen(interp, values, passes)


@native("itertools.compress")
def _compress(interp: Interpreter, values: Value, selectors: Value) -> Value:
    flags = interp.items(selectors)
    if isinstance(flags, Unknown):
        return flags
    known = iter([interp.truth(flag) for flag in flags])
    return _chosen(interp, values, lambda _: {TRUE: True, FALSE: False}.get(next(known, FALSE)))


def _chosen(interp: Interpreter, values: Value, takes: Callable[[Value], bool | None]) -> Value:
    """The items that `takes` says yes to; nobody knows which where it does not know of one."""
    items = interp.items(values)
    if isinstance(items, Unknown):
        return items
    taken = [takes(item) for item in items]
    if None in taken:
        return interp.unknown(interp.modules.current_text, "items chosen by what is not known")
    return Iterator(tuple(item for item, is_taken in zip(items, taken, strict=True) if is_taken))


@native("itertools.pairwise")
def _pairwise(interp: Interpreter, values: Value) -> Value:
    items = interp.items(values)
    return items if isinstance(items, Unknown) else Iterator(tuple(itertools.pairwise(items)))


@native("itertools.accumulate", lazy=True)
def _accumulate(interp: Interpreter, values: Value, function: Value = None, initial: Value = None) -> Value:
    items = interp.items(values)
    if isinstance(items, Unknown):
        return items
    rest = list(items) if initial is None else [initial, *items]
    results: list[Value] = rest[:1]
    for item in rest[1:]:
        last = results[-1]
        results.append(interp.binary("+", last, item) if function is None else interp.call(function, (last, item)))
    return Iterator(tuple(results))


@native("itertools.groupby", lazy=True)
def _groupby(interp: Interpreter, values: Value, key: Value = None) -> Value:
    items = interp.items(values)
    if isinstance(items, Unknown):
        return items
    groups: list[tuple[Value, list[Value]]] = []
    for item in items:
        mark = item if key is None else interp.call(key, (item,))
        alike = truth.equal(interp, groups[-1][0], mark) if groups else FALSE
        if alike is TRUE:
            groups[-1][1].append(item)
        elif alike is FALSE:
            groups.append((mark, [item]))
        else:
            return interp.unknown("groupby", "groups of what is not known")
    return Iterator(tuple((mark, Iterator(tuple(group))) for mark, group in groups))


@native("itertools.tee")
def _tee(interp: Interpreter, values: Value, n: Value = 2) -> Value:
    items = interp.items(values)
    if isinstance(items, Unknown) or not isinstance(n, int):
        return interp.unknown("tee", "copies of something not known")
    return tuple(Iterator(items) for _ in range(n))
