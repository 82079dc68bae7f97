"""What makes two unknown values one: keys that are compared and hashed in constant time.

A key is built of the keys of its operands ("item 0 of (argument x of f)"), so a loop that computes on and on
from what it does not know makes keys that are nested ever deeper. Each is therefore made once, and is then itself
its identity. Flows in: descriptions. Flows out: keys. Knows no TensorFlow and no syntax.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any, Final
from weakref import WeakValueDictionary


class Key:
    """A description with parts, of which there is but one: made by `key_of` and `new_key` alone."""

    __slots__ = ("__weakref__", "parts")

    def __init__(self, parts: tuple[Any, ...]) -> None:
        self.parts = parts

    def __reduce__(self) -> tuple[Callable[[Hashable], Hashable], tuple[tuple[Any, ...]]]:
        return key_of, (self.parts,)

    def __repr__(self) -> str:
        return repr(self.parts)


_KEYS: Final[WeakValueDictionary[tuple[Any, ...], Key]] = WeakValueDictionary()


def new_key(*parts: Any) -> Key:
    """A key that no other has these parts of, as one of them is an object made for it: none need be looked for."""
    return Key(parts)


def key_of(description: Hashable) -> Hashable:
    """The key that stands for `description`: for a tuple the one `Key` with these parts, else the description."""
    if type(description) is not tuple:
        return description
    found = _KEYS.get(description)
    if found is None:
        found = _KEYS[description] = Key(description)
    return found
