"""Forking and joining: what holds on which path after branches, early exits and retried primitives."""

from __future__ import annotations

from typing import Any

import pytest

from scopelint.domain.conditions import FALSE, TRUE, Conditions
from scopelint.domain.joining import MAX_ALTERNATIVES
from scopelint.domain.state import Dead, ExitKind, State
from scopelint.domain.values import MISSING, Choice, Fields, ModelAttributes, ModelLocals, Obj, Table, Unknown


@pytest.fixture
def state() -> State:
    return State()


def test_a_branch_leaves_a_choice_that_each_path_resolves(state: State) -> None:
    table = Table({"x": 0})
    test = state.conditions.atom("test")
    state.split(test, lambda: state.set(table, "x", 1), lambda: None)
    assert isinstance(table["x"], Choice)
    seen: list[Any] = []
    state.split(test, lambda: seen.append(state.get(table, "x")), lambda: seen.append(state.get(table, "x")))
    assert seen == [1, 0]


def test_both_branches_agreeing_leaves_no_choice(state: State) -> None:
    table = Table()
    state.split(state.conditions.atom("test"), lambda: state.set(table, "x", 1), lambda: state.set(table, "x", 1))
    assert table == {"x": 1}


def test_the_second_test_of_one_condition_is_decided(state: State) -> None:
    test = state.conditions.atom("test")

    def inside() -> str:
        return state.split(test, lambda: "again", lambda: "never")

    assert state.split(test, inside, lambda: "again") == "again"


def test_a_primitive_that_needs_a_decision_is_run_on_both_sides(state: State) -> None:
    table = Table({"x": 1})
    test = state.conditions.atom("test")
    runs: list[None] = []
    state.split(test, lambda: state.set(table, "x", 2), lambda: None)

    def primitive() -> int:
        state.set(table, "half done", True)
        runs.append(None)
        value: int = state.need(table, "x")
        state.delete(table, "half done")
        return value * 10

    result: Any = state.attempt(primitive)
    assert sorted(v for _, v in result.alternatives) == [10, 20]
    assert "half done" not in table
    assert len(runs) == 3


def test_a_location_never_written_agrees_with_its_default(state: State) -> None:
    table = Table()
    state.split(state.conditions.atom("test"), lambda: state.set(table, "n", 0), lambda: None)
    assert state.need(table, "n", 0) == 0


def test_events_of_both_sides_stay_and_those_of_a_retried_primitive_do_not(state: State) -> None:
    test, table = state.conditions.atom("test"), Table({"x": 1})
    state.split(test, lambda: state.events.append("then"), lambda: state.events.append("else"))
    state.split(test, lambda: state.set(table, "x", 2), lambda: None)

    def primitive() -> None:
        state.events.append("tried")
        state.need(table, "x")

    state.attempt(primitive)
    assert state.events == ["then", "else", "tried", "tried"]


def test_early_return_narrows_the_rest_and_joins_at_the_boundary(state: State) -> None:
    test = state.conditions.atom("test")
    table = Table({"x": "before"})
    boundary = state.enter()
    state.split(test, lambda: state.leave(ExitKind.RETURN, "f", 1), lambda: None)
    assert state.path is state.conditions.negate(test)
    state.set(table, "x", "rest")
    stayed, exits = state.close(boundary)
    assert stayed is state.conditions.negate(test)
    assert [(e.kind, e.condition, e.value) for e in exits] == [(ExitKind.RETURN, test, 1)]
    assert state.path is TRUE
    value = table["x"]
    assert isinstance(value, Choice)
    assert {v for _, v in value.alternatives} == {"before", "rest"}


def test_a_path_that_ends_on_both_sides_is_dead(state: State) -> None:
    boundary = state.enter()
    leave = lambda: state.leave(ExitKind.RAISE, None, "error")  # noqa: E731
    with pytest.raises(Dead):
        state.split(state.conditions.atom("test"), leave, leave)
    assert state.conditions.implies(state.path, FALSE)
    _, exits = state.close(boundary)
    assert len(exits) == 2


def test_nested_regions_are_joined_from_the_inside_out(state: State) -> None:
    one, two, table = state.conditions.atom("one"), state.conditions.atom("two"), Table({"x": 0})
    boundary = state.enter()
    state.split(one, lambda: state.leave(ExitKind.RETURN, "f"), lambda: None)
    state.set(table, "x", 1)
    state.split(two, lambda: state.leave(ExitKind.RETURN, "f"), lambda: None)
    state.set(table, "x", 2)
    state.close(boundary)
    seen = Table()
    for a in (True, False):
        for b in (True, False):
            path = state.conditions.both(one if a else state.conditions.negate(one), two if b else state.conditions.negate(two))
            state.path = path
            seen[a, b] = state.get(table, "x")
    assert seen == {(True, True): 0, (True, False): 0, (False, True): 1, (False, False): 2}


def test_changes_takes_everything_back(state: State) -> None:
    table = Table({"x": 1})

    def run() -> None:
        state.set(table, "x", 2)
        state.set(table, "new", 3)
        state.events.append("event")

    changes = {(key, old, new) for _, key, old, new in state.changes(run)}
    assert changes == {("x", 1, 2), ("new", MISSING, 3)}
    assert table == {"x": 1}
    assert state.events == []


def test_a_location_never_holds_too_many_alternatives(state: State) -> None:
    table = Table({"x": -1})
    widened = False
    for number in range(3 * MAX_ALTERNATIVES):
        state.split(state.conditions.atom(number), lambda n=number: state.set(table, "x", n), lambda: None)  # type: ignore[misc]
        value = table["x"]
        assert isinstance(value, (Choice, Unknown))
        widened |= isinstance(value, Unknown)
        assert isinstance(value, Unknown) or len(value.alternatives) <= MAX_ALTERNATIVES
    assert widened


def tangled(limit: int | None, value: Any = 1) -> tuple[Any, list[Any]]:
    """A location and those of a library's model after 20 tests, each of which may have set them."""
    state = State(Conditions(limit))
    table = Table({"x": 0})
    models = [kind({"x": 0}) for kind in (Fields, ModelAttributes, ModelLocals)]

    def write() -> None:
        state.set(table, "x", value)
        for model in models:
            state.set(model, "x", 1)

    for number in range(20):
        state.split(state.conditions.atom(number), write, lambda: None)
    return table["x"], [model["x"] for model in models]


def test_data_that_hang_on_many_tests_become_unknown_where_conditions_run_out() -> None:
    found, modelled = tangled(200)
    held = [found] if isinstance(found, Unknown) else [value for _, value in found.alternatives]
    unknown = next(value for value in held if isinstance(value, Unknown))
    assert (unknown.kind, unknown.low, unknown.high) == (int, 0, 1)
    assert len(held) < 3
    assert all(isinstance(one, Choice) for one in modelled), "nothing in the model of a library becomes unknown"


def test_data_are_told_apart_where_there_are_conditions_enough() -> None:
    assert isinstance(tangled(None)[0], Choice)
    assert isinstance(tangled(50_000)[0], Choice)


def test_objects_are_told_apart_however_many_tests_they_hang_on() -> None:
    assert isinstance(tangled(200, Obj())[0], Choice)


def test_what_is_run_apart_stays_on_all_paths() -> None:
    state = State()
    table = Table()
    condition = state.conditions.atom("unknown")

    def imports(keep: bool) -> None:
        def body() -> bool:
            state.set(table, f"module {keep}", "loaded")
            return True

        assert state.apart(body, lambda: keep) is (True if keep else None)

    state.split(condition, lambda: imports(keep=True), lambda: None)
    assert state.get(table, "module True") == "loaded"
    state.split(condition, lambda: imports(keep=False), lambda: None)
    assert state.get(table, "module False") is MISSING


def raising(state: State, table: Table) -> None:
    """Write something, then end the program by an error that nothing catches."""
    state.set(table, "x", "written before the error")
    state.end()
    state.leave(ExitKind.RAISE, None, "error")


def test_nothing_is_kept_of_a_path_that_an_error_has_ended(state: State) -> None:
    table = Table({"x": 0, "y": 0})
    condition = state.conditions.atom("fails")
    boundary = state.enter()
    state.split(condition, lambda: raising(state, table), lambda: state.set(table, "x", 1))
    state.set(table, "y", 1)
    stayed, exits = state.close(boundary)
    assert table == {"x": 1, "y": 1}
    assert [one.condition for one in exits] == [condition]
    assert stayed is state.conditions.negate(condition)


def test_an_onlooker_sees_the_state_in_which_an_error_is_raised(state: State) -> None:
    table = Table({"x": 0, "y": 0})
    condition = state.conditions.atom("fails")
    with state.onlooker():
        boundary = state.enter()
        state.split(condition, lambda: raising(state, table), lambda: state.set(table, "x", 1))
        state.set(table, "y", 1)
        state.close(boundary)
    seen: list[Any] = []
    state.split(condition, lambda: seen.append((state.get(table, "x"), state.get(table, "y"))), lambda: None)
    assert seen == [("written before the error", 0)]


def test_what_is_lost_to_one_entry_is_not_lost_to_the_next(state: State) -> None:
    table = Table({"x": 0})
    condition = state.conditions.atom("fails")
    state.changes(lambda: state.split(condition, lambda: raising(state, table), lambda: None))
    with pytest.raises(Dead):
        state.split(condition, lambda: raising(state, table), lambda: raising(state, table))
    state.begin()
    table["x"] = 0
    state.split(condition, lambda: state.set(table, "x", 2), lambda: None)
    assert isinstance(table["x"], Choice)


def test_what_is_made_on_a_side_is_not_joined(state: State) -> None:
    """Nothing but what is written on that side leads to a table that was made there: it stays as it is."""
    outer = Table()
    test = state.conditions.atom("test")

    def then() -> None:
        made = Table()
        state.set(made, "x", 1)
        state.split(state.conditions.atom("inner"), lambda: state.set(made, "x", 2), lambda: None)
        state.set(outer, "made", made)

    state.split(test, then, lambda: None)
    made = next(value for _, value in outer["made"].alternatives if value is not MISSING)
    assert {value for _, value in made["x"].alternatives} == {1, 2}


def test_what_belongs_to_no_path_is_older_than_any(state: State) -> None:
    """A module that is run for all paths may be written to on one of them, and is found as it was on the others."""
    made: list[Table] = []
    test = state.conditions.atom("test")

    def then() -> None:
        state.apart(lambda: made.append(Table({"x": 0})), lambda: True)
        state.set(made[0], "x", 1)

    state.split(test, then, lambda: None)
    assert {value for _, value in made[0]["x"].alternatives} == {0, 1}


def test_marks_may_end_in_another_order_than_they_began_in(state: State) -> None:
    """A trial that ends with a part of its path gone: what it made is still joined with what those wrote who left."""
    test = state.conditions.atom("test")
    boundary = state.enter()
    made = Table()

    def leaves() -> None:
        state.split(test, lambda: state.leave(ExitKind.RETURN, boundary), lambda: None)

    state.set(made, "x", 0)
    state.attempt(leaves)
    state.set(made, "x", 1)
    state.close(boundary)
    assert {value for _, value in made["x"].alternatives} == {0, 1}


def test_a_point_is_come_back_to_as_often_as_one_likes(state: State) -> None:
    table, other = Table({"x": 0, "gone": 1}), Table({"y": 0})
    asked = state.conditions.atom("asked before")
    state.keep_point()
    for turn in (1, 2):
        test = state.conditions.atom(f"turn {turn}")

        def inside() -> None:
            state.set(table, "x", 3)
            state.delete(table, "gone")

        def apart() -> bool:
            state.set(other, "y", 4)
            return True

        state.set(table, "x", turn)
        state.split(test, inside, lambda: state.apart(apart, lambda: True))
        state.split(asked, lambda: state.set(table, "new", 5), lambda: state.leave(ExitKind.RAISE, None))
        state.events.append(turn)
        assert other == {"y": 4}
        assert state.conditions.total > 2
        state.return_to_point()
        assert (table, other) == ({"x": 0, "gone": 1}, {"y": 0})
        assert state.is_plain
        assert not state.events
        assert state.conditions.known(f"turn {turn}") is None
        assert state.conditions.known("asked before") is asked


def test_what_is_run_apart_comes_after_what_its_path_has_written(state: State) -> None:
    """Both write one location: what it held at the point is what was there before the first of them."""
    table = Table({"x": 0})

    def inside() -> bool:
        state.set(table, "x", 2)
        return True

    def outside() -> None:
        state.set(table, "x", 1)
        state.apart(inside, lambda: True)

    state.keep_point()
    state.split(state.conditions.atom("test"), outside, lambda: None)
    state.return_to_point()
    assert table == {"x": 0}


def test_a_point_that_is_forgotten_is_not_kept_count_of(state: State) -> None:
    table = Table({"x": 0})
    state.keep_point()
    state.set(table, "x", 1)
    state.forget_point()
    state.split(state.conditions.atom("test"), lambda: state.set(table, "x", 2), lambda: None)
    assert [value for _, value in table["x"].alternatives] == [2, 1]
    assert state._log == []


def test_what_has_been_used_of_the_budget_is_given_back_at_the_point() -> None:
    conditions = Conditions(limit=10)
    conditions.atom("before")
    conditions.keep_point()
    for _ in range(3):
        for number in range(20):
            conditions.atom(("test", number))
        spent = [conditions.spent]
        conditions.return_to_point()
        assert [*spent, conditions.spent] == [True, False]
        assert conditions.total == 1
    assert conditions.atom(("test", 0)) is not conditions.atom(("test", 1))


def test_what_a_location_held_is_kept_once_for_each_mark(state: State) -> None:
    """A list that grows item by item would stay in memory in each of its lengths."""
    table = Table({"items": ()})

    def grow() -> None:
        for number in range(100):
            state.set(table, "items", (*table["items"], number))
            state.set(table, "last", number)

    def then() -> None:
        grow()
        assert len(state._log) == 2
        state.split(state.conditions.atom("inner"), grow, lambda: state.set(table, "last", -1))

    state.split(state.conditions.atom("outer"), then, lambda: None)
    assert sorted(len(value) for _, value in table["items"].alternatives) == [0, 100, 200]
    assert {value for _, value in table["last"].alternatives} == {MISSING, 99, -1}
