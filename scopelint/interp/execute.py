"""Statements, and how paths leave and meet again.

Flows in: IR statements and a frame. Flows out: effects in the state. A statement whose path ended
leaves `state.path` false; nothing after it in the block runs.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from scopelint import ir
from scopelint.domain.conditions import FALSE, TRUE
from scopelint.domain.state import Dead, ExitKind
from scopelint.domain.values import MISSING, Choice, Unknown, Value
from scopelint.interp import (
    contents,
    coroutines,
    definitions,
    filters,
    formatting,
    handling,
    iteration,
    leftovers,
    managers,
    operators,
    patterns,
)
from scopelint.interp.class_attributes import before_python
from scopelint.interp.evaluate import attribute_of
from scopelint.interp.frames import Frame, Step
from scopelint.interp.objects import ContextManager, GeneratorObj, ModuleObj
from scopelint.interp.views import OPEN
from scopelint.ir_text import text_of
from scopelint.model import Span

if TYPE_CHECKING:
    from scopelint.interp.interpreter import Interpreter


def run_block(interp: Interpreter, block: tuple[ir.Stmt, ...], frame: Frame) -> None:
    """Run statements in order until none of the path is left."""
    state = interp.state
    for statement in block:
        interp.step()
        try:  # noqa: SIM105 - the innermost loop of the interpreter
            STATEMENTS[type(statement)](interp, statement, frame)
        except Dead:
            pass
        if interp.dropped:
            coroutines.close_dropped(interp, _step(interp, frame, getattr(statement, "span", frame.span)))
        if state.path is FALSE:
            return


def _expression(interp: Interpreter, node: ir.ExprStmt, frame: Frame) -> None:
    frame.span = node.span
    value = interp.eval(node.value, frame)
    if type(value) is ContextManager:
        managers.note_unused(interp, value, frame, node.span)


def _assign(interp: Interpreter, node: ir.Assign, frame: Frame) -> None:
    frame.span = node.span
    value = interp.eval(node.value, frame)
    for target in node.targets:
        assign(interp, target, value, frame)


def assign(interp: Interpreter, target: ir.Target, value: Value, frame: Frame) -> None:
    """Bind a value to a name, an attribute, an item, or unpack it."""
    match target:
        case ir.Name(id=name):
            table = frame.vars
            if frame.redirect is not None and name in frame.redirect:
                table = frame.redirect[name]
            interp.state.set(table, name, value)
        case ir.Attribute(value=owner, attr=attr):
            holder = interp.eval(owner, frame)
            interp.at(frame, target.span, lambda: interp.setattr(holder, attr, value))
        case ir.Subscript(value=owner, index=index):
            container = interp.eval(owner, frame)
            place = interp.eval(index, frame)
            contents.put_item(interp, container, place, value)
        case ir.Tuple(items=items) | ir.List(items=items):
            if type(value) is GeneratorObj:
                _consume(interp, frame, frame.span)
            _unpack(interp, items, value, frame)
        case ir.Starred(value=inner):
            assign(interp, inner, value, frame)  # type: ignore[arg-type]


def _unpack(interp: Interpreter, targets: tuple[ir.Expr, ...], value: Value, frame: Frame) -> None:
    if type(value) is Choice:
        interp.each(value, lambda v: _unpack(interp, targets, v, frame))
        return
    items = interp.items(value)
    star = next((i for i, t in enumerate(targets) if type(t) is ir.Starred), None)
    if isinstance(items, Unknown):
        for index, target in enumerate(targets):
            part = Unknown(("item", index, items.key), text_of(target), items.reason)
            assign(interp, target, part, frame)  # type: ignore[arg-type]
        return
    if star is None:
        if len(items) != len(targets):
            message = _miscounted(len(items), len(targets))
            interp.at(frame, frame.span, lambda: interp.fail("ValueError", message))
            items = tuple(interp.unknown(text_of(t), "unpacked from the wrong number of values") for t in targets)
        parts: tuple[Value, ...] = items
    else:
        after = len(targets) - star - 1
        end = len(items) - after
        parts = (*items[:star], interp.list(items[star:end]), *items[end:])
    for target, part in zip(targets, parts, strict=False):
        assign(interp, target, part, frame)  # type: ignore[arg-type]


def _miscounted(there: int, wanted: int) -> str:
    if there > wanted:
        return f"too many values to unpack (expected {wanted})"
    return f"not enough values to unpack (expected {wanted}, got {there})"


def _annotated(interp: Interpreter, node: ir.AnnAssign, frame: Frame) -> None:
    frame.span = node.span
    if frame.is_class_body and type(node.target) is ir.Name:
        managers.note_annotation(interp, frame, node)
    if node.value is not None:
        assign(interp, node.target, interp.eval(node.value, frame), frame)


def _augmented(interp: Interpreter, node: ir.AugAssign, frame: Frame) -> None:
    """`target op= value`: what the target is made of is evaluated once."""
    frame.span = node.span
    old, put = _place(interp, node.target, frame)
    value = interp.eval(node.value, frame)
    if node.op == "%" and isinstance(old, str) and before_python(old, "__mod__") is MISSING:
        new = formatting.percent(interp, old, value)
    else:
        new = interp.at(frame, node.span, lambda: operators.augmented(interp, node.op, old, value))
    put(new)


def _place(interp: Interpreter, target: ir.Target, frame: Frame) -> tuple[Value, Callable[[Value], None]]:
    """What a target holds, and what puts something else there."""
    match target:
        case ir.Attribute(value=owner):
            holder = interp.eval(owner, frame)
            found = attribute_of(interp, holder, target, frame)
            return found, lambda new: interp.at(frame, target.span, lambda: interp.setattr(holder, target.attr, new))
        case ir.Subscript(value=owner, index=index):
            container, place = interp.eval(owner, frame), interp.eval(index, frame)
            found = interp.at(frame, frame.span, lambda: contents.subscript(interp, container, place, target))
            return found, lambda new: contents.put_item(interp, container, place, new)
        case _:
            return interp.eval(target, frame), lambda new: assign(interp, target, new, frame)


def _delete(interp: Interpreter, node: ir.Delete, frame: Frame) -> None:
    frame.span = node.span
    for target in node.targets:
        match target:
            case ir.Name(id=name):
                interp.state.delete(frame.vars, name)
            case ir.Attribute(value=owner, attr=attr):
                evaluate_owner = interp.eval(owner, frame)
                interp.delattr(evaluate_owner, attr)
            case ir.Subscript(value=owner, index=index):
                contents.delete_item(interp, interp.eval(owner, frame), interp.eval(index, frame))
            case ir.Tuple(items=items) | ir.List(items=items):
                _delete(interp, ir.Delete(items, node.span), frame)  # type: ignore[arg-type]


def _return(interp: Interpreter, node: ir.Return, frame: Frame) -> None:
    frame.span = node.span
    value = None if node.value is None else interp.eval(node.value, frame)
    interp.state.leave(ExitKind.RETURN, frame, value)


def _pass(interp: Interpreter, node: ir.Pass, frame: Frame) -> None:
    pass


def _break(interp: Interpreter, node: ir.Break, frame: Frame) -> None:
    interp.state.leave(ExitKind.BREAK, frame.loop)


def _continue(interp: Interpreter, node: ir.Continue, frame: Frame) -> None:
    interp.state.leave(ExitKind.CONTINUE, frame.loop)


def _global(interp: Interpreter, node: ir.Global, frame: Frame) -> None:
    redirect = dict(frame.redirect or {})
    redirect.update(dict.fromkeys(node.names, frame.module.fields))
    frame.redirect = redirect


def _nonlocal(interp: Interpreter, node: ir.Nonlocal, frame: Frame) -> None:
    redirect = dict(frame.redirect or {})
    for name in node.names:
        owner = next((table for table in frame.closure if name in table), None)
        if owner is not None:
            redirect[name] = owner
    frame.redirect = redirect


def _import(interp: Interpreter, node: ir.Import, frame: Frame) -> None:
    frame.span = node.span
    for alias in node.names:
        module = interp.at(frame, node.span, lambda name=alias.name: interp.modules.load(interp, name, frame))  # type: ignore[misc]
        if alias.asname is None:
            top = alias.name.partition(".")[0]
            value = interp.modules.load(interp, top, frame) if "." in alias.name else module
            assign(interp, ir.Name(top), value, frame)
        else:
            assign(interp, ir.Name(alias.asname), module, frame)


def _import_from(interp: Interpreter, node: ir.ImportFrom, frame: Frame) -> None:
    frame.span = node.span
    if node.level == 0 and node.module == "__future__":
        return
    module = interp.at(frame, node.span, lambda: interp.modules.load(interp, node.module, frame, node.level))
    for alias in node.names:
        if alias.name == "*":
            _import_star(interp, module, frame)
            continue
        value = interp.modules.member(interp, module, alias.name)
        assign(interp, ir.Name(alias.asname or alias.name), value, frame)


def _import_star(interp: Interpreter, module: Value, frame: Frame) -> None:
    exported = interp.modules.exports(interp, module)
    if exported is None or (isinstance(module, ModuleObj) and interp.state.get(module.fields, OPEN) is not MISSING):
        interp.state.set(frame.module.fields, "<star>", True)
    if exported is None:
        return
    for name, value in exported.items():
        assign(interp, ir.Name(name), value, frame)


def _if(interp: Interpreter, node: ir.If, frame: Frame) -> None:
    frame.span = node.span
    test = interp.truth(interp.eval(node.test, frame))
    interp.state.split(test, lambda: run_block(interp, node.body, frame), lambda: run_block(interp, node.orelse, frame))


def _for(interp: Interpreter, node: ir.For, frame: Frame) -> None:
    frame.span = node.span
    iterable = interp.eval(node.iterable, frame)
    if type(iterable) is GeneratorObj:
        if _goes_on_later(interp, node, frame):
            coroutines.begin(interp, iterable)
        _consume(interp, frame, node.span)
    walked = filters.variables(iterable) if frame.user else None
    iteration.loop(
        interp,
        frame,
        node.span,
        lambda turn: iteration.each_turn(interp, iterable, turn, "item"),
        lambda item: assign(interp, node.target, iteration.named(node.target, item), frame),
        node.body,
        node.orelse,
    )
    if walked is not None:
        filters.looped(interp, node, walked, frame)


def _consume(interp: Interpreter, frame: Frame, span: Span) -> None:
    """The items of a generator are asked for here."""
    interp.consumer = _step(interp, frame, span)


def _step(interp: Interpreter, frame: Frame, span: Span) -> Step:
    """A place that stands on the call stack while generators run there."""
    return Step(frame.path, span, frame.user, interp.state.path, None, frame.function)


def _goes_on_later(interp: Interpreter, node: ir.For, frame: Frame) -> bool:
    """Whether a loop may leave a generator half-way that is gone on with: one mentioned elsewhere, or walked through inside a loop."""
    if type(node.iterable) is not ir.Name or not frame.user or interp.state.path is not TRUE or interp.state.splits:
        return False
    if not any(type(inner) is ir.Break for inner in leftovers.nodes(node.body)):
        return False
    name = node.iterable.id
    code = frame.module.body if frame.function is None else frame.function.code.body
    mentions = sum(1 for inner in leftovers.nodes(code) if type(inner) is ir.Name and inner.id == name)
    return mentions > _MADE_AND_USED or frame.loop is not None


_MADE_AND_USED: Final = 2
"""How often a generator is mentioned that is bound to a name and walked through once."""


def _while(interp: Interpreter, node: ir.While, frame: Frame) -> None:
    frame.span = node.span
    iteration.while_loop(interp, node, frame)


def _with(interp: Interpreter, node: ir.With, frame: Frame) -> None:
    frame.span = node.span
    managers.run_with(interp, node, 0, frame)


def _match(interp: Interpreter, node: ir.Match, frame: Frame) -> None:
    frame.span = node.span
    interp.each(interp.eval(node.subject, frame), lambda subject: _cases(interp, node.cases, subject, frame))


def _cases(interp: Interpreter, cases: tuple[ir.Case, ...], subject: Value, frame: Frame) -> None:
    if not cases:
        return
    first, rest = cases[0], cases[1:]

    def guarded() -> None:
        test = TRUE if first.guard is None else interp.truth(interp.eval(first.guard, frame))
        interp.state.split(test, lambda: run_block(interp, first.body, frame), lambda: _cases(interp, rest, subject, frame))

    found = patterns.matches(interp, first.pattern, subject, frame, lambda name, value: assign(interp, ir.Name(name), value, frame))
    interp.state.split(found, guarded, lambda: _cases(interp, rest, subject, frame))


def _opaque(interp: Interpreter, node: ir.OpaqueStatement, frame: Frame) -> None:
    frame.span = node.span
    interp.at(frame, node.span, lambda: interp.cut(node.reason))
    for name in node.binds:
        assign(interp, ir.Name(name), interp.unknown(name, node.reason), frame)
    for index, statement in enumerate(node.body):
        maybe = interp.state.conditions.atom(("opaque", id(node), index, interp.state.fresh()))
        interp.state.split(maybe, lambda s=statement: run_block(interp, (s,), frame), lambda: None)  # type: ignore[misc]


STATEMENTS: Final[dict[type, Callable[..., None]]] = {
    ir.ExprStmt: _expression,
    ir.Assign: _assign,
    ir.AnnAssign: _annotated,
    ir.AugAssign: _augmented,
    ir.Delete: _delete,
    ir.Return: _return,
    ir.Raise: handling.raise_,
    ir.Assert: handling.assert_,
    ir.Pass: _pass,
    ir.Break: _break,
    ir.Continue: _continue,
    ir.Global: _global,
    ir.Nonlocal: _nonlocal,
    ir.Import: _import,
    ir.ImportFrom: _import_from,
    ir.If: _if,
    ir.For: _for,
    ir.While: _while,
    ir.With: _with,
    ir.Try: handling.try_,
    ir.Match: _match,
    ir.FunctionDef: definitions.function,
    ir.ClassDef: definitions.class_,
    ir.OpaqueStatement: _opaque,
}
