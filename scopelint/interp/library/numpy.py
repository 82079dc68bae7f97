"""The functions of numpy that decide names and shapes: making arrays, reshaping, reducing, arithmetic on scalars.

Flows in: calls. Flows out: arrays, numbers. What is not here gives an unknown value; numpy makes no variables.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

from scopelint.domain.values import Unknown, Value, is_constant
from scopelint.interp import protocols
from scopelint.interp.host import plain
from scopelint.interp.library import arrays
from scopelint.interp.library.array_items import apply, flat, nest
from scopelint.interp.library.arrays import BOOL, FLOAT64, INT64, LIMIT, as_array, dtype_of, filled, scalar
from scopelint.interp.natives import FUNCTIONS, method, native, shape_items
from scopelint.interp.objects import Instance
from scopelint.tf import dtypes, shapes
from scopelint.tf.objects import Array, Dim, Dimension, DType, Shape, Tensor, TensorShape

if TYPE_CHECKING:
    from scopelint.interp.interpreter import Interpreter

FUNCTIONS.update({"numpy.pi": math.pi, "numpy.e": math.e, "numpy.inf": math.inf, "numpy.Inf": math.inf, "numpy.nan": math.nan})
FUNCTIONS.update({"numpy.newaxis": None, "numpy.NaN": math.nan, "numpy.infty": math.inf})


def _shape(interp: Interpreter, value: Value) -> Shape:
    return shapes.shape_of_value(plain(interp, value))


# --- making arrays ----------------------------------------------------------------------------------


def _constant_maker(name: str, value: Value) -> None:
    @native(f"numpy.{name}")
    def make(interp: Interpreter, shape: Value, dtype: Value = None, *_: Value, **__: Value) -> Value:
        return filled(_shape(interp, shape), dtype_of(dtype), value)

    @native(f"numpy.{name}_like")
    def like(interp: Interpreter, array: Value, dtype: Value = None, *_: Value, **__: Value) -> Value:
        known = as_array(interp, array)
        return filled(known.shape, dtype_of(dtype, known.dtype), value)


for _name, _value in (("zeros", 0.0), ("ones", 1.0), ("empty", None)):
    _constant_maker(_name, _value)


@native("numpy.full")
def _full(interp: Interpreter, shape: Value, fill_value: Value, dtype: Value = None, *_: Value, **__: Value) -> Value:
    return filled(_shape(interp, shape), dtype_of(dtype, as_array(interp, fill_value).dtype), fill_value)


@native("numpy.full_like")
def _full_like(interp: Interpreter, array: Value, fill_value: Value, dtype: Value = None, *_: Value, **__: Value) -> Value:
    known = as_array(interp, array)
    return filled(known.shape, dtype_of(dtype, known.dtype), fill_value)


@native("numpy.eye", "numpy.identity")
def _eye(interp: Interpreter, n: Value, m: Value = None, k: Value = 0, dtype: Value = None) -> Value:
    return Array(arrays.sizes((n, n if not isinstance(m, int) else m)), dtype_of(dtype if isinstance(m, (int, type(None))) else m))


@native("numpy.matrix", "numpy.mat", "numpy.asmatrix", "numpy.atleast_2d")
def _matrix(interp: Interpreter, value: Value, dtype: Value = None, *_: Value, **__: Value) -> Value:
    """An array of two dimensions: a vector becomes a row."""
    made = as_array(interp, value, dtype) if not isinstance(value, Tensor) else None
    if made is None or not isinstance(made.shape, tuple):
        return interp.unknown(interp.modules.current_text, "a matrix of what is not known")
    return Array((1,) * (2 - len(made.shape)) + made.shape, made.dtype)


@native("numpy.array", "numpy.asarray", "numpy.asanyarray", "numpy.ascontiguousarray", "numpy.asfarray")
def _array(interp: Interpreter, value: Value, dtype: Value = None, *_: Value, **__: Value) -> Value:
    if isinstance(value, Tensor):
        protocols.needs_array(interp, value)
        return interp.unknown(interp.modules.current_text, "a tensor as an array")
    made = as_array(interp, value, dtype)
    return made if made is not value else Array(made.shape, made.dtype, made.constant)


@native("numpy.arange")
def _arange(interp: Interpreter, *bounds: Value, dtype: Value = None, **__: Value) -> Value:
    known = [plain(interp, b) for b in bounds[:3]]
    if known and all(isinstance(b, (int, float)) for b in known):
        start, stop, step = (0, known[0], 1) if len(known) == 1 else (known[0], known[1], known[2] if len(known) > 2 else 1)
        if step:
            count = max(0, math.ceil((stop - start) / step))
            natural = FLOAT64 if any(isinstance(b, float) for b in known) else INT64
            values = tuple(start + i * step for i in range(count)) if 0 < count <= LIMIT else None
            return Array((count,), dtype_of(dtype, natural), values)
    return Array((shapes.unknown_dim("how many is not known"),), dtype_of(dtype, INT64))


@native("numpy.linspace", "numpy.logspace", "numpy.geomspace")
def _linspace(interp: Interpreter, start: Value, stop: Value, num: Value = 50, *_: Value, **__: Value) -> Value:
    if all(isinstance(v, (int, float)) for v in (start, stop)) and isinstance(num, int) and 1 < num <= LIMIT:
        step = (stop - start) / (num - 1)
        return Array((num,), FLOAT64, tuple(float(start + i * step) for i in range(num)))
    return Array(arrays.sizes((num,)), FLOAT64)


_RANDOM: Final = "numpy.random."


def _random(name: str, *, dims: bool = False, integer: bool = False, position: int = 2) -> None:
    def make(interp: Interpreter, *args: Value, size: Value = None, **__: Value) -> Value:
        if dims:
            shape: Value = tuple(args)
        else:
            shape = size if size is not None or len(args) <= position else args[position]
        if shape is None or shape == ():
            return interp.unknown(interp.modules.current_text, "only known at run time", kind=int if integer else float)
        return Array(_shape(interp, shape), INT64 if integer else FLOAT64)

    native(_RANDOM + name)(make)
    method(Generator, name)(lambda interp, generator, *args, **kwargs: make(interp, *args, **kwargs))


class Generator(Array):
    """`np.random.RandomState(seed)`: makes what the functions of `np.random` make."""

    __slots__ = ()


for _name in ("rand", "randn"):
    _random(_name, dims=True)
for _name, _position in (
    ("random", 0), ("random_sample", 0), ("sample", 0), ("ranf", 0), ("standard_normal", 0), ("uniform", 2), ("normal", 2), ("gumbel", 2),
    ("laplace", 2), ("logistic", 2), ("beta", 2), ("gamma", 2), ("exponential", 1), ("poisson", 1), ("truncnorm", 2), ("dirichlet", 1),
):  # fmt: skip
    _random(_name, position=_position)
for _name, _position in (("randint", 2), ("random_integers", 2), ("integers", 2), ("binomial", 2), ("choice", 1)):
    _random(_name, integer=True, position=_position)


@native("numpy.random.permutation")
def _permutation(interp: Interpreter, value: Value) -> Value:
    if isinstance(value, int):
        return Array((value,), INT64)
    known = as_array(interp, value)
    return Array(known.shape, known.dtype)


@native("numpy.random.shuffle", "numpy.random.seed", "numpy.set_printoptions", "numpy.seterr")
def _nothing(interp: Interpreter, *_: Value, **__: Value) -> Value:
    return None


@native("numpy.random.RandomState", "numpy.random.default_rng", "numpy.random.mtrand.RandomState")
def _random_state(interp: Interpreter, *_: Value, **__: Value) -> Value:
    return Generator((), FLOAT64)


@method(Generator, "permutation")
def _generator_permutation(interp: Interpreter, generator: Generator, value: Value) -> Value:
    return _permutation(interp, value)


@method(Generator, "shuffle", "seed")
def _generator_nothing(interp: Interpreter, generator: Generator, *_: Value) -> Value:
    return None


# --- forms --------------------------------------------------------------------------------------------


def _both(*names: str) -> Callable[[Callable[..., Value]], Callable[..., Value]]:
    """Register a function of numpy that arrays also have as a method."""

    def register(impl: Callable[..., Value]) -> Callable[..., Value]:
        native(*(f"numpy.{name}" for name in names))(impl)
        method(Array, *names)(impl)
        return impl

    return register


@_both("reshape")
def _reshape(interp: Interpreter, array: Value, *sizes: Value, newshape: Value = None, order: Value = "C") -> Value:
    known = as_array(interp, array)
    wanted = _shape(interp, newshape if newshape is not None else sizes[0] if len(sizes) == 1 else sizes)
    if isinstance(wanted, tuple) and -1 in wanted:
        total, rest = shapes.num_elements(known.shape), shapes.product(tuple(d for d in wanted if d != -1))
        free: Dim = total // rest if isinstance(total, int) and isinstance(rest, int) and rest else shapes.unknown_dim("reshaped")
        wanted = tuple(free if d == -1 else d for d in wanted)
    constant = None
    if known.constant is not None and isinstance(wanted, tuple) and all(isinstance(d, int) for d in wanted):
        values = flat(known.constant)
        constant = nest(values, wanted) if math.prod(wanted) == len(values) else None  # type: ignore[arg-type]
    return Array(wanted, known.dtype, constant)


@_both("ravel", "flatten")
def _ravel(interp: Interpreter, array: Value, *_: Value) -> Value:
    known = as_array(interp, array)
    return Array((shapes.num_elements(known.shape),), known.dtype, tuple(flat(known.constant)) if known.constant is not None else None)


@_both("transpose")
def _transpose(interp: Interpreter, array: Value, *positions: Value, axes: Value = None) -> Value:
    known = as_array(interp, array)
    given = positions if axes is None else (axes,)
    order = plain(interp, given[0]) if len(given) == 1 else tuple(given)
    if isinstance(known.shape, tuple):
        if not order:
            return interp.getattr(known, "T")
        if isinstance(order, tuple) and all(isinstance(a, int) for a in order) and len(order) == len(known.shape):
            return Array(tuple(known.shape[a] for a in order), known.dtype)
    return Array(shapes.unknown_shape(None, "transposed"), known.dtype)


@_both("squeeze")
def _squeeze(interp: Interpreter, array: Value, axis: Value = None) -> Value:
    known = as_array(interp, array)
    if isinstance(known.shape, tuple) and (axis is None or isinstance(axis, int)):
        rank = len(known.shape)
        kept = tuple(d for i, d in enumerate(known.shape) if (d != 1 if axis is None else i != axis % rank))
        return scalar(interp, Array(kept, known.dtype))
    return Array(shapes.unknown_shape(None, "squeezed"), known.dtype)


@native("numpy.expand_dims")
def _expand_dims(interp: Interpreter, array: Value, axis: Value) -> Value:
    known = as_array(interp, array)
    if isinstance(known.shape, tuple) and isinstance(axis, int):
        at = axis if axis >= 0 else len(known.shape) + 1 + axis
        return Array((*known.shape[:at], 1, *known.shape[at:]), known.dtype)
    return Array(shapes.unknown_shape(None, "expanded"), known.dtype)


@native("numpy.tile")
def _tile(interp: Interpreter, array: Value, reps: Value) -> Value:
    known, times = as_array(interp, array), _shape(interp, reps)
    if not isinstance(known.shape, tuple) or not isinstance(times, tuple):
        return Array(shapes.unknown_shape(None, "tiled"), known.dtype)
    rank = max(len(known.shape), len(times))
    left, right = (1,) * (rank - len(known.shape)) + known.shape, (1,) * (rank - len(times)) + times
    return Array(tuple(shapes.arithmetic("*", a, b) for a, b in zip(left, right, strict=True)), known.dtype)


@native("numpy.shape")
def _np_shape(interp: Interpreter, value: Value) -> Value:
    return interp.getattr(as_array(interp, value), "shape") if not isinstance(value, Tensor) else interp.getattr(value, "shape")


@native("numpy.size")
def _np_size(interp: Interpreter, value: Value, axis: Value = None) -> Value:
    known = as_array(interp, value)
    return shapes.num_elements(known.shape) if axis is None else interp.subscript(interp.getattr(known, "shape"), axis)


@native("numpy.ndim")
def _np_ndim(interp: Interpreter, value: Value) -> Value:
    return shapes.ndims(as_array(interp, value).shape)


@native("numpy.isscalar")
def _isscalar(interp: Interpreter, value: Value) -> Value:
    if isinstance(value, Unknown) and value.kind is None:
        return interp.unknown("isscalar", value.reason, kind=bool)
    return isinstance(value, (bool, int, float, complex, str, Unknown))


@native("numpy.dtype")
def _np_dtype(interp: Interpreter, value: Value) -> Value:
    return dtype_of(value)


@method(DType, "__call__")
def _cast(interp: Interpreter, dtype: DType, value: Value = 0) -> Value:
    """`np.float32(value)`, also of an array."""
    if isinstance(value, Dimension):
        value = value.value
    if isinstance(value, (bool, int, float, str)):
        try:
            if dtype.name in dtypes.INTEGER:
                return int(value)
            return bool(value) if dtype is BOOL else float(value) if dtype.name in dtypes.FLOATING else value
        except (ValueError, OverflowError) as error:
            return interp.fail("ValueError", str(error))
    if isinstance(value, Unknown):
        return value.derived(dtype.name, value.text, kind=int if dtype.name in dtypes.INTEGER else float)
    return as_array(interp, value, dtype) if not isinstance(value, Tensor) else interp.unknown("cast", "a tensor as an array")


# --- reductions -------------------------------------------------------------------------------------------


def _mean(values: list[Any]) -> Any:
    return sum(values) / len(values)


def _deviation(values: list[Any]) -> Any:
    return math.sqrt(sum((v - _mean(values)) ** 2 for v in values) / len(values))


_REDUCTIONS: Final[dict[str, Callable[[list[Any]], Any]]] = {
    "sum": sum, "prod": math.prod, "product": math.prod, "max": max, "amax": max, "min": min, "amin": min, "mean": _mean, "average": _mean,
    "std": _deviation, "any": any, "all": all, "argmax": lambda v: v.index(max(v)), "argmin": lambda v: v.index(min(v)),
    "median": lambda v: sorted(v)[len(v) // 2], "var": lambda v: _deviation(v) ** 2, "nanmean": _mean,
}  # fmt: skip
_FLOATS: Final = frozenset({"mean", "average", "std", "var", "median", "nanmean"})
_TRUTHS: Final = frozenset({"any", "all"})


def _reduction(name: str, function: Callable[[list[Any]], Any]) -> None:
    @_both(name)
    def call(interp: Interpreter, array: Value, axis: Value = None, *_: Value, keepdims: Value = False, **__: Value) -> Value:
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
                return function(flat(known.constant))
            sizes = _partly_known(interp, array)
            if sizes is not None and name in ("prod", "product", "sum"):
                return _of_sizes(name, sizes)
            return scalar(interp, Array((), dtype))
        if isinstance(axis, int) and isinstance(known.shape, tuple) and -len(known.shape) <= axis < len(known.shape):
            shape = list(known.shape)
            shape[axis : axis + 1 or None] = [1] if keepdims is True else []
            if known.constant is not None and len(known.shape) == 1:
                return function(list(known.constant))
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
    @_both(name)
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


@_both(
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


@_both("clip")
def _clip(interp: Interpreter, value: Value, low: Value = None, high: Value = None, **__: Value) -> Value:
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


@_both("round")
def _round(interp: Interpreter, value: Value, decimals: Value = 0, **__: Value) -> Value:
    if isinstance(value, (int, float)) and isinstance(decimals, int):
        return round(value, decimals) if decimals or isinstance(value, int) else float(round(value))
    if isinstance(value, (Tensor, Unknown)):
        return interp.unknown(interp.modules.current_text, "of values that are not known")
    known = as_array(interp, value)
    return Array(known.shape, known.dtype)
