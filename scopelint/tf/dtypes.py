"""TensorFlow's element types: one `DType` per name, and the type that a Python constant gets.

Flows in: what a program writes where TensorFlow wants a dtype, and the constants it turns into
tensors. Flows out: interned `DType` objects (compare them with `is`). After
`framework/dtypes.py` and `framework/tensor_util.py` (`make_tensor_proto`). Knows no syntax.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from types import MappingProxyType
from typing import Final

from scopelint.domain.keys import Key
from scopelint.domain.names import SymStr
from scopelint.domain.values import Unknown, Value
from scopelint.tf.objects import Array, Dimension, DType, PartitionedVariable, RefDType, Tensor, TensorShape

_NAMES: Final = [
    "float16",
    "float32",
    "float64",
    "bfloat16",
    "float8_e5m2",
    "float8_e4m3fn",
    "complex64",
    "complex128",
    "int4",
    "int8",
    "int16",
    "int32",
    "int64",
    "uint4",
    "uint8",
    "uint16",
    "uint32",
    "uint64",
    "bool",
    "string",
    "qint8",
    "quint8",
    "qint16",
    "quint16",
    "qint32",
    "resource",
    "variant",
]

DTYPES: Final[Mapping[str, DType]] = MappingProxyType({name: DType(name) for name in _NAMES})
"""Every dtype by the name that TensorFlow prints."""

_REFS: Final[Mapping[str, RefDType]] = MappingProxyType({name: RefDType(name) for name in _NAMES})

FLOATING: Final = frozenset(n for n in _NAMES if n.startswith(("float", "bfloat")))
INTEGER: Final = frozenset(n for n in _NAMES if n.startswith(("int", "uint")))
COMPLEX: Final = frozenset({"complex64", "complex128"})
QUANTIZED: Final = frozenset(n for n in _NAMES if n.startswith(("qint", "quint")))

_ALIASES: Final = {
    "half": "float16",
    "float": "float32",
    "double": "float64",
    "float_": "float64",
    "bool_": "bool",
    "bool8": "bool",
    "object": "string",
    "object_": "string",
    "str_": "string",
    "bytes_": "string",
    "single": "float32",
    "byte": "uint8",
    "short": "int16",
    "intc": "int32",
    "int_": "int64",
    "longlong": "int64",
    "csingle": "complex64",
    "cdouble": "complex128",
    "complex_": "complex128",
}
"""Other names: TensorFlow's own (`half`, `double`) and numpy's."""

_PYTHON_TYPES: Final[Mapping[object, str]] = {float: "float32", bool: "bool", object: "string"}
"""`dtypes._PYTHON_TO_TF`: `int`, `str` and `complex` are not dtypes for TensorFlow."""

_MODULES: Final = ("numpy.", "np.", "tensorflow.compat.v1.dtypes.", "tensorflow.dtypes.", "tensorflow.", "tf.", "builtins.")

_SIZES: Final = {"bool": 1, "string": 1, "resource": 1, "variant": 1, "complex64": 8, "complex128": 16, "bfloat16": 2}

INT32_MIN: Final = -(2**31)
INT32_MAX: Final = 2**31 - 1


def unknown_dtype(key: Hashable, reason: str) -> Unknown:
    """A dtype that is not known; equal keys are one dtype."""
    return Unknown(("dtype", key), "dtype", reason)


def ref_of(dtype: DType | Unknown) -> DType | Unknown:
    """`DType._as_ref`; one object per name, too."""
    return dtype if isinstance(dtype, Unknown) else _REFS[dtype.name]


def as_dtype(value: Value) -> DType | Unknown:
    """What `tf.as_dtype` makes of `value`; `Unknown` where that is not known or TensorFlow refuses.

    Takes dtypes, their names with and without `_ref`, the names of numpy's types (`numpy.float32`), Python's types,
    and tensors and variables, whose dtype it is.
    """
    if isinstance(value, DType):
        return DTYPES[value.name] if isinstance(value, RefDType) else value
    if isinstance(value, (Tensor, PartitionedVariable)):
        return value.dtype
    if isinstance(value, str):
        name = value
        for module in _MODULES:
            name = name.removeprefix(module)
        name = name.removesuffix("_ref")
        found = DTYPES.get(_ALIASES.get(name, name))
        return found or (unknown_dtype(value, f"{value!r} is no dtype") if "." in value else _none(value))
    if isinstance(value, type):
        return DTYPES[_PYTHON_TYPES[value]] if value in _PYTHON_TYPES else _none(value)
    if isinstance(value, Unknown):
        return unknown_dtype(value.key, value.reason)
    return unknown_dtype(object(), "is no dtype")


def _none(value: str | type) -> Unknown:
    return Unknown((_NO_DTYPE, value), "dtype", f"Cannot convert {value!r} to a TensorFlow DType.")


_NO_DTYPE: Final = "no dtype"


def refused(dtype: Unknown) -> str | None:
    """What the TypeError of `tf.as_dtype` says if the dtype is unknown because its name or type is none; None if it is just not known."""
    return dtype.reason if isinstance(dtype.key, Key) and dtype.key.parts[0] == _NO_DTYPE else None


def of_constant(value: Value) -> DType | Unknown:
    """The dtype of the tensor that a Python constant becomes (`tf.constant(value)` without a dtype).

    Elements of nested tuples are joined as `make_tensor_proto` joins them: a float among ints makes
    floats, an int that needs 64 bits makes `int64`; an empty tuple is `float32`. A tensor among the elements decides.
    """
    if type(value) is int:
        return DTYPES["int32" if INT32_MIN <= value <= INT32_MAX else "int64"]
    kinds: set[str] = set()
    _collect(value, kinds)
    return _joined(kinds)


def _joined(kinds: set[str]) -> DType | Unknown:
    """The one dtype of elements that have these."""
    kinds.discard("empty")
    strong = {kind for kind in kinds if not kind.startswith("python ")}
    if strong:
        if len(strong) == 1 and "?" not in strong:
            return DTYPES[strong.pop()]
        return unknown_dtype(object(), "the elements' dtype is not known")
    for kind in ("string", "complex128", "float32", "int64", "int32", "bool"):
        if f"python {kind}" in kinds:
            return DTYPES[kind]
    return DTYPES["float32"]


def _collect(value: Value, kinds: set[str]) -> None:
    """Adds the dtype of each element of `value`; those of Python constants give way to those of tensors."""
    match value:
        case bool():
            kinds.add("python bool")
        case int():
            kinds.add("python int32" if INT32_MIN <= value <= INT32_MAX else "python int64")
        case float():
            kinds.add("python float32")
        case complex():
            kinds.add("python complex128")
        case str() | bytes() | SymStr():
            kinds.add("python string")
        case range() | TensorShape() | Dimension():
            kinds.add("python int32")
        case tuple():
            kinds.add("empty")
            for element in value[:1] if _FLOATS.issuperset(map(type, value)) else value:
                _collect(element, kinds)
        case Unknown() if value.kind in _KINDS:
            kinds.add(_KINDS[value.kind])
        case Tensor() | Array() if isinstance(value.dtype, DType):
            kinds.add(value.dtype.name)
        case _:
            kinds.add("?")


_FLOATS: Final = frozenset({float})
_KINDS: Final[dict[type | None, str]] = {
    int: "python int32",
    float: "python float32",
    bool: "python bool",
    str: "python string",
    bytes: "python string",
}


def attribute(dtype: DType, name: str) -> Value:
    """The attribute `name` of a dtype; None for one that it does not have.

    `as_numpy_dtype` is the dtype itself: whatever takes a numpy type takes it as well.
    """
    match name:
        case "name":
            return f"{dtype.name}_ref" if isinstance(dtype, RefDType) else dtype.name
        case "base_dtype" | "as_numpy_dtype":
            return DTYPES[dtype.name]
        case "real_dtype":
            return DTYPES[{"complex64": "float32", "complex128": "float64"}.get(dtype.name, dtype.name)]
        case "is_floating":
            return dtype.name in FLOATING
        case "is_integer":
            return dtype.name in INTEGER
        case "is_complex":
            return dtype.name in COMPLEX
        case "is_quantized":
            return dtype.name in QUANTIZED
        case "is_bool":
            return dtype.name == "bool"
        case "is_unsigned":
            return dtype.name.startswith("uint")
        case "is_numeric":
            return dtype.name in FLOATING | INTEGER | COMPLEX | QUANTIZED
        case "size":
            return size(dtype)
        case "min" | "max":
            return limit(dtype, name)
        case _:
            return None


def size(dtype: DType) -> int:
    """How many bytes an element takes."""
    if dtype.name in _SIZES:
        return _SIZES[dtype.name]
    bits = int("".join(c for c in dtype.name.partition("_")[0] if c.isdigit()))
    return max(1, bits // 8)


def limit(dtype: DType, which: str) -> Value:
    """The smallest or largest value (`DType.min`, `DType.max`) of an integer, bool or common floating dtype."""
    largest = {"float16": 65504.0, "float32": 3.4028234663852886e38, "float64": 1.7976931348623157e308}
    if dtype.name in largest:
        return largest[dtype.name] if which == "max" else -largest[dtype.name]
    if dtype.name == "bool":
        return which == "max"
    if dtype.name in INTEGER:
        bits = 8 * size(dtype)
        if dtype.name.startswith("uint"):
            return 2**bits - 1 if which == "max" else 0
        return 2 ** (bits - 1) - 1 if which == "max" else -(2 ** (bits - 1))
    return Unknown(("limit", dtype.name, which), f"{dtype.name}.{which}", "not modelled")
