"""The IR of a module as Python's own `ast` has it: what `lower` must come to.

Flows in: trees of `ast`. Flows out: IR.
"""

# ruff: noqa: N802, N815 - methods bear the names of the classes of `ast`

from __future__ import annotations

import ast
import re
import sys
from typing import Any

from scopelint import ir
from scopelint.model import Span
from tests.ast_names import Bindings, bound, has_yield

FORMATTED_PLACES = sys.version_info >= (3, 12)
"""Whether `ast` knows where the expressions inside f-strings stand."""

BINARY = {
    ast.Add: "+",
    ast.Sub: "-",
    ast.Mult: "*",
    ast.Div: "/",
    ast.FloorDiv: "//",
    ast.Mod: "%",
    ast.Pow: "**",
    ast.MatMult: "@",
    ast.LShift: "<<",
    ast.RShift: ">>",
    ast.BitAnd: "&",
    ast.BitOr: "|",
    ast.BitXor: "^",
}
UNARY = {ast.Not: "not", ast.USub: "-", ast.UAdd: "+", ast.Invert: "~"}
COMPARISON = {
    ast.Eq: "==",
    ast.NotEq: "!=",
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
    ast.Is: "is",
    ast.IsNot: "is not",
    ast.In: "in",
    ast.NotIn: "not in",
}
SURROGATE = re.compile("[\ud800-\udfff]")


class Reference:
    """Builds the IR that `lower` should build; `local` names come from a plain walk of their own."""

    def __init__(self, text: str) -> None:
        self.lines = [line.encode() for line in re.split(r"\r\n|\r|\n", text)]
        self.formatted = 0

    def module(self, node: ast.Module, path: str) -> ir.Module:
        return ir.Module(path, self.body(node.body), Bindings.of(node.body, None))

    def span(self, node: Any, *, end: bool = True) -> Span:
        if self.formatted and not FORMATTED_PLACES:
            return unknown_span()
        return Span(
            node.lineno,
            self.column(node.lineno, node.col_offset),
            node.end_lineno if end else None,  # type: ignore[arg-type]
            self.column(node.end_lineno, node.end_col_offset) if end else None,  # type: ignore[arg-type]
        )

    def column(self, line: int, offset: int) -> int:
        return len(self.lines[line - 1][:offset].decode()) + 1

    # statements

    def body(self, body: list[ast.stmt]) -> tuple[ir.Stmt, ...]:
        return tuple(self.statement(node) for node in body)

    def statement(self, node: ast.stmt) -> ir.Stmt:
        build = getattr(self, f"s_{type(node).__name__}")
        statement: ir.Stmt = build(node)
        return statement

    def s_Expr(self, node: ast.Expr) -> ir.Stmt:
        return ir.ExprStmt(self.of(node.value), self.span(node))

    def s_Assign(self, node: ast.Assign) -> ir.Stmt:
        return ir.Assign(self.all(node.targets), self.of(node.value), self.span(node))  # type: ignore[arg-type]

    def s_AnnAssign(self, node: ast.AnnAssign) -> ir.Stmt:
        target: Any = self.of(node.target)
        return ir.AnnAssign(target, self.of(node.annotation), self.maybe(node.value), self.span(node))

    def s_AugAssign(self, node: ast.AugAssign) -> ir.Stmt:
        target: Any = self.of(node.target)
        return ir.AugAssign(BINARY[type(node.op)], target, self.of(node.value), self.span(node))

    def s_Delete(self, node: ast.Delete) -> ir.Stmt:
        return ir.Delete(self.all(node.targets), self.span(node))  # type: ignore[arg-type]

    def s_Return(self, node: ast.Return) -> ir.Stmt:
        return ir.Return(self.maybe(node.value), self.span(node))

    def s_Raise(self, node: ast.Raise) -> ir.Stmt:
        return ir.Raise(self.maybe(node.exc), self.span(node), self.maybe(node.cause))

    def s_Assert(self, node: ast.Assert) -> ir.Stmt:
        return ir.Assert(self.of(node.test), self.span(node), self.maybe(node.msg))

    def s_Pass(self, node: ast.Pass) -> ir.Stmt:
        return ir.Pass()

    def s_Break(self, node: ast.Break) -> ir.Stmt:
        return ir.Break()

    def s_Continue(self, node: ast.Continue) -> ir.Stmt:
        return ir.Continue()

    def s_Global(self, node: ast.Global) -> ir.Stmt:
        return ir.Global(tuple(node.names))

    def s_Nonlocal(self, node: ast.Nonlocal) -> ir.Stmt:
        return ir.Nonlocal(tuple(node.names))

    def s_Import(self, node: ast.Import) -> ir.Stmt:
        return ir.Import(self.aliases(node.names), self.span(node))

    def s_ImportFrom(self, node: ast.ImportFrom) -> ir.Stmt:
        return ir.ImportFrom(node.module or "", self.aliases(node.names), node.level, self.span(node))

    def aliases(self, names: list[ast.alias]) -> tuple[ir.Alias, ...]:
        return tuple(ir.Alias(alias.name, alias.asname) for alias in names)

    def s_If(self, node: ast.If) -> ir.Stmt:
        span = self.span(node, end=False)
        return ir.If(self.of(node.test), self.body(node.body), self.body(node.orelse), span)

    def s_While(self, node: ast.While) -> ir.Stmt:
        span = self.span(node, end=False)
        return ir.While(self.of(node.test), self.body(node.body), self.body(node.orelse), span)

    def s_For(self, node: ast.For | ast.AsyncFor) -> ir.Stmt:
        target: Any = self.of(node.target)
        is_async = isinstance(node, ast.AsyncFor)
        body, orelse = self.body(node.body), self.body(node.orelse)
        return ir.For(target, self.of(node.iter), body, orelse, is_async, self.span(node, end=False))

    s_AsyncFor = s_For

    def s_With(self, node: ast.With | ast.AsyncWith) -> ir.Stmt:
        items = tuple(
            ir.WithItem(self.of(item.context_expr), self.maybe(item.optional_vars))  # type: ignore[arg-type]
            for item in node.items
        )
        is_async = isinstance(node, ast.AsyncWith)
        return ir.With(items, self.body(node.body), is_async, self.span(node, end=False))

    s_AsyncWith = s_With

    def s_Try(self, node: Any) -> ir.Stmt:
        handlers = tuple(
            ir.Handler(self.maybe(handler.type), handler.name, self.body(handler.body), self.span(handler, end=False))
            for handler in node.handlers
        )
        orelse, final = self.body(node.orelse), self.body(node.finalbody)
        return ir.Try(self.body(node.body), handlers, orelse, final, self.span(node, end=False))

    s_TryStar = s_Try

    def s_FunctionDef(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> ir.Stmt:
        params = self.params(node.args)
        function = ir.Function(
            name=node.name,
            params=params,
            body=self.body(node.body),
            local=Bindings.of(node.body, [param.name for param in params]),
            is_generator=has_yield(node.body),
            is_async=isinstance(node, ast.AsyncFunctionDef),
            docstring=ast.get_docstring(node, clean=False) is not None,
            span=self.span(node),
        )
        return ir.FunctionDef(function, self.all(node.decorator_list), unknown_span(), bound(node))

    s_AsyncFunctionDef = s_FunctionDef

    def s_ClassDef(self, node: ast.ClassDef) -> ir.Stmt:
        bases, keywords = self.all(node.bases), self.keywords(node.keywords)
        decorators = self.all(node.decorator_list)
        return ir.ClassDef(node.name, bases, keywords, self.body(node.body), decorators, unknown_span(), bound(node))

    def s_Match(self, node: Any) -> ir.Stmt:
        return ir.Match(self.of(node.subject), tuple(map(self.case, node.cases)), self.span(node, end=False))

    def case(self, node: Any) -> ir.Case:
        guard = None if node.guard is None else self.of(node.guard)
        return ir.Case(self.pattern(node.pattern), guard, self.body(node.body), unknown_span())

    def pattern(self, node: Any) -> ir.Pattern:
        many = [tuple(map(self.pattern, getattr(node, name, ()))) for name in ("patterns", "kwd_patterns")]
        match node:
            case ast.MatchValue():
                return ir.ValuePattern(self.of(node.value), identical=False)
            case ast.MatchSingleton():
                return ir.ValuePattern(ir.Const(node.value), identical=True)
            case ast.MatchAs():
                return ir.CapturePattern(None if node.pattern is None else self.pattern(node.pattern), node.name)
            case ast.MatchStar():
                return ir.StarPattern(node.name)
            case ast.MatchMapping():
                return ir.MappingPattern(self.all(node.keys), many[0], node.rest)
            case ast.MatchClass():
                return ir.ClassPattern(self.of(node.cls), many[0], tuple(node.kwd_attrs), many[1])
            case ast.MatchSequence():
                return ir.SequencePattern(many[0])
            case _:
                return ir.OrPattern(many[0])

    def s_TypeAlias(self, node: Any) -> ir.Stmt:
        return ir.OpaqueStatement("type alias", (node.name.id,), (), self.span(node))

    # expressions

    def all(self, nodes: list[ast.expr]) -> tuple[ir.Expr, ...]:
        return tuple(self.of(node) for node in nodes)

    def maybe(self, node: ast.expr | None) -> ir.Expr | None:
        return None if node is None else self.of(node)

    def of(self, node: ast.expr) -> ir.Expr:
        build = getattr(self, f"e_{type(node).__name__}")
        expression: ir.Expr = build(node)
        return expression

    def e_Constant(self, node: ast.Constant) -> ir.Expr:
        value: Any = node.value
        if value is ...:
            return ir.EllipsisConst()
        if isinstance(value, bytes):
            return ir.Bytes(value)
        if isinstance(value, complex):
            return ir.Imaginary(value.imag)
        beyond = isinstance(value, int) and value >= 2**64
        if beyond or (isinstance(value, str) and SURROGATE.search(value)):
            return ir.Opaque("", "", self.span(node))
        return ir.Const(value)

    def e_Name(self, node: ast.Name) -> ir.Expr:
        return ir.Name(node.id)

    def e_Attribute(self, node: ast.Attribute) -> ir.Expr:
        return ir.Attribute(self.of(node.value), node.attr, self.span(node))

    def e_Subscript(self, node: ast.Subscript) -> ir.Expr:
        return ir.Subscript(self.of(node.value), self.of(node.slice))

    def e_Slice(self, node: ast.Slice) -> ir.Expr:
        return ir.Slice(self.maybe(node.lower), self.maybe(node.upper), self.maybe(node.step))

    def e_Call(self, node: ast.Call) -> ir.Expr:
        return ir.Call(self.of(node.func), self.all(node.args), self.keywords(node.keywords), self.span(node))

    def keywords(self, keywords: list[ast.keyword]) -> tuple[ir.Keyword, ...]:
        return tuple(ir.Keyword(keyword.arg, self.of(keyword.value)) for keyword in keywords)

    def e_Starred(self, node: ast.Starred) -> ir.Expr:
        return ir.Starred(self.of(node.value))

    def e_BinOp(self, node: ast.BinOp) -> ir.Expr:
        return ir.BinOp(BINARY[type(node.op)], self.of(node.left), self.of(node.right))

    def e_UnaryOp(self, node: ast.UnaryOp) -> ir.Expr:
        return ir.UnaryOp(UNARY[type(node.op)], self.of(node.operand))

    def e_BoolOp(self, node: ast.BoolOp) -> ir.Expr:
        return ir.BoolOp("and" if isinstance(node.op, ast.And) else "or", self.all(node.values))

    def e_Compare(self, node: ast.Compare) -> ir.Expr:
        ops = tuple(COMPARISON[type(op)] for op in node.ops)
        return ir.Compare(self.of(node.left), ops, self.all(node.comparators))

    def e_IfExp(self, node: ast.IfExp) -> ir.Expr:
        return ir.IfExp(self.of(node.test), self.of(node.body), self.of(node.orelse))

    def e_NamedExpr(self, node: ast.NamedExpr) -> ir.Expr:
        return ir.NamedExpr(node.target.id, self.of(node.value))

    def e_Tuple(self, node: ast.Tuple) -> ir.Expr:
        return ir.Tuple(self.all(node.elts))

    def e_List(self, node: ast.List) -> ir.Expr:
        return ir.List(self.all(node.elts))

    def e_Set(self, node: ast.Set) -> ir.Expr:
        return ir.Set(self.all(node.elts))

    def e_Dict(self, node: ast.Dict) -> ir.Expr:
        return ir.Dict(tuple(ir.DictItem(self.maybe(key), self.of(value)) for key, value in zip(node.keys, node.values, strict=True)))

    def e_JoinedStr(self, node: ast.JoinedStr) -> ir.Expr:
        parts: list[Any] = []
        self.formatted += 1
        for value in node.values:
            if isinstance(value, ast.FormattedValue):
                conversion = None if value.conversion < 0 else chr(value.conversion)
                spec: Any = self.maybe(value.format_spec)
                parts.append(ir.FormatPart(self.of(value.value), conversion, spec))
            else:
                parts.append(self.of(value))
        self.formatted -= 1
        if any(isinstance(part, ir.Opaque) for part in parts):
            return ir.Opaque("", "", self.span(node))
        # Python 3.12 has an empty text behind the fields of a format specification.
        return ir.JoinedStr(tuple(part for part in parts if part != ir.Const("")))

    def e_ListComp(self, node: ast.ListComp) -> ir.Expr:
        return ir.Comprehension("list", None, self.of(node.elt), self.clauses(node.generators))

    def e_SetComp(self, node: ast.SetComp) -> ir.Expr:
        return ir.Comprehension("set", None, self.of(node.elt), self.clauses(node.generators))

    def e_GeneratorExp(self, node: ast.GeneratorExp) -> ir.Expr:
        return ir.Comprehension("generator", None, self.of(node.elt), self.clauses(node.generators))

    def e_DictComp(self, node: ast.DictComp) -> ir.Expr:
        key, value = self.of(node.key), self.of(node.value)
        return ir.Comprehension("dict", key, value, self.clauses(node.generators))

    def clauses(self, generators: list[ast.comprehension]) -> tuple[ir.Clause, ...]:
        return tuple(
            ir.Clause(self.of(each.target), self.of(each.iter), self.all(each.ifs))  # type: ignore[arg-type]
            for each in generators
        )

    def e_Lambda(self, node: ast.Lambda) -> ir.Expr:
        params = self.params(node.args)
        body = ast.Expr(node.body)
        return ir.Lambda(
            ir.Function(
                name="<lambda>",
                params=params,
                body=(ir.Return(self.of(node.body), unknown_span()),),
                local=Bindings.of([body], [param.name for param in params]),
                is_generator=has_yield([body]),
                is_async=False,
                docstring=False,
                span=self.span(node),
            )
        )

    def params(self, args: ast.arguments) -> tuple[ir.Param, ...]:
        ordinary = [(arg, "/") for arg in args.posonlyargs] + [(arg, "") for arg in args.args]
        without = len(ordinary) - len(args.defaults)
        defaults: list[ast.expr | None] = [None] * without + list(args.defaults)
        entries = [(arg, kind, default) for (arg, kind), default in zip(ordinary, defaults, strict=True)]
        if args.vararg is not None:
            entries.append((args.vararg, "*", None))
        entries += [(arg, "k", d) for arg, d in zip(args.kwonlyargs, args.kw_defaults, strict=True)]
        if args.kwarg is not None:
            entries.append((args.kwarg, "**", None))
        return tuple(ir.Param(arg.arg, kind, self.maybe(default), self.maybe(arg.annotation)) for arg, kind, default in entries)

    def e_Await(self, node: ast.Await) -> ir.Expr:
        return ir.Await(self.of(node.value))

    def e_Yield(self, node: ast.Yield) -> ir.Expr:
        return ir.Yield(self.maybe(node.value))

    def e_YieldFrom(self, node: ast.YieldFrom) -> ir.Expr:
        return ir.YieldFrom(self.of(node.value))


def unknown_span() -> Span:
    return Span(None, None, None, None)  # type: ignore[arg-type]
