"""Ops that rearrange, join and take apart tensors without looking at their elements.

After `ops/array_ops.py` and `core/ops/array_ops.cc`.
"""

from __future__ import annotations

from scopelint.domain.values import Unknown, Value
from scopelint.tf import dtypes, shapes
from scopelint.tf.objects import Dim, Shape
from scopelint.tf.op_calls import (
    DYNAMIC,
    UNKNOWN_RESULT,
    Call,
    Form,
    Output,
    Result,
    converted,
    derive,
    evaluated,
    is_full,
    many,
    one,
    same,
    shape_argument,
    shape_function,
)
from scopelint.tf.op_shapes_elementwise import first


@shape_function("shape")
def shape(call: Call) -> Result:
    """`array_ops.shape`: its value is the static shape, known or not."""
    x = call.tensor("input")
    dtype = call.dtype("out_type", "int32")
    constant = x.shape if isinstance(x.shape, (tuple, Unknown)) else None
    return one((shapes.ndims(x.shape),), dtype, constant)


@shape_function("size")
def size(call: Call) -> Result:
    x = call.tensor("input")
    return one((), call.dtype("out_type", "int32"), shapes.num_elements(x.shape))


@shape_function("rank")
def rank(call: Call) -> Result:
    return one((), "int32", shapes.ndims(call.tensor("input").shape))


@shape_function("reshape")
def reshape(call: Call) -> Result:
    x = call.tensor("tensor")
    wanted = call.value("shape")
    sizes = converted(wanted)
    if isinstance(sizes.constant, tuple):
        target: Shape = tuple(shapes.dim_of_value(element) for element in sizes.constant)
    else:
        target = shape_argument(call)
    result = reshaped(x.shape, target)
    return one(result, x.dtype, _reshaped_constant(x, result))


def reshaped(before: Shape, after: Shape) -> Shape:
    """The shape `after`, its one missing size worked out (`array_ops.cc`, SetOutputShapeForReshape)."""
    if not isinstance(after, tuple):
        return after
    missing = [i for i, dim in enumerate(after) if not isinstance(dim, int) or dim < 0]
    result = tuple(None if isinstance(dim, int) and dim < 0 else dim for dim in after)
    if len(missing) != 1 or before is None:
        # Beside sizes that are not known the one to be worked out is not known either, though the program may well know it.
        blurred = any(isinstance(dim, Unknown) for dim in after) and before is not None and not _has_open_size(before)
        return tuple(shapes.unknown_dim() if blurred and dim == -1 else size for dim, size in zip(after, result, strict=True))
    at = missing[0]
    known = 1
    for i, dim in enumerate(after):
        known *= dim if i != at and isinstance(dim, int) else 1
    open_ended = not isinstance(after[at], Unknown)
    found = _missing_size(before, known)
    if open_ended or isinstance(found, int):
        return (*result[:at], found, *result[at + 1 :])
    return result


def _has_open_size(before: Shape) -> bool:
    return isinstance(before, tuple) and any(dim is None for dim in before)


def _missing_size(before: Shape, known: int) -> Dim:
    """What `known` must be multiplied by to hold the elements of a tensor of shape `before`."""
    if isinstance(before, Unknown):
        return derive(("elements over", known), before)
    assert before is not None
    if any(dim is None for dim in before):
        return None
    rest = 1
    unknown: list[Dim] = []
    for dim in before:
        if isinstance(dim, int):
            rest *= dim
        else:
            unknown.append(dim)
    if known == 0:
        return shapes.unknown_dim("nothing to divide")
    if not unknown:
        return rest // known
    if rest % known == 0 and len(unknown) == 1:
        return shapes.multiply(unknown[0], rest // known)
    return shapes.arithmetic("//", shapes.multiply(shapes.product(tuple(unknown)), rest), known)


def _reshaped_constant(x: Output, result: Shape) -> Value:
    """Scalars and vectors keep their value."""
    constant = x.constant
    if constant is None or isinstance(constant, Unknown):
        return constant
    if not is_full(constant):
        return constant if x.shape == result else None
    flat = flattened(constant)
    if not isinstance(result, tuple):
        return Unknown(("constant", object()), "value", "reshaped")
    if len(result) == 1:
        return flat
    return flat[0] if result == () else Unknown(("constant", object()), "value", "reshaped")


def flattened(constant: Value) -> tuple[Value, ...]:
    """The elements of a nested tuple."""
    if not isinstance(constant, tuple):
        return (constant,)
    return tuple(leaf for element in constant for leaf in flattened(element))


@shape_function("expand_dims")
def expand_dims(call: Call) -> Result:
    x = call.tensor("input")
    axis = call.integer("axis", 0)
    if not isinstance(x.shape, tuple):
        return one(shapes.unknown_shape(x.shape) if isinstance(x.shape, Unknown) else None, x.dtype)
    if axis is DYNAMIC or isinstance(axis, Unknown):
        dims: tuple[Dim, ...] = tuple(derive(("expanded", i), axis) for i in range(len(x.shape) + 1))
        return one((None,) * len(dims) if axis is DYNAMIC else dims, x.dtype)
    position = axis + len(x.shape) + 1 if axis < 0 else axis
    if not 0 <= position <= len(x.shape):
        raise ValueError("axis out of range: TensorFlow raises")
    constant = (x.constant,) if x.shape == () and is_full(x.constant) else None
    return one((*x.shape[:position], 1, *x.shape[position:]), x.dtype, constant)


@shape_function("squeeze")
def squeeze(call: Call) -> Result:
    x = call.tensor("input")
    axes = call.axes()
    if not isinstance(x.shape, tuple):
        return one(shapes.unknown_shape() if isinstance(x.shape, Unknown) else None, x.dtype)
    if axes is None or axes == ():
        if any(dim is None for dim in x.shape):
            return one(None, x.dtype)
        if any(isinstance(dim, Unknown) for dim in x.shape):
            return one(shapes.unknown_shape(), x.dtype)
        result: Shape = tuple(dim for dim in x.shape if dim != 1)
    elif isinstance(axes, tuple):
        gone = {axis % len(x.shape) for axis in axes}
        result = tuple(dim for i, dim in enumerate(x.shape) if i not in gone)
    else:
        return one(shapes.unknown_shape(), x.dtype)
    return one(result, x.dtype, _reshaped_constant(x, result))


@shape_function("transpose")
def transpose(call: Call) -> Result:
    x = call.tensor("a")
    permutation = call.axes("perm")
    if permutation is None:
        return one(x.shape[::-1] if isinstance(x.shape, tuple) else x.shape if x.shape is None else shapes.unknown_shape(), x.dtype)
    if isinstance(permutation, tuple):
        if x.shape is None:
            return one((None,) * len(permutation), x.dtype)
        if isinstance(x.shape, Unknown):
            return one(tuple(shapes.index_shape(x.shape, i) for i in permutation), x.dtype)
        return one(tuple(x.shape[i] for i in permutation), x.dtype)
    if isinstance(x.shape, tuple):
        none = permutation is DYNAMIC
        return one(tuple(None if none else derive(("perm", i), permutation) for i in range(len(x.shape))), x.dtype)
    return one(None if permutation is DYNAMIC else shapes.unknown_shape(), x.dtype)


@shape_function("linalg.transpose matrix_transpose linalg.matrix_transpose linalg.adjoint")
def matrix_transpose(call: Call) -> Result:
    x = first(call) if not call.has("matrix") else call.tensor("matrix")
    if not isinstance(x.shape, tuple):
        return one(x.shape if x.shape is None else shapes.unknown_shape(), x.dtype)
    return one((*x.shape[:-2], x.shape[-1], x.shape[-2]), x.dtype)


@shape_function("broadcast_to")
def broadcast_to(call: Call) -> Result:
    return one(shape_argument(call), call.tensor("input").dtype)


@shape_function("ensure_shape")
def ensure_shape(call: Call) -> Result:
    x = call.tensor("x")
    return one(shapes.merge(x.shape, shapes.shape_of_value(call.value("shape"))), x.dtype, x.constant)


@shape_function("reverse")
def reverse(call: Call) -> Result:
    x = call.tensor("tensor")
    full = isinstance(x.constant, tuple) and is_full(x.constant) and len(x.shape if isinstance(x.shape, tuple) else ()) == 1
    return one(x.shape, x.dtype, x.constant[::-1] if full else None)


@shape_function("reverse_sequence")
def reverse_sequence(call: Call) -> Result:
    """The lengths say how large the batch is."""
    x, lengths = call.tensor("input"), call.tensor("seq_lengths")
    batch = call.value("batch_axis", call.value("batch_dim", 0))
    if not isinstance(x.shape, tuple) or not isinstance(batch, int):
        return same(x)
    dim = shapes.merge_dims(x.shape[batch], shapes.index_shape(lengths.shape, 0))
    return one((*x.shape[:batch], dim, *x.shape[batch + 1 :]), x.dtype)


@shape_function("broadcast_dynamic_shape")
def broadcast_dynamic_shape(call: Call) -> Result:
    one_shape, other = call.tensor("shape_x"), call.tensor("shape_y")
    lengths = [s.shape[0] if isinstance(s.shape, tuple) and len(s.shape) == 1 else None for s in (one_shape, other)]
    if is_full(one_shape.constant) and is_full(other.constant):
        shape = shapes.broadcast(one_shape.constant, other.constant)
        return one((shapes.ndims(shape),), one_shape.dtype, shape)
    numbers = [length for length in lengths if isinstance(length, int)]
    if len(numbers) == 2:
        return one((max(numbers),), one_shape.dtype)
    return one((None,) if None in lengths else (shapes.unknown_dim(),), one_shape.dtype)


@shape_function("meshgrid")
def meshgrid(call: Call) -> Result:
    """`array_ops.meshgrid`: all results have the shape of the grid."""
    parts = [converted(v) for v in call.value("args", ())]
    sizes = [shapes.num_elements(part.shape) for part in parts]
    if call.text("indexing", "xy") == "xy" and len(sizes) > 1:
        sizes[0], sizes[1] = sizes[1], sizes[0]
    return many(Form.LIST, *(Output(tuple(sizes), part.dtype) for part in parts))


@shape_function("tuple identity_n")
def tuple_(call: Call) -> Result:
    tensors = call.elements("tensors" if call.has("tensors") else "input")
    if tensors is None:
        return UNKNOWN_RESULT
    outputs = (converted(v) for v in tensors)
    return many(Form.LIST, *(Output(o.shape, o.dtype, o.constant) for o in outputs))


@shape_function("sequence_mask")
def sequence_mask(call: Call) -> Result:
    lengths = call.tensor("lengths")
    longest = shapes.dim_of_value(call.tensor("maxlen").constant) if call.has("maxlen") else None
    if not call.has("maxlen") and evaluated(lengths.constant) is not None:
        numbers = flattened(lengths.constant)
        known = [n for n in numbers if isinstance(n, int)]
        longest = max(known) if known and len(known) == len(numbers) else shapes.unknown_dim()
    return one(shapes.concatenate(lengths.shape, (longest,)), call.dtype("dtype", dtypes.DTYPES["bool"]))


@shape_function("one_hot")
def one_hot(call: Call) -> Result:
    indices = call.tensor("indices")
    depth = shapes.dim_of_value(call.tensor("depth").constant)
    axis = call.integer("axis", -1)
    dtype = call.dtype("dtype", "float32")
    for name in ("on_value", "off_value"):
        if not call.has("dtype") and call.has(name):
            dtype = call.tensor(name).dtype
            break
    if not isinstance(indices.shape, tuple):
        return one(None if indices.shape is None else shapes.unknown_shape(), dtype)
    if not isinstance(axis, int):
        return one(tuple(shapes.unknown_dim() for _ in range(len(indices.shape) + 1)), dtype)
    at = len(indices.shape) if axis == -1 else axis
    return one((*indices.shape[:at], depth, *indices.shape[at:]), dtype)
