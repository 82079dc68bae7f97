"""Operations on names that may have holes: what Python's `str` methods do for TensorFlow.

Flows in: names as strings, strings with holes, unknown values. Flows out: the same. Where an answer
depends on a hole, the one that most programs need is given; each function says which.
"""

from __future__ import annotations

import re
from typing import Final

from scopelint.domain.keys import Key
from scopelint.domain.names import NUMBERS, Hole, Part, SymStr, Text, join
from scopelint.domain.values import Unknown, Value

_SCOPE_CHARACTERS: Final = re.compile(r"[A-Za-z0-9_.\\/>-]*$")
OP_NAME: Final = re.compile(r"^[A-Za-z0-9.][A-Za-z0-9_.\\/>-]*$")
"""`_VALID_OP_NAME_REGEX` (framework/ops.py)."""

SCOPE_NAME: Final = re.compile(r"^[A-Za-z0-9_.\\/>-]*$")
"""`_VALID_SCOPE_NAME_REGEX` (framework/ops.py)."""

_NUMBER: Final = re.compile(r"-?\d+")
_SPECIAL: Final = re.compile(r"[.^$*+?{}\[\]\\|()]")


def type_name(value: Value) -> str:
    """What the class of a value is called in TensorFlow's messages: a list of the program is a `ListObj` here, and a `list` there."""
    name = type(value).__name__
    return name.removesuffix("Obj").lower() if name.endswith("Obj") else name


def is_text(value: Value) -> bool:
    """Whether the analysed program's `isinstance(value, str)` holds (an unknown value is taken for text)."""
    return isinstance(value, (str, SymStr, Unknown))


def as_text(value: object) -> Text:
    """A name; an unknown one, and one that is no text at all, becomes a string that is one hole."""
    if isinstance(value, (str, SymStr)):
        return value
    return SymStr((value.hole() if isinstance(value, Unknown) else Hole(("no text", id(value)), "?"),))


def lower(text: Text) -> Text:
    if isinstance(text, str):
        return text.lower()
    return SymStr(tuple(p.lower() if isinstance(p, str) else p for p in text.parts))


def ends_with_slash(text: Text) -> bool:
    """Whether the last character is a slash; a hole is taken not to end with one."""
    last = text if isinstance(text, str) else text.parts[-1]
    return isinstance(last, str) and last.endswith("/")


def without_last(text: Text) -> Text:
    """The text without its last character, which must be a literal one."""
    if isinstance(text, str):
        return text[:-1]
    last = text.parts[-1]
    assert isinstance(last, str)
    return join((*text.parts[:-1], last[:-1]))


def without_slash(text: Text) -> Text:
    """`name_from_scope_name` (framework/ops.py): a scope string without its slash."""
    return without_last(text) if ends_with_slash(text) else text


def and_slash(text: Text) -> Text:
    """A name scope's name as a scope string: with one more slash, except the root's."""
    return text if text == "" else join((text, "/"))


def last_segment(text: Text) -> Text:
    """`text.split("/")[-1]`; a hole is taken to hold no slash."""
    if isinstance(text, str):
        return text.rsplit("/", 1)[-1]
    kept: list[Part] = []
    for part in reversed(text.parts):
        if isinstance(part, str) and "/" in part:
            kept.append(part.rsplit("/", 1)[-1])
            break
        kept.append(part)
    return join(reversed(kept))


def starts_with(text: Text, prefix: Text) -> bool:
    """Whether `text` certainly starts with `prefix`."""
    if isinstance(text, str) and isinstance(prefix, str):
        return text.startswith(prefix)
    ours = text.parts if isinstance(text, SymStr) else (text,)
    theirs = prefix.parts if isinstance(prefix, SymStr) else (prefix,)
    for index, part in enumerate(theirs):
        if index >= len(ours):
            return False
        if ours[index] == part:
            continue
        mine = ours[index]
        last = index == len(theirs) - 1
        return last and isinstance(part, str) and isinstance(mine, str) and mine.startswith(part)
    return True


def is_op_name(text: Text) -> bool:
    """Whether `_VALID_OP_NAME_REGEX` matches; holes are taken to be valid."""
    if isinstance(text, str):
        return OP_NAME.match(text) is not None
    first = text.parts[0]
    return is_scope_name(text) and (isinstance(first, Hole) or OP_NAME.match(first) is not None)


def is_scope_name(text: Text) -> bool:
    """Whether `_VALID_SCOPE_NAME_REGEX` matches; holes are taken to be valid."""
    if isinstance(text, str):
        return SCOPE_NAME.match(text) is not None
    return all(isinstance(p, Hole) or _SCOPE_CHARACTERS.match(p) is not None for p in text.parts)


def may_match(pattern: Text, text: Text) -> bool:
    """Whether `re.match(pattern, text)` may find something: only a literal text gives a sure no.

    Raises:
        re.error: `pattern` is no regular expression.
    """
    if isinstance(text, str) and isinstance(pattern, str):
        return re.match(pattern, text) is not None
    literal = [part for part in _parts(pattern) if isinstance(part, str)]
    if isinstance(pattern, str):
        re.compile(pattern)
    if any(_SPECIAL.search(part) for part in literal):
        return isinstance(pattern, str) or starts_may_meet(pattern, text)
    return _may_begin(_parts(pattern), _parts(text))


def _may_begin(prefix: tuple[Part, ...], text: tuple[Part, ...]) -> bool:
    """Whether the text may begin with the prefix; a hole that comes of one turn of a loop is taken to differ from that of another."""
    if not prefix or not text:
        return not any(isinstance(part, str) for part in prefix)
    mine, own = prefix[0], text[0]
    if isinstance(mine, str):
        if isinstance(own, str):
            common = min(len(mine), len(own))
            return mine[:common] == own[:common] and _may_begin(_rest(prefix, common), _rest(text, common))
        digits = _digits(own, mine)
        return digits is None or (digits > 0 and _may_begin(_rest(prefix, digits), text[1:]))
    if isinstance(own, str):
        digits = _digits(mine, own)
        if digits is None:  # any text: what follows it may stand anywhere in a name that is all literal
            return len(text) > 1 or any(_may_begin(prefix[1:], _rest(text, taken)) for taken in range(len(own) + 1))
        return digits > 0 and _may_begin(prefix[1:], _rest(text, digits))
    if _of_another_turn(mine, own):
        return False
    alike = mine == own or (mine.pattern in NUMBERS and own.pattern in NUMBERS)
    return not alike or _may_begin(prefix[1:], text[1:])


def _digits(hole: Hole, literal: str) -> int | None:
    """How many characters of a literal text that begins where a hole does are the number that the hole holds; None if it holds any text."""
    if hole.pattern not in NUMBERS:
        return None
    found = _NUMBER.match(literal)
    return 0 if found is None else found.end()


def _rest(parts: tuple[Part, ...], count: int) -> tuple[Part, ...]:
    """What follows the first `count` characters, which are literal."""
    first = parts[0]
    assert isinstance(first, str)
    return (first[count:], *parts[1:]) if len(first) > count else parts[1:]


def _of_another_turn(one: Hole, other: Hole) -> bool:
    """Whether the two stand for the item of one loop in two of its turns: their keys differ in the number of the turn alone."""
    if not isinstance(one.key, Key) or not isinstance(other.key, Key) or one == other:
        return False
    *loop, turn = one.key.parts
    *same_loop, other_turn = other.key.parts
    return loop == same_loop and isinstance(turn, int) and isinstance(other_turn, int)


def _parts(text: Text) -> tuple[Part, ...]:
    return text.parts if isinstance(text, SymStr) else (text,) if text else ()


def starts_may_meet(left: Text, right: Text) -> bool:
    """Whether the literal heads of the two agree as far as both are known."""
    one, two = _head(left), _head(right)
    return one.startswith(two) or two.startswith(one)


def _head(text: Text) -> str:
    first = text if isinstance(text, str) else text.parts[0]
    return first if isinstance(first, str) else ""
