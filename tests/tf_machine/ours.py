"""A sequence put through the scope machine."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from scopelint.domain.state import State
from scopelint.domain.values import MISSING
from scopelint.model import Site, Span
from scopelint.tf import dtypes, texts
from scopelint.tf.errors import TFError
from scopelint.tf.graph import Run, name_of
from scopelint.tf.host import Host, PartitionInfo
from scopelint.tf.initial import FromFunction
from scopelint.tf.machine import PURE_DEFAULTS, Machine, Manager
from scopelint.tf.objects import Operation, PartitionedVariable, ReuseMode, Tensor, Variable, VariableScope
from scopelint.tf.scopes import ScopeDefaults, WrappedGetter
from scopelint.trace import Context, OpenScope, RefusalKind

from . import operations as o
from .record import Record, Step

HERE = Site("sequence", Span(1, 1, 1, 1))


class Places:
    """Everything happens in one place."""

    def context(self, scopes: tuple[OpenScope, ...], graph: int) -> Context:
        return Context(HERE, (), "sequence", True, True, False, scopes, (), graph)

    def site(self) -> Site:
        return HERE


@dataclass(frozen=True)
class Thing:
    """One of the initializers, getters ... that both sides have."""

    kind: str


CALLABLE = {
    "zeros",
    "ones",
    "class",
    "no_arguments",
    "bad_shape",
    "bad_dtype",
    "nested",
    "nested_variable",
    "partial",
    "loss",
    "none",
    "clip",
}
CALLABLE |= {*o.GETTERS, *o.PARTITIONERS} - {"not_callable"}


class Things(Host):
    """Plays the part of the analysed program."""

    machine: Machine

    def is_callable(self, value: Any) -> bool:
        return isinstance(value, WrappedGetter) or (isinstance(value, Thing) and value.kind in CALLABLE)

    def needs_no_arguments(self, function: Any) -> bool:
        return function.kind in ("no_arguments", "bad_shape", "bad_dtype")

    def initialize(self, initializer: Any, shape: Any, dtype: Any, part: PartitionInfo | None) -> Any:
        kind, machine = initializer.kind, self.machine
        float32 = dtypes.DTYPES["float32"]
        match kind:
            case "no_arguments":
                if shape is not None:
                    machine.graphs.refuse(RefusalKind.OTHER, "TypeError", "_World.the_initializer.", "")
                return self.filled("zeros", (2,), float32)
            case "bad_shape":
                return self.filled("zeros", (7,), float32)
            case "bad_dtype":
                return self.filled("zeros", (2,), dtypes.DTYPES["int64"])
            case "nested_variable":
                machine.variable(0.0, name="inner")
                return 1.0
            case "nested":
                manager = machine.variable_scope("nested", reuse=ReuseMode.AUTO_REUSE)
                machine.enter(manager)
                try:
                    machine.get_variable(None, "n", shape=(1,), initializer=Thing("zeros"))
                finally:
                    machine.exit(manager)
        return self.filled("ones" if kind == "ones" else "zeros", shape, dtype or float32)

    def filled(self, name: str, shape: Any, dtype: Any) -> Tensor:
        """`tf.zeros`, `tf.ones`."""
        size = 1
        for dim in shape:
            size *= dim
        graphs = self.machine.graphs
        with graphs.name_scoped(name) as scope:
            if name == "ones" and dtype.name == "string":
                graphs.take_op("shape_as_tensor", "Const")
                graphs.refuse(RefusalKind.OTHER, "TypeError", "Expected string, but got 1 of type 'int'.", "")
            if size >= 1000:
                graphs.take_op("shape_as_tensor", "Const")
                graphs.take_op("Const", "Const")
            full = graphs.take_op(scope, "Fill")
        return graphs.tensor(shape, dtype, full)

    def partition(self, partitioner: Any, shape: Any, dtype: Any) -> Any:
        rest = (1,) * (len(shape) - 1)
        answers: dict[str, Any] = {
            "halves": (2, *rest),
            "thirds": (3, *rest),
            "second": (1, 3),
            "one": (1, *rest),
            "wrong_rank": (1, 1, 1, 1),
            "two_axes": (2, 3),
            "zero": (0,) * len(shape),
            "no_sequence": 3,
        }
        return answers[partitioner.kind]

    def regularize(self, regularizer: Any, variable: Variable) -> Any:
        full = self.machine.take_op(regularizer.kind, "NoOp")
        return Operation("NoOp", full) if regularizer.kind == "loss" and not self.machine.executing_eagerly() else None

    def call_getter(self, custom_getter: Any, getter: Callable[..., Any], kwargs: dict[str, Any]) -> Any:
        if isinstance(custom_getter, WrappedGetter):
            if not self.is_callable(custom_getter.old_getter):  # functools.partial says so
                self.machine.graphs.refuse(RefusalKind.OTHER, "TypeError", "the first argument must be callable", "")

            def old(**more: Any) -> Any:
                return self.call_getter(custom_getter.old_getter, getter, more)

            return self.call_getter(custom_getter.custom_getter, old, kwargs)
        machine, name = self.machine, kwargs["name"]
        match custom_getter.kind:
            case "same":
                return getter(**kwargs)
            case "suffix":
                return getter(**{**kwargs, "name": name + "_s"})
            case "twice":
                getter(**kwargs)
                return getter(**{**kwargs, "name": name + "_t"})
            case "shared":
                return getter(**{**kwargs, "reuse": ReuseMode.AUTO_REUSE})
            case "scoped":
                manager = machine.name_scope("getter")
                machine.enter(manager)
                try:
                    machine.variable(0.0, name="inside")
                    return getter(**kwargs)
                finally:
                    machine.exit(manager)
        return machine.graphs.refuse(RefusalKind.OTHER, "TypeError", "'int' object is not callable", "")

    def text_of(self, value: Any) -> str:
        return str(list(value) if isinstance(value, tuple) else 3 if value == Thing("not_callable") else value)


def run(sequence: o.Sequence) -> Record:
    """What the machine does, in a fresh default graph."""
    world = _World()
    steps = tuple(world.step(operation) for operation in sequence)
    return Record(steps, tuple(world.graph_state(g) for g in world.graphs))


class _World:
    def __init__(self) -> None:
        self.things = Things()
        self.machine = self.things.machine = Machine(State(), Places(), self.things)
        self.graphs: list[Any] = []
        self.scopes: list[Any] = []
        self.strings: list[Any] = []
        self.managers: list[Any] = []
        self.open: list[Any] = []
        self.variables: list[Any] = []
        self.values: dict[int, Any] = {}
        self.tensors: dict[int, Any] = {}
        self.see_graph()

    def see_graph(self) -> int:
        graph = self.machine.default_graph()
        if graph not in self.graphs:
            self.graphs.append(graph)
        return self.graphs.index(graph)

    def step(self, operation: o.Operation) -> Step:
        result: object = None
        error: tuple[str, str] | None = None
        try:
            result = self.do(operation)
        except TFError as raised:
            error = (raised.refusal.exception, raised.refusal.message)
        graph = self.see_graph()
        machine = self.machine
        scope = machine.current_scope()
        return Step(result, error, (graph, machine.graphs.scope_now(machine.default_graph()), *_scope(scope)))

    def do(self, operation: o.Operation) -> object:  # noqa: C901 - one case an operation
        machine = self.machine
        match operation:
            case o.VariableScope():
                return self.variable_scope(operation)
            case o.NameScope(name, default_name, value, enter):
                values = self.values_of(value)
                manager = machine.name_scope(self.name(name), self.name(default_name), values)
                self.managers.append(manager)
                return self.enter(manager) if enter else None
            case o.GraphNameScope(name):
                run, scope = machine.graphs.open_name(machine.default_graph(), self.name(name))
                self.open.append(run)
                self.strings.append(scope)
                return scope
            case o.PureScope(name, reuse, old_name_scope, dtype):
                defaults = PURE_DEFAULTS if dtype is None else ScopeDefaults(dtype=dtypes.DTYPES[dtype])
                return self.enter(machine.pure_variable_scope(self.name(name), _reuse(reuse), defaults, old_name_scope))
            case o.NewScope(name, reuse):
                self.scopes.append(machine.new_variable_scope(name, _reuse(reuse)))
                return None
            case o.Forgotten(name, variable):
                made = machine.variable_scope(name) if variable else machine.name_scope(name)
                entered = machine.enter(made)
                machine.forget(made)
                if variable:
                    self.scopes.append(entered)
                return _scope(entered) if variable else entered
            case o.ControlFlow():
                machine.take_op("pred", "Placeholder")
                machine.take_op("pivot", "Identity")
                machine.unique_name("cond_text")  # CondContext.__init__
                self.open.append(machine.enter_control_flow("cond"))
                return None
            case o.Eager():
                machine.set_eager(True)
                return None
            case o.Enter(index):
                return self.enter(self.managers[index % len(self.managers)]) if self.managers else None
            case o.Exit(depth):
                if self.open:
                    self.exit(self.open.pop(-1 - depth % len(self.open)))
                return None
            case o.GetVariable():
                return self.get_variable(operation)
            case o.Variable():
                return self.variable(operation)
            case o.Op(name, kind):
                return machine.take_op(self.name(name) if kind == "NoOp" else self.name(name) or "Const", kind)
            case o.ReuseVariables(scope):
                return machine.reuse_variables(self.scope(scope))
            case o.Set(scope, attribute, given):
                machine.state.set(self.scope(scope).fields, attribute, self.thing(attribute, given))
                return None
            case o.NewGraph():
                self.open.append(machine.push_graph(machine.new_graph()))
                return None
            case o.SwitchGraph(index):
                self.open.append(machine.push_graph(self.graphs[index % len(self.graphs)]))
                return None
            case o.Reset():
                return machine.reset_default_graph()
            case o.UniqueName(name, mark):
                return machine.unique_name(name, mark_as_used=mark)
            case o.Collect(name, pattern, own):
                found = machine.scope_collection(machine.current_scope(), name) if own else machine.get_collection(name, pattern)
                assert isinstance(found, tuple), "no operation hangs on a test"
                return tuple(name_of(v) for v in found)
            case o.UseResource(enable):
                machine.variables.set_default_use_resource(enable)
                return None

    # --- scopes ---------------------------------------------------------------------------------

    def name(self, name: o.Name) -> Any:
        if isinstance(name, o.Captured):
            return self.scope(name.index)
        if isinstance(name, o.CapturedName):
            return self.strings[name.index % len(self.strings)] if self.strings else "z"
        return name

    def scope(self, index: int | None) -> Any:
        return self.machine.current_scope() if index is None or not self.scopes else self.scopes[index % len(self.scopes)]

    def values_of(self, value: int | tuple[int, int] | None) -> tuple[Any, ...] | None:
        if value is None:
            return None
        return tuple(self.value(v) for v in (value if isinstance(value, tuple) else (value,)))

    def foreign(self) -> Any:
        """A tensor of the first graph."""
        graph, machine = self.graphs[0], self.machine
        if 0 not in self.tensors:
            run = machine.push_graph(graph)
            with machine.graphs.name_scoped(None, graph):
                full = machine.take_op("foreign", "Const")
                self.tensors[0] = Tensor((2,), dtypes.DTYPES["float32"], full, graph=graph)
            machine.pop_graph(run)
        return self.tensors[0]

    def value(self, index: int) -> Any:
        number = index % len(self.graphs)
        if number not in self.values:
            graph, machine = self.graphs[number], self.machine
            run = machine.push_graph(graph)
            with machine.graphs.name_scoped(None, graph):
                self.values[number] = Operation("NoOp", machine.take_op("value", "NoOp"), graph=graph)
            machine.pop_graph(run)
        return self.values[number]

    def thing(self, attribute: str, kind: Any) -> Any:
        if attribute == "initializer":
            return self.initializer(kind)
        if attribute == "dtype":
            return dtypes.DTYPES[kind]
        return Thing(kind) if isinstance(kind, str) else kind

    def initializer(self, kind: Any) -> Any:
        match kind:
            case "float":
                return 1.0
            case "int":
                return 5
            case "list":
                return (1.0, 2.0)
            case "foreign":
                return self.foreign()
            case "tensor":
                return self.things.filled("zeros", (2,), dtypes.DTYPES["float32"])
        return None if kind is None else Thing(kind)

    def variable_scope(self, made: o.VariableScope) -> object:
        settings = made.settings
        manager = self.machine.variable_scope(
            self.name(made.name),
            self.name(made.default_name),
            self.values_of(made.value),
            self.initializer(settings.initializer),
            settings.regularizer and Thing(settings.regularizer),
            None,
            settings.partitioner and Thing(settings.partitioner),
            settings.custom_getter and Thing(settings.custom_getter),
            _reuse(made.reuse),
            settings.dtype and dtypes.DTYPES[settings.dtype],
            settings.use_resource,
            settings.constraint and Thing(settings.constraint),
            made.auxiliary_name_scope,
        )
        self.managers.append(manager)
        return self.enter(manager) if made.enter else None

    def enter(self, manager: Manager) -> object:
        entered = self.machine.enter(manager)
        self.open.append(manager)
        if isinstance(entered, VariableScope):
            self.scopes.append(entered)
            self.strings.append(entered.fields["name_scope"])
            return _scope(entered)
        self.strings.append(entered)
        return entered

    def exit(self, manager: Manager | Run) -> None:
        if not isinstance(manager, Run):
            self.machine.exit(manager)
        elif "flow" in manager.fields:
            self.machine.leave_control_flow(manager)
        elif manager.old is None:
            self.machine.pop_graph(manager)
        else:
            self.machine.graphs.close_name(manager)

    # --- variables -----------------------------------------------------------------------------------

    def get_variable(self, got: o.GetVariable) -> object:
        arguments: dict[str, Any] = {
            "shape": got.shape,
            "dtype": got.dtype and dtypes.DTYPES[got.dtype],
            "initializer": self.initializer(got.initializer),
            "regularizer": got.regularizer and Thing(got.regularizer),
            "trainable": got.trainable,
            "collections": got.collections,
            "caching_device": got.caching_device,
            "partitioner": got.partitioner and Thing(got.partitioner),
            "validate_shape": got.validate_shape,
            "use_resource": got.use_resource,
            "custom_getter": got.custom_getter and Thing(got.custom_getter),
        }
        if got.scope is not None:
            arguments["reuse"] = _reuse(got.reuse)
        if got.local and got.scope is None:
            arguments |= {"trainable": False, "collections": (*(got.collections or ()), "local_variables")}
        scope = None if got.scope is None else self.scope(got.scope)
        return self.describe(self.machine.get_variable(scope, self.name(got.name), **arguments))

    def variable(self, made: o.Variable) -> object:
        initial: Any
        match made.initial:
            case "unknown_shape":
                full = self.machine.take_op("p", "Placeholder")
                initial = self.machine.graphs.tensor(None, dtypes.DTYPES["float32"], full)
            case "other_variable":
                initial = 2.0
            case "no_arguments" | "nested_variable":
                initial = FromFunction(Thing(made.initial), None)
            case _:
                initial = self.initializer(made.initial)
        return self.describe(
            self.machine.variable(
                initial,
                made.trainable,
                made.collections,
                made.validate_shape,
                made.caching_device,
                self.name(made.name),
                made.dtype and dtypes.DTYPES[made.dtype],
                use_resource=made.use_resource,
            )
        )

    def describe(self, variable: Any) -> object:
        if isinstance(variable, PartitionedVariable):
            return tuple(self.describe(v) for v in variable.parts)
        if not any(v is variable for v in self.variables):
            self.variables.append(variable)
        index = next(i for i, v in enumerate(self.variables) if v is variable)
        return (index, name_of(variable), variable.shape, variable.dtype.name, variable.trainable)

    def graph_state(self, graph: Any) -> object:
        fields = graph.fields
        present = {k: v for k, v in fields["vars"].fields.items() if v is not MISSING}
        return (
            dict(sorted(fields["used"].fields.items())),
            {
                k: tuple(name_of(v) for _, v in found)
                for k in sorted(o.COLLECTIONS)
                if (found := self.machine.graphs.elements(k, graph=graph))
            },
            {k: name_of(v) for k, v in sorted(present.items())},
            sorted(fields["partitioned"].fields),
            {k: v for k, v in fields["counts"].fields.items() if v},
        )


def _reuse(reuse: Any) -> Any:
    return ReuseMode.AUTO_REUSE if reuse == "AUTO_REUSE" else reuse


def _scope(scope: VariableScope) -> tuple[object, ...]:
    fields = scope.fields
    reuse = fields["reuse"]
    return (fields["name"], fields["name_scope"], reuse.name if isinstance(reuse, ReuseMode) else reuse, fields["dtype"].name)


__all__ = ["run", "texts"]
