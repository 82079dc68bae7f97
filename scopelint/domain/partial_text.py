"""What methods of strings make of a string with holes, as far as its literal parts decide it.

Flows in: a `SymStr` and what a `str` method or a slice is asked for. Flows out: the text it gives, or None where that depends on what the
holes hold. Knows no TensorFlow and no syntax.
"""

from __future__ import annotations

from collections.abc import Hashable
from typing import Final

from scopelint.domain.keys import key_of
from scopelint.domain.names import NUMBERS, Hole, Part, SymStr, Text, join

_PER_CHARACTER: Final = frozenset({"lower", "upper", "casefold", "swapcase"})
"""Methods that treat each character by itself."""

_MARGINS: Final = {"strip": (True, True), "lstrip": (True, False), "rstrip": (False, True)}


def partition(text: SymStr, separator: str) -> tuple[Text, Text, Text] | None:
    """`text.partition(separator)`, where the literal head has the separator."""
    head, found, rest = _head(text).partition(separator)
    return (head, separator, join([rest, *text.parts[1:]])) if found else None


def rpartition(text: SymStr, separator: str) -> tuple[Text, Text, Text] | None:
    """`text.rpartition(separator)`, where the literal tail has the separator."""
    rest, found, tail = _tail(text).rpartition(separator)
    return (join([*text.parts[:-1], rest]), separator, tail) if found else None


def per_character(text: SymStr, method: str) -> SymStr | None:
    """`text.lower()` and the like: the literal parts so written, and holes of which as much is said."""
    if method not in _PER_CHARACTER:
        return None
    parts: list[Part] = []
    for part in text.parts:
        if isinstance(part, str):
            parts.append(getattr(part, method)())
        else:
            parts.append(part if part.pattern in NUMBERS else _treated(part, f".{method}()", (method,)))
    return SymStr(tuple(parts))


def replaced(text: SymStr, old: str, new: str) -> SymStr | None:
    """`text.replace(old, new)`, where no occurrence can lie across the border of a hole."""
    if len(old) != 1:
        return None
    parts: list[Part | SymStr] = []
    for part in text.parts:
        if isinstance(part, str):
            parts.append(part.replace(old, new))
        elif part.pattern in NUMBERS and old not in "-0123456789":
            parts.append(part)
        else:
            parts.append(_treated(part, f".replace({old!r}, {new!r})", ("replace", old, new)))
    made = join(parts)
    assert isinstance(made, SymStr)
    return made


def stripped(text: SymStr, method: str, characters: str | None) -> SymStr | None:
    """`text.strip(characters)` and its kin, where literal text is left at the ends that they clean."""
    left, right = _MARGINS[method]
    parts = list(text.parts)
    if left:
        head = _head(text).lstrip(characters)
        if not head:
            return None
        parts[0] = head
    if right:
        tail = _tail(text).rstrip(characters)
        if not tail:
            return None
        parts[-1] = tail
    return SymStr(tuple(parts))


def without_affix(text: SymStr, method: str, affix: str) -> Text | None:
    """`text.removeprefix(affix)` or `text.removesuffix(affix)`."""
    decided = begins(text, affix) if method == "removeprefix" else ends(text, affix)
    if decided is None:
        return None
    if not decided:
        return text
    if method == "removeprefix":
        return join([_head(text)[len(affix) :], *text.parts[1:]])
    return join([*text.parts[:-1], _tail(text)[: len(_tail(text)) - len(affix)]])


def begins(text: SymStr, prefix: str) -> bool | None:
    """Whether the text begins with `prefix`; None where a hole decides."""
    head = _head(text)
    if len(head) >= len(prefix):
        return head.startswith(prefix)
    return None if prefix.startswith(head) else False


def ends(text: SymStr, suffix: str) -> bool | None:
    """Whether the text ends with `suffix`; None where a hole decides."""
    tail = _tail(text)
    if len(tail) >= len(suffix):
        return tail.endswith(suffix)
    return None if suffix.endswith(tail) else False


def sliced(text: SymStr, start: int | None, stop: int | None) -> Text | None:
    """`text[start:stop]`, where what is cut off is literal text."""
    head, tail = _head(text), _tail(text)
    begin = start or 0
    if not 0 <= begin <= len(head):
        return None
    if stop is None:
        return join([head[begin:], *text.parts[1:]]) if head else text
    if stop >= 0:
        return head[begin:stop] if stop <= len(head) else None
    if -stop > len(tail):
        return None
    middle = text.parts[1 if head else 0 : -1]
    return join([head[begin:], *middle, tail[:stop]])


def character(text: SymStr, index: int) -> str | None:
    """`text[index]`, where it is literal."""
    head, tail = _head(text), _tail(text)
    if 0 <= index < len(head):
        return head[index]
    return tail[index] if -len(tail) <= index < 0 else None


def least_length(text: SymStr) -> int:
    """How long the text is at least."""
    return sum(len(part) for part in text.parts if isinstance(part, str))


def elsewhere(text: SymStr, how: Hashable) -> SymStr:
    """A text of the same form with other values in its holes: what `how` says, the same each time."""
    parts = (
        part if isinstance(part, str) else Hole(key_of((how, part.key)), part.source, part.pattern, part.unique) for part in text.parts
    )
    return SymStr(tuple(parts))


def _treated(hole: Hole, source: str, how: tuple[str, ...]) -> Hole:
    """The hole after a method."""
    return Hole((*how, hole.key), f"{hole.source}{source}")


def _head(text: SymStr) -> str:
    """The literal text at the beginning."""
    return text.parts[0] if isinstance(text.parts[0], str) else ""


def _tail(text: SymStr) -> str:
    """The literal text at the end."""
    return text.parts[-1] if isinstance(text.parts[-1], str) else ""
