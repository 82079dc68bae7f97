"""`eval`, `exec` and `ast.literal_eval`: code that the program makes at run time.

Flows in: texts, as far as they are known. Flows out: what the code in them does, interpreted like all other code, on behalf of the call.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from scopelint import ir
from scopelint.domain.values import MISSING, Choice, Table, Value
from scopelint.interp.frames import Frame
from scopelint.interp.library.convert import to_value
from scopelint.interp.natives import native
from scopelint.interp.objects import CONTENT, DictObj, ModuleObj
from scopelint.interp.views import NamespaceView

if TYPE_CHECKING:
    from scopelint.interp.interpreter import Interpreter


@native("builtins.eval", lazy=True)
def _eval(interp: Interpreter, text: Value, namespace: Value = MISSING, local: Value = MISSING) -> Value:
    if type(text) is Choice:
        return interp.each(text, lambda one: _eval(interp, one, namespace, local))
    match _code(interp, text):
        case (ir.ExprStmt(value=value),):
            frame = _frame(interp, namespace, local)
            if frame is not None:
                return interp.eval(value, frame)
    return interp.unknown("eval", "code that is made at run time")


@native("builtins.exec", lazy=True)
def _exec(interp: Interpreter, text: Value, namespace: Value = MISSING, local: Value = MISSING) -> Value:
    if type(text) is Choice:
        return interp.each(text, lambda one: _exec(interp, one, namespace, local))
    code = _code(interp, text)
    frame = _frame(interp, namespace, local) if code else None
    if frame is None:
        return None
    interp.run(code, frame)
    target = local if isinstance(local, DictObj) else namespace
    if isinstance(target, DictObj) and not _is_namespace(interp, target):
        interp.state.set(target.fields, CONTENT, {name: value for name, value in frame.vars.items() if name[0] != "<"})
    return None


@native("ast.literal_eval")
def _literal_eval(interp: Interpreter, text: Value) -> Value:
    """The value of a text that holds a literal; nothing in it is run."""
    if not isinstance(text, str) or len(text) > interp.limits.containers:
        return interp.unknown("ast.literal_eval", "a literal that is not known")
    try:
        return to_value(interp, ast.literal_eval(text))
    except (ValueError, SyntaxError) as error:
        return interp.fail(type(error).__name__, str(error))
    except (TypeError, MemoryError, RecursionError):
        return interp.unknown("ast.literal_eval", "a literal that cannot be read")


def _code(interp: Interpreter, text: Value) -> tuple[ir.Stmt, ...]:
    """The statements of a text; else a cut, and none."""
    if not isinstance(text, str) or len(text) > interp.limits.containers:
        interp.cut("code that is made at run time, of which the text or the namespace is not known, is not followed")
        return ()
    code = interp.modules.snippet(text, interp.frames[-1].path)
    if code is None:
        interp.fail("SyntaxError", "invalid syntax")
        return ()
    return code.body


def _is_namespace(interp: Interpreter, given: DictObj) -> bool:
    """Whether this is what `globals()` or `locals()` gives here."""
    if isinstance(given.fields, NamespaceView):
        return True
    names = interp.items(given)
    return isinstance(names, tuple) and set(names) == {name for name in interp.frames[-1].vars if name[0] != "<"}


def _frame(interp: Interpreter, namespace: Value, local: Value) -> Frame | None:
    """The frame that the code runs in: the caller's own names, or those of the dicts that are given; what it does happens at the call."""
    caller = interp.frames[-1]
    given = [one for one in (namespace, local) if one is not MISSING and one is not None]
    if all(isinstance(one, DictObj) and _is_namespace(interp, one) for one in given):
        module = _unseen(caller.module, caller.module.fields)
        frame = Frame(module, caller.vars, caller.closure, caller.function)
        frame.span, frame.receiver, frame.cls, frame.redirect = caller.span, caller.receiver, caller.cls, caller.redirect
        return frame
    contents = [interp.state.get(one.fields, CONTENT) if isinstance(one, DictObj) else None for one in given]
    known = [content for content in contents if isinstance(content, dict) and all(isinstance(name, str) for name in content)]
    if len(known) < len(given):
        interp.cut("code that is made at run time, of which the text or the namespace is not known, is not followed")
        return None
    module = _unseen(caller.module, Table(known[0]) if namespace in given else caller.module.fields)
    frame = Frame(module, module.fields if local not in given else Table(known[-1]), (), None)
    frame.span = caller.span
    return frame


def _unseen(module: ModuleObj, fields: Table) -> ModuleObj:
    """The module as code sees it that stands in no file: what it does, functions that it defines included, happens at the call."""
    made = ModuleObj(module.name, module.path, first_party=False)
    made.fields = fields
    return made
