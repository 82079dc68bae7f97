"""`contextlib`: context managers out of generators, and the ready-made ones.

Flows in: calls. Flows out: context managers. `ExitStack` lies in `scopelint/stubs/contextlib.py`.
"""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from scopelint.domain.conditions import FALSE
from scopelint.domain.state import Dead, ExitKind
from scopelint.domain.values import MISSING, Value
from scopelint.interp import coroutines, managers
from scopelint.interp.classes import class_of
from scopelint.interp.library.functions import updated
from scopelint.interp.natives import method, native
from scopelint.interp.objects import (
    ClassObj,
    ContextManager,
    GeneratorManager,
    GeneratorObj,
    Instance,
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
def _exit_generator(interp: Interpreter, manager: GeneratorManager, _kind: Value = None, error: Value = None, _: Value = None) -> Value:
    """An error is raised where the generator yielded: one that comes out of it again is not swallowed."""
    cls = None if error is None else class_of(error)
    if cls is None:
        coroutines.advance(interp, manager.generator)
        return None
    state = interp.state
    boundary = state.enter()
    interp.handlers.append((cls,))
    try:
        with contextlib.suppress(Dead):
            coroutines.advance(interp, manager.generator, None, error)
    finally:
        interp.handlers.pop()
    ended, exits = state.close(boundary)
    passed = FALSE
    for one in exits:
        if one.kind is ExitKind.RAISE and one.value is error:
            passed = state.conditions.either(passed, one.condition)
        else:
            state.resume([one])
            if one.kind is ExitKind.RAISE:
                interp.passes_on(one.value)
    state.narrow(state.conditions.either(ended, passed))
    if state.path is FALSE:
        raise Dead
    return state.choice(passed, False, True)


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
    def leave(i: Interpreter, _: Value) -> Value:
        return i.call(i.getattr(value, "close")) if isinstance(value, (Instance, GeneratorObj)) else None

    return ContextManager(lambda i: value, leave)


@method(ContextManager, "__enter__")
def _enter(interp: Interpreter, manager: ContextManager) -> Value:
    return managers.enter(interp, manager)


@method(ContextManager, "__exit__")
def _exit(interp: Interpreter, manager: ContextManager, _kind: Value = None, error: Value = None, _: Value = None) -> Value:
    managers.leave(interp, manager)
    cls = None if error is None else class_of(error)
    return True if cls is not None and any(cls.is_subclass(kind) for kind in manager.catches) else None
