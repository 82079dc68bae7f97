"""Attribute access, as Python's data model has it.

Flows in: a value and a name. Flows out: the attribute's value (a bound method, what a property
returns), or a write through the state. Library objects answer through the tables of `natives`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final, TypeVar

from scopelint.domain.values import MISSING, Choice, Obj, Own, Unknown, Value, is_constant
from scopelint.interp import class_attributes, natives, specials, written
from scopelint.interp.class_attributes import bound, docstring, lookup
from scopelint.interp.classes import BASE_EXCEPTION, EXCEPTIONS, OBJECT, class_of, kind_of
from scopelint.interp.objects import (
    CONTENT,
    BoundMethod,
    ClassObj,
    DictObj,
    FunctionObj,
    Instance,
    LibraryObject,
    ModuleObj,
    NativeFunction,
    PropertyObj,
    SuperObj,
)
from scopelint.interp.unmodelled import UNMODELLED, has_more, is_outcome, not_modelled, python_has
from scopelint.interp.views import OPEN, is_datum, is_name, namespace

if TYPE_CHECKING:
    from scopelint.interp.interpreter import Interpreter

T = TypeVar("T")


def get(interp: Interpreter, value: Value, name: str) -> Value:
    """`value.name`."""
    if type(value) is Choice:
        if is_outcome(value) and not hasattr(bool, name):
            return Unknown(("compared", interp.state.fresh()), name, "of an array that is not known")
        return interp.each(value, lambda v: get(interp, v, name))
    found = find(interp, value, name)
    if found is not MISSING:
        return found
    if isinstance(value, ModuleObj):
        return interp.fail("AttributeError", f"module {value.name} has no attribute {name}", f"{value.name}.{name}")
    if has_more(value, name) and not interp.handled(EXCEPTIONS["AttributeError"]):
        return not_modelled(value, name)
    shown = value.name if isinstance(value, ClassObj) else getattr(class_of(value), "name", type(value).__name__)
    return interp.fail("AttributeError", f"'{shown}' object has no attribute '{name}'", name)


def has(interp: Interpreter, value: Value, name: str) -> Value:
    """`hasattr(value, name)`."""
    if type(value) is Choice:
        return interp.each(value, lambda v: has(interp, v, name))
    if isinstance(value, Unknown):
        return interp.boolean(written.has_attribute(interp, value, name))
    if _may_refuse(value):
        _, raised = interp.probe("AttributeError", lambda: find(interp, value, name, bind=False))
        return interp.boolean(interp.state.conditions.negate(raised))
    found = find(interp, value, name, bind=False)
    if isinstance(found, Unknown) and isinstance(value, (Instance, ClassObj, ModuleObj)) and found.reason != UNMODELLED:
        return interp.boolean(interp.state.conditions.atom(("hasattr", found.key)))
    return found is not MISSING


def _may_refuse(value: Value) -> bool:
    """Whether a `__getattr__` of the program's own answers for attributes that are not there."""
    if isinstance(value, ModuleObj):
        return isinstance(value.fields.get("__getattr__"), FunctionObj)
    cls = value.cls if isinstance(value, Instance) else value.metaclass if isinstance(value, ClassObj) else None
    return cls is not None and isinstance(lookup(cls, "__getattr__"), FunctionObj)


def find(interp: Interpreter, value: Value, name: str, *, bind: bool = True) -> Value:
    """The attribute, or `MISSING` where Python would raise AttributeError."""
    if type(value) is ModuleObj:
        return _of_module(interp, value, name)
    if isinstance(value, Unknown):
        known = natives.attribute_of_kind(interp, value, name)
        if known is not MISSING:
            return known
        return written.attribute(interp, value, name)
    if isinstance(value, Instance):
        return _of_instance(interp, value, name, bind)
    if isinstance(value, ClassObj):
        return class_attributes.of_class(interp, value, name)
    if isinstance(value, SuperObj):
        return class_attributes.of_super(interp, value, name)
    if isinstance(value, FunctionObj):
        return _of_function(interp, value, name)
    if isinstance(value, BoundMethod):
        if name in ("__self__", "im_self"):
            return value.receiver
        return value.function if name in ("__func__", "im_func") else find(interp, value.function, name)
    if isinstance(value, Own):
        return _of_own(interp, value, name, bind)
    if isinstance(value, PropertyObj) and name in ("setter", "getter", "deleter"):
        return NativeFunction(f"property.{name}", lambda _, function: _changed_property(value, name, function))
    if isinstance(value, PropertyObj) and name in ("fget", "fset", "fdel"):
        return {"fget": value.getter, "fset": value.setter, "fdel": value.deleter}[name]
    own = natives.attribute(interp, value, name)
    if own is not MISSING:
        return own
    cls = class_of(value)
    if cls is not None:
        found = lookup(cls, name)
        if found is not MISSING:
            return bound(interp, found, value, cls)
        if name == "__class__":
            return cls
        special = specials.of(cls, name)
        if special is not MISSING:
            return bound(interp, special, value, cls)
        if python_has(cls, name):
            return not_modelled(value, name)
    return _of_library(interp, value, name) if isinstance(value, Obj) else MISSING


def _of_own(interp: Interpreter, value: Own, name: str, bind: bool) -> Value:
    """An attribute of a number or text of a class of the program: methods and properties get the number or text itself."""
    instance = value.instance
    of_class = lookup(class_of(value) or OBJECT, name)
    own = MISSING if of_class is MISSING or isinstance(of_class, PropertyObj) else interp.state.get(instance.fields, name)
    if of_class is not MISSING and own is MISSING:
        return bound(interp, of_class, value, class_of(value) or OBJECT) if bind else of_class
    special = specials.of(class_of(value), name)
    if special is not MISSING:
        return BoundMethod(special, value)
    of_number = natives.attribute(interp, value, name)
    return of_number if of_number is not MISSING else find(interp, instance, name, bind=bind)


_OF_MAPPINGS: Final = ("items", "keys", "values", "get")


def _of_library(interp: Interpreter, value: Obj, name: str) -> Value:
    """An attribute of a library's function or object: what it was given, or what its name stands for."""
    held = interp.state.get(value.fields, name)
    if held is not MISSING:
        return held
    if isinstance(value, NativeFunction):
        if name == "__call__":
            return value
        known = natives.FUNCTIONS.get(f"{value.name}.{name}", MISSING)
        if known is not MISSING:
            return known
        if name == "__name__":
            return value.name.rpartition(".")[2]
        if name in _OF_FUNCTIONS:
            return Unknown(("attribute", value.name, name), f"{value.name.rpartition('.')[2]}.{name}", f"an attribute of {value.name}")
        if name[:1].isupper():  # a constant of an enumeration; a class in a class, as `tf.Summary.Value`
            made = LibraryObject(f"{value.name}.{name}", {}, callable=not name.isupper())
            held = value.fields[name] = made.as_old_as(value)
        elif natives.IS_CLASS in value.fields and not name.startswith("__"):
            return Unknown(("attribute", value.name, name), f"{value.name.rpartition('.')[2]}.{name}", f"an attribute of {value.name}")
    if isinstance(value, LibraryObject) and value.callable and name in _OF_MAPPINGS:
        return MISSING  # an initializer is told apart from a dict of them by what it has not
    if isinstance(value, LibraryObject) and (not name.startswith("__") or name in ("__enter__", "__exit__")):
        return Unknown(("attribute", id(value), name), f"{value.name.rpartition('.')[2]}.{name}", f"an attribute of {value.name}")
    return held


_OF_FUNCTIONS: Final = frozenset(
    {"__code__", "__defaults__", "__kwdefaults__", "__globals__", "__closure__", "__module__", "__doc__", "__annotations__"}
)
"""What every function of Python has, as most of the library's are."""

ABSTRACT: Final = "__isabstractmethod__"


def _is_left_to_subclasses(interp: Interpreter, member: Value) -> bool:
    """Whether this is an abstract member of a class that nothing calls: its object stands for those of subclasses, which have their own.

    An object that a program makes has the member as it stands: `__metaclass__ = ABCMeta`, as in Python 2, forbids nothing.
    """
    function = member.getter if isinstance(member, PropertyObj) else member
    return isinstance(function, FunctionObj) and ABSTRACT in function.fields and "::" in interp.entry


def _of_subclass(value: Instance, name: str) -> Unknown:
    return Unknown(("attribute", id(value), name), name, "abstract here: subclasses have their own")


def _of_instance(interp: Interpreter, value: Instance, name: str, bind: bool) -> Value:
    cls = value.cls
    of_class = lookup(cls, name)
    if isinstance(of_class, PropertyObj):
        if not bind:
            return of_class
        return _of_subclass(value, name) if _is_left_to_subclasses(interp, of_class) else bound(interp, of_class, value, cls)
    if _NAMESPACE in value.fields:
        return _by_namespace(interp, value, lambda held: _of_namespace(interp, value, held, name, bind))
    return _own_or_of_class(interp, value, of_class, name, bind)


def _own_or_of_class(interp: Interpreter, value: Instance, of_class: Value, name: str, bind: bool) -> Value:
    if isinstance(of_class, Instance) and lookup(of_class.cls, "__set__") is not MISSING and lookup(of_class.cls, "__get__") is not MISSING:
        return bound(interp, of_class, value, value.cls) if bind else of_class  # what describes data comes before the object's own
    own = interp.state.get(value.fields, name)
    return own if own is not MISSING else _of_its_class(interp, value, of_class, name, bind)


def _of_namespace(interp: Interpreter, value: Instance, held: Value, name: str, bind: bool) -> Value:
    """An attribute of an object that was given the dict `held` to keep them in; None where it was given none after all."""
    of_class = lookup(value.cls, name)
    if held is None:
        return _own_or_of_class(interp, value, of_class, name, bind)
    found = held if name == "__dict__" else _held(interp, held, name)
    return found if found is not MISSING else _of_its_class(interp, value, of_class, name, bind)


def _of_its_class(interp: Interpreter, value: Instance, of_class: Value, name: str, bind: bool) -> Value:
    """An attribute that the object itself does not have."""
    cls = value.cls
    if of_class is not MISSING:
        if OPEN in value.fields and is_datum(of_class):
            return _perhaps_overwritten(interp, value, name, of_class)
        if bind and _is_left_to_subclasses(interp, of_class):
            return _of_subclass(value, name)
        return bound(interp, of_class, value, cls) if bind else of_class
    if name == "__class__":
        return cls
    if name == "__dict__":
        return namespace(value.fields)
    native = natives.attribute(interp, value, name)
    if native is not MISSING:
        return native
    fallback = lookup(cls, "__getattr__")
    if fallback is not MISSING and not (name.startswith("__") and name.endswith("__")):
        return interp.call(BoundMethod(fallback, value), (name,))
    if cls.unknown_base is not None:
        return Unknown(("attribute", id(value), name), name, cls.unknown_base.reason)
    if interp.state.get(value.fields, OPEN) is not MISSING and not name.startswith("__"):
        return Unknown(("attribute", id(value), name), name, "an attribute that was set by a name which is not known")
    if cls.is_subclass(BASE_EXCEPTION) and name in ("message", "strerror", "errno", "filename"):
        return interp.unknown(name, "an attribute of an exception")
    return not_modelled(value, name) if python_has(cls, name) else MISSING


def _perhaps_overwritten(interp: Interpreter, value: Instance, name: str, of_class: Value) -> Value:
    """A datum of the class, where the object has been given attributes whose names are not known."""
    own = interp.state.get(value.fields, OPEN)
    if own is MISSING:
        return of_class
    found = Unknown(("attribute", id(value), name), name, "an attribute that was set by a name which is not known")
    return interp.state.choice(interp.state.conditions.atom(("set", id(value), name)), found, of_class)


_NAMESPACE: Final = "<dict>"
"""The field of an object that was given another dict to keep its attributes in (`self.__dict__ = values`): that dict."""


def _by_namespace(interp: Interpreter, value: Instance, use: Callable[[Value], T]) -> T:
    """`use` with the dict that an object was given to keep its attributes in, on each path with that; with None where it was given none."""
    return interp.each(interp.state.get(value.fields, _NAMESPACE, None), lambda held: use(None if held is MISSING else held))


def _held(interp: Interpreter, held: Value, name: str) -> Value:
    """The attribute in a namespace of its own."""
    if isinstance(held, Unknown):
        return held.derived(("item", name), f"{held.text}[{name!r}]")
    if not isinstance(held, DictObj):
        return MISSING

    def item(content: Value) -> Value:
        if isinstance(content, Unknown):
            return content.derived(("item", name), f"{content.text}[{name!r}]") if not name.startswith("__") else MISSING
        return content.get(name, MISSING) if isinstance(content, dict) else MISSING

    return interp.each(interp.state.get(held.fields, CONTENT), item)


def _of_module(interp: Interpreter, module: ModuleObj, name: str) -> Value:
    found = interp.state.get(module.fields, name)
    if found is not MISSING:
        return found
    if name == "__dict__":
        return namespace(module.fields)
    return interp.modules.attribute(interp, module, name)


def _of_function(interp: Interpreter, value: FunctionObj, name: str) -> Value:
    own = interp.state.get(value.fields, name)
    if own is not MISSING:
        return own
    match name:
        case "__name__":
            return value.code.name
        case "__qualname__":
            return value.qualname
        case "__module__":
            return value.module.name
        case "__doc__":
            return docstring(value.code.body)
        case "__dict__":
            return interp.dict({k: v for k, v in value.fields.items() if is_name(k)})
        case "__get__":
            return NativeFunction("__get__", lambda _, obj, cls=None: value if obj is None else BoundMethod(value, obj))
        case "__call__":
            return value
        case "__kwdefaults__":
            keywords = {p.name for p in value.code.params if p.kind == "k"}
            return interp.dict({k: v for k, v in value.defaults.items() if k in keywords}) if keywords & value.defaults.keys() else None
        case "__defaults__":
            return tuple(value.defaults[p.name] for p in value.code.params if p.kind != "k" and p.name in value.defaults) or None
        case "__code__":
            return natives.code_of(value)
        case "__globals__":
            return namespace(value.module.fields)
        case "__annotations__" | "__closure__":
            return Unknown((name, id(value)), name, "scopelint does not model it")
    return MISSING


def _changed_property(value: PropertyObj, name: str, function: Value) -> PropertyObj:
    parts = {"getter": value.getter, "setter": value.setter, "deleter": value.deleter, name: function}
    return PropertyObj(parts["getter"], parts["setter"], parts["deleter"])


def put(interp: Interpreter, value: Value, name: str, new: Value) -> None:
    """`value.name = new`."""
    if type(value) is Choice:
        interp.each(value, lambda v: put(interp, v, name, new))
        return
    if isinstance(value, Own):
        value = value.instance
    if isinstance(value, Instance):
        of_class = lookup(value.cls, name)
        if isinstance(of_class, PropertyObj):
            if of_class.setter is not None:
                interp.call(of_class.setter, (value, new))
            else:
                interp.fail("AttributeError", f"can't set attribute '{name}'")
            return
        if isinstance(of_class, Instance) and lookup(of_class.cls, "__set__") is not MISSING:
            interp.call(BoundMethod(lookup(of_class.cls, "__set__"), of_class), (value, new))
            return
        setter = lookup(value.cls, "__setattr__")
        if setter is not MISSING and setter is not OBJECT.fields.get("__setattr__"):
            interp.call(BoundMethod(setter, value), (name, new))
            return
    put_plain(interp, value, name, new)


def put_plain(interp: Interpreter, value: Value, name: str, new: Value) -> None:
    """`object.__setattr__(value, name, new)`."""
    if isinstance(value, ClassObj) and value.python is not None:
        return
    if isinstance(value, Own):
        value = value.instance
    if isinstance(value, Unknown):
        written.put_attribute(interp, value, name, new)
    if not isinstance(value, Obj):
        if is_constant(value):
            interp.fail("AttributeError", f"'{kind_of(value)}' object has no attribute '{name}'")
        return
    if isinstance(value, Instance):
        if name == "__dict__":
            interp.state.set(value.fields, _NAMESPACE, new)
            return
        if _NAMESPACE in value.fields:
            _by_namespace(interp, value, lambda held: _put(interp, value, held, name, new))
            return
    _put(interp, value, None, name, new)


def _put(interp: Interpreter, value: Obj, held: Value, name: str, new: Value) -> None:
    """Set an attribute, in the dict `held` if the object was given one to keep them in."""
    if isinstance(held, DictObj):
        from scopelint.interp.contents import put_item  # which reads attributes itself

        put_item(interp, held, name, new)
        return
    setter = natives.SETTERS.get((type(value), name))
    if setter is not None:
        setter(interp, value, new)
    else:
        interp.state.set(value.fields, name, new)


def remove(interp: Interpreter, value: Value, name: str) -> None:
    """`del value.name`."""
    if type(value) is Choice:
        interp.each(value, lambda v: remove(interp, v, name))
    elif isinstance(value, Instance) and isinstance(described := lookup(value.cls, name), PropertyObj):
        if described.deleter is None:
            interp.fail("AttributeError", f"can't delete attribute '{name}'")
        else:
            interp.call(described.deleter, (value,))
    elif isinstance(value, Instance) and (own := lookup(value.cls, "__delattr__")) is not OBJECT.fields["__delattr__"]:
        interp.call(BoundMethod(own, value), (name,))
    else:
        remove_plain(interp, value, name)


def remove_plain(interp: Interpreter, value: Value, name: str) -> None:
    """`object.__delattr__(value, name)`."""
    if isinstance(value, Obj):
        interp.state.delete(value.fields, name)
