"""Python's own classes as values, and which class a value is of.

Flows in: nothing. Flows out: one `ClassObj` per built-in class. They are shared by all analyses and
never written to once their methods are registered at import.
"""

from __future__ import annotations

import builtins
import dataclasses
import re
import types
from functools import cache
from typing import Final

from scopelint.domain.names import SymStr
from scopelint.domain.values import Own, Unknown, Value
from scopelint.interp.objects import (
    BoundMethod,
    ClassMethod,
    ClassObj,
    DictObj,
    FunctionObj,
    GeneratorObj,
    Instance,
    Iterator,
    ListObj,
    ModuleObj,
    NativeFunction,
    Partial,
    PropertyObj,
    SetObj,
    StaticMethod,
)
from scopelint.tf import op_table

OBJECT: Final = ClassObj("object", (), python=object)


def _builtin(name: str, python: type, *bases: ClassObj) -> ClassObj:
    return ClassObj(name, bases or (OBJECT,), python=python)


TYPE: Final = _builtin("type", type)
NONE: Final = _builtin("NoneType", type(None))
INT: Final = _builtin("int", int)
BOOL: Final = _builtin("bool", bool, INT)
FLOAT: Final = _builtin("float", float)
COMPLEX: Final = _builtin("complex", complex)
STR: Final = _builtin("str", str)
BYTES: Final = _builtin("bytes", bytes)
TUPLE: Final = _builtin("tuple", tuple)
RANGE: Final = _builtin("range", range)
LIST: Final = _builtin("list", list)
DICT: Final = _builtin("dict", dict)
SET: Final = _builtin("set", set)
FROZENSET: Final = _builtin("frozenset", frozenset)
FUNCTION: Final = _builtin("function", type(lambda: None))
BUILTIN: Final = _builtin("builtin_function_or_method", type(len))
METHOD: Final = _builtin("method", type("".join))
MODULE: Final = _builtin("module", type(builtins))
GENERATOR: Final = _builtin("generator", types.GeneratorType)
NOT_IMPLEMENTED: Final = Instance(_builtin("NotImplementedType", type(NotImplemented)))
"""What an operator's method returns to have the other operand asked."""
PROPERTY: Final = _builtin("property", property)
STATICMETHOD: Final = _builtin("staticmethod", staticmethod)
CLASSMETHOD: Final = _builtin("classmethod", classmethod)
SUPER: Final = _builtin("super", super)
ELLIPSIS: Final = _builtin("ellipsis", type(...))
SLICE: Final = _builtin("slice", slice)

_OF_CONSTANT: Final = {c.python: c for c in (NONE, INT, BOOL, FLOAT, COMPLEX, STR, BYTES, TUPLE, RANGE, ELLIPSIS, SLICE)}
_OF_OBJECT: Final[dict[type, ClassObj]] = {
    FunctionObj: FUNCTION,
    NativeFunction: FUNCTION,
    BoundMethod: METHOD,
    ModuleObj: MODULE,
    GeneratorObj: GENERATOR,
    Iterator: GENERATOR,
    PropertyObj: PROPERTY,
    StaticMethod: STATICMETHOD,
    ClassMethod: CLASSMETHOD,
    SymStr: STR,
}


def _exceptions() -> dict[str, ClassObj]:
    """All of Python's exception classes, with their inheritance."""
    found: dict[str, ClassObj] = {}

    def add(python: type) -> ClassObj:
        if python is object:
            return OBJECT
        if python.__name__ not in found:
            bases = tuple(add(base) for base in python.__bases__)
            found[python.__name__] = ClassObj(python.__name__, bases, python=python)
        return found[python.__name__]

    for value in vars(builtins).values():
        if isinstance(value, type) and issubclass(value, BaseException):
            add(value)
    add(dataclasses.FrozenInstanceError)
    found["re.error"] = add(re.error)
    found["IOError"] = found["EnvironmentError"] = found["OSError"]
    return found


EXCEPTIONS: Final = _exceptions()
EXCEPTION: Final = EXCEPTIONS["Exception"]
BASE_EXCEPTION: Final = EXCEPTIONS["BaseException"]

CONTAINERS: Final[dict[ClassObj, type[Instance]]] = {LIST: ListObj, DICT: DictObj, SET: SetObj, FROZENSET: SetObj}
"""The built-in classes whose instances (also of subclasses) carry a content."""


def class_of(value: Value) -> ClassObj | None:
    """The class of a value; None where it is not known or belongs to a library model."""
    if isinstance(value, Instance):
        return value.cls
    if isinstance(value, Own):
        return class_of(value.instance)
    if isinstance(value, ClassObj):
        return value.metaclass or TYPE
    if isinstance(value, Unknown):
        return _OF_CONSTANT.get(value.kind) if value.kind is not None else None
    if type(value) is NativeFunction and value.name.startswith("builtins."):
        return BUILTIN
    return _OF_CONSTANT.get(type(value)) or _OF_OBJECT.get(type(value))


def kind_of(value: Value) -> str:
    """How Python's messages call the class of a value."""
    cls = class_of(value)
    if cls is None:
        return _KINDS.get(type(value).__name__, type(value).__name__)
    return cls.name


_KINDS: Final = {"SuperObj": "super", "Many": "generator"}
"""What Python calls those of our types that have no class."""


def register(python: type, cls: ClassObj) -> None:
    """Say which class the objects of a library's Python type belong to."""
    _OF_OBJECT[python] = cls


def api_of(callee: Value) -> str | None:
    """How users call a function, class or method of a library (`tf.layers.dense`); None for their own."""
    if isinstance(callee, BoundMethod):
        return api_of(callee.function)
    if isinstance(callee, Partial):
        return api_of(callee.function)
    if isinstance(callee, FunctionObj) and not callee.module.first_party:
        wrapped = callee.fields.get("__wrapped__")
        if wrapped is not None:
            return api_of(wrapped)
        owner, dot, method = callee.qualname.rpartition(".")
        public = _public(f"{callee.module.name}.{owner if dot else method}")
        return f"{public}.{method}" if dot and public is not None else public
    if isinstance(callee, NativeFunction):
        return _public(callee.name)
    if isinstance(callee, ClassObj) and callee.python is None and callee.module is not None and not callee.module.first_party:
        return _public(f"{callee.module.name}.{callee.name}")
    if isinstance(callee, Instance) and not isinstance(callee, (ListObj, DictObj, SetObj)):
        return api_of(callee.cls)
    return None


@cache
def _public(name: str) -> str | None:
    """A canonical name as users write it, without the modules that only say where it is written; None for no API of TensorFlow."""
    parts = [part for part in name.split(".") if not part.startswith("_")]
    if "python" in parts[:-1]:
        del parts[parts.index("python") : -1]
    if parts[0] != "tensorflow":
        return None
    if parts[1:2] == ["contrib"]:
        return ".".join(["tf", *parts[1:]])
    whole = list(parts)
    while len(parts) > 2 and op_table.lookup(".".join(parts)) is None:
        del parts[-2]
    found = parts if len(parts) > 2 or op_table.lookup(".".join(parts)) is not None else whole
    return ".".join(["tf", *found[1:]])
