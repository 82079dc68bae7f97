"""Lowering of the statements that fit on a line.

Flows in: a walk at the statement's first token. Flows out: an `ir.Stmt`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from scopelint import ir
from scopelint.lower.expressions import BINARY
from scopelint.lower.targets import bind, target
from scopelint.lower.walk import ABSENT, Walk, by_name, expression
from scopelint.reading.tree import cst

AUGMENTED: Final[Mapping[str, str]] = {f"{operator.__name__}Assign": sign for operator, sign in BINARY.items()}


def _expression_statement(walk: Walk, node: cst.Expr) -> ir.Stmt:
    start = walk.at
    value = expression(walk, node.value)
    return ir.ExprStmt(value, walk.span(start))


def _assign(walk: Walk, node: cst.Assign) -> ir.Stmt:
    start = walk.at
    targets: list[ir.Target] = []
    for assigned in node.targets:
        targets.append(target(walk, assigned.target))
        walk.at += 2
    value = expression(walk, node.value)
    return ir.Assign(tuple(targets), value, walk.span(start))


def _annotated(walk: Walk, node: cst.AnnAssign) -> ir.Stmt:
    start = walk.at
    lowered: ir.Target = expression(walk, node.target)  # type: ignore[assignment]
    if node.value is not None or not node.target.lpar:
        bind(walk, lowered)
    walk.at += 2
    annotation = expression(walk, node.annotation.annotation)
    value = None
    if node.value is not None:
        walk.at += 2
        value = expression(walk, node.value)
    return ir.AnnAssign(lowered, annotation, value, walk.span(start))


def _augmented(walk: Walk, node: cst.AugAssign) -> ir.Stmt:
    start = walk.at
    lowered = target(walk, node.target)
    walk.at += 2
    value = expression(walk, node.value)
    op = AUGMENTED[type(node.operator).__name__]
    return ir.AugAssign(op, lowered, value, walk.span(start))


def _delete(walk: Walk, node: cst.Del) -> ir.Stmt:
    start = walk.at
    walk.at += 2
    lowered = target(walk, node.target)
    if isinstance(lowered, ir.Tuple) and not node.target.lpar:
        targets: tuple[ir.Target, ...] = lowered.items  # type: ignore[assignment]
    else:
        targets = (lowered,)
    return ir.Delete(targets, walk.span(start))


def _return(walk: Walk, node: cst.Return) -> ir.Stmt:
    start = walk.at
    walk.at += 2
    value = None if node.value is None else expression(walk, node.value)
    return ir.Return(value, walk.span(start))


def _raise(walk: Walk, node: cst.Raise) -> ir.Stmt:
    start = walk.at
    walk.at += 2
    value = None if node.exc is None else expression(walk, node.exc)
    cause = None
    if node.cause is not None:
        walk.at += 2
        cause = expression(walk, node.cause.item)
    return ir.Raise(value, walk.span(start), cause)


def _assert(walk: Walk, node: cst.Assert) -> ir.Stmt:
    start = walk.at
    walk.at += 2
    test = expression(walk, node.test)
    message = None
    if node.msg is not None:
        walk.at += 2
        message = expression(walk, node.msg)
    return ir.Assert(test, walk.span(start), message)


def _pass(walk: Walk, _: cst.Pass) -> ir.Stmt:
    walk.at += 2
    return ir.Pass()


def _break(walk: Walk, _: cst.Break) -> ir.Stmt:
    walk.at += 2
    return ir.Break()


def _continue(walk: Walk, _: cst.Continue) -> ir.Stmt:
    walk.at += 2
    return ir.Continue()


def _global(walk: Walk, node: cst.Global) -> ir.Stmt:
    return ir.Global(_declared(walk, node.names))


def _nonlocal(walk: Walk, node: cst.Nonlocal) -> ir.Stmt:
    return ir.Nonlocal(_declared(walk, node.names))


def _declared(walk: Walk, items: Sequence[cst.NameItem]) -> tuple[str, ...]:
    walk.at += 2
    names: list[str] = []
    for item in items:
        names.append(walk.private(walk.name(item.name.value)))
        if item.comma is not ABSENT:
            walk.at += 2
    walk.scope.outer.update(names)
    return tuple(names)


def _import(walk: Walk, node: cst.Import) -> ir.Stmt:
    start = walk.at
    walk.at += 2
    return ir.Import(_aliases(walk, node.names), walk.span(start))


def _import_from(walk: Walk, node: cst.ImportFrom) -> ir.Stmt:
    start = walk.at
    walk.at += 2
    dots = len(node.relative)
    while walk.text[walk.bounds[walk.at]] == ".":
        walk.at += 2
    module = "" if node.module is None else _dotted(walk, node.module)
    walk.at += 2
    if node.lpar is not None:
        walk.at += 2
    if isinstance(node.names, cst.ImportStar):
        walk.at += 2
        names: tuple[ir.Alias, ...] = (ir.Alias("*", None),)
    else:
        names = _aliases(walk, node.names)
    if node.rpar is not None:
        walk.at += 2
    return ir.ImportFrom(module, names, dots, walk.span(start))


def _lazy_import(walk: Walk, node: Any) -> ir.Stmt:
    """`lazy import a` (PEP 810) binds what `import a` binds."""
    walk.at += 2
    return _import(walk, node)


def _lazy_import_from(walk: Walk, node: Any) -> ir.Stmt:
    walk.at += 2
    return _import_from(walk, node)


def _aliases(walk: Walk, nodes: Sequence[cst.ImportAlias]) -> tuple[ir.Alias, ...]:
    aliases: list[ir.Alias] = []
    for node in nodes:
        name = _dotted(walk, node.name)
        asname: str | None = None
        if node.asname is not None:
            walk.at += 2
            assert isinstance(node.asname.name, cst.Name)
            asname = walk.private(walk.name(node.asname.name.value))
        walk.scope.bind(asname or name.partition(".")[0])
        aliases.append(ir.Alias(name, asname))
        if node.comma is not ABSENT:
            walk.at += 2
    return tuple(aliases)


def _dotted(walk: Walk, node: cst.BaseExpression) -> str:
    """The text of `a.b.c`."""
    attrs: list[cst.Attribute] = []
    while isinstance(node, cst.Attribute):
        attrs.append(node)
        node = node.value
    assert isinstance(node, cst.Name)
    parts = [walk.name(node.value)]
    for attribute in reversed(attrs):
        walk.at += 2
        parts.append(walk.name(attribute.attr.value))
    return ".".join(parts)


def _type_alias(walk: Walk, node: cst.TypeAlias) -> ir.Stmt:
    start = walk.at
    walk.at += 2
    name = walk.name(node.name.value)
    walk.scope.bind(name)
    if node.type_parameters is not None:
        walk.skip_brackets()
    walk.at += 2
    expression(walk, node.value)
    return ir.OpaqueStatement("type alias", (name,), (), walk.span(start))


SMALL: Final[Mapping[type[cst.CSTNode], Callable[[Walk, Any], ir.Stmt]]] = {
    cst.Expr: _expression_statement,
    cst.Assign: _assign,
    cst.AnnAssign: _annotated,
    cst.AugAssign: _augmented,
    cst.Del: _delete,
    cst.Return: _return,
    cst.Raise: _raise,
    cst.Assert: _assert,
    cst.Pass: _pass,
    cst.Break: _break,
    cst.Continue: _continue,
    cst.Global: _global,
    cst.Nonlocal: _nonlocal,
    cst.Import: _import,
    cst.ImportFrom: _import_from,
    cst.TypeAlias: _type_alias,
    **by_name({"LazyImport": _lazy_import, "LazyImportFrom": _lazy_import_from}),
}
