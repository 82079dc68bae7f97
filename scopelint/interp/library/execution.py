"""`eval` and `exec`: code that the program makes at run time.

Flows in: texts, as far as they are known. Flows out: what the code in them does, interpreted like all other code, on behalf of the call.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from scopelint import ir
from scopelint.domain.values import MISSING, Choice, Value
from scopelint.interp.frames import Frame
from scopelint.interp.natives import native
from scopelint.interp.objects import DictObj

if TYPE_CHECKING:
    from scopelint.interp.interpreter import Interpreter


@native("builtins.eval", lazy=True)
def _eval(interp: Interpreter, text: Value, namespace: Value = MISSING, local: Value = MISSING) -> Value:
    if type(text) is Choice:
        return interp.each(text, lambda one: _eval(interp, one, namespace, local))
    code = _code(interp, text, namespace, local)
    match code:
        case (ir.ExprStmt(value=value),):
            return interp.eval(value, _behind(interp))
    return interp.unknown("eval", "code that is made at run time")


@native("builtins.exec", lazy=True)
def _exec(interp: Interpreter, text: Value, namespace: Value = MISSING, local: Value = MISSING) -> Value:
    if type(text) is Choice:
        return interp.each(text, lambda one: _exec(interp, one, namespace, local))
    interp.run(_code(interp, text, namespace, local), _behind(interp))
    return None


def _code(interp: Interpreter, text: Value, namespace: Value, local: Value) -> tuple[ir.Stmt, ...]:
    """The statements of a text that runs in the caller's own namespace; else a cut, and none."""
    own = all(given is MISSING or given is None or _is_namespace(interp, given) for given in (namespace, local))
    if not own or not isinstance(text, str) or len(text) > interp.limits.containers:
        interp.cut("code that is made at run time, of which the text or the namespace is not known, is not followed")
        return ()
    code = interp.modules.snippet(text, interp.frames[-1].path)
    if code is None:
        interp.fail("SyntaxError", "invalid syntax")
        return ()
    return code.body


def _is_namespace(interp: Interpreter, given: Value) -> bool:
    """Whether this is what `globals()` or `locals()` gives here."""
    frame = interp.frames[-1]
    names = interp.items(given) if isinstance(given, DictObj) else None
    return isinstance(names, tuple) and set(names) <= {*frame.vars, *frame.module.fields}


def _behind(interp: Interpreter) -> Frame:
    """The caller's frame as the code sees it; what that code does happens at the call."""
    caller = interp.frames[-1]
    frame = Frame(caller.module, caller.vars, caller.closure, caller.function)
    frame.span, frame.receiver, frame.cls, frame.redirect, frame.user = caller.span, caller.receiver, caller.cls, caller.redirect, False
    return frame
