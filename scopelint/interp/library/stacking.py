"""Numpy arrays joined and stacked (numpy/core/shape_base.py, numpy/lib/shape_base.py).

Flows in: calls of the program. Flows out: arrays whose shape is known as far as those of the parts are.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from scopelint.domain.values import Value
from scopelint.interp.library import arrays
from scopelint.interp.library.arrays import FLOAT64, as_array
from scopelint.interp.natives import native
from scopelint.tf import dtypes, shapes
from scopelint.tf.objects import Array, Dim, Shape

if TYPE_CHECKING:
    from scopelint.interp.interpreter import Interpreter


@native("numpy.concatenate")
def _concatenate(interp: Interpreter, values: Value, axis: Value = 0, *_: Value, **__: Value) -> Value:
    return _joined(arrays.all_arrays(interp, values), axis)


@native("numpy.append")
def _append(interp: Interpreter, array: Value, values: Value, axis: Value = None) -> Value:
    """Without an axis both are flattened."""
    parts = [as_array(interp, array), as_array(interp, values)]
    flat = [Array((shapes.num_elements(part.shape),), part.dtype) for part in parts]
    return _joined(flat, 0) if axis is None else _joined(parts, axis)


@native("numpy.vstack", "numpy.row_stack")
def _vstack(interp: Interpreter, values: Value, **__: Value) -> Value:
    """Rows below one another: a vector is a row."""
    return _joined(_at_least(arrays.all_arrays(interp, values), lambda shape: (1,) * (2 - len(shape)) + shape), 0)


@native("numpy.hstack")
def _hstack(interp: Interpreter, values: Value, **__: Value) -> Value:
    """Side by side: vectors end to end."""
    parts = arrays.all_arrays(interp, values)
    ranks = {len(part.shape) if isinstance(part.shape, tuple) else None for part in parts or ()}
    return _joined(parts, None if None in ranks else 0 if ranks == {1} else 1)


@native("numpy.column_stack")
def _column_stack(interp: Interpreter, values: Value) -> Value:
    """Columns side by side: a vector is a column."""
    return _joined(_at_least(arrays.all_arrays(interp, values), lambda shape: (*shape, 1) if len(shape) == 1 else shape), 1)


def _at_least(parts: list[Array] | None, widened: Callable[[tuple[Dim, ...]], Shape]) -> list[Array] | None:
    """Arrays with the dimensions that stacking gives them."""
    return parts and [Array(widened(part.shape) if isinstance(part.shape, tuple) else part.shape, part.dtype) for part in parts]


def _joined(parts: list[Array] | None, axis: Value) -> Array:
    known = isinstance(axis, int) and all(isinstance(p.shape, tuple) and -len(p.shape) <= axis < len(p.shape) for p in parts or ())
    if not parts or not known:
        return Array(
            shapes.unknown_shape(None, "concatenated"), parts[0].dtype if parts else dtypes.unknown_dtype(object(), "concatenated")
        )
    total: Dim = 0
    for part in parts:
        assert isinstance(part.shape, tuple)
        total = shapes.arithmetic("+", total, part.shape[axis])
    shape = list(parts[0].shape)  # type: ignore[arg-type]
    shape[axis] = total
    return Array(tuple(shape), parts[0].dtype)


@native("numpy.stack")
def _stack(interp: Interpreter, values: Value, axis: Value = 0, *_: Value, **__: Value) -> Value:
    parts = arrays.all_arrays(interp, values)
    if not parts or not isinstance(axis, int) or not isinstance(parts[0].shape, tuple):
        return Array(shapes.unknown_shape(None, "stacked"), parts[0].dtype if parts else FLOAT64)
    shape = list(parts[0].shape)
    shape.insert(axis if axis >= 0 else len(shape) + 1 + axis, len(parts))
    return Array(tuple(shape), parts[0].dtype)
