"""What a run that rests lets go of, and what it keeps."""

from __future__ import annotations

from scopelint.domain.conditions import Conditions
from scopelint.domain.state import State
from scopelint.domain.values import MISSING, Choice, Table
from scopelint.interp import living


def test_conditions_are_found_wherever_they_lie() -> None:
    conditions = Conditions()
    a, b, c, d = (conditions.atom(name) for name in "abcd")

    def closed_over() -> object:
        return c

    outside = [d]
    root = {"choice": Choice(((a, 1), (conditions.negate(a), 2))), "list": [(b,)], "function": closed_over, "more": outside}
    root["root"] = root
    assert living.conditions((root,), (outside,)) == {a, conditions.negate(a), b, c}


def test_what_is_left_after_a_rest_is_as_it_was() -> None:
    state = State()
    conditions, table = state.conditions, Table()
    tests = [conditions.atom(number) for number in range(8)]
    for number, test in enumerate(tests):
        state.split(test, lambda number=number: state.set(table, number, number), lambda: None)  # type: ignore[misc]
    for test in tests:
        conditions.either(conditions.both(test, tests[0]), conditions.negate(tests[3]))
    before = conditions.total
    conditions.keep(living.conditions((table,), ()))
    assert conditions.total < before
    for number, test in enumerate(tests):
        assert conditions.atom(number) is test
        held = table[number]
        assert isinstance(held, Choice)
        assert conditions.negate(test) in [guard for guard, value in held.alternatives if value is MISSING]
        assert test in [guard for guard, value in held.alternatives if value == number]
