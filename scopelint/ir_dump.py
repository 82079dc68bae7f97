"""A whole module of the IR as text, for people who debug.

Flows in: a module. Flows out: Python-like source. Must not import libcst.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from scopelint import ir
from scopelint.ir_text import arguments, bare, parameters, sign, whole

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


def dump(module: ir.Module) -> str:
    """The module as Python-like source, each line behind the place that the IR has for it.

    What Python cannot say is a comment: the names that a body binds, and opaque statements.
    """
    lines = [f"# {module.path}", f"# local: {', '.join(module.local)}"]
    lines.extend(_block(module.body, 0))
    return "\n".join(lines) + "\n"


def _block(body: Sequence[ir.Stmt], indent: int) -> Iterator[str]:
    for statement in body:
        yield from _statement(statement, indent)


def _line(node: Any, indent: int, text: str) -> str:
    place = f"{node.span.line}:{node.span.column}" if hasattr(node, "span") else ""
    return f"{place:<8}{'    ' * indent}{text}"


def _statement(node: ir.Stmt, indent: int) -> Iterator[str]:
    match node:
        case ir.If() | ir.While() | ir.For() | ir.With() | ir.Try():
            yield from _compound(node, indent)
        case ir.FunctionDef():
            yield from _function(node, indent)
        case ir.ClassDef():
            for decorator in node.decorators:
                yield _line(node, indent, f"@{whole(decorator)}")
            inherited = "".join(arguments(node.bases, node.keywords))
            yield _line(node, indent, f"class {node.name}({inherited}):")
            yield from _block(node.body, indent + 1)
        case ir.Match():
            yield _line(node, indent, f"match {whole(node.subject)}:")
            for case in node.cases:
                guard = "" if case.guard is None else f" if {whole(case.guard)}"
                yield _line(case, indent + 1, f"case {_pattern(case.pattern)}{guard}:")
                yield from _block(case.body, indent + 2)
        case ir.OpaqueStatement():
            binds = f", binds {', '.join(node.binds)}" if node.binds else ""
            yield _line(node, indent, f"# opaque: {node.reason}{binds}")
            yield from _block(node.body, indent + 1)
        case _:
            yield _line(node, indent, _simple(node))


def _compound(node: ir.If | ir.While | ir.For | ir.With | ir.Try, indent: int) -> Iterator[str]:
    yield _line(node, indent, f"{_header(node)}:")
    yield from _block(node.body, indent + 1)
    if isinstance(node, ir.With):
        return
    if isinstance(node, ir.Try):
        for handler in node.handlers:
            kind = "" if handler.kind is None else f" {whole(handler.kind)}"
            name = "" if handler.name is None else f" as {handler.name}"
            yield _line(handler, indent, f"except{kind}{name}:")
            yield from _block(handler.body, indent + 1)
    if node.orelse:
        yield _line(None, indent, "else:")
        yield from _block(node.orelse, indent + 1)
    if isinstance(node, ir.Try) and node.final:
        yield _line(None, indent, "finally:")
        yield from _block(node.final, indent + 1)


def _pattern(node: ir.Pattern) -> str:
    match node:
        case ir.ValuePattern(value=value):
            return whole(value)
        case ir.CapturePattern(pattern=inner, name=name):
            own = "_" if name is None else name
            return own if inner is None else f"({_pattern(inner)} as {own})"
        case ir.SequencePattern(items=items):
            return f"[{', '.join(map(_pattern, items))}]"
        case ir.StarPattern(name=name):
            return f"*{'_' if name is None else name}"
        case ir.MappingPattern():
            pairs = [f"{whole(key)}: {_pattern(value)}" for key, value in zip(node.keys, node.values, strict=True)]
            return f"{{{', '.join([*pairs, *([] if node.rest is None else [f'**{node.rest}'])])}}}"
        case ir.ClassPattern():
            named = [f"{name}={_pattern(value)}" for name, value in zip(node.names, node.values, strict=True)]
            return f"{whole(node.cls)}({', '.join([*map(_pattern, node.positional), *named])})"
        case ir.OrPattern(choices=choices):
            return f"({' | '.join(map(_pattern, choices))})"


def _header(node: ir.If | ir.While | ir.For | ir.With | ir.Try) -> str:
    match node:
        case ir.If(test=test):
            return f"if {whole(test)}"
        case ir.While(test=test):
            return f"while {whole(test)}"
        case ir.For():
            prefix = "async " if node.is_async else ""
            return f"{prefix}for {''.join(bare(node.target))} in {whole(node.iterable)}"
        case ir.With():
            items = (whole(item.value) + ("" if item.target is None else f" as {whole(item.target)}") for item in node.items)
            return ("async " if node.is_async else "") + f"with {', '.join(items)}"
        case ir.Try():
            return "try"


def _function(node: ir.FunctionDef, indent: int) -> Iterator[str]:
    function = node.function
    for decorator in node.decorators:
        yield _line(node, indent, f"@{whole(decorator)}")
    prefix = "async " if function.is_async else ""
    yield _line(function, indent, f"{prefix}def {function.name}({''.join(parameters(function.params))}):")
    if function.local:
        yield _line(None, indent + 1, f"# local: {', '.join(function.local)}")
    yield from _block(function.body, indent + 1)


def _simple(node: ir.Stmt) -> str:
    match node:
        case ir.ExprStmt(value=value):
            return whole(value)
        case ir.Assign():
            return "".join(f"{''.join(bare(target))} = " for target in node.targets) + whole(node.value)
        case ir.AnnAssign():
            assigned = "" if node.value is None else f" = {whole(node.value)}"
            return f"{whole(node.target)}: {whole(node.annotation)}{assigned}"
        case ir.AugAssign():
            return f"{whole(node.target)} {sign(node.op)}= {whole(node.value)}"
        case ir.Delete():
            return f"del {', '.join(map(whole, node.targets))}"
        case ir.Return(value=value):
            return "return" if value is None else f"return {whole(value)}"
        case ir.Raise():
            raised = "" if node.value is None else f" {whole(node.value)}"
            return f"raise{raised}" + ("" if node.cause is None else f" from {whole(node.cause)}")
        case ir.Assert():
            return f"assert {whole(node.test)}" + ("" if node.message is None else f", {whole(node.message)}")
        case ir.Global() | ir.Nonlocal():
            return f"{type(node).__name__.lower()} {', '.join(node.names)}"
        case ir.Import():
            return f"import {_aliases(node.names)}"
        case ir.ImportFrom():
            return f"from {'.' * node.level}{node.module} import {_aliases(node.names)}"
        case ir.Pass() | ir.Break() | ir.Continue():
            return type(node).__name__.lower()
        case _:
            raise TypeError(type(node).__name__)


def _aliases(names: Sequence[ir.Alias]) -> str:
    return ", ".join(alias.name if alias.asname is None else f"{alias.name} as {alias.asname}" for alias in names)
