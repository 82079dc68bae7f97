"""The tables of what is written natively: functions by dotted name, methods and attributes of library objects.

Flows in: registrations by the modules of `scopelint.interp.library` and `scopelint.tf.api`, at import.
Flows out: look-ups. A native function takes the interpreter and then the program's arguments.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Any, Final, Protocol

from scopelint.domain.values import MISSING, Unknown, Value
from scopelint.interp.objects import BoundMethod, ClassObj, FunctionObj, NativeFunction
from scopelint.tf.objects import Dimension, TensorShape

if TYPE_CHECKING:
    from scopelint.interp.interpreter import Interpreter

FUNCTIONS: Final[dict[str, Value]] = {}
"""What a dotted name means: a NativeFunction, a class, or a constant."""

CONSTRUCTORS: Final[dict[ClassObj, Value]] = {}
"""Built-in classes whose instances are made by a native function (`int`, `list`, `property`)."""

BASES: Final[dict[str, ClassObj]] = {}
"""The class to inherit from where a program's class has a native function as its base (`tf.keras.Model`)."""

IS_CLASS: Final = "<class>"
"""A field of the native functions that stand for classes of TensorFlow."""

WRITERS: Final[dict[type, Callable[[Any, Any, Value, Value], None]]] = {}
"""How `value[index] = new` is done to a library's objects."""

_METHODS: Final[dict[tuple[type, str], NativeFunction]] = {}
_ATTRIBUTES: Final[dict[tuple[type, str], Callable[[Any, Any], Value]]] = {}

SETTERS: Final[dict[tuple[type, str], Callable[[Any, Any, Value], None]]] = {}
"""What assigning to an attribute of a library object does, where it is more than keeping the value."""

Impl = Callable[..., Value]


def has_members(module: str) -> bool:
    """Whether something native is registered below the module of that name."""
    return module in _modules(len(FUNCTIONS))


@lru_cache(maxsize=1)
def _modules(_: int) -> frozenset[str]:
    """The modules above all that is registered, however many that are."""
    found: set[str] = set()
    for name in FUNCTIONS:
        while name := name.rpartition(".")[0]:
            found.add(name)
    return frozenset(found)


class Operators(Protocol):
    """How a library's objects answer operators; each method gives `MISSING` for what is not its own."""

    def binary(self, interp: Any, op: str, left: Value, right: Value) -> Value: ...

    def unary(self, interp: Any, op: str, value: Value) -> Value: ...

    def compare(self, interp: Any, op: str, left: Value, right: Value) -> Value: ...

    def item(self, interp: Any, value: Value, index: Value) -> Value: ...


_OPERATORS: Final[list[Operators]] = []


def operators(handler: Operators) -> None:
    """Register the operators of a library's objects."""
    _OPERATORS.append(handler)


def binary(interp: Interpreter, op: str, left: Value, right: Value) -> Value:
    """`left op right` where a side is a library object, else `MISSING`."""
    for handler in _OPERATORS:
        found = handler.binary(interp, op, left, right)
        if found is not MISSING:
            return found
    return MISSING


def unary(interp: Interpreter, op: str, value: Value) -> Value:
    for handler in _OPERATORS:
        found = handler.unary(interp, op, value)
        if found is not MISSING:
            return found
    return MISSING


def compare(interp: Interpreter, op: str, left: Value, right: Value) -> Value:
    for handler in _OPERATORS:
        found = handler.compare(interp, op, left, right)
        if found is not MISSING:
            return found
    return MISSING


def item(interp: Interpreter, value: Value, index: Value) -> Value:
    for handler in _OPERATORS:
        found = handler.item(interp, value, index)
        if found is not MISSING:
            return found
    return MISSING


def as_index(value: Value) -> Value:
    """What a value is as an index: sizes of tensors count as ints."""
    if isinstance(value, Dimension) and isinstance(value.value, int):
        return value.value
    return value


def shape_items(shape: TensorShape) -> tuple[Value, ...] | None:
    """The dimensions that iterating over a TensorShape gives."""
    return tuple(Dimension(d) for d in shape.dims) if isinstance(shape.dims, tuple) else None


def native(*names: str, lazy: bool = False) -> Callable[[Impl], Impl]:
    """Register a function under its dotted names (`os.path.join`, `tensorflow.get_variable`)."""

    def register(impl: Impl) -> Impl:
        for name in names:
            FUNCTIONS[name] = NativeFunction(name, impl, lazy=lazy)
        return impl

    return register


def method(owner: type | ClassObj, *names: str, lazy: bool = False) -> Callable[[Impl], Impl]:
    """Register a method of a library object (a Python type of ours) or of a built-in class."""

    def register(impl: Impl) -> Impl:
        for name in names:
            if isinstance(owner, ClassObj):
                owner.fields[name] = NativeFunction(f"{owner.name}.{name}", impl, lazy=lazy)
            else:
                _METHODS[owner, name] = NativeFunction(f"{owner.__name__}.{name}", impl, lazy=lazy)
        return impl

    return register


def attribute_getter(owner: type, *names: str) -> Callable[[Callable[[Any, Any], Value]], Callable[[Any, Any], Value]]:
    """Register a read-only attribute of a library object: `impl(interpreter, object)`."""

    def register(impl: Callable[[Any, Any], Value]) -> Callable[[Any, Any], Value]:
        for name in names:
            _ATTRIBUTES[owner, name] = impl
        return impl

    return register


def attribute_setter(owner: type, *names: str) -> Callable[[Callable[[Any, Any, Value], None]], Callable[[Any, Any, Value], None]]:
    """Register what it means to assign to an attribute of a library object: `impl(interpreter, object, value)`."""

    def register(impl: Callable[[Any, Any, Value], None]) -> Callable[[Any, Any, Value], None]:
        for name in names:
            SETTERS[owner, name] = impl
        return impl

    return register


def attribute(interp: Interpreter, value: Value, name: str) -> Value:
    """The attribute of a library object, or `MISSING`."""
    for owner in type(value).__mro__:
        getter = _ATTRIBUTES.get((owner, name))
        if getter is not None:
            return interp.state.attempt(partial(getter, interp, value))
        found = _METHODS.get((owner, name))
        if found is not None:
            return BoundMethod(found, value)
    return MISSING


def of_type(owner: type, name: str) -> Value:
    """A method of a library's objects, as their class gives it (`np.ndarray.flatten`), or `MISSING`."""
    return next((_METHODS[each, name] for each in owner.__mro__ if (each, name) in _METHODS), MISSING)


def attribute_of_kind(interp: Interpreter, value: Unknown, name: str) -> Value:
    """A method of an unknown value whose Python type is known."""
    from scopelint.interp.classes import class_of

    cls = class_of(value)
    if cls is None:
        return MISSING
    found = cls.fields.get(name, MISSING)
    return BoundMethod(found, value) if isinstance(found, NativeFunction) else MISSING


def code_of(function: FunctionObj) -> Value:
    """A stand-in for `function.__code__`: what people read of it is the names of the parameters."""
    from scopelint.interp.classes import OBJECT
    from scopelint.interp.objects import Instance

    made = Instance(OBJECT)
    ordinary = [p.name for p in function.code.params if p.kind in ("", "/")]
    made.fields["co_argcount"] = len(ordinary)
    made.fields["co_varnames"] = (*ordinary, *function.code.local)
    made.fields["co_name"] = function.code.name
    return made
