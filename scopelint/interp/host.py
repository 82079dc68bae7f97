"""Answers to the scope machine's questions about the program's values, and calls of its functions.

Flows in: values of the analysed program. Flows out: shapes, dtypes, results of calls. The machine itself
knows neither containers nor functions of the program.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from scopelint import ir
from scopelint.domain import own
from scopelint.domain.names import Text
from scopelint.domain.values import MISSING, Choice, Own, Unknown, Value, all_scalars
from scopelint.interp import formatting, signatures, unwinding
from scopelint.interp.class_attributes import lookup
from scopelint.interp.classes import EXCEPTIONS
from scopelint.interp.natives import IS_CLASS
from scopelint.interp.objects import (
    GETTER,
    BoundMethod,
    ClassObj,
    DictObj,
    FunctionObj,
    Instance,
    LibraryObject,
    ListObj,
    NativeFunction,
    Partial,
    SetObj,
)
from scopelint.interp.setting_values import certainly_differ, setting_text
from scopelint.tf import dtypes, shapes
from scopelint.tf.host import Host, PartitionInfo
from scopelint.tf.objects import Dim, DType, Shape, Tensor, TensorShape, Variable
from scopelint.tf.scopes import WrappedGetter
from scopelint.tf.store import GETTER_ARGUMENTS

if TYPE_CHECKING:
    from scopelint.interp.interpreter import Interpreter

_CALLABLE = (FunctionObj, NativeFunction, BoundMethod, ClassObj, Partial, WrappedGetter)


class ProgramHost(Host):
    """The interpreter as the scope machine sees it."""

    def __init__(self, interp: Interpreter) -> None:
        self._interp = interp

    def plain(self, value: Value) -> Value:
        """A value with its lists as tuples, all through."""
        return plain(self._interp, value)

    def shape(self, value: Value) -> Shape:
        return shapes.shape_of_value(self.plain(value))

    def no_sizes(self, value: Value) -> tuple[str, str] | None:
        return shapes.no_sizes(self.plain(value), tensorflow1=self._interp.of_tensorflow1)

    def truth(self, value: Value) -> bool:
        if isinstance(value, (ListObj, DictObj, SetObj, Instance)):
            return self._interp.state.decide(self._interp.truth(value))
        return bool(value)

    def is_empty_sequence(self, value: Value) -> bool:
        known = self.plain(value)
        return isinstance(known, tuple) and not known

    def dtype(self, value: Value) -> DType | Unknown:
        return dtypes.as_dtype(value.python if isinstance(value, ClassObj) and value.python is not None else value)

    def collections(self, value: Value) -> tuple[Value, ...] | Unknown | None:
        if isinstance(value, (tuple, ListObj, SetObj)):
            return self._interp.items(value)
        return value if isinstance(value, Unknown) else None

    def is_callable(self, value: Value) -> bool:
        if isinstance(value, (*_CALLABLE, Unknown)):
            return True
        if isinstance(value, LibraryObject):
            return value.callable
        return isinstance(value, Instance) and lookup(value.cls, "__call__") is not MISSING

    def needs_no_arguments(self, function: Value) -> bool:
        if isinstance(function, Unknown):
            return True
        if isinstance(function, Partial):
            return isinstance(function.function, FunctionObj) and len(_required(function.function)) <= len(function.args) + len(
                function.kwargs
            )
        if isinstance(function, BoundMethod) and isinstance(function.function, FunctionObj):
            return not _required(function.function)[1:]
        if isinstance(function, FunctionObj):
            return not _required(function)
        if isinstance(function, Instance):
            call = lookup(function.cls, "__call__")
            return isinstance(call, FunctionObj) and not _required(call)[1:]
        return False

    def instance_of(self, initializer: Value) -> Value:
        is_class = isinstance(initializer, ClassObj) or (isinstance(initializer, NativeFunction) and IS_CLASS in initializer.fields)
        return self._interp.call(initializer) if is_class else initializer

    def initialize(
        self, initializer: Value, shape: tuple[Dim, ...] | None, dtype: DType | Unknown | None, part: PartitionInfo | None
    ) -> Value:
        interp = self._interp
        if isinstance(initializer, ClassObj):
            initializer = interp.call(initializer)
        if isinstance(initializer, LibraryObject):
            return initial_tensor(interp, initializer, shape, dtype)
        if shape is None:
            return interp.call(initializer)
        kwargs: dict[str, Value] = {} if dtype is None else {"dtype": dtype}
        accepted = _accepted(initializer)
        if accepted is not None and "partition_info" in accepted:
            kwargs["partition_info"] = None if part is None else interp.unknown("partition_info", "which part of a whole is initialized")
        result = interp.call(initializer, (interp.list(shape),), kwargs)
        if isinstance(result, Unknown):
            return Tensor(
                shape, dtype if dtype is not None else dtypes.DTYPES["float32"], interp.unknown("initial", "made by an initializer")
            )
        return result

    def made_by_tensorflow(self, initializer: Value) -> tuple[str, Mapping[str, Value]] | None:
        if not isinstance(initializer, LibraryObject):
            return None
        return initializer.name, {name: self.plain(value) for name, value in initializer.arguments.items()}

    def tensor_info(self, value: Value, dtype: DType | Unknown | None) -> tuple[Shape, DType | Unknown]:
        known = self.plain(value)
        if isinstance(known, LibraryObject) and known.shape is not MISSING:
            return known.shape, dtype if dtype is not None else known.dtype
        return shapes.of_constant(known), dtype if dtype is not None else dtypes.of_constant(known)

    def partition(self, partitioner: Value, shape: tuple[int, ...], dtype: DType | Unknown) -> Value:
        result = self._interp.call(partitioner, (), {"shape": TensorShape(shape), "dtype": dtype})
        return self.plain(result)

    def regularize(self, regularizer: Value, variable: Variable) -> Value:
        if isinstance(regularizer, LibraryObject):
            name = self._interp.unknown("regularizer", "a regularization loss")
            return Tensor((), variable.dtype, name, origin=("regularizer", (variable,)))
        return self._interp.call(regularizer, (variable,))

    def demands_floats(self, regularizer: Value) -> bool:
        match regularizer:
            case NativeFunction(name="tensorflow.nn.l2_loss"):
                return True
            case FunctionObj(qualname=name, module=module):
                return not module.first_party and name.rpartition(".")[2] in ("l1", "l2")
            case Instance(cls=cls, fields=fields):
                own, weight = cls.module is not None and cls.module.first_party, self.plain(fields.get("l2"))
                return cls.name in ("L1L2", "L2") and not own and isinstance(weight, float) and weight != 0
            case _:
                return False

    def call_getter(self, custom_getter: Value, getter: Callable[..., Value], kwargs: dict[str, Value]) -> Value:
        def called(interp: Interpreter, *args: Value, **named: Value) -> Value:
            given = dict(zip(GETTER_ARGUMENTS, args, strict=False))
            twice = next((name for name in given if name in named), None)
            if twice is not None:
                return interp.fail("TypeError", f"getter() got multiple values for argument '{twice}'")
            return getter(**given, **named)

        inner = NativeFunction("getter", called, lazy=True)
        function = custom_getter.function if isinstance(custom_getter, (BoundMethod, Partial)) else custom_getter
        if isinstance(function, FunctionObj):
            function.fields[GETTER] = True  # whatever the path: it is one
        if isinstance(custom_getter, WrappedGetter):
            return self.through(custom_getter, inner, kwargs)
        return self._interp.call(custom_getter, (), {"getter": inner, **kwargs})

    def through(self, custom_getter: Value, getter: Value, kwargs: dict[str, Value]) -> Value:
        """Call one custom getter, or a pair of them that was wrapped."""
        interp = self._interp
        if isinstance(custom_getter, WrappedGetter):
            old = custom_getter.old_getter
            wrapped = NativeFunction("getter", lambda _, *args, **named: self._call_wrapped(old, getter, args, named), lazy=True)
            return self.through(custom_getter.custom_getter, wrapped, kwargs)
        return interp.call(custom_getter, (getter,), dict(kwargs))

    def misfit(self, custom_getter: Value, names: Collection[str]) -> str | None:
        interp = self._interp
        if not isinstance(custom_getter, WrappedGetter):
            return signatures.misfit(interp, custom_getter, 0, ("getter", *names))
        old = custom_getter.old_getter
        inner = None if isinstance(old, WrappedGetter) else signatures.misfit(interp, old, 1, names)
        return signatures.misfit(interp, custom_getter.custom_getter, 1, names) or inner

    def takes_constraint(self, custom_getter: Value) -> bool:
        if isinstance(custom_getter, WrappedGetter):
            return True
        taken = signatures.parameters(self._interp, custom_getter, follow_wrapped=False)
        return taken is None or any(p.name == "constraint" or p.kind == signatures.MANY_NAMED for p in taken)

    def _call_wrapped(self, old: Value, getter: Value, args: tuple[Value, ...], kwargs: dict[str, Value]) -> Value:
        if isinstance(old, WrappedGetter):
            named = dict(zip(GETTER_ARGUMENTS, args, strict=False)) | kwargs
            return self.through(old, getter, named)
        return self._interp.call(old, (getter, *args), kwargs)

    def create(self, creators: tuple[Value, ...], getter: Callable[..., Value], kwargs: dict[str, Value]) -> Value:
        interp = self._interp
        following: Value = NativeFunction("getter", lambda _, **named: getter(**named), lazy=True)
        for creator in creators[:-1]:
            following = NativeFunction("getter", lambda i, _c=creator, _f=following, **named: i.call(_c, (_f,), named), lazy=True)
        return interp.call(creators[-1], (following,), dict(kwargs))

    @contextmanager
    def closing(self, close: Callable[[], None]) -> Iterator[None]:
        interp = self._interp
        interp.handlers.append(unwinding.leaving(interp, lambda _: unwinding.quietly(interp, close)))
        try:
            yield
        finally:
            interp.handlers.pop()

    def catches(self, exception: str) -> bool:
        return self._interp.handled(EXCEPTIONS[exception])

    def member(self, enumeration: str, name: str) -> Value:
        interp = self._interp
        owner = interp.getattr(interp.modules.outside(interp, "tensorflow"), enumeration)
        return interp.getattr(owner, name)

    def is_on_read(self, synchronization: Value) -> bool:
        return isinstance(synchronization, LibraryObject) and synchronization.name.endswith("ON_READ")

    def settings_differ(self, given: Value, kept: Value) -> bool:
        return certainly_differ(given, kept)

    def text_of_setting(self, value: Value) -> str:
        return setting_text(value)

    def text_of(self, value: Value) -> Text:
        found = formatting.to_text(self._interp, value)
        return found if isinstance(found, str) else str(getattr(found, "source", found))


def _required(function: FunctionObj) -> list[ir.Param]:
    return [p for p in function.code.params if p.kind in ("", "/", "k") and p.name not in function.defaults]


def _accepted(function: Value) -> frozenset[str] | None:
    """The keywords that a function of the program takes; None where it takes any."""
    inner = function.function if isinstance(function, BoundMethod) else function
    if isinstance(inner, Instance):
        inner = lookup(inner.cls, "__call__")
    if not isinstance(inner, FunctionObj) or any(p.kind == "**" for p in inner.code.params):
        return None
    return frozenset(p.name for p in inner.code.params)


def initial_tensor(interp: Interpreter, initializer: LibraryObject, shape: tuple[Dim, ...] | None, dtype: DType | Unknown | None) -> Value:
    """What one of TensorFlow's own initializers returns: a tensor of the wanted shape."""
    found = dtypes.as_dtype(initializer.arguments["dtype"]) if initializer.arguments.get("dtype") is not None else dtypes.DTYPES["float32"]
    return Tensor(
        shape if shape is not None else (), dtype if dtype is not None else found, interp.unknown("initial", "made by an initializer")
    )


def plain(interp: Interpreter, value: Value) -> Value:
    """A value with its lists and sets as tuples and its choices of sizes as unknown, all through."""
    if type(value) is Choice:
        value = interp.state.simplify(value)
        if type(value) is Choice:
            return interp.unknown(
                "value", "differs between paths", kind=int if all(isinstance(v, int) for _, v in value.alternatives) else None
            )
    if isinstance(value, (ListObj, SetObj, range)):
        value = interp.items(value)
    if isinstance(value, tuple) and all_scalars(value):
        return tuple(value)
    if isinstance(value, tuple):
        return tuple(plain(interp, item) for item in value)
    if isinstance(value, Own):
        return own.plain(value)
    if isinstance(value, Instance) and not isinstance(value, DictObj):
        conversion = lookup(value.cls, CONVERSION)
        return value if conversion is MISSING else interp.call(conversion, (value,), {"dtype": None, "name": None, "as_ref": False})
    return value


CONVERSION: Final = "<to tensor>"
"""The field of a class with the function that makes tensors of its objects (`tf.register_tensor_conversion_function`)."""
