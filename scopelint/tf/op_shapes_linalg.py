"""Products and matrices. After `ops/math_ops.py`, `ops/special_math_ops.py`, `ops/linalg_ops.py`."""

from __future__ import annotations

from scopelint.domain.values import Unknown, Value
from scopelint.tf import shapes
from scopelint.tf.objects import Dim, DType, Shape
from scopelint.tf.op_calls import Call, Form, Output, Result, converted, dense_shape, many, one, same, shape_function, static_integers
from scopelint.tf.op_shapes_elementwise import first, operands


@shape_function("matmul sparse_matmul")
def matmul(call: Call) -> Result:
    """`math_ops.matmul`: the last two dimensions are multiplied, the rest is broadcast."""
    a, b = operands(call)
    flipped = [call.flag("transpose_a"), call.flag("adjoint_a"), call.flag("transpose_b"), call.flag("adjoint_b")]
    dtype = call.dtype("output_type", "float32") if call.has("output_type") else _dtype(a, b)
    if any(isinstance(flag, Unknown) for flag in flipped):
        return one(shapes.unknown_shape(), dtype)
    return one(product(a.shape, b.shape, bool(flipped[0] or flipped[1]), bool(flipped[2] or flipped[3])), dtype)


def product(a: Shape, b: Shape, flip_a: bool = False, flip_b: bool = False) -> Shape:
    """BatchMatMulV2Shape; an unknown rank hides all."""
    if isinstance(a, Unknown) or isinstance(b, Unknown):
        return shapes.unknown_shape(a if isinstance(a, Unknown) else b if isinstance(b, Unknown) else None)
    if a is None or b is None:
        return None
    if min(len(a), len(b)) < 2:
        raise ValueError("no matrix: TensorFlow raises")
    rows, columns = a[-1 if flip_a else -2], b[-2 if flip_b else -1]
    batch = shapes.broadcast(a[:-2], b[:-2])
    return shapes.concatenate(batch, (rows, columns))


def _dtype(a: Output, b: Output) -> DType | Unknown:
    return a.dtype if isinstance(a.dtype, DType) else b.dtype


@shape_function("linalg.matvec")
def matvec(call: Call) -> Result:
    a, b = operands(call)
    if not isinstance(a.shape, tuple) or not isinstance(b.shape, tuple):
        return one(None if None in (a.shape, b.shape) else shapes.unknown_shape(), _dtype(a, b))
    flip = call.flag("transpose_a") is True or call.flag("adjoint_a") is True
    shape = product(a.shape, (*b.shape, 1), flip)
    return one(shape[:-1] if isinstance(shape, tuple) else shape, _dtype(a, b))


@shape_function("tensordot")
def tensordot(call: Call) -> Result:
    """`math_ops.tensordot`: free axes of a, then of b."""
    a, b = operands(call)
    if not isinstance(a.shape, tuple) or not isinstance(b.shape, tuple):
        return one(None if None in (a.shape, b.shape) else shapes.unknown_shape(), _dtype(a, b))
    pair = _contracted(call.value("axes"), len(a.shape))
    if pair is None:
        return one(shapes.unknown_shape(), _dtype(a, b))
    left, right = ({axis % len(s) for axis in axes} for axes, s in zip(pair, (a.shape, b.shape), strict=True))
    kept = [d for i, d in enumerate(a.shape) if i not in left] + [d for i, d in enumerate(b.shape) if i not in right]
    return one(tuple(kept), _dtype(a, b))


def _contracted(axes: Value, rank: int) -> tuple[tuple[int, ...], tuple[int, ...]] | None:
    """The axes of both that are summed over: a number, two numbers or two lists."""
    if isinstance(axes, int):
        return tuple(range(rank - axes, rank)), tuple(range(axes))
    if not isinstance(axes, tuple) or len(axes) != 2:
        return None
    left, right = static_integers(axes[0]), static_integers(axes[1])
    return (left, right) if isinstance(left, tuple) and isinstance(right, tuple) else None


@shape_function("einsum linalg.einsum")
def einsum(call: Call) -> Result:
    """`special_math_ops.einsum`: each letter is a dimension."""
    equation = call.text("equation", "")
    tensors = [converted(v) for v in call.value("inputs", ())]
    dtype: DType | Unknown = tensors[0].dtype if tensors else shapes.unknown_shape()
    if not isinstance(equation, str) or not tensors:
        return one(shapes.unknown_shape(), dtype)
    terms, arrow, result = equation.replace(" ", "").partition("->")
    inputs = terms.split(",")
    if not arrow:
        letters = "".join(inputs)
        result = "".join(sorted(c for c in set(letters) if letters.count(c) == 1))
    if "." in equation:
        return one(_ellipsis_einsum(inputs, result, [t.shape for t in tensors]), dtype)
    sizes: dict[str, Dim] = {}
    for term, tensor in zip(inputs, tensors, strict=True):
        dims = tensor.shape if isinstance(tensor.shape, tuple) else [shapes.index_shape(tensor.shape, i) for i in range(len(term))]
        for letter, dim in zip(term, dims, strict=True):
            sizes[letter] = shapes.merge_dims(sizes[letter], dim) if letter in sizes else dim
    return one(tuple(sizes[letter] for letter in result), dtype)


def _ellipsis_einsum(inputs: list[str], result: str, operand_shapes: list[Shape]) -> Shape:
    """An equation with `...`: the dimensions that it stands for are broadcast."""
    sizes: dict[str, Dim] = {}
    batch: Shape = ()
    for term, shape in zip(inputs, operand_shapes, strict=True):
        if not isinstance(shape, tuple):
            return shapes.unknown_shape()
        head, dots, tail = term.partition("...")
        middle = shape[len(head) : len(shape) - len(tail)]
        if dots:
            batch = shapes.broadcast(batch, middle)
        for letter, dim in [*zip(head, shape, strict=False), *zip(reversed(tail), reversed(shape), strict=False)]:
            sizes[letter] = shapes.merge_dims(sizes[letter], dim) if letter in sizes else dim
    head, dots, tail = result.partition("...")
    middle_shape = batch if dots and isinstance(batch, tuple) else ()
    return (*(sizes[c] for c in head), *middle_shape, *(sizes[c] for c in tail))


@shape_function("sparse_tensor_dense_matmul")
def sparse_tensor_dense_matmul(call: Call) -> Result:
    a, b = call.tensor("sp_a"), call.tensor("b")
    flip_a, flip_b = call.flag("adjoint_a") is True, call.flag("adjoint_b") is True
    rows, columns = shapes.index_shape(dense_shape(a), 1 if flip_a else 0), shapes.index_shape(b.shape, 0 if flip_b else 1)
    return one((rows, columns), b.dtype)


@shape_function("diag matrix_diag linalg.diag linalg.tensor_diag")
def diag(call: Call) -> Result:
    """`diag` doubles all dimensions, `matrix_diag` the last."""
    x = call.tensor("diagonal")
    if not isinstance(x.shape, tuple):
        return one(x.shape if x.shape is None else shapes.unknown_shape(), x.dtype)
    if call.canonical in ("diag", "linalg.tensor_diag"):
        return one(x.shape * 2, x.dtype)
    if (call.has("k") and call.value("k") != 0) or call.has("num_rows") or call.has("num_cols"):
        return one(shapes.unknown_shape(), x.dtype)
    return one((*x.shape, x.shape[-1]), x.dtype)


@shape_function("diag_part linalg.tensor_diag_part")
def diag_part(call: Call) -> Result:
    x = call.tensor("input")
    if not isinstance(x.shape, tuple):
        return one(x.shape if x.shape is None else shapes.unknown_shape(), x.dtype)
    half = len(x.shape) // 2
    return one(shapes.merge(x.shape[:half], x.shape[half:]), x.dtype)


@shape_function("matrix_diag_part linalg.diag_part")
def matrix_diag_part(call: Call) -> Result:
    x = call.tensor("input")
    if not isinstance(x.shape, tuple) or (call.has("k") and call.value("k") != 0):
        return one(None if x.shape is None else shapes.unknown_shape(), x.dtype)
    rows, columns = x.shape[-2:]
    smaller = min(rows, columns) if isinstance(rows, int) and isinstance(columns, int) else _smaller(rows, columns)
    return one((*x.shape[:-2], smaller), x.dtype)


def _smaller(rows: Dim, columns: Dim) -> Dim:
    if rows is None or columns is None:
        return None
    return rows if rows == columns else shapes.unknown_dim()


@shape_function("cholesky matrix_inverse linalg.expm linalg.logm linalg.sqrtm")
def square(call: Call) -> Result:
    """A square matrix (MakeBatchSquare): one side says the other."""
    x = first(call)
    if not isinstance(x.shape, tuple) or len(x.shape) < 2:
        return same(x)
    side = shapes.merge_dims(*x.shape[-2:])
    return one((*x.shape[:-2], side, side), x.dtype)


@shape_function("matrix_set_diag linalg.set_diag")
def set_diag(call: Call) -> Result:
    """The input's shape; the diagonal says the rank where the input does not."""
    x, diagonal = call.tensor("input"), call.tensor("diagonal")
    if x.shape is None and isinstance(diagonal.shape, tuple) and not call.has("k"):
        return one((*diagonal.shape[:-1], None, None), x.dtype)
    return same(x)


@shape_function("trace linalg.trace")
def trace(call: Call) -> Result:
    x = first(call)
    return one(_without_matrix(x.shape), x.dtype)


@shape_function("matrix_determinant")
def matrix_determinant(call: Call) -> Result:
    x = call.tensor("input")
    return one(_without_matrix(x.shape), x.dtype)


def _without_matrix(shape: Shape) -> Shape:
    if isinstance(shape, tuple):
        return shape[:-2]
    return None if shape is None else shapes.unknown_shape()


@shape_function("cholesky_solve matrix_triangular_solve")
def solve(call: Call) -> Result:
    return same(call.tensor("rhs"))


@shape_function("matrix_solve")
def matrix_solve(call: Call) -> Result:
    return same(call.tensor("rhs"))


@shape_function("self_adjoint_eig")
def self_adjoint_eig(call: Call) -> Result:
    x = call.tensor("tensor")
    values = x.shape[:-1] if isinstance(x.shape, tuple) else x.shape
    return many(Form.TUPLE, Output(values, x.dtype), Output(x.shape, x.dtype))


@shape_function("cross")
def cross(call: Call) -> Result:
    a, b = call.tensor("a"), call.tensor("b")
    return one(shapes.merge(a.shape, b.shape), a.dtype)


@shape_function("global_norm")
def global_norm(call: Call) -> Result:
    return one((), _list_dtype(call))


def _list_dtype(call: Call) -> DType | Unknown | str:
    tensors = call.elements("t_list")
    known = [t for t in tensors or () if t is not None]
    return converted(known[0]).dtype if known else "float32"


@shape_function("clip_by_global_norm")
def clip_by_global_norm(call: Call) -> Result:
    """The clipped list (None stays None) and the norm."""
    tensors = call.elements("t_list")
    norm = one((), _list_dtype(call)).output
    if tensors is None:
        return many(Form.TUPLE, Result(Form.UNKNOWN), norm)
    outputs = [Result(Form.NOTHING) if t is None else _like(converted(t)) for t in tensors]
    return many(Form.TUPLE, many(Form.LIST, *outputs), norm)


def _like(output: Output) -> Output:
    return Output(output.shape, output.dtype)
