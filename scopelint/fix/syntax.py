"""The syntax around a place: calls and their arguments, statements and their blocks, the names of modules.

Flows in: the text of a file. Flows out: offsets. Python's own `ast` finds the calls, for it is quick (a report looks at every file that has
a finding); what lies between their parts is read from the tokens. Where this Python cannot parse a file that libcst can, nothing is found.
"""

from __future__ import annotations

import ast
import re
import warnings
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Final

import msgspec

from scopelint.fix.buffer import Buffer
from scopelint.model import Span


class Argument(msgspec.Struct, frozen=True):
    """An argument of a call.

    Attributes:
        start: where it begins, with its keyword.
        end: where it ends, with brackets around its value.
        value: where its value begins.
        keyword: its name; None for a positional one.
        starred: whether it is `*x` or `**x`.
    """

    start: int
    end: int
    value: int
    keyword: str | None
    starred: bool


class Call(msgspec.Struct, frozen=True):
    """A call: offsets of its parts.

    Attributes:
        start: where it begins.
        end: where it ends.
        name: extent of the last name of what is called.
        callee: that name.
        owner: what is written before it (`tf`); None for a bare name.
        opening: the bracket before its arguments.
        closing: the bracket after them.
        arguments: in their order.
        commas: the comma after each argument; None for a last one without.
    """

    start: int
    end: int
    name: tuple[int, int]
    callee: str
    owner: str | None
    opening: int
    closing: int
    arguments: tuple[Argument, ...]
    commas: tuple[int | None, ...]

    @property
    def positional(self) -> tuple[Argument, ...]:
        """The arguments that are given by their position."""
        return tuple(a for a in self.arguments if a.keyword is None and not a.starred)

    @property
    def starred(self) -> bool:
        """Whether any argument is unpacked from another object."""
        return any(a.starred for a in self.arguments)

    def argument(self, keyword: str, position: int | None) -> Argument | None:
        """The argument that is given by this name or at this place."""
        for argument in self.arguments:
            if argument.keyword == keyword:
                return argument
        plain = self.positional
        return plain[position] if position is not None and position < len(plain) else None


class Statement(msgspec.Struct, frozen=True):
    """A statement without a block, and what comes after it in its own.

    Attributes:
        start: where it begins.
        end: where it ends.
        last: where the last statement of its block ends; None if it is the last one itself.
    """

    start: int
    end: int
    last: int | None


class Syntax:
    """What can be asked about a file's syntax.

    Args:
        buffer: its text.
    """

    def __init__(self, buffer: Buffer) -> None:
        self.buffer = buffer
        self._tree = _parsed(buffer.text)

    def call(self, span: Span) -> Call | None:
        """The call that fills a span exactly."""
        node = self._calls.get(self.buffer.bounds(span))
        return None if node is None else self._call(node)

    def statement(self, call: Call) -> Statement | None:
        """The statement that a call is in; None for one that has a block of its own."""
        for block in self._blocks:
            for node in block:
                start, end = self._bounds(node)
                if start <= call.start and call.end <= end and not hasattr(node, "body") and not hasattr(node, "cases"):
                    last = None if node is block[-1] else self._bounds(block[-1])[1]
                    return Statement(start, end, last)
        return None

    def alias(self, modules: re.Pattern[str]) -> str | None:
        """A name that the file's top level binds to one of these modules."""
        found = (alias for alias, module in _imports(self._tree.body) if modules.fullmatch(module))
        return next(found, None)

    def names_module(self, text: str, modules: re.Pattern[str]) -> bool:
        """Whether what is written before a name is one of these modules, by an import anywhere in the file."""
        first, dot, rest = text.partition(".")
        return any(alias == first and modules.fullmatch(f"{module}{dot}{rest}") for alias, module in self._aliases)

    @cached_property
    def inside_strings(self) -> frozenset[int]:
        """The lines that begin inside a string."""
        found: set[int] = set()
        for node in ast.walk(self._tree):
            if isinstance(node, ast.expr) and type(node).__name__ in ("Constant", "JoinedStr", "TemplateStr"):
                found.update(range(node.lineno + 1, (node.end_lineno or node.lineno) + 1))
        return frozenset(found)

    @cached_property
    def _blocks(self) -> tuple[list[ast.stmt], ...]:
        held = (getattr(node, field, None) for node in ast.walk(self._tree) for field in ("body", "orelse", "finalbody"))
        return tuple(block for block in held if isinstance(block, list) and block and isinstance(block[0], ast.stmt))

    @cached_property
    def _aliases(self) -> tuple[tuple[str, str], ...]:
        return tuple(_imports(ast.walk(self._tree)))

    @cached_property
    def _calls(self) -> dict[tuple[int, int], ast.Call]:
        return {self._bounds(node): node for node in ast.walk(self._tree) if isinstance(node, ast.Call)}

    def _bounds(self, node: ast.expr | ast.stmt | ast.keyword) -> tuple[int, int]:
        start = self.buffer.offset_of_bytes(node.lineno, node.col_offset)
        assert node.end_lineno is not None
        assert node.end_col_offset is not None
        return start, self.buffer.offset_of_bytes(node.end_lineno, node.end_col_offset)

    def _call(self, node: ast.Call) -> Call | None:
        function = node.func
        if not isinstance(function, (ast.Attribute, ast.Name)):
            return None
        text = self.buffer.text
        start, end = self._bounds(node)
        first, last = self._bounds(function)
        callee = function.attr if isinstance(function, ast.Attribute) else function.id
        tokens = self._tokens(last, end)
        if not text.endswith(callee, first, last) or len(tokens) < 2 or text[slice(*tokens[0])] != "(" or text[slice(*tokens[-1])] != ")":
            return None
        if any(self._bounds(one)[0] == tokens[0][0] for one in node.args):
            return None  # a generator without brackets of its own
        owner = text[first : last - len(callee)].removesuffix(".") if isinstance(function, ast.Attribute) else None
        arguments, commas = self._arguments(node, tokens[1:-1])
        return Call(start, end, (last - len(callee), last), callee, owner, tokens[0][0], tokens[-1][0], arguments, commas)

    def _arguments(self, node: ast.Call, tokens: list[tuple[int, int]]) -> tuple[tuple[Argument, ...], tuple[int | None, ...]]:
        """The arguments between these tokens, and the commas after them."""
        commas = self._commas(tokens)
        found: list[Argument] = []
        after: list[int | None] = []
        parts: list[ast.expr | ast.keyword] = [*node.args, *node.keywords]
        for one in sorted(parts, key=self._bounds):
            _, end = self._bounds(one)
            comma = next((offset for offset in commas if offset >= end), None)
            previous = after[-1] if after else None
            inner = [t for t in tokens if (previous is None or t[0] > previous) and (comma is None or t[0] < comma)]
            keyword = one.arg if isinstance(one, ast.keyword) else None
            starred = isinstance(one, ast.Starred) or (isinstance(one, ast.keyword) and one.arg is None)
            value = inner[2][0] if keyword is not None else inner[0][0]
            found.append(Argument(inner[0][0], inner[-1][1], value, keyword, starred))
            after.append(comma)
        return tuple(found), tuple(after)

    def _commas(self, tokens: list[tuple[int, int]]) -> list[int]:
        """Where there are commas that stand in no bracket."""
        depth = 0
        found: list[int] = []
        for start, end in tokens:
            said = self.buffer.text[start:end]
            if said in _OPENING:
                depth += 1
            elif said in _CLOSING:
                depth -= 1
            elif said == "," and not depth:
                found.append(start)
        return found

    def _tokens(self, start: int, end: int) -> list[tuple[int, int]]:
        """The tokens between two offsets."""
        bounds = self.buffer.tokens
        first, last = bisect_left(bounds, start), bisect_left(bounds, end)
        if first % 2:
            first += 1
        return [(bounds[i], bounds[i + 1]) for i in range(first, last, 2) if bounds[i + 1] > bounds[i]]


_OPENING: Final = frozenset("([{")
_CLOSING: Final = frozenset(")]}")


def _imports(nodes: Iterable[ast.AST]) -> Iterator[tuple[str, str]]:
    """What imports bind, and to which module or member of one."""
    for node in nodes:
        match node:
            case ast.Import():
                for alias in node.names:
                    yield (alias.asname, alias.name) if alias.asname else (alias.name.partition(".")[0],) * 2
            case ast.ImportFrom(level=0):
                for alias in node.names:
                    yield alias.asname or alias.name, f"{node.module}.{alias.name}"
            case ast.Try() | ast.If():
                yield from _imports(node.body)


def _parsed(text: str) -> ast.Module:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ast.parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return ast.Module([], [])
