"""`getattr` and its kin, `vars`, `dir`, `locals`, `globals`.

Flows in: objects, and names of attributes. Flows out: values and namespaces. Registered at import.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from scopelint.domain.conditions import FALSE
from scopelint.domain.values import MISSING, Choice, Value
from scopelint.interp import attributes
from scopelint.interp.class_attributes import lookup
from scopelint.interp.natives import native
from scopelint.interp.objects import (
    BoundMethod,
    ClassObj,
    DictObj,
    Instance,
    ListObj,
    ModuleObj,
    SetObj,
)
from scopelint.interp.views import OPEN, namespace
from scopelint.tf import canonical

if TYPE_CHECKING:
    from scopelint.interp.interpreter import Interpreter


@native("builtins.getattr", lazy=True)
def _getattr(interp: Interpreter, value: Value, name: Value, default: Value = MISSING) -> Value:
    if type(value) is Choice or type(name) is Choice:
        return interp.each_of((value, name), lambda both: _getattr(interp, both[0], both[1], default))
    if not isinstance(name, str):
        return interp.unknown(interp.modules.current_text, "an attribute whose name is not known")
    if default is MISSING:
        return interp.getattr(value, name)
    found, raised = interp.probe("AttributeError", lambda: interp.find(value, name))
    if found is MISSING:
        return default
    if raised is not FALSE:
        return interp.state.choice(raised, default, found)
    if type(found) is Choice:
        alternatives = found.alternatives
        for condition, alternative in alternatives:
            if alternative is MISSING:
                from scopelint.interp.evaluate import present

                return interp.state.choice(condition, default, present(interp, found))
    return found


@native("builtins.hasattr", lazy=True)
def _hasattr(interp: Interpreter, value: Value, name: Value) -> Value:
    if type(value) is Choice or type(name) is Choice:
        return interp.each_of((value, name), lambda both: _hasattr(interp, both[0], both[1]))
    if not isinstance(name, str):
        return interp.unknown("hasattr", "an attribute whose name is not known", kind=bool)
    found = attributes.has(interp, value, name)
    if found is True and isinstance(value, Instance):
        held = interp.state.get(value.fields, name)
        if type(held) is Choice:
            missing = FALSE
            for condition, alternative in held.alternatives:
                if alternative is MISSING:
                    missing = interp.state.conditions.either(missing, condition)
            return interp.boolean(interp.state.conditions.negate(missing))
    return found


@native("builtins.delattr", lazy=True)
def _delattr(interp: Interpreter, value: Value, name: Value) -> Value:
    if isinstance(name, str):
        interp.delattr(value, name)
    return None


@native("builtins.setattr", lazy=True)
def _setattr(interp: Interpreter, value: Value, name: Value, new: Value) -> Value:
    if type(name) is Choice:
        return interp.each(name, lambda n: _setattr(interp, value, n, new))
    if isinstance(name, str):
        interp.setattr(value, name, new)
    elif isinstance(value, Instance):
        interp.call(BoundMethod(lookup(value.cls, "__setattr__"), value), (name, new))
    return None


@native("builtins.vars")
def _vars(interp: Interpreter, value: Value = MISSING) -> Value:
    if value is MISSING:
        return _locals(interp)
    if isinstance(value, (Instance, ModuleObj)):
        return namespace(value.fields)
    return interp.getattr(value, "__dict__")


@native("builtins.dir")
def names_of(interp: Interpreter, value: Value = MISSING) -> Value:
    """`dir(value)`."""
    if isinstance(value, ModuleObj) and not value.first_party:
        listed = canonical.children(value.name)
        return interp.list(sorted(listed) if listed else interp.unknown("dir", "what a module of a library has"))
    if isinstance(value, (Instance, ModuleObj)) and not isinstance(value, (ListObj, DictObj, SetObj)):
        if interp.state.get(value.fields, OPEN) is not MISSING:
            return interp.list(interp.unknown("dir", "attributes that are not known"))
        names = {k for k in value.fields if isinstance(k, str) and not k.startswith("<")}
        if isinstance(value, Instance):
            names |= {k for c in value.cls.mro for k in c.fields if isinstance(k, str) and not k.startswith("<")}
        return interp.list(sorted(names))
    if isinstance(value, ClassObj):
        return interp.list(sorted({k for c in value.mro for k in c.fields if isinstance(k, str) and not k.startswith("<")}))
    return interp.list(interp.unknown("dir", "attributes that are not known"))


@native("builtins.locals")
def _locals(interp: Interpreter) -> Value:
    """The names themselves in a module or the body of a class; in a function a copy, of which nobody reads what is put in."""
    frame = interp.frames[-1]
    if frame.function is None and frame.within is None:
        return namespace(frame.vars)
    return interp.dict({k: v for k, v in frame.vars.items() if not k.startswith("<") and v is not MISSING})


@native("builtins.globals")
def _globals(interp: Interpreter) -> Value:
    module = interp.frames[-1].module
    return namespace(module.fields)
