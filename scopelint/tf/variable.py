"""Making variables: the ops that one takes, its name, its shape and the collections it goes to.

Flows in: the arguments of `tf.Variable`, an initial value that may have to be asked from the analysed
program. Flows out: `Variable` objects. Mirrors `RefVariable._init_from_args` (ops/ref_variable.py) and
`ResourceVariable._init_from_args` (ops/resource_variable_ops.py) with the ops they make in their order,
because each takes a name. Must not import store.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final, NoReturn

from scopelint.domain.conditions import FALSE
from scopelint.domain.names import Text, join
from scopelint.domain.state import Dead, State
from scopelint.domain.values import Unknown, Value
from scopelint.tf import dtypes, shapes, texts
from scopelint.tf.constants import misfit
from scopelint.tf.errors import TFError
from scopelint.tf.graph import GLOBAL_VARIABLES, TRAINABLE_VARIABLES, Graphs
from scopelint.tf.host import Host, PartitionInfo
from scopelint.tf.objects import DType, Graph, Shape, Tensor, Variable
from scopelint.tf.scopes import Scopes
from scopelint.trace import Outcome, RaiseEvent, Refusal, RefusalKind, VariableEvent
from scopelint.trace import Shape as TraceShape

VARIABLE_API: Final = "tf.Variable"


@dataclass(frozen=True, slots=True)
class DefaultInitializer:
    """The initializer that TensorFlow supplies itself (`_VariableStore._get_default_initializer`)."""

    name: str


GLOROT: Final = DefaultInitializer("glorot_uniform_initializer")
ZEROS: Final = DefaultInitializer("zeros_initializer")


@dataclass(frozen=True, slots=True)
class FromFunction:
    """An initial value that a call gives, made while the variable is: with a shape, or without arguments."""

    initializer: Value
    shape: tuple[int, ...] | None
    part: PartitionInfo | None = None


@dataclass(frozen=True, slots=True)
class NotGiven:
    """No `shape` was passed on: the variable gets that of its initial value."""


@dataclass(frozen=True, slots=True)
class Making:
    """The arguments of one variable's constructor."""

    name: Value
    initial: Value | FromFunction
    dtype: DType | Unknown | None = None
    shape: Shape | NotGiven = NotGiven()
    trainable: Value = None
    collections: Value = None
    validate_shape: Value = True
    use_resource: Value = None
    caching_device: Value = None
    constraint: Value = None
    synchronization: Value = None


class Variables:
    """Makes variables in the default graph."""

    def __init__(self, state: State, graphs: Graphs, scopes: Scopes, host: Host) -> None:
        self.state = state
        self.graphs = graphs
        self.scopes = scopes
        self.host = host
        self._outer: list[tuple[Value, Graph, Value, Value]] = []

    @property
    def default_use_resource(self) -> Value:
        """`variable_scope._DEFAULT_USE_RESOURCE`: what `enable_resource_variables` sets, for all graphs."""
        return self.state.need(self.graphs.root.fields, "use_resource", False)

    def set_default_use_resource(self, enable: Value) -> None:
        """`tf.enable_resource_variables()`, `tf.disable_resource_variables()`."""
        self.state.set(self.graphs.root.fields, "use_resource", enable)

    # --- tf.Variable ---------------------------------------------------------------------------------

    def variable(self, making: Making, api: str = VARIABLE_API) -> Variable:
        """`tf.Variable(...)`: creates, whatever scope is open, and takes another name where the name is taken.

        Raises:
            TFError: ValueError for missing or unusable arguments.
        """
        name = self.state.resolve(making.name)
        text = texts.as_text(name) if name is not None and texts.is_text(name) else "Variable"
        graph = self.graphs.default_graph()
        stack = self.graphs.name_stack(graph)
        asked = text
        if text != "":
            asked = texts.without_last(text) if texts.ends_with_slash(text) else join((stack, "/", text)) if stack != "" else text

        def recover(event: VariableEvent) -> Variable:
            dtype = making.dtype or unknown_dtype_of(asked)
            made = Variable(unknown_shape_of(asked), dtype, asked, trainable=True, store=False, graph=graph)
            made.event = event
            self.graphs.add_to_collection(GLOBAL_VARIABLES, made, graph=graph)
            return made

        with self.surrounding(), self.refusing(api, asked, text, store=False, recover=recover):
            made = self.make(making)
        taken = None if made.name == asked or asked == "" else asked
        made.event = self.event(made, Outcome.CREATE, api, requested=None if name is None else text, uniquified_from=taken)
        return made

    def event(
        self,
        variable: Variable,
        outcome: Outcome,
        api: str,
        *,
        requested: Text | None,
        first: VariableEvent | None = None,
        uniquified_from: Text | None = None,
        reuse_site: Value = None,
        assumed: bool = False,
    ) -> VariableEvent:
        """Record what became of a request."""
        trainable = None if isinstance(variable.trainable, Unknown) else variable.trainable
        event = VariableEvent(
            self.graphs.context(),
            texts.as_text(variable.name),
            outcome,
            api,
            variable.store,
            trace_shape(variable.shape),
            variable.dtype.name if isinstance(variable.dtype, DType) else None,
            trainable,
            requested=requested,
            first=first,
            reuse_site=reuse_site,
            uniquified_from=uniquified_from,
            assumed=assumed,
        )
        self.state.events.append(event)
        return event

    # --- the constructor ---------------------------------------------------------------------------------

    def make(self, making: Making) -> Variable:
        """`default_variable_creator` (ops/ref_variable.py): a ref or a resource variable, without an event."""
        use_resource = self.state.resolve(making.use_resource)
        if use_resource is None:
            use_resource = self.state.need(self.scopes.current().fields, "use_resource")
        if use_resource is None:
            use_resource = self.default_use_resource
        return self._make_resource(making) if use_resource is True else self._make_ref(making)

    def _make_ref(self, making: Making) -> Variable:
        """`RefVariable._init_from_args`."""
        graphs, initial = self.graphs, making.initial
        if initial is None:
            self.refuse(RefusalKind.INITIALIZER, "ValueError", "initial_value must be specified.")
        trainable = self.trainable(making)
        collections = self._collections(making, trainable)
        validate = self.state.resolve(making.validate_shape) is not False
        called = isinstance(initial, FromFunction)
        with graphs.init_scope():
            scope_object = graphs.name_scope(making.name, "Variable", () if called else (initial,), shown=False)
            scope = graphs.enter_name_scope(scope_object)
            try:
                if isinstance(initial, FromFunction):
                    with graphs.name_scoped("Initializer"):
                        value = self.convert(self.initial_value(initial, making.dtype), making.dtype)
                else:
                    value = self.convert(initial, making.dtype)
                    self._refuse_control_flow(value, scope, resource=False)
                full = graphs.take_op(scope, "VariableV2")
                if isinstance(making.shape, NotGiven):
                    shape = value.shape if validate else None
                else:
                    shape = making.shape
                if validate and shapes.is_fully_defined(value.shape) is False:
                    message = f"initial_value must have a shape specified: {value!r}"
                    self.refuse(RefusalKind.NO_SHAPE, "ValueError", message)
                self._assign(shape, value, validate)
                graphs.take_op("read", "Identity")
            finally:
                graphs.exit_name_scope(scope_object)
            variable = Variable(
                shape, value.dtype, full, trainable=trainable, store=False, initial_value=value, graph=graphs.default_graph()
            )
            self._collect(variable, collections)
        return variable

    def _assign(self, shape: Shape, value: Tensor, validate: bool) -> None:
        """The `Assign` op, whose shape function merges both shapes; its name is taken before that fails."""
        full = self.graphs.unique_name("Assign")
        if validate and shapes.compatible(shape, value.shape) is False:
            self.refuse(RefusalKind.SHAPE, "ValueError", _merge_message(shape, value.shape, full))
        self.graphs.add_op(full)

    def _make_resource(self, making: Making) -> Variable:
        """`ResourceVariable._init_from_args` in graph mode. Named "", it keeps the empty name."""
        graphs, initial = self.graphs, making.initial
        trainable = self.trainable(making)
        if initial is None:
            message = (
                "The `initial_value` arg to `tf.Variable` must be specified except when you are not providing a "
                "`variable_def`. You provided neither."
            )
            self.refuse(RefusalKind.INITIALIZER, "ValueError", message)
        collections = self._collections(making, trainable)
        called = isinstance(initial, FromFunction)
        with graphs.init_scope():
            scope_object = graphs.name_scope(making.name, "Variable", () if called else (initial,), shown=False)
            scope = graphs.enter_name_scope(scope_object)
            try:
                name = texts.without_last(scope) if texts.ends_with_slash(scope) else scope
                with graphs.name_scoped("Initializer"):
                    given = self.initial_value(initial, making.dtype) if isinstance(initial, FromFunction) else initial
                    value = self.convert(given, making.dtype)
                shape = value.shape if isinstance(making.shape, NotGiven) else making.shape
                if not isinstance(making.shape, NotGiven) and shapes.compatible(value.shape, shape) is False:
                    message = (
                        f"In this `tf.Variable` creation, the initial value's shape ({shapes.text(value.shape)}) is not "
                        f"compatible with the explicitly supplied `shape` argument ({shapes.text(shape)})."
                    )
                    self.refuse(RefusalKind.SHAPE, "ValueError", message)
                graphs.take_op(scope, "VarHandleOp")
                self._refuse_control_flow(value, scope, resource=True)
                with graphs.name_scoped("IsInitialized"):
                    graphs.take_op(None, "VarIsInitializedOp")
                with graphs.name_scoped("Assign") as assign:
                    graphs.take_op(assign, "AssignVariableOp")
                with graphs.name_scoped("Read"):
                    graphs.take_op(None, "ReadVariableOp")
                    if making.caching_device is not None:
                        graphs.take_op(None, "Identity")
                variable = Variable(
                    shape, value.dtype, name, trainable=trainable, store=False, initial_value=value, graph=graphs.default_graph()
                )
                variable.fields["resource"] = True
                self._collect(variable, collections)
            finally:
                graphs.exit_name_scope(scope_object)
        return variable

    def trainable(self, making: Making) -> bool | Unknown:
        """`validate_synchronization_aggregation_trainable` (ops/variables.py)."""
        trainable = self.state.resolve(making.trainable)
        if trainable is None:
            return not self.host.is_on_read(making.synchronization)
        return trainable if isinstance(trainable, Unknown) else bool(trainable)

    def _collections(self, making: Making, trainable: bool | Unknown) -> tuple[Value, ...]:
        given = self.state.resolve(making.collections)
        names = (GLOBAL_VARIABLES,) if given is None else self.host.collections(given)
        if names is None:
            message = (
                "collections argument to Variable constructor must be a list, tuple, or set. "
                f"Got {self.host.text_of(given)} of type {type(given)}"
            )
            self.refuse(RefusalKind.OTHER, "ValueError", message)
        if isinstance(names, Unknown):
            names = (GLOBAL_VARIABLES,)
        if making.constraint is not None and not self.host.is_callable(making.constraint):
            self.refuse(RefusalKind.OTHER, "ValueError", "The `constraint` argument must be a callable.")
        if trainable is not False and TRAINABLE_VARIABLES not in names:
            names = (*names, TRAINABLE_VARIABLES)
        return tuple(dict.fromkeys(names))

    def collect(self, variable: Variable, collections: Value) -> None:
        """Put a variable that is only assumed where its request wants it."""
        trainable = variable.trainable
        self._collect(variable, self._collections(Making(None, None, collections=collections), trainable))

    def _collect(self, variable: Variable, collections: tuple[Value, ...]) -> None:
        variable.collections = collections
        for name in collections:
            self.graphs.add_to_collection(name, variable)

    # --- initial values --------------------------------------------------------------------------------------

    def initial_value(self, initial: FromFunction, dtype: DType | Unknown | None) -> Value:
        """Call an initializer; the default ones are known, and take the names of their ops."""
        if isinstance(initial.initializer, DefaultInitializer):
            assert initial.shape is not None
            return self._default_value(initial.initializer, initial.shape, dtype)
        return self.outside(lambda: self.host.initialize(initial.initializer, initial.shape, dtype, initial.part))

    def _default_value(self, initializer: DefaultInitializer, shape: Shape, dtype: DType | Unknown | None) -> Tensor:
        """`VarianceScaling` over `random_ops.random_uniform`, and `array_ops.zeros` (1000 elements are too many for a constant)."""
        take = self.graphs.take_op
        if initializer is GLOROT:
            with self.graphs.name_scoped("random_uniform") as scope:
                for name in ("shape", "min", "max", "RandomUniform", "sub", "mul"):
                    take(name, name)
                full = take(scope, "AddV2")
        else:
            size = shapes.num_elements(shape)
            with self.graphs.name_scoped("zeros") as scope:
                if isinstance(size, int) and size >= 1000:
                    take("shape_as_tensor", "Const")
                    take("Const", "Const")
                full = take(scope, "Fill")
        return Tensor(shape, dtype or dtypes.DTYPES["float32"], full, graph=self.graphs.default_graph())

    def convert(self, value: Value, dtype: DType | Unknown | None, name: str | None = "initial_value") -> Tensor:
        """`ops.convert_to_tensor(value, dtype, name)`: a constant takes a name, a tensor must have the dtype."""
        value = self.state.resolve(value)
        graph = self.graphs.default_graph()
        if isinstance(value, Tensor):
            if isinstance(dtype, DType) and isinstance(value.dtype, DType) and value.dtype is not dtype:
                if isinstance(value, Variable):
                    message = f"Incompatible type conversion requested to type '{dtype.name}' for variable of type '{value.dtype.name}"
                else:
                    message = f"Tensor conversion requested dtype {dtype.name} for Tensor with dtype {value.dtype.name}: {value!r}"
                    message = message if name is None else f"{name}: {message}"
                self.refuse(RefusalKind.DTYPE, "ValueError", message)
            return value
        if isinstance(value, Unknown):
            return Tensor(shapes.unknown_shape(value), dtype or unknown_dtype_of(value.key), value, graph=graph)
        wrong = misfit(value, dtype) if isinstance(dtype, DType) else None
        if wrong is not None:
            self.refuse(RefusalKind.DTYPE, "TypeError", wrong)
        shape, found = self.host.tensor_info(value, dtype)
        full = self.graphs.take_op(name, "Const")
        return Tensor(shape, found, full, constant=value, graph=graph)

    def _refuse_control_flow(self, value: Tensor, scope: Text, *, resource: bool) -> None:
        """An initial value that was made inside a `tf.cond` or `tf.while_loop` cannot initialize a variable."""
        if self.host.control_flow_of(value) is None:
            return
        if resource:
            message = (
                f"The `initial_value` passed to `tf.Variable` {scope} is from inside a control-flow  construct, such as a loop "
                "or conditional. When creating a `tf.Variable` inside a loop or conditional, use a lambda as the "
                f"`initial_value`. Got: initial_value=({value!r})"
            )
        else:
            message = (
                f"Initializer for variable {scope} is from inside a control-flow construct, such as a loop or conditional. "
                "When creating a variable inside a loop or conditional, use a lambda as the initializer."
            )
        self.refuse(RefusalKind.CONTROL_FLOW, "ValueError", message)

    # --- refusals and calls to the outside -------------------------------------------------------------------

    def refuse(self, kind: RefusalKind, exception: str, message: str) -> NoReturn:
        """Refuse the variable that is being made; `refusing` knows which one."""
        self.graphs.refuse(kind, exception, message, "")

    @contextmanager
    def refusing(
        self,
        api: str,
        name: Text,
        requested: Text | None,
        *,
        store: bool,
        recover: Callable[[VariableEvent], Value],
        shape: Shape = None,
        dtype: DType | Unknown | None = None,
        trainable: Value = None,
        first: VariableEvent | None = None,
        reuse_site: Value = None,
    ) -> Iterator[None]:
        """Make an ERROR event, for the variable called `name`, of any refusal inside.

        Those that a request nearer to the refusal has told of already, or that come from the analysed program's own
        functions (initializers, getters), pass.
        """
        try:
            yield
        except TFError as error:
            if error.outside or not isinstance(error.event, RaiseEvent):
                raise
            assert self.state.events[-1] is error.event
            self.state.events.pop()
            event = VariableEvent(
                self.graphs.context(),
                name,
                Outcome.ERROR,
                api,
                store,
                trace_shape(shape),
                dtype.name if isinstance(dtype, DType) else None,
                trainable if isinstance(trainable, bool) else None,
                requested=requested,
                first=error.first or first,
                refusal=Refusal(error.refusal.kind, error.refusal.exception, error.refusal.message),
                reuse_site=reuse_site,
            )
            self.state.events.append(event)
            raise TFError(error.refusal, event, lambda: recover(event)) from None

    @contextmanager
    def surrounding(self) -> Iterator[None]:
        """Remember what is open around a request, for paths that leave it from within a function it calls."""
        graph = self.graphs.default_graph()
        fields = graph.fields
        open_now = (self.graphs.root.fields.get("stack", ()), graph, fields["name_stack"], fields["control_flow"])
        self._outer.append(open_now)
        try:
            yield
        finally:
            self._outer.pop()

    def outside(self, call: Callable[[], Value]) -> Value:
        """Call a function of the analysed program from inside the machinery.

        Where a part of the path leaves in it (the program raises there), name scopes and graphs are closed for that part,
        as TensorFlow's own `with` statements would.
        """
        state = self.state
        boundary = state.enter()
        result: Value = None
        try:
            result = call()
        except Dead:
            state.path = FALSE
        except TFError as error:
            error.outside = True
            raise
        stayed, exits = state.close(boundary)
        if stayed is not state.path:
            state.split(stayed, lambda: None, self._close_all)
            state.resume(exits)
            state.narrow(stayed)
        if stayed is FALSE:
            raise Dead
        return result

    def _close_all(self) -> None:
        stack, graph, name_stack, flow = self._outer[-1]
        self.state.set(self.graphs.root.fields, "stack", stack)
        self.state.set(graph.fields, "name_stack", name_stack)
        self.state.set(graph.fields, "control_flow", flow)


def trace_shape(shape: Shape) -> TraceShape | None:
    """A shape as events carry it: what is not known is None."""
    if not isinstance(shape, tuple):
        return None
    return tuple(dim if isinstance(dim, int) else None for dim in shape)


def unknown_shape_of(name: object) -> Unknown:
    """The shape of a variable of which only the name is known."""
    return Unknown(("shape of", name), "shape", "the variable is assumed")


def unknown_dtype_of(name: object) -> Unknown:
    return Unknown(("dtype of", name), "dtype", "the variable is assumed")


def _merge_message(left: Shape, right: Shape, op: Text) -> str:
    """What the shape function of `Assign` says of two shapes that do not fit (`MergeInput`, C++)."""
    assert isinstance(left, tuple) and isinstance(right, tuple)
    if len(left) != len(right):
        return f"Shapes must be equal rank, but are {len(left)} and {len(right)} for '{{{{node {op}}}}}"
    for index, (one, two) in enumerate(zip(left, right, strict=True)):
        if isinstance(one, int) and isinstance(two, int) and one != two:
            texts_ = [str(list("?" if d is None else d for d in shape)).replace("'", "").replace(" ", "") for shape in (left, right)]
            return (
                f"Dimension {index} in both shapes must be equal, but are {one} and {two}. "
                f"Shapes are {texts_[0]} and {texts_[1]}. for '{{{{node {op}}}}}"
            )
    return "Shapes are not compatible"
