"""Questions about types: `isinstance`, `issubclass`, `callable`.

Flows in: values and classes. Flows out: conditions; unknown ones where a value's class is not known. Registered at import.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from scopelint.domain.conditions import FALSE, TRUE, Condition
from scopelint.domain.names import SymStr
from scopelint.domain.values import MISSING, Choice, Unknown, Value, is_constant
from scopelint.interp import classes, written
from scopelint.interp.class_attributes import lookup
from scopelint.interp.natives import IS_CLASS, native
from scopelint.interp.objects import (
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
from scopelint.tf.objects import Tensor

if TYPE_CHECKING:
    from scopelint.interp.interpreter import Interpreter


@native("builtins.isinstance", lazy=True)
def isinstance_(interp: Interpreter, value: Value, kinds: Value) -> Value:
    if type(value) is Choice or type(kinds) is Choice:
        return interp.each_of((value, kinds), lambda both: isinstance_(interp, both[0], both[1]))
    return interp.boolean(is_instance(interp, value, kinds))


def is_instance(interp: Interpreter, value: Value, kinds: Value) -> Condition:
    """Whether `value` is an instance of one of `kinds`."""
    result = FALSE
    for kind in kinds if isinstance(kinds, tuple) else (kinds,):
        result = interp.state.conditions.either(result, _is_one(interp, value, kind))
        if result is TRUE:
            break
    return result


def _is_one(interp: Interpreter, value: Value, kind: Value) -> Condition:
    if isinstance(kind, tuple):
        return is_instance(interp, value, kind)
    if isinstance(value, Tensor) and (said := _is_sparse(value, kind)) is not None:
        return TRUE if said else FALSE
    cls = classes.class_of(value)
    if isinstance(kind, ClassObj) and cls is not None:
        if cls.is_subclass(kind):
            return TRUE
        check = _of_metaclass(kind, "__instancecheck__")
        checked = interp.truth(interp.call(check, (kind, value))) if check is not MISSING else FALSE
        if checked is not FALSE or cls.unknown_base is None:
            return checked
    elif isinstance(value, Instance) and _is_base(value.cls, kind):
        return TRUE
    if isinstance(value, Unknown):
        name = kind.name if isinstance(kind, ClassObj) else getattr(kind, "key", id(kind))
        return interp.state.conditions.atom(("isinstance", value.key, name))
    if isinstance(kind, Unknown) and (is_constant(value) or isinstance(value, (SymStr, ListObj, DictObj, SetObj, Tensor, FunctionObj))):
        root = str(kind.key)
        if "Iterable" in root or "Sequence" in root or "string" in root:
            return interp.state.conditions.atom(("isinstance", id(value), kind.key))
        return FALSE
    if isinstance(kind, ClassObj):
        return FALSE if not isinstance(value, Instance) else interp.state.conditions.atom(("isinstance", id(value), kind.name))
    if isinstance(kind, NativeFunction) and kind.name.startswith("tensorflow.") and IS_CLASS in kind.fields:
        if is_constant(value) or isinstance(value, (SymStr, tuple)):
            return FALSE
        if isinstance(value, LibraryObject) and value.name == kind.name:
            return TRUE
    return interp.state.conditions.atom(("isinstance", id(value), getattr(kind, "key", id(kind))))


def _is_sparse(tensor: Tensor, kind: Value) -> bool | None:
    """Whether a tensor is a `SparseTensor`, which is no `Tensor`, or the other way round; None where something else is asked."""
    sparse = tensor.kind == "SparseTensor"
    if isinstance(kind, NativeFunction) and kind.name in ("tensorflow.SparseTensor", "tensorflow.sparse.SparseTensor"):
        return sparse
    return False if sparse and isinstance(kind, ClassObj) and kind.python is Tensor else None


@native("builtins.issubclass")
def _issubclass(interp: Interpreter, cls: Value, kinds: Value) -> Value:
    if not isinstance(cls, ClassObj):
        return Unknown(("issubclass", written.identity(cls), written.identity(kinds)), "issubclass", "a class that is not known", kind=bool)
    kinds = kinds if isinstance(kinds, tuple) else (kinds,)
    if any(cls.is_subclass(kind) if isinstance(kind, ClassObj) else _is_base(cls, kind) for kind in kinds):
        return True
    said = FALSE
    for kind in kinds:
        check = _of_metaclass(kind, "__subclasscheck__")
        if check is not MISSING:
            said = interp.state.conditions.either(said, interp.truth(interp.call(check, (kind, cls))))
    if said is not FALSE or cls.unknown_base is None:
        return interp.boolean(said)
    return interp.boolean(interp.state.conditions.atom(("issubclass", id(cls), tuple(getattr(kind, "key", id(kind)) for kind in kinds))))


def _of_metaclass(kind: Value, name: str) -> Value:
    """A method of the class of a class; MISSING if that is `type`."""
    return lookup(kind.metaclass, name) if isinstance(kind, ClassObj) and kind.metaclass is not None else MISSING


def _is_base(cls: ClassObj, kind: Value) -> bool:
    """Whether a class that has no model is the one that `cls` is known to extend."""
    base = cls.unknown_base
    if base is None:
        return False
    return base.key == kind.key if isinstance(kind, Unknown) else base.text == getattr(kind, "name", None)


@native("builtins.callable")
def _callable(interp: Interpreter, value: Value) -> Value:
    if isinstance(value, Unknown):
        return interp.boolean(interp.state.conditions.atom(("callable", value.key)))
    return is_callable(value)


def is_callable(value: Value) -> bool:
    """What `callable` says of a value that is known."""
    if isinstance(value, (FunctionObj, NativeFunction, BoundMethod, ClassObj, Partial)):
        return True
    if isinstance(value, Instance):
        return lookup(value.cls, "__call__") is not MISSING
    return bool(getattr(value, "callable", False))
