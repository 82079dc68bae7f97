"""What classes answer: of themselves, for their objects, and through `super()`.

Flows in: a class and a name. Flows out: the raw attribute, or what reading it gives (a bound method, what a property returns).
"""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING

from scopelint import ir
from scopelint.domain.values import MISSING, Choice, Own, Unknown, Value
from scopelint.interp import natives, readings, specials
from scopelint.interp.classes import class_of
from scopelint.interp.objects import (
    BoundMethod,
    ClassMethod,
    ClassObj,
    FunctionObj,
    Instance,
    NativeFunction,
    PropertyObj,
    StaticMethod,
    SuperObj,
)
from scopelint.interp.unbound import checked, unbound
from scopelint.interp.unmodelled import UNMODELLED, python_has
from scopelint.interp.views import is_name

if TYPE_CHECKING:
    from scopelint.interp.interpreter import Interpreter


def lookup(cls: ClassObj, name: str) -> Value:
    """The raw attribute in the classes of the MRO."""
    for owner in cls.mro:
        found = owner.fields.get(name, MISSING)
        if found is not MISSING:
            return found
    return MISSING


def before_python(value: Value, name: str) -> Value:
    """The special method that the class of a number or text of the program has itself, before Python's own; else `MISSING`."""
    cls = class_of(value) if isinstance(value, Own) else None
    before = takewhile(lambda owner: owner.python is None, cls.mro) if cls is not None else ()
    return next((owner.fields[name] for owner in before if name in owner.fields), MISSING)


def bound(interp: Interpreter, found: Value, receiver: Value, cls: ClassObj) -> Value:
    """What a class attribute gives when it is read through an instance."""
    if type(found) is Choice:
        return interp.each(found, lambda v: bound(interp, v, receiver, cls))
    if isinstance(found, (FunctionObj, NativeFunction)):
        return BoundMethod(found, receiver)
    if isinstance(found, PropertyObj):
        return readings.read(interp, found.getter, receiver)
    if isinstance(found, StaticMethod):
        return found.function
    if isinstance(found, ClassMethod):
        return BoundMethod(found.function, cls)
    if isinstance(found, Instance):
        getter = lookup(found.cls, "__get__")
        if getter is not MISSING:
            return interp.call(BoundMethod(getter, found), (receiver, cls))
    return found


def of_class(interp: Interpreter, cls: ClassObj, name: str) -> Value:
    """The attribute of the class itself, or `MISSING`."""
    for owner in cls.mro:
        found = interp.state.get(owner.fields, name)
        if found is MISSING:
            continue
        if isinstance(found, StaticMethod):
            return found.function
        if isinstance(found, ClassMethod):
            return BoundMethod(found.function, cls)
        if isinstance(found, Instance) and lookup(found.cls, "__get__") is not MISSING:
            return interp.call(BoundMethod(lookup(found.cls, "__get__"), found), (None, cls))
        return unbound(found, owner, name) if isinstance(found, NativeFunction) else found
    meta = cls.metaclass
    if meta is not None:
        found = lookup(meta, name)
        if found is not MISSING:
            return bound(interp, found, cls, meta)
    match name:
        case "__name__":
            return cls.name
        case "__qualname__":
            return cls.fields.get("<qualname>", cls.name)
        case "__call__":
            return cls
        case "__module__":
            return cls.module.name if cls.module is not None else "builtins"
        case "__bases__":
            return cls.bases
        case "__mro__":
            return cls.mro
        case "__doc__":
            return docstring(cls.definition.body) if cls.definition is not None else None
        case "__dict__":
            return interp.dict({k: v for k, v in cls.fields.items() if is_name(k) and v is not MISSING})
        case "__subclasses__":
            return NativeFunction("__subclasses__", lambda i: i.list(i.modules.subclasses_of(cls)))
    method = natives.of_type(cls.python, name) if cls.python is not None else MISSING
    if isinstance(method, NativeFunction):
        return checked(method, cls, name)
    native = natives.attribute(interp, cls, name)
    return native if native is not MISSING else _not_kept_by_class(interp, cls, name)


def _not_kept_by_class(interp: Interpreter, cls: ClassObj, name: str) -> Value:
    """An attribute that neither a class nor those that it inherits from have been given."""
    if cls.unknown_base is not None:
        return Unknown(("attribute", id(cls), name), f"{cls.name}.{name}", cls.unknown_base.reason)
    fallback = lookup(cls.metaclass, "__getattr__") if cls.metaclass is not None and not name.startswith("__") else MISSING
    if fallback is not MISSING:
        return interp.call(BoundMethod(fallback, cls), (name,))
    special = specials.of(cls, name)
    if special is not MISSING:
        return special
    if python_has(cls, name):
        return Unknown(("attribute", id(cls), name), f"{cls.name}.{name}", UNMODELLED)
    return MISSING


def of_super(interp: Interpreter, value: SuperObj, name: str) -> Value:
    """The attribute that `super()` gives, or `MISSING`."""
    receiver = value.receiver
    if isinstance(receiver, ClassObj) and value.start not in receiver.mro:
        return _of_meta_super(interp, value.start, receiver, name)
    cls = receiver if isinstance(receiver, ClassObj) else class_of(receiver)
    mro = cls.mro if cls is not None else value.start.mro
    after = mro[mro.index(value.start) + 1 :] if value.start in mro else value.start.mro[1:]
    for owner in after:
        found = interp.state.get(owner.fields, name)
        if found is not MISSING:
            if isinstance(receiver, ClassObj):
                if isinstance(found, ClassMethod):
                    return BoundMethod(found.function, receiver)
                return found.function if isinstance(found, StaticMethod) else found
            if name == "__new__":
                return found.function if isinstance(found, StaticMethod) else found
            return bound(interp, found, receiver, owner)
    if cls is not None and cls.unknown_base is not None:
        return Unknown(("super", id(receiver), name), f"super().{name}", cls.unknown_base.reason)
    if isinstance(receiver, Own) and (special := specials.of(cls, name)) is not MISSING:
        return BoundMethod(special, receiver)
    if name in ("__init__", "__init_subclass__", "__setattr__"):
        return NativeFunction(f"object.{name}", lambda *_, **__: None)
    return MISSING


def _of_meta_super(interp: Interpreter, start: ClassObj, receiver: ClassObj, name: str) -> Value:
    """`super()` in a method of a metaclass: the receiver is a class, its own class the metaclass."""
    meta = receiver.metaclass or start
    after = meta.mro[meta.mro.index(start) + 1 :] if start in meta.mro else start.mro[1:]
    for owner in after:
        found = interp.state.get(owner.fields, name)
        if found is not MISSING:
            return getattr(found, "function", found) if name == "__new__" else bound(interp, found, receiver, owner)
    return MISSING


def docstring(body: tuple[ir.Stmt, ...]) -> str | None:
    """The text that the body of a function, class or module begins with."""
    match body:
        case (ir.ExprStmt(value=ir.Const(value=str() as text)), *_):
            return text
        case _:
            return None
