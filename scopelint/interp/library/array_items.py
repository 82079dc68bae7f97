"""The content of arrays: nested tuples of numbers, what an index chooses of them, and what they are after a write.

Flows in: arrays and indices. Flows out: arrays, nested tuples. Must not import the interpreter.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

from scopelint.domain.values import MISSING, Unknown, Value
from scopelint.tf import dtypes, shapes
from scopelint.tf.objects import Array, Dim, DType, Shape


def shape_of(nested: Value) -> tuple[int, ...] | None:
    """The shape of nested tuples of numbers; None where they are no such thing."""
    if isinstance(nested, tuple):
        inner = [shape_of(item) for item in nested]
        if not inner:
            return (0,)
        return None if inner[0] is None or any(i != inner[0] for i in inner) else (len(nested), *inner[0])
    return () if isinstance(nested, (bool, int, float, complex, str)) else None


def flat(nested: Value) -> list[Value]:
    """The numbers in nested tuples, in order."""
    return [leaf for item in nested for leaf in flat(item)] if isinstance(nested, tuple) else [nested]


def nest(values: list[Value], shape: tuple[int, ...]) -> Value:
    """Nested tuples of a shape."""
    if not shape:
        return values[0]
    step = math.prod(shape[1:])
    return tuple(nest(values[i * step : (i + 1) * step], shape[1:]) for i in range(shape[0]))


def apply(function: Callable[[Any], Value], nested: Value) -> Value:
    return tuple(apply(function, item) for item in nested) if isinstance(nested, tuple) else function(nested)


def item(array: Array, index: Value) -> Array | None:
    """`array[index]`; None where that is no regular array."""
    keys = index if isinstance(index, tuple) else (index,)
    mask = _mask(array, keys)
    if mask is not None:
        chosen = tuple(part for part, wanted in zip(flat(array.constant), mask, strict=True) if wanted)
        return Array((len(chosen),), array.dtype, chosen or None)
    if isinstance(array.shape, tuple) and any(k is ... for k in keys):
        place = next(i for i, k in enumerate(keys) if k is ...)
        missing = len(array.shape) - sum(1 for k in keys if k is not None) + 1
        keys = (*keys[:place], *([slice(None)] * missing), *keys[place + 1 :])
    found = _selected(array.constant, keys) if array.constant is not None else MISSING
    if found is not MISSING:
        shape = shape_of(found)
        return Array(shape, array.dtype, found) if shape is not None else None
    return Array(_selected_shape(array.shape, keys), array.dtype)


def replaced(array: Array, index: Value, value: Value) -> Value:
    """The content of an array after `array[index] = value`; None where it is not known. Both are numbers or nested tuples."""
    content, shape = array.constant, array.shape
    if content is None or value is None or not isinstance(shape, tuple):
        return None
    values, new = flat(content), flat(value)
    places = item(Array(shape, array.dtype, nest(list(range(len(values))), shape)), index)  # type: ignore[arg-type]
    if places is None or places.constant is None:
        return None
    chosen = flat(places.constant)
    if len(new) not in (1, len(chosen)):
        return None
    kind = kind_of(array.dtype)
    for number, place in enumerate(chosen):
        one = new[0] if len(new) == 1 else new[number]
        if not isinstance(one, (bool, int, float)):
            return None
        values[place] = kind(one)
    return nest(values, shape)  # type: ignore[arg-type]


def kind_of(dtype: DType | Unknown) -> type:
    """Python's type of an array's elements: float where the array's type is not known."""
    name = dtype.name if isinstance(dtype, DType) else ""
    return bool if name == "bool" else int if name in dtypes.INTEGER else float


def _mask(array: Array, keys: tuple[Value, ...]) -> list[Value] | None:
    """The truths of a known array of truths that is an index of its own."""
    key = keys[0] if len(keys) == 1 else None
    if array.constant is None or not isinstance(key, Array) or key.constant is None or key.shape != array.shape:
        return None
    return flat(key.constant) if isinstance(key.dtype, DType) and key.dtype.name == "bool" else None


def _selected(nested: Value, keys: tuple[Value, ...]) -> Value:
    """The part of nested tuples that indices and slices choose; `MISSING` for anything else."""
    if not keys:
        return nested
    key, rest = keys[0], keys[1:]
    if key is None:
        inner = _selected(nested, rest)
        return inner if inner is MISSING else (inner,)
    if not isinstance(nested, tuple):
        return MISSING
    if isinstance(key, int) and -len(nested) <= key < len(nested):
        return _selected(nested[key], rest)
    if isinstance(key, slice) and all(p is None or isinstance(p, int) for p in (key.start, key.stop, key.step)):
        parts = tuple(_selected(part, rest) for part in nested[key])
        return MISSING if any(p is MISSING for p in parts) else parts
    if isinstance(key, Array) and isinstance(key.constant, tuple) and not rest and kind_of(key.dtype) is int:
        chosen = [i for i in key.constant if isinstance(i, int) and -len(nested) <= i < len(nested)]
        return tuple(nested[i] for i in chosen) if len(chosen) == len(key.constant) else MISSING
    return MISSING


def _selected_shape(shape: Shape, keys: tuple[Value, ...]) -> Shape:
    if not isinstance(shape, tuple):
        return shapes.unknown_shape(None, "a part of an array")
    result: list[Dim] = []
    left = list(shape)
    for key in keys:
        if key is None:
            result.append(1)
        elif not left:
            return shapes.unknown_shape(None, "a part of an array")
        elif isinstance(key, (int, Unknown)) and not isinstance(key, bool):
            left.pop(0)
        elif isinstance(key, slice):
            size = left.pop(0)
            known = isinstance(size, int) and all(p is None or isinstance(p, int) for p in (key.start, key.stop, key.step))
            result.append(len(range(*key.indices(size))) if known and isinstance(size, int) else shapes.unknown_dim("a part of an array"))
        elif isinstance(key, Array) and isinstance(key.shape, tuple) and kind_of(key.dtype) is not bool:
            left.pop(0)
            result.extend(key.shape)
        else:
            return shapes.unknown_shape(None, "a part of an array")
    return (*result, *left)
