"""Lowering of expressions, but for strings (`strings`), displays (`displays`) and lambdas (`functions`).

Flows in: a walk at the first token of a libcst expression. Flows out: an `ir.Expr`. What a
handler adds to `walk.at` are the tokens of its own, two entries each.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from scopelint import ir
from scopelint.lower.literals import integer_value
from scopelint.lower.walk import ABSENT, MAX_DEPTH, Handler, Walk, expression
from scopelint.reading.tree import cst

BINARY: Final[Mapping[type[cst.CSTNode], str]] = {
    cst.Add: "+",
    cst.Subtract: "-",
    cst.Multiply: "*",
    cst.Divide: "/",
    cst.FloorDivide: "//",
    cst.Modulo: "%",
    cst.Power: "**",
    cst.MatrixMultiply: "@",
    cst.LeftShift: "<<",
    cst.RightShift: ">>",
    cst.BitAnd: "&",
    cst.BitOr: "|",
    cst.BitXor: "^",
}
_UNARY: Final[Mapping[type[cst.CSTNode], str]] = {
    cst.Not: "not",
    cst.Minus: "-",
    cst.Plus: "+",
    cst.BitInvert: "~",
}
_COMPARISON: Final[Mapping[type[cst.CSTNode], str]] = {
    cst.Equal: "==",
    cst.NotEqual: "!=",
    cst.LessThan: "<",
    cst.LessThanEqual: "<=",
    cst.GreaterThan: ">",
    cst.GreaterThanEqual: ">=",
    cst.Is: "is",
    cst.IsNot: "is not",
    cst.In: "in",
    cst.NotIn: "not in",
}


def _name(walk: Walk, node: cst.Name) -> ir.Expr:
    value = walk.private(walk.name(node.value))
    known = walk.names.get(value)
    if known is None:
        known = walk.names[value] = ir.Name(value)
    return known


def _integer(walk: Walk, node: cst.Integer) -> ir.Expr:
    start = walk.at
    walk.at += 2
    value = integer_value(node.value)
    return walk.opaque("integer of more than 64 bits", start) if value is None else ir.Const(value)


def _float(walk: Walk, node: cst.Float) -> ir.Expr:
    walk.at += 2
    return ir.Const(float(node.value))


def _imaginary(walk: Walk, node: cst.Imaginary) -> ir.Expr:
    walk.at += 2
    return ir.Imaginary(float(node.value[:-1]))


def _ellipsis(walk: Walk, _: cst.Ellipsis) -> ir.Expr:
    walk.at += 2
    return ir.EllipsisConst()


def _attribute(walk: Walk, node: cst.Attribute) -> ir.Expr:
    start = walk.at
    value = expression(walk, node.value)
    walk.at += 2
    attr = walk.private(walk.name(node.attr.value))
    return ir.Attribute(value, attr, walk.span(start))


def _call(walk: Walk, node: cst.Call) -> ir.Expr:
    start = walk.at
    func = expression(walk, node.func)
    walk.at += 2
    args, keywords = arguments(walk, node.args)
    walk.at += 2
    return ir.Call(func, args, keywords, walk.span(start))


def arguments(walk: Walk, args: Sequence[cst.Arg]) -> tuple[tuple[ir.Expr, ...], tuple[ir.Keyword, ...]]:
    """Lower what stands between the parentheses of a call or a class."""
    positional: list[ir.Expr] = []
    keywords: list[ir.Keyword] = []
    for arg in args:
        if arg.keyword is not None:
            name = walk.name(arg.keyword.value)
            walk.at += 2
            keywords.append(ir.Keyword(name, expression(walk, arg.value)))
        elif not arg.star:
            positional.append(expression(walk, arg.value))
        else:
            walk.at += 2
            value = expression(walk, arg.value)
            if arg.star == "*":
                positional.append(ir.Starred(value))
            else:
                keywords.append(ir.Keyword(None, value))
        if arg.comma is not ABSENT:
            walk.at += 2
    return tuple(positional), tuple(keywords)


def _subscript(walk: Walk, node: cst.Subscript) -> ir.Expr:
    value = expression(walk, node.value)
    walk.at += 2
    indices: list[ir.Expr] = []
    for element in node.slice:
        indices.append(_index(walk, element.slice))
        if element.comma is not ABSENT:
            walk.at += 2
    walk.at += 2
    only = node.slice[0]
    if len(indices) == 1 and only.comma is ABSENT and not isinstance(indices[0], ir.Starred):
        return ir.Subscript(value, indices[0])
    return ir.Subscript(value, ir.Tuple(tuple(indices)))


def _index(walk: Walk, node: cst.BaseSlice) -> ir.Expr:
    if isinstance(node, cst.Index):
        if node.star:
            walk.at += 2
            return ir.Starred(expression(walk, node.value))
        return expression(walk, node.value)
    assert isinstance(node, cst.Slice)
    lower = None if node.lower is None else expression(walk, node.lower)
    walk.at += 2
    upper = None if node.upper is None else expression(walk, node.upper)
    if node.second_colon is not ABSENT:
        walk.at += 2
    step = None if node.step is None else expression(walk, node.step)
    return ir.Slice(lower, upper, step)


def _binary(walk: Walk, node: cst.BinaryOperation) -> ir.Expr:
    """`a + b + c` leans to the left as deep as it is long, so its spine is walked in a loop."""
    start = walk.at
    spine = [node]
    left = node.left
    while isinstance(left, cst.BinaryOperation) and not left.lpar:
        spine.append(left)
        left = left.left
    lowered = expression(walk, left)
    for operation in reversed(spine):
        walk.at += 2
        right = expression(walk, operation.right)
        lowered = ir.BinOp(BINARY[type(operation.operator)], lowered, right)
    if walk.depth + len(spine) > MAX_DEPTH:
        return walk.opaque("too many operators in a row", start)
    return lowered


def _boolean(walk: Walk, node: cst.BooleanOperation) -> ir.Expr:
    operator = type(node.operator)
    spine = [node]
    left = node.left
    while isinstance(left, cst.BooleanOperation) and not left.lpar and type(left.operator) is operator:
        spine.append(left)
        left = left.left
    values = [expression(walk, left)]
    for operation in reversed(spine):
        walk.at += 2
        values.append(expression(walk, operation.right))
    return ir.BoolOp("and" if operator is cst.And else "or", tuple(values))


def _unary(walk: Walk, node: cst.UnaryOperation) -> ir.Expr:
    walk.at += 2
    return ir.UnaryOp(_UNARY[type(node.operator)], expression(walk, node.expression))


def _comparison(walk: Walk, node: cst.Comparison) -> ir.Expr:
    left = expression(walk, node.left)
    ops: list[str] = []
    rights: list[ir.Expr] = []
    for target in node.comparisons:
        op = _COMPARISON[type(target.operator)]
        walk.at += 4 if op in ("is not", "not in") else 2
        ops.append(op)
        rights.append(expression(walk, target.comparator))
    return ir.Compare(left, tuple(ops), tuple(rights))


def _conditional(walk: Walk, node: cst.IfExp) -> ir.Expr:
    """`a if x else b if y else c` leans to the right; walked in a loop for the same reason."""
    start = walk.at
    branches: list[tuple[ir.Expr, ir.Expr]] = []
    rest: cst.BaseExpression = node
    while isinstance(rest, cst.IfExp) and (rest is node or not rest.lpar):
        then = expression(walk, rest.body)
        walk.at += 2
        branches.append((expression(walk, rest.test), then))
        walk.at += 2
        rest = rest.orelse
    lowered = expression(walk, rest)
    if walk.depth + len(branches) > MAX_DEPTH:
        return walk.opaque("too many conditional expressions in a row", start)
    for test, then in reversed(branches):
        lowered = ir.IfExp(test, then, lowered)
    return lowered


def _named(walk: Walk, node: cst.NamedExpr) -> ir.Expr:
    assert isinstance(node.target, cst.Name)
    target = walk.private(walk.name(node.target.value))
    walk.scope.bind(target)
    walk.at += 2
    return ir.NamedExpr(target, expression(walk, node.value))


def _await(walk: Walk, node: cst.Await) -> ir.Expr:
    walk.at += 2
    return ir.Await(expression(walk, node.expression))


def _yield(walk: Walk, node: cst.Yield) -> ir.Expr:
    walk.scope.is_generator = True
    walk.at += 2
    if node.value is None:
        return ir.Yield(None)
    if isinstance(node.value, cst.From):
        walk.at += 2
        return ir.YieldFrom(expression(walk, node.value.item))
    return ir.Yield(expression(walk, node.value))


EXPRESSIONS: Final[Mapping[type[cst.CSTNode], Handler]] = {
    cst.Name: _name,
    cst.Integer: _integer,
    cst.Float: _float,
    cst.Imaginary: _imaginary,
    cst.Ellipsis: _ellipsis,
    cst.Attribute: _attribute,
    cst.Call: _call,
    cst.Subscript: _subscript,
    cst.BinaryOperation: _binary,
    cst.BooleanOperation: _boolean,
    cst.UnaryOperation: _unary,
    cst.Comparison: _comparison,
    cst.IfExp: _conditional,
    cst.NamedExpr: _named,
    cst.Await: _await,
    cst.Yield: _yield,
}
