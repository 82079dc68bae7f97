"""TensorFlow's objects as values of the analysed program.

Flows in: what the scope machine and the op model make. Flows out: values that the interpreter
passes around. Attributes that never change after construction are slots; what changes lies in
`fields` and is written through `State.set`. Knows no syntax.
"""

from __future__ import annotations

import enum
from collections.abc import Hashable
from typing import Any, Final

from scopelint.domain.names import Text
from scopelint.domain.values import MISSING, Choice, Obj, Table, Unknown, Value

Dim = int | None | Unknown
"""A dimension: a number, None where TensorFlow itself does not know it when the graph is built, and
`Unknown` where TensorFlow does but scopelint does not."""

Shape = tuple[Dim, ...] | None | Unknown
"""A static shape: None is unknown rank for TensorFlow, `Unknown` a shape that scopelint does not know."""

Name = Text | Unknown
"""The full name of an op or variable, without `:0`; `Unknown` where several paths were merged."""


Origin = tuple[str, tuple[Value, ...]]
"""The call that made a tensor: its canonical name, and its arguments with lists as tuples."""


class ReuseMode(enum.Enum):
    """`tf.AUTO_REUSE` (`variable_scope._ReuseMode`)."""

    AUTO_REUSE = 1


class DType(Obj):
    """A `tf.DType`; one object per name (see `dtypes.DTYPES`)."""

    __slots__ = ("name",)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name

    def __repr__(self) -> str:
        return f"tf.{self.name}"


class RefDType(DType):
    """The dtype of a variable that is no resource (`float32_ref`); `name` is that of the dtype which it stands for but in comparisons."""

    __slots__ = ()


class Dimension(Obj):
    """`tf.Dimension` (`framework/tensor_shape.py`), what `x.get_shape()[i]` gives in TF1."""

    __slots__ = ("value",)

    def __init__(self, value: Dim) -> None:
        super().__init__()
        self.value = value

    def __repr__(self) -> str:
        return f"Dimension({self.value})"


class TensorShape(Obj):
    """`tf.TensorShape`; `dims` is None for unknown rank."""

    __slots__ = ("dims",)

    def __init__(self, dims: Shape) -> None:
        super().__init__()
        self.dims = dims

    def __repr__(self) -> str:
        return f"TensorShape({self.dims})"


class Tensor(Obj):
    """A `tf.Tensor` (or SparseTensor, where `kind` says so).

    `name` is the name of the op that makes it, `output` which of its outputs this is; `constant`
    is its value where it is statically known as `tensor_util.constant_value` would (numbers and
    nested tuples), else `Unknown` or None. `origin` is the canonical name of the call that made it and that
    call's arguments, None where that is not known: what a gradient flows through.
    """

    __slots__ = ("constant", "dtype", "graph", "kind", "name", "origin", "output", "shape")

    def __init__(
        self,
        shape: Shape,
        dtype: DType | Unknown,
        name: Name,
        *,
        output: int = 0,
        constant: Value = None,
        graph: Graph | None = None,
        kind: str = "Tensor",
        origin: Origin | None = None,
    ) -> None:
        super().__init__()
        self.origin = origin
        self.shape = shape
        self.dtype = dtype
        self.name = name
        self.output = output
        self.constant = constant
        self.graph = graph
        self.kind = kind

    def merged_with(self, other: Value, key: Hashable) -> Value | None:
        """A tensor with the dimensions on which both agree."""
        if type(other) is not Tensor or type(self) is not Tensor or self.kind != other.kind:
            return None
        name = self.name if self.name == other.name else Unknown(("tensor", key), "tensor", "made on several paths")
        dtype = self.dtype if self.dtype is other.dtype else Unknown(("dtype", key), "dtype", "differs between paths")
        shape = merged_shape(self.shape, other.shape, key)
        graph = self.graph if self.graph is other.graph else None
        return Tensor(shape, dtype, name, graph=graph, kind=self.kind, origin=("merged", (self, other)))

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.name} {self.shape}>"


WRITTEN: Final = "written"
"""The location in an array's fields of the content that the program wrote into it."""

RESHAPED: Final = "reshaped"
"""The location in an array's fields of the shape that the program assigned to it."""

COUNTED: Final = "counted"
"""The field of an array that holds the range it was made from, where its content is not kept."""


class Array(Obj):
    """A numpy array. `constant` is its value (a number, or nested tuples of numbers) where it is known and small, else None."""

    __slots__ = ("_first", "_made", "dtype")

    def __init__(self, shape: Shape, dtype: DType | Unknown, constant: Value = None) -> None:
        super().__init__()
        self.fields = Table()
        self._made = shape
        self.dtype = dtype
        self._first = constant

    @property
    def shape(self) -> Shape:
        """The shape that the array was made with, or that was assigned since (the location `RESHAPED`)."""
        now = self.fields.get(RESHAPED, MISSING)
        if now is MISSING:
            return self._made
        return now if isinstance(now, tuple) else Unknown(("shape", id(self)), "shape", "assigned on some paths")

    @property
    def constant(self) -> Value:
        """What the array was made with, or what was written into it since (the location `WRITTEN`, which paths may differ in)."""
        now = self.fields.get(WRITTEN, self._first)
        return None if isinstance(now, (Choice, Unknown)) else self._first if now is MISSING else now

    @property
    def counted(self) -> Value:
        """The range of numbers that the array holds, where they are not kept one by one; `MISSING` where it is something else."""
        return MISSING if WRITTEN in self.fields or RESHAPED in self.fields else self.fields.get(COUNTED, MISSING)

    def merged_with(self, other: Value, key: Hashable) -> Value | None:
        if not isinstance(other, Array):
            return None
        dtype = self.dtype if self.dtype is other.dtype else Unknown(("dtype", key), "dtype", "differs between paths")
        return Array(merged_shape(self.shape, other.shape, key), dtype)

    def __repr__(self) -> str:
        return f"<array {self.shape}>"


class Variable(Tensor):
    """A variable: also a tensor, as TensorFlow converts it on use.

    `store` is true where `get_variable` made it. `save_slice` is (full name, full shape, offset)
    for a part of a partitioned variable. `event` is the trace's record of its creation and `asked` what it was `Made`
    with, for those that were asked for through a scope.
    """

    __slots__ = ("asked", "collections", "event", "initial_value", "save_slice", "store", "trainable")

    def __init__(
        self,
        shape: Shape,
        dtype: DType | Unknown,
        name: Name,
        *,
        trainable: bool | Unknown,
        store: bool,
        collections: tuple[Value, ...] = (),
        initial_value: Value = None,
        graph: Graph | None = None,
    ) -> None:
        super().__init__(shape, dtype, name, graph=graph, kind="Variable")
        self.trainable = trainable
        self.store = store
        self.collections = collections
        self.initial_value = initial_value
        self.save_slice: Value = None
        self.event: Any = None
        self.asked: Any = None

    @property
    def is_resource(self) -> bool:
        """Whether this is a `ResourceVariable`, which no tensor refers to; else a `RefVariable`."""
        return self.fields.get("resource") is True


class PartitionedVariable(Obj):
    """What `get_variable` returns under a partitioner (`ops/variables.py`)."""

    __slots__ = ("dtype", "name", "parts", "shape")

    def __init__(self, name: Name, shape: Shape, dtype: DType | Unknown, parts: tuple[Variable, ...]) -> None:
        super().__init__()
        self.name = name
        self.shape = shape
        self.dtype = dtype
        self.parts = parts


class Operation(Obj):
    """A `tf.Operation`: what ops without a tensor result return (`minimize`, `group`, `assign`s' `.op`)."""

    __slots__ = ("graph", "inputs", "name", "outputs", "type")

    def __init__(self, type: str, name: Name, *, outputs: tuple[Tensor, ...] = (), graph: Graph | None = None) -> None:
        super().__init__()
        self.type = type
        self.name = name
        self.outputs = outputs
        self.graph = graph
        self.inputs: tuple[Value, ...] = ()

    def merged_with(self, other: Value, key: Hashable) -> Value | None:
        if not isinstance(other, Operation):
            return None
        return Operation(self.type, Unknown(("op", key), "op", "made on several paths"), graph=self.graph)


class Graph(Obj):
    """A `tf.Graph`. The scope machine keeps its state in `fields`.

    `number` tells graphs apart in the order they were made. An `open` graph belongs to a caller
    that is not known: it may hold variables already.
    """

    __slots__ = ("number", "open")

    def __init__(self, number: int, *, open: bool = False) -> None:
        super().__init__()
        self.number = number
        self.open = open


class VariableScope(Obj):
    """A `tf.VariableScope` object.

    Mutable in TensorFlow, so its attributes lie in `fields` under TensorFlow's names: name, reuse
    (False, True, ReuseMode.AUTO_REUSE or Unknown), initializer, regularizer, caching_device,
    partitioner, custom_getter, name_scope (the `_name_scope` string), dtype, use_resource,
    constraint; and `reuse_site`, the place that turned reuse on.
    """

    __slots__ = ()


def merged_shape(left: Shape, right: Shape, key: Hashable) -> Shape:
    """The shape of a tensor that has one of two shapes."""
    if left is None or right is None:
        return left if left is right else Unknown(("shape", key), "shape", "differs between paths")
    if isinstance(left, Unknown) or isinstance(right, Unknown) or len(left) != len(right):
        return Unknown(("shape", key), "shape", "differs between paths")
    return tuple(
        one if one == two else Unknown(("dim", key, i), "dim", "differs between paths")
        for i, (one, two) in enumerate(zip(left, right, strict=True))
    )
