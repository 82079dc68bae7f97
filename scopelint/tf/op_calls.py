"""A call of an ordinary op as the shape functions see it, and the registry they enter.

Flows in: argument values by parameter name. Flows out: `Output`s that say what TensorFlow knows of
each result when the graph is built. The shape functions themselves are in `op_shapes_*.py`.
Knows no syntax.
"""

from __future__ import annotations

import enum
from collections.abc import Callable, Hashable, Mapping
from typing import Final

import msgspec
from msgspec.structs import replace

from scopelint.domain.keys import new_key
from scopelint.domain.names import SymStr
from scopelint.domain.values import MISSING, SCALARS, Unknown, Value, all_scalars
from scopelint.tf import dtypes, shapes
from scopelint.tf.objects import Array, Dim, Dimension, DType, PartitionedVariable, Shape, Tensor, TensorShape


class Output(msgspec.Struct, frozen=True):
    """What is known of one result when the graph is built.

    `constant` is a number, a string or a nested tuple of them where TensorFlow can tell the value (in a vector
    of sizes single elements may be None or `Unknown`), None where it cannot, `Unknown` where scopelint cannot tell.
    """

    shape: Shape
    dtype: DType | Unknown
    constant: Value = None
    kind: str = "Tensor"


class Form(enum.Enum):
    """What a call returns."""

    TENSOR = enum.auto()
    LIST = enum.auto()
    TUPLE = enum.auto()
    OPERATION = enum.auto()
    NOTHING = enum.auto()
    UNKNOWN = enum.auto()
    """Nothing is known, not even whether it is a tensor."""


class Result(msgspec.Struct, frozen=True):
    """The return value of a call: one tensor, or a list or (named) tuple of results."""

    form: Form
    outputs: tuple[Output | Result, ...] = ()
    fields: tuple[str, ...] = ()

    @property
    def output(self) -> Output:
        """The only output, or the first tensor among several."""
        first = self.outputs[0] if self.outputs else UNKNOWN_OUTPUT
        return first if isinstance(first, Output) else first.output


_NO_FUNCTION: Final = "no shape function"

UNKNOWN_OUTPUT: Final = Output(
    Unknown(("shape", "ordinary op"), "shape", _NO_FUNCTION),
    Unknown(("dtype", "ordinary op"), "dtype", _NO_FUNCTION),
    Unknown(("constant", "ordinary op"), "value", _NO_FUNCTION),
)


def nothing_known() -> Output:
    """An output of which nothing is known, equal to no other."""
    key = object()
    shape = Unknown(new_key("shape", key), "shape", _NO_FUNCTION)
    return Output(shape, Unknown(new_key("dtype", key), "dtype", _NO_FUNCTION), unknown_constant())


def unknown_constant() -> Unknown:
    """The value of an output of which that is not known, equal to no other."""
    return Unknown(new_key("constant", object()), "value", _NO_FUNCTION)


def derive(how: Hashable, *sources: object) -> Unknown:
    """The size that the pure function `how` makes of sizes of which some are not known."""
    key = tuple(source.key if isinstance(source, Unknown) else source for source in sources)
    first = next((source for source in sources if isinstance(source, Unknown)), None)
    if first is None:
        return shapes.unknown_dim()
    return Unknown((how, key), first.text, first.reason, kind=int, low=0)


class PartSizes(tuple[Value, ...]):
    """A part of a shape vector that is not known throughout: known to whoever wants a shape, not a value.

    Shape inference follows `tf.shape(x)[1:]` element by element (`shape_refiner.cc`, ConstantPartialShape) where a shape
    is wanted, but evaluates whole tensors only where any other value is.
    """

    __slots__ = ()


class UnsurePartSizes(PartSizes):
    """The same of a shape of which scopelint does not know a dimension: perhaps it is known throughout."""

    __slots__ = ()


def evaluated(constant: Value) -> Value:
    """A constant where its value is wanted: None when TensorFlow cannot evaluate it as a whole."""
    if isinstance(constant, PartSizes):
        unsure = isinstance(constant, UnsurePartSizes)
        return Unknown(("constant", object()), "value", "perhaps a known size") if unsure else None
    if isinstance(constant, tuple) and _is_none(constant):
        return None
    return constant


def known(output: Output) -> Output:
    """The tensor as an op sees it that wants its value, not a shape."""
    constant = evaluated(output.constant)
    return output if constant is output.constant else replace(output, constant=constant)


def _is_none(constant: Value) -> bool:
    if isinstance(constant, tuple):
        return not all_scalars(constant) and any(map(_is_none, constant))
    return constant is None


def part_of(whole: Value, part: tuple[Value, ...]) -> Value:
    """A part of a vector of sizes."""
    if isinstance(whole, UnsurePartSizes):
        return UnsurePartSizes(part)
    if isinstance(whole, PartSizes) or _is_none(whole):
        return PartSizes(part)
    return UnsurePartSizes(part) if any(isinstance(element, Unknown) for element in whole) else part


class _Dynamic(enum.Enum):
    DYNAMIC = 1


DYNAMIC: Final = _Dynamic.DYNAMIC
"""An argument that is a tensor whose value TensorFlow does not know when the graph is built."""

Static = int | Unknown | _Dynamic
"""An integer argument: known, not known to scopelint, or not known to TensorFlow either."""

_RENAMED: Final = {
    "axis": ("axis", "dim", "dimension", "reduction_indices", "reduction_axes", "axes", "concat_dim", "squeeze_dims", "split_dim"),
    "keepdims": ("keepdims", "keep_dims"),
}
"""Deprecated argument names (`util/deprecation.py`, `deprecated_argument_lookup`)."""


class Call:
    """One call: `canonical` without `tensorflow.`, the arguments that it gives by parameter name, and whether TensorFlow 1 gets them."""

    __slots__ = ("arguments", "canonical", "tensorflow1")

    def __init__(self, canonical: str, arguments: Mapping[str, Value], *, tensorflow1: bool = False) -> None:
        self.canonical = canonical
        self.arguments = arguments
        self.tensorflow1 = tensorflow1

    def value(self, name: str, default: Value = None) -> Value:
        """The argument as the program gave it; an argument that is None counts as absent."""
        for alias in _RENAMED.get(name, (name,)):
            value = self.arguments.get(alias, MISSING)
            if value is not MISSING and value is not None:
                return value
        return default

    def has(self, name: str) -> bool:
        return self.value(name, MISSING) is not MISSING

    def tensor(self, name: str, dtype: DType | Unknown | None = None) -> Output:
        """The argument as the tensor that TensorFlow converts it to."""
        value = self.value(name, MISSING)
        return nothing_known() if value is MISSING else converted(value, dtype)

    def integer(self, name: str, default: int) -> Static:
        """An integer argument."""
        value = self.value(name, MISSING)
        return default if value is MISSING else static_integer(value)

    def flag(self, name: str, default: bool = False) -> bool | Unknown:
        """A boolean argument."""
        value = self.value(name, default)
        if isinstance(value, (bool, int)):
            return bool(value)
        return value if isinstance(value, Unknown) else Unknown(("flag", object()), name, "no constant", kind=bool)

    def text(self, name: str, default: str) -> str | Unknown:
        """A string argument."""
        value = self.value(name, default)
        if isinstance(value, bytes):
            return value.decode("ascii", "replace")
        return value if isinstance(value, (str, Unknown)) else Unknown(("text", object()), name, "no constant", kind=str)

    def dtype(self, name: str, default: str | DType | Unknown) -> DType | Unknown:
        """A dtype argument."""
        return dtypes.as_dtype(self.value(name, default))

    def axes(self, name: str = "axis") -> tuple[int, ...] | Unknown | _Dynamic | None:
        """An axis argument that may be one or several; None when absent."""
        value = self.value(name)
        return None if value is None else static_integers(value)

    def elements(self, name: str) -> tuple[Value, ...] | None:
        """A list argument; None when its elements are not known. A tensor is one element."""
        value = self.value(name)
        if isinstance(value, tuple):
            return value
        return (value,) if isinstance(value, Tensor) else None


def static_integer(value: Value) -> Static:
    """An integer that the program gives as a number, a `Dimension` or a scalar tensor."""
    if isinstance(value, Array) and value.constant is not None:
        value = value.constant
    if isinstance(value, Tensor):
        value = value.constant
        if value is None:
            return DYNAMIC
    if isinstance(value, tuple) and len(value) == 1:
        return static_integer(value[0])
    if isinstance(value, Dimension):
        value = value.value
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, (int, Unknown)):
        return value
    return Unknown(("integer", object()), "integer", "no integer", kind=int)


def static_integers(value: Value) -> tuple[int, ...] | Unknown | _Dynamic:
    """Several integers, given one by one, as a tuple, a `TensorShape` or a tensor."""
    if isinstance(value, Array) and value.constant is not None:
        value = value.constant
    if isinstance(value, Tensor):
        value = value.constant
        if value is None:
            return DYNAMIC
    if isinstance(value, TensorShape):
        value = value.dims
    if isinstance(value, Unknown):
        return value
    found: list[int] = []
    for element in value if isinstance(value, (tuple, range)) else (value,):
        number = static_integer(element)
        if not isinstance(number, int):
            return number
        found.append(number)
    return tuple(found)


def converted(value: Value, dtype: DType | Unknown | None = None) -> Output:
    """What `ops.convert_to_tensor(value, dtype)` makes: tensors stay, constants and lists become tensors."""
    if type(value) in SCALARS:
        return Output((), dtype if dtype is not None else dtypes.of_constant(value), value)
    match value:
        case Tensor():
            constant = None if value.kind == "Variable" else value.constant
            return Output(value.shape, value.dtype, constant, "Tensor" if value.kind == "Variable" else value.kind)
        case PartitionedVariable():
            return Output(value.shape, value.dtype)
        case Array():
            content = Unknown(("constant", object()), "array", "the content of an array") if value.constant is None else value.constant
            return Output(value.shape, value.dtype if dtype is None else dtype, content)
        case TensorShape():
            constant = value.dims if isinstance(value.dims, (tuple, Unknown)) else None
            return Output((shapes.ndims(value.dims),), dtype if dtype is not None else dtypes.DTYPES["int32"], constant)
        case Dimension():
            return Output((), dtype if dtype is not None else dtypes.DTYPES["int32"], value.value)
        case Unknown():
            found = dtypes.of_constant(value) if value.kind in (int, float, bool, str) else None
            scalar = value if value.kind in (int, float, bool) else _unknown_constant(value)
            own = found if found is not None else dtypes.as_dtype(value)
            return Output(shapes.of_constant(value), dtype if dtype is not None else own, scalar)
        case SymStr() | bool() | int() | float() | complex() | str() | bytes():
            return Output((), dtype if dtype is not None else dtypes.of_constant(value), value)
        case tuple() | range():
            return _packed(tuple(value), dtype)
        case _:
            return replace(nothing_known(), dtype=dtype) if dtype is not None else nothing_known()


def _packed(value: tuple[Value, ...], dtype: DType | Unknown | None) -> Output:
    """A list as a tensor; tensors in it are packed with the rest."""
    if all_scalars(value):
        return Output(shapes.of_constant(value), dtype if dtype is not None else dtypes.of_constant(value), value)
    parts = tuple(converted(element) for element in value)
    constant: Value = tuple(part.constant for part in parts)
    shape = shapes.of_constant(value)
    if isinstance(shape, Unknown) and parts and all(isinstance(v, Unknown) for v in value):
        shape = shapes.unknown_shape(None, "the elements' shapes are not known")
    # What is packed has one shape: beside a scalar, what is not known, or what TensorFlow does not know, is a scalar.
    scalar = any(part.shape == () for part in parts)
    vector = all(part.shape == () or (scalar and (part.shape is None or isinstance(part.shape, Unknown))) for part in parts)
    if not vector and any(part.constant is None for part in parts):
        constant = None
    elif not vector and any(isinstance(part.constant, Unknown) for part in parts):
        constant = Unknown(("constant", object()), "value", "elements are not known")
    return Output(shape, dtype if dtype is not None else dtypes.of_constant(value), constant)


def _unknown_constant(source: Unknown) -> Unknown:
    return Unknown(("constant", source.key), source.text, source.reason)


def is_full(constant: Value) -> bool:
    """Whether a constant is known through and through."""
    if isinstance(constant, tuple):
        return not isinstance(constant, PartSizes) and all(map(is_full, constant))
    return constant is not None and not isinstance(constant, Unknown)


def shape_argument(call: Call, name: str = "shape") -> Shape:
    """A shape given as an argument: list, `TensorShape`, tensor of sizes or a mix; -1 is no size here."""
    value = call.value(name)
    if value is None:
        return shapes.unknown_shape()
    return shape_from(converted(value)) if not isinstance(value, (int, Dimension)) else shapes.shape_of_value(value)


def shape_from(sizes: Output) -> Shape:
    """The shape that a tensor of sizes stands for (`shape_inference.cc`, MakeShapeFromShapeTensor)."""
    constant = sizes.constant
    if isinstance(constant, tuple):
        return tuple(_size(shapes.dim_of_value(element)) for element in constant)
    if sizes.shape == ():  # `zeros` and `ones` take a lone size, known or not; what else asks for a shape refuses it
        return (_size(shapes.dim_of_value(constant)),)
    length = sizes.shape[0] if isinstance(sizes.shape, tuple) and len(sizes.shape) == 1 else None
    if isinstance(constant, Unknown) or isinstance(sizes.shape, Unknown) or isinstance(length, Unknown):
        if isinstance(length, int):
            return tuple(derive(("size", i), constant) for i in range(length))
        return shapes.unknown_shape(constant if isinstance(constant, Unknown) else None)
    return None if length is None else (None,) * length


def _size(dim: Dim) -> Dim:
    return None if isinstance(dim, int) and dim < 0 else dim


def dense_shape(sparse: Output) -> Shape:
    """The static shape of a sparse tensor's dense form: what its `dense_shape` tensor is known to hold.

    For a sparse tensor `constant` is the value of that tensor, None where it is fed.
    """
    if isinstance(sparse.constant, tuple):
        return shape_from(Output((len(sparse.constant),), dtypes.DTYPES["int64"], sparse.constant))
    if isinstance(sparse.constant, Unknown):
        return shapes.unknown_shape(sparse.constant)
    return (None,) * len(sparse.shape) if isinstance(sparse.shape, tuple) else sparse.shape


# --- results ------------------------------------------------------------------------------------


def one(shape: Shape, dtype: DType | Unknown | str, constant: Value = None) -> Result:
    """A single tensor."""
    return Result(Form.TENSOR, (Output(shape, dtypes.DTYPES[dtype] if isinstance(dtype, str) else dtype, constant),))


def same(output: Output) -> Result:
    """A single tensor like another one, of unknown value."""
    return Result(Form.TENSOR, (Output(output.shape, output.dtype),))


def many(form: Form, *outputs: Output | Result, fields: str = "") -> Result:
    """A list or tuple of results."""
    return Result(form, outputs, tuple(fields.split()))


OPERATION: Final = Result(Form.OPERATION)
UNKNOWN_RESULT: Final = Result(Form.UNKNOWN)
NOTHING: Final = Result(Form.NOTHING)

# --- the registry -------------------------------------------------------------------------------

ShapeFunction = Callable[[Call], Result]

SHAPE_FUNCTIONS: Final[dict[str, ShapeFunction]] = {}
"""Names below `tensorflow` and what infers the results of a call; filled when `op_shapes` is imported."""


def shape_function(names: str) -> Callable[[ShapeFunction], ShapeFunction]:
    """Registers a function for the ops called `names` (below `tensorflow`, separated by spaces).

    One name of an op is enough: `math.abs` is `abs` for the lookup.
    """

    def register(function: ShapeFunction) -> ShapeFunction:
        for name in names.split():
            assert name not in SHAPE_FUNCTIONS, name
            SHAPE_FUNCTIONS[name] = function
        return function

    return register
