"""How the values that a location has on several paths become one: equal ones fall together, too many become unknown.

Flows in: values, each under its condition. Flows out: fewer of them, or the `Unknown` that stands for all.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final, TypeAlias

from scopelint.domain.conditions import FALSE, TRUE, Condition, Conditions
from scopelint.domain.names import SymStr
from scopelint.domain.values import MISSING, SCALARS, Choice, Missing, Sparse, Unknown, merged, same

Alternatives: TypeAlias = list[tuple[Condition, Any]]
"""Values under conditions that exclude each other."""

MAX_ALTERNATIVES: Final = 12
"""How many values one location may hold side by side before it is widened to `Unknown`."""

_FEW: Final = 3
"""A location with more values than these hangs on too many tests when it hangs on half as many as others may."""

_SEQUENCES: Final = frozenset({tuple, Sparse})

_LONGEST: Final = 2_000
"""How many items two sequences may have that are told apart item by item."""

_DATA: Final = frozenset({bool, int, float, str, SymStr, tuple, dict, type(None), Unknown, Missing})
"""What can become unknown when it hangs on many tests; objects, which have a state, cannot."""

_NUMBERS: Final = frozenset({int, float, Unknown, Missing})


def alternatives_of(conditions: Conditions, condition: Condition, then: Any, other: Any) -> Alternatives:
    """What is `then` where `condition` holds and `other` elsewhere: no choices within, and equal values once."""
    found: Alternatives = []
    for guard, value in ((condition, then), (conditions.negate(condition), other)):
        inner = value.alternatives if type(value) is Choice else ((TRUE, value),)
        for sub, alternative in inner:
            both = conditions.both(guard, sub)
            if both is not FALSE:
                _add(conditions, found, both, alternative)
    return found


def _add(conditions: Conditions, alternatives: Alternatives, guard: Condition, value: Any) -> None:
    for index, (known, present) in enumerate(alternatives):
        if same(present, value):
            alternatives[index] = (conditions.either(known, guard), present)
            return
        if type(present) is Sparse or type(value) is Sparse:
            joined: Any = braided(conditions, (known, present), (guard, value))
        else:
            joined = None
        if joined is None:
            joined = merged(present, value, (id(known), id(guard)))
        if joined is not None:
            alternatives[index] = (conditions.either(known, guard), joined)
            return
    alternatives.append((guard, value))


def together(conditions: Conditions, alternatives: Alternatives) -> Sparse | None:
    """Sequences, each under its condition, as one; None where some are none."""
    if not all(type(value) in _SEQUENCES for _, value in alternatives):
        return None
    guard, whole = alternatives[0]
    for other, value in alternatives[1:]:
        whole = braided(conditions, (guard, whole), (other, value))
        guard = conditions.either(guard, other)
    return whole if type(whole) is Sparse else None


def braided(conditions: Conditions, left: tuple[Condition, Any], right: tuple[Condition, Any]) -> Sparse | None:
    """Two sequences, each under its condition, as one: what they begin and end with alike, and between that what each has of its own.

    None where one of them is no sequence of known items, or too long.
    """
    (guard, one), (other_guard, other) = (left[0], _entries(left[1])), (right[0], _entries(right[1]))
    if one is None or other is None or len(one) + len(other) > _LONGEST:
        return None
    if (
        type(left[1]) is Sparse
        and len(one) == len(other)
        and all(a[0] is b[0] and same(a[1], b[1]) for a, b in zip(one, other, strict=True))
    ):
        return left[1]
    shorter = min(len(one), len(other))
    begin = next((n for n in range(shorter) if not same(one[n][1], other[n][1])), shorter)
    end = next((n for n in range(shorter - begin) if not same(one[-1 - n][1], other[-1 - n][1])), shorter - begin)

    def in_both(ours: tuple[Condition, Any], theirs: tuple[Condition, Any]) -> tuple[Condition, Any]:
        if ours[0] is theirs[0]:
            return ours
        return conditions.either(conditions.both(guard, ours[0]), conditions.both(other_guard, theirs[0])), ours[1]

    items = [in_both(*pair) for pair in zip(one[:begin], other[:begin], strict=True)]
    items += [(conditions.both(guard, held), value) for held, value in one[begin : len(one) - end]]
    items += [(conditions.both(other_guard, held), value) for held, value in other[begin : len(other) - end]]
    items += [in_both(*pair) for pair in zip(one[len(one) - end :], other[len(other) - end :], strict=True)]
    return Sparse(items)


def _entries(sequence: Any) -> tuple[tuple[Condition, Any], ...] | None:
    if type(sequence) is Sparse:
        return sequence.items
    return tuple((TRUE, item) for item in sequence) if type(sequence) is tuple else None


def are_data(values: Iterable[Any]) -> bool:
    """Whether there is nothing in these values, or their alternatives, but what can become unknown."""
    return all(are_data(one for _, one in value.alternatives) if type(value) is Choice else type(value) in _DATA for value in values)


def are_numbers(alternatives: Alternatives) -> bool:
    """Whether there are numbers to choose from, and nothing else that is known."""
    return all(type(value) in _NUMBERS for _, value in alternatives)


def are_too_many(values: list[Any]) -> bool:
    """Whether there are more constants among these values than one location may hold, whatever the tests under which it holds them."""
    return len(values) > MAX_ALTERNATIVES and len({(type(one), one) for one in values if type(one) in SCALARS}) > MAX_ALTERNATIVES


def is_tangled(alternatives: Alternatives, patience: float) -> bool:
    """Whether data hang on so many tests that they are no longer worth what it costs to tell them apart."""
    if len(alternatives) > _FEW:
        patience /= 2
    deep = max(guard.depth for guard, _ in alternatives)
    return deep > patience and all(type(value) in _DATA for _, value in alternatives)


def widened(alternatives: Alternatives, number: int, conditions: Conditions) -> Unknown:
    """The unknown value that stands for more alternatives than a location may hold."""
    sequence = together(conditions, alternatives)
    if sequence is not None:
        return sequence
    return Unknown(("widened", number), _text_of(alternatives), "too many alternatives")


def any_of(alternatives: Alternatives, number: int) -> Unknown:
    """The unknown value that stands for data that hang on too many tests: it keeps what they have in common."""
    plain = [one for _, value in alternatives for one in (value.alternatives if type(value) is Choice else ((TRUE, value),))]
    values = [value for _, value in plain if value is not MISSING]
    kinds = {value.kind if type(value) is Unknown else type(value) for value in values}
    kind: type | None = kinds.pop() if kinds in ({int}, {str}) else None
    low = high = None
    if kind is int:
        lows: list[Any] = [value.low if type(value) is Unknown else value for value in values]
        highs: list[Any] = [value.high if type(value) is Unknown else value for value in values]
        low, high = (None if None in lows else min(lows)), (None if None in highs else max(highs))
    return Unknown(("tangled", number), _text_of(plain), "depends on too many tests", kind=kind, low=low, high=high)


def _text_of(alternatives: Alternatives) -> str:
    texts = [v.text for _, v in alternatives if isinstance(v, Unknown)]
    return texts[0] if texts else "?"
