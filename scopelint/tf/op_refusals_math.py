"""Arithmetic, products and reductions that TensorFlow refuses.

After `core/ops/math_ops.cc`, `core/framework/common_shape_fns.cc` (MatMulShape, BatchMatMulV2Shape, ReductionShape), `ops/math_ops.py`.
"""

from __future__ import annotations

from typing import Final

from scopelint.domain.values import MISSING
from scopelint.tf.misfits import (
    EmptyError,
    MisfitError,
    axis_within,
    broadcastable,
    check,
    equal,
    one_dtype,
    one_shape,
    rank,
    rank_at_least,
    same_type,
)
from scopelint.tf.objects import PartitionedVariable, Shape, Tensor
from scopelint.tf.op_calls import Call, Output, converted
from scopelint.tf.op_shapes_elementwise import first, operands

_TYPED: Final = {
    "add": "AddV2",
    "subtract": "Sub",
    "multiply": "Mul",
    "maximum": "Maximum",
    "minimum": "Minimum",
    "squared_difference": "SquaredDifference",
    "less": "Less",
    "less_equal": "LessEqual",
    "greater": "Greater",
    "greater_equal": "GreaterEqual",
}
"""Ops whose two tensors must have one type, and what TensorFlow calls them."""


@check(
    "add subtract multiply truediv divide floordiv floor_div mod floormod maximum minimum pow squared_difference atan2 truncatediv "
    "truncatemod div_no_nan div realdiv equal not_equal less less_equal greater greater_equal logical_and logical_or logical_xor"
)
def binary(call: Call) -> None:
    """BroadcastBinaryOpShapeFn."""
    x, y = operands(call)
    op = _TYPED.get(call.canonical)
    if op is not None and all(isinstance(call.value(name, MISSING), Tensor) for name in ("x", "y")):
        same_type(x, y, "y", "x", op)
    if x.kind == y.kind == "Tensor":
        broadcastable(x.shape, y.shape)


@check("matmul")
def matmul(call: Call) -> None:
    """Matrices of two dimensions, or batches of them where one of the two has more."""
    a, b = operands(call)
    if not a.kind == b.kind == "Tensor":
        return
    if all(isinstance(call.value(name, MISSING), Tensor) for name in ("a", "b")) and not call.has("output_type"):
        same_type(a, b, "b", "a", "MatMul")
    batched = any(not isinstance(s, tuple) or len(s) > 2 for s in (a.shape, b.shape))
    for shape in (a.shape, b.shape):
        if batched:
            rank_at_least(shape, 2)
        else:
            rank(shape, 2)
    flips = [call.flag(f"{how}_{which}") for which in "ab" for how in ("transpose", "adjoint")]
    if isinstance(a.shape, tuple) and isinstance(b.shape, tuple) and all(isinstance(flip, bool) for flip in flips):
        if not (any(call.flag(f"{which}_is_sparse") is not False for which in "ab")):
            broadcastable(a.shape[:-2], b.shape[:-2])
        equal(a.shape[-2 if any(flips[:2]) else -1], b.shape[-1 if any(flips[2:]) else -2])


@check("einsum")
def einsum(call: Call) -> None:
    """Each letter is one size."""
    equation = call.text("equation", "")
    tensors = [converted(value) for value in call.value("inputs", ())]
    if not isinstance(equation, str) or "." in equation:
        return
    sizes: dict[str, object] = {}
    terms = equation.replace(" ", "").partition("->")[0].split(",")
    for term, tensor in zip(terms, tensors, strict=True):
        rank(tensor.shape, len(term))
        for letter, dim in zip(term, tensor.shape if isinstance(tensor.shape, tuple) else (), strict=False):
            known = sizes.setdefault(letter, dim)
            if isinstance(known, int) and isinstance(dim, int):
                equal(known, dim)
            elif isinstance(dim, int):
                sizes[letter] = dim


@check("tensordot")
def tensordot(call: Call) -> None:
    """Contraction over the last and the first axes."""
    a, b = operands(call)
    same_type(a, b, "b", "a", "MatMul")
    axes = call.value("axes")
    if axes == 1 and isinstance(a.shape, tuple) and isinstance(b.shape, tuple) and a.shape and b.shape:
        equal(a.shape[-1], b.shape[0])


@check("add_n accumulate_n")
def add_n(call: Call) -> None:
    """At least one tensor; one dtype and one shape for all."""
    if call.value("inputs") == ():
        words = "a list" if call.canonical == "accumulate_n" else "an iterable"
        raise EmptyError(f"Inputs must be {words} of at least one Tensor with the same dtype and shape")
    outputs = [converted(value) for value in call.elements("inputs") or ()]
    if any(output.kind != "Tensor" for output in outputs):
        return
    one_dtype("inputs", "AddN", [output.dtype for output in outputs], "ValueError" if call.canonical == "accumulate_n" else "TypeError")
    shape: Shape = None
    for output in outputs:
        one_shape(shape, output.shape)
        shape = output.shape if not isinstance(shape, tuple) else shape


@check("reduce_sum reduce_mean reduce_prod reduce_max reduce_min reduce_logsumexp reduce_all reduce_any")
def reduce(call: Call) -> None:
    """ReductionShape."""
    x = _operand(call)
    axes = call.axes()
    if not isinstance(x.shape, tuple) or not isinstance(axes, tuple):
        return
    for axis in axes:
        axis_within(axis, len(x.shape), f"Invalid reduction dimension {axis} for input with {len(x.shape)} dimensions.")


def _operand(call: Call) -> Output:
    return call.tensor("input_tensor") if call.has("input_tensor") else first(call)


@check("nn.l2_normalize")
def l2_normalize(call: Call) -> None:
    reduce(call)


@check("cholesky matrix_inverse")
def square(call: Call) -> None:
    """MakeBatchSquare."""
    x = first(call)
    rank_at_least(x.shape, 2)
    if isinstance(x.shape, tuple):
        equal(x.shape[-2], x.shape[-1])


@check("fill")
def fill(call: Call) -> None:
    rank(call.tensor("value").shape, 0)


@check("range")
def range_(call: Call) -> None:
    for name in ("start", "limit", "delta"):
        if call.has(name):
            rank(call.tensor(name).shape, 0)


@check("argmax argmin")
def argmax(call: Call) -> None:
    x = _operand(call)
    axis = call.integer("axis", 0)
    if isinstance(x.shape, tuple) and isinstance(axis, int):
        dimensions = len(x.shape)
        if not -dimensions <= axis < dimensions:
            where = f"must be in the range [-{dimensions}, {dimensions}), where {dimensions} is the number of dimensions in the input."
            raise MisfitError(f"Dimension ({axis}) {where}")


@check("assign assign_add assign_sub")
def assign(call: Call) -> None:
    """A value must have its variable's shape; what is assigned to is a variable."""
    ref, value = call.value("ref", MISSING), call.value("value", MISSING)
    known = type(ref) is Tensor and ref.kind == "Tensor" and ref.origin is not None and ref.origin[0].startswith("tensorflow.")
    if known and "assign" not in ref.fields:
        raise MisfitError(f"'Tensor' object has no attribute '{call.canonical}'", "AttributeError")
    if not isinstance(ref, Tensor) or ref.kind != "Variable" or isinstance(value, PartitionedVariable) or value is MISSING:
        return
    if call.flag("validate_shape", True) is not True:
        return
    given = converted(value, ref.dtype if not isinstance(value, Tensor) else None)
    if isinstance(value, Tensor) and value.kind in ("Tensor", "Variable"):
        same_type(converted(ref), given, "value", "ref", {"assign": "Assign", "assign_add": "AssignAdd"}.get(call.canonical, "AssignSub"))
    if given.kind == "Tensor":
        one_shape(ref.shape, given.shape)
