"""scopelint's side of the comparison: a `tf` whose functions only infer shapes and names.

In: the same source text that TensorFlow runs. Out: tensors of scopelint's own and the names that each
call asks for. It knows as much Python as the catalogue's lines need; the interpreter is elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from scopelint.domain.values import MISSING, Unknown, Value
from scopelint.tf import dtypes, op_names, op_operators, op_refusals, op_shapes, op_table, shapes
from scopelint.tf.misfits import MisfitError
from scopelint.tf.objects import Dimension, DType, Tensor, TensorShape, Variable
from scopelint.tf.op_calls import Form, Output, Result
from scopelint.tf.op_table import OpKind
from tests.tf_ops.environment import PLACEHOLDERS, SPARSE, VARIABLES, Sizes


class Graph:
    """Used names and the open scope, as `Graph.unique_name` keeps them; and the requests of the last call."""

    def __init__(self) -> None:
        self.used: dict[str, int] = {}
        self.stack = ""
        self.requests: list[Value] = []
        self.complete = True
        self.refused: list[MisfitError] = []
        """What TensorFlow would have raised, call by call."""

    def take(self, name: str) -> str:
        """`Graph.unique_name`."""
        full = f"{self.stack}/{name}" if self.stack else name
        key = full.lower()
        number = self.used.get(key, 0)
        self.used[key] = number + 1
        if number == 0:
            return full
        base = key
        while key in self.used:
            key = f"{base}_{number}"
            number += 1
        self.used[key] = 1
        return f"{full}_{number - 1}"

    def named(self, canonical: str, arguments: dict[str, Value]) -> tuple[op_names.Names, tuple[str, ...]]:
        return self.made(op_names.taken(canonical, arguments))

    def made(self, names: op_names.Names) -> tuple[op_names.Names, tuple[str, ...]]:
        self.requests.extend(names.requests)
        self.complete &= names.complete
        return names, tuple(self.take(str(request)) for request in names.requests)

    def infer(self, canonical: str, arguments: dict[str, Value]) -> Result:
        """What a call returns, whether or not it is refused."""
        misfit = op_refusals.refused(canonical, arguments)
        if misfit is not None:
            self.refused.append(misfit)
        return op_shapes.infer(canonical, arguments)


class Shape:
    """A `TensorShape` that the catalogue's lines can use."""

    def __init__(self, dims: Any) -> None:
        self.value = TensorShape(dims)

    def as_list(self) -> list[Any]:
        assert isinstance(self.value.dims, tuple)
        return list(self.value.dims)

    def __getitem__(self, key: Any) -> Any:
        if isinstance(key, slice):
            return Shape(shapes.slice_shape(self.value.dims, key.start, key.stop, key.step))
        return D(Dimension(shapes.index_shape(self.value.dims, key)))


class D:
    """A `Dimension` that the catalogue's lines can use."""

    def __init__(self, value: Dimension) -> None:
        self.value = value

    def __mul__(self, other: Any) -> D:
        return D(shapes.dimension_operation("*", self.value, unwrap(other)))

    def __floordiv__(self, other: Any) -> D:
        return D(shapes.dimension_operation("//", self.value, unwrap(other)))


class T:
    """A tensor that the catalogue's lines can use."""

    def __init__(self, graph: Graph, tensor: Tensor) -> None:
        self.graph = graph
        self.tensor = tensor

    @property
    def shape(self) -> Shape:
        return Shape(self.tensor.shape)

    @property
    def op(self) -> T:
        return self

    def get_shape(self) -> Shape:
        return self.shape

    def __getitem__(self, key: Any) -> Any:
        arguments = {"tensor": self.tensor, "slice_spec": unwrap(key)}
        return call(self.graph, "tensorflow.Tensor.__getitem__", arguments)

    def __getattr__(self, name: str) -> Any:
        canonical = f"tensorflow.Variable.{name}"
        if name.startswith("_") or op_table.lookup(canonical) is None:
            raise AttributeError(name)
        return Function(self.graph, canonical, {"self": self.tensor})


def _operator(sign: str, swapped: bool = False) -> Any:
    def method(self: T, other: Any) -> Any:
        left, right = (unwrap(other), self.tensor) if swapped else (self.tensor, unwrap(other))
        found = op_operators.binary(sign, left, right)
        if found is None:
            return NotImplemented
        return results(self.graph, self.graph.infer(found.canonical, found.arguments), *self.graph.made(found.names))

    return method


def _unary(sign: str) -> Any:
    def method(self: T) -> Any:
        found = op_operators.unary(sign, self.tensor)
        assert found is not None
        return results(self.graph, self.graph.infer(found.canonical, found.arguments), *self.graph.made(found.names))

    return method


for _sign, _name in {
    "+": "add", "-": "sub", "*": "mul", "/": "truediv", "//": "floordiv", "%": "mod", "**": "pow", "@": "matmul",
    "&": "and", "|": "or", "^": "xor",
}.items():  # fmt: skip
    setattr(T, f"__{_name}__", _operator(_sign))
    setattr(T, f"__r{_name}__", _operator(_sign, True))
for _sign, _name in {"<": "lt", "<=": "le", ">": "gt", ">=": "ge"}.items():
    setattr(T, f"__{_name}__", _operator(_sign))
for _sign, _name in {"-": "neg", "~": "invert", "abs": "abs"}.items():
    setattr(T, f"__{_name}__", _unary(_sign))


def unwrap(value: Any) -> Value:
    """A value of the lines as one of the analysed program."""
    if isinstance(value, (T, Shape, D)):
        return value.tensor if isinstance(value, T) else value.value
    if isinstance(value, (list, tuple)):
        return tuple(unwrap(element) for element in value)
    if isinstance(value, slice):
        return slice(unwrap(value.start), unwrap(value.stop), unwrap(value.step))
    if isinstance(value, Module):
        raise TypeError(value)
    if callable(value) or isinstance(value, dict):
        return Unknown(("object", id(value)), "object", "an object")
    return value


class Function:
    """A function of TensorFlow."""

    def __init__(self, graph: Graph, canonical: str, bound: dict[str, Value] | None = None) -> None:
        self.graph = graph
        self.canonical = canonical
        self.bound = bound or {}

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        signature = op_table.lookup(self.canonical)
        assert signature is not None
        positional = [*self.bound.values(), *(unwrap(a) for a in args)]
        arguments = signature.bind(positional, {k: unwrap(v) for k, v in kwargs.items()})
        assert arguments is not None, f"{self.canonical} does not take this"
        return call(self.graph, self.canonical, arguments)


class Module:
    """A module of TensorFlow, or a class that only holds constants."""

    def __init__(self, graph: Graph, path: str) -> None:
        self._graph = graph
        self._path = path

    def __getattr__(self, name: str) -> Any:
        owner = op_table.lookup(self._path)
        assert owner is not None
        if name in owner.attributes:
            return owner.attributes[name]
        canonical = f"{self._path}.{name}"
        signature = op_table.lookup(canonical)
        if signature is None:
            raise AttributeError(canonical)
        if signature.kind is OpKind.CONSTANT:
            return None if name == "newaxis" else signature.value
        if signature.kind is OpKind.MODULE or (signature.kind is OpKind.CLASS and signature.attributes):
            return Module(self._graph, canonical)
        return Function(self._graph, canonical)


def call(graph: Graph, canonical: str, arguments: dict[str, Value]) -> Any:
    """A call: names are taken, results inferred."""
    names, taken = graph.named(canonical, arguments)
    return results(graph, graph.infer(canonical, arguments), names, taken)


def results(graph: Graph, result: Result, names: op_names.Names, taken: tuple[str, ...]) -> Any:
    """The return value as Python has it."""
    if names.passed is not MISSING and isinstance(names.passed, Tensor) and result.form is Form.TENSOR:
        passed = names.passed
        if isinstance(passed, Variable):
            passed = Tensor(passed.shape, passed.dtype, f"{passed.name}/read")
        return T(graph, passed)
    counter = iter(range(10_000))
    return _built(graph, result, names, taken, counter)


def _built(graph: Graph, result: Result, names: op_names.Names, taken: tuple[str, ...], counter: Iterator[int]) -> Any:
    match result.form:
        case Form.NOTHING:
            return None
        case Form.OPERATION | Form.UNKNOWN:
            return result
        case _:
            parts = []
            for output in result.outputs:
                if isinstance(output, Result):
                    parts.append(_built(graph, output, names, taken, counter))
                else:
                    parts.append(_tensor(graph, output, names, taken, next(counter)))
            if result.form is Form.TENSOR:
                return parts[0]
            return parts if result.form is Form.LIST else tuple(parts)


def _tensor(graph: Graph, output: Output, names: op_names.Names, taken: tuple[str, ...], index: int) -> T:
    name = names.result_name(taken, index)
    known = name if name is not None else Unknown(("name", object()), "name", "not known")
    return T(graph, Tensor(output.shape, output.dtype, known, constant=output.constant, kind=output.kind))


def environment(graph: Graph, more: Mapping[str, tuple[str, Sizes]] | None = None) -> dict[str, Any]:
    """The tensors of the environment, or the placeholders `more` in their place."""
    found: dict[str, Any] = {"tf": Module(graph, "tensorflow"), "np_inf": float("inf")}
    for name, (dtype, shape) in (more or {}).items():
        graph.take(name)
        found[name] = T(graph, Tensor(shape, _dtype(dtype), name))
    if more is not None:
        return found
    for name, (dtype, shape) in PLACEHOLDERS.items():
        graph.take(name)
        found[name] = T(graph, Tensor(shape, _dtype(dtype), name))
    for name, (dtype, sizes) in VARIABLES.items():
        graph.take(name)
        found[name] = T(graph, Variable(sizes, _dtype(dtype), name, trainable=True, store=True))
    for name, (dtype, sizes) in SPARSE.items():
        arguments = {"dtype": _dtype(dtype), "shape": sizes, "name": name}
        found[name] = call(graph, "tensorflow.sparse_placeholder", arguments)
    return found


def _dtype(name: str) -> DType:
    return dtypes.DTYPES[name]
