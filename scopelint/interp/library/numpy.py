"""The functions of numpy that decide names and shapes: making arrays, and giving them other forms.

Flows in: calls. Flows out: arrays, numbers. What is not here gives an unknown value; numpy makes no variables.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from scopelint.domain.values import Unknown, Value
from scopelint.interp import protocols
from scopelint.interp.host import plain
from scopelint.interp.library import arrays
from scopelint.interp.library.array_items import flat, nest
from scopelint.interp.library.arrays import BOOL, FLOAT64, INT64, LIMIT, as_array, dtype_of, filled, scalar
from scopelint.interp.library.types import range_
from scopelint.interp.natives import FUNCTIONS, attribute_setter, method, native
from scopelint.tf import dtypes, shapes
from scopelint.tf.objects import COUNTED, RESHAPED, WRITTEN, Array, Dim, Dimension, DType, Shape, Tensor

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
            return _counting(interp, Array((count,), dtype_of(dtype, natural), values), bounds)
    return _counting(interp, Array((shapes.unknown_dim("how many is not known"),), dtype_of(dtype, INT64)), bounds)


def _counting(interp: Interpreter, array: Array, bounds: tuple[Value, ...]) -> Array:
    """An array of integers that are too many to keep, or not known how many: a loop over it counts all the same."""
    if array.constant is None and array.dtype is INT64 and not any(isinstance(b, float) for b in bounds):
        array.fields[COUNTED] = range_(interp, *bounds)
    return array


def _evenly(start: Value, stop: Value, num: Value, endpoint: Value) -> list[float] | None:
    """The numbers of `np.linspace`; None where they are not known (numpy/core/function_base.py)."""
    if not all(isinstance(v, (int, float)) for v in (start, stop)) or not isinstance(num, int) or not 0 < num <= LIMIT:
        return None
    if not isinstance(endpoint, bool):
        return None
    step = (stop - start) / ((num - 1 if endpoint else num) or 1)
    found = [float(start + i * step) for i in range(num)]
    if endpoint and num > 1:
        found[-1] = float(stop)
    return found


def _spaced(interp: Interpreter, num: Value, dtype: Value, values: list[float] | None) -> Array:
    made = dtype_of(dtype, FLOAT64)
    if values is None or made not in (FLOAT64, INT64):
        return Array(arrays.sizes((plain(interp, num),)), made)
    return Array((len(values),), made, tuple(math.floor(x) for x in values) if made is INT64 else tuple(values))


@native("numpy.linspace")
def _linspace(
    interp: Interpreter, start: Value, stop: Value, num: Value = 50, endpoint: Value = True, retstep: Value = False, dtype: Value = None,
    **_: Value,
) -> Value:  # fmt: skip
    if retstep is not False:
        return interp.unknown(interp.modules.current_text, "numbers with their step")
    return _spaced(interp, num, dtype, _evenly(plain(interp, start), plain(interp, stop), plain(interp, num), endpoint))


@native("numpy.logspace")
def _logspace(
    interp: Interpreter, start: Value, stop: Value, num: Value = 50, endpoint: Value = True, base: Value = 10.0, dtype: Value = None,
    **_: Value,
) -> Value:  # fmt: skip
    powers, root = _evenly(plain(interp, start), plain(interp, stop), plain(interp, num), endpoint), plain(interp, base)
    known = powers is not None and isinstance(root, (int, float)) and root > 0 and max(map(abs, powers)) < _HIGHEST
    return _spaced(interp, num, dtype, [float(root) ** x for x in powers] if known and powers is not None else None)


@native("numpy.geomspace")
def _geomspace(
    interp: Interpreter, start: Value, stop: Value, num: Value = 50, endpoint: Value = True, dtype: Value = None, **_: Value
) -> Value:  # fmt: skip
    first, last = plain(interp, start), plain(interp, stop)
    powers = None
    if all(isinstance(v, (int, float)) and v > 0 for v in (first, last)):
        powers = _evenly(math.log10(first), math.log10(last), plain(interp, num), endpoint)
    values = None if powers is None else [10.0**x for x in powers]
    if values:
        values[0] = float(first)
        values[-1] = float(last) if endpoint and len(values) > 1 else values[-1]
    return _spaced(interp, num, dtype, values)


_HIGHEST: Final = 100
"""Powers above this are not computed."""

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


def both(*names: str) -> Callable[[Callable[..., Value]], Callable[..., Value]]:
    """Register a function of numpy that arrays also have as a method."""

    def register(impl: Callable[..., Value]) -> Callable[..., Value]:
        native(*(f"numpy.{name}" for name in names))(impl)
        method(Array, *names)(impl)
        return impl

    return register


@both("reshape")
def _reshape(interp: Interpreter, array: Value, *sizes: Value, newshape: Value = None, order: Value = "C") -> Value:
    return _reshaped(interp, as_array(interp, array), newshape if newshape is not None else sizes[0] if len(sizes) == 1 else sizes)


@attribute_setter(Array, "shape")
def _assign_shape(interp: Interpreter, array: Array, new: Value) -> None:
    made = _reshaped(interp, array, new)
    if array.constant is not None:
        interp.state.set(array.fields, WRITTEN, made.constant)
    interp.state.set(array.fields, RESHAPED, made.shape)


def _reshaped(interp: Interpreter, known: Array, shape: Value) -> Array:
    wanted = _shape(interp, shape)
    if isinstance(wanted, tuple) and -1 not in wanted:
        before, after = shapes.num_elements(known.shape), shapes.product(wanted)
        if isinstance(before, int) and isinstance(after, int) and before != after:
            interp.fail("ValueError", f"cannot reshape array of size {before} into shape {wanted}")
    if isinstance(wanted, tuple) and -1 in wanted:
        total, rest = shapes.num_elements(known.shape), shapes.product(tuple(d for d in wanted if d != -1))
        free: Dim = total // rest if isinstance(total, int) and isinstance(rest, int) and rest else shapes.unknown_dim("reshaped")
        wanted = tuple(free if d == -1 else d for d in wanted)
    constant = None
    if known.constant is not None and isinstance(wanted, tuple) and all(isinstance(d, int) for d in wanted):
        values = flat(known.constant)
        constant = nest(values, wanted) if math.prod(wanted) == len(values) else None  # type: ignore[arg-type]
    return Array(wanted, known.dtype, constant)


@both("ravel", "flatten")
def _ravel(interp: Interpreter, array: Value, *_: Value) -> Value:
    known = as_array(interp, array)
    return Array((shapes.num_elements(known.shape),), known.dtype, tuple(flat(known.constant)) if known.constant is not None else None)


@both("transpose")
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


@both("squeeze")
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
