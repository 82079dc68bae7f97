"""Reductions over axes, and what picks or counts along one.

After `ops/math_ops.py` (`_ReductionDims`, `_may_reduce_to_scalar`) and `core/framework/common_shape_fns.cc`
(ReductionShape).
"""

from __future__ import annotations

import operator
from collections.abc import Callable
from typing import Final

from scopelint.domain.values import Unknown, Value
from scopelint.tf import shapes
from scopelint.tf.dtypes import DTYPES
from scopelint.tf.objects import Dim, Shape
from scopelint.tf.op_calls import DYNAMIC, Call, Form, Output, Result, dense_shape, derive, evaluated, many, one, shape_function
from scopelint.tf.op_folding import fold
from scopelint.tf.op_shapes_elementwise import first


def reduced(shape: Shape, call: Call, name: str = "axis") -> Shape:
    """The shape that is left after reducing over the call's axes."""
    keep = call.flag("keepdims")
    axes = call.axes(name)
    if isinstance(keep, Unknown):
        return shapes.unknown_shape(keep)
    if axes is None:
        if not keep:
            return ()
        if isinstance(shape, Unknown) or shape is None:
            return shape
        return (1,) * len(shape)
    if isinstance(shape, Unknown) or shape is None:
        return shapes.unknown_shape(shape) if isinstance(shape, Unknown) else None
    if axes is DYNAMIC:
        return (None,) * len(shape) if keep else None
    if isinstance(axes, Unknown):
        return tuple(derive(("reduced", i), axes) for i in range(len(shape))) if keep else shapes.unknown_shape()
    gone = {axis % len(shape) if -len(shape) <= axis < len(shape) else _bad_axis() for axis in axes} if shape else set()
    if keep:
        return tuple(1 if i in gone else dim for i, dim in enumerate(shape))
    return tuple(dim for i, dim in enumerate(shape) if i not in gone)


def _bad_axis() -> int:
    raise ValueError("axis out of range: TensorFlow raises")


@shape_function(
    "reduce_sum reduce_mean reduce_prod reduce_max reduce_min reduce_logsumexp math.reduce_std math.reduce_variance "
    "math.reduce_euclidean_norm keras.backend.mean keras.backend.sum keras.backend.max keras.backend.min"
)
def reduce(call: Call) -> Result:
    x = _input(call)
    constant = None
    if call.canonical in _FOLDED and call.axes() in (None, (0,)):
        constant = _folded(call, x)
    return one(reduced(x.shape, call), x.dtype, constant)


@shape_function("norm")
def norm(call: Call) -> Result:
    """Over all axes the result is squeezed, which needs to know the rank (`linalg_ops.norm`)."""
    x = call.tensor("tensor")
    if x.shape is None and not call.has("axis"):
        return one(None, x.dtype)
    return one(reduced(x.shape, call), x.dtype)


def _input(call: Call) -> Output:
    for name in ("input_tensor", "tensor", "x"):
        if call.has(name):
            return call.tensor(name)
    return first(call)


@shape_function("sparse_reduce_sum sparse_reduce_max")
def sparse_reduce(call: Call) -> Result:
    """Known where the dense shape is a constant (`SparseReduceSum` of core/ops/sparse_ops.cc)."""
    x = call.tensor("sp_input")
    dense = dense_shape(x)
    if isinstance(dense, tuple) and None in dense:
        dense = None
    return one(None if dense is None else reduced(dense, call), x.dtype)


_FOLDED: Final[dict[str, tuple[str, Callable[..., float]]]] = {
    "reduce_sum": ("+", operator.add),
    "reduce_prod": ("*", operator.mul),
    "reduce_max": ("max", max),
    "reduce_min": ("min", min),
}


def _folded(call: Call, x: Output) -> Value:
    """The value of a reduced vector of sizes (`tf.reduce_prod(tf.shape(x)[1:])`)."""
    constant = evaluated(x.constant)
    if not isinstance(constant, tuple) or call.flag("keepdims") is not False:
        return None if constant is None else Unknown(("constant", object()), "value", "reduction")
    if any(isinstance(element, tuple) for element in constant):
        return None
    how, function = _FOLDED[call.canonical]
    elements = list(constant)
    if not elements:
        return {"+": 0, "*": 1}.get(how)
    total = elements[0]
    for element in elements[1:]:
        total = fold(how, function, total, element)
    return total


@shape_function("reduce_any reduce_all")
def reduce_truth(call: Call) -> Result:
    return one(reduced(_input(call).shape, call), "bool")


@shape_function("count_nonzero")
def count_nonzero(call: Call) -> Result:
    x = call.tensor("input_tensor" if call.has("input_tensor") else "input")
    return one(reduced(x.shape, call), call.dtype("dtype", "int64"))


@shape_function("nn.zero_fraction")
def zero_fraction(call: Call) -> Result:
    return one((), "float32")


@shape_function("argmax argmin")
def arg(call: Call) -> Result:
    """`math_ops.argmax`: the axis is 0 when absent."""
    x = first(call)
    dtype = call.dtype("output_type", "int64")
    return one(without_axis(x.shape, call.integer("axis", 0)), dtype)


def without_axis(shape: Shape, axis: object) -> Shape:
    """The shape without one axis that is perhaps not known."""
    if not isinstance(shape, tuple):
        return shapes.unknown_shape(shape) if isinstance(shape, Unknown) else None
    if axis is DYNAMIC or (isinstance(axis, Unknown) and len(set(map(_identity, shape))) != 1):
        count = len(shape) - 1
        return (None,) * count if axis is DYNAMIC else tuple(derive(("without", i), axis) for i in range(count))
    position = axis if isinstance(axis, int) else 0
    position = position + len(shape) if position < 0 else position
    if not 0 <= position < len(shape):
        return () if not shape else shapes.unknown_shape(None, "axis out of range")
    return shape[:position] + shape[position + 1 :]


def _identity(dim: Dim) -> object:
    return dim.key if isinstance(dim, Unknown) else dim


@shape_function("nn.moments")
def moments(call: Call) -> Result:
    """Mean and variance (`nn_impl.moments`)."""
    x = call.tensor("x")
    shape = reduced(x.shape, call)
    output = Output(shape, x.dtype)
    return many(Form.TUPLE, output, output)


@shape_function("nn.weighted_moments")
def weighted_moments(call: Call) -> Result:
    x = call.tensor("x")
    output = Output(reduced(x.shape, call), x.dtype)
    return many(Form.TUPLE, output, output)


@shape_function("nn.top_k")
def top_k(call: Call) -> Result:
    """Values and indices; the last dimension becomes `k`."""
    x = call.tensor("input")
    k = shapes.dim_of_value(call.tensor("k").constant) if call.has("k") else 1
    shape = x.shape if not isinstance(x.shape, tuple) else (*x.shape[:-1], k)
    if isinstance(x.shape, Unknown):
        shape = shapes.unknown_shape()
    index = call.dtype("index_type", "int32")
    return many(Form.TUPLE, Output(shape, x.dtype), Output(shape, index), fields="values indices")


@shape_function("nn.in_top_k math.in_top_k")
def in_top_k(call: Call) -> Result:
    rows = shapes.index_shape(call.tensor("predictions").shape, 0)
    return one((shapes.merge_dims(shapes.index_shape(call.tensor("targets").shape, 0), rows),), "bool")


@shape_function("math.segment_sum math.segment_mean math.segment_max math.segment_min math.segment_prod")
def segment(call: Call) -> Result:
    """`data` with an unknown first dimension."""
    data = call.tensor("data")
    if not isinstance(data.shape, tuple):
        return one(data.shape, data.dtype)
    return one((None, *data.shape[1:]), data.dtype)


@shape_function(
    "unsorted_segment_sum unsorted_segment_max unsorted_segment_min unsorted_segment_prod unsorted_segment_mean unsorted_segment_sqrt_n"
)
def unsorted_segment(call: Call) -> Result:
    """The segment ids' dimensions become one of `num_segments`."""
    data, ids = call.tensor("data"), call.tensor("segment_ids")
    count = shapes.dim_of_value(call.tensor("num_segments").constant)
    if data.shape is None or ids.shape is None:
        return one(None, data.dtype)
    if isinstance(data.shape, Unknown) or isinstance(ids.shape, Unknown):
        return one(shapes.unknown_shape(), data.dtype)
    return one((count, *data.shape[len(ids.shape) :]), data.dtype)


@shape_function("confusion_matrix")
def confusion_matrix(call: Call) -> Result:
    count = call.integer("num_classes", -1)
    dim = count if isinstance(count, int) and count >= 0 else (count if isinstance(count, Unknown) else None)
    return one((dim, dim), call.dtype("dtype", "int32"))


@shape_function("histogram_fixed_width")
def histogram_fixed_width(call: Call) -> Result:
    return one((shapes.dim_of_value(call.tensor("nbins").constant) if call.has("nbins") else 100,), call.dtype("dtype", "int32"))


@shape_function("bincount")
def bincount(call: Call) -> Result:
    """As many as the largest value says."""
    constant = evaluated(call.tensor("arr" if call.has("arr") else "values").constant)
    return one((None if constant is None else shapes.unknown_dim(),), call.dtype("dtype", DTYPES["int32"]))
