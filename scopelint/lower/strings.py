"""Lowering of strings: plain, bytes, formatted, and neighbours joined into one.

Flows in: libcst string nodes. Flows out: `ir.Const`, `ir.Bytes`, `ir.JoinedStr`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Final, TypeAlias

from scopelint import ir
from scopelint.lower.literals import raw_text, string_value, unescape
from scopelint.lower.walk import Walk, expression
from scopelint.reading.tree import cst

Part: TypeAlias = "ir.Const | ir.FormatPart"
Contents: TypeAlias = Sequence[Any]
"""Texts and fields of an f-string or, in a libcst that knows them, a template string; alike but for their classes."""

_comment = re.compile(r"#[^\r\n]*")
_MALFORMED: Final = ir.Const(None)
"""Stands among the parts of a string for a text with an escape that Python refuses."""


def simple_string(walk: Walk, node: cst.SimpleString) -> ir.Expr:
    start = walk.at
    walk.at += 2
    value = string_value(node.value)
    if type(value) is str:
        return ir.Const(value)
    if isinstance(value, bytes):
        return ir.Bytes(value)
    return walk.opaque("malformed string", start)


def formatted_string(walk: Walk, node: cst.FormattedString) -> ir.Expr:
    start = walk.at
    parts: list[Part] = []
    walk.at += 2
    _contents(walk, node.parts, "r" in node.start.lower(), parts, braces=True)
    walk.at += 2
    if _MALFORMED in parts:
        return walk.opaque("malformed string", start)
    return ir.JoinedStr(_merged(parts))


def templated_string(walk: Walk, node: Any) -> ir.Expr:
    start = walk.at
    walk.at += 2
    _contents(walk, node.parts, "r" in node.start.lower(), [], braces=True)
    walk.at += 2
    return walk.opaque("template string", start)


def concatenated_string(walk: Walk, node: cst.ConcatenatedString) -> ir.Expr:
    start = walk.at
    pieces: list[ir.Expr] = []
    rest: cst.BaseExpression = node
    while isinstance(rest, cst.ConcatenatedString):
        pieces.append(expression(walk, rest.left))
        rest = rest.right
    pieces.append(expression(walk, rest))
    return _concatenated(pieces) or walk.opaque("strings of several kinds joined", start)


def _concatenated(pieces: list[ir.Expr]) -> ir.Expr | None:
    """The neighbours as one literal; None where they are not all text or all bytes."""
    texts = [piece.value for piece in pieces if isinstance(piece, ir.Const)]
    if len(texts) == len(pieces):
        return ir.Const("".join(map(str, texts)))
    data = [piece.value for piece in pieces if isinstance(piece, ir.Bytes)]
    if len(data) == len(pieces):
        return ir.Bytes(b"".join(data))
    parts: list[Part] = []
    for piece in pieces:
        match piece:
            case ir.Const():
                parts.append(piece)
            case ir.JoinedStr(parts=inner):
                parts.extend(inner)
            case _:
                return None
    return ir.JoinedStr(_merged(parts))


def _contents(walk: Walk, contents: Contents, raw: bool, parts: list[Part], *, braces: bool) -> None:
    """Lower onto `parts` what stands between the quotes, or in a format specification.

    `braces` says whether `{{` stands for one brace: not so in a format specification.
    """
    for content in contents:
        if getattr(content, "expression", None) is not None:
            _field(walk, content, raw, parts)
            continue
        text: str = content.value
        if braces:
            text = text.replace("{{", "{").replace("}}", "}")
        value = raw_text(text) if raw else unescape(text)
        parts.append(_MALFORMED if value is None else ir.Const(value))


def _field(
    walk: Walk,
    node: Any,
    raw: bool,
    parts: list[Part],
) -> None:
    """Lower `{expression = !conversion:specification}`."""
    start = walk.at
    walk.at += 2
    value = expression(walk, node.expression)
    conversion = node.conversion
    if node.equal is not None:
        walk.at += 2
        parts.append(ir.Const(_debug_text(walk, start)))
        if conversion is None and node.format_spec is None:
            conversion = "r"
    if node.conversion is not None:
        walk.at += 4
    specification: ir.JoinedStr | None = None
    if node.format_spec is not None:
        walk.at += 2
        inner: list[Part] = []
        _contents(walk, node.format_spec, raw, inner, braces=False)
        if _MALFORMED in inner:
            parts.append(_MALFORMED)
        specification = ir.JoinedStr(_merged(inner))
    walk.at += 2
    parts.append(ir.FormatPart(value, conversion, specification))


def _debug_text(walk: Walk, start: int) -> str:
    """What `{x = }` shows before the value: the source behind the brace at `start`, without comments."""
    pieces: list[str] = []
    for index in range(start + 1, walk.at):
        piece = walk.text[walk.bounds[index] : walk.bounds[index + 1]]
        is_gap = index % 2 == 1
        pieces.append(_comment.sub("", piece) if is_gap else piece)
    return raw_text("".join(pieces))


def _merged(parts: list[Part]) -> tuple[Part, ...]:
    """Neighbouring texts as one, empty ones gone."""
    merged: list[Part] = []
    for part in parts:
        if isinstance(part, ir.FormatPart):
            merged.append(part)
        elif merged and isinstance(last := merged[-1], ir.Const):
            merged[-1] = ir.Const(f"{last.value}{part.value}")
        elif part.value:
            merged.append(part)
    return tuple(merged)
