"""Initial values: calling initializers, converting constants, and the ops that both take.

Flows in: what a program gives as an initial value or initializer. Flows out: tensors. Mirrors `ops.convert_to_tensor` for
constants (framework/ops.py) and the default initializers (ops/init_ops.py). Must not import variable or store.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import msgspec

from scopelint.domain.names import Text
from scopelint.domain.values import Unknown, Value
from scopelint.tf import dtypes, shapes
from scopelint.tf.constants import misfit
from scopelint.tf.host import PartitionInfo
from scopelint.tf.objects import DType, PartitionedVariable, Shape, Tensor, Variable
from scopelint.tf.op_calls import converted
from scopelint.tf.requests import Requests, unknown_dtype_of
from scopelint.trace import RefusalKind


class DefaultInitializer(msgspec.Struct, frozen=True):
    """The initializer that TensorFlow supplies itself (`_VariableStore._get_default_initializer`)."""

    name: str


GLOROT: Final = DefaultInitializer("glorot_uniform_initializer")
ZEROS: Final = DefaultInitializer("zeros_initializer")

_RANKS: Final = {"orthogonal": range(2, 255), "identity": range(2, 3)}
"""What `Orthogonal` and `Identity` make (ops/init_ops.py), by their names in lower case, without `_initializer`."""

_OF_FLOATS: Final = (
    "normal",
    "glorot",
    "xavier",
    "variance_scaling",
    "variancescaling",
    "he_",
    "lecun",
    "orthogonal",
    "unit_scaling",
    "identity",
)
"""What the names of those have in them that make floats whatever is asked of them (`random_uniform` can make whole numbers)."""


def unmakable(name: str, arguments: Mapping[str, Value], shape: Shape, dtype: DType | Unknown | None) -> tuple[str, str] | None:
    """Exception and message with which an initializer of TensorFlow's refuses a shape or dtype (ops/init_ops.py); None if it does not."""
    last = name.rpartition(".")[2].lower().removesuffix("_initializer")
    ranks = _RANKS.get(last)
    if ranks is not None and isinstance(shape, tuple) and len(shape) not in ranks:
        sizes = ", ".join(str(size) for size in shape)
        rest = "The tensor to initialize, specified by argument `shape` must be at least two-dimensional."
        return "ValueError", f"{rest} Received shape=[{sizes}]"
    if last == "constant" and "value" in arguments:
        refused = _too_many(converted(arguments["value"]).shape, shape, arguments.get("verify_shape") is True)
        if refused is not None:
            return refused
    if not isinstance(dtype, DType) or not (dtype.name in dtypes.INTEGER or dtype.name in ("bool", "string")):
        return None
    if last in ("constant", "ones"):
        wrong = misfit(arguments.get("value", 0) if last == "constant" else 1, dtype)
        return None if wrong is None or (last, dtype.name) == ("ones", "bool") else ("TypeError", wrong)
    if last == "random_uniform":
        if dtype.name not in dtypes.INTEGER:
            return "ValueError", f"Argument `dtype` got invalid value <dtype: '{dtype.name}'>"
        return None if arguments.get("maxval") is not None else ("ValueError", f"Must specify maxval for integer dtype tf.{dtype.name}")
    if any(part in last for part in _OF_FLOATS):
        uniform = dtype.name not in dtypes.INTEGER and ("uniform" in last or "unit_scaling" in last)
        return "ValueError" if uniform else "TypeError", f"Expected {dtype.name}, but got 0.0 of type 'float'."
    return None


def _too_many(given: Shape, wanted: Shape, verify_shape: bool) -> tuple[str, str] | None:
    """What `make_tensor_proto` (framework/tensor_util.py) says to constants of one shape that are to have another."""
    if shapes.is_fully_defined(given) is not True or shapes.is_fully_defined(wanted) is not True:
        return None
    if verify_shape and given != wanted:
        return "TypeError", f"Expected Tensor's shape: {wanted}, but got {given}."
    count, room = shapes.num_elements(given), shapes.num_elements(wanted)
    if not isinstance(count, int) or not isinstance(room, int) or not 0 < room < count:
        return None
    return "ValueError", f"Too many elements provided. Takes at most {room}, but got {count}."


class FromFunction(msgspec.Struct, frozen=True):
    """An initial value that a call gives, made while the variable is: with a shape, or without arguments."""

    initializer: Value
    shape: Shape
    part: PartitionInfo | None = None


class Initials(Requests):
    """Initial values of variables that are being made in the default graph."""

    def initial_value(self, initial: FromFunction, dtype: DType | Unknown | None) -> Value:
        """Call an initializer; the default ones are known, and take the names of their ops."""
        initializer = initial.initializer
        if isinstance(initializer, DefaultInitializer):
            return self._default_value(initializer, initial.shape, dtype)
        shape = initial.shape
        if isinstance(shape, Unknown):
            return self.graphs.tensor(shape, dtype if dtype is not None else unknown_dtype_of(shape.key), shape)
        own = self.host.made_by_tensorflow(initializer)
        refused = None if own is None else unmakable(*own, shape, dtype)
        if refused is not None:
            self.refuse(RefusalKind.INITIALIZER, *refused)
        return self.outside(lambda: self.host.initialize(initializer, shape, dtype, initial.part))

    def _default_value(self, initializer: DefaultInitializer, shape: Shape, dtype: DType | Unknown | None) -> Tensor:
        """`VarianceScaling` over `random_ops.random_uniform`, and `array_ops.zeros` (1000 elements are too many for a constant)."""
        take = self.graphs.take_op
        if initializer is GLOROT:
            with self.graphs.name_scoped("random_uniform") as scope:
                for name in ("shape", "min", "max", "RandomUniform", "sub", "mul"):
                    take(name, name)
                full = take(scope, "AddV2")
        else:
            size = shapes.num_elements(shape)
            with self.graphs.name_scoped("zeros") as scope:
                if isinstance(size, int) and size >= 1000:
                    take("shape_as_tensor", "Const")
                    take("Const", "Const")
                full = take(scope, "Fill")
        return self.graphs.tensor(shape, dtype if dtype is not None else dtypes.DTYPES["float32"], full)

    def convert(self, value: Value, dtype: DType | Unknown | None, name: str | None = "initial_value") -> Tensor:
        """`ops.convert_to_tensor(value, dtype, name)`: a constant takes a name, a tensor must have the dtype.

        Raises:
            TFError: ValueError or TypeError, the value is of another dtype.
        """
        value = self.state.resolve(value)
        if isinstance(value, PartitionedVariable):
            value = self.graphs.joined(value)
        if isinstance(value, Tensor):
            if isinstance(dtype, DType) and isinstance(value.dtype, DType) and value.dtype is not dtype:
                self._refuse_conversion(value, dtype, value.dtype, name)
            return value
        if isinstance(value, Unknown):
            return self.graphs.tensor(shapes.unknown_shape(value), dtype if dtype is not None else unknown_dtype_of(value.key), value)
        wrong = misfit(value, dtype) if isinstance(dtype, DType) else None
        if wrong is not None:
            self.refuse(RefusalKind.DTYPE, "TypeError", wrong)
        shape, found = self.host.tensor_info(value, dtype)
        full = self.graphs.take_op(name, "Const")
        return self.graphs.tensor(shape, found, full, constant=value)

    def _refuse_conversion(self, value: Tensor, wanted: DType, found: DType, name: str | None) -> None:
        if isinstance(value, Variable):
            message = f"Incompatible type conversion requested to type '{wanted.name}' for variable of type '{found.name}"
        else:
            message = f"Tensor conversion requested dtype {wanted.name} for Tensor with dtype {found.name}: {value!r}"
            message = message if name is None else f"{name}: {message}"
        self.refuse(RefusalKind.DTYPE, "ValueError", message)

    def refuse_control_flow(self, value: Tensor, scope: Text, *, resource: bool) -> None:
        """An initial value that was made inside a `tf.cond` or `tf.while_loop` cannot initialize a variable."""
        if self.host.control_flow_of(value) is None:
            return
        if resource:
            message = (
                f"The `initial_value` passed to `tf.Variable` {scope} is from inside a control-flow  construct, such as a loop "
                "or conditional. When creating a `tf.Variable` inside a loop or conditional, use a lambda as the "
                f"`initial_value`. Got: initial_value=({value!r})"
            )
        else:
            message = (
                f"Initializer for variable {scope} is from inside a control-flow construct, such as a loop or conditional. "
                "When creating a variable inside a loop or conditional, use a lambda as the initializer."
            )
        self.refuse(RefusalKind.CONTROL_FLOW, "ValueError", message)
