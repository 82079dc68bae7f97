"""A sequence put through TensorFlow."""

from __future__ import annotations

import contextlib
import functools
import os
import sys
from collections.abc import Callable
from typing import Any

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import tensorflow.compat.v1 as tf
from tensorflow.python.eager import context
from tensorflow.python.framework import ops
from tensorflow.python.ops import control_flow_ops as cond
from tensorflow.python.ops import variable_scope as vs

from . import operations as o
from .record import Record, Step

tf.disable_v2_behavior()
tf.logging.set_verbosity(tf.logging.ERROR)


def run(sequence: o.Sequence) -> Record:
    """What TensorFlow does, in a fresh default graph."""
    ops._default_graph_stack.reset()
    tf.disable_resource_variables()
    switches = context.context().context_switches.stack
    before = len(switches)
    world = _World()
    sys.unraisablehook = lambda _: None  # generators that Python collects while their graph is not the innermost complain
    try:
        steps = tuple(world.step(operation) for operation in sequence)
        return Record(steps, tuple(_graph_state(g) for g in world.graphs))
    finally:
        for manager in reversed(world.open):
            with contextlib.suppress(Exception):
                manager.__exit__(None, None, None)
        del world.managers
        world.eager.close()
        ops._default_graph_stack.reset()
        del switches[before:]
        sys.unraisablehook = sys.__unraisablehook__


class _World:
    def __init__(self) -> None:
        self.graphs: list[Any] = []
        self.scopes: list[Any] = []
        self.strings: list[str] = []
        self.managers: list[Any] = []
        self.open: list[Any] = []
        self.variables: list[Any] = []
        self.values: dict[int, Any] = {}
        self.tensors: dict[int, Any] = {}
        self.eager = contextlib.ExitStack()
        self.see_graph()

    def see_graph(self) -> int:
        graph = tf.get_default_graph()
        if graph not in self.graphs:
            self.graphs.append(graph)
        return self.graphs.index(graph)

    def step(self, operation: o.Operation) -> Step:
        result: object = None
        error: tuple[str, str] | None = None
        try:
            result = self.do(operation)
        except Exception as raised:  # noqa: BLE001 - whatever TensorFlow raises is compared
            error = (type(raised).__name__, str(raised))
        graph = self.see_graph()
        scope = tf.get_variable_scope()
        return Step(result, error, (graph, ops.get_name_scope(), *_scope(scope)))

    def do(self, operation: o.Operation) -> object:  # noqa: C901 - one case an operation
        match operation:
            case o.VariableScope():
                return self.variable_scope(operation)
            case o.NameScope(name, default_name, value, enter):
                values = self.values_of(value)
                manager = tf.name_scope(self.name(name), self.name(default_name), values)
                self.managers.append(manager)
                return self.enter(manager) if enter else None
            case o.GraphNameScope(name):
                return self.enter(tf.get_default_graph().name_scope(self.name(name)))
            case o.PureScope(name, reuse, old_name_scope, dtype):
                given = {} if dtype is None else {"dtype": tf.as_dtype(dtype)}
                reuse = tf.AUTO_REUSE if reuse == "AUTO_REUSE" else reuse
                return self.enter(vs._pure_variable_scope(self.name(name), reuse, old_name_scope=old_name_scope, **given))
            case o.NewScope(name, reuse):
                self.scopes.append(tf.VariableScope(tf.AUTO_REUSE if reuse == "AUTO_REUSE" else reuse, name))
                return None
            case o.Forgotten(name, variable):
                entered = (tf.variable_scope(name) if variable else tf.name_scope(name)).__enter__()
                if variable:
                    self.scopes.append(entered)
                return _scope(entered) if variable else entered
            case o.ControlFlow():
                pred = tf.placeholder(tf.bool, name="pred")
                return self.enter(_Flow(cond.CondContext(pred, tf.identity(pred, name="pivot"), 1)))
            case o.Eager():
                self.eager.enter_context(context.eager_mode())
                return None
            case o.Enter(index):
                return self.enter(self.managers[index % len(self.managers)]) if self.managers else None
            case o.Exit(depth):
                if self.open:
                    self.open.pop(-1 - depth % len(self.open)).__exit__(None, None, None)
                return None
            case o.GetVariable():
                return self.get_variable(operation)
            case o.Variable():
                return self.variable(operation)
            case o.Op(name, kind):
                name = self.name(name)
                return (tf.no_op(name) if kind == "NoOp" else tf.constant(1.0, name=name or "Const").op).name
            case o.ReuseVariables(scope):
                self.scope(scope).reuse_variables()
                return None
            case o.Set(scope, attribute, given):
                getattr(self.scope(scope), f"set_{attribute}")(getattr(self, f"the_{attribute}")(given))
                return None
            case o.NewGraph():
                return self.enter(tf.Graph().as_default())
            case o.SwitchGraph(index):
                return self.enter(self.graphs[index % len(self.graphs)].as_default())
            case o.Reset():
                return tf.reset_default_graph()
            case o.UniqueName(name, mark):
                return tf.get_default_graph().unique_name(name, mark)
            case o.Collect(name, pattern, own):
                found = tf.get_variable_scope().get_collection(name) if own else tf.get_collection(name, pattern)
                return tuple(v.name for v in found)
            case o.UseResource(enable):
                return tf.enable_resource_variables() if enable else tf.disable_resource_variables()

    # --- scopes ---------------------------------------------------------------------------------

    def name(self, name: o.Name) -> Any:
        if isinstance(name, o.Captured):
            return self.scope(name.index)
        if isinstance(name, o.CapturedName):
            return self.strings[name.index % len(self.strings)] if self.strings else "z"
        return name

    def scope(self, index: int | None) -> Any:
        return tf.get_variable_scope() if index is None or not self.scopes else self.scopes[index % len(self.scopes)]

    def values_of(self, value: int | tuple[int, int] | None) -> list[Any] | None:
        if value is None:
            return None
        return [self.value(v) for v in (value if isinstance(value, tuple) else (value,))]

    def foreign(self) -> Any:
        """A tensor of the first graph."""
        graph = self.graphs[0]
        if 0 not in self.tensors:
            with graph.as_default(), graph.control_dependencies(None), graph.name_scope(None):
                self.tensors[0] = tf.constant([1.0, 2.0], name="foreign")
        return self.tensors[0]

    def value(self, index: int) -> Any:
        number = index % len(self.graphs)
        if number not in self.values:
            graph = self.graphs[number]
            with graph.as_default(), graph.control_dependencies(None), graph.name_scope(None):
                self.values[number] = tf.no_op("value")
        return self.values[number]

    def variable_scope(self, made: o.VariableScope) -> object:
        settings = made.settings
        manager = tf.variable_scope(
            self.name(made.name),
            self.name(made.default_name),
            self.values_of(made.value),
            self.the_initializer(settings.initializer),
            self.the_regularizer(settings.regularizer),
            None,
            self.the_partitioner(settings.partitioner),
            self.the_custom_getter(settings.custom_getter),
            tf.AUTO_REUSE if made.reuse == "AUTO_REUSE" else made.reuse,
            self.the_dtype(settings.dtype),
            settings.use_resource,
            settings.constraint and (lambda v: v),
            made.auxiliary_name_scope,
        )
        self.managers.append(manager)
        return self.enter(manager) if made.enter else None

    def enter(self, manager: Any) -> object:
        entered = manager.__enter__()
        self.open.append(manager)
        if isinstance(entered, vs.VariableScope):
            self.scopes.append(entered)
            self.strings.append(entered.original_name_scope)
            return _scope(entered)
        if isinstance(entered, str):
            self.strings.append(entered)
            return entered
        return None

    # --- variables -----------------------------------------------------------------------------------

    def get_variable(self, got: o.GetVariable) -> object:
        arguments: dict[str, Any] = {
            "shape": None if got.shape is None else list(got.shape),
            "dtype": self.the_dtype(got.dtype),
            "initializer": self.the_initializer(got.initializer),
            "regularizer": self.the_regularizer(got.regularizer),
            "trainable": got.trainable,
            "collections": None if got.collections is None else list(got.collections),
            "caching_device": got.caching_device,
            "partitioner": self.the_partitioner(got.partitioner),
            "validate_shape": got.validate_shape,
            "use_resource": got.use_resource,
            "custom_getter": self.the_custom_getter(got.custom_getter),
        }
        if got.scope is not None:
            arguments["reuse"] = tf.AUTO_REUSE if got.reuse == "AUTO_REUSE" else got.reuse
            made = self.scope(got.scope).get_variable(vs._get_default_variable_store(), self.name(got.name), **arguments)
        elif got.local:
            made = tf.get_local_variable(self.name(got.name), **arguments)
        else:
            made = tf.get_variable(self.name(got.name), **arguments)
        return self.describe(made)

    def variable(self, made: o.Variable) -> object:
        return self.describe(
            tf.Variable(
                self.initial(made.initial),
                trainable=made.trainable,
                collections=None if made.collections is None else list(made.collections),
                validate_shape=made.validate_shape,
                caching_device=made.caching_device,
                name=self.name(made.name),
                dtype=self.the_dtype(made.dtype),
                use_resource=made.use_resource,
            )
        )

    def describe(self, variable: Any) -> object:
        if isinstance(variable, tuple) or hasattr(variable, "_variable_list"):
            return tuple(self.describe(v) for v in variable)
        if not any(v is variable for v in self.variables):
            self.variables.append(variable)
        index = next(i for i, v in enumerate(self.variables) if v is variable)
        shape = None if variable.shape.ndims is None else tuple(variable.shape.as_list())
        return (index, variable.name, shape, variable.dtype.base_dtype.name, variable.trainable)

    # --- the things that both sides have ---------------------------------------------------------------

    def the_dtype(self, name: Any) -> Any:
        return None if name is None else tf.as_dtype(name)

    def the_use_resource(self, given: Any) -> Any:
        return given

    def the_regularizer(self, kind: Any) -> Any:
        def loss(variable: Any) -> Any:
            return tf.no_op("loss")

        def none(variable: Any) -> Any:
            tf.no_op("none")

        return None if kind is None else {"loss": loss, "none": none}[kind]

    def the_initializer(self, kind: Any) -> Any:
        if kind is None:
            return None

        def zeros(shape: Any, dtype: Any = None, partition_info: Any = None) -> Any:
            return tf.zeros(shape, dtype or tf.float32)

        def nested(shape: Any, dtype: Any = None, partition_info: Any = None) -> Any:
            with tf.variable_scope("nested", reuse=tf.AUTO_REUSE):
                tf.get_variable("n", [1], initializer=tf.zeros_initializer())
            return tf.zeros(shape, dtype or tf.float32)

        makers: dict[str, Callable[[], Any]] = {
            "zeros": tf.zeros_initializer,
            "ones": tf.ones_initializer,
            "class": lambda: tf.zeros_initializer,
            "float": lambda: 1.0,
            "int": lambda: 5,
            "list": lambda: [1.0, 2.0],
            "tensor": lambda: tf.zeros([2]),
            "foreign": self.foreign,
            "no_arguments": lambda: lambda: tf.zeros([2]),
            "bad_shape": lambda: lambda *a, **k: tf.zeros([7]),
            "bad_dtype": lambda: lambda *a, **k: tf.zeros([2], tf.int64),
            "nested": lambda: nested,
            "partial": lambda: functools.partial(zeros, partition_info=None),
        }
        return makers[kind]()

    def initial(self, kind: Any) -> Any:
        def nested() -> Any:
            tf.Variable(0.0, name="inner")
            return 1.0

        makers: dict[Any, Callable[[], Any]] = {
            None: lambda: None,
            "float": lambda: 1.0,
            "int": lambda: 5,
            "list": lambda: [1.0, 2.0],
            "tensor": lambda: tf.zeros([2]),
            "foreign": self.foreign,
            "no_arguments": lambda: lambda: tf.zeros([2]),
            "unknown_shape": lambda: tf.placeholder(tf.float32, name="p"),
            "other_variable": lambda: 2.0,
            "nested_variable": lambda: nested,
        }
        return makers[kind]()

    def the_partitioner(self, kind: Any) -> Any:
        makers: dict[Any, Any] = {
            None: None,
            "halves": lambda shape, dtype: [2, *[1] * (shape.ndims - 1)],
            "thirds": lambda shape, dtype: [3, *[1] * (shape.ndims - 1)],
            "second": lambda shape, dtype: [1, 3],
            "one": lambda shape, dtype: [1] * shape.ndims,
            "wrong_rank": lambda shape, dtype: [1, 1, 1, 1],
            "two_axes": lambda shape, dtype: [2, 3],
            "zero": lambda shape, dtype: [0] * shape.ndims,
            "no_sequence": lambda shape, dtype: 3,
            "not_callable": 3,
        }
        return makers[kind]

    def the_custom_getter(self, kind: Any) -> Any:
        def same(getter: Any, *args: Any, **kwargs: Any) -> Any:
            return getter(*args, **kwargs)

        def suffix(getter: Any, name: Any, *args: Any, **kwargs: Any) -> Any:
            return getter(name + "_s", *args, **kwargs)

        def twice(getter: Any, name: Any, *args: Any, **kwargs: Any) -> Any:
            getter(name, *args, **kwargs)
            return getter(name + "_t", *args, **kwargs)

        def shared(getter: Any, *args: Any, **kwargs: Any) -> Any:
            return getter(*args, **{**kwargs, "reuse": tf.AUTO_REUSE})

        def scoped(getter: Any, *args: Any, **kwargs: Any) -> Any:
            with tf.name_scope("getter"):
                tf.Variable(0.0, name="inside")
                return getter(*args, **kwargs)

        makers = {None: None, "same": same, "suffix": suffix, "twice": twice, "shared": shared, "scoped": scoped, "not_callable": 3}
        return makers[kind]


class _Flow:
    def __init__(self, flow: Any) -> None:
        self.flow = flow

    def __enter__(self) -> None:
        self.flow.Enter()

    def __exit__(self, *_: object) -> None:
        self.flow.Exit()


def _scope(scope: Any) -> tuple[object, ...]:
    reuse = scope.reuse
    return (scope.name, scope.original_name_scope, reuse.name if isinstance(reuse, vs._ReuseMode) else reuse, scope.dtype.name)


def _graph_state(graph: Any) -> object:
    with graph.as_default():
        counts = {k: v for k, v in vs.get_variable_scope_store().variable_scopes_count.items() if v}
        store = vs._get_default_variable_store()
        return (
            dict(sorted(graph._names_in_use.items())),
            {k: tuple(v.name for v in graph.get_collection(k)) for k in sorted(o.COLLECTIONS) if graph.get_collection(k)},
            {k: v.name for k, v in sorted(store._vars.items())},
            sorted(store._partitioned_vars),
            counts,
        )
