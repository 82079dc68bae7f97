"""The parameters of functions: `inspect.getargspec`, `getfullargspec`, `getcallargs`, and what `inspect.signature` is made of.

Flows in: functions, methods, classes, partial applications. Flows out: names, kinds and defaults of parameters. What can be said in Python
lies in `scopelint/stubs/inspect.py`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from scopelint.domain.values import MISSING, Value
from scopelint.interp import classes, signatures
from scopelint.interp.calls import bind
from scopelint.interp.class_attributes import lookup
from scopelint.interp.natives import native
from scopelint.interp.objects import BoundMethod, ClassObj, FunctionObj, Instance

if TYPE_CHECKING:
    from scopelint.interp.interpreter import Interpreter


@native("inspect.getargspec", "inspect.getfullargspec")
def _argspec(interp: Interpreter, function: Value) -> Value:
    inner = signatures.shown(interp, _called(function))
    if isinstance(inner, FunctionObj):  # TensorFlow's own decorators give what they wrap as the signature
        taken = signatures.parameters(interp, inner, follow_wrapped=not inner.module.first_party)
    else:
        taken = signatures.of_library(inner)
    if taken is None:
        return interp.unknown("signature", "a function that is not known")
    made = Instance(classes.OBJECT)
    ordinary = [p for p in taken if p.kind in signatures.POSITIONAL]
    by_keyword = [p for p in taken if p.kind == signatures.KEYWORD_ONLY]
    made.fields["args"] = interp.list(p.name for p in ordinary)
    made.fields["varargs"] = next((p.name for p in taken if p.kind == signatures.MANY), None)
    made.fields["varkw"] = made.fields["keywords"] = next((p.name for p in taken if p.kind == signatures.MANY_NAMED), None)
    made.fields["kwonlyargs"] = interp.list(p.name for p in by_keyword)
    made.fields["kwonlydefaults"] = interp.dict({p.name: p.default for p in by_keyword if p.default is not MISSING})
    made.fields["defaults"] = tuple(p.default for p in ordinary if p.default is not MISSING) or None
    return made


def _called(function: Value) -> Value:
    """The function that runs when something is called: a method's, a class's `__init__`, an object's `__call__`."""
    found: Value = MISSING
    if isinstance(function, BoundMethod):
        return function.function
    if isinstance(function, ClassObj):
        found = lookup(function, "__init__")
    elif isinstance(function, Instance):
        found = lookup(function.cls, "__call__")
    return found if isinstance(found, FunctionObj) else function


@native("inspect.getcallargs", lazy=True)
def _getcallargs(interp: Interpreter, function: Value, /, *args: Value, **kwargs: Value) -> Value:
    if isinstance(function, BoundMethod):
        function, args = function.function, (function.receiver, *args)
    if not isinstance(function, FunctionObj):
        return interp.unknown("arguments", "a function that is not known")
    return interp.dict(dict(bind(interp, function, args, kwargs)))


@native("_scopelint.signature", lazy=True)
def _signature(interp: Interpreter, function: Value, follow_wrapped: Value = True) -> Value:
    """A tuple (name, kind, whether there is a default, the default) for each parameter that a caller can give; None where not known."""
    found = signatures.parameters(interp, function, follow_wrapped=follow_wrapped is True) or signatures.of_library(function)
    if found is None:
        return None
    return tuple((p.name, p.kind, p.default is not MISSING, None if p.default is MISSING else p.default) for p in found)
