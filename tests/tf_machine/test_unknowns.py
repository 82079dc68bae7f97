"""The scope machine where something is not known: reuse flags, names, counters, shapes, callers, and paths that meet."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from scopelint.domain.conditions import Condition
from scopelint.domain.names import Hole, SymStr
from scopelint.domain.state import Dead, ExitKind, State
from scopelint.domain.values import Choice, Unknown
from scopelint.model import Site, Span
from scopelint.tf.errors import TFError
from scopelint.tf.host import Host
from scopelint.tf.machine import Machine
from scopelint.tf.objects import PartitionedVariable, ReuseMode, Variable, VariableScope
from scopelint.trace import Context, OpenScope, Outcome, RefusalKind, VariableEvent

AUTO_REUSE = ReuseMode.AUTO_REUSE


class Places:
    """Each question for the place comes from a line of its own."""

    def __init__(self, state: State) -> None:
        self.state = state
        self.line = 0

    def site(self) -> Site:
        self.line += 1
        return Site("p.py", Span(self.line, 1, self.line, 2))

    def context(self, scopes: tuple[OpenScope, ...], graph: int) -> Context:
        return Context(self.site(), (), "p.py", True, True, False, scopes, (), graph, condition=self.state.path)


class Program:
    """A machine, and an unknown test `c` of the program that drives it."""

    def __init__(self, host: Host | None = None) -> None:
        self.state = State()
        self.machine = Machine(self.state, Places(self.state), host)
        self.c = self.state.conditions.atom("c")

    def run(self, step: Callable[[], Any]) -> Any:
        return self.state.attempt(step)

    def when(self, then: Callable[[], Any], other: Callable[[], Any] = lambda: None, condition: Condition | None = None) -> Any:
        return self.state.split(condition or self.c, then, other)

    def enter(self, *args: Any, **kwargs: Any) -> Any:
        manager = self.run(lambda: self.machine.variable_scope(*args, **kwargs))
        self.run(lambda: self.machine.enter(manager))
        return manager

    def leave(self, manager: Any) -> None:
        self.run(lambda: self.machine.exit(manager))

    def within(self, step: Callable[[], Any], *args: Any, **kwargs: Any) -> Any:
        manager = self.enter(*args, **kwargs)
        result = step()
        self.leave(manager)
        return result

    def get(self, name: Any, shape: Any = (2,), **kwargs: Any) -> Any:
        return self.run(lambda: self.machine.get_variable(None, name, shape=shape, **kwargs))

    def var(self, name: Any) -> Any:
        return self.run(lambda: self.machine.variable(1.0, name=name))

    @property
    def variables(self) -> list[VariableEvent]:
        return [e for e in self.state.events if isinstance(e, VariableEvent)]

    @property
    def told(self) -> list[str]:
        return [f"{e.name} {e.outcome.value}" for e in self.variables]

    def name_stack(self) -> Any:
        return self.machine.default_graph().fields["name_stack"]


@pytest.fixture
def program() -> Program:
    return Program()


def unknown(text: str, kind: type | None = None) -> Unknown:
    return Unknown(text, text, "not known", kind=kind)


def numbered(text: str, key: str) -> SymStr:
    return SymStr((text, Hole(key, key, r"\d+")))


# --- reuse that is not known -----------------------------------------------------------------------


def test_an_unknown_reuse_flag_never_refuses(program: Program) -> None:
    manager = program.enter("a", reuse=unknown("reuse"))
    first, second = program.get("w"), program.get("w")
    program.leave(manager)
    program.within(lambda: program.get("w"), "a", reuse=True)
    assert first is second
    assert program.told == ["a/w create-or-reuse", "a/w create-or-reuse", "a/w reuse"]
    assert [e.assumed for e in program.variables] == [True, True, False]


def test_an_unknown_bool_inside_a_scope_that_reuses_is_no_doubt(program: Program) -> None:
    program.get("a/b/w")
    outer = program.enter("a", reuse=True)
    inner = program.enter("b", reuse=unknown("reuse", bool))
    program.get("w")
    program.leave(inner)
    program.leave(outer)
    assert program.told[-1] == "a/b/w reuse"


def test_reuse_that_depends_on_the_path_gives_both_outcomes(program: Program) -> None:
    program.get("w")
    program.when(lambda: program.machine.reuse_variables(program.machine.current_scope()))
    program.when(lambda: program.get("w"), lambda: None)
    assert program.told[1:] == ["w reuse"]
    with pytest.raises(TFError, match="already exists"):
        program.when(lambda: None, lambda: program.get("w"))


def test_a_scope_below_keeps_reuse_that_depends_on_the_path(program: Program) -> None:
    program.get("a/v")
    program.when(lambda: program.machine.reuse_variables(program.machine.current_scope()))
    manager = program.run(lambda: program.machine.variable_scope("a"))
    scope = program.run(lambda: program.machine.enter(manager))
    assert isinstance(scope, VariableScope)
    assert isinstance(scope.fields["reuse"], Choice)
    program.when(lambda: program.get("v"), lambda: program.get("u"))
    assert program.told[1:] == ["a/v reuse", "a/u create"]
    assert program.variables[1].context.condition is program.c


# --- callers that are not known ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("reuse", "outcome", "assumed"), [(True, Outcome.REUSE, True), (AUTO_REUSE, Outcome.CREATE, False), (None, Outcome.CREATE, False)]
)
def test_a_missing_variable_under_an_unknown_caller(program: Program, reuse: Any, outcome: Outcome, assumed: bool) -> None:
    program.machine.set_global_graph(program.machine.new_graph(open=True))
    made = program.within(lambda: program.get("w"), "a", reuse=reuse)
    assert program.variables[0].outcome is outcome
    assert program.variables[0].assumed is assumed
    assert made.shape == (2,)
    assert program.machine.global_variables() == (made,)


def test_a_variable_of_an_unknown_caller_is_one_variable(program: Program) -> None:
    program.machine.set_global_graph(program.machine.new_graph(open=True))
    program.machine.reuse_variables(program.machine.current_scope())
    assert program.get("w") is program.get("w", (None,))
    with pytest.raises(TFError, match="specified shape"):
        program.get("w", (3,))


# --- names with holes -----------------------------------------------------------------------------------


def test_the_same_hole_is_the_same_variable(program: Program) -> None:
    program.get(numbered("w", "i"))
    with pytest.raises(TFError) as raised:
        program.get(numbered("w", "i"))
    assert raised.value.refusal.kind is RefusalKind.EXISTS
    assert "Variable w{i} already exists" in raised.value.refusal.message


def test_another_hole_may_be_another_variable(program: Program) -> None:
    program.get(numbered("w", "i"))
    program.get(numbered("w", "j"))
    assert program.told == ["w{i} create", "w{j} create"]
    assert [e.assumed for e in program.variables] == [False, True]


@pytest.mark.parametrize(("reuse", "outcome"), [(True, "reuse"), (AUTO_REUSE, "create-or-reuse"), (None, "create")])
def test_a_name_that_may_be_in_the_store_is_not_refused(program: Program, reuse: Any, outcome: str) -> None:
    program.get(numbered("w", "i"))
    program.within(lambda: program.get("w1"), "", reuse=reuse)
    assert program.told[1:] == [f"w1 {outcome}"]
    assert program.variables[1].assumed


def test_a_name_that_cannot_be_in_the_store_is_refused(program: Program) -> None:
    program.get(numbered("w", "i"))
    program.machine.reuse_variables(program.machine.current_scope())
    with pytest.raises(TFError, match="Variable v does not exist"):
        program.get("v")


def test_an_unknown_name_is_a_hole(program: Program) -> None:
    manager = program.enter(unknown("scope"), "default")
    program.get("w")
    program.var("v")
    program.leave(manager)
    assert program.told == ["{scope}/w create", "{scope}/v create"]


def test_names_with_holes_are_unique_among_their_like(program: Program) -> None:
    for _ in range(2):
        program.var(numbered("h", "i"))
    assert program.told == ["h{i} create", "h{i}_1 create"]
    assert program.variables[1].uniquified_from == numbered("h", "i")


def test_a_number_that_is_not_known_is_a_hole(program: Program) -> None:
    graph = program.machine.default_graph()
    program.state.set(graph.fields["used"].fields, "dense", unknown("n", int))
    program.state.set(graph.fields["counts"].fields, "dense", unknown("n", int))
    program.within(lambda: (program.get("w"), program.var("v")), None, "dense")
    names = [e.name for e in program.variables]
    assert list(map(str, names)) == ["dense{_N}/w", "dense{_N}/v"]
    assert isinstance(names[0], SymStr)
    assert names[0].pattern() == r"dense(?:(?:_\d+)?)/w"


# --- shapes that are not known ------------------------------------------------------------------------------


@pytest.mark.parametrize("shape", [(unknown("n"), 3), unknown("shape"), (2, unknown("m"))])
def test_unknown_sizes_fit_everything(program: Program, shape: Any) -> None:
    program.get("w", shape)
    program.machine.reuse_variables(program.machine.current_scope())
    program.get("w", (2, 3))
    assert program.told == ["w create", "w reuse"]


def test_known_sizes_must_fit(program: Program) -> None:
    program.get("w", (unknown("n"), 3))
    program.machine.reuse_variables(program.machine.current_scope())
    with pytest.raises(TFError, match="Trying to share variable w"):
        program.get("w", (2, 4))
    with pytest.raises(TFError, match="Trying to share variable w"):
        program.get("w", (2,))


def test_parts_whose_number_is_not_known(program: Program) -> None:
    made = program.get("w", (4, 2), partitioner=lambda shape, dtype: unknown("parts"))
    assert isinstance(made, PartitionedVariable)
    assert program.told == ["w/part_{i} create"]


# --- paths that meet ---------------------------------------------------------------------------------------


def test_a_name_scope_that_depends_on_the_path_does_not_fork_get_variable(program: Program) -> None:
    program.when(lambda: program.within(lambda: None, "a"))
    manager = program.enter("a")
    program.get("w")
    assert program.told == ["a/w create"]
    assert isinstance(program.name_stack(), Choice)
    program.leave(manager)
    assert program.name_stack() == ""


def test_a_name_scope_that_depends_on_the_path_forks_variables(program: Program) -> None:
    program.when(lambda: program.within(lambda: None, "a"))
    program.within(lambda: program.within(lambda: program.var("v"), "b"), "a")
    assert program.told == ["a_1/b/v create", "a/b/v create"]
    conditions = program.state.conditions
    assert [e.context.condition for e in program.variables] == [program.c, conditions.negate(program.c)]


def test_a_scope_whose_number_depends_on_the_path_is_one_object(program: Program) -> None:
    program.when(lambda: program.within(lambda: None, None, "dense"))
    manager = program.enter(None, "dense")
    scope = program.machine.current_scope()
    inner = program.enter("inner")
    program.get("kernel")
    program.leave(inner)
    assert program.machine.current_scope() is scope
    program.leave(manager)
    assert program.told == ["dense_1/inner/kernel create", "dense/inner/kernel create"]


def test_a_variable_that_one_path_made(program: Program) -> None:
    program.when(lambda: program.get("w"))
    program.when(lambda: program.machine.reuse_variables(program.machine.current_scope()))
    program.get("w")
    assert program.told == ["w create", "w reuse", "w create"]
    found = program.run(program.machine.global_variables)
    assert [len(variables) for _, variables in found.alternatives] == [1, 1]


def test_collections_grow_without_a_decision(program: Program) -> None:
    program.when(lambda: program.get("w"))
    program.get("v")
    assert program.told == ["w create", "v create"]
    both = program.when(lambda: program.run(program.machine.global_variables), lambda: program.run(program.machine.global_variables))
    assert sorted(len(v) for _, v in both.alternatives) == [1, 2]


def test_an_op_takes_its_name_without_a_fork(program: Program) -> None:
    program.when(lambda: program.machine.take_op("mul", "Mul"))
    name = program.run(lambda: program.machine.take_op("mul", "Mul"))
    assert isinstance(name, Unknown)
    program.var("mul")
    assert program.told == ["mul_2 create", "mul_1 create"]


def test_what_is_undone_leaves_no_trace(program: Program) -> None:
    machine = program.machine
    program.within(lambda: (program.get("w"), program.var("v")), "a")
    before = _everything(program)

    def step() -> None:
        manager = machine.variable_scope(machine.current_scope(), reuse=AUTO_REUSE)
        machine.enter(manager)
        machine.get_variable(None, "u", shape=(3,))
        with pytest.raises(TFError):
            machine.get_variable(None, "u", shape=(4,))
        machine.variable(1.0, name="v")
        machine.enter(machine.name_scope("n"))
        machine.push_graph(machine.new_graph())
        machine.get_variable(None, "u", shape=(3,))

    program.state.changes(step)
    assert _everything(program) == before


def _everything(program: Program) -> Any:
    graph, root = program.machine.default_graph(), program.machine.graphs.root
    tables = {name: dict(graph.fields[name].fields) for name in ("used", "ops", "vars", "partitioned", "counts")}
    return dict(root.fields), tables, program.name_stack(), program.machine.global_variables(), len(program.state.events)


# --- refused requests that the program does not catch ---------------------------------------------------------


def test_recovery_shares_what_exists(program: Program) -> None:
    made = program.get("w")
    for shape, shared in (((2,), True), ((3,), False)):
        with pytest.raises(TFError) as raised:
            program.get("w", shape)
        assert raised.value.recovery is not None
        found = raised.value.recovery()
        assert isinstance(found, Variable)
        assert (found is made, found.shape) == (shared, shape)
    assert program.variables[1].first is program.variables[0]
    assert program.told == ["w create", "w error", "w error"]


def test_recovery_makes_what_is_missing(program: Program) -> None:
    manager = program.enter("a", reuse=True)
    with pytest.raises(TFError) as raised:
        program.get("w")
    assert raised.value.recovery is not None
    made = raised.value.recovery()
    assert (made.name, made.shape, made.event) == ("a/w", (2,), program.variables[0])
    assert program.get("w") is made
    program.leave(manager)
    assert program.told == ["a/w error", "a/w reuse"]
    assert program.variables[0].reuse_site is not None


def test_recovery_of_tf_variable(program: Program) -> None:
    with pytest.raises(TFError) as raised:
        program.run(lambda: program.machine.variable(None, name="v"))
    assert raised.value.recovery is not None
    assert raised.value.recovery().name == "v"
    assert program.told == ["v error"]


# --- functions of the program that leave ---------------------------------------------------------------------


class Raising(Host):
    """An initializer that raises on one path."""

    program: Program

    def is_callable(self, value: Any) -> bool:
        return bool(value == "raising")

    def initialize(self, initializer: Any, shape: Any, dtype: Any, part: Any) -> Any:
        program = self.program

        def leave() -> Any:
            program.state.leave(ExitKind.RAISE, None, "error")
            raise Dead

        return program.when(leave, lambda: program.machine.graphs.tensor(shape, dtype, "made"))


def test_a_path_that_leaves_from_an_initializer_leaves_the_scopes_too() -> None:
    host = Raising()
    program = host.program = Program(host)
    state = program.state
    boundary = state.enter()
    program.get("w", initializer="raising")
    assert program.told == ["w create"]
    assert program.variables[0].context.condition is state.conditions.negate(program.c)
    stayed, exits = state.close(boundary)
    assert (stayed, len(exits)) == (state.conditions.negate(program.c), 1)
    assert program.name_stack() == ""
    assert program.machine.graphs.root.fields["stack"] == ()
