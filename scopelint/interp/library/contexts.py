"""`contextlib`: context managers out of generators, and the ready-made ones.

Flows in: calls. Flows out: context managers. `ExitStack` lies in `scopelint/stubs/contextlib.py`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from scopelint.domain.values import MISSING, Value
from scopelint.interp import coroutines, managers
from scopelint.interp.library.functions import updated
from scopelint.interp.natives import method, native
from scopelint.interp.objects import (
    ClassObj,
    ContextManager,
    GeneratorManager,
    GeneratorObj,
    NativeFunction,
)

if TYPE_CHECKING:
    from scopelint.interp.interpreter import Interpreter


@native("contextlib.contextmanager")
def _contextmanager(interp: Interpreter, function: Value) -> Value:
    def call(i: Interpreter, /, *args: Value, **kwargs: Value) -> Value:
        generator = i.call(function, args, kwargs)
        if not isinstance(generator, GeneratorObj):
            return generator
        return GeneratorManager(generator, lambda: call(i, *args, **kwargs))

    made = NativeFunction("contextmanager", call, lazy=True)
    made.fields["__wrapped__"] = function
    name = interp.find(function, "__name__")
    if name is not MISSING:
        made.fields["__name__"] = name
    return made


@method(GeneratorManager, "__enter__", lazy=True)
def _enter_generator(interp: Interpreter, manager: GeneratorManager) -> Value:
    item = coroutines.advance(interp, manager.generator)
    return item if item is not MISSING else interp.fail("RuntimeError", "generator didn't yield")


@method(GeneratorManager, "__exit__", lazy=True)
def _exit_generator(interp: Interpreter, manager: GeneratorManager, *_: Value) -> Value:
    coroutines.advance(interp, manager.generator)
    return None


@method(GeneratorManager, "__call__", lazy=True)
def _as_decorator(interp: Interpreter, manager: GeneratorManager, function: Value) -> Value:
    """`contextlib.ContextDecorator`: the function runs inside a manager that is made anew each time."""

    def call(i: Interpreter, /, *args: Value, **kwargs: Value) -> Value:
        results: list[Value] = []
        managers.inside_generator(i, manager.again(), lambda _: results.append(i.call(function, args, kwargs)))
        return results[-1] if results else None

    made = NativeFunction("decorated", call, lazy=True)
    return updated(interp, made, function)


@native("contextlib.suppress")
def _suppress(interp: Interpreter, *kinds: Value) -> Value:
    known = tuple(k for k in kinds if isinstance(k, ClassObj))
    return ContextManager(lambda i: None, lambda i, error: None, catches=known)


@native("contextlib.nullcontext")
def _nullcontext(interp: Interpreter, value: Value = None) -> Value:
    return ContextManager(lambda i: value, lambda i, error: None)


@native("contextlib.closing")
def _closing(interp: Interpreter, value: Value) -> Value:
    return ContextManager(lambda i: value, lambda i, error: None)


@method(ContextManager, "__enter__")
def _enter(interp: Interpreter, manager: ContextManager) -> Value:
    return managers.enter(interp, manager)


@method(ContextManager, "__exit__")
def _exit(interp: Interpreter, manager: ContextManager, *_: Value) -> Value:
    managers.leave(interp, manager)
    return None
