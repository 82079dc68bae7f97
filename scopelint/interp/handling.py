"""Errors of the program: raised, asserted, and what `try` makes of them.

Flows in: IR statements and a frame. Flows out: effects in the state. What runs while an error that nobody catches leaves the program is in
`unwinding.py`.
"""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Final

from scopelint import ir
from scopelint.domain.conditions import FALSE
from scopelint.domain.state import Dead, Exit, ExitKind
from scopelint.domain.values import Value, is_constant
from scopelint.interp import endless, formatting, unwinding
from scopelint.interp.classes import BASE_EXCEPTION, EXCEPTION, EXCEPTIONS, class_of
from scopelint.interp.frames import Frame
from scopelint.interp.objects import ClassObj, Instance
from scopelint.ir_text import text_of
from scopelint.model import Site
from scopelint.tf.errors import TFError
from scopelint.trace import RefusalKind

if TYPE_CHECKING:
    from scopelint.interp.interpreter import Interpreter


def raise_(interp: Interpreter, node: ir.Raise, frame: Frame) -> None:
    """`raise`."""
    frame.span = node.span
    if node.value is None:
        interp.throw(interp.errors[-1] if interp.errors else interp.exception("RuntimeError", "nothing to raise"))
        return
    error = interp.eval(node.value, frame)
    cause = None if node.cause is None else interp.eval(node.cause, frame)

    def throw(value: Value) -> None:
        if isinstance(value, ClassObj):
            value = interp.call(value)
        if is_constant(value):
            value = interp.exception("TypeError", "exceptions must derive from BaseException")
        if isinstance(value, Instance):
            interp.state.set(value.fields, "__cause__", cause)
        if frame.user:
            _note_end(interp, frame, value)
            _ends(interp, frame, class_of(value))
        else:
            _refused(interp, frame, value)
        interp.throw(value)

    interp.each(error, throw)


def _note_end(interp: Interpreter, frame: Frame, error: Value) -> None:
    """A script of which nothing is left after this error of its own: nothing behind it is told, which the user is to know."""
    cls = class_of(error)
    if cls is None or not interp.state.ends_all() or _may_hold_anything(interp) or interp.is_known(error):
        return
    if cls.is_subclass(EXCEPTION) and not interp.handled(cls):
        message = formatting.text(interp, error)
        said = f"{cls.name}: {message}" if isinstance(message, str) else cls.name
        interp.cut(f"the program ends here: {said}", Site(frame.path, frame.span))


def _ends(interp: Interpreter, frame: Frame, cls: ClassObj | None) -> None:
    """An error of the program's own that nothing catches: on this path it goes no further."""
    if cls is not None and not interp.handled(cls) and not _may_hold_anything(interp):
        interp.options.ended(frame, frame.span)


def _may_hold_anything(interp: Interpreter) -> bool:
    """Whether the default graph is that of something which nothing calls, on all paths."""
    return interp.state.attempt(lambda: interp.machine.default_graph().open) is True


def _refused(interp: Interpreter, frame: Frame, error: Value) -> None:
    """A stub raises what the program does not catch: TensorFlow refuses, and the analysis goes on behind the stub's function."""
    cls = class_of(error)
    if cls is None or not frame.module.name.startswith("tensorflow"):
        return
    message = formatting.text(interp, error)
    if interp.handled(cls):
        interp.remember(error, f"{cls.name}: {message}")
        return
    if interp.supposes():
        interp.state.leave(ExitKind.RETURN, frame, interp.unknown("?", "refused for some values"))
        raise Dead
    try:
        interp.machine.graphs.refuse(RefusalKind.OTHER, cls.name, message if isinstance(message, str) else "", frame.module.name)
    except TFError as refusal:
        interp.state.leave(ExitKind.RETURN, frame, interp.refuse(refusal))
    raise Dead


def assert_(interp: Interpreter, node: ir.Assert, frame: Frame) -> None:
    """`assert`."""
    frame.span = node.span
    if interp.truth(interp.eval(node.test, frame)) is FALSE:
        message = None if node.message is None else formatting.text(interp, interp.eval(node.message, frame))
        said = message if isinstance(message, str) else text_of(node.test)
        if frame.user:
            _ends(interp, frame, EXCEPTIONS["AssertionError"])
        interp.at(frame, node.span, lambda: interp.fail("AssertionError", said))


def try_(interp: Interpreter, node: ir.Try, frame: Frame) -> None:
    """`try` with its clauses: what each path raises goes to the first handler that takes it."""
    if node.final:
        with interp.state.onlooker():
            _try_closely(interp, node, frame)
    else:
        _try_closely(interp, node, frame)


def _try_closely(interp: Interpreter, node: ir.Try, frame: Frame) -> None:
    state, conditions = interp.state, interp.state.conditions
    kinds = [_handler_kinds(interp, h, frame) for h in node.handlers]
    around = state.enter()
    final = unwinding.leaving(interp, lambda _: _final_clause(interp, node, frame))
    if node.final:
        interp.handlers.append(final)
    try:
        _try_body(interp, node, frame, kinds)
    finally:
        if node.final:
            interp.handlers.pop()
    if node.final:
        stayed, exits = state.close(around)
        unwinding.once(interp, final, lambda: interp.run(node.final, frame))
        if state.path is FALSE:
            return
        state.resume(exits)
        state.narrow(conditions.both(state.path, stayed))


def _final_clause(interp: Interpreter, node: ir.Try, frame: Frame) -> None:
    """Run the clause while a statement of the body is under way."""
    span = frame.span
    try:
        interp.run(node.final, frame)
    finally:
        frame.span = span


def _try_body(interp: Interpreter, node: ir.Try, frame: Frame, kinds: list[tuple[ClassObj, ...] | None]) -> None:
    state, conditions = interp.state, interp.state.conditions
    body = state.enter()
    caught: tuple[ClassObj, ...] | None = ()
    for kind in kinds:
        caught = None if kind is None or caught is None else (*caught, *kind)
    interp.handlers.append(caught)
    frame.trying += 1
    try:
        interp.run(node.body, frame)
        if interp.failing is frame and node.handlers and state.path is not FALSE:
            fails = conditions.atom(("fails", state.fresh()), expected=True)
            state.split(fails, lambda: state.leave(ExitKind.RAISE, None, endless.error(interp)), lambda: None)
    finally:
        frame.trying -= 1
        interp.handlers.pop()
    stayed, exits = state.close(body)
    raised = [e for e in exits if e.kind is ExitKind.RAISE]
    state.resume([e for e in exits if e.kind is not ExitKind.RAISE])
    live = stayed
    for one in raised:
        live = conditions.either(live, one.condition)
    state.narrow(live)
    if live is not FALSE:
        with contextlib.suppress(Dead):
            _handle(interp, node, frame, kinds, raised, 0)


def _handle(
    interp: Interpreter,
    node: ir.Try,
    frame: Frame,
    kinds: list[tuple[ClassObj, ...] | None],
    raised: list[Exit],
    index: int,
) -> None:
    if index == len(raised):
        interp.run(node.orelse, frame)
        return
    one = raised[index]
    interp.state.split(
        one.condition,
        lambda: _handle_one(interp, node, frame, kinds, one.value),
        lambda: _handle(interp, node, frame, kinds, raised, index + 1),
    )


def _handle_one(interp: Interpreter, node: ir.Try, frame: Frame, kinds: list[tuple[ClassObj, ...] | None], error: Value) -> None:
    cls = class_of(error)
    for handler, kind in zip(node.handlers, kinds, strict=True):
        if kind is None or cls is None or any(cls.is_subclass(k) for k in kind):
            if handler.name is not None:
                interp.assign(ir.Name(handler.name), error, frame)
            interp.errors.append(error)
            try:
                interp.run(handler.body, frame)
            finally:
                interp.errors.pop()
            if handler.name is not None and interp.state.path is not FALSE:
                interp.state.delete(frame.vars, handler.name)
            return
    interp.throw(error)


def _handler_kinds(interp: Interpreter, handler: ir.Handler, frame: Frame) -> tuple[ClassObj, ...] | None:
    """The classes that a handler catches; None for everything."""
    if handler.kind is None:
        return None
    value = interp.eval(handler.kind, frame)
    kinds = value if isinstance(value, tuple) else (value,)
    found = [kind if isinstance(kind, ClassObj) else _UNSEEN for kind in kinds]
    if BASE_EXCEPTION in found or EXCEPTION in found:
        return (BASE_EXCEPTION if BASE_EXCEPTION in found else EXCEPTION,)
    return tuple(found)


_UNSEEN: Final = ClassObj("an error of a library", (EXCEPTION,))
"""Stands for the class of an `except` that is not known: no error that is followed is of it."""
