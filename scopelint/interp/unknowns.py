"""Questions about unknown values: the same question, the same answer.

Flows in: tests of unknown values (`if x`, `x == "train"`, `i > 0`). Flows out: conditions that know
what they have to do with each other: a value that equals one constant does not equal another.
"""

from __future__ import annotations

from collections.abc import Hashable

from scopelint.domain.conditions import FALSE, TRUE, Condition, Conditions
from scopelint.domain.values import Unknown, Value


class UnknownTests:
    """The tests that were made of unknown values in one analysis."""

    def __init__(self, conditions: Conditions) -> None:
        self._conditions = conditions
        self._truth: dict[object, Condition] = {}
        self._equal: dict[object, tuple[tuple[Value, Condition], ...]] = {}
        self._none: dict[object, Condition] = {}
        """That a value is none of the constants that it was compared with."""
        self._among: dict[object, tuple[tuple[frozenset[Value], Condition], ...]] = {}
        self._at_least: dict[object, tuple[tuple[float, Condition], ...]] = {}

    def __copy__(self) -> UnknownTests:
        """The same tests, to which others may come."""
        made = UnknownTests(self._conditions)
        made._truth = dict(self._truth)
        made._equal = dict(self._equal)
        made._none = dict(self._none)
        made._among = dict(self._among)
        made._at_least = dict(self._at_least)
        return made

    def suppose_none(self, value: Unknown) -> None:
        """Let every test find that `value` is None, which is otherwise as good as any other."""
        self._truth[value.key] = FALSE
        self._equal[value.key] = ((None, TRUE),)
        self._none[value.key] = FALSE

    def truth(self, value: Unknown) -> Condition:
        """Whether `value` is true."""
        if value.kind is int:
            if (value.low is not None and value.low > 0) or (value.high is not None and value.high < 0):
                return TRUE
            if value.low == 0:
                return self.at_least(value, 1)
        found = self._truth.get(value.key)
        if found is None:
            found = self._conditions.atom(("true", value.key))
            for constant, condition in self._equal.get(value.key, ()):
                combine = self._conditions.either if constant else self._conditions.without
                found = combine(found, condition)
            self._truth[value.key] = found
        return found

    def equals(self, value: Unknown, constant: Value) -> Condition:
        """Whether `value` is equal to a constant (or is None)."""
        if value.kind is not None and not _may_be(value, constant):
            return FALSE
        if value.kind is int and isinstance(constant, int):
            if (value.low is not None and constant < value.low) or (value.high is not None and constant > value.high):
                return FALSE
            if constant == value.low:
                return self._conditions.negate(self.at_least(value, constant + 1))
        if (before := self.asked(value.key, constant)) is not None:
            return before
        conditions, known = self._conditions, self._equal.get(value.key, ())
        found = conditions.atom(("equal", value.key, type(constant).__name__, constant))
        none = self._none.get(value.key, TRUE)
        found = conditions.both(found, none)
        truth = self._truth.get(value.key)
        if truth is not None:
            found = conditions.both(found, truth if constant else conditions.negate(truth))
        for constants, condition in self._among.get(value.key, ()):
            found = conditions.both(found, condition if constant in constants else conditions.negate(condition))
        self._equal[value.key] = (*known, (constant, found))
        self._none[value.key] = conditions.without(none, found)
        return found

    def asked(self, key: Hashable, constant: Value) -> Condition | None:
        """What has been found when the value of that key was compared with the constant before; None if it never was."""
        for other, condition in self._equal.get(key, ()):
            if type(other) is type(constant) and other == constant:
                return condition
        return None

    def among(self, value: Unknown, constants: frozenset[Value]) -> Condition:
        """Whether `value` is one of many constants: one question, which later comparisons with each of them agree with."""
        asked = self._among.get(value.key, ())
        for known, condition in asked:
            if known == constants:
                return condition
        conditions = self._conditions
        found = conditions.atom(("among", value.key, constants))
        for constant, condition in self._equal.get(value.key, ()):
            combine = conditions.either if constant in constants else conditions.without
            found = combine(found, condition)
        for known, condition in asked:
            if known <= constants:
                found = conditions.either(found, condition)
            elif known >= constants:
                found = conditions.both(found, condition)
            elif not known & constants:
                found = conditions.without(found, condition)
        self._among[value.key] = (*asked, (constants, found))
        return found

    def at_least(self, value: Unknown, number: float) -> Condition:
        """Whether `value` >= `number`; for ints, `>` and `<` are asked through this too."""
        if value.low is not None and number <= value.low:
            return TRUE
        if value.high is not None and number > value.high:
            return FALSE
        known = self._at_least.get(value.key, ())
        conditions = self._conditions
        found = conditions.atom(("at least", value.key, number))
        for other, condition in known:
            if other == number:
                return condition
            combine = conditions.both if other < number else conditions.either
            found = combine(found, condition)
        self._at_least[value.key] = (*known, (number, found))
        return found

    def settled(self, value: Unknown, path: Condition) -> Value | None:
        """The constant that `value` is on `path`, where a test has shown it; else None.

        None itself is never returned as a constant: it decides no name.
        """
        for constant, condition in self._equal.get(value.key, ()):
            if constant is not None and path is not TRUE and self._conditions.implies(path, condition):
                return constant
        return None


def _may_be(value: Unknown, constant: Value) -> bool:
    if value.kind is int:
        return isinstance(constant, (int, float))
    if value.kind in (str, float, list, dict, tuple):
        return constant is not None and (value.kind is not str or isinstance(constant, str))
    return True
