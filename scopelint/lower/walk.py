"""The state of one walk over a libcst tree: where it stands in the tokens, and in which scope.

Flows in: the text of the file. Flows out: spans, for whoever asks at the right moment.

Every handler takes a walk that stands at its node's first token (after the node's own
parentheses) and leaves it behind the last: `walk.at` is an index into `bounds`, two entries a token.
Must not import anything of scopelint but the leaf types.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Mapping
from typing import Any, Final, Protocol, TypeAlias, TypeVar

from scopelint import ir
from scopelint.lower.literals import identifier
from scopelint.model import Span
from scopelint.reading.tokens import line_starts, token_bounds
from scopelint.reading.tree import cst

MAX_DEPTH: Final = 200
"""Nodes inside one another, statements and expressions together.

The IR is read by recursive code (the interpreter, the encoder of the cache) under Python's default
recursion limit of 1,000; code that people write stays below 60.
"""

OPAQUE_TEXT: Final = 80
"""Characters of source that an `ir.Opaque` keeps."""

Handler: TypeAlias = "Callable[[Walk, Any], ir.Expr]"
StatementHandler: TypeAlias = "Callable[[Walk, Any], ir.Stmt]"
ABSENT: Final = cst.MaybeSentinel.DEFAULT

_new_span = tuple.__new__


_Handler = TypeVar("_Handler")


def by_name(handlers: Mapping[str, _Handler]) -> dict[type[cst.CSTNode], _Handler]:
    """A table of handlers by the names of libcst's classes, without those that an older libcst lacks."""
    return {getattr(cst, name): handler for name, handler in handlers.items() if hasattr(cst, name)}


class TooDeepError(Exception):
    """Nodes are nested more than `MAX_DEPTH` deep."""


class MisalignedError(Exception):
    """The tokens of the text are not those of the tree."""


class Scope:
    """What one function, class or module body binds."""

    __slots__ = ("is_generator", "names", "outer")

    def __init__(self) -> None:
        self.names: dict[str, None] = {}
        self.outer: set[str] = set()
        self.is_generator = False

    def bind(self, name: str) -> None:
        self.names[name] = None

    def local(self, params: tuple[ir.Param, ...] = ()) -> tuple[str, ...]:
        """The names bound here, in order of first binding, without `params`."""
        elsewhere = self.outer.union(param.name for param in params)
        return tuple(name for name in self.names if name not in elsewhere)


class Walk:
    """A cursor over the tokens, the current scope, and the depth."""

    __slots__ = (
        "at",
        "bounds",
        "compound",
        "depth",
        "expressions",
        "lines",
        "names",
        "owner",
        "scope",
        "stop",
        "text",
    )

    def __init__(
        self,
        text: str,
        expressions: Mapping[type[cst.CSTNode], Handler],
        compound: Mapping[type[cst.CSTNode], StatementHandler],
    ) -> None:
        self.text = text
        self.expressions = expressions
        self.compound = compound
        self.bounds = token_bounds(text)
        self.lines = line_starts(text)
        self.at = 0
        self.stop = 0
        """Where the last statement ended; as in `ast`, its semicolon belongs to the function around it."""
        self.depth = 0
        self.scope = Scope()
        self.owner = ""
        """The class around, without leading underscores: what `__private` names begin with."""
        self.names: dict[str, ir.Name | ir.Const] = {
            "None": ir.Const(None),
            "True": ir.Const(True),
            "False": ir.Const(False),
        }

    def span(self, start: int) -> Span:
        """From the token at `start` to the last one passed."""
        return self.span_to(start, self.at)

    def span_to(self, start: int, end: int) -> Span:
        """From the token at `start` to the one before `end`."""
        lines = self.lines
        first = self.bounds[start]
        last = self.bounds[end - 1]
        line = bisect_right(lines, first)
        column = first - lines[line - 1] + 1
        if last < lines[line]:
            return _new_span(Span, (line, column, line, last - lines[line - 1] + 1))
        end_line = bisect_right(lines, last)
        return _new_span(Span, (line, column, end_line, last - lines[end_line - 1] + 1))

    def source(self, start: int) -> str:
        """The text from the token at `start` to the last one passed, cut short."""
        first = self.bounds[start]
        return self.text[first : min(self.bounds[self.at - 1], first + OPAQUE_TEXT)]

    def opaque(self, reason: str, start: int) -> ir.Opaque:
        return ir.Opaque(reason, self.source(start), self.span(start))

    def name(self, value: str) -> str:
        """Pass a name; its text is compared, so that a miscounted token shows at once."""
        if not self.text.startswith(value, self.bounds[self.at]):
            raise MisalignedError(value)
        self.at += 2
        return value if value.isascii() else identifier(value)

    def private(self, name: str) -> str:
        """A name as the class around mangles it (CPython's `_Py_Mangle`)."""
        if self.owner and name.startswith("__") and not name.endswith("__"):
            return f"_{self.owner}{name}"
        return name

    def skip_brackets(self) -> None:
        """Pass a bracket and everything up to the one that closes it."""
        depth = 0
        while True:
            character = self.text[self.bounds[self.at]]
            self.at += 2
            if character in "([{":
                depth += 1
            elif character in ")]}":
                depth -= 1
            if depth == 0:
                return


class Places(Protocol):
    """What the walk needs to know of a translation (`scopelint.reading.python2.Translation`)."""

    @property
    def original(self) -> str:
        """The text that was translated."""
        ...

    def place(self, offset: int) -> int:
        """The offset in the original of an offset in the text."""
        ...


class TranslatedWalk(Walk):
    """A walk over a translated text, whose spans are those of the original."""

    __slots__ = ("_places",)

    def __init__(
        self,
        text: str,
        expressions: Mapping[type[cst.CSTNode], Handler],
        compound: Mapping[type[cst.CSTNode], StatementHandler],
        places: Places,
    ) -> None:
        super().__init__(text, expressions, compound)
        self._places = places
        self.lines = line_starts(places.original)

    def span_to(self, start: int, end: int) -> Span:
        first = self._places.place(self.bounds[start])
        last = max(first, self._places.place(self.bounds[end - 1]))
        line, end_line = bisect_right(self.lines, first), bisect_right(self.lines, last)
        return Span(line, first - self.lines[line - 1] + 1, end_line, last - self.lines[end_line - 1] + 1)


def expression(walk: Walk, node: Any) -> ir.Expr:
    """Lower any expression, with its parentheses.

    Raises:
        TooDeepError: it is nested too deeply; the walk then stands anywhere.
    """
    if walk.depth > MAX_DEPTH:
        raise TooDeepError
    walk.depth += 1
    if node.lpar:
        width = 2 * len(node.lpar)
        walk.at += width
        lowered = walk.expressions[type(node)](walk, node)
        walk.at += width
    else:
        lowered = walk.expressions[type(node)](walk, node)
    walk.depth -= 1
    return lowered
