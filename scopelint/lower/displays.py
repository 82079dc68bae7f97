"""Lowering of displays: tuples, lists, sets, dicts, and comprehensions of each.

Flows in: a walk at the first token of a libcst expression. Flows out: an `ir.Expr`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from scopelint import ir
from scopelint.lower.targets import target
from scopelint.lower.walk import ABSENT, Handler, Walk, by_name, expression
from scopelint.reading.tree import cst


def _elements(walk: Walk, elements: Sequence[cst.BaseElement]) -> tuple[ir.Expr, ...]:
    items: list[ir.Expr] = []
    for element in elements:
        if type(element) is cst.Element:
            items.append(expression(walk, element.value))
        else:
            items.append(expression(walk, element))
        if element.comma is not ABSENT:
            walk.at += 2
    return tuple(items)


def _starred(walk: Walk, node: cst.StarredElement) -> ir.Expr:
    walk.at += 2
    return ir.Starred(expression(walk, node.value))


def _tuple(walk: Walk, node: cst.Tuple) -> ir.Expr:
    return ir.Tuple(_elements(walk, node.elements))


def _list(walk: Walk, node: cst.List) -> ir.Expr:
    walk.at += 2
    items = _elements(walk, node.elements)
    walk.at += 2
    return ir.List(items)


def _set(walk: Walk, node: cst.Set) -> ir.Expr:
    walk.at += 2
    items = _elements(walk, node.elements)
    walk.at += 2
    return ir.Set(items)


def _dict(walk: Walk, node: cst.Dict) -> ir.Expr:
    walk.at += 2
    items: list[ir.DictItem] = []
    for element in node.elements:
        if isinstance(element, cst.DictElement):
            key = expression(walk, element.key)
            walk.at += 2
            items.append(ir.DictItem(key, expression(walk, element.value)))
        else:
            walk.at += 2
            items.append(ir.DictItem(None, expression(walk, element.value)))
        if element.comma is not ABSENT:
            walk.at += 2
    walk.at += 2
    return ir.Dict(tuple(items))


def _list_comprehension(walk: Walk, node: cst.ListComp) -> ir.Expr:
    return _comprehension(walk, node, "list", 2)


def _set_comprehension(walk: Walk, node: cst.SetComp) -> ir.Expr:
    return _comprehension(walk, node, "set", 2)


def _generator(walk: Walk, node: cst.GeneratorExp) -> ir.Expr:
    return _comprehension(walk, node, "generator", 0)


def _comprehension(walk: Walk, node: cst.BaseSimpleComp, kind: str, brackets: int) -> ir.Expr:
    start = walk.at
    walk.at += brackets
    value = expression(walk, node.elt)
    clauses = _clauses(walk, node.for_in)
    walk.at += brackets
    if isinstance(value, ir.Starred):
        return walk.opaque("unpacking in a comprehension", start)
    return ir.Comprehension(kind, None, value, clauses)


def _dict_comprehension(walk: Walk, node: cst.DictComp) -> ir.Expr:
    walk.at += 2
    key = expression(walk, node.key)
    walk.at += 2
    value = expression(walk, node.value)
    clauses = _clauses(walk, node.for_in)
    walk.at += 2
    return ir.Comprehension("dict", key, value, clauses)


def _starred_dict_comprehension(walk: Walk, node: Any) -> ir.Expr:
    start = walk.at
    walk.at += 4
    expression(walk, node.value)
    _clauses(walk, node.for_in)
    walk.at += 2
    return walk.opaque("unpacking in a comprehension", start)


def _clauses(walk: Walk, node: cst.CompFor) -> tuple[ir.Clause, ...]:
    clauses: list[ir.Clause] = []
    rest: cst.CompFor | None = node
    while rest is not None:
        walk.at += 2 if rest.asynchronous is None else 4
        bound_outside = walk.scope.names
        walk.scope.names = {}
        lowered = target(walk, rest.target)
        walk.scope.names = bound_outside
        walk.at += 2
        iterable = expression(walk, rest.iter)
        conditions: list[ir.Expr] = []
        for condition in rest.ifs:
            walk.at += 2
            conditions.append(expression(walk, condition.test))
        clauses.append(ir.Clause(lowered, iterable, tuple(conditions)))
        rest = rest.inner_for_in
    return tuple(clauses)


DISPLAYS: Final[Mapping[type[cst.CSTNode], Handler]] = {
    cst.StarredElement: _starred,
    cst.Tuple: _tuple,
    cst.List: _list,
    cst.Set: _set,
    cst.Dict: _dict,
    cst.ListComp: _list_comprehension,
    cst.SetComp: _set_comprehension,
    cst.GeneratorExp: _generator,
    cst.DictComp: _dict_comprehension,
    **by_name({"StarredDictComp": _starred_dict_comprehension}),
}
