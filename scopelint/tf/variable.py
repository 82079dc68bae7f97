"""Making variables: the ops that one takes, its name, its shape and the collections it goes to.

Flows in: the arguments of `tf.Variable`. Flows out: `Variable` objects, and the events of `tf.Variable`. Mirrors
`RefVariable._init_from_args` (ops/ref_variable.py) and `ResourceVariable._init_from_args`
(ops/resource_variable_ops.py) with the ops they make in their order, because each takes a name. Must not import store.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import msgspec
from msgspec.structs import replace

from scopelint.domain.names import Text, join
from scopelint.domain.state import State
from scopelint.domain.values import Unknown, Value
from scopelint.model import Site
from scopelint.tf import shapes, texts
from scopelint.tf.graph import GLOBAL_VARIABLES, TRAINABLE_VARIABLES, Graphs
from scopelint.tf.host import Host
from scopelint.tf.initial import FromFunction, Initials
from scopelint.tf.objects import DType, Graph, Shape, Tensor, Variable
from scopelint.tf.requests import Asking, unknown_dtype_of, unknown_shape_of
from scopelint.tf.scopes import Scopes, reuse_text
from scopelint.trace import Outcome, RefusalKind, VariableEvent

VARIABLE_API: Final = "tf.Variable"


class NotGiven(msgspec.Struct, frozen=True):
    """No `shape` was passed on: the variable gets that of its initial value."""


class Making(msgspec.Struct, frozen=True):
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


class Variables(Initials):
    """Makes variables in the default graph."""

    def __init__(self, state: State, graphs: Graphs, scopes: Scopes, host: Host) -> None:
        super().__init__(state, graphs, host)
        self.scopes = scopes

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
        asked = self._asked(text)

        def recover(event: VariableEvent) -> Variable:
            graph = self.graphs.default_graph()
            dtype = making.dtype if making.dtype is not None else unknown_dtype_of(asked)
            made = Variable(unknown_shape_of(asked), dtype, asked, trainable=True, store=False, graph=graph)
            made.event = event
            self.collect(made, making.collections)
            return made

        scope, own = self.scopes.current().fields, None if name is None else text
        site, reuse = self.state.get(scope, "reuse_site"), reuse_text(self.state.get(scope, "reuse"))
        site = site if isinstance(site, Site) else None
        asking = Asking(api, asked, own, store=False, recover=recover, dtype=making.dtype, reuse_site=site, reuse=reuse)

        def told(made: Variable) -> None:
            made.event = self.tell(made, Outcome.CREATE, asking, uniquified_from=None if asked in ("", made.name) else asked)

        with self.surrounding(), self.refusing(asking):
            return self.make(making, told)

    def _asked(self, name: Text) -> Text:
        """The full name that a variable gets if that is free."""
        if name == "" or texts.ends_with_slash(name):
            return texts.without_slash(name)
        stack = texts.as_text(self.state.resolve(self.graphs.scope_now(self.graphs.default_graph())))
        return join((stack, "/", name)) if stack != "" else name

    # --- the constructor ---------------------------------------------------------------------------------

    def make(self, making: Making, told: Callable[[Variable], None]) -> Variable:
        """A variable by way of the creators that are open (`variable_creator_scope`).

        `told` is called with each that is made, as soon as it is: a creator may make several, or fail behind one.

        Raises:
            TFError: ValueError or TypeError.
        """
        creators = open_creators(self.state, self.graphs.default_graph())
        made: list[Variable] = []

        def getter(**kwargs: Value) -> Variable:
            made.append(self._make(_with_arguments(making, kwargs) if kwargs else making))
            told(made[-1])
            return made[-1]

        if not creators:
            return getter()
        result = self.outside(lambda: self.host.create(creators, getter, _arguments(making)))
        if isinstance(result, Variable):
            return result
        return made[-1] if made else getter()

    def _make(self, making: Making) -> Variable:
        """`default_variable_creator` (ops/ref_variable.py): a ref or a resource variable.

        Raises:
            TFError: ValueError or TypeError.
        """
        use_resource = self.state.resolve(making.use_resource)
        if use_resource is None:
            use_resource = self.state.need(self.scopes.current().fields, "use_resource")
        if use_resource is None:
            use_resource = self.default_use_resource
        resource = use_resource is True or self.graphs.executing_eagerly()
        return self._make_resource(making) if resource else self._make_ref(making)

    def _make_ref(self, making: Making) -> Variable:
        """`RefVariable._init_from_args`."""
        graphs, initial = self.graphs, making.initial
        if initial is None:
            self.refuse(RefusalKind.INITIALIZER, "ValueError", "initial_value must be specified.")
        trainable = self.trainable(making)
        collections = self._collections(making, trainable)
        validate = self.state.resolve(making.validate_shape) is not False
        values = () if isinstance(initial, FromFunction) else (initial,)
        with graphs.init_scope():
            scope_object = graphs.name_scope(making.name, "Variable", values, shown=False)
            scope = self.state.resolve(graphs.enter_name_scope(scope_object))
            try:
                if isinstance(initial, FromFunction):
                    with graphs.name_scoped("Initializer"):
                        value = self.convert(self.initial_value(initial, making.dtype), making.dtype)
                else:
                    value = self.convert(initial, making.dtype)
                    self.refuse_control_flow(value, scope, resource=False)
                full = graphs.take_op(scope, "VariableV2")
                shape = making.shape
                if isinstance(shape, NotGiven):
                    shape = value.shape if validate else None
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
        """`ResourceVariable._init_from_args`. Named "", it keeps the empty name. Eager variables are in no collection."""
        graphs, initial = self.graphs, making.initial
        trainable = self.trainable(making)
        if initial is None:
            message = (
                "The `initial_value` arg to `tf.Variable` must be specified except when you are not providing a "
                "`variable_def`. You provided neither."
            )
            self.refuse(RefusalKind.INITIALIZER, "ValueError", message)
        collections = self._collections(making, trainable)
        values = () if isinstance(initial, FromFunction) else (initial,)
        with graphs.init_scope():
            scope_object = graphs.name_scope(making.name, "Variable", values, shown=False)
            scope = self.state.resolve(graphs.enter_name_scope(scope_object))
            try:
                with graphs.name_scoped("Initializer"):
                    given = self.initial_value(initial, making.dtype) if isinstance(initial, FromFunction) else initial
                    value = self.convert(given, making.dtype)
                shape = self._resource_shape(making, value)
                graphs.take_op(scope, "VarHandleOp")
                self.refuse_control_flow(value, scope, resource=True)
                with graphs.name_scoped("IsInitialized"):
                    graphs.take_op(None, "VarIsInitializedOp")
                with graphs.name_scoped("Assign") as assign:
                    graphs.take_op(assign, "AssignVariableOp")
                with graphs.name_scoped("Read"):
                    graphs.take_op(None, "ReadVariableOp")
                    if making.caching_device is not None:
                        graphs.take_op(None, "Identity")
                name, graph = texts.without_slash(scope), graphs.default_graph()
                variable = Variable(shape, value.dtype, name, trainable=trainable, store=False, initial_value=value, graph=graph)
                variable.fields["resource"] = True
                if not graphs.executing_eagerly():
                    self._collect(variable, collections)
            finally:
                graphs.exit_name_scope(scope_object)
        return variable

    def _resource_shape(self, making: Making, value: Tensor) -> Shape:
        if isinstance(making.shape, NotGiven):
            return value.shape
        if shapes.compatible(value.shape, making.shape) is False:
            message = (
                f"In this `tf.Variable` creation, the initial value's shape ({shapes.text(value.shape)}) is not "
                f"compatible with the explicitly supplied `shape` argument ({shapes.text(making.shape)})."
            )
            self.refuse(RefusalKind.SHAPE, "ValueError", message)
        return making.shape

    def trainable(self, making: Making) -> bool | Unknown:
        """`validate_synchronization_aggregation_trainable` (ops/variables.py)."""
        trainable = self.state.resolve(making.trainable)
        if trainable is None:
            return not self.host.is_on_read(making.synchronization)
        return trainable if isinstance(trainable, Unknown) else self.host.truth(trainable)

    # --- collections -----------------------------------------------------------------------------------------

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
        given = self.state.resolve(collections)
        names = None if given is None else self.host.collections(given)
        known = names if isinstance(names, tuple) else (GLOBAL_VARIABLES,)
        extra = () if variable.trainable is False or TRAINABLE_VARIABLES in known else (TRAINABLE_VARIABLES,)
        self._collect(variable, tuple(dict.fromkeys((*known, *extra))))

    def _collect(self, variable: Variable, collections: tuple[Value, ...]) -> None:
        variable.collections = collections
        for name in collections:
            self.graphs.add_to_collection(name, variable)


_PASSED_ON: Final = {
    "initial_value": "initial",
    "trainable": "trainable",
    "collections": "collections",
    "validate_shape": "validate_shape",
    "caching_device": "caching_device",
    "name": "name",
    "dtype": "dtype",
    "constraint": "constraint",
    "use_resource": "use_resource",
    "synchronization": "synchronization",
}
"""The keywords that creators get (`_variable_v1_call` of ops/variable_v1.py), and what each is called here."""


def open_creators(state: State, graph: Graph) -> tuple[Value, ...]:
    """The functions by way of which the graph's variables are made now, outermost first; none where paths differ too much to tell."""
    creators = state.need(graph.fields, "creators", ())
    return creators if isinstance(creators, tuple) else ()


def _arguments(making: Making) -> dict[str, Value]:
    """What a creator is called with."""
    rest: dict[str, Value] = dict.fromkeys(("variable_def", "expected_shape", "import_scope", "aggregation"))
    shape = None if isinstance(making.shape, NotGiven) else making.shape
    return {**{key: getattr(making, own) for key, own in _PASSED_ON.items()}, **rest, "shape": shape}


def _with_arguments(making: Making, kwargs: dict[str, Value]) -> Making:
    """What a creator hands on."""
    return replace(making, **{own: kwargs[key] for key, own in _PASSED_ON.items() if key in kwargs})


def _merge_message(left: Shape, right: Shape, op: Text) -> str:
    """What the shape function of `Assign` says of two shapes that do not fit (`MergeInput`, C++)."""
    one = left if isinstance(left, tuple) else ()
    two = right if isinstance(right, tuple) else ()
    if len(one) != len(two):
        return f"Shapes must be equal rank, but are {len(one)} and {len(two)} for '{{{{node {op}}}}}"
    for index, (mine, other) in enumerate(zip(one, two, strict=True)):
        if isinstance(mine, int) and isinstance(other, int) and mine != other:
            listed = [",".join("?" if d is None else str(d) for d in shape) for shape in (one, two)]
            return (
                f"Dimension {index} in both shapes must be equal, but are {mine} and {other}. "
                f"Shapes are [{listed[0]}] and [{listed[1]}]. for '{{{{node {op}}}}}"
            )
    return "Shapes are not compatible"
