"""The scope machine: TensorFlow's graphs, names, scopes and variables as one state machine.

Flows in: values. Flows out: values, and events in `state.events`. Knows nothing of syntax and nothing of the
interpreter; whoever drives it answers its questions as `Recorder` and `Host`.

All that changes lies in `State` locations, so that every operation here can be undone and run again: one that needs
something decided raises `Fork` (run it through `State.attempt`). One that TensorFlow refuses raises `TFError` after its
event.
"""

from __future__ import annotations

from typing import Final

from scopelint.domain.names import Text, join
from scopelint.domain.state import State
from scopelint.domain.values import Sparse, Value
from scopelint.tf import dtypes, texts
from scopelint.tf.graph import GLOBAL_VARIABLES, LOCAL_VARIABLES, TRAINABLE_VARIABLES, Graphs, NameScope
from scopelint.tf.host import Host, Recorder
from scopelint.tf.objects import Variable, VariableScope
from scopelint.tf.scopes import PureScope, ScopeDefaults, Scopes, VariableScopeManager
from scopelint.tf.store import Store
from scopelint.tf.variable import Making, NotGiven, Variables

Manager = VariableScopeManager | PureScope | NameScope
PURE_DEFAULTS: Final = ScopeDefaults(dtype=dtypes.DTYPES["float32"])
"""What `_pure_variable_scope` sets unless told otherwise: unlike `variable_scope`, it does not inherit the dtype."""


class Machine:
    """The facade. Its parts (`graphs`, `scopes`, `variables`, `store`) can be used directly too."""

    def __init__(self, state: State, recorder: Recorder, host: Host | None = None) -> None:
        self.state = state
        self.host = host or Host()
        self.graphs = Graphs(state, recorder)
        self.scopes = Scopes(state, self.graphs)
        self.variables = Variables(state, self.graphs, self.scopes, self.host)
        self.store = Store(state, self.graphs, self.scopes, self.variables, self.host)
        graphs = self.graphs
        self.default_graph = graphs.default_graph
        self.new_graph = graphs.new_graph
        self.set_global_graph = graphs.set_global_graph
        self.push_graph = graphs.push_graph
        self.pop_graph = graphs.pop_graph
        self.reset_default_graph = graphs.reset_default_graph
        self.get_collection = graphs.get_collection
        self.set_collection = graphs.set_collection
        self.add_to_collection = graphs.add_to_collection
        self.unique_name = graphs.unique_name
        self.take_op = graphs.take_op
        self.joined = graphs.joined
        self.join_parts = graphs.join_parts
        self.name_scope = graphs.name_scope
        self.set_eager = graphs.set_eager
        self.executing_eagerly = graphs.executing_eagerly
        self.may_execute_eagerly = graphs.may_execute_eagerly
        self.enter_control_flow = graphs.enter_control_flow
        self.leave_control_flow = graphs.leave_control_flow
        self.control_flow = graphs.control_flow
        self.current_scope = self.scopes.current
        self.new_variable_scope = self.scopes.new_scope
        self.reuse_variables = self.scopes.reuse_variables
        self.set_default_use_resource = self.variables.set_default_use_resource
        self.get_variable = self.store.get_variable
        self.requesting = self.store.requesting
        self.true_getter = self.store.true_getter

    # --- scopes -------------------------------------------------------------------------------------

    def variable_scope(
        self,
        name_or_scope: Value,
        default_name: Value = None,
        values: tuple[Value, ...] | None = None,
        initializer: Value = None,
        regularizer: Value = None,
        caching_device: Value = None,
        partitioner: Value = None,
        custom_getter: Value = None,
        reuse: Value = None,
        dtype: Value = None,
        use_resource: Value = None,
        constraint: Value = None,
        auxiliary_name_scope: Value = True,
    ) -> VariableScopeManager:
        """`tf.variable_scope(...)`: checks what the constructor checks; `enter` opens it.

        Raises:
            TFError: see `Scopes.make`.
        """
        defaults = ScopeDefaults(initializer, regularizer, caching_device, partitioner, custom_getter, dtype, use_resource, constraint)
        return self.scopes.make(name_or_scope, default_name, values, defaults, reuse, auxiliary_name_scope)

    def pure_variable_scope(
        self,
        name_or_scope: Value,
        reuse: Value = None,
        defaults: ScopeDefaults = PURE_DEFAULTS,
        old_name_scope: Value = None,
    ) -> PureScope:
        """`variable_scope._pure_variable_scope(...)`, which templates use: a variable scope without a name scope."""
        resolve = self.state.resolve
        return self.scopes.make_pure(resolve(name_or_scope), resolve(reuse), defaults, old_name_scope)

    def unique_variable_scope(self, prefix: Value) -> Value:
        """`variable_scope._get_unique_variable_scope(prefix)`."""
        return self.scopes.unique_name(texts.as_text(self.state.resolve(prefix)))

    def enter(self, manager: Manager) -> Value:
        """Enter a `variable_scope` (gives the scope object) or a `name_scope` (gives the scope string)."""
        if isinstance(manager, NameScope):
            return self.graphs.enter_name_scope(manager)
        if isinstance(manager, PureScope):
            return self.scopes.enter_pure(manager)
        return self.scopes.enter(manager)

    def exit(self, manager: Manager) -> None:
        if isinstance(manager, NameScope):
            self.graphs.exit_name_scope(manager)
        elif isinstance(manager, PureScope):
            self.scopes.exit_pure(manager)
        else:
            self.scopes.exit(manager)

    def forget(self, manager: Manager) -> None:
        """Nothing refers any more to a scope object that was entered and not left: Python closes its generators.

        So after the statement `tf.variable_scope("a").__enter__()` the variable scope is open, and its name scope is not.
        """
        held = self.graphs.held
        if isinstance(manager, VariableScopeManager):
            name_scope = held(manager, "name_scope")
            if name_scope is not None:
                self.forget(name_scope)
        if isinstance(manager, NameScope):
            self.graphs.drop(held(manager, "run"))
        self.graphs.drop(held(manager, "graph_run"))

    def scope_collection(self, scope: VariableScope, name: Value) -> tuple[Value, ...] | Sparse:
        """`scope.get_collection(name)`: matched by the scope's name as a regular expression, as TensorFlow does."""
        prefix = self.scopes.name(scope)
        return self.graphs.get_collection(name, prefix_of(prefix))

    # --- variables ------------------------------------------------------------------------------------

    def variable(
        self,
        initial_value: Value = None,
        trainable: Value = None,
        collections: Value = None,
        validate_shape: Value = True,
        caching_device: Value = None,
        name: Value = None,
        dtype: Value = None,
        *,
        constraint: Value = None,
        use_resource: Value = None,
        synchronization: Value = None,
        shape: Value = None,
        api: str = "tf.Variable",
    ) -> Variable:
        """`tf.Variable(...)`. `initial_value` is a value, or a `FromFunction` for a callable."""
        resolve = self.state.resolve
        dtype, shape = resolve(dtype), resolve(shape)
        making = Making(
            resolve(name),
            resolve(initial_value),
            None if dtype is None else self.host.dtype(dtype),
            NotGiven() if shape is None else self.host.shape(shape),
            trainable,
            collections,
            validate_shape,
            use_resource,
            caching_device,
            constraint,
            synchronization,
        )
        return self.variables.variable(making, api)

    def global_variables(self, scope: Value = None) -> tuple[Value, ...] | Sparse:
        return self.graphs.get_collection(GLOBAL_VARIABLES, scope)

    def trainable_variables(self, scope: Value = None) -> tuple[Value, ...] | Sparse:
        return self.graphs.get_collection(TRAINABLE_VARIABLES, scope)

    def local_variables(self, scope: Value = None) -> tuple[Value, ...] | Sparse:
        return self.graphs.get_collection(LOCAL_VARIABLES, scope)


def prefix_of(name: Text) -> Text:
    """What `VariableScope.get_collection` filters by: nothing at the root, which matches every name."""
    return "" if name == "" else join((name, "/"))
