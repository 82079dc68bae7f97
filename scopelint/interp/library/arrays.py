"""Arrays of numpy as values: making them, their attributes and methods, and operators.

Flows in: calls and operators on arrays. Flows out: arrays that know their shape and type, and their content where it is
known and small. Scalars of numpy are Python's own numbers here.
"""

from __future__ import annotations

import math
import operator
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, Final

from scopelint.domain.values import MISSING, Unknown, Value, is_constant
from scopelint.interp import classes
from scopelint.interp.host import plain
from scopelint.interp.library.array_items import apply, flat, item, kind_of, nest, replaced, shape_of
from scopelint.interp.natives import FUNCTIONS, WRITERS, attribute_getter, method, operators
from scopelint.interp.objects import ClassObj, DictObj, Instance, ListObj
from scopelint.tf import dtypes, shapes
from scopelint.tf.objects import WRITTEN, Array, Dim, DType, Shape, Tensor

if TYPE_CHECKING:
    from scopelint.interp.interpreter import Interpreter

LIMIT: Final = 256
"""How many elements an array may have whose content is kept."""

NDARRAY: Final = ClassObj("ndarray", (classes.OBJECT,), python=Array)
classes.register(Array, NDARRAY)
FUNCTIONS["numpy.ndarray"] = NDARRAY

FLOAT64: Final = dtypes.DTYPES["float64"]
INT64: Final = dtypes.DTYPES["int64"]
BOOL: Final = dtypes.DTYPES["bool"]

_PYTHON: Final = {"float": FLOAT64, "int": INT64, "bool": BOOL, "complex": dtypes.DTYPES["complex128"], "str": dtypes.DTYPES["string"]}

for _name in (
    "float16", "float32", "float64", "int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64", "complex64", "complex128",
):  # fmt: skip
    FUNCTIONS[f"numpy.{_name}"] = dtypes.DTYPES[_name]
for _name, _meaning in {
    "float": FLOAT64, "float_": FLOAT64, "double": FLOAT64, "single": dtypes.DTYPES["float32"], "half": dtypes.DTYPES["float16"],
    "int": INT64, "int_": INT64, "intp": INT64, "long": INT64, "intc": dtypes.DTYPES["int32"], "bool": BOOL, "bool_": BOOL,
    "str_": dtypes.DTYPES["string"], "object": dtypes.DTYPES["string"], "object_": dtypes.DTYPES["string"],
    "str": dtypes.DTYPES["string"], "ubyte": dtypes.DTYPES["uint8"], "byte": dtypes.DTYPES["int8"],
}.items():  # fmt: skip
    FUNCTIONS[f"numpy.{_name}"] = _meaning


def dtype_of(value: Value, default: DType | Unknown = FLOAT64) -> DType | Unknown:
    """What `np.dtype(value)` is; `default` for None."""
    if value is None:
        return default
    if isinstance(value, ClassObj):
        return _PYTHON.get(value.name, default)
    if isinstance(value, str):
        return _PYTHON.get(value) or dtypes.as_dtype(
            {"f": "float32", "i": "int32", "d": "float64", "f4": "float32", "i4": "int32"}.get(value, value)
        )
    return dtypes.as_dtype(value)


# --- content ------------------------------------------------------------------------------------


def filled(shape: Shape, dtype: DType | Unknown, value: Value = None) -> Array:
    """An array that holds `value` everywhere; of unknown content where that is None."""
    known = isinstance(shape, tuple) and all(isinstance(d, int) for d in shape)
    size = math.prod(shape) if known else LIMIT + 1  # type: ignore[arg-type]
    if value is None or size > LIMIT or not isinstance(value, (bool, int, float)):
        return Array(shape, dtype)
    assert isinstance(shape, tuple)
    return Array(shape, dtype, nest([kind_of(dtype)(value)] * size, shape) if size else None)  # type: ignore[arg-type]


def scalar(interp: Interpreter, array: Array) -> Value:
    """A result without dimensions: the number that it is."""
    if array.shape != ():
        return array
    if array.constant is not None:
        return array.constant
    kind: type = float
    if isinstance(array.dtype, DType):
        kind = bool if array.dtype is BOOL else int if array.dtype.name in dtypes.INTEGER else float
    return interp.unknown(interp.modules.current_text, "an element of an array", kind=kind)


def as_array(interp: Interpreter, value: Value, dtype: Value = None) -> Array:
    """`np.asarray(value, dtype)`."""
    if isinstance(value, Array):
        if dtype is None:
            return value
        return Array(value.shape, dtype_of(dtype), value.constant)
    known = plain(interp, value)
    if isinstance(known, tuple) and any(isinstance(item, Array) for item in known):
        return stacked(interp, [as_array(interp, item) for item in known], dtype)
    shape = shape_of(known)
    if shape is None:
        unknown = shapes.of_constant(known) if not isinstance(known, (Tensor, Unknown)) else shapes.unknown_shape(None, "an array")
        unsure = dtypes.unknown_dtype(object(), "an array of what is not known")
        return Array(unknown, unsure if dtype is None else dtype_of(dtype))
    leaves = flat(known)
    kinds = {type(leaf) for leaf in leaves}
    natural = FLOAT64 if float in kinds or not kinds else INT64 if int in kinds else BOOL if bool in kinds else dtypes.DTYPES["string"]
    found = dtype_of(dtype, natural)
    if not leaves or len(leaves) > LIMIT:
        return Array(shape, found)
    return Array(shape, found, apply(kind_of(found), known) if kinds <= {bool, int, float} else known)


def stacked(interp: Interpreter, parts: list[Array], dtype: Value = None) -> Array:
    """Arrays of one shape as one array, along a new first axis."""
    first = parts[0]
    constants = [p.constant for p in parts]
    constant = tuple(constants) if all(c is not None for c in constants) and sum(len(flat(c)) for c in constants) <= LIMIT else None
    return Array(shapes.concatenate((len(parts),), first.shape), first.dtype if dtype is None else dtype_of(dtype), constant)


# --- attributes -----------------------------------------------------------------------------------


@attribute_getter(Array, "shape")
def _shape(interp: Interpreter, array: Array) -> Value:
    if isinstance(array.shape, tuple):
        return array.shape
    return interp.unknown("shape", "the shape of an array") if array.shape is None else array.shape


@attribute_getter(Array, "dtype")
def _dtype(interp: Interpreter, array: Array) -> Value:
    return array.dtype


@attribute_getter(Array, "ndim")
def _ndim(interp: Interpreter, array: Array) -> Value:
    return shapes.ndims(array.shape)


@attribute_getter(Array, "size")
def _size(interp: Interpreter, array: Array) -> Value:
    return shapes.num_elements(array.shape)


@attribute_getter(DType, "kind")
def _kind(interp: Interpreter, dtype: DType) -> Value:
    """numpy's letter for a family of types."""
    families = {"is_floating": "f", "is_complex": "c", "is_bool": "b", "is_unsigned": "u", "is_integer": "i"}
    return next((letter for family, letter in families.items() if interp.getattr(dtype, family) is True), "O")


@attribute_getter(DType, "itemsize")
def _itemsize(interp: Interpreter, dtype: DType) -> Value:
    return interp.getattr(dtype, "size")


@attribute_getter(Array, "itemsize")
def _itemsize_of_array(interp: Interpreter, array: Array) -> Value:
    return interp.getattr(array.dtype, "size")


@attribute_getter(Array, "nbytes")
def _nbytes(interp: Interpreter, array: Array) -> Value:
    return interp.binary("*", shapes.num_elements(array.shape), interp.getattr(array.dtype, "size"))


@attribute_getter(Array, "strides")
def _strides(interp: Interpreter, array: Array) -> Value:
    if not isinstance(array.shape, tuple):
        return interp.unknown("strides", "an array of unknown rank")
    found: list[Value] = []
    step: Value = interp.getattr(array.dtype, "size")
    for dim in reversed(array.shape):
        found.insert(0, step)
        step = interp.binary("*", step, dim)
    return tuple(found)


@attribute_getter(Array, "T")
def _transposed(interp: Interpreter, array: Array) -> Value:
    if array.constant is not None and isinstance(array.shape, tuple) and len(array.shape) == 2:
        return Array(array.shape[::-1], array.dtype, tuple(zip(*array.constant, strict=True)))
    return Array(array.shape[::-1] if isinstance(array.shape, tuple) else array.shape, array.dtype)


@method(Array, "astype")
def _astype(interp: Interpreter, array: Array, dtype: Value, *_: Value, **__: Value) -> Value:
    found = dtype_of(dtype)
    number = int if isinstance(found, DType) and found.name in dtypes.INTEGER else float if found is FLOAT64 else None
    constant = array.constant
    if constant is not None and number is not None and all(isinstance(v, (int, float)) for v in flat(constant)):
        constant = apply(number, constant)
    return Array(array.shape, found, constant)


@method(int, "astype")
@method(float, "astype")
def _astype_of_scalar(interp: Interpreter, value: Value, dtype: Value, *_: Value, **__: Value) -> Value:
    """Of numpy's scalars, which are numbers here."""
    found = dtype_of(dtype)
    if not isinstance(found, DType):
        return interp.unknown("astype", "a number of a type that is not known")
    return kind_of(found)(value)


@attribute_getter(Array, "ctypes", "__array_interface__", "__array_struct__", "__array_priority__")
def _memory(interp: Interpreter, array: Array) -> Value:
    return interp.unknown("array", "how an array lies in memory")


@attribute_getter(Array, "real", "imag")
def _part(interp: Interpreter, array: Array) -> Value:
    complex_or_not = isinstance(array.dtype, Unknown) or array.dtype.name in ("complex64", "complex128")
    return Array(array.shape, interp.unknown("dtype", "that of a part of an array") if complex_or_not else array.dtype)


@method(Array, "argpartition", "choose", "compress", "conj", "conjugate", "dumps", "getfield", "newbyteorder", "trace", "__array__")
def _worked_out(interp: Interpreter, array: Array, *_: Value, **__: Value) -> Value:
    return interp.unknown("array", "computed from an array")


@method(Array, "copy", "view", "squeeze_")
def _copy(interp: Interpreter, array: Array, *_: Value, **__: Value) -> Value:
    return Array(array.shape, array.dtype, array.constant)


@method(Array, "tolist")
def _tolist(interp: Interpreter, array: Array) -> Value:
    def build(nested: Value) -> Value:
        return interp.list(build(item) for item in nested) if isinstance(nested, tuple) else nested

    return interp.unknown("tolist", "the content of an array") if array.constant is None else build(array.constant)


@method(Array, "item")
def _item(interp: Interpreter, array: Array, *index: Value) -> Value:
    if array.constant is not None and not index and len(flat(array.constant)) == 1:
        return flat(array.constant)[0]
    return interp.unknown("item", "the content of an array")


@method(Array, "setflags", "tofile", "dump")
def _nothing(interp: Interpreter, array: Array, *_: Value, **__: Value) -> Value:
    return None


@method(Array, "fill")
def _fill(interp: Interpreter, array: Array, value: Value) -> Value:
    put(interp, array, ..., value)
    return None


@method(Array, "sort", "partition", "resize", "itemset", "put", "setfield")
def _in_place(interp: Interpreter, array: Array, *_: Value, **__: Value) -> Value:
    interp.state.set(array.fields, WRITTEN, None)
    return None


@method(Array, "__len__")
def _len(interp: Interpreter, array: Array) -> Value:
    first = array.shape[0] if isinstance(array.shape, tuple) and array.shape else None
    return first if isinstance(first, int) else interp.unknown("len", "the length of an array", kind=int)


# --- operators ------------------------------------------------------------------------------------

_BINARY: Final[dict[str, Callable[[Any, Any], Any]]] = {
    "+": operator.add, "-": operator.sub, "*": operator.mul, "/": operator.truediv, "//": operator.floordiv, "%": operator.mod,
    "**": operator.pow, "&": operator.and_, "|": operator.or_, "^": operator.xor, "<": operator.lt, "<=": operator.le,
    ">": operator.gt, ">=": operator.ge, "==": operator.eq, "!=": operator.ne,
}  # fmt: skip
_NOT_OURS: Final = (str, Instance, Tensor)


def combine(interp: Interpreter, function: Callable[[Any, Any], Any], left: Value, right: Value, dtype: DType | None = None) -> Value:
    """Element by element, with broadcasting."""
    one, other = as_array(interp, left), as_array(interp, right)
    try:
        shape = shapes.broadcast(one.shape, other.shape)
    except shapes.IncompatibleError:
        shape = shapes.unknown_shape(None, "arrays that do not fit")
    constant = None
    if one.constant is not None and other.constant is not None:
        constant = _combined(function, one, other)
    return scalar(interp, Array(shape, dtype or _wider(one, other, left, right), constant))


def _combined(function: Callable[[Any, Any], Any], one: Array, other: Array) -> Value:
    try:
        if one.shape == () or other.shape == ():
            if one.shape == ():
                return apply(lambda v: function(one.constant, v), other.constant)
            return apply(lambda v: function(v, other.constant), one.constant)
        if one.shape == other.shape:
            values = [function(a, b) for a, b in zip(flat(one.constant), flat(other.constant), strict=True)]
            return nest(values, one.shape)  # type: ignore[arg-type]
    except (ArithmeticError, ValueError, TypeError):
        return None
    return None


def _wider(one: Array, other: Array, left: Value, right: Value) -> DType | Unknown:
    """The type of a result: a Python number gives way to an array, unless it is a float and the array is of ints."""
    if not isinstance(one.dtype, DType) or not isinstance(other.dtype, DType):
        return dtypes.unknown_dtype(object(), "an array of what is not known")
    arrays = [a.dtype.name for a, value in ((one, left), (other, right)) if isinstance(value, Array) and isinstance(a.dtype, DType)]
    names = set(arrays or [one.dtype.name, other.dtype.name])
    if len(names) > 1 or (other.dtype is FLOAT64 and names <= dtypes.INTEGER) or (one.dtype is FLOAT64 and names <= dtypes.INTEGER):
        return FLOAT64 if "float64" in names or names & dtypes.INTEGER else dtypes.DTYPES["float32"]
    return dtypes.DTYPES[names.pop()]


def item_of(interp: Interpreter, array: Array, index: Value) -> Value:
    """`array[index]`, where an index may be a list, and a part without dimensions is a number."""
    found = item(array, _keys(interp, index))
    return scalar(interp, found) if found is not None else interp.unknown("item", "an item of an array")


def items(interp: Interpreter, array: Array) -> tuple[Value, ...] | None:
    """What iterating over an array gives; None where its length is not known."""
    first = array.shape[0] if isinstance(array.shape, tuple) and array.shape else None
    if not isinstance(first, int) or first > interp.limits.unroll:
        return None
    return tuple(item_of(interp, array, i) for i in range(first))


def put(interp: Interpreter, array: Array, index: Value, new: Value) -> None:
    """`array[index] = new`."""
    value = new if isinstance(new, Unknown) else as_array(interp, new)
    content = replaced(array, _keys(interp, index), value.constant) if isinstance(value, Array) else None
    interp.state.set(array.fields, WRITTEN, content)


WRITERS[Array] = put


def _keys(interp: Interpreter, index: Value) -> Value:
    """An index with its lists as arrays."""
    if isinstance(index, tuple):
        return tuple(_keys(interp, part) for part in index)
    known = plain(interp, index) if isinstance(index, ListObj) else index
    return as_array(interp, known) if isinstance(index, ListObj) and is_constant(known) else known


class ArrayOperators:
    """Operators where one side is an array and the other no tensor."""

    def binary(self, interp: Interpreter, op: str, left: Value, right: Value) -> Value:
        if not (isinstance(left, Array) or isinstance(right, Array)) or isinstance(left, Tensor) or isinstance(right, Tensor):
            return MISSING
        if any(isinstance(v, _NOT_OURS) and not isinstance(v, (ListObj, Array)) for v in (left, right)) or isinstance(left, DictObj):
            return MISSING
        if op == "@":
            return Array(matmul(as_array(interp, left).shape, as_array(interp, right).shape), FLOAT64)
        function = _BINARY.get(op)
        if function is None:
            return MISSING
        comparing = op in ("<", "<=", ">", ">=", "==", "!=")
        return combine(interp, function, left, right, BOOL if comparing else FLOAT64 if op == "/" and not _is_float(left, right) else None)

    def unary(self, interp: Interpreter, op: str, value: Value) -> Value:
        if not isinstance(value, Array):
            return MISSING
        known: dict[str, Callable[[Any], Any]] = {"-": operator.neg, "abs": abs, "+": operator.pos}
        function = known.get(op)
        constant = apply(function, value.constant) if function is not None and value.constant is not None else None
        return Array(value.shape, value.dtype, constant)

    def compare(self, interp: Interpreter, op: str, left: Value, right: Value) -> Value:
        return self.binary(interp, op, left, right)

    def item(self, interp: Interpreter, value: Value, index: Value) -> Value:
        if not isinstance(value, Array):
            return MISSING
        return item_of(interp, value, index)


def _is_float(left: Value, right: Value) -> bool:
    return any(isinstance(v, Array) and isinstance(v.dtype, DType) and v.dtype.name in dtypes.FLOATING for v in (left, right))


def matmul(left: Shape, right: Shape) -> Shape:
    """The shape of `np.dot` of arrays of one or two dimensions."""
    if not isinstance(left, tuple) or not isinstance(right, tuple) or not left or not right:
        return shapes.unknown_shape(None, "a product of arrays")
    return (*left[:-1], *(() if len(right) == 1 else (*right[:-2], right[-1])))


operators(ArrayOperators())


def all_arrays(interp: Interpreter, values: Value) -> list[Array] | None:
    """A sequence of arrays; None where its length is not known."""
    found = interp.items(values)
    return [as_array(interp, v) for v in found] if isinstance(found, tuple) else None


def sizes(values: Iterable[Value]) -> tuple[Dim, ...]:
    return tuple(shapes.dim_of_value(v) for v in values)


_OF_COMPARISONS: Final = (
    "T", "all", "any", "argmax", "argmin", "argsort", "astype", "copy", "cumsum", "dtype", "flat", "flatten", "iloc", "index", "item",
    "loc", "max", "mean", "min", "nonzero", "ravel", "reshape", "shape", "size", "squeeze", "sum", "to_numpy", "tolist", "transpose",
    "values",
)  # fmt: skip
"""Attributes of arrays, series and frames that Python's truth values do not have."""


@attribute_getter(bool, *_OF_COMPARISONS)
def _of_comparison(interp: Interpreter, value: Value) -> Value:
    """`(frame == 1).values`: what is compared was no number, but an array that is not known, and so is the outcome."""
    return Unknown(("compared", interp.state.fresh()), "?", "of an array that is not known")
