"""Lowering of the patterns of `match`.

Flows in: a walk at the first token of a libcst pattern. Flows out: an `ir.Pattern`; the names that it binds are bound in the current scope.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from scopelint import ir
from scopelint.lower.walk import ABSENT, Walk, expression
from scopelint.reading.tree import cst


def pattern(walk: Walk, node: Any) -> ir.Pattern:
    """Lower any pattern, with its parentheses."""
    if isinstance(node, (cst.MatchValue, cst.MatchSingleton)):  # whose parentheses are those of the value
        return ir.ValuePattern(expression(walk, node.value), isinstance(node, cst.MatchSingleton))
    width = 2 * len(node.lpar)
    walk.at += width
    lowered = _PATTERNS[type(node)](walk, node)
    walk.at += width
    return lowered


def _name(walk: Walk, node: cst.Name) -> str:
    name = walk.private(walk.name(node.value))
    walk.scope.bind(name)
    return name


def _as(walk: Walk, node: cst.MatchAs) -> ir.Pattern:
    inner = None if node.pattern is None else pattern(walk, node.pattern)
    if inner is not None:
        walk.at += 2
    if node.name is None:
        walk.at += 2
        return ir.CapturePattern(None, None)
    return ir.CapturePattern(inner, _name(walk, node.name))


def _or(walk: Walk, node: cst.MatchOr) -> ir.Pattern:
    choices: list[ir.Pattern] = []
    for element in node.patterns:
        if choices:
            walk.at += 2
        choices.append(pattern(walk, element.pattern))
    return ir.OrPattern(tuple(choices))


def _sequence(walk: Walk, node: cst.MatchList | cst.MatchTuple) -> ir.Pattern:
    width = 2 if isinstance(node, cst.MatchList) and node.lbracket is not None else 0
    walk.at += width
    items = tuple(_element(walk, element) for element in node.patterns)
    walk.at += width
    return ir.SequencePattern(items)


def _element(walk: Walk, element: Any) -> ir.Pattern:
    lowered: ir.Pattern
    if isinstance(element, cst.MatchStar):
        walk.at += 2
        if element.name is None:
            walk.at += 2
        lowered = ir.StarPattern(None if element.name is None else _name(walk, element.name))
    else:
        lowered = pattern(walk, element.value)
    _comma(walk, element.comma)
    return lowered


def _mapping(walk: Walk, node: cst.MatchMapping) -> ir.Pattern:
    walk.at += 2
    keys: list[ir.Expr] = []
    values: list[ir.Pattern] = []
    for element in node.elements:
        keys.append(expression(walk, element.key))
        walk.at += 2
        values.append(pattern(walk, element.pattern))
        _comma(walk, element.comma)
    rest = None
    if node.rest is not None:
        walk.at += 2
        rest = _name(walk, node.rest)
        _comma(walk, node.trailing_comma)
    walk.at += 2
    return ir.MappingPattern(tuple(keys), tuple(values), rest)


def _class(walk: Walk, node: cst.MatchClass) -> ir.Pattern:
    cls = expression(walk, node.cls)
    walk.at += 2
    positional = tuple(_element(walk, element) for element in node.patterns)
    names: list[str] = []
    values: list[ir.Pattern] = []
    for element in node.kwds:
        names.append(walk.private(walk.name(element.key.value)))
        walk.at += 2
        values.append(pattern(walk, element.pattern))
        _comma(walk, element.comma)
    walk.at += 2
    return ir.ClassPattern(cls, positional, tuple(names), tuple(values))


def _comma(walk: Walk, comma: Any) -> None:
    if comma is not ABSENT and comma is not None:
        walk.at += 2


_PATTERNS: Final[Mapping[type[cst.CSTNode], Callable[[Walk, Any], ir.Pattern]]] = {
    cst.MatchAs: _as,
    cst.MatchOr: _or,
    cst.MatchList: _sequence,
    cst.MatchTuple: _sequence,
    cst.MatchMapping: _mapping,
    cst.MatchClass: _class,
}
