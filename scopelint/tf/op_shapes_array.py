"""Ops that rearrange, join and take apart tensors without looking at their elements.

After `ops/array_ops.py` and `core/ops/array_ops.cc`.
"""

from __future__ import annotations

from typing import Final

from scopelint.domain.values import Unknown, Value
from scopelint.tf import dtypes, shapes
from scopelint.tf.objects import Dim, Shape, Tensor
from scopelint.tf.op_calls import (
    DYNAMIC,
    Call,
    Form,
    Output,
    PartSizes,
    Result,
    Static,
    UnsurePartSizes,
    converted,
    derive,
    is_full,
    many,
    nothing_known,
    one,
    same,
    shape_argument,
    shape_from,
    shape_function,
)
from scopelint.tf.op_shapes_elementwise import first

MAX_PARTS: Final = 4096
"""More results of one call are not told apart."""


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
        return result
    at = missing[0]
    known = 1
    for i, dim in enumerate(after):
        known *= dim if i != at and isinstance(dim, int) else 1
    open_ended = not isinstance(after[at], Unknown)
    found = _missing_size(before, known)
    if open_ended or isinstance(found, int):
        return (*result[:at], found, *result[at + 1 :])
    return result


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


@shape_function("concat")
def concat(call: Call) -> Result:
    """`array_ops.concat`; before TensorFlow 1.0 the axis came first."""
    values, axis = call.value("values"), call.value("axis")
    if isinstance(values, int) and isinstance(axis, tuple):
        values, axis = axis, values
    if isinstance(values, Tensor):
        return same(converted(values))
    if not isinstance(values, tuple) or not values:
        return Result(Form.TENSOR, (nothing_known(),))
    parts = [converted(value) for value in values]
    dtype = next((part.dtype for value, part in zip(values, parts, strict=True) if isinstance(value, Tensor)), parts[0].dtype)
    if len(parts) == 1:
        return one(parts[0].shape, dtype, parts[0].constant)
    where = Call("concat", {"axis": axis}).integer("axis", 0)
    return one(joined([part.shape for part in parts], where), dtype, _joined_constant(parts))


def joined(parts: list[Shape], axis: object) -> Shape:
    """The shape of tensors joined along an axis (`array_ops.cc`, ConcatShapeHelper)."""
    ranks = {len(part) for part in parts if isinstance(part, tuple)}
    if not ranks:
        return shapes.unknown_shape() if any(isinstance(p, Unknown) for p in parts) else None
    rank = max(ranks)
    if axis is DYNAMIC:
        return (None,) * rank
    if not isinstance(axis, int):
        return tuple(shapes.unknown_dim() for _ in range(rank))
    at = axis % rank
    rest: Shape = None
    total: Dim = 0
    for part in parts:
        if isinstance(part, tuple):
            rest = shapes.merge(rest, (*part[:at], None, *part[at + 1 :]))
            total = shapes.arithmetic("+", total, part[at])
        else:
            total = None if part is None else shapes.arithmetic("+", total, derive(("concat", at), part))
    if any(part is None for part in parts):
        total = None
    assert isinstance(rest, tuple)
    return (*rest[:at], total, *rest[at + 1 :])


def _joined_constant(parts: list[Output]) -> Value:
    """Vectors of sizes joined, unknown elements and all (`shape_refiner.cc`, PartialConcat)."""
    elements: list[Value] = []
    for part in parts:
        if isinstance(part.shape, tuple) and len(part.shape) > 1:
            return None
        if isinstance(part.constant, tuple):
            elements.extend(part.constant)
        elif isinstance(part.shape, tuple) and len(part.shape) == 1 and isinstance(part.shape[0], int):
            missing = part.constant
            elements.extend(missing if missing is None else derive(("element", i), missing) for i in range(part.shape[0]))
        else:
            return part.constant
    parts_only = [part.constant for part in parts if isinstance(part.constant, PartSizes)]
    if any(isinstance(part, UnsurePartSizes) for part in parts_only):
        return UnsurePartSizes(elements)
    return PartSizes(elements) if parts_only else tuple(elements)


@shape_function("stack parallel_stack")
def stack(call: Call) -> Result:
    """`array_ops.stack` (before 1.0: `pack`)."""
    values = call.value("values")
    axis = call.integer("axis", 0)
    if isinstance(values, Tensor):
        return same(converted(values))
    if not isinstance(values, tuple):
        return Result(Form.TENSOR, (nothing_known(),))
    whole = converted(values)
    if not isinstance(whole.shape, tuple) or axis == 0:
        return one(whole.shape, whole.dtype, whole.constant if axis == 0 else None)
    count, *inner = whole.shape
    if not isinstance(axis, int):
        return one(tuple(shapes.unknown_dim() for _ in whole.shape), whole.dtype)
    at = axis + len(whole.shape) if axis < 0 else axis
    return one((*inner[:at], count, *inner[at:]), whole.dtype, whole.constant if not inner else None)


@shape_function("unstack")
def unstack(call: Call) -> Result:
    """A list of as many tensors as the dimension has; `num` says it where the shape does not."""
    value = call.tensor("value")
    axis = call.integer("axis", 0)
    if not isinstance(axis, int):
        return Result(Form.UNKNOWN, (nothing_known(),))
    count = shapes.index_shape(value.shape, axis) if isinstance(value.shape, tuple) else None
    if not isinstance(count, int):
        given = call.integer("num", -1)
        if not isinstance(given, int) or given < 0:
            return UNKNOWN
        count = given
    if count > MAX_PARTS:
        return Result(Form.UNKNOWN, (nothing_known(),))
    if isinstance(value.shape, tuple):
        at = axis % len(value.shape)
        inner: Shape = value.shape[:at] + value.shape[at + 1 :]
    else:
        inner = None if value.shape is None else shapes.unknown_shape(value.shape)
    return many(
        Form.LIST,
        *(
            Output(inner, value.dtype, value.constant[i] if isinstance(value.constant, tuple) and axis == 0 else None)
            for i in range(count)
        ),
    )


@shape_function("split")
def split(call: Call) -> Result:
    """`array_ops.split`; before TensorFlow 1.0 the order was axis, number, value."""
    value, number, axis = call.value("value"), call.value("num_or_size_splits"), call.value("axis", 0)
    if isinstance(value, int) and not isinstance(value, bool) and isinstance(axis, Tensor):
        value, axis = axis, value
    x = converted(value)
    at = Call("split", {"axis": axis}).integer("axis", 0)
    sizes = converted(number)
    if isinstance(sizes.constant, int):
        count = sizes.constant
        return many(Form.LIST, *[Output(_part(x.shape, at, count), x.dtype)] * count) if count <= MAX_PARTS else UNKNOWN
    if isinstance(sizes.constant, tuple):
        return many(Form.LIST, *(Output(part, x.dtype) for part in _parts(x.shape, at, sizes.constant)))
    length: Static | None = sizes.shape[0] if isinstance(sizes.shape, tuple) and sizes.shape else None
    if not isinstance(length, int):
        length = call.integer("num", -1) if call.has("num") else -1
    if not isinstance(length, int) or not 0 <= length <= MAX_PARTS:
        return UNKNOWN
    return many(Form.LIST, *(Output(part, x.dtype) for part in _parts(x.shape, at, (sizes.constant,) * length)))


UNKNOWN: Final = Result(Form.UNKNOWN)


def _part(whole: Shape, axis: object, count: int) -> Shape:
    """One of `count` equal parts."""
    if not isinstance(whole, tuple):
        return shapes.unknown_shape() if isinstance(whole, Unknown) else None
    if not isinstance(axis, int):
        return (None,) * len(whole) if axis is DYNAMIC else tuple(shapes.unknown_dim() for _ in whole)
    at = axis % len(whole)
    return (*whole[:at], shapes.arithmetic("//", whole[at], count), *whole[at + 1 :])


def _parts(whole: Shape, axis: object, sizes: tuple[Value, ...]) -> list[Shape]:
    """Parts of given sizes; one may be -1, the rest."""
    if not isinstance(whole, tuple) or not isinstance(axis, int):
        return [_part(whole, axis, 1) for _ in sizes]
    at = axis % len(whole)
    dims = [shapes.dim_of_value(size) for size in sizes]
    open_ended = [i for i, dim in enumerate(dims) if dim == -1]
    if len(open_ended) == 1:
        rest = whole[at]
        for i, dim in enumerate(dims):
            rest = rest if i in open_ended else shapes.arithmetic("-", rest, dim)
        dims[open_ended[0]] = rest
    return [(*whole[:at], dim, *whole[at + 1 :]) for dim in dims]


@shape_function("tile")
def tile(call: Call) -> Result:
    x = call.tensor("input")
    multiples = shape_from(call.tensor("multiples"))
    if isinstance(x.shape, tuple) and isinstance(multiples, tuple):
        return one(tuple(map(shapes.multiply, x.shape, multiples)), x.dtype)
    if isinstance(x.shape, tuple):
        return one(tuple(None if multiples is None else shapes.unknown_dim() for _ in x.shape), x.dtype)
    if x.shape is None and isinstance(multiples, tuple):
        return one((None,) * len(multiples), x.dtype)
    return one(None if x.shape is None and multiples is None else shapes.unknown_shape(), x.dtype)


@shape_function("pad")
def pad(call: Call) -> Result:
    """`array_ops.pad`, which restores what it can of the shape from partly known paddings."""
    x = call.tensor("tensor" if call.has("tensor") else "input")
    paddings = call.tensor("paddings")
    if isinstance(paddings.constant, tuple):
        rows = paddings.constant
        if x.shape is None:
            return one((None,) * len(rows), x.dtype)
        dims = x.shape if isinstance(x.shape, tuple) else tuple(shapes.index_shape(x.shape, i) for i in range(len(rows)))
        return one(tuple(_padded(dim, row) for dim, row in zip(dims, rows, strict=True)), x.dtype)
    length = len(x.shape) if isinstance(x.shape, tuple) else None
    if length is None and isinstance(paddings.shape, tuple) and isinstance(paddings.shape[0], int):
        length = paddings.shape[0]
    if length is None:
        return one(None if x.shape is None and paddings.constant is None else shapes.unknown_shape(), x.dtype)
    return one(tuple(None if paddings.constant is None else shapes.unknown_dim() for _ in range(length)), x.dtype)


def _padded(dim: Dim, row: Value) -> Dim:
    if not isinstance(row, tuple) or len(row) != 2:
        return shapes.unknown_dim() if isinstance(row, Unknown) else None
    before, after = map(shapes.dim_of_value, row)
    return shapes.arithmetic("+", shapes.arithmetic("+", dim, before), after)


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
        return UNKNOWN
    outputs = (converted(v) for v in tensors)
    return many(Form.LIST, *(Output(o.shape, o.dtype, o.constant) for o in outputs))


@shape_function("sequence_mask")
def sequence_mask(call: Call) -> Result:
    lengths = call.tensor("lengths")
    longest = shapes.dim_of_value(call.tensor("maxlen").constant) if call.has("maxlen") else None
    if not call.has("maxlen") and isinstance(lengths.constant, Unknown):
        longest = shapes.unknown_dim()
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
