"""Strings of which some parts are not known: `h{layer}/attn`.

Flows in: the literal and unknown parts of a string as it is built. Flows out: the text that
reports print, the regular expression that every possible value matches, and equality that holds
only when two strings are certainly the same. Knows no TensorFlow and no syntax.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable
from itertools import zip_longest
from typing import Final

import msgspec

_NUMBER: Final = re.compile(r"_\d+(?=/|$)")
"""What makes a part of a name unique."""


class Hole(msgspec.Struct, frozen=True, eq=False):
    """An unknown part of a string.

    Two holes with one `key` stand for one value: equal wherever they appear. `source` is the
    text of the expression that the value came from; `pattern` is a regular expression for what
    it may be (by default anything, `.*`). A `unique` one (the address of an object) is the same text
    as no other unique one.
    """

    key: Hashable
    source: str
    pattern: str = ".*"
    unique: bool = False

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Hole) and self.key == other.key

    def __hash__(self) -> int:
        return hash(self.key)


NUMBERS: Final = frozenset({r"\d+", r"-?\d+"})
"""Patterns of holes that hold a number."""

Part = str | Hole


class SymStr(msgspec.Struct, frozen=True, cache_hash=True):
    """A string with at least one hole; no two neighbouring parts are literal, none is empty."""

    parts: tuple[Part, ...]

    def __str__(self) -> str:
        return "".join(p if isinstance(p, str) else "{" + p.source + "}" for p in self.parts)

    def pattern(self) -> str:
        """A regular expression that matches the whole of every possible value."""
        return "".join(re.escape(p) if isinstance(p, str) else f"(?:{p.pattern})" for p in self.parts)


Text = str | SymStr


_LITERAL: Final = frozenset({str})


def join(parts: Iterable[Text | Hole]) -> Text:
    """Concatenate literal text, holes and strings with holes."""
    parts = tuple(parts)
    if _LITERAL.issuperset(map(type, parts)):
        return "".join(parts)  # type: ignore[arg-type]
    flat: list[Part] = []
    for part in parts:
        for piece in part.parts if isinstance(part, SymStr) else (part,):
            if isinstance(piece, str) and flat and isinstance(flat[-1], str):
                flat[-1] += piece
            elif piece != "":
                flat.append(piece)
    if not flat:
        return ""
    if len(flat) == 1 and isinstance(flat[0], str):
        return flat[0]
    return SymStr(tuple(flat))


def unnumbered(text: Text) -> str:
    """A name as messages show it, without the numbers that made its parts unique."""
    return _NUMBER.sub("", str(text))


def pattern_of(text: Text) -> str | None:
    """The regular expression for `text`, or None when it is wholly known."""
    return text.pattern() if isinstance(text, SymStr) else None


def may_equal(left: Text, right: Text) -> bool:
    """Whether the two may be the same string at run time (never falsely says no)."""
    if left == right:
        return True
    if isinstance(left, str) and isinstance(right, str):
        return False
    if isinstance(left, SymStr) and isinstance(right, SymStr):
        return _ends_may_meet(left, right) and not _tell_apart(left, right)
    sym, text = (left, right) if isinstance(left, SymStr) else (right, left)
    assert isinstance(sym, SymStr)
    return re.fullmatch(sym.pattern(), str(text), re.DOTALL) is not None


def precedes(left: Text, right: Text) -> bool | None:
    """Whether `left` comes before `right` in the order of strings; None where their unknown parts decide it."""
    pairs = zip_longest(*(text.parts if isinstance(text, SymStr) else (text,) for text in (left, right)), fillvalue="")
    one, other = next((pair for pair in pairs if pair[0] != pair[1]), ("", ""))
    if isinstance(one, Hole) or isinstance(other, Hole):
        return None
    if other.startswith(one):
        return None if any(pair[0] for pair in pairs) else one < other
    if one.startswith(other):
        return None if any(pair[1] for pair in pairs) else False
    return one < other


def _ends_may_meet(left: SymStr, right: SymStr) -> bool:
    """Compare the literal heads and tails of two strings with holes."""
    head_l, head_r = _literal(left.parts[0]), _literal(right.parts[0])
    tail_l, tail_r = _literal(left.parts[-1]), _literal(right.parts[-1])
    heads = head_l.startswith(head_r) or head_r.startswith(head_l)
    tails = tail_l.endswith(tail_r) or tail_r.endswith(tail_l)
    return heads and tails


def _tell_apart(left: SymStr, right: SymStr) -> bool:
    """Whether the two differ in one part alone, which is a unique one in both."""
    if len(left.parts) != len(right.parts):
        return False
    different: tuple[Part, Part] | None = None
    for pair in zip(left.parts, right.parts, strict=True):
        if pair[0] is not pair[1] and pair[0] != pair[1]:
            if different is not None:
                return False
            different = pair
    return different is not None and all(isinstance(part, Hole) and part.unique for part in different)


def _literal(part: Part) -> str:
    return part if isinstance(part, str) else ""
