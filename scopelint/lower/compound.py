"""Lowering of the statements that hold statements, but for those that open a scope (`functions`).

Flows in: a walk at the statement's first token. Flows out: an `ir.Stmt`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from scopelint import ir
from scopelint.lower.blocks import block
from scopelint.lower.functions import class_def, function_def
from scopelint.lower.patterns import pattern
from scopelint.lower.targets import target
from scopelint.lower.walk import ABSENT, MAX_DEPTH, StatementHandler, Walk, expression
from scopelint.model import Span
from scopelint.reading.tree import cst

_Branch = tuple[ir.Expr, tuple[ir.Stmt, ...], Span]


def _if(walk: Walk, node: cst.If) -> ir.Stmt:
    """A chain of `elif` is as deep as it is long, so it is walked in a loop and built from its end."""
    branches: list[_Branch] = []
    rest: cst.If | cst.Else | None = node
    while isinstance(rest, cst.If):
        start = walk.at
        walk.at += 2
        test = expression(walk, rest.test)
        span = walk.span(start)
        walk.at += 2
        branches.append((test, block(walk, rest.body), span))
        rest = rest.orelse
    orelse = _else(walk, rest)
    room = max(1, MAX_DEPTH - walk.depth)
    if len(branches) > room:
        orelse = (_many_branches(branches[room:], orelse),)
        del branches[room:]
    for test, body, span in reversed(branches[1:]):
        orelse = (ir.If(test, body, orelse, span),)
    test, body, span = branches[0]
    return ir.If(test, body, orelse, span)


def _many_branches(branches: list[_Branch], orelse: tuple[ir.Stmt, ...]) -> ir.Stmt:
    body: list[ir.Stmt] = []
    for test, inner, span in branches:
        body.append(ir.ExprStmt(test, span))
        body.extend(inner)
    body.extend(orelse)
    return ir.OpaqueStatement("too many branches", (), tuple(body), branches[0][2])


def _else(walk: Walk, node: cst.Else | cst.Finally | None) -> tuple[ir.Stmt, ...]:
    if node is None:
        return ()
    walk.at += 4
    return block(walk, node.body)


def _for(walk: Walk, node: cst.For) -> ir.Stmt:
    start = walk.at
    walk.at += 2 if node.asynchronous is None else 4
    lowered = target(walk, node.target)
    walk.at += 2
    iterable = expression(walk, node.iter)
    span = walk.span(start)
    walk.at += 2
    body = block(walk, node.body)
    orelse = _else(walk, node.orelse)
    return ir.For(lowered, iterable, body, orelse, node.asynchronous is not None, span)


def _while(walk: Walk, node: cst.While) -> ir.Stmt:
    start = walk.at
    walk.at += 2
    test = expression(walk, node.test)
    span = walk.span(start)
    walk.at += 2
    body = block(walk, node.body)
    return ir.While(test, body, _else(walk, node.orelse), span)


def _with(walk: Walk, node: cst.With) -> ir.Stmt:
    start = walk.at
    walk.at += 2 if node.asynchronous is None else 4
    if node.lpar is not ABSENT:
        walk.at += 2
    items: list[ir.WithItem] = []
    span = walk.span_to(start, start + 2)
    for item in node.items:
        value = expression(walk, item.item)
        lowered: ir.Target | None = None
        if item.asname is not None:
            walk.at += 2
            lowered = target(walk, item.asname.name)
        items.append(ir.WithItem(value, lowered))
        span = walk.span(start)
        if item.comma is not ABSENT:
            walk.at += 2
    if node.rpar is not ABSENT:
        walk.at += 2
    walk.at += 2
    body = block(walk, node.body)
    return ir.With(tuple(items), body, node.asynchronous is not None, span)


def _try(walk: Walk, node: cst.Try | cst.TryStar) -> ir.Stmt:
    start = walk.at
    walk.at += 2
    span = walk.span(start)
    walk.at += 2
    body = block(walk, node.body)
    handlers = tuple(_handler(walk, handler) for handler in node.handlers)
    orelse = _else(walk, node.orelse)
    final = _else(walk, node.finalbody)
    return ir.Try(body, handlers, orelse, final, span)


def _handler(walk: Walk, node: cst.ExceptHandler | cst.ExceptStarHandler) -> ir.Handler:
    start = walk.at
    walk.at += 4 if isinstance(node, cst.ExceptStarHandler) else 2
    kind = None if node.type is None else expression(walk, node.type)
    name: str | None = None
    if node.name is not None:
        walk.at += 2
        assert isinstance(node.name.name, cst.Name)
        name = walk.private(walk.name(node.name.name.value))
        walk.scope.bind(name)
    span = walk.span(start)
    walk.at += 2
    return ir.Handler(kind, name, block(walk, node.body), span)


def _match(walk: Walk, node: cst.Match) -> ir.Stmt:
    start = walk.at
    walk.at += 2
    subject = expression(walk, node.subject)
    span = walk.span(start)
    walk.at += 2
    return ir.Match(subject, tuple(_case(walk, case) for case in node.cases), span)


def _case(walk: Walk, node: cst.MatchCase) -> ir.Case:
    start = walk.at
    walk.at += 2
    lowered = pattern(walk, node.pattern)
    guard = None
    if node.guard is not None:
        walk.at += 2
        guard = expression(walk, node.guard)
    span = walk.span(start)
    walk.at += 2
    return ir.Case(lowered, guard, block(walk, node.body), span)


COMPOUND: Final[Mapping[type[cst.CSTNode], StatementHandler]] = {
    cst.If: _if,
    cst.For: _for,
    cst.While: _while,
    cst.With: _with,
    cst.Try: _try,
    cst.TryStar: _try,
    cst.Match: _match,
    cst.FunctionDef: function_def,
    cst.ClassDef: class_def,
}
