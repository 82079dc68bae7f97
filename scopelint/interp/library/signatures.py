"""The parameters of functions: `inspect.getargspec`, `getfullargspec`, `getcallargs`, and what `inspect.signature` is made of.

Flows in: functions, methods, classes, partial applications. Flows out: names, kinds and defaults of parameters. What can be said in Python
lies in `scopelint/stubs/inspect.py`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import msgspec

from scopelint.domain.values import MISSING, Value
from scopelint.interp import attributes, classes
from scopelint.interp.calls import bind
from scopelint.interp.natives import native
from scopelint.interp.objects import BoundMethod, ClassObj, FunctionObj, Instance, Partial

if TYPE_CHECKING:
    from scopelint.interp.interpreter import Interpreter

_POSITIONAL_ONLY: Final = 0
_ORDINARY: Final = 1
_KEYWORD_ONLY: Final = 3
_KINDS: Final = {"/": _POSITIONAL_ONLY, "": _ORDINARY, "*": 2, "k": _KEYWORD_ONLY, "**": 4}
"""The IR's kind of a parameter -> its number in Lib/inspect.py, `_ParameterKind`."""


class _Parameter(msgspec.Struct, frozen=True):
    name: str
    kind: int
    default: Value


@native("inspect.getargspec", "inspect.getfullargspec")
def _argspec(interp: Interpreter, function: Value) -> Value:
    inner = function.function if isinstance(function, BoundMethod) else function
    if not isinstance(inner, FunctionObj):
        return interp.unknown("signature", "a function that is not known")
    made = Instance(classes.OBJECT)
    names = [p.name for p in inner.code.params if p.kind in ("", "/")]
    made.fields["args"] = interp.list(names)
    made.fields["varargs"] = next((p.name for p in inner.code.params if p.kind == "*"), None)
    made.fields["varkw"] = made.fields["keywords"] = next((p.name for p in inner.code.params if p.kind == "**"), None)
    made.fields["kwonlyargs"] = interp.list(p.name for p in inner.code.params if p.kind == "k")
    made.fields["kwonlydefaults"] = interp.dict({p.name: inner.defaults[p.name] for p in inner.code.params if p.kind == "k" and p.default})
    made.fields["defaults"] = tuple(inner.defaults[name] for name in names if name in inner.defaults) or None
    return made


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
    found = _parameters(interp, function, follow_wrapped is True)
    if found is None:
        return None
    return tuple((p.name, p.kind, p.default is not MISSING, None if p.default is MISSING else p.default) for p in found)


def _parameters(interp: Interpreter, function: Value, follow_wrapped: bool) -> list[_Parameter] | None:
    if isinstance(function, FunctionObj):
        wrapped = interp.state.get(function.fields, "__wrapped__")
        if follow_wrapped and wrapped is not MISSING:
            return _parameters(interp, wrapped, follow_wrapped)
        return [_Parameter(p.name, _KINDS[p.kind], function.defaults.get(p.name, MISSING)) for p in function.code.params]
    if isinstance(function, BoundMethod):
        return _without_first(_parameters(interp, function.function, follow_wrapped))
    if isinstance(function, Partial):
        return _left_over(_parameters(interp, function.function, follow_wrapped), function)
    if isinstance(function, ClassObj):
        made = attributes.lookup(function, "__init__")
        return _without_first(_parameters(interp, made, follow_wrapped)) if isinstance(made, FunctionObj) else None
    if isinstance(function, Instance):
        called = attributes.lookup(function.cls, "__call__")
        return _without_first(_parameters(interp, called, follow_wrapped)) if isinstance(called, FunctionObj) else None
    return None


def _without_first(parameters: list[_Parameter] | None) -> list[_Parameter] | None:
    """What is left when the receiver is given; `*args` takes it without being used up."""
    if not parameters or parameters[0].kind not in (_POSITIONAL_ONLY, _ORDINARY):
        return parameters
    return parameters[1:]


def _left_over(parameters: list[_Parameter] | None, partial: Partial) -> list[_Parameter] | None:
    """What a partial application leaves to its caller: from the first one that is given by keyword on, all by keyword."""
    if parameters is None:
        return None
    left, given, by_keyword = [], len(partial.args), False
    for parameter in parameters:
        positional = parameter.kind in (_POSITIONAL_ONLY, _ORDINARY)
        if positional and given:
            given -= 1
            continue
        if parameter.name in partial.kwargs:
            by_keyword = True
            left.append(_Parameter(parameter.name, _KEYWORD_ONLY, partial.kwargs[parameter.name]))
        elif by_keyword and positional:
            left.append(_Parameter(parameter.name, _KEYWORD_ONLY, parameter.default))
        elif not by_keyword or parameter.kind != _KINDS["*"]:
            left.append(parameter)
    return left
