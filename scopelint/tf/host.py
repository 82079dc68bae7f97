"""What the scope machine asks of whoever drives it: where the program is, and calls into it.

Flows in: the machine's questions. Flows out: places, shapes, and the results of the analysed program's own
functions. `Host` answers for a driver that has no interpreter (tests); the interpreter overrides what it
knows better. Knows no syntax.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from contextlib import AbstractContextManager, nullcontext
from functools import partial
from typing import Any, Protocol

import msgspec

from scopelint.domain.names import Text
from scopelint.domain.values import Unknown, Value
from scopelint.model import Site
from scopelint.tf import dtypes, shapes
from scopelint.tf.objects import Dim, DType, Shape, Tensor, Variable
from scopelint.trace import Context, OpenScope


class Recorder(Protocol):
    """Where the user's program is now."""

    def context(self, scopes: tuple[OpenScope, ...], graph: int) -> Context:
        """The circumstances of an event that happens now."""
        ...

    def site(self) -> Site:
        """The innermost call in the user's own code."""
        ...


class PartitionInfo(msgspec.Struct, frozen=True):
    """`_PartitionInfo` (ops/variable_scope.py): which part of which whole an initializer is called for."""

    full_shape: tuple[int, ...]
    var_offset: tuple[int, ...]


class Host:
    """Questions about values of the analysed program, and calls of its functions.

    Whatever a method here raises passes through the machine, which closes its own scopes on the way.
    """

    def shape(self, value: Value) -> Shape:
        """What `tensor_shape.as_shape(value)` makes of a `shape` argument that is not None."""
        return shapes.shape_of_value(tuple(value) if isinstance(value, list) else value)

    def no_sizes(self, value: Value) -> tuple[str, str] | None:
        """The exception and the message with which TensorFlow refuses a `shape` argument that holds what is no size."""
        return shapes.no_sizes(value)

    def truth(self, value: Value) -> bool:
        """Whether a value that is known counts as true in Python."""
        return bool(value)

    def is_empty_sequence(self, value: Value) -> bool:
        """Whether a `shape` argument is `[]` or `()` (a TensorShape is no sequence)."""
        return isinstance(value, (tuple, list)) and not value

    def dtype(self, value: Value) -> DType | Unknown:
        """What `dtypes.as_dtype(value)` makes of a `dtype` argument that is not None."""
        return dtypes.as_dtype(value)

    def collections(self, value: Value) -> tuple[Value, ...] | Unknown | None:
        """The elements of a `collections` argument; None when it is no list, tuple or set."""
        return tuple(value) if isinstance(value, (tuple, list, set)) else value if isinstance(value, Unknown) else None

    def is_callable(self, value: Value) -> bool:
        """What `callable(value)` gives; an unknown value is taken for a callable."""
        return isinstance(value, Unknown) or callable(value)

    def needs_no_arguments(self, function: Value) -> bool:
        """What `_needs_no_arguments(function)` gives (ops/variable_scope.py); unknown counts as yes."""
        return isinstance(function, Unknown)

    def instance_of(self, initializer: Value) -> Value:
        """An initializer class stands for an instance of it."""
        return initializer() if isinstance(initializer, type) else initializer

    def initialize(
        self, initializer: Value, shape: tuple[Dim, ...] | None, dtype: DType | Unknown | None, part: PartitionInfo | None
    ) -> Value:
        """Call an initializer: with shape and dtype, or without arguments where `shape` is None.

        Called with the name scope `<variable>/Initializer` open. Returns what the call returns.
        """
        del part
        if shape is None and callable(initializer) and not isinstance(initializer, Unknown):
            return initializer()
        if callable(initializer) and not isinstance(initializer, Unknown):
            return initializer(shape, dtype)
        return Unknown(("initial", id(initializer)), "initial value", "an initializer that cannot be called")

    def made_by_tensorflow(self, initializer: Value) -> tuple[str, Mapping[str, Value]] | None:
        """The name of an initializer of TensorFlow's and the arguments that made it; None for any other."""
        del initializer
        return None

    def tensor_info(self, value: Value, dtype: DType | Unknown | None) -> tuple[Shape, DType | Unknown]:
        """Shape and dtype of the constant that `convert_to_tensor(value, dtype)` makes of a Python value."""
        known = tuple(value) if isinstance(value, list) else value
        return shapes.of_constant(known), dtype if dtype is not None else dtypes.of_constant(known)

    def partition(self, partitioner: Value, shape: tuple[int, ...], dtype: DType | Unknown) -> Value:
        """Call a partitioner; a tuple of ints where its result is a known sequence."""
        return partitioner(shape, dtype) if callable(partitioner) else Unknown(("parts", id(partitioner)), "N", "unknown")

    def regularize(self, regularizer: Value, variable: Variable) -> Value:
        """Call a regularizer on a new variable."""
        return regularizer(variable) if callable(regularizer) else None

    def demands_floats(self, regularizer: Value) -> bool:
        """Whether a regularizer is one of TensorFlow's that cannot weigh integers."""
        del regularizer
        return False

    def call_getter(self, custom_getter: Value, getter: Callable[..., Value], kwargs: dict[str, Value]) -> Value:
        """Call a custom getter as `custom_getter(getter=getter, **kwargs)`; `WrappedGetter`s are scopelint's own.

        `getter` takes the parameters of `Store.true_getter` by position and by name.
        """
        return custom_getter(getter=getter, **kwargs)

    def misfit(self, custom_getter: Value, names: Collection[str]) -> str | None:
        """Why Python refuses to call a custom getter with `getter` and these keywords; None where it does not."""
        del custom_getter, names
        return None

    def takes_constraint(self, custom_getter: Value) -> bool:
        """Whether a custom getter has a parameter for `constraint`."""
        del custom_getter
        return True

    def create(self, creators: tuple[Value, ...], getter: Callable[..., Value], kwargs: dict[str, Value]) -> Value:
        """Call the creators of variables (`variable_creator_scope`), the last one first, each with the next as its `getter`."""
        for creator in creators:
            getter = partial(creator, getter)
        return getter(**kwargs)

    def member(self, enumeration: str, name: str) -> Value:
        """A member of one of TensorFlow's enumerations as the program sees it; None where nobody looks."""
        del enumeration, name
        return None

    def is_on_read(self, synchronization: Value) -> bool:
        """Whether this is `tf.VariableSynchronization.ON_READ`, under which `trainable` defaults to False."""
        del synchronization
        return False

    def closing(self, close: Callable[[], None]) -> AbstractContextManager[None]:
        """While this lasts, a function of the program runs inside the machine: `close` does what the machine does as an error passes it."""
        del close
        return nullcontext()

    def catches(self, exception: str) -> bool:
        """Whether the program would catch an exception of this class here."""
        del exception
        return False

    def control_flow_of(self, tensor: Tensor) -> Any:
        """The control-flow context in which a tensor's op was made, or None."""
        return tensor.fields.get("control_flow")

    def settings_differ(self, given: Value, kept: Value) -> bool:
        """Whether two initializers, regularizers or flags of two requests for one variable certainly differ."""
        del given, kept
        return False

    def text_of_setting(self, value: Value) -> str:
        """How a message shows an initializer, a regularizer or a flag."""
        return str(value)

    def text_of(self, value: Value) -> Text:
        """How a value looks in TensorFlow's messages."""
        return str(value)
