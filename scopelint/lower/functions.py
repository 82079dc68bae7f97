"""Lowering of `def`, `class` and `lambda`: everything that opens a scope of its own.

Flows in: a walk at the first token, decorators included. Flows out: `ir.FunctionDef`,
`ir.ClassDef`, `ir.Lambda`.
"""

from __future__ import annotations

from collections.abc import Sequence

from scopelint import ir
from scopelint.lower.blocks import block
from scopelint.lower.expressions import arguments
from scopelint.lower.walk import ABSENT, Scope, Walk, expression
from scopelint.reading.tree import cst


def function_def(walk: Walk, node: cst.FunctionDef) -> ir.Stmt:
    decorators = _decorators(walk, node.decorators)
    start = walk.at
    walk.at += 2 if node.asynchronous is None else 4
    at_name = walk.at
    name = walk.name(node.name.value)
    span = walk.span(at_name)
    bound = walk.private(name)
    walk.scope.bind(bound)
    if node.type_parameters is not None:
        walk.skip_brackets()
    walk.at += 2
    params = _parameters(walk, node.params)
    walk.at += 2
    if node.returns is not None:
        walk.at += 2
        expression(walk, node.returns.annotation)
    walk.at += 2
    outer = walk.scope
    walk.scope = scope = Scope()
    body = block(walk, node.body)
    walk.scope = outer
    function = ir.Function(
        name=name,
        params=params,
        body=body,
        local=scope.local(params),
        is_generator=scope.is_generator,
        is_async=node.asynchronous is not None,
        docstring=_has_docstring(body),
        span=walk.span_to(start, walk.stop),
    )
    return ir.FunctionDef(function, decorators, span, None if bound == name else bound)


def class_def(walk: Walk, node: cst.ClassDef) -> ir.Stmt:
    decorators = _decorators(walk, node.decorators)
    walk.at += 2
    at_name = walk.at
    name = walk.name(node.name.value)
    span = walk.span(at_name)
    bound = walk.private(name)
    walk.scope.bind(bound)
    if node.type_parameters is not None:
        walk.skip_brackets()
    bases: tuple[ir.Expr, ...] = ()
    keywords: tuple[ir.Keyword, ...] = ()
    if node.lpar is not ABSENT:
        walk.at += 2
        bases, keywords = arguments(walk, (*node.bases, *node.keywords))
        walk.at += 2
    walk.at += 2
    outer, owner = walk.scope, walk.owner
    walk.scope, walk.owner = Scope(), name.lstrip("_")
    body = block(walk, node.body)
    walk.scope, walk.owner = outer, owner
    return ir.ClassDef(name, bases, keywords, body, decorators, span, None if bound == name else bound)


def lambda_(walk: Walk, node: cst.Lambda) -> ir.Expr:
    start = walk.at
    walk.at += 2
    params = _parameters(walk, node.params)
    walk.at += 2
    outer = walk.scope
    walk.scope = scope = Scope()
    at_body = walk.at
    value = expression(walk, node.body)
    walk.scope = outer
    function = ir.Function(
        name="<lambda>",
        params=params,
        body=(ir.Return(value, walk.span(at_body)),),
        local=scope.local(params),
        is_generator=scope.is_generator,
        is_async=False,
        docstring=False,
        span=walk.span(start),
    )
    return ir.Lambda(function)


def _decorators(walk: Walk, nodes: Sequence[cst.Decorator]) -> tuple[ir.Expr, ...]:
    decorators: list[ir.Expr] = []
    for node in nodes:
        walk.at += 2
        decorators.append(expression(walk, node.decorator))
    return tuple(decorators)


def _parameters(walk: Walk, node: cst.Parameters) -> tuple[ir.Param, ...]:
    params = [_parameter(walk, param, "/") for param in node.posonly_params]
    if isinstance(node.posonly_ind, cst.ParamSlash):
        walk.at += 2 if node.posonly_ind.comma is ABSENT else 4
    params += [_parameter(walk, param, "") for param in node.params]
    if isinstance(node.star_arg, cst.Param):
        walk.at += 2
        params.append(_parameter(walk, node.star_arg, "*"))
    elif isinstance(node.star_arg, cst.ParamStar):
        walk.at += 4
    params += [_parameter(walk, param, "k") for param in node.kwonly_params]
    if node.star_kwarg is not None:
        walk.at += 2
        params.append(_parameter(walk, node.star_kwarg, "**"))
    return tuple(params)


def _parameter(walk: Walk, node: cst.Param, kind: str) -> ir.Param:
    name = walk.private(walk.name(node.name.value))
    annotation: ir.Expr | None = None
    default: ir.Expr | None = None
    if node.annotation is not None:
        walk.at += 2
        annotation = expression(walk, node.annotation.annotation)
    if node.default is not None:
        walk.at += 2
        default = expression(walk, node.default)
    if node.comma is not ABSENT:
        walk.at += 2
    return ir.Param(name, kind, default, annotation)


def _has_docstring(body: tuple[ir.Stmt, ...]) -> bool:
    match body:
        case (ir.ExprStmt(value=ir.Const(value=str())), *_):
            return True
        case _:
            return False
