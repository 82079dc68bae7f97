"""Conditions are canonical: equal meaning, same object."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scopelint.domain.conditions import FALSE, TRUE, Condition, Conditions, Exhausted

Formula = tuple[object, ...]


def formulas() -> st.SearchStrategy[Formula]:
    atoms = st.sampled_from("abcd").map(lambda name: ("atom", name))
    return st.recursive(
        atoms,
        lambda inner: st.one_of(
            st.tuples(st.just("not"), inner), st.tuples(st.just("and"), inner, inner), st.tuples(st.just("or"), inner, inner)
        ),
        max_leaves=8,
    )


def build(conditions: Conditions, formula: Formula) -> Condition:
    match formula:
        case ("atom", name):
            return conditions.atom(name)
        case ("not", inner):
            return conditions.negate(build(conditions, inner))  # type: ignore[arg-type]
        case ("and", left, right):
            return conditions.both(build(conditions, left), build(conditions, right))  # type: ignore[arg-type]
        case ("or", left, right):
            return conditions.either(build(conditions, left), build(conditions, right))  # type: ignore[arg-type]
    raise AssertionError(formula)


def holds(formula: Formula, facts: dict[str, bool]) -> bool:
    match formula:
        case ("atom", str(name)):
            return facts[name]
        case ("not", inner):
            return not holds(inner, facts)  # type: ignore[arg-type]
        case ("and", left, right):
            return holds(left, facts) and holds(right, facts)  # type: ignore[arg-type]
        case ("or", left, right):
            return holds(left, facts) or holds(right, facts)  # type: ignore[arg-type]
    raise AssertionError(formula)


WORLDS = [dict(zip("abcd", (bool(n & 1), bool(n & 2), bool(n & 4), bool(n & 8)), strict=True)) for n in range(16)]


@given(formulas(), formulas())
def test_decision_diagrams_agree_with_truth_tables(left: Formula, right: Formula) -> None:
    conditions = Conditions()
    one, other = build(conditions, left), build(conditions, right)
    truths = [(holds(left, world), holds(right, world)) for world in WORLDS]
    assert (one is other) == all(a == b for a, b in truths)
    assert (one is TRUE) == all(a for a, _ in truths)
    assert (one is FALSE) == (not any(a for a, _ in truths))
    assert conditions.implies(one, other) == all(b for a, b in truths if a)
    assert conditions.excludes(one, other) == (not any(a and b for a, b in truths))


@given(formulas(), formulas())
def test_within_a_path_a_condition_keeps_its_meaning_and_loses_what_the_path_decides(condition: Formula, path: Formula) -> None:
    conditions = Conditions()
    one, there = build(conditions, condition), build(conditions, path)
    left = conditions.within(one, there)
    assert conditions.both(left, there) is conditions.both(one, there)
    assert left.depth <= max(one.depth, 1)
    if conditions.implies(there, one) and there is not FALSE:
        assert left is TRUE
    if conditions.excludes(there, one) and there is not FALSE:
        assert left is FALSE


def test_within_a_row_of_tests_nothing_is_left_of_them() -> None:
    conditions = Conditions()
    path = TRUE
    for number in range(30):
        conditions.beneath = conditions.atom(number)
        path = conditions.both(path, conditions.beneath)
    last = conditions.atom("last")
    assert conditions.within(conditions.both(path, last), path) is last


def test_beyond_the_budget_tests_are_not_told_apart() -> None:
    conditions = Conditions(limit=3)
    atoms = [conditions.atom(number) for number in range(6)]
    assert len(set(map(id, atoms[:4]))) == 4
    assert atoms[4] is atoms[5]
    spent = [conditions.spent]
    conditions.begin()
    spent.append(conditions.spent)
    assert spent == [True, False]
    assert conditions.atom(5) is not conditions.atom(6)
    assert conditions.atom(0) is atoms[0]


def test_beyond_the_budget_expected_atoms_stay_apart_from_tests() -> None:
    conditions = Conditions(limit=3)
    atoms = [conditions.atom(number) for number in range(5)]
    runs = conditions.atom("the loop runs", expected=True)
    assert conditions.spent
    assert runs is not atoms[4]
    assert runs is conditions.atom("it runs again", expected=True)


def grow(conditions: Conditions, turns: int) -> None:
    """Make more and more conditions that differ from all before."""
    atoms = [conditions.atom(number) for number in range(4)]
    for number in range(turns):
        test = atoms[number % 4]
        then, other = conditions.both(test, conditions.negate(atoms[-1])), conditions.without(atoms[-2], test)
        atoms.append(conditions.either(then, other))
        conditions.either(conditions.both(atoms[-1], atoms[-3]), conditions.negate(atoms[number % 3]))


def test_an_analysis_ends_that_outgrows_its_budget() -> None:
    conditions = Conditions(limit=3)
    with pytest.raises(Exhausted):
        grow(conditions, turns=100)
    assert conditions.both(conditions.atom(0), conditions.negate(conditions.atom(1))) is not FALSE


@given(formulas(), formulas())
def test_wherever_atoms_have_their_place_diagrams_agree(left: Formula, right: Formula) -> None:
    conditions = Conditions()
    conditions.beneath = conditions.atom("c")
    for name in "bad":
        conditions.beneath = conditions.atom(name)
    one, other = build(conditions, left), build(conditions, right)
    truths = [(holds(left, world), holds(right, world)) for world in WORLDS]
    assert (one is other) == all(a == b for a, b in truths)
    assert conditions.excludes(one, other) == (not any(a and b for a, b in truths))


def test_what_is_tested_beneath_an_old_test_makes_conditions_no_larger_than_they_are() -> None:
    conditions = Conditions()
    flags = [conditions.atom(("flag", number)) for number in range(40)]
    path = TRUE
    for number, flag in enumerate(flags):
        conditions.beneath = flag
        path = conditions.without(path, conditions.both(flag, conditions.atom(("refused", number))))
        conditions.beneath = TRUE
    assert conditions.size < 100 * len(flags)


def test_room_for_atoms_does_not_run_out() -> None:
    conditions = Conditions()
    first = conditions.beneath = conditions.atom("first")
    nested = [conditions.atom(number) for number in range(1_000)]
    for number in range(1_000):
        conditions.beneath = conditions.atom(("nested", number))
        nested.append(conditions.beneath)
    assert len({atom.atom for atom in (first, *nested)}) == 2_001


def test_what_is_dropped_is_forgotten_and_what_stays_is_as_it_was() -> None:
    conditions = Conditions()
    a, b = conditions.atom("a"), conditions.atom("b")
    before, mark = conditions.total, conditions.mark()
    stale = conditions.negate(conditions.both(a, b))
    late = conditions.atom("late")
    conditions.drop(mark)
    assert (conditions.total, conditions.known("late")) == (before, None)
    assert conditions.negate(conditions.negate(conditions.both(a, b))) is conditions.both(a, b)
    assert conditions.atom("late").atom != late.atom
    assert conditions.excludes(stale, conditions.both(a, b))
