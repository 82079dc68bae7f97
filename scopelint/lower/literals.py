"""The values of string and number literals.

Flows in: the source text of one literal. Flows out: its Python value, or None where the literal
is malformed or lies outside of what the IR can hold. Must not import libcst.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_escape = re.compile(r"\\([0-7]{1,3}|x[0-9a-fA-F]{2}|N\{[^}]+\}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|[\s\S])")
_byte_escape = re.compile(r"\\([0-7]{1,3}|x[0-9a-fA-F]{2}|[\s\S])")
_surrogate = re.compile(r"[\ud800-\udfff]")
_SIMPLE: Final = {
    "\n": "",
    "\\": "\\",
    "'": "'",
    '"': '"',
    "a": "\a",
    "b": "\b",
    "f": "\f",
    "n": "\n",
    "r": "\r",
    "t": "\t",
    "v": "\v",
}
_MAX_INT: Final = 2**64 - 1
_MAX_DIGITS: Final = 70


def string_value(token: str) -> str | bytes | None:
    """The value of a string or bytes literal, prefix and quotes included in `token`."""
    body = token.lstrip("bBrRuU")
    prefix = token[: len(token) - len(body)].lower()
    width = 3 if body[:3] == body[0] * 3 and len(body) >= 6 else 1
    content = body[width:-width]
    unescaped = unescape(content, is_bytes="b" in prefix) if "r" not in prefix else _plain_newlines(content)
    if "b" not in prefix or unescaped is None:
        return unescaped
    return unescaped.encode("latin-1", "replace")


def unescape(content: str, *, is_bytes: bool = False) -> str | None:
    """Resolve the escapes of a literal's content; None where Python would refuse one of them."""
    content = _plain_newlines(content)
    if "\\" not in content:
        return content
    try:
        if is_bytes:
            return _byte_escape.sub(_replace_byte, content)
        value = _escape.sub(_replace, content)
    except (ValueError, KeyError):
        return None
    return None if _surrogate.search(value) else value


def raw_text(content: str) -> str:
    """The content of a raw literal."""
    return _plain_newlines(content)


def integer_value(token: str) -> int | None:
    """The value of an integer literal; None where it needs more than 64 bits."""
    if len(token) > _MAX_DIGITS:
        return None
    value = int(token, 0)
    return value if value <= _MAX_INT else None


def identifier(name: str) -> str:
    """A name as Python knows it: compatibility-normalised (PEP 3131)."""
    return name if name.isascii() else unicodedata.normalize("NFKC", name)


def _plain_newlines(content: str) -> str:
    if "\r" in content:
        return content.replace("\r\n", "\n").replace("\r", "\n")
    return content


def _replace(found: re.Match[str]) -> str:
    escape = found[1]
    simple = _SIMPLE.get(escape)
    if simple is not None:
        return simple
    kind = escape[0]
    if kind in "01234567":
        return chr(int(escape, 8))
    if kind in "xuU":
        return chr(int(escape[1:], 16))
    if kind == "N":
        return unicodedata.lookup(escape[2:-1])
    return "\\" + escape


def _replace_byte(found: re.Match[str]) -> str:
    escape = found[1]
    simple = _SIMPLE.get(escape)
    if simple is not None:
        return simple
    if escape[0] in "01234567":
        return chr(int(escape, 8) & 0xFF)
    if escape[0] == "x":
        return chr(int(escape[1:], 16))
    return "\\" + escape
