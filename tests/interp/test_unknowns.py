"""Questions about unknown values: what their answers have to do with each other, and what they cost."""

from __future__ import annotations

import pytest

from scopelint.domain.conditions import Conditions
from scopelint.domain.values import Unknown
from scopelint.interp.unknowns import UnknownTests

LETTERS = [chr(ord("a") + number) for number in range(20)]


@pytest.fixture
def conditions() -> Conditions:
    return Conditions()


@pytest.fixture
def tests(conditions: Conditions) -> UnknownTests:
    return UnknownTests(conditions)


def test_a_value_equals_one_constant_at_most(conditions: Conditions, tests: UnknownTests) -> None:
    value = Unknown("mode", "mode", "an argument")
    equal = [tests.equals(value, letter) for letter in LETTERS]
    assert all(conditions.excludes(one, other) for i, one in enumerate(equal) for other in equal[:i])


def test_comparing_with_one_constant_more_costs_the_same_each_time(conditions: Conditions, tests: UnknownTests) -> None:
    value = Unknown("mode", "mode", "an argument")
    sizes = []
    for letter in LETTERS:
        before = conditions.size
        tests.equals(value, letter)
        sizes.append(conditions.size - before)
    assert max(sizes) <= 5


@pytest.mark.parametrize("asked_first", [True, False])
def test_one_of_many_is_one_question_that_agrees_with_each(conditions: Conditions, tests: UnknownTests, asked_first: bool) -> None:
    value = Unknown("word", "word", "an argument")
    known = frozenset(LETTERS[:10])
    if asked_first:
        among = tests.among(value, known)
        inside, outside = tests.equals(value, "a"), tests.equals(value, "z")
    else:
        inside, outside = tests.equals(value, "a"), tests.equals(value, "z")
        among = tests.among(value, known)
    assert conditions.implies(inside, among)
    assert conditions.excludes(outside, among)
    assert not conditions.implies(among, inside)


def test_sets_of_constants_agree_with_each_other(conditions: Conditions, tests: UnknownTests) -> None:
    value = Unknown("word", "word", "an argument")
    few, many, others = (tests.among(value, frozenset(LETTERS[slice(*part)])) for part in ((0, 6), (0, 12), (12, 18)))
    assert conditions.implies(few, many)
    assert conditions.excludes(few, others)
    assert conditions.excludes(many, others)
    assert tests.among(value, frozenset(LETTERS[:6])) is few
