"""`tf.TensorShape`, `tf.Dimension` and `tf.DType` as the program uses them.

Flows in: attribute reads and calls. Flows out: sizes. The arithmetic is that of `scopelint.tf.shapes`.
"""

from __future__ import annotations

import operator
from collections.abc import Callable
from typing import TYPE_CHECKING

from scopelint.domain.values import MISSING, Unknown, Value
from scopelint.interp.classes import class_of
from scopelint.interp.host import plain
from scopelint.interp.natives import CONSTRUCTORS, attribute_getter, method, native, operators
from scopelint.interp.objects import ListObj, NativeFunction
from scopelint.interp.tensorflow.classes import DIMENSION, DTYPE, TENSOR_SHAPE
from scopelint.tf import dtypes, shapes
from scopelint.tf.errors import TFError
from scopelint.tf.objects import Dimension, DType, RefDType, Tensor, TensorShape
from scopelint.trace import RefusalKind

if TYPE_CHECKING:
    from scopelint.interp.interpreter import Interpreter


CONSTRUCTORS[TENSOR_SHAPE] = NativeFunction(
    "tf.TensorShape", lambda interp, dims: TensorShape(shapes.shape_of_value(plain(interp, dims)) if dims is not None else None)
)
CONSTRUCTORS[DIMENSION] = NativeFunction("tf.Dimension", lambda interp, value: Dimension(shapes.dim_of_value(value)))
CONSTRUCTORS[DTYPE] = NativeFunction("tf.DType", lambda interp, value: dtypes.as_dtype(value))


def _refuse(interp: Interpreter, message: str) -> None:
    """Raise a ValueError; a stub that asks what TensorFlow itself does not ask is told of nothing."""
    if interp.frames and not interp.frames[-1].user:
        interp.fail("ValueError", message)
    else:
        interp.stop("ValueError", message)


@native("tensorflow.as_dtype", "tensorflow.dtypes.as_dtype")
def _as_dtype(interp: Interpreter, value: Value) -> Value:
    return dtypes.as_dtype(value)


@method(TensorShape, "as_list")
def _as_list(interp: Interpreter, shape: TensorShape) -> Value:
    dims = shape.dims
    if dims is None:
        _refuse(interp, "as_list() is not defined on an unknown TensorShape.")
        return interp.unknown("shape", "a shape of unknown rank")
    if isinstance(dims, Unknown):
        return interp.list(dims)
    return interp.list(dims)


@attribute_getter(TensorShape, "ndims", "rank")
def _ndims(interp: Interpreter, shape: TensorShape) -> Value:
    return shapes.ndims(shape.dims)


@attribute_getter(TensorShape, "dims", "_dims")
def _dims(interp: Interpreter, shape: TensorShape) -> Value:
    if isinstance(shape.dims, tuple):
        return interp.list(Dimension(d) for d in shape.dims)
    return shape.dims


@method(TensorShape, "is_fully_defined")
def _is_fully_defined(interp: Interpreter, shape: TensorShape) -> Value:
    return shapes.is_fully_defined(shape.dims)


@method(TensorShape, "num_elements")
def _num_elements(interp: Interpreter, shape: TensorShape) -> Value:
    return shapes.num_elements(shape.dims)


@method(TensorShape, "is_compatible_with")
def _is_compatible_with(interp: Interpreter, shape: TensorShape, other: Value) -> Value:
    return shapes.compatible(shape.dims, shapes.shape_of_value(plain(interp, other)))


@method(TensorShape, "merge_with")
def _merge_with(interp: Interpreter, shape: TensorShape, other: Value) -> Value:
    try:
        return TensorShape(shapes.merge(shape.dims, shapes.shape_of_value(plain(interp, other))))
    except shapes.IncompatibleError as error:
        _refuse(interp, str(error))
        return TensorShape(shapes.unknown_shape())


def _ranked(name: str, fits: Callable[[int, int], bool], words: str) -> None:
    """Defines `with_rank` or one of its kin: the shape itself, of unknown rank perhaps made one of that many unknown sizes."""

    @method(TensorShape, name)
    def _with_rank(interp: Interpreter, shape: TensorShape, rank: Value) -> Value:
        if shape.dims is None and name == "with_rank" and isinstance(rank, int):
            return TensorShape((None,) * rank)
        if isinstance(shape.dims, tuple) and isinstance(rank, int) and not fits(len(shape.dims), rank):
            _refuse(interp, f"Shape {shapes.text(shape.dims)} must have {words} {rank}")
        return shape


_ranked("with_rank", operator.eq, "rank")
_ranked("with_rank_at_least", operator.ge, "rank at least")
_ranked("with_rank_at_most", operator.le, "rank at most")


@method(TensorShape, "concatenate")
def _concatenate(interp: Interpreter, shape: TensorShape, other: Value) -> Value:
    return TensorShape(shapes.concatenate(shape.dims, shapes.shape_of_value(plain(interp, other))))


@method(TensorShape, "assert_has_rank")
def _assert_has_rank(interp: Interpreter, shape: TensorShape, rank: Value) -> Value:
    if isinstance(shape.dims, tuple) and isinstance(rank, int) and len(shape.dims) != rank:
        _refuse(interp, f"Shape {shapes.text(shape.dims)} must have rank {rank}")
    return None


@method(TensorShape, "assert_same_rank")
def _assert_same_rank(interp: Interpreter, shape: TensorShape, other: Value) -> Value:
    theirs = shapes.shape_of_value(plain(interp, other))
    if isinstance(shape.dims, tuple) and isinstance(theirs, tuple) and len(shape.dims) != len(theirs):
        _refuse(interp, f"Shapes {shapes.text(shape.dims)} and {shapes.text(theirs)} must have the same rank")
    return None


@method(TensorShape, "assert_is_compatible_with")
def _assert_is_compatible_with(interp: Interpreter, shape: TensorShape, other: Value) -> Value:
    theirs = shapes.shape_of_value(plain(interp, other))
    if shapes.compatible(shape.dims, theirs) is False:
        _refuse(interp, f"Shapes {shapes.text(shape.dims)} and {shapes.text(theirs)} are incompatible")
    return None


@method(TensorShape, "assert_is_fully_defined")
def _assert_is_fully_defined(interp: Interpreter, shape: TensorShape) -> Value:
    if shapes.is_fully_defined(shape.dims) is False:
        _refuse(interp, f"Shape {shapes.text(shape.dims)} is not fully defined")
    return None


@attribute_getter(Dimension, "value", "_value")
def _value(interp: Interpreter, dimension: Dimension) -> Value:
    return dimension.value


@method(Dimension, "__int__", "__index__")
def _int(interp: Interpreter, dimension: Dimension) -> Value:
    return dimension.value


for _name in (
    "name", "base_dtype", "as_numpy_dtype", "is_floating", "is_integer", "is_complex", "is_bool", "size", "min", "max",
    "real_dtype", "is_unsigned", "as_datatype_enum", "limits", "is_numpy_compatible", "is_quantized",
):  # fmt: skip

    def _dtype_attribute(interp: Interpreter, dtype: DType, _attribute: str = _name) -> Value:
        return dtypes.attribute(dtype, _attribute)

    attribute_getter(DType, _name)(_dtype_attribute)


@method(DType, "is_compatible_with")
def _dtype_compatible(interp: Interpreter, dtype: DType, other: Value) -> Value:
    """A reference is compatible with references alone, and whatever it refers to with both."""
    same = dtypes.as_dtype(other) is dtypes.as_dtype(dtype)
    return same and (not isinstance(dtype, RefDType) or isinstance(other, RefDType))


def _divided(interp: Interpreter, left: Value, right: Value) -> Value:
    """`left / right`, which `Dimension.__truediv__` refuses; the program is analysed further as Python 2 would run it.

    In a project of Python 2 also a file that Python 3 can read means the classic division.
    """
    if interp.asked.python2:
        result = shapes.dimension_operation("//", left, right)
        return Dimension(shapes.unknown_dim()) if result is NotImplemented else result
    other = right if isinstance(left, Dimension) else left
    cls = class_of(other)
    kind = "Dimension" if isinstance(other, Dimension) else "int" if cls is None else cls.name
    sides = (f"'{kind}'", "'Dimension'") if other is left else ("'Dimension'", f"'{kind}'")
    message = f"unsupported operand type(s) for /: {' and '.join(sides)}, please use // instead"
    try:
        interp.machine.graphs.refuse(RefusalKind.OTHER, "TypeError", message, "tf.Dimension")
    except TFError as refusal:
        result = shapes.dimension_operation("//", left, right)
        refusal.recovery = lambda: Dimension(shapes.unknown_dim()) if result is NotImplemented else result
        return interp.refuse(refusal)


class SizeOperators:
    """Operators of dimensions and shapes."""

    def binary(self, interp: Interpreter, op: str, left: Value, right: Value) -> Value:
        if isinstance(left, Dimension) or isinstance(right, Dimension):
            if isinstance(left, Tensor) or isinstance(right, Tensor):
                return MISSING
            if op == "/":
                return _divided(interp, left, right)
            return shapes.dimension_operation(op, left, right)
        sizes = (TensorShape, tuple, ListObj)
        either = isinstance(left, TensorShape) or isinstance(right, TensorShape)
        if op == "+" and either and isinstance(left, sizes) and isinstance(right, sizes):
            parts = [shapes.shape_of_value(plain(interp, s)) for s in (left, right)]
            return TensorShape(shapes.concatenate(*parts))
        return MISSING

    def unary(self, interp: Interpreter, op: str, value: Value) -> Value:
        if isinstance(value, Dimension):
            return interp.binary("-", 0, value) if op == "-" else value
        return MISSING

    def compare(self, interp: Interpreter, op: str, left: Value, right: Value) -> Value:
        if isinstance(left, Dimension) or isinstance(right, Dimension):
            one = left.value if isinstance(left, Dimension) else left
            other = right.value if isinstance(right, Dimension) else right
            if one is None or other is None:
                if (one is None) != (other is None) and op in ("==", "!="):
                    return None if not (left is None or right is None) else op == "!="
                return None if op not in ("==", "!=") else (op == "==")
            from scopelint.interp import operators as ops

            return ops.compare(interp, op, one, other)
        return MISSING

    def item(self, interp: Interpreter, value: Value, index: Value) -> Value:
        if not isinstance(value, TensorShape):
            return MISSING
        dims = value.dims
        if isinstance(dims, Unknown):
            if isinstance(index, slice):
                return TensorShape(dims.derived(("slice", str(index)), f"{dims.text}[:]"))
            return Dimension(dims.derived(("item", str(index)), f"{dims.text}[{index}]", kind=int))
        if isinstance(index, slice):
            parts = (index.start, index.stop, index.step)
            if dims is None or not all(p is None or isinstance(p, int) for p in parts):
                return TensorShape(shapes.unknown_shape())
            return TensorShape(dims[index])
        if dims is None:
            return Dimension(None)
        if isinstance(index, int):
            if -len(dims) <= index < len(dims):
                return Dimension(dims[index])
            return interp.fail("IndexError", "list index out of range")
        return Dimension(shapes.unknown_dim())


operators(SizeOperators())
