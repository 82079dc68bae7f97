"""The small language that scopelint interprets: what is left of a Python file once parsed.

Flows in: `lower` builds these nodes from a libcst tree, once per file. Flows out: the interpreter
walks them; the cache stores them (`encode`/`decode`). Frozen, without positions except where a
report or a call stack can point: statements, calls, attributes, functions. Must not import libcst.

Everything that Python's grammar offers and this language lacks becomes `Opaque` (an expression)
or `OpaqueStatement`, which say why; nothing is dropped silently.
"""

from __future__ import annotations

from typing import Final

import msgspec

from scopelint.model import ParseFailure, Span


class Node(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """Base of all nodes."""


# --- expressions -----------------------------------------------------------------------------


class Const(Node, tag="c"):
    """None, True, False, an int of at most 64 bits, a float or a str."""

    value: None | bool | int | float | str


class Bytes(Node, tag="b"):
    value: bytes


class Imaginary(Node, tag="j"):
    """`2j`, without its j."""

    value: float


class EllipsisConst(Node, tag="..."):
    pass


class Name(Node, tag="n"):
    id: str


class Attribute(Node, tag="a"):
    value: Expr
    attr: str
    span: Span


class Slice(Node, tag=":"):
    lower: Expr | None
    upper: Expr | None
    step: Expr | None


class Subscript(Node, tag="s"):
    """`value[index]`; several indices are a `Tuple` index, as in Python's own tree."""

    value: Expr
    index: Expr


class Keyword(Node):
    """`name=value` in a call; `name` is None for `**value`."""

    name: str | None
    value: Expr


class Call(Node, tag="call"):
    """`func(args, keywords)`; an argument `*xs` is a `Starred`.

    The span is that of the whole call expression, from the first character of `func` (its own
    surrounding parentheses not counted) to the closing parenthesis.
    """

    func: Expr
    args: tuple[Expr, ...]
    keywords: tuple[Keyword, ...]
    span: Span


class Starred(Node, tag="*"):
    value: Expr


CLASSIC_DIVISION: Final = "classic /"
"""The sign of Python 2's `/`: an integer for two integers, and for tensors `tf.div`."""


class BinOp(Node, tag="bin"):
    """`op` is Python's own sign: + - * / // % ** @ << >> & | ^; or `CLASSIC_DIVISION`."""

    op: str
    left: Expr
    right: Expr


class UnaryOp(Node, tag="un"):
    """`op` is one of: not - + ~."""

    op: str
    operand: Expr


class BoolOp(Node, tag="bool"):
    """`op` is `and` or `or`; two or more values."""

    op: str
    values: tuple[Expr, ...]


class Compare(Node, tag="cmp"):
    """`left ops[0] rights[0] ops[1] rights[1] ...`; ops: == != < <= > >= is, is not, in, not in."""

    left: Expr
    ops: tuple[str, ...]
    rights: tuple[Expr, ...]


class IfExp(Node, tag="ife"):
    test: Expr
    then: Expr
    orelse: Expr


class NamedExpr(Node, tag=":="):
    target: str
    value: Expr


class Tuple(Node, tag="t"):
    items: tuple[Expr, ...]


class List(Node, tag="l"):
    items: tuple[Expr, ...]


class Set(Node, tag="set"):
    items: tuple[Expr, ...]


class DictItem(Node):
    """`key: value`; `key` is None for `**value`."""

    key: Expr | None
    value: Expr


class Dict(Node, tag="d"):
    items: tuple[DictItem, ...]


class FormatPart(Node, tag="fmt"):
    """`{value!conversion:spec}` in an f-string; `spec` may hold further parts."""

    value: Expr
    conversion: str | None
    spec: JoinedStr | None


class JoinedStr(Node, tag="f"):
    """An f-string: literal texts (already unescaped, as `Const`) and formatted parts."""

    parts: tuple[Const | FormatPart, ...]


class Clause(Node):
    """`for target in iterable if conditions...` of a comprehension."""

    target: Target
    iterable: Expr
    conditions: tuple[Expr, ...]


class Comprehension(Node, tag="comp"):
    """`kind` is list, set, dict or generator; `key` only for dict."""

    kind: str
    key: Expr | None
    value: Expr
    clauses: tuple[Clause, ...]


class Lambda(Node, tag="lam"):
    function: Function


class Await(Node, tag="await"):
    value: Expr


class Yield(Node, tag="y"):
    value: Expr | None


class YieldFrom(Node, tag="yf"):
    value: Expr


class Opaque(Node, tag="?"):
    """An expression that this language lacks: `text` is its source, cut to 80 characters."""

    reason: str
    text: str
    span: Span


Expr = (
    Const
    | Bytes
    | Imaginary
    | EllipsisConst
    | Name
    | Attribute
    | Slice
    | Subscript
    | Call
    | Starred
    | BinOp
    | UnaryOp
    | BoolOp
    | Compare
    | IfExp
    | NamedExpr
    | Tuple
    | List
    | Set
    | Dict
    | JoinedStr
    | Comprehension
    | Lambda
    | Await
    | Yield
    | YieldFrom
    | Opaque
)

Target = Name | Attribute | Subscript | Starred | Tuple | List
"""What can be assigned to. A `Starred` holds a Target; a list target is a `List`."""


# --- functions -------------------------------------------------------------------------------


class Param(Node):
    """A parameter. `kind`: positional-only `/`, ordinary ``, keyword-only `k`, `*`, `**`."""

    name: str
    kind: str
    default: Expr | None
    annotation: Expr | None


class Function(Node):
    """A `def` or a lambda (name `<lambda>`, body one `Return`).

    `local` are the names that its own body binds (assignments, loops, imports, with, except,
    del, nested def/class, walrus, but neither its parameters nor names declared global or nonlocal);
    the span is that of the whole definition without decorators.
    """

    name: str
    params: tuple[Param, ...]
    body: tuple[Stmt, ...]
    local: tuple[str, ...]
    is_generator: bool
    is_async: bool
    docstring: bool
    span: Span


# --- statements ------------------------------------------------------------------------------


class ExprStmt(Node, tag="e"):
    value: Expr
    span: Span


class Assign(Node, tag="="):
    """`targets[0] = targets[1] = ... = value`."""

    targets: tuple[Target, ...]
    value: Expr
    span: Span


class AnnAssign(Node, tag=":="):
    target: Target
    annotation: Expr
    value: Expr | None
    span: Span


class AugAssign(Node, tag="+="):
    """`op` as in BinOp, without the `=`."""

    op: str
    target: Target
    value: Expr
    span: Span


class Delete(Node, tag="del"):
    targets: tuple[Target, ...]
    span: Span


class Return(Node, tag="ret"):
    value: Expr | None
    span: Span


class Raise(Node, tag="raise"):
    """`raise value from cause`."""

    value: Expr | None
    span: Span
    cause: Expr | None = None


class Assert(Node, tag="assert"):
    """`assert test, message`."""

    test: Expr
    span: Span
    message: Expr | None = None


class Pass(Node, tag="pass"):
    pass


class Break(Node, tag="break"):
    pass


class Continue(Node, tag="continue"):
    pass


class Global(Node, tag="global"):
    names: tuple[str, ...]


class Nonlocal(Node, tag="nonlocal"):
    names: tuple[str, ...]


class Alias(Node):
    """`name as asname`."""

    name: str
    asname: str | None


class Import(Node, tag="import"):
    names: tuple[Alias, ...]
    span: Span


class ImportFrom(Node, tag="from"):
    """`from ...module import names`; `level` counts the dots; `*` is the alias `*`."""

    module: str
    names: tuple[Alias, ...]
    level: int
    span: Span


class If(Node, tag="if"):
    test: Expr
    body: tuple[Stmt, ...]
    orelse: tuple[Stmt, ...]
    span: Span


class For(Node, tag="for"):
    """The span is that of the header, from `for` to the end of the iterable."""

    target: Target
    iterable: Expr
    body: tuple[Stmt, ...]
    orelse: tuple[Stmt, ...]
    is_async: bool
    span: Span


class While(Node, tag="while"):
    """The span is that of the header, from `while` to the end of the test."""

    test: Expr
    body: tuple[Stmt, ...]
    orelse: tuple[Stmt, ...]
    span: Span


class WithItem(Node):
    value: Expr
    target: Target | None


class With(Node, tag="with"):
    """The span is that of the header, from `with` to the end of the last item."""

    items: tuple[WithItem, ...]
    body: tuple[Stmt, ...]
    is_async: bool
    span: Span


class Handler(Node):
    """`except kind as name:`; `kind` is None for a bare except."""

    kind: Expr | None
    name: str | None
    body: tuple[Stmt, ...]
    span: Span


class Try(Node, tag="try"):
    body: tuple[Stmt, ...]
    handlers: tuple[Handler, ...]
    orelse: tuple[Stmt, ...]
    final: tuple[Stmt, ...]
    span: Span


class ValuePattern(Node, tag="=p"):
    """A literal or a dotted name: the subject equals it, or is it (`identical`: `None`, `True`, `False`)."""

    value: Expr
    identical: bool


class CapturePattern(Node, tag="~p"):
    """`pattern as name`, `name`, or `_`, which has neither."""

    pattern: Pattern | None
    name: str | None


class SequencePattern(Node, tag="[p"):
    """`[a, *rest]`."""

    items: tuple[Pattern, ...]


class StarPattern(Node, tag="*p"):
    """`*rest` in a sequence; without a name for `*_`."""

    name: str | None


class MappingPattern(Node, tag="{p"):
    """`{key: pattern, **rest}`."""

    keys: tuple[Expr, ...]
    values: tuple[Pattern, ...]
    rest: str | None


class ClassPattern(Node, tag="(p"):
    """`Class(positional, name=pattern)`."""

    cls: Expr
    positional: tuple[Pattern, ...]
    names: tuple[str, ...]
    values: tuple[Pattern, ...]


class OrPattern(Node, tag="|p"):
    """`first | second`."""

    choices: tuple[Pattern, ...]


Pattern = ValuePattern | CapturePattern | SequencePattern | StarPattern | MappingPattern | ClassPattern | OrPattern


class Case(Node, tag="case"):
    """`case pattern if guard:`; the span is that of the header."""

    pattern: Pattern
    guard: Expr | None
    body: tuple[Stmt, ...]
    span: Span


class Match(Node, tag="match"):
    """`match subject:`; the span is that of the header."""

    subject: Expr
    cases: tuple[Case, ...]
    span: Span


class FunctionDef(Node, tag="def"):
    """The span is that of the name. `binds` is the name that is bound where it is not the function's own (`__private` ones of a class)."""

    function: Function
    decorators: tuple[Expr, ...]
    span: Span
    binds: str | None = None


class ClassDef(Node, tag="class"):
    """The span is that of the name; `binds` as for functions."""

    name: str
    bases: tuple[Expr, ...]
    keywords: tuple[Keyword, ...]
    body: tuple[Stmt, ...]
    decorators: tuple[Expr, ...]
    span: Span
    binds: str | None = None


class OpaqueStatement(Node, tag="?s"):
    """A statement that this language lacks (`type`, ...); `binds` are the names it may bind.

    `body` are the statements inside it, in order, each of which may or may not run.
    """

    reason: str
    binds: tuple[str, ...]
    body: tuple[Stmt, ...]
    span: Span


Stmt = (
    ExprStmt
    | Assign
    | AnnAssign
    | AugAssign
    | Delete
    | Return
    | Raise
    | Assert
    | Pass
    | Break
    | Continue
    | Global
    | Nonlocal
    | Import
    | ImportFrom
    | If
    | For
    | While
    | With
    | Try
    | Match
    | FunctionDef
    | ClassDef
    | OpaqueStatement
)


class Module(Node):
    """One file. `local` are the names bound at module level, `path` where the file lies, `broken` what of it could not be read."""

    path: str
    body: tuple[Stmt, ...]
    local: tuple[str, ...]
    broken: tuple[ParseFailure, ...] = ()


def encode(module: Module) -> bytes:
    """Serialise for the cache (MessagePack)."""
    return _encoder.encode(module)


def decode(data: bytes) -> Module:
    """Read back what `encode` wrote.

    Raises:
        msgspec.DecodeError: `data` is damaged or of another layout.
    """
    return _decoder.decode(data)


_encoder = msgspec.msgpack.Encoder()
_decoder: msgspec.msgpack.Decoder[Module] = msgspec.msgpack.Decoder(Module)
