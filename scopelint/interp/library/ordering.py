"""What puts values in order: `sorted`, `list.sort`, `min` and `max`.

Flows in: values and the keys that the program gives them. Flows out: the values in order, where all of their keys are known well enough.
"""

from __future__ import annotations

import builtins as python
from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from scopelint.domain.conditions import TRUE
from scopelint.domain.names import SymStr, Text, precedes
from scopelint.domain.values import MISSING, Unknown, Value, is_constant
from scopelint.interp import operators, sparse
from scopelint.interp.class_attributes import lookup
from scopelint.interp.library.convert import to_python
from scopelint.interp.natives import native
from scopelint.interp.objects import Instance
from scopelint.tf.objects import Tensor

if TYPE_CHECKING:
    from scopelint.interp.interpreter import Interpreter


def _extreme(name: str) -> None:
    real = getattr(python, name)

    @native(f"builtins.{name}")
    def call(interp: Interpreter, *args: Value, key: Value = None, default: Value = MISSING) -> Value:
        items = interp.items(args[0]) if len(args) == 1 else args
        if isinstance(items, Unknown):
            return items.derived(name, f"{name}({items.text})")
        keys = items if key is None else tuple(interp.call(key, (i,)) for i in items)
        known = to_python(interp, keys)
        if known is MISSING and keys and all(_has_order(k) for k in keys):
            known = [_Ordered(interp, k) for k in keys]
        if known is MISSING:
            _compare_tensors(interp, keys, "<" if name == "min" else ">")
            shown = ", ".join(i.text if isinstance(i, Unknown) else str(i) for i in items)
            source = next((i for i in items if isinstance(i, Unknown)), None)
            kind = int if all(isinstance(i, int) or (isinstance(i, Unknown) and i.kind is int) for i in items) else None
            return Unknown(
                (name, tuple(i.key if isinstance(i, Unknown) else id(i) if not is_constant(i) else i for i in items)),
                f"{name}({shown})",
                source.reason if source is not None else "not comparable here",
                kind=kind,
            )
        if not known:
            return default if default is not MISSING else interp.fail("ValueError", f"{name}() of nothing")
        try:
            return items[known.index(real(known))]
        except TypeError as error:
            return interp.fail("TypeError", str(error))


for _name in ("min", "max"):
    _extreme(_name)


def _compare_tensors(interp: Interpreter, items: Sequence[Value], op: str) -> None:
    """Ask for the truth of the first comparison with a tensor, as what puts values in order does: it has none."""
    for first, second in pairwise(items):
        if isinstance(first, Tensor) or isinstance(second, Tensor):
            interp.truth(operators.compare(interp, op, second, first))
            return


class _Ordered:
    """An instance of the program's own class, compared by its own `__lt__`."""

    def __init__(self, interp: Interpreter, value: Value) -> None:
        self._interp = interp
        self._value = value

    def __lt__(self, other: _Ordered) -> bool:
        return self._interp.truth(operators.compare(self._interp, "<", self._value, other._value)) is TRUE

    def __gt__(self, other: _Ordered) -> bool:
        return other < self


class _UndecidedError(Exception):
    """What is not known of two texts decides which of them comes first."""


class _Spelled:
    """A text that may have unknown parts, compared by those that are known."""

    def __init__(self, text: Text) -> None:
        self._text = text

    def __lt__(self, other: _Spelled) -> bool:
        found = precedes(self._text, other._text)
        if found is None:
            raise _UndecidedError
        return found


def _has_order(value: Value) -> bool:
    return isinstance(value, Instance) and lookup(value.cls, "__lt__") is not MISSING


@native("builtins.sorted")
def sorted_(interp: Interpreter, values: Value, key: Value = None, reverse: Value = False, cmp: Value = None) -> Value:
    content = interp.items(values)
    rows = sparse.entries(content)
    if rows is None:
        return interp.list(content)
    items = tuple(item for _, item in rows)
    keys = items if key is None else tuple(interp.call(key, (i,)) for i in items)
    known = to_python(interp, keys)
    if known is MISSING and all(isinstance(k, tuple) and k for k in keys):
        heads = to_python(interp, tuple(k[0] for k in keys))  # where these differ, nothing else is compared
        known = heads if isinstance(heads, tuple) and len(set(map(repr, heads))) == len(heads) else MISSING
    if known is MISSING and all(_has_order(k) for k in keys):
        known = [_Ordered(interp, k) for k in keys]
    if known is MISSING and all(isinstance(k, (str, SymStr)) for k in keys):
        known = [_Spelled(k) for k in keys]
    if known is MISSING or not isinstance(reverse, (bool, int)):
        _compare_tensors(interp, keys, "<")
        return interp.list(content)
    try:
        order = sorted(range(len(items)), key=known.__getitem__, reverse=bool(reverse))
    except _UndecidedError:
        return interp.list(content)
    except TypeError as error:
        interp.fail("TypeError", str(error))
        return interp.list(content)
    return interp.list(sparse.sequence(rows[i] for i in order))
