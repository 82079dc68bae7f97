"""What numpy computes of arrays, as far as it decides names and shapes: reductions, and arithmetic on scalars.

Flows in: calls. Flows out: arrays, numbers.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

from scopelint.domain.values import Unknown, Value, is_constant
from scopelint.interp.host import plain
from scopelint.interp.library import arrays
from scopelint.interp.library.array_items import apply, flat
from scopelint.interp.library.arrays import BOOL, FLOAT64, INT64, as_array, scalar
from scopelint.interp.library.numpy import both
from scopelint.interp.natives import FUNCTIONS, native, shape_items
from scopelint.interp.objects import Instance, NativeFunction
from scopelint.tf import dtypes, shapes
from scopelint.tf.objects import Array, Dim, Dimension, DType, Tensor, TensorShape

if TYPE_CHECKING:
    from scopelint.interp.interpreter import Interpreter

# --- reductions -------------------------------------------------------------------------------------------


def _mean(values: list[Any]) -> Any:
    return sum(values) / len(values)


def _deviation(values: list[Any]) -> Any:
    return math.sqrt(sum((v - _mean(values)) ** 2 for v in values) / len(values))


def _median(values: list[Any]) -> Any:
    low, high = (sorted(values)[(len(values) + odd - 1) // 2] for odd in (0, 1))
    return (low + high) / 2


_REDUCTIONS: Final[dict[str, Callable[[list[Any]], Any]]] = {
    "sum": sum, "prod": math.prod, "product": math.prod, "max": max, "amax": max, "min": min, "amin": min, "mean": _mean, "average": _mean,
    "std": _deviation, "any": any, "all": all, "argmax": lambda v: v.index(max(v)), "argmin": lambda v: v.index(min(v)),
    "median": _median, "var": lambda v: _deviation(v) ** 2, "nanmean": _mean, "ptp": lambda v: max(v) - min(v),
}  # fmt: skip
_THAT_CHANGE_VALUES: Final = frozenset({"weights", "ddof", "where", "initial"})
_FLOATS: Final = frozenset({"mean", "average", "std", "var", "median", "nanmean"})
_TRUTHS: Final = frozenset({"any", "all"})


def _of_values(interp: Interpreter, function: Callable[[list[Any]], Any], values: list[Any]) -> Value:
    """What a reduction makes of values; of none at all, or of texts, most make nothing that is worth following."""
    try:
        return function(values)
    except (ArithmeticError, TypeError, ValueError, IndexError):
        return interp.unknown(interp.modules.current_text, "of values that have no such number")


def _reduction(name: str, function: Callable[[list[Any]], Any]) -> None:
    @both(name)
    def call(interp: Interpreter, array: Value, axis: Value = None, *_: Value, keepdims: Value = False, **others: Value) -> Value:
        if not _THAT_CHANGE_VALUES.isdisjoint(others):
            return scalar(interp, Array((), FLOAT64)) if axis is None else Array(shapes.unknown_shape(None, "reduced"), FLOAT64)
        dimensions = _dimensions(interp, array) if axis is None else None
        if dimensions and name in _OF_DIMENSIONS:
            return Dimension(_of_dims(name, dimensions))
        if isinstance(array, TensorShape) and array.dims is not None:
            array = array.dims
        if isinstance(array, Tensor) or (isinstance(array, Instance) and isinstance(interp.items(array), Unknown)):
            return interp.unknown(interp.modules.current_text, "of values that are not known")
        known = as_array(interp, array)
        dtype = FLOAT64 if name in _FLOATS else BOOL if name in _TRUTHS else INT64 if name.startswith("arg") else known.dtype
        if axis is None:
            if known.constant is not None:
                return _of_values(interp, function, flat(known.constant))
            sizes = _partly_known(interp, array)
            if sizes is not None and name in ("prod", "product", "sum"):
                return _of_sizes(name, sizes)
            return scalar(interp, Array((), dtype))
        if isinstance(axis, int) and isinstance(known.shape, tuple) and -len(known.shape) <= axis < len(known.shape):
            shape = list(known.shape)
            shape[axis : axis + 1 or None] = [1] if keepdims is True else []
            if known.constant is not None and len(known.shape) == 1:
                return _of_values(interp, function, list(known.constant))
            return scalar(interp, Array(tuple(shape), dtype))
        return Array(shapes.unknown_shape(None, "reduced"), dtype)


def _partly_known(interp: Interpreter, value: Value) -> tuple[Value, ...] | None:
    """The elements of a list of numbers of which some are not known."""
    known = plain(interp, value)
    return known if isinstance(known, tuple) and all(isinstance(v, (int, Unknown, Dimension)) for v in known) else None


_OF_DIMENSIONS: Final = ("prod", "product", "sum")


def _dimensions(interp: Interpreter, value: Value) -> tuple[Value, ...] | None:
    """The elements of a TensorShape, or of a list in which there is a Dimension: numpy takes them for objects and uses their operators."""
    if isinstance(value, TensorShape):
        return shape_items(value)
    known = plain(interp, value) if isinstance(value, (Instance, tuple)) else None
    if not isinstance(known, tuple) or not any(isinstance(v, Dimension) for v in known):
        return None
    return known if all(isinstance(v, (int, Unknown, Dimension)) for v in known) else None


def _of_sizes(name: str, values: tuple[Value, ...]) -> Value:
    if not values:  # numpy's array of nothing is one of floats
        return 0.0 if name == "sum" else 1.0
    return _of_dims(name, values)


def _of_dims(name: str, values: tuple[Value, ...]) -> Dim:
    result: Dim = 0 if name == "sum" else 1
    for value in values:
        result = shapes.arithmetic("+" if name == "sum" else "*", result, shapes.dim_of_value(value))
    return result


for _name, _function in _REDUCTIONS.items():
    _reduction(_name, _function)


def _accumulation(name: str, step: Callable[[Any, Any], Any]) -> None:
    @both(name)
    def call(interp: Interpreter, array: Value, *_: Value, **__: Value) -> Value:
        known = as_array(interp, array)
        if known.constant is None or not isinstance(known.shape, tuple) or len(known.shape) != 1:
            return Array(known.shape, known.dtype)
        values: list[Any] = []
        for value in known.constant:
            values.append(value if not values else step(values[-1], value))
        return Array(known.shape, known.dtype, tuple(values))


_accumulation("cumsum", lambda a, b: a + b)
_accumulation("cumprod", lambda a, b: a * b)


# --- arithmetic ---------------------------------------------------------------------------------------------

_UNARY: Final[dict[str, Callable[[Any], Any]]] = {
    "sqrt": math.sqrt, "exp": math.exp, "log": math.log, "log2": math.log2, "log10": math.log10, "log1p": math.log1p, "sin": math.sin,
    "cos": math.cos, "tan": math.tan, "tanh": math.tanh, "arctan": math.atan, "ceil": lambda v: float(math.ceil(v)),
    "floor": lambda v: float(math.floor(v)), "rint": lambda v: float(round(v)), "trunc": lambda v: float(math.trunc(v)), "abs": abs,
    "absolute": abs, "fabs": lambda v: float(abs(v)), "square": lambda v: v * v, "negative": lambda v: -v, "round": round, "around": round,
    "sign": lambda v: (v > 0) - (v < 0), "isnan": math.isnan, "isinf": math.isinf, "isfinite": math.isfinite,
    "logical_not": lambda v: not v, "round_": round, "reciprocal": lambda v: 1 / v, "exp2": lambda v: 2.0**v, "expm1": math.expm1,
    "deg2rad": math.radians,
}  # fmt: skip
_BINARY: Final[dict[str, Callable[[Any, Any], Any]]] = {
    "maximum": max, "minimum": min, "power": pow, "add": lambda a, b: a + b, "subtract": lambda a, b: a - b, "multiply": lambda a, b: a * b,
    "divide": lambda a, b: a / b, "true_divide": lambda a, b: a / b, "floor_divide": lambda a, b: a // b, "mod": lambda a, b: a % b,
    "remainder": lambda a, b: a % b, "fmax": max, "fmin": min, "hypot": math.hypot, "float_power": pow, "greater": lambda a, b: a > b,
    "less": lambda a, b: a < b, "equal": lambda a, b: a == b, "logical_and": lambda a, b: bool(a and b),
    "logical_or": lambda a, b: bool(a or b),
}  # fmt: skip


def _elementwise(name: str, function: Callable[[Any], Any]) -> None:
    @native(f"numpy.{name}")
    def call(interp: Interpreter, value: Value, *_: Value, **__: Value) -> Value:
        if isinstance(value, Dimension):
            value = value.value
        if isinstance(value, Unknown) and value.kind in (int, float):
            return value.derived(
                f"numpy.{name}", f"{name}({value.text})", kind=int if name in ("abs", "square") and value.kind is int else float
            )
        if isinstance(value, (Tensor, Unknown)):
            return interp.unknown(interp.modules.current_text, getattr(value, "reason", "a tensor as an array"))
        known = as_array(interp, value)
        constant = None
        if known.constant is not None:
            try:
                constant = apply(function, known.constant)
            except (ArithmeticError, ValueError, TypeError):
                constant = None
        keeps = name in ("abs", "absolute", "square", "negative", "sign", "round", "around")
        same = keeps or (isinstance(known.dtype, DType) and known.dtype.name in dtypes.FLOATING)
        dtype = BOOL if name.startswith(("is", "logical")) else known.dtype if same else FLOAT64
        return scalar(interp, Array(known.shape, dtype, constant))


def _pairwise(name: str, function: Callable[[Any, Any], Any]) -> None:
    @native(f"numpy.{name}")
    def call(interp: Interpreter, left: Value, right: Value, *_: Value, **__: Value) -> Value:
        if isinstance(left, Dimension) or isinstance(right, Dimension):
            left, right = (v.value if isinstance(v, Dimension) else v for v in (left, right))
        if isinstance(left, (Tensor, Unknown)) or isinstance(right, (Tensor, Unknown)):
            kind = int if all(isinstance(v, int) or (isinstance(v, Unknown) and v.kind is int) for v in (left, right)) else None
            return interp.unknown(interp.modules.current_text, "of values that are not known", kind=kind)
        return arrays.combine(interp, function, left, right)


for _name, _unary in _UNARY.items():
    _elementwise(_name, _unary)
for _name, _binary in _BINARY.items():
    _pairwise(_name, _binary)


_REDUCED: Final = {"add": "sum", "multiply": "prod", "maximum": "max", "minimum": "min", "logical_and": "all", "logical_or": "any"}
_UFUNC_METHODS: Final = ("reduce", "accumulate", "reduceat", "outer", "at")


def _method_of_ufunc(name: str, special: str) -> NativeFunction:
    """`np.add.reduce` and its kin: one that is a reduction by another name is that; of the others nothing is known."""

    def call(interp: Interpreter, array: Value, axis: Value = 0, *rest: Value, **settings: Value) -> Value:
        if special != "reduce" or name not in _REDUCED:
            return interp.unknown(interp.modules.current_text, f"numpy.{name}.{special} has no model")
        return interp.call(FUNCTIONS[f"numpy.{_REDUCED[name]}"], (array, axis, *rest), settings)

    return NativeFunction(f"numpy.{name}.{special}", call)


for _name in _BINARY:
    for _special in _UFUNC_METHODS:
        FUNCTIONS[f"numpy.{_name}"].fields[_special] = _method_of_ufunc(_name, _special)


@both(
    "round",
    "clip",
    "repeat",
    "argsort",
    "take",
    "dot",
    "nonzero",
    "swapaxes",
    "diagonal",
    "searchsorted",
    "byteswap",
    "tobytes",
    "tostring",
)
def _unmodelled(interp: Interpreter, array: Value, *args: Value, **__: Value) -> Value:
    known = as_array(interp, array) if not isinstance(array, Tensor) else None
    if known is None or not isinstance(known.shape, tuple):
        return interp.unknown(interp.modules.current_text, "not modelled")
    return Array(shapes.unknown_shape(None, "not modelled"), known.dtype)


@native("numpy.dot", "numpy.matmul")
def _dot(interp: Interpreter, left: Value, right: Value) -> Value:
    """The two differ for more than two dimensions."""
    one, other = as_array(interp, left), as_array(interp, right)
    wide = any(isinstance(array.shape, tuple) and len(array.shape) > 2 for array in (one, other))
    return scalar(interp, Array(shapes.unknown_shape() if wide else arrays.matmul(one.shape, other.shape), one.dtype))


@native("numpy.inner")
def _inner(interp: Interpreter, left: Value, right: Value) -> Value:
    """The last axes of both are summed over."""
    one, other = as_array(interp, left), as_array(interp, right)
    if not all(isinstance(array.shape, tuple) and array.shape for array in (one, other)):
        return Array(shapes.unknown_shape(), one.dtype)
    return scalar(interp, Array((*one.shape[:-1], *other.shape[:-1]), one.dtype))  # type: ignore[index]


@both("clip")
def _clip(interp: Interpreter, value: Value, low: Value = None, high: Value = None, out: Value = None, **__: Value) -> Value:
    if isinstance(value, (int, float)) and is_constant(low) and is_constant(high):
        found = value if low is None else max(value, low)
        return found if high is None else min(found, high)
    if isinstance(value, (Tensor, Unknown)):
        return interp.unknown(
            interp.modules.current_text,
            "of values that are not known",
            kind=getattr(value, "kind", None) if isinstance(value, Unknown) else None,
        )
    known = as_array(interp, value)
    return Array(known.shape, known.dtype)


@both("round")
def _round(interp: Interpreter, value: Value, decimals: Value = 0, **__: Value) -> Value:
    if isinstance(value, (int, float)) and isinstance(decimals, int):
        return round(value, decimals) if decimals or isinstance(value, int) else float(round(value))
    if isinstance(value, (Tensor, Unknown)):
        return interp.unknown(interp.modules.current_text, "of values that are not known")
    known = as_array(interp, value)
    return Array(known.shape, known.dtype)
