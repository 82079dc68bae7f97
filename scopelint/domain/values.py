"""Values as the interpreter sees them: concrete where the program is concrete, else honest.

Constants, tuples and ranges of the analysed program are Python's own (`None`, `bool`, `int`,
`float`, `complex`, `str`, `bytes`, `tuple`, `range`, `...`). What is not known is `Unknown`; what depends on the
path is `Choice`; strings with unknown parts are `SymStr`. Everything mutable or callable is an
`Obj`, whose state lies in its `fields` and is written through `State.set`, so that it can be undone and
joined. Knows no TensorFlow and no syntax.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any, ClassVar, Final, TypeVar

from scopelint.domain.conditions import Condition
from scopelint.domain.keys import key_of, new_key
from scopelint.domain.names import Hole, SymStr

Value = Any
"""A value of the analysed program. Python's type system cannot say "any constant or Obj" usefully."""


class Missing:
    """The mark of a location that holds nothing."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "MISSING"


MISSING: Final = Missing()


_LONGEST: Final = 1_000
"""Characters of the source text of an unknown value: a loop that adds one to itself would double it with each turn."""


class Unknown:
    """A value that the analysis does not know.

    Two unknowns with one `key` are one value. `text` is the source it came from (it names holes),
    `reason` says why it is not known. `kind` is its Python type where that much is known; `low`
    and `high` bound an int. `samples` are the first and any later item, where it stands for the content of a
    container of unknown length.
    """

    __slots__ = ("high", "key", "kind", "low", "reason", "samples", "text")

    def __init__(
        self,
        key: Hashable,
        text: str,
        reason: str,
        *,
        kind: type | None = None,
        low: int | None = None,
        high: int | None = None,
        samples: tuple[Value, ...] = (),
    ) -> None:
        self.key = key_of(key)
        self.text = text if len(text) <= _LONGEST else f"{text[:_LONGEST]}..."
        self.reason = reason
        self.kind = kind
        self.low = low
        self.high = high
        self.samples = samples

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Unknown) and self.key == other.key

    def __hash__(self) -> int:
        return hash(self.key)

    def __bool__(self) -> bool:
        raise TypeError(f"an unknown value has no truth of its own: {self!r}")

    def __repr__(self) -> str:
        return f"Unknown({self.text})"

    def derived(self, how: Hashable, text: str, *, kind: type | None = None) -> Unknown:
        """The unknown that a pure operation called `how` makes of this one: same operands, same value."""
        return Unknown((how, self.key), text, self.reason, kind=kind)

    def hole(self) -> Hole:
        """This value as a part of a string."""
        pattern = r"-?\d+" if self.kind is int else ".*"
        if self.kind is int and self.low is not None and self.low >= 0:
            pattern = r"\d+"
        return Hole(self.key, self.text, pattern)


class Sparse(Unknown):
    """The content of a container of which each item is there under a condition of its own.

    `items` are those conditions with their values, in the order in which they stand.
    """

    __slots__ = ("items",)

    def __init__(self, items: Iterable[tuple[Condition, Value]]) -> None:
        super().__init__(new_key("sparse"), "items", "depends on many tests which items there are")
        self.items = tuple(items)


class Choice:
    """One of several values, each under its condition; the conditions exclude each other.

    An alternative may be `MISSING`. Made by `State.choice` alone; never nested.
    """

    __slots__ = ("alternatives",)

    def __init__(self, alternatives: tuple[tuple[Condition, Value], ...]) -> None:
        self.alternatives = alternatives

    def __bool__(self) -> bool:
        raise TypeError("a choice has no truth of its own")

    def __repr__(self) -> str:
        return f"Choice({len(self.alternatives)} values)"


def otherwise(value: Value, default: Value) -> Value:
    """`value`, with `default` wherever it is `MISSING`."""
    if type(value) is Choice:
        return Choice(tuple((guard, default if one is MISSING else one) for guard, one in value.alternatives))
    return default if value is MISSING else value


class Births:
    """What time it is for tables that are made: it goes on with each mark of a state (see `State`)."""

    __slots__ = ("_last", "_outside", "now")

    def __init__(self) -> None:
        self._last = self.now = 0
        self._outside = 0

    def mark(self) -> int:
        """A number that is larger than any before."""
        self._last += 1
        if not self._outside:
            self.now = self._last
        return self._last

    @contextmanager
    def of_no_path(self) -> Iterator[None]:
        """While this lasts, what is made is kept where every path finds it, and counts as older than all marks."""
        self._outside += 1
        self.now = 0
        try:
            yield
        finally:
            self._outside -= 1
            if not self._outside:
                self.now = self._last


BIRTHS: Final = Births()


class Table(dict[Any, Any]):
    """Locations, written through `State.set`.

    `born` says which marks of the state are older. What is written here before the next mark need not be taken back: only what has been
    written since those marks leads here, and that is. A table that something older leads to, besides, must be as old as that.
    """

    __slots__ = ("born",)

    exact: ClassVar[bool] = False
    """Whether data that lie here are told apart however many tests they hang on: the models of libraries rest on what they keep."""

    def __init__(self, *content: Any) -> None:
        if content:
            dict.__init__(self, *content)
        self.born = BIRTHS.now


class Fields(Table):
    """The state of an object of a library's model: of what lies here only counters may become unknown."""

    __slots__ = ()

    exact = True


class Names(Fields):
    """Names in use: what is made later gets its name by them, and nothing else hangs on them."""

    __slots__ = ()


class Attributes(Table):
    """The attributes of an object."""

    __slots__ = ()


class ModelAttributes(Attributes):
    """The attributes of an object that the code of a library's model has made, or takes part in."""

    __slots__ = ()

    exact = True


class ModelLocals(Table):
    """The names of a function of a library's model while it runs."""

    __slots__ = ()

    exact = True


_Made = TypeVar("_Made", bound="Obj")


class Obj:
    """Something with identity: `fields` is its mutable state, written through `State.set`."""

    __slots__ = ("__weakref__", "fields")

    def __init__(self) -> None:
        self.fields: Table = Fields()

    def as_old_as(self: _Made, owner: Obj) -> _Made:
        """This, which every path finds at `owner` though it is only made now."""
        self.fields.born = owner.fields.born
        return self

    def merged_with(self, other: Value, key: Hashable) -> Value | None:
        """One value that stands for "this or `other`", or None when a `Choice` must tell them apart."""
        return None


class Own:
    """A number or text that is an object of a class of the program, its `instance` (see `domain.own`).

    Away from the program, in reports and caches, it is the number or text alone: so `__reduce__` has it.
    """

    instance: Obj

    def __reduce__(self) -> tuple[Any, ...]:
        raise NotImplementedError


SCALARS: Final = frozenset({bool, int, float, complex, str, bytes})


def all_scalars(values: tuple[Value, ...]) -> bool:
    """Whether there is nothing but plain numbers and strings in a tuple: tables of numbers are long, and need no look at each."""
    return SCALARS.issuperset(map(type, values))


def is_constant(value: Value) -> bool:
    """Whether this is a Python constant, known through and through."""
    if type(value) in SCALARS:
        return True
    if isinstance(value, tuple):
        return all_scalars(value) or all(is_constant(v) for v in value)
    return value is None or isinstance(value, (bool, int, float, complex, str, bytes, range)) or value is ...


def same(left: Value, right: Value) -> bool:
    """Whether the two are certainly one value (`1` and `True` and `1.0` are three)."""
    if left is right:
        return True
    if type(left) is not type(right):
        return False
    if isinstance(left, tuple):
        return len(left) == len(right) and all(map(same, left, right))
    if isinstance(left, Own):
        return left.instance is right.instance
    if isinstance(left, (int, float, complex, str, bytes, range, SymStr, Unknown)):
        return bool(left == right)
    return False


def merged(left: Value, right: Value, key: Hashable) -> Value | None:
    """One value for "`left` or `right`", or None when they must be kept apart.

    Two unknowns become one unknown: no rule can tell them apart, and keeping them doubles the work.
    """
    if isinstance(left, Unknown) and isinstance(right, Unknown):
        return Unknown(("merged", key, left.key, right.key), left.text, left.reason)
    if isinstance(left, Obj):
        return left.merged_with(right, key)
    return None
