"""Lowering of what is assigned to: an expression whose names are bound in the current scope.

Flows in: a walk at the first token of a libcst target. Flows out: an `ir.Target`.
"""

from __future__ import annotations

from scopelint import ir
from scopelint.lower.walk import Walk, expression
from scopelint.reading.tree import cst


def target(walk: Walk, node: cst.BaseExpression) -> ir.Target:
    """Lower what is assigned to, and bind its names in the current scope."""
    lowered = expression(walk, node)
    bind(walk, lowered)
    return lowered  # type: ignore[return-value]  # the grammar allows nothing else here


def bind(walk: Walk, lowered: ir.Expr) -> None:
    """Bind the names in an assigned target."""
    match lowered:
        case ir.Name(id=name):
            walk.scope.bind(name)
        case ir.Tuple(items=items) | ir.List(items=items):
            for item in items:
                bind(walk, item)
        case ir.Starred(value=value):
            bind(walk, value)
        case _:
            pass
