"""The IR's expressions as text, as one would write them.

Flows in: IR nodes. Flows out: text. `text_of` names the holes in variable names (`h{layer}/w`), so
it is short and the same for the same source, but not the source itself: spacing, quotes and
redundant parentheses are Python's plainest. Must not import libcst.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from scopelint import ir

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

LIMIT: Final = 60
"""Characters of an expression that `text_of` gives unless told otherwise."""

_NAMED, _TEST, _OR, _AND, _NOT, _COMPARE = range(6)
_UNARY: Final = 12
_POWER: Final = 13
_AWAIT: Final = 14
_ATOM: Final = 15
_BINARY: Final[Mapping[str, int]] = {
    "|": 6,
    "^": 7,
    "&": 8,
    "<<": 9,
    ">>": 9,
    "+": 10,
    "-": 10,
    "*": 11,
    "/": 11,
    ir.CLASSIC_DIVISION: 11,
    "//": 11,
    "%": 11,
    "@": 11,
    "**": _POWER,
}


def text_of(node: ir.Expr, limit: int = LIMIT) -> str:
    """The expression as Python source on one line.

    Args:
        node: any expression.
        limit: characters; what is longer is cut and ends in `…`. At least 1.
    """
    if isinstance(node, ir.Name) and len(node.id) <= limit:
        return node.id
    return _written(_Node(node), limit)


class _Node:
    """An expression as the key of a cache: itself, not what is written in it."""

    __slots__ = ("node",)

    def __init__(self, node: ir.Expr) -> None:
        self.node = node

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Node) and self.node is other.node

    def __hash__(self) -> int:
        return id(self.node)


@lru_cache(maxsize=4096)
def _written(key: _Node, limit: int) -> str:
    """`text_of`, remembered: a call in a loop is asked for its text in every turn."""
    pieces: list[str] = []
    length = 0
    for piece in _expression(key.node, _NAMED):
        pieces.append(piece)
        length += len(piece)
        if length > limit:
            return "".join(pieces)[: limit - 1] + "…"
    return "".join(pieces)


def whole(node: Any) -> str:
    """The expression in full."""
    return "".join(_expression(node, _NAMED))


# --- expressions -----------------------------------------------------------------------------


def _expression(node: Any, level: int) -> Iterator[str]:
    """The pieces of an expression, in parentheses if it binds less tightly than `level`."""
    own = _level(node)
    if own < level:
        yield "("
    yield from _WRITERS[type(node)](node)
    if own < level:
        yield ")"


def _level(node: ir.Expr) -> int:
    match node:
        case ir.BinOp(op=op):
            return _BINARY[op]
        case ir.UnaryOp(op=op):
            return _NOT if op == "not" else _UNARY
        case ir.BoolOp(op=op):
            return _AND if op == "and" else _OR
        case ir.Const(value=value) if isinstance(value, (int, float)) and not isinstance(value, bool):
            return _AWAIT
        case _:
            return _LEVELS.get(type(node), _ATOM)


_LEVELS: Final[Mapping[type[ir.Node], int]] = {
    ir.NamedExpr: _NAMED,
    ir.Yield: _NAMED,
    ir.YieldFrom: _NAMED,
    ir.Lambda: _TEST,
    ir.IfExp: _TEST,
    ir.Compare: _COMPARE,
    ir.Await: _AWAIT,
}


def _const(node: ir.Const) -> Iterator[str]:
    yield repr(node.value)


def _imaginary(node: ir.Imaginary) -> Iterator[str]:
    yield repr(complex(0, node.value))


def _bytes(node: ir.Bytes) -> Iterator[str]:
    yield repr(node.value)


def _ellipsis(_: ir.EllipsisConst) -> Iterator[str]:
    yield "..."


def _name(node: ir.Name) -> Iterator[str]:
    yield node.id


def _attribute(node: ir.Attribute) -> Iterator[str]:
    yield from _expression(node.value, _ATOM)
    yield "."
    yield node.attr


def _slice(node: ir.Slice) -> Iterator[str]:
    if node.lower is not None:
        yield from _expression(node.lower, _TEST)
    yield ":"
    if node.upper is not None:
        yield from _expression(node.upper, _TEST)
    if node.step is not None:
        yield ":"
        yield from _expression(node.step, _TEST)


def _subscript(node: ir.Subscript) -> Iterator[str]:
    yield from _expression(node.value, _ATOM)
    yield "["
    if isinstance(node.index, ir.Tuple) and node.index.items:
        yield from _items(node.index.items)
        if len(node.index.items) == 1:
            yield ","
    else:
        yield from _expression(node.index, _NAMED)
    yield "]"


def _call(node: ir.Call) -> Iterator[str]:
    yield from _expression(node.func, _ATOM)
    yield "("
    yield from arguments(node.args, node.keywords)
    yield ")"


def arguments(args: Sequence[ir.Expr], keywords: Sequence[ir.Keyword]) -> Iterator[str]:
    yield from _items(args)
    for index, keyword in enumerate(keywords):
        if index or args:
            yield ", "
        yield "**" if keyword.name is None else f"{keyword.name}="
        yield from _expression(keyword.value, _TEST)


def _items(items: Sequence[ir.Expr]) -> Iterator[str]:
    for index, item in enumerate(items):
        if index:
            yield ", "
        yield from _expression(item, _NAMED)


def _starred(node: ir.Starred) -> Iterator[str]:
    yield "*"
    yield from _expression(node.value, _COMPARE + 1)


def sign(op: str) -> str:
    return "/" if op == ir.CLASSIC_DIVISION else op


def _binary(node: ir.BinOp) -> Iterator[str]:
    level = _BINARY[node.op]
    right_first = node.op == "**"
    yield from _expression(node.left, level + right_first)
    yield f" {sign(node.op)} "
    yield from _expression(node.right, _UNARY if right_first else level + 1)


def _unary(node: ir.UnaryOp) -> Iterator[str]:
    yield "not " if node.op == "not" else node.op
    yield from _expression(node.operand, _level(node))


def _boolean(node: ir.BoolOp) -> Iterator[str]:
    for index, value in enumerate(node.values):
        if index:
            yield f" {node.op} "
        yield from _expression(value, _level(node) + 1)


def _compare(node: ir.Compare) -> Iterator[str]:
    yield from _expression(node.left, _COMPARE + 1)
    for op, right in zip(node.ops, node.rights, strict=True):
        yield f" {op} "
        yield from _expression(right, _COMPARE + 1)


def _conditional(node: ir.IfExp) -> Iterator[str]:
    yield from _expression(node.then, _OR)
    yield " if "
    yield from _expression(node.test, _OR)
    yield " else "
    yield from _expression(node.orelse, _TEST)


def _named(node: ir.NamedExpr) -> Iterator[str]:
    yield f"{node.target} := "
    yield from _expression(node.value, _TEST)


def _tuple(node: ir.Tuple) -> Iterator[str]:
    yield "("
    yield from _items(node.items)
    yield ",)" if len(node.items) == 1 else ")"


def _list(node: ir.List) -> Iterator[str]:
    yield "["
    yield from _items(node.items)
    yield "]"


def _set(node: ir.Set) -> Iterator[str]:
    yield "{"
    yield from _items(node.items)
    yield "}"


def _dict(node: ir.Dict) -> Iterator[str]:
    yield "{"
    for index, item in enumerate(node.items):
        if index:
            yield ", "
        if item.key is None:
            yield "**"
            yield from _expression(item.value, _COMPARE + 1)
        else:
            yield from _expression(item.key, _TEST)
            yield ": "
            yield from _expression(item.value, _TEST)
    yield "}"


def _joined(node: ir.JoinedStr) -> Iterator[str]:
    yield 'f"'
    yield from _parts(node)
    yield '"'


def _parts(node: ir.JoinedStr) -> Iterator[str]:
    for part in node.parts:
        if isinstance(part, ir.Const):
            yield repr(part.value)[1:-1].replace("{", "{{").replace("}", "}}")
            continue
        yield "{"
        yield from _expression(part.value, _TEST)
        if part.conversion is not None:
            yield f"!{part.conversion}"
        if part.spec is not None:
            yield ":"
            yield from _parts(part.spec)
        yield "}"


_BRACKETS: Final[Mapping[str, str]] = {"list": "[]", "set": "{}", "dict": "{}", "generator": "()"}


def _comprehension(node: ir.Comprehension) -> Iterator[str]:
    brackets = _BRACKETS[node.kind]
    yield brackets[0]
    if node.key is not None:
        yield from _expression(node.key, _TEST)
        yield ": "
    yield from _expression(node.value, _TEST)
    for clause in node.clauses:
        yield " for "
        yield from bare(clause.target)
        yield " in "
        yield from _expression(clause.iterable, _OR)
        for condition in clause.conditions:
            yield " if "
            yield from _expression(condition, _OR)
    yield brackets[1]


def bare(target: ir.Target) -> Iterator[str]:
    """A tuple without its parentheses, where Python allows that."""
    if isinstance(target, ir.Tuple) and len(target.items) > 1:
        yield from _items(target.items)
    else:
        yield from _expression(target, _NAMED)


def _lambda(node: ir.Lambda) -> Iterator[str]:
    params = "".join(parameters(node.function.params))
    yield f"lambda {params}: " if params else "lambda: "
    result = node.function.body[0]
    if isinstance(result, ir.Return) and result.value is not None:
        yield from _expression(result.value, _TEST)


def parameters(params: Sequence[ir.Param]) -> Iterator[str]:
    previous = ""
    for index, param in enumerate(params):
        if index:
            yield ", "
        if previous == "/" != param.kind:
            yield "/, "
        if param.kind == "k" and previous not in ("*", "k"):
            yield "*, "
        yield f"{param.kind}{param.name}" if param.kind in ("*", "**") else param.name
        if param.annotation is not None:
            yield ": "
            yield from _expression(param.annotation, _TEST)
        if param.default is not None:
            yield "=" if param.annotation is None else " = "
            yield from _expression(param.default, _TEST)
        previous = param.kind
    if previous == "/":
        yield ", /"


def _await(node: ir.Await) -> Iterator[str]:
    yield "await "
    yield from _expression(node.value, _ATOM)


def _yield(node: ir.Yield) -> Iterator[str]:
    yield "yield"
    if node.value is not None:
        yield " "
        yield from _expression(node.value, _TEST)


def _yield_from(node: ir.YieldFrom) -> Iterator[str]:
    yield "yield from "
    yield from _expression(node.value, _TEST)


def _opaque(node: ir.Opaque) -> Iterator[str]:
    yield " ".join(node.text.split())


_WRITERS: Final[Mapping[type[ir.Node], Callable[[Any], Iterator[str]]]] = {
    ir.Const: _const,
    ir.Bytes: _bytes,
    ir.Imaginary: _imaginary,
    ir.EllipsisConst: _ellipsis,
    ir.Name: _name,
    ir.Attribute: _attribute,
    ir.Slice: _slice,
    ir.Subscript: _subscript,
    ir.Call: _call,
    ir.Starred: _starred,
    ir.BinOp: _binary,
    ir.UnaryOp: _unary,
    ir.BoolOp: _boolean,
    ir.Compare: _compare,
    ir.IfExp: _conditional,
    ir.NamedExpr: _named,
    ir.Tuple: _tuple,
    ir.List: _list,
    ir.Set: _set,
    ir.Dict: _dict,
    ir.JoinedStr: _joined,
    ir.Comprehension: _comprehension,
    ir.Lambda: _lambda,
    ir.Await: _await,
    ir.Yield: _yield,
    ir.YieldFrom: _yield_from,
    ir.Opaque: _opaque,
}
