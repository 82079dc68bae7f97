"""Making instances of classes: `__new__`, `__init__`, metaclasses, exceptions, containers.

Flows in: a class and arguments. Flows out: the new object.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from scopelint.domain import own
from scopelint.domain.values import MISSING, Own, Unknown, Value
from scopelint.interp import natives, protocols
from scopelint.interp.class_attributes import lookup
from scopelint.interp.classes import BASE_EXCEPTION, CONTAINERS, FLOAT, FROZENSET, INT, MODULE, OBJECT, STR, TUPLE, TYPE, class_of
from scopelint.interp.evaluate import OPEN_KEYWORDS
from scopelint.interp.objects import CONTENT, BoundMethod, ClassObj, Instance, NativeFunction, StaticMethod

if TYPE_CHECKING:
    from scopelint.interp.interpreter import Interpreter


def instantiate(interp: Interpreter, cls: ClassObj, args: tuple[Value, ...], kwargs: dict[str, Value]) -> Value:
    """`cls(*args, **kwargs)`."""
    if cls.definition is not None and cls.module is not None and id(cls.definition) not in interp.reached:
        interp.reached[id(cls.definition)] = cls.module.place(cls.definition.span)
    if cls.metaclass is not None:
        called = lookup(cls.metaclass, "__call__")
        if called is not MISSING:
            return interp.call(BoundMethod(called, cls), args, kwargs)
    return plain(interp, cls, args, kwargs)


def plain(interp: Interpreter, cls: ClassObj, args: tuple[Value, ...], kwargs: dict[str, Value]) -> Value:
    """`type.__call__(cls, *args, **kwargs)`: make the object and initialise it."""
    maker = natives.CONSTRUCTORS.get(cls)
    if maker is not None:
        return interp.call(maker, args, kwargs)
    if cls is not TYPE and cls.is_subclass(TYPE):
        return _class(interp, cls, args, kwargs)
    new = lookup(cls, "__new__")
    if new is not MISSING and (not isinstance(new, NativeFunction) or lookup(cls, "_fields") is not MISSING):
        function = new.function if isinstance(new, StaticMethod) else new
        made = interp.call(function, (cls, *args), kwargs)
        made_of = class_of(made) if isinstance(made, (Instance, Own)) else None
        if made_of is None or not made_of.is_subclass(cls):
            return made
    else:
        made = bare(interp, cls, args)
    init = lookup(cls, "__init__")
    given = args or (kwargs and OPEN_KEYWORDS not in kwargs)
    if given and type(made) is Instance and new is OBJECT.fields.get("__new__", MISSING) and _takes_nothing(cls, init):
        interp.fail("TypeError", f"{cls.name}() takes no arguments")
    elif init is not MISSING:
        interp.call(init, (made, *args), kwargs)
    elif isinstance(made, Instance) and made.cls.is_subclass(BASE_EXCEPTION):
        interp.state.set(made.fields, "args", args)
    return made


def _class(interp: Interpreter, meta: ClassObj, args: tuple[Value, ...], kwargs: dict[str, Value]) -> Value:
    """`Meta(name, bases, namespace)`: a class that is made by calling its metaclass."""
    new = lookup(meta, "__new__")
    made = interp.call(new.function if isinstance(new, StaticMethod) else new, (meta, *args), kwargs)
    if isinstance(made, ClassObj):
        made.metaclass = meta
        interp.call(lookup(meta, "__init__"), (made, *args), kwargs)
    return made


def _takes_nothing(cls: ClassObj, init: Value) -> bool:
    """Whether objects of a class of the program's own, which is made by `object.__new__`, are initialised by `object.__init__`."""
    return init is OBJECT.fields.get("__init__", MISSING) and protocols.is_own(cls)


_SCALARS: Final = (INT, FLOAT, STR)


def scalar(interp: Interpreter, cls: ClassObj, base: ClassObj, value: Value) -> Value:
    """`int.__new__(cls, value)` and its like: a number or text that is an object of the program's class `cls`."""
    assert base.python is not None
    interp.has_own = True
    try:
        return own.made(base.python, base.python(*value), Instance(cls))
    except (TypeError, ValueError) as error:
        return interp.fail(type(error).__name__, str(error))


def scalar_base(cls: ClassObj) -> ClassObj | None:
    """The class of numbers or texts that `cls` is made of, if it is."""
    return next((base for base in cls.mro if base in _SCALARS), None)


def bare(interp: Interpreter, cls: ClassObj, args: tuple[Value, ...] = ()) -> Value:
    """`object.__new__(cls)`: a new object with nothing in it but what built-in bases carry."""
    for base in cls.mro:
        if base in CONTAINERS:
            container = CONTAINERS[base](cls)
            container.fields[CONTENT] = {} if base.name == "dict" else ()  # no path sees the container without it
            if cls is not base and base is FROZENSET and args:
                interp.state.set(container.fields, CONTENT, interp.items(args[0]))
            return container
        if "_fields" in base.fields:
            return Instance(cls)
        if base is TUPLE or base is TYPE:
            break
    if cls.is_subclass(BASE_EXCEPTION):
        made = Instance(cls)
        interp.state.set(made.fields, "args", args)
        return made
    if cls.is_subclass(MODULE):
        made = Instance(cls)
        interp.state.set(made.fields, "__name__", args[0] if args else MISSING)
        return made
    native = next((b for b in cls.mro if b.python is not None and b is not OBJECT), None)
    if native is not None:
        from scopelint.interp.library.convert import to_python  # the library makes instances itself

        if native in _SCALARS and (known := to_python(interp, args)) is not MISSING:
            return scalar(interp, cls, native, known)
        return Unknown(("instance", interp.state.fresh()), cls.name, f"an instance of a subclass of {native.name}")
    return Instance(cls)
