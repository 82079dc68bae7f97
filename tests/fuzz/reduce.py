"""Makes a program smaller, as long as the same thing is wrong with it.

In: a program and a function that says of many candidates which still fail. Out: a small program. Works on Python's syntax tree: takes
statements out, puts the body of a compound statement in its place, simplifies expressions. Candidates go to the function in batches, so
that TensorFlow is kept busy; how many there may be is limited.
"""

from __future__ import annotations

import ast
import copy
from collections.abc import Callable, Iterator, Sequence
from typing import Final

Failing = Callable[[Sequence[str]], Sequence[bool]]
"""Which of these programs still fail, in their order."""

_BODIES: Final = ("body", "orelse", "finalbody", "handlers")
_BATCH: Final = 12


def smaller(program: str, failing: Failing, tries: int) -> str:
    """The smallest program found among `tries` candidates."""
    best = ast.unparse(ast.parse(program))
    if not failing([best])[0]:
        return program
    left = tries
    while left > 0:
        found = None
        for batch in _batches(best):
            left -= len(batch)
            found = next((text for text, fails in zip(batch, failing(batch), strict=True) if fails), None)
            if found is not None or left <= 0:
                break
        if found is None:
            return best
        best = found
    return best


def _batches(program: str) -> Iterator[list[str]]:
    """The programs one change away, the shortest first."""
    candidates = sorted(set(_candidates(program)) - {program}, key=lambda text: (len(text), text))
    for start in range(0, len(candidates), _BATCH):
        yield candidates[start : start + _BATCH]


def _candidates(program: str) -> Iterator[str]:
    tree = ast.parse(program)
    size = sum(1 for _ in ast.walk(tree))
    for number in range(size):
        for change in (_without, _without_next, _unwrapped, _simpler, _without_argument):
            made = copy.deepcopy(tree)
            node = next(node for index, node in enumerate(ast.walk(made)) if index == number)
            for _ in change(made, node):
                text = _valid(made)
                if text is not None and len(text) < len(program):
                    yield text


def _valid(tree: ast.Module) -> str | None:
    try:
        text = ast.unparse(ast.fix_missing_locations(tree))
        compile(text, "candidate", "exec")
    except (ValueError, SyntaxError, AttributeError, TypeError):
        return None
    return text


def _blocks(tree: ast.AST) -> Iterator[list[ast.stmt]]:
    for node in ast.walk(tree):
        for field in _BODIES:
            block = getattr(node, field, None)
            if isinstance(block, list):
                yield block


def _holding(tree: ast.AST, node: ast.AST) -> tuple[list[ast.stmt], int] | None:
    for block in _blocks(tree):
        for index, one in enumerate(block):
            if one is node:
                return block, index
    return None


def _without(tree: ast.Module, node: ast.AST) -> Iterator[None]:
    place = _holding(tree, node)
    if place is not None:
        block, index = place
        del block[index]
        if not block and not isinstance(node, ast.ExceptHandler):
            block.append(ast.Pass())
        yield


def _without_next(tree: ast.Module, node: ast.AST) -> Iterator[None]:
    """A statement and up to seven after it."""
    place = _holding(tree, node)
    if place is not None and not isinstance(node, ast.ExceptHandler):
        block, index = place
        del block[index : index + 8]
        if not block:
            block.append(ast.Pass())
        yield


def _unwrapped(tree: ast.Module, node: ast.AST) -> Iterator[None]:
    """The body of a compound statement in its place."""
    place = _holding(tree, node)
    if place is not None and isinstance(node, (ast.With, ast.If, ast.For, ast.While, ast.Try)):
        block, index = place
        block[index : index + 1] = node.body
        yield


def _simpler(tree: ast.Module, node: ast.AST) -> Iterator[None]:
    """An operand in place of an operation, a constant in place of a call of a method of one."""
    for field, value in ast.iter_fields(node):
        for index, child in enumerate(value if isinstance(value, list) else [value]):
            parts: list[ast.expr] = []
            match child:
                case ast.BinOp(left=left, right=right):
                    parts = [left, right]
                case ast.BoolOp(values=parts):
                    pass
                case ast.IfExp(body=body, orelse=orelse):
                    parts = [body, orelse]
                case ast.Call(func=ast.Attribute(value=ast.Constant() as constant)):
                    parts = [constant]
                case ast.Subscript(value=ast.Tuple(elts=parts)):
                    pass
            for part in parts:
                if isinstance(value, list):
                    value[index] = part
                else:
                    setattr(node, field, part)
                yield


def _without_argument(tree: ast.Module, node: ast.AST) -> Iterator[None]:
    if isinstance(node, ast.Call):
        for index in range(len(node.keywords)):
            removed = node.keywords.pop(index)
            yield
            node.keywords.insert(index, removed)
    if isinstance(node, ast.With) and len(node.items) > 1:
        del node.items[0]
        yield
    if isinstance(node, ast.withitem) and node.optional_vars is not None:
        node.optional_vars = None
        yield
    if isinstance(node, (ast.FunctionDef, ast.ClassDef)) and node.decorator_list:
        node.decorator_list = []
        yield
