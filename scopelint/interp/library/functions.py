"""`functools`: partial application, wrapping, caching.

Flows in: calls. Flows out: functions. What can be said in Python lies in `scopelint/stubs/functools.py`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from scopelint.domain.values import MISSING, Value
from scopelint.interp import attributes, classes
from scopelint.interp.natives import attribute_getter, method, native
from scopelint.interp.objects import (
    CONTENT,
    BoundMethod,
    DictObj,
    FunctionObj,
    Instance,
    NativeFunction,
    Partial,
)

if TYPE_CHECKING:
    from scopelint.interp.interpreter import Interpreter


@native("functools.partial", lazy=True)
def _partial(interp: Interpreter, function: Value, /, *args: Value, **kwargs: Value) -> Value:
    return Partial(function, args, kwargs)


@method(Partial, "__call__", lazy=True)
def _call_partial(interp: Interpreter, partial: Partial, /, *args: Value, **kwargs: Value) -> Value:
    return interp.call(partial.function, (*partial.args, *args), {**partial.kwargs, **kwargs})


@attribute_getter(Partial, "func")
def _partial_func(interp: Interpreter, partial: Partial) -> Value:
    return partial.function


@attribute_getter(Partial, "args")
def _partial_args(interp: Interpreter, partial: Partial) -> Value:
    return partial.args


@attribute_getter(Partial, "keywords")
def _partial_keywords(interp: Interpreter, partial: Partial) -> Value:
    return interp.dict(dict(partial.kwargs))


@native("functools.wraps")
def _wraps(interp: Interpreter, wrapped: Value, *_: Value, **__: Value) -> Value:
    return NativeFunction("wraps", lambda i, wrapper: updated(i, wrapper, wrapped), lazy=True)


@native("functools.update_wrapper", lazy=True)
def _update_wrapper(interp: Interpreter, wrapper: Value, wrapped: Value, *_: Value, **__: Value) -> Value:
    return updated(interp, wrapper, wrapped)


def updated(interp: Interpreter, wrapper: Value, wrapped: Value) -> Value:
    if isinstance(wrapper, (FunctionObj, NativeFunction, Instance)):
        for name in ("__name__", "__module__", "__qualname__", "__doc__"):
            found = interp.find(wrapped, name)
            if found is not MISSING:
                interp.state.set(wrapper.fields, name, found)
        if isinstance(wrapped, FunctionObj):
            for name, value in wrapped.fields.items():
                if isinstance(name, str) and not name.startswith("__"):
                    interp.state.set(wrapper.fields, name, value)
        interp.state.set(wrapper.fields, "__wrapped__", wrapped)
    return wrapper


@native("functools.lru_cache", "functools.cache", lazy=True)
def _lru_cache(interp: Interpreter, function: Value = None, *_: Value, **__: Value) -> Value:
    if isinstance(function, (FunctionObj, BoundMethod)):
        return _cached(interp, function)
    return NativeFunction("lru_cache", _cached, lazy=True)


def _cached(interp: Interpreter, function: Value) -> Value:
    results = DictObj(classes.DICT)
    results.fields[CONTENT] = {}

    def call(i: Interpreter, /, *args: Value, **kwargs: Value) -> Value:
        key = (args, tuple(sorted(kwargs.items(), key=lambda p: p[0])))
        content = i.state.need(results.fields, CONTENT)
        try:
            if key in content:
                return content[key]
        except TypeError:
            return i.call(function, args, kwargs)
        made = i.call(function, args, kwargs)
        content = i.state.need(results.fields, CONTENT)
        if isinstance(content, dict):  # else what many paths have kept in many ways: nobody knows any more what is kept
            i.state.set(results.fields, CONTENT, {**content, key: made})
        return made

    def clear(i: Interpreter) -> Value:
        i.state.set(results.fields, CONTENT, {})
        return None

    made = NativeFunction("cached", call)
    made.fields["cache_info"] = NativeFunction("cache_info", lambda i: i.unknown("cache_info", "counts of calls"))
    made.fields["cache_clear"] = NativeFunction("cache_clear", clear)
    return updated(interp, made, function)


@native("abc.abstractmethod", lazy=True)
def _abstractmethod(interp: Interpreter, function: Value) -> Value:
    if isinstance(function, FunctionObj):
        interp.state.set(function.fields, attributes.ABSTRACT, True)
    return function


@native(
    "builtins.reload",
    "importlib.reload",
    "imp.reload",
    "typing.overload",
    "typing.no_type_check",
    "typing.final",
    "atexit.register",
    "contextlib.asynccontextmanager",
    lazy=True,
)
def _as_is(interp: Interpreter, value: Value, *_: Value, **__: Value) -> Value:
    return value


@native("abc.abstractproperty")
def _abstractproperty(interp: Interpreter, value: Value) -> Value:
    from scopelint.interp.objects import PropertyObj

    return PropertyObj(_abstractmethod(interp, value))
