"""`def` and `class`: functions and classes of the program, and what their decorators make of them.

Flows in: IR statements and a frame. Flows out: names that are bound.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from scopelint import ir
from scopelint.domain.values import Unknown, Value
from scopelint.interp import evaluate, managers
from scopelint.interp.classes import OBJECT, TYPE
from scopelint.interp.frames import Frame
from scopelint.interp.objects import (
    UNSEEN_DECORATOR,
    ClassMethod,
    ClassObj,
    FunctionObj,
    LibraryObject,
    NativeFunction,
    PropertyObj,
    StaticMethod,
)

if TYPE_CHECKING:
    from scopelint.interp.interpreter import Interpreter


def function(interp: Interpreter, node: ir.FunctionDef, frame: Frame) -> None:
    """`def`, with its decorators."""
    frame.span = node.span
    decorators = [interp.eval(d, frame) for d in node.decorators]
    prefix = frame.qualname_prefix
    value: Value = evaluate.function(interp, node.function, frame, prefix + node.function.name)
    interp.modules.defined(value)
    for expression, decorator in zip(reversed(node.decorators), reversed(decorators), strict=True):
        value = _decorated(interp, frame, expression, decorator, value)
    interp.assign(ir.Name(node.binds or node.function.name), value, frame)


def _decorated(interp: Interpreter, frame: Frame, expression: ir.Expr, decorator: Value, value: Value) -> Value:
    """Apply a decorator; one that cannot be seen is taken to leave the function as it is, though it may change the arguments."""
    span = expression.span if isinstance(expression, (ir.Call, ir.Attribute)) else frame.span
    if isinstance(decorator, Unknown):
        if frame.user:
            interp.at(frame, span, lambda: interp.cut(f"the decorator {decorator.text} cannot be seen; taken as doing nothing"))
        result: Value = decorator
    else:
        result = interp.at(frame, span, lambda: interp.call(decorator, (value,)))
    if not isinstance(result, Unknown):
        return result
    if isinstance(value, FunctionObj):
        interp.state.set(value.fields, UNSEEN_DECORATOR, result)
    return value


def class_(interp: Interpreter, node: ir.ClassDef, frame: Frame) -> None:
    """`class`, with its bases, metaclass and decorators."""
    frame.span = node.span
    decorators = [interp.eval(d, frame) for d in node.decorators]
    bases: list[ClassObj] = []
    unknown: Unknown | None = None
    for expression in node.bases:
        base = interp.eval(expression, frame)
        if isinstance(base, ClassObj):
            if base is not OBJECT or len(node.bases) == 1:
                bases.append(base)
        elif isinstance(base, Unknown):
            unknown = base
        else:
            made = managers.class_from(interp, base)
            if made is not None:
                bases.append(made)
            elif frame.user and isinstance(base, (NativeFunction, LibraryObject)):
                unknown = Unknown(("class", base.name), base.name, f"an attribute of {base.name}")
    metaclass = next((interp.eval(k.value, frame) for k in node.keywords if k.name == "metaclass"), None)
    prefix = frame.qualname_prefix
    cls = ClassObj(node.name, tuple(bases) or (OBJECT,), module=frame.module, unknown_base=unknown, definition=node)
    _choose_metaclass(cls, metaclass)
    cls.fields["<qualname>"] = prefix + node.name
    body = Frame(frame.module, cls.fields, frame.enclosing if not frame.is_class_body else frame.closure)
    body.user = frame.user
    body.cls = cls
    body.is_class_body = True
    body.qualname_prefix = prefix + node.name + "."
    interp.run(node.body, body)
    for member in cls.fields.values():
        _own(member, cls)
    interp.modules.defined(cls)
    value: Value = managers.class_made(interp, cls, node, frame)
    for expression, decorator in zip(reversed(node.decorators), reversed(decorators), strict=True):
        value = _decorated(interp, frame, expression, decorator, value)
    interp.assign(ir.Name(node.binds or node.name), value, frame)


def _choose_metaclass(cls: ClassObj, given: Value) -> None:
    if isinstance(given, ClassObj) and given is not TYPE:
        cls.metaclass = given
    else:
        cls.metaclass = next((b.metaclass for b in cls.bases if b.metaclass is not None), None)


def _own(member: Value, cls: ClassObj) -> None:
    """Tell a function which class it was written in: `super()` without arguments asks for it."""
    match member:
        case FunctionObj():
            if member.cls is None:
                member.cls = cls
        case StaticMethod(function=inner) | ClassMethod(function=inner):
            _own(inner, cls)
        case PropertyObj():
            for part in (member.getter, member.setter, member.deleter):
                _own(part, cls)
