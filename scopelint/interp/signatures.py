"""The parameters that a caller of a function can give, and calls that do not fit them.

Flows in: functions, methods, classes, partial applications. Flows out: names, kinds and defaults; Python's reason for refusing a call.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, Final

import msgspec

from scopelint.domain.values import MISSING, Value
from scopelint.interp.class_attributes import lookup
from scopelint.interp.objects import BoundMethod, ClassObj, FunctionObj, Instance, NativeFunction, Partial
from scopelint.tf import op_table
from scopelint.tf.op_table import OpKind, ParameterKind

if TYPE_CHECKING:
    from scopelint.interp.interpreter import Interpreter

_POSITIONAL_ONLY: Final = 0
_ORDINARY: Final = 1
KEYWORD_ONLY: Final = 3
MANY: Final = 2
MANY_NAMED: Final = 4
POSITIONAL: Final = (_POSITIONAL_ONLY, _ORDINARY)
_KINDS: Final = {"/": _POSITIONAL_ONLY, "": _ORDINARY, "*": MANY, "k": KEYWORD_ONLY, "**": MANY_NAMED}
"""The IR's kind of a parameter -> its number in Lib/inspect.py, `_ParameterKind`."""

_LIBRARY_KINDS: Final = {
    ParameterKind.POSITIONAL: _ORDINARY,
    ParameterKind.VAR_POSITIONAL: MANY,
    ParameterKind.KEYWORD_ONLY: KEYWORD_ONLY,
    ParameterKind.VAR_KEYWORD: MANY_NAMED,
}
"""The same for the table of TensorFlow's functions."""


class Parameter(msgspec.Struct, frozen=True):
    """A parameter; `kind` as Lib/inspect.py numbers them, `default` is `MISSING` where there is none."""

    name: str
    kind: int
    default: Value


def shown(interp: Interpreter, function: Value) -> Value:
    """The function whose parameters an object shows as its own (`__signature__`, which for stubs is a function); else what is given."""
    if isinstance(function, Instance):
        other = interp.state.get(function.fields, "__signature__")
        return function if other is MISSING else shown(interp, other)
    return function


def parameters(interp: Interpreter, function: Value, follow_wrapped: bool = True) -> list[Parameter] | None:
    """What a caller can give, in order; None where that is not known.

    Args:
        follow_wrapped: whether a function that `functools.wraps` another shows the parameters of that one.
    """
    function = shown(interp, function)
    if isinstance(function, FunctionObj):
        wrapped = interp.state.get(function.fields, "__wrapped__")
        if follow_wrapped and wrapped is not MISSING:
            return parameters(interp, wrapped, follow_wrapped)
        return [Parameter(p.name, _KINDS[p.kind], function.defaults.get(p.name, MISSING)) for p in function.code.params]
    if isinstance(function, BoundMethod):
        return _without_first(parameters(interp, function.function, follow_wrapped))
    if isinstance(function, Partial):
        return _left_over(parameters(interp, function.function, follow_wrapped), function)
    if isinstance(function, ClassObj):
        made = lookup(function, "__init__")
        return _without_first(parameters(interp, made, follow_wrapped)) if isinstance(made, FunctionObj) else None
    if isinstance(function, Instance):
        called = lookup(function.cls, "__call__")
        return _without_first(parameters(interp, called, follow_wrapped)) if isinstance(called, FunctionObj) else None
    return None


def of_library(function: Value) -> list[Parameter] | None:
    """The parameters that a function of TensorFlow shows which has no model of its own: its last release's, not what it must be given."""
    signature = op_table.lookup(function.name) if isinstance(function, NativeFunction) else None
    if signature is None or signature.kind not in (OpKind.OP, OpKind.PYTHON):
        return None
    return [Parameter(p.name, _LIBRARY_KINDS[p.kind], p.default) for p in signature.parameters]


def _without_first(parameters: list[Parameter] | None) -> list[Parameter] | None:
    """What is left when the receiver is given; `*args` takes it without being used up."""
    if not parameters or parameters[0].kind not in POSITIONAL:
        return parameters
    return parameters[1:]


def _left_over(parameters: list[Parameter] | None, partial: Partial) -> list[Parameter] | None:
    """What a partial application leaves to its caller: from the first one that is given by keyword on, all by keyword."""
    if parameters is None:
        return None
    left, given, by_keyword = [], len(partial.args), False
    for parameter in parameters:
        positional = parameter.kind in POSITIONAL
        if positional and given:
            given -= 1
            continue
        if parameter.name in partial.kwargs:
            by_keyword = True
            left.append(Parameter(parameter.name, KEYWORD_ONLY, partial.kwargs[parameter.name]))
        elif by_keyword and positional:
            left.append(Parameter(parameter.name, KEYWORD_ONLY, parameter.default))
        elif not by_keyword or parameter.kind != MANY:
            left.append(parameter)
    return left


def misfit(interp: Interpreter, function: Value, positional: int, named: Collection[str]) -> str | None:
    """Why Python would refuse to call a function with so many positional arguments and these keywords; None where it would not."""
    taken = parameters(interp, function, follow_wrapped=False)
    if taken is None:
        return None
    free, missing = set(named), []
    for parameter in taken:
        if parameter.kind == MANY:
            positional = 0
        elif parameter.kind == MANY_NAMED:
            free = set()
        elif positional and parameter.kind != KEYWORD_ONLY:
            positional -= 1
            if parameter.name in free and parameter.kind != _POSITIONAL_ONLY:
                return f"{_called(function)}() got multiple values for argument {parameter.name!r}"
        elif parameter.name in free and parameter.kind != _POSITIONAL_ONLY:
            free.discard(parameter.name)
        elif parameter.default is MISSING:
            missing.append(parameter.name)
    extra = next((name for name in named if name in free), None)
    if extra is not None:
        return f"{_called(function)}() got an unexpected keyword argument {extra!r}"
    if positional:
        return f"{_called(function)}() takes fewer positional arguments"
    if missing:
        count = f"{len(missing)} required positional argument{'s' if len(missing) > 1 else ''}"
        return f"{_called(function)}() missing {count}: {' and '.join(map(repr, missing))}"
    return None


def _called(function: Value) -> str:
    if isinstance(function, (BoundMethod, Partial)):
        return _called(function.function)
    if isinstance(function, FunctionObj):
        return function.qualname
    return f"{function.cls.name}.__call__" if isinstance(function, Instance) else "function"
