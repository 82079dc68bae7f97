"""Which names a body of Python's own `ast` binds, and what names within classes are called.

Flows in: trees of `ast`. Flows out: names, and trees with the names that the compiler gives.
"""

# ruff: noqa: N815 - methods bear the names of the classes of `ast`

from __future__ import annotations

import ast
from typing import Any


def captured(pattern: ast.AST) -> list[str]:
    names: list[str] = []
    stars = (getattr(ast, "MatchStar", ()), getattr(ast, "MatchAs", ()))
    mapping = isinstance(pattern, getattr(ast, "MatchMapping", ()))
    named: Any = pattern if mapping or isinstance(pattern, stars) else None
    own = None if named is None else named.rest if mapping else named.name
    if own is not None:
        names.append(own)
    for child in ast.iter_child_nodes(pattern):
        names += captured(child)
    return names


def bound(node: Any) -> str | None:
    """The name that a definition binds where it is not its own: `Mangled` leaves it there."""
    found: str | None = getattr(node, "binds", None)
    return found


class Mangled(ast.NodeTransformer):
    """Writes the `__private` names of classes as the compiler does; keywords of calls stay as they are."""

    def __init__(self) -> None:
        self.owner = ""

    def name(self, name: str) -> str:
        private = self.owner and name.startswith("__") and not name.endswith("__")
        return f"_{self.owner}{name}" if private else name

    def visit_ClassDef(self, node: ast.ClassDef) -> ast.AST:
        self.define(node)
        for part in ("decorator_list", "bases", "keywords"):
            setattr(node, part, [self.visit(one) for one in getattr(node, part)])
        outer, self.owner = self.owner, node.name.lstrip("_")
        node.body = [self.visit(one) for one in node.body]
        self.owner = outer
        return node

    def define(self, node: Any) -> None:
        if self.name(node.name) != node.name:
            node.binds = self.name(node.name)

    def generic_visit(self, node: Any) -> ast.AST:
        match node:
            case ast.FunctionDef() | ast.AsyncFunctionDef():
                self.define(node)
            case ast.Name():
                node.id = self.name(node.id)
            case ast.Attribute():
                node.attr = self.name(node.attr)
            case ast.arg():
                node.arg = self.name(node.arg)
            case ast.Global() | ast.Nonlocal():
                node.names = [self.name(name) for name in node.names]
            case ast.ExceptHandler() | ast.MatchAs() | ast.MatchStar() if node.name is not None:
                node.name = self.name(node.name)
            case ast.alias() if node.asname is not None:
                node.asname = self.name(node.asname)
            case _:
                pass
        return super().generic_visit(node)


def has_yield(body: list[Any]) -> bool:
    """Whether a `yield` stands in the body itself, not in a function inside it."""
    for node in body:
        if isinstance(node, (ast.Yield, ast.YieldFrom)):
            return True
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)):
            outside = [*getattr(node, "decorator_list", []), *getattr(node, "bases", [])]
            if hasattr(node, "args"):
                outside += [*node.args.defaults, *filter(None, node.args.kw_defaults)]
            if has_yield(outside):
                return True
        elif has_yield(list(ast.iter_child_nodes(node))):
            return True
    return False


class Bindings(ast.NodeVisitor):
    """The names that a body binds in its own scope, in the order of the source."""

    def __init__(self) -> None:
        self.names: dict[str, None] = {}
        self.outer: set[str] = set()

    @classmethod
    def of(cls, body: list[Any], params: list[str] | None) -> tuple[str, ...]:
        visitor = cls()
        for node in body:
            visitor.visit(node)
        excluded = set() if params is None else visitor.outer.union(params)
        return tuple(sorted(name for name in visitor.names if name not in excluded))

    def visit_Name(self, node: ast.Name) -> None:
        if not isinstance(node.ctx, ast.Load):
            self.names[node.id] = None

    def visit_AnnAssign(self, node: ast.AnnAssign) -> None:
        if isinstance(node.target, ast.Name) and not node.simple and node.value is None:
            return
        self.generic_visit(node)

    def visit_alias(self, node: ast.alias) -> None:
        if node.name != "*":
            self.names[node.asname or node.name.partition(".")[0]] = None

    def visit_ExceptHandler(self, node: ast.ExceptHandler) -> None:
        if node.name is not None:
            self.names[node.name] = None
        self.generic_visit(node)

    def visit_Global(self, node: ast.Global | ast.Nonlocal) -> None:
        self.outer.update(node.names)

    visit_Nonlocal = visit_Global

    def visit_Match(self, node: Any) -> None:
        for case in node.cases:
            self.names.update(dict.fromkeys(captured(case.pattern)))
        self.generic_visit(node)

    def visit_FunctionDef(self, node: Any) -> None:
        self.names[bound(node) or node.name] = None
        for outside in [*node.decorator_list, *node.args.defaults, *filter(None, node.args.kw_defaults)]:
            self.visit(outside)

    visit_AsyncFunctionDef = visit_FunctionDef

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        self.names[bound(node) or node.name] = None
        for outside in [*node.decorator_list, *node.bases, *node.keywords]:
            self.visit(outside)

    def visit_Lambda(self, node: ast.Lambda) -> None:
        for outside in [*node.args.defaults, *filter(None, node.args.kw_defaults)]:
            self.visit(outside)

    def visit_ListComp(self, node: Any) -> None:
        for inner in ast.walk(node):
            if isinstance(inner, ast.NamedExpr):
                self.visit(inner.target)

    visit_SetComp = visit_DictComp = visit_GeneratorExp = visit_ListComp
