"""Numbers and texts that are objects of a class of the program: members of `IntEnum`, what a subclass of `str` or `float` makes.

They are Python's own numbers and texts, so that whatever asks for one finds it; the object with the class and the attributes is their
`instance`. Flows in: numbers and texts, and such objects. Flows out: both in one, or the number or text alone.
"""

from __future__ import annotations

from typing import Any, Final

from scopelint.domain.values import SCALARS, Obj, Own, Value


class OwnInt(Own, int):
    def __reduce__(self) -> tuple[Any, ...]:
        return int, (int(self),)


class OwnFloat(Own, float):
    def __reduce__(self) -> tuple[Any, ...]:
        return float, (float(self),)


class OwnStr(Own, str):
    def __reduce__(self) -> tuple[Any, ...]:
        return str, (str.__str__(self),)


_KINDS: Final[dict[type, type]] = {int: OwnInt, float: OwnFloat, str: OwnStr}


def made(kind: type, value: Value, instance: Obj) -> Value:
    """`value`, a number or text as `kind` makes it, as the object `instance`."""
    found = _KINDS[kind](value)
    found.instance = instance
    return found


def plain(value: Value) -> Value:
    """The number or text alone; any other value itself."""
    if isinstance(value, Own):
        kind, content = value.__reduce__()
        return kind(*content)
    return value


def all_plain(values: tuple[Value, ...]) -> tuple[Value, ...]:
    """The values of a tuple, each as `plain` has it, and those of tuples in it."""
    if SCALARS.issuperset(map(type, values)):
        return values
    return tuple([all_plain(v) if type(v) is tuple else plain(v) for v in values])
