"""`with`: entering and leaving context managers of every kind; and what class statements make.

Flows in: a `with` statement. Flows out: effects in the state. A scope is left on the joined state of
all paths that leave the block, so that leaving happens once.
"""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from scopelint import ir
from scopelint.domain.conditions import FALSE, Condition
from scopelint.domain.state import Dead, Exit, ExitKind
from scopelint.domain.values import MISSING, Choice, Unknown, Value
from scopelint.interp import doubts, unwinding
from scopelint.interp.class_attributes import lookup
from scopelint.interp.classes import class_of, kind_of
from scopelint.interp.frames import Frame
from scopelint.interp.objects import INIT_ONLY, BoundMethod, ClassObj, ContextManager, GeneratorManager, Instance, NativeFunction
from scopelint.ir_text import text_of
from scopelint.model import Site, Span
from scopelint.tf.errors import TFError
from scopelint.trace import ScopeNotEntered

if TYPE_CHECKING:
    from collections.abc import Callable

    from scopelint.interp.interpreter import Interpreter


def run_with(interp: Interpreter, node: ir.With, index: int, frame: Frame) -> None:
    """Run a `with` statement from its item number `index` on."""
    if index == len(node.items):
        interp.run(node.body, frame)
        return
    item = node.items[index]
    value = interp.eval(item.value, frame)
    span = item.value.span if isinstance(item.value, (ir.Call, ir.Attribute)) else node.span

    def body(entered: Value) -> None:
        if item.target is not None:
            interp.assign(item.target, entered, frame)
        run_with(interp, node, index + 1, frame)

    interp.each(value, lambda v: _enter(interp, v, body, frame, span))


def _enter(interp: Interpreter, value: Value, body: Callable[[Value], None], frame: Frame, span: Span) -> None:
    if isinstance(value, ContextManager):
        _native(interp, value, body, frame, span)
    elif isinstance(value, GeneratorManager):
        outside = tuple(interp.stack)

        def block(entered: Value) -> None:
            """The `with` statement stands around what the generator calls, not around its own block."""
            inside, interp.stack = interp.stack, list(outside)
            try:
                body(entered)
            finally:
                interp.stack = inside

        interp.at(frame, span, lambda: inside_generator(interp, value, block))
    elif isinstance(value, Instance) and lookup(value.cls, "__enter__") is not MISSING:
        _instance(interp, value, body, frame, span)
    elif isinstance(value, Unknown):
        with doubts.inside(interp, value):
            _guarded(interp, lambda: body(value.derived("entered", value.text)))
    else:
        entering = interp.find(value, "__enter__")
        if entering is MISSING:
            message = f"'{kind_of(value)}' object does not support the context manager protocol"
            interp.at(frame, span, lambda: interp.fail("TypeError", message))
            _guarded(interp, lambda: body(value))
            return
        entered = interp.at(frame, span, lambda: interp.call(entering))
        _leave(
            interp, body, entered, lambda: interp.at(frame, span, lambda: interp.call(interp.find(value, "__exit__"), (None, None, None)))
        )


def _guarded(interp: Interpreter, run: Callable[[], None]) -> None:
    with contextlib.suppress(Dead):
        run()


def _native(interp: Interpreter, manager: ContextManager, body: Callable[[Value], None], frame: Frame, span: Span) -> None:
    entered = interp.at(frame, span, lambda: enter(interp, manager))
    _leave(interp, body, entered, lambda: interp.at(frame, span, lambda: leave(interp, manager)), catches=manager.catches)


def enter(interp: Interpreter, manager: ContextManager) -> Value:
    """Enter a native context manager; a refusal goes on as if it had been entered."""

    def attempt() -> Value:
        try:
            return manager.enter(interp)
        except TFError as error:
            return interp.refuse(error)

    interp.state.set(manager.fields, "entered", True)
    return interp.state.attempt(attempt)


def leave(interp: Interpreter, manager: ContextManager) -> None:
    """Leave a native context manager; a refusal (scopes that are not left in the order in which they were entered) is one as any other."""

    def attempt() -> Value:
        try:
            manager.leave(interp, None)
        except TFError as error:
            return interp.refuse(error)
        return None

    interp.state.attempt(attempt)


def around(interp: Interpreter, leaving: Callable[[], object], run: Callable[[], Value]) -> Value:
    """What `run` gives. Afterwards `leaving` is done once, whoever leaves; and before what stands outside sees an error that passes.

    Raises:
        Dead: nothing of the path has come back.
    """
    result: Value = None

    def body(_: Value) -> None:
        nonlocal result
        result = run()

    _leave(interp, body, None, leaving)
    if interp.state.path is FALSE:
        raise Dead
    return result


def _leave(
    interp: Interpreter,
    body: Callable[[Value], None],
    entered: Value,
    leaving: Callable[[], object],
    catches: tuple[ClassObj, ...] = (),
) -> None:
    """Run the body, then leave once on the joined state; errors of the classes `catches` end here."""
    state = interp.state
    boundary = state.enter()
    interp.handlers.append(unwinding.leaving(interp, lambda _: unwinding.quietly(interp, leaving)))
    if catches:
        interp.handlers.append(catches)
    try:
        _guarded(interp, lambda: body(entered))
    finally:
        if catches:
            interp.handlers.pop()
        interp.handlers.pop()
    live, exits = state.close(boundary)
    leaving()
    others = []
    for one in exits:
        cls = class_of(one.value) if one.kind is ExitKind.RAISE else None
        if cls is not None and any(cls.is_subclass(c) for c in catches):
            live = state.conditions.either(live, one.condition)
        else:
            others.append(one)
    state.resume(others)
    state.narrow(live)


def _instance(interp: Interpreter, value: Instance, body: Callable[[Value], None], frame: Frame, span: Span) -> None:
    """A context manager of the program: `__exit__` sees errors and may swallow them."""
    state = interp.state
    entered = interp.at(frame, span, lambda: interp.call(interp.getattr(value, "__enter__")))
    boundary = state.enter()

    def exit_with(error: Value) -> Value:
        cls = class_of(error) if error is not None else None
        return interp.at(
            frame,
            span,
            lambda: interp.call(
                interp.getattr(value, "__exit__"), (cls, error, None if error is None else interp.unknown("traceback", "a traceback"))
            ),
        )

    passing = unwinding.leaving(interp, exit_with)
    interp.handlers.append(None if _may_swallow(value) else passing)
    with state.onlooker():
        try:
            _guarded(interp, lambda: body(entered))
        finally:
            interp.handlers.pop()
        stayed, exits = state.close(boundary)
    errors = [e for e in exits if e.kind is ExitKind.RAISE]
    others = [e for e in exits if e.kind is not ExitKind.RAISE]
    swallowed: Condition = FALSE

    def step(index: int) -> None:
        nonlocal swallowed
        if index == len(errors):
            unwinding.once(interp, passing, lambda: exit_with(None))
            return

        def failed() -> None:
            nonlocal swallowed
            result = interp.truth(exit_with(errors[index].value))
            if result is FALSE:
                interp.passes_on(errors[index].value)
            swallowed = state.conditions.either(swallowed, state.conditions.both(errors[index].condition, result))

        state.split(errors[index].condition, failed, lambda: step(index + 1))

    step(0)
    conditions = state.conditions
    live = conditions.both(state.path, conditions.either(stayed, swallowed))
    state.resume(others)
    state.resume(
        [e._replace(condition=conditions.without(e.condition, swallowed)) for e in errors if not conditions.implies(e.condition, swallowed)]
    )
    state.narrow(live)


def _may_swallow(value: Instance) -> bool:
    """Whether `__exit__` returns anything but None or False: only then can it swallow an error."""
    function = lookup(value.cls, "__exit__")
    code = getattr(function, "code", None)
    return isinstance(code, ir.Function) and _returns_something(code.body)


def _returns_something(block: tuple[ir.Stmt, ...]) -> bool:
    for statement in block:
        if isinstance(statement, ir.Return) and statement.value not in (None, ir.Const(None), ir.Const(False)):
            return True
        for name in ("body", "orelse", "final"):
            if _returns_something(getattr(statement, name, ())):
                return True
    return False


def inside_generator(interp: Interpreter, manager: GeneratorManager, body: Callable[[Value], None]) -> None:
    """Run a block where the generator yields; what leaves the block otherwise leaves after the generator."""
    state, conditions = interp.state, interp.state.conditions
    held: list[Exit] = []

    def on_yield(value: Value) -> Value:
        boundary = state.enter()
        _guarded(interp, lambda: body(value))
        live, exits = state.close(boundary)
        for one in exits:
            if one.kind is ExitKind.RAISE:
                state.resume([one])
            else:
                held.append(one)
                live = conditions.either(live, one.condition)
        state.narrow(live)
        if live is FALSE:
            raise Dead
        return None

    manager.generator.run(on_yield)
    live = state.path
    for one in held:
        leaving = conditions.both(live, one.condition)
        if leaving is not FALSE:
            state.resume([one._replace(condition=leaving)])
            live = conditions.without(live, leaving)
    state.narrow(live)


def note_unused(interp: Interpreter, value: Value, frame: Frame, span: Span) -> None:
    """A scope that is made by a statement of its own is never entered."""
    if frame.user and isinstance(value, ContextManager) and value.site == Site(frame.path, span):
        context = interp.at(frame, span, interp.machine.graphs.context)
        interp.state.events.append(ScopeNotEntered(context, value.api))


def note_annotation(interp: Interpreter, frame: Frame, node: ir.AnnAssign) -> None:
    """Remember the annotated names of a class body, in order: dataclasses and NamedTuples read them.

    A `ClassVar` is no field, an `InitVar` only an argument of the constructor.
    """
    known, text = frame.vars.get("<annotations>", ()), text_of(node.annotation)
    if isinstance(node.target, ir.Name) and node.target.id not in known and "ClassVar" not in text and "KW_ONLY" not in text:
        interp.state.set(frame.vars, "<annotations>", (*known, node.target.id))
        if "InitVar" in text:
            interp.state.set(frame.vars, INIT_ONLY, (*frame.vars.get(INIT_ONLY, ()), node.target.id))


def class_from(interp: Interpreter, base: Value) -> ClassObj | None:
    """The class that a base expression stands for where it is no class itself."""
    if type(base) is Choice:
        candidates = [v for _, v in base.alternatives if isinstance(v, ClassObj)]
        return candidates[0] if candidates else None
    from scopelint.interp import natives

    return natives.BASES.get(base.name) if isinstance(base, NativeFunction) else None


def class_made(interp: Interpreter, cls: ClassObj, node: ir.ClassDef, frame: Frame) -> Value:
    """What follows a class statement: the metaclass's `__new__`/`__init__` and `__init_subclass__`."""
    meta = cls.metaclass
    value: Value = cls
    keywords = {k.name: interp.eval(k.value, frame) for k in node.keywords if k.name is not None and k.name != "metaclass"}
    if meta is not None and meta.definition is not None:
        namespace = interp.dict({k: v for k, v in cls.fields.items() if isinstance(k, str) and k[0] != "<"})
        bases = cls.bases if node.bases else ()
        new = lookup(meta, "__new__")
        if new is not MISSING and not isinstance(new, NativeFunction):
            interp.modules.class_under_way = cls
            interp.call(getattr(new, "function", new), (meta, node.name, bases, namespace), keywords)
        init = lookup(meta, "__init__")
        if init is not MISSING and not isinstance(init, NativeFunction):
            interp.call(BoundMethod(init, cls), (node.name, bases, namespace), keywords)
    tell_of(interp, cls, keywords)
    return value


def tell_of(interp: Interpreter, cls: ClassObj, keywords: dict[str, Value]) -> None:
    """What `type.__new__` calls for a new class: `__set_name__` of what it holds, `__init_subclass__` of what it derives from."""
    for name, member in list(cls.fields.items()):
        if isinstance(member, Instance) and lookup(member.cls, "__set_name__") is not MISSING:
            interp.call(BoundMethod(lookup(member.cls, "__set_name__"), member), (cls, name))
    for base in cls.mro[1:]:
        hook = base.fields.get("__init_subclass__", MISSING)
        if hook is not MISSING:
            interp.call(BoundMethod(getattr(hook, "function", hook), cls), (), keywords)
            break
