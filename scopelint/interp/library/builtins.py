"""The built-in functions.

Flows in: calls of `len`, `zip`, `getattr`, ... Flows out: values. Registered at import.
"""

from __future__ import annotations

import builtins as python
from collections.abc import Hashable
from typing import TYPE_CHECKING, Any, Final

from scopelint.domain.conditions import FALSE, TRUE
from scopelint.domain.names import SymStr
from scopelint.domain.partial_text import least_length
from scopelint.domain.values import MISSING, Choice, Obj, Sparse, Unknown, Value, is_constant
from scopelint.interp import (
    filters,
    formatting,
    iteration,
    natives,
    options,
    protocols,
    sparse,
    truth,
    written,
)
from scopelint.interp.class_attributes import lookup
from scopelint.interp.library.convert import pure
from scopelint.interp.library.generators import END, as_many, iter_, next_
from scopelint.interp.natives import attribute_getter, native
from scopelint.interp.objects import (
    CONTENT,
    BoundMethod,
    ClassObj,
    DictObj,
    FunctionObj,
    GeneratorObj,
    Instance,
    Iterator,
    ListObj,
    Many,
    SetObj,
)
from scopelint.tf import shapes
from scopelint.tf.objects import Array, PartitionedVariable, Tensor, TensorShape

if TYPE_CHECKING:
    from scopelint.interp.interpreter import Interpreter


@native("builtins.print", "builtins.help", "builtins.breakpoint", "gc.collect", lazy=True)
def _nothing(interp: Interpreter, *_: Value, **__: Value) -> Value:
    return None


@native("builtins.input", "builtins.raw_input", "builtins.open", "builtins.memoryview", "builtins.compile", lazy=True)
def _something(interp: Interpreter, *_: Value, **__: Value) -> Value:
    return interp.unknown(interp.modules.current_text, "only known at run time")


@native("builtins.hash")
def _hash(interp: Interpreter, value: Value) -> Value:
    protocols.needs_hash(interp, value)
    return interp.unknown(interp.modules.current_text, "only known at run time", kind=int)


@native("builtins.exit", "builtins.quit", "sys.exit", "os._exit", "os.abort")
def _exit(interp: Interpreter, status: Value = None) -> Value:
    options.exited(interp, status)
    return interp.throw(interp.exception("SystemExit", ""))


@native("builtins.id")
def _id(interp: Interpreter, value: Value) -> Value:
    key = value if isinstance(value, Hashable) and not isinstance(value, Obj) else id(value)
    return Unknown(("id", key), "id", "only known at run time", kind=int, low=1)


def _unknown_length(interp: Interpreter, content: Unknown) -> Value:
    if type(content) is Sparse:
        return sparse.length(interp, content)
    return Unknown(("len", content.key), f"len({content.text})", content.reason, kind=int, low=0)


@native("builtins.len")
def length(interp: Interpreter, value: Value) -> Value:
    if isinstance(value, (str, bytes, tuple, range)):
        return len(value)
    if isinstance(value, (ListObj, SetObj, DictObj)):
        own = lookup(value.cls, "__len__")
        if own is not MISSING and isinstance(own, FunctionObj):
            return interp.call(BoundMethod(own, value))
        content = interp.state.need(value.fields, CONTENT)
        if isinstance(content, Unknown):
            return _unknown_length(interp, content)
        if isinstance(value, (SetObj, DictObj)) and truth.may_coincide(tuple(content)):
            key = ("len", *(written.identity(one) for one in content))
            return Unknown(key, "len", "some may be equal", kind=int, low=1, high=len(content))
        return len(content)
    if isinstance(value, TensorShape):
        rank = shapes.ndims(value.dims)
        return interp.fail("ValueError", "Cannot take the length of shape with unknown rank.") if rank is None else rank
    if isinstance(value, PartitionedVariable):
        return len(value.parts)
    if isinstance(value, Array) and isinstance(value.shape, tuple) and value.shape and isinstance(value.shape[0], int):
        return value.shape[0]
    if isinstance(value, Tensor):
        protocols.needs_length(interp, value)
        if isinstance(value.shape, tuple) and value.shape and isinstance(value.shape[0], int):
            return value.shape[0]
    if isinstance(value, Unknown):
        return _unknown_length(interp, value)
    if isinstance(value, SymStr):
        return Unknown(("len", value), f"len({value})", "a string that is not known", kind=int, low=least_length(value))
    if isinstance(value, ClassObj) and value.metaclass is not None and lookup(value.metaclass, "__len__") is not MISSING:
        return interp.call(BoundMethod(lookup(value.metaclass, "__len__"), value))
    if isinstance(value, Instance):
        special = lookup(value.cls, "__len__")
        if special is not MISSING:
            return interp.call(BoundMethod(special, value))
    if isinstance(value, Many):
        return Unknown(("len", id(value)), f"len({value.text})", "not known how many", kind=int, low=0)
    protocols.needs_length(interp, value)
    return interp.unknown("len", "a length that is not known", kind=int)


def _pure(name: str) -> None:
    real = getattr(python, name)

    @native(f"builtins.{name}")
    def call(interp: Interpreter, /, *args: Value, **kwargs: Value) -> Value:
        if len(args) == 1 and name == "abs" and not is_constant(args[0]):
            library = natives.unary(interp, "abs", args[0])
            if library is not MISSING:
                return library
            found = interp.find(args[0], "__abs__") if not isinstance(args[0], Unknown) else MISSING
            if found is not MISSING:
                return interp.call(found)
        if name == "pow" and len(args) == 2:
            return interp.binary("**", *args)
        if any(isinstance(a, Unknown) for a in args):
            first = next(a for a in args if isinstance(a, Unknown))
            shown = ", ".join(a.text if isinstance(a, Unknown) else repr(a) for a in args)
            return first.derived(
                (name, *(a for a in args if is_constant(a))), f"{name}({shown})", kind=int if name in ("round", "ord") else None
            )
        return pure(interp, real, name, args, kwargs)


for _name in ("abs", "round", "divmod", "pow", "chr", "ord", "bin", "hex", "oct", "ascii"):
    _pure(_name)


@native("builtins.unichr")
def _unichr(interp: Interpreter, value: Value) -> Value:
    return pure(interp, chr, "unichr", (value,), {})


@native("builtins.repr")
def _repr(interp: Interpreter, value: Value) -> Value:
    from scopelint.domain.names import join

    return join([formatting.repr_text(interp, value)])


@native("builtins.format")
def _format(interp: Interpreter, value: Value, spec: Value = "") -> Value:
    return formatting.formatted(interp, value, spec, None)


_MANY: Final = 32
"""From how many items on a sum of numbers is one step, if some of them are not known."""

_NUMBERS: Final = frozenset({int, float, bool, Unknown})


@native("builtins.sum")
def _sum(interp: Interpreter, values: Value, start: Value = 0) -> Value:
    items = interp.items(values)
    if isinstance(items, Unknown):
        return items.derived("sum", f"sum({items.text})")
    if len(items) > _MANY and any(type(item) is Unknown for item in items) and all(type(item) in _NUMBERS for item in (start, *items)):
        return Unknown(("sum", *map(written.identity, (start, *items))), "sum(...)", "a sum of what is not known")
    total = start
    for item in items:
        total = interp.binary("+", total, item)
    return total


@native("builtins.any")
def _any(interp: Interpreter, values: Value) -> Value:
    if isinstance(values, GeneratorObj):
        return interp.boolean(iteration.found(interp, values, interp.truth))
    items = interp.items(values)
    if type(items) is Sparse:
        return interp.boolean(sparse.any_is(interp, items, interp.truth))
    if isinstance(items, Unknown):
        return items.derived("any", f"any({items.text})")
    result = FALSE
    for item in items:
        result = interp.state.conditions.either(result, interp.truth(item))
        if result is TRUE:
            break
    return interp.boolean(result)


@native("builtins.all")
def _all(interp: Interpreter, values: Value) -> Value:
    negate = interp.state.conditions.negate
    if isinstance(values, GeneratorObj):
        return interp.boolean(negate(iteration.found(interp, values, lambda item: negate(interp.truth(item)))))
    items = interp.items(values)
    if type(items) is Sparse:
        return interp.boolean(negate(sparse.any_is(interp, items, lambda item: negate(interp.truth(item)))))
    if isinstance(items, Unknown):
        return items.derived("all", f"all({items.text})")
    result = TRUE
    for item in items:
        result = interp.state.conditions.both(result, interp.truth(item))
        if result is FALSE:
            break
    return interp.boolean(result)


@native("builtins.enumerate")
def _enumerate(interp: Interpreter, values: Value, start: Value = 0) -> Value:
    if isinstance(values, GeneratorObj) and isinstance(start, int):
        return _enumerated(interp, values, start)
    items = interp.items(values)
    if type(items) is Sparse and isinstance(start, int):
        return sparse.numbered(interp, items, start)
    if isinstance(items, Unknown) or not isinstance(start, int):
        number, source = interp.state.fresh(), as_many(interp, values)

        def item(turn: int) -> Value:
            low = start + turn if isinstance(start, int) else None
            position = Unknown(("enumerate", number, turn), "item", "a position", kind=int, low=low, high=low if turn == 0 else None)
            return (position, source.item(turn))

        return Many(item, source.text)
    return Iterator(tuple((start + i, item) for i, item in enumerate(items)), may_end=isinstance(values, Iterator) and values.may_end)


def _enumerated(interp: Interpreter, values: GeneratorObj, start: int) -> Value:
    def run(on_yield: Any) -> Value:
        count = start

        def step(value: Value) -> Value:
            nonlocal count
            count += 1
            return on_yield((count - 1, value))

        interp.iterate(values, step, "item")
        return None

    return GeneratorObj("enumerate", run)


@native("builtins.zip", "itertools.izip")
def _zip(interp: Interpreter, *values: Value, strict: Value = False) -> Value:
    walked = [id(v) for v in values if isinstance(v, Iterator)]
    if any(isinstance(v, GeneratorObj) for v in values) or len(set(walked)) < len(walked):
        return _zipped(interp, values)
    laid_out = [v if isinstance(v, range) else interp.items(v) for v in values]
    rows = min((len(c) for c in laid_out if isinstance(c, (tuple, range))), default=0)
    columns = [interp.items(c[:rows]) if isinstance(c, range) else c for c in laid_out]
    known = [c for c in columns if isinstance(c, tuple)]
    if len(known) < len(columns):
        rowed = sparse.zipped(columns)
        if rowed is not None:
            return rowed
        sources = [as_many(interp, v if not isinstance(c, tuple) else c) for v, c in zip(values, columns, strict=True)]
        if known:
            found = tuple(tuple(_in_row(v, c, row) for v, c in zip(values, columns, strict=True)) for row in range(rows))
            return Iterator(found, may_end=any(_may_end(v, c) for v, c in zip(values, columns, strict=True)))
        return Many(lambda turn: tuple(s.item(turn) for s in sources), "zip")
    return Iterator(tuple(zip(*known, strict=False)), may_end=any(_may_end(v, c) for v, c in zip(values, columns, strict=True)))


def _may_end(value: Value, column: tuple[Value, ...] | Unknown) -> bool:
    """Whether nobody knows how many items an iterable adds."""
    if isinstance(column, tuple):
        return isinstance(value, Iterator) and value.may_end
    return not (isinstance(value, Many) and value.endless)


def _in_row(value: Value, column: tuple[Value, ...] | Unknown, row: int) -> Value:
    """What an iterable, whose items are `column` where they are known, adds to a row."""
    if isinstance(column, tuple):
        return column[row]
    return value.item(row) if isinstance(value, Many) else column.derived(("item", row), f"{column.text}[{row}]")


def _zipped(interp: Interpreter, values: tuple[Value, ...]) -> Value:
    """`zip` with a generator among its arguments: each row is asked for when it is needed."""

    def run(on_yield: Any) -> Value:
        sources = [v if isinstance(v, GeneratorObj) else iter_(interp, v) for v in values]
        for _ in range(interp.limits.unroll):
            row = []
            for source in sources:
                item = next_(interp, source, END)
                if item is END:
                    return None
                row.append(item)
            on_yield(tuple(row))
        return None

    return GeneratorObj("zip", run)


@native("builtins.reversed", lazy=True)
def _reversed(interp: Interpreter, values: Value) -> Value:
    if type(values) is Choice:
        return interp.each(values, lambda v: _reversed(interp, v))
    own = lookup(values.cls, "__reversed__") if isinstance(values, Instance) else MISSING
    if own is not MISSING:
        return interp.call(BoundMethod(own, values))
    items = interp.items(values)
    if type(items) is Sparse:
        return Sparse(reversed(items.items))
    if isinstance(items, Unknown):
        number = interp.state.fresh()
        return Many(lambda turn: Unknown(("reversed", number, turn), "item", items.reason), items.text)
    return Iterator(tuple(reversed(items)))


@native("builtins.map", "itertools.imap", lazy=True)
def _map(interp: Interpreter, function: Value, *values: Value) -> Value:
    def run(on_yield: Any) -> Value:
        if len(values) == 1:
            interp.iterate(values[0], lambda item: on_yield(interp.call(function, (item,))), "item")
        else:
            interp.iterate(_zip(interp, *values), lambda row: on_yield(interp.call(function, row)), "item")
        return None

    return GeneratorObj("map", run)


@native("itertools.starmap", lazy=True)
def _starmap(interp: Interpreter, function: Value, values: Value) -> Value:
    def run(on_yield: Any) -> Value:
        def step(row: Value) -> Value:
            args = interp.items(row)
            return on_yield(interp.call(function, args if isinstance(args, tuple) else (args,)))

        interp.iterate(values, step, "item")
        return None

    return GeneratorObj("starmap", run)


@native("builtins.filter", "itertools.ifilter", lazy=True)
def _filter(interp: Interpreter, function: Value, values: Value) -> Value:
    filters.filtered(interp, function, values)

    def run(on_yield: Any) -> Value:
        def consider(item: Value) -> None:
            kept = interp.truth(item if function is None else interp.call(function, (item,)))
            interp.state.split(kept, lambda: on_yield(item), lambda: None)

        interp.iterate(values, consider, "item")
        return None

    return GeneratorObj("filter", run)


@native("functools.reduce", "builtins.reduce")
def _reduce(interp: Interpreter, function: Value, values: Value, initial: Value = MISSING) -> Value:
    items = interp.items(values)
    if isinstance(items, Unknown):
        return interp.call(function, (initial if initial is not MISSING else items, items))
    rest = list(items)
    if initial is MISSING:
        if not rest:
            return interp.fail("TypeError", "reduce() of empty sequence with no initial value")
        initial = rest.pop(0)
    for item in rest:
        initial = interp.call(function, (initial, item))
    return initial


def _part_of_slice(name: str) -> None:
    attribute_getter(slice, name)(lambda interp, value: getattr(value, name))


for _part in ("start", "stop", "step"):
    _part_of_slice(_part)
