"""Tests of variables' names, as programs write them: `text in v.name`, `v.op.name.startswith(text)`, `re.match(text, v.name)`, ...

Flows in: conditions of comprehensions, bodies of `for` loops. Flows out: which kind of test, and of which text. Nothing is evaluated.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from scopelint import ir
from scopelint.interp.leftovers import nodes
from scopelint.model import Span
from scopelint.trace import FilterKind


class NameTest(NamedTuple):
    """A test of a variable's name by the text that an expression gives.

    `part` is the index of the part that is compared; `is_tensor`: the name is `v.name`, which ends in `:0`. Where the text is each of
    several in turn, those are what `among` gives.
    """

    kind: FilterKind
    text: ir.Expr
    is_tensor: bool = False
    part: int = 0
    among: ir.Expr | None = None

    def fits(self, pattern: str, name: object) -> bool:
        """Whether the name of a variable passes."""
        if not isinstance(name, str):
            return False
        match self.kind:
            case FilterKind.PREFIX | FilterKind.MATCH:
                return name.startswith(pattern)
            case FilterKind.EQUAL:
                return pattern == (f"{name}:0" if self.is_tensor else name)
            case FilterKind.PART:
                parts = (f"{name}:0" if self.is_tensor else name).split("/")
                return -len(parts) <= self.part < len(parts) and parts[self.part] == pattern
        return pattern in name

    def can_judge(self, pattern: str) -> bool:
        """Whether the text stands for itself, which a regular expression may not; numbers of outputs matter where all is compared."""
        if self.kind in (FilterKind.EQUAL, FilterKind.PART):
            return True
        return ":" not in pattern and (self.kind is not FilterKind.MATCH or _LITERAL.fullmatch(pattern) is not None)


_LITERAL: Final = re.compile(r"[\w/-]*")

Aliases = Mapping[str, str]
"""What stands for a variable ("") and what for its name: after `name = v.op.name` that is "op.name" for `name`."""


def tests(conditions: tuple[ir.Expr, ...], known: Aliases) -> list[NameTest]:
    """Those of several conditions that are tests of the name, all of which must hold."""
    parts = [part for condition in conditions for part in _all_of(condition)]
    return [found for part in parts if (found := _test(part, known)) is not None]


def of_loop(node: ir.For) -> Iterator[tuple[NameTest, Span]]:
    """The tests by which a loop keeps the variable of its turn: `if <test>: kept.append(v)`, one test each, and what it is told at."""
    if not isinstance(node.target, ir.Name):
        return
    known = {node.target.id: ""}
    for statement in node.body:
        match statement:
            case ir.Assign(targets=(ir.Name(id=alias),), value=value) if (name := _name(value, known)) is not None:
                known[alias] = name
            case ir.If(test=test, body=body, orelse=(), span=span) if not _leaves(statement):
                found = _test(test, known)
                if found is not None and _keeps(body, node.target):
                    yield found, span
            case _ if _leaves(statement):
                return


def excluding(conditions: tuple[ir.Expr, ...], known: Aliases) -> Iterator[NameTest]:
    """The tests that must not hold: what they fit is left out."""
    for part in (part for condition in conditions for part in _all_of(condition)):
        match part:
            case ir.UnaryOp(op="not", operand=test):
                found = _test(test, known) or _any_test(test, known)
            case ir.Compare(left=text, ops=("not in",), rights=(name,)) if _is_name(name, known):
                found = NameTest(FilterKind.SUBSTRING, text)
            case _:
                found = None
        if found is not None:
            yield found


def excluding_in_loop(node: ir.For) -> Iterator[tuple[NameTest, Span]]:
    """The tests by which a loop passes over a variable: `if <test>: continue`, `for text in texts: if <test>: break`."""
    if not isinstance(node.target, ir.Name):
        return
    known = {node.target.id: ""}
    for statement in node.body:
        match statement:
            case ir.If(test=test, body=(ir.Continue(), *_), span=span):
                found = _test(test, known) or _any_test(test, known)
            case ir.For(target=ir.Name() as text, iterable=among, body=(ir.If(test=test, span=span) as choice, *_)) if _leaves(choice):
                found = _each(_test(test, known), text, among)
            case _:
                continue
        if found is not None:
            yield found, span


def _any_test(test: ir.Expr, known: Aliases) -> NameTest | None:
    """`any(<test> for text in texts)`."""
    match test:
        case ir.Call(func=ir.Name(id="any"), args=(ir.Comprehension(value=inner, clauses=(ir.Clause(ir.Name() as text, among, ()),)),)):
            return _each(_test(inner, known), text, among)
    return None


def _each(test: NameTest | None, text: ir.Name, among: ir.Expr) -> NameTest | None:
    return test._replace(among=among) if test is not None and test.text == text else None


def _leaves(statement: ir.Stmt) -> bool:
    """Whether a statement may end the turn."""
    return any(isinstance(inner, (ir.Continue, ir.Break, ir.Return, ir.Raise)) for inner in nodes(statement))


def _keeps(body: tuple[ir.Stmt, ...], variable: ir.Name) -> bool:
    """Whether a block does nothing but keep the variable in a list or set."""
    match body:
        case (ir.ExprStmt(value=ir.Call(func=ir.Attribute(attr="append" | "add"), args=(kept,), keywords=())),):
            return kept == variable
        case (ir.AugAssign(op="+", value=ir.List(items=(kept,))),):
            return kept == variable
    return False


def _all_of(condition: ir.Expr) -> Iterator[ir.Expr]:
    match condition:
        case ir.BoolOp(op="and", values=values):
            for value in values:
                yield from _all_of(value)
        case _:
            yield condition


def _test(test: ir.Expr, known: Aliases) -> NameTest | None:
    match test:
        case ir.Compare(left=text, ops=("in",), rights=(name,)) if _is_name(name, known):
            return NameTest(FilterKind.SUBSTRING, text)
        case ir.Compare(left=ir.Call(func=ir.Attribute(value=name, attr="find"), args=(text,)), ops=(op,), rights=(bound,)):
            is_found = (op, bound) in ((">=", ir.Const(0)), ("!=", _NOT_FOUND), (">", _NOT_FOUND))
            return NameTest(FilterKind.SUBSTRING, text) if is_found and _is_name(name, known) else None
        case ir.Compare(left=left, ops=("==",), rights=(right,)):
            return _equality(left, right, known) or _equality(right, left, known)
        case ir.Call(func=ir.Attribute(value=name, attr="startswith"), args=(text,), keywords=()) if _is_name(name, known):
            return NameTest(FilterKind.PREFIX, text)
        case ir.Call(func=ir.Attribute(value=ir.Name(id="re"), attr="match"), args=(text, name), keywords=()) if _is_name(name, known):
            return NameTest(FilterKind.MATCH, text)
    return None


_NOT_FOUND: Final = ir.UnaryOp("-", ir.Const(1))


def _equality(compared: ir.Expr, text: ir.Expr, known: Aliases) -> NameTest | None:
    """`v.name == text`, `v.name.split("/")[index] == text`."""
    match compared:
        case ir.Subscript(value=ir.Call(func=ir.Attribute(value=name, attr="split"), args=(ir.Const("/"),)), index=index):
            part = _whole_number(index)
            found = _name(name, known)
            return NameTest(FilterKind.PART, text, found == "name", part) if found is not None and part is not None else None
    found = _name(compared, known)
    return None if found is None else NameTest(FilterKind.EQUAL, text, found == "name")


def _whole_number(index: ir.Expr) -> int | None:
    match index:
        case ir.Const(value=int() as number):
            return number
        case ir.UnaryOp(op="-", operand=ir.Const(value=int() as number)):
            return -number
    return None


def _name(expression: ir.Expr, known: Aliases) -> str | None:
    """ "name" for `v.name`, "op.name" for `v.op.name`, and so for what they were assigned to; None for anything else."""
    match expression:
        case ir.Attribute(value=ir.Attribute(value=ir.Name(id=owner), attr="op"), attr="name"):
            return "op.name" if known.get(owner) == "" else None
        case ir.Attribute(value=ir.Name(id=owner), attr="name"):
            return "name" if known.get(owner) == "" else None
        case ir.Name(id=alias):
            return known.get(alias) or None
    return None


def _is_name(expression: ir.Expr, known: Aliases) -> bool:
    return _name(expression, known) is not None
