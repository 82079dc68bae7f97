"""Lowering of statement sequences, and what becomes of a statement that cannot be lowered.

Flows in: the libcst body of a module or a compound statement. Flows out: a tuple of `ir.Stmt`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from scopelint import ir
from scopelint.lower.small import SMALL
from scopelint.lower.walk import ABSENT, TooDeepError, Walk
from scopelint.reading.tree import cst

_continued_line = re.compile(r"\\(?:\r\n|\r|\n)")
_formatted_start = re.compile(r"(?:[fFtT][rR]?|[rR][fFtT])(?:\"\"\"|'''|\"|')")
_OPENING: Final = frozenset("([{")
_CLOSING: Final = frozenset((")", "]", "}", '"', "'", '"""', "'''"))
_CLAUSES: Final = frozenset(("elif", "else", "except", "finally"))


def block(walk: Walk, body: cst.BaseSuite) -> tuple[ir.Stmt, ...]:
    """Lower the body of a compound statement; `walk.stop` is then where its last one ended."""
    walk.depth += 1
    if isinstance(body, cst.IndentedBlock):
        lowered = statements(walk, body.body)
    else:
        assert isinstance(body, cst.SimpleStatementSuite)
        into: list[ir.Stmt] = []
        _line(walk, body.body, into)
        lowered = tuple(into)
    walk.depth -= 1
    return lowered


def statements(walk: Walk, nodes: Sequence[cst.BaseStatement]) -> tuple[ir.Stmt, ...]:
    """Lower statement lines and compound statements in order."""
    lowered: list[ir.Stmt] = []
    for node in nodes:
        if isinstance(node, cst.SimpleStatementLine):
            _line(walk, node.body, lowered)
            continue
        start, depth, scope, names = walk.at, walk.depth, walk.scope, walk.scope.names
        try:
            lowered.append(walk.compound[type(node)](walk, node))
        except (TooDeepError, RecursionError, KeyError) as error:
            walk.depth, walk.scope, scope.names = depth, scope, names
            _pass_compound(walk, start, node)
            lowered.append(_given_up(walk, start, (node,), error))
    return tuple(lowered)


def _line(walk: Walk, nodes: Sequence[cst.BaseSmallStatement], into: list[ir.Stmt]) -> None:
    """Lower the statements of one line."""
    for index, node in enumerate(nodes):
        start, depth, scope, names = walk.at, walk.depth, walk.scope, walk.scope.names
        try:
            into.append(SMALL[type(node)](walk, node))
        except (TooDeepError, RecursionError, KeyError) as error:
            walk.depth, walk.scope, scope.names = depth, scope, names
            walk.at = _next_line(walk, start)
            into.append(_given_up(walk, start, nodes[index:], error))
            return
        if node.semicolon is not ABSENT:
            walk.at += 2
        walk.stop = walk.at


def _given_up(walk: Walk, start: int, nodes: Sequence[cst.CSTNode], error: Exception) -> ir.Stmt:
    """What stands for statements that are nested too deeply, or hold a node that no handler is for."""
    walk.stop = walk.at
    binds = tuple(dict.fromkeys(_bound_names(nodes)))
    for name in binds:
        walk.scope.bind(name)
    unknown = error.args[0] if isinstance(error, KeyError) else None
    reason = "nested too deeply" if unknown is None else f"unknown syntax: {getattr(unknown, '__name__', unknown)}"
    return ir.OpaqueStatement(reason, binds, (), walk.span(start))


def _pass_compound(walk: Walk, start: int, node: cst.CSTNode) -> None:
    """Move to the statement after the compound one at `start`: the next that is indented no more."""
    at = start
    for _ in getattr(node, "decorators", None) or ():
        at = _next_line(walk, at)
    indent = _column(walk, start)
    while True:
        at = _next_line(walk, at)
        first, last = walk.bounds[at : at + 2]
        if first == len(walk.text):
            break
        if _column(walk, at) <= indent and walk.text[first:last] not in _CLAUSES:
            break
    walk.at = at


def _next_line(walk: Walk, at: int) -> int:
    """The first token of the logical line after the one that the token `at` is in."""
    depth = 0
    while True:
        first, last = walk.bounds[at : at + 2]
        if first == len(walk.text):
            return at
        token = walk.text[first:last]
        if token in _OPENING or _formatted_start.fullmatch(token):
            depth += 1
        elif token in _CLOSING:
            depth -= 1
        at += 2
        if depth == 0:
            gap = _continued_line.sub("", walk.text[last : walk.bounds[at]])
            if "\n" in gap or "\r" in gap:
                return at


def _column(walk: Walk, at: int) -> int:
    return walk.span_to(at, at + 2).column


def _bound_names(nodes: Sequence[cst.CSTNode]) -> Iterator[str]:
    """The names that statements may bind, found without recursion; rather too many than too few."""
    pending = list(nodes)
    while pending:
        node = pending.pop()
        match node:
            case cst.FunctionDef(name=cst.Name(value=name)) | cst.ClassDef(name=cst.Name(value=name)):
                yield name
                continue
            case cst.Import() | cst.ImportFrom():
                yield from _imported(node)
                continue
            case cst.NamedExpr(target=assigned) | cst.AssignTarget(target=assigned):
                yield from _assigned(assigned)
            case cst.AsName(name=assigned):
                yield from _assigned(assigned)
            case cst.For(target=assigned) | cst.AugAssign(target=assigned):
                yield from _assigned(assigned)
            case cst.AnnAssign(target=assigned) | cst.Del(target=assigned):
                yield from _assigned(assigned)
            case _:
                pass
        pending.extend(_children(node))


def _children(node: cst.CSTNode) -> Iterator[cst.CSTNode]:
    """The nodes in the fields of one."""
    for _, field in sorted(vars(node).items()):
        within = field if isinstance(field, (list, tuple)) else (field,)
        yield from (child for child in within if isinstance(child, cst.CSTNode))


def _assigned(target: cst.BaseExpression) -> Iterator[str]:
    pending = [target]
    while pending:
        node = pending.pop()
        match node:
            case cst.Name(value=name):
                yield name
            case cst.Tuple(elements=elements) | cst.List(elements=elements):
                pending.extend(element.value for element in elements)
            case _:
                pass


def _imported(node: cst.Import | cst.ImportFrom) -> Iterator[str]:
    if isinstance(node.names, cst.ImportStar):
        return
    for alias in node.names:
        bound: cst.BaseExpression = alias.name if alias.asname is None else alias.asname.name
        while isinstance(bound, cst.Attribute):
            bound = bound.value
        yield from _assigned(bound)
