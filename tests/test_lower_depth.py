"""Nesting and length without end: nothing overflows, and what comes after is still understood."""

from __future__ import annotations

from typing import Any

import pytest

from scopelint import ir
from scopelint.ir_dump import dump
from scopelint.lower import MAX_DEPTH, lower
from scopelint.reading.tree import cst


def lowered(text: str) -> ir.Module:
    module = lower(cst.parse_module(text), "deep.py", text)
    assert ir.decode(ir.encode(module)) == module
    dump(module)
    return module


@pytest.mark.parametrize(
    "value",
    [
        " + ".join(["a"] * 1000),
        "a if b else " * 1000 + "c",
    ],
    ids=["sum", "conditional"],
)
def test_a_long_chain_is_opaque(value: str) -> None:
    module = lowered(f"x = {value}\ny = b.c()\n")
    match module.body:
        case (ir.Assign(targets=(ir.Name(id="x"),), value=ir.Opaque() as opaque), ir.Assign(value=ir.Call())):
            assert opaque.text == value[:80]
            assert opaque.span.end_column == len(f"x = {value}") + 1
        case _:
            pytest.fail(dump(module))


@pytest.mark.parametrize(
    "value",
    [" ** ".join(["a"] * 1000), "not " * 1000 + "a", "-" * 1000 + "a", "a" + ".b()" * 500, "a" + "[0]" * 1000],
    ids=["power", "not", "minus", "calls", "subscripts"],
)
def test_a_statement_nested_too_deeply_is_opaque(value: str) -> None:
    module = lowered(f"w = 0; x = {value}; (z := 1)\ny = b.c()\n")
    match module.body:
        case (ir.Assign(), ir.OpaqueStatement(binds=binds, span=span), ir.Assign(value=ir.Call())):
            assert set(binds) == {"x", "z"}
            assert (span.line, span.column) == (1, 8)
        case _:
            pytest.fail(dump(module))
    assert set(module.local) == {"w", "x", "y", "z"}


@pytest.mark.parametrize(
    "header",
    ["if {}:", "while {}:", "for a in {}:", "with {} as (a, b):", "@d(\n1)\n@{}\ndef f():", "class f({}):"],
)
def test_a_header_nested_too_deeply_takes_its_statement_along(header: str) -> None:
    deep = "not " * 1000 + "c" if "@" not in header else "-" * 1000 + "c"
    header = header.format(deep)
    rest = "else:\n    h\n" if header.startswith(("if", "while", "for")) else ""
    text = f"def around():\n  {header}\n      g = 1\n\n      f'''\n{{\na}}'''\n  {rest}y = b.c()\n"
    text = text.replace("\ndef f", "\n  def f").replace("\n@", "\n  @").replace("else:\n    h\n", "else:\n    h\n  ")
    module = lowered(text)
    match module.body:
        case (ir.FunctionDef(function=ir.Function(body=(ir.OpaqueStatement(), ir.Assign(value=ir.Call())))),):
            pass
        case _:
            pytest.fail(dump(module))


def test_brackets_inside_one_another() -> None:
    depth = MAX_DEPTH - 2
    module = lowered("x = " + "[" * depth + "]" * depth)
    assert isinstance(module.body[0], ir.Assign)
    module = lowered("x = " + "f(" * (depth + 5) + ")" * (depth + 5) + "\ny = 1")
    assert isinstance(module.body[0], ir.OpaqueStatement)
    assert isinstance(module.body[1], ir.Assign)


def test_many_elif_branches() -> None:
    text = "if a:\n    b\n" + "".join(f"elif a{i}:\n    b{i} = c()\n" for i in range(600)) + "else:\n    d\ny = 1\n"
    module = lowered(text)
    first, last = module.body
    assert isinstance(last, ir.Assign)
    count = 0
    branch: ir.Stmt = first
    while isinstance(branch, ir.If):
        count += 1
        (branch,) = branch.orelse
    assert count == MAX_DEPTH
    assert isinstance(branch, ir.OpaqueStatement)
    assert len(branch.body) == 2 * (601 - MAX_DEPTH) + 1
    assert "b599" in module.local


def test_flat_and_long() -> None:
    module = lowered("x = [" + "1, " * 10_000 + "]\n")
    assert isinstance(module.body[0], ir.Assign)
    assert isinstance(module.body[0].value, ir.List)
    assert len(module.body[0].value.items) == 10_000
    assert isinstance(lowered("a and " * 1000 + "b").body[0], ir.ExprStmt)
    assert isinstance(lowered("a < " * 1000 + "b").body[0], ir.ExprStmt)
    assert isinstance(lowered("(" + "'a' " * 1000 + ")").body[0], ir.ExprStmt)
    assert len(lowered("a.b(c)\n" * 5_000).body) == 5_000


@pytest.mark.parametrize("other", ["", "a.b()\n", "something(else_)\n", "a.b(c)\nd\n"])
def test_text_that_is_not_the_trees(other: str) -> None:
    match lower(cst.parse_module("a.b(c)\n"), "a.py", other).body:
        case (ir.OpaqueStatement(reason=reason),):
            assert reason.startswith("could not be lowered: ")
        case _:
            pytest.fail("not a value")


def test_unknown_syntax_costs_its_statement_only() -> None:
    text = "a = 1\nb = ...\nif ...:\n    c\nd()\n"
    tree = cst.parse_module(text)
    nodes: Any = tree.body
    _, second, third, _ = nodes
    for node in (second.body[0].value, third.test):
        object.__setattr__(node, "__class__", NewerSyntax)
    match lower(tree, "a.py", text).body:
        case (ir.Assign(), ir.OpaqueStatement(reason=reason, binds=("b",)), ir.OpaqueStatement(), ir.ExprStmt(span=span)):
            assert reason == "unknown syntax: NewerSyntax"
            assert span.line == 5
        case _:
            pytest.fail("not understood")


class NewerSyntax(cst.Ellipsis):
    """Stands for what a later libcst knows and `lower` does not."""
