"""Graphs, collections and the context managers that name nothing.

Flows in: calls of the program. Flows out: graphs, lists of variables, context managers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from scopelint.domain.values import Obj, Unknown, Value
from scopelint.interp import filters
from scopelint.interp.host import plain
from scopelint.interp.library import regular
from scopelint.interp.natives import CONSTRUCTORS, FUNCTIONS, attribute_getter, method, native
from scopelint.interp.objects import CONTENT, ContextManager, DictObj, ListObj, NativeFunction
from scopelint.interp.tensorflow.classes import GRAPH
from scopelint.tf import op_graphs, strangers
from scopelint.tf.graph import GLOBAL_VARIABLES, LOCAL_VARIABLES, TRAINABLE_VARIABLES
from scopelint.tf.graph_stack import FINALIZED, table
from scopelint.tf.objects import Graph, Operation, Tensor
from scopelint.tf.variable import open_creators
from scopelint.trace import RefusalKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scopelint.interp.interpreter import Interpreter


class GraphKeys(Obj):
    """`tf.GraphKeys`: the standard names of collections (`framework/ops.py`)."""


KEYS: Final = {
    "GLOBAL_VARIABLES": "variables",
    "VARIABLES": "variables",
    "LOCAL_VARIABLES": "local_variables",
    "METRIC_VARIABLES": "metric_variables",
    "MODEL_VARIABLES": "model_variables",
    "TRAINABLE_VARIABLES": "trainable_variables",
    "SUMMARIES": "summaries",
    "QUEUE_RUNNERS": "queue_runners",
    "TABLE_INITIALIZERS": "table_initializer",
    "ASSET_FILEPATHS": "asset_filepaths",
    "MOVING_AVERAGE_VARIABLES": "moving_average_variables",
    "REGULARIZATION_LOSSES": "regularization_losses",
    "CONCATENATED_VARIABLES": "concatenated_variables",
    "SAVERS": "savers",
    "WEIGHTS": "weights",
    "BIASES": "biases",
    "ACTIVATIONS": "activations",
    "UPDATE_OPS": "update_ops",
    "LOSSES": "losses",
    "SAVEABLE_OBJECTS": "saveable_objects",
    "RESOURCES": "resources",
    "LOCAL_RESOURCES": "local_resources",
    "INIT_OP": "init_op",
    "LOCAL_INIT_OP": "local_init_op",
    "READY_OP": "ready_op",
    "READY_FOR_LOCAL_INIT_OP": "ready_for_local_init_op",
    "SUMMARY_OP": "summary_op",
    "GLOBAL_STEP": "global_step",
    "EVAL_STEP": "eval_step",
    "TRAIN_OP": "train_op",
    "COND_CONTEXT": "cond_context",
    "WHILE_CONTEXT": "while_context",
}
for _key, _value in KEYS.items():
    FUNCTIONS[f"tensorflow.GraphKeys.{_key}"] = _value


# --- graphs -----------------------------------------------------------------------------------


def _new_graph(interp: Interpreter) -> Value:
    return interp.machine.new_graph()


CONSTRUCTORS[GRAPH] = NativeFunction("tf.Graph", _new_graph)


@native("tensorflow.get_default_graph")
def _get_default_graph(interp: Interpreter) -> Value:
    return interp.machine.default_graph()


@native("tensorflow.reset_default_graph", "tensorflow.compat.v1.reset_default_graph")
def _reset_default_graph(interp: Interpreter) -> Value:
    interp.machine.reset_default_graph()
    return None


@method(Graph, "as_default")
def _as_default(interp: Interpreter, graph: Graph) -> Value:
    def enter(i: Interpreter) -> Value:
        i.state.set(manager.fields, "run", i.machine.push_graph(graph))
        return graph

    def leave(i: Interpreter, error: Value) -> None:
        i.machine.pop_graph(i.state.need(manager.fields, "run"))

    manager = ContextManager(enter, leave, api="tf.Graph.as_default")
    return manager


@method(Graph, "name_scope")
def _graph_name_scope(interp: Interpreter, graph: Graph, name: Value) -> Value:
    from scopelint.interp.tensorflow.scopes import name_scope

    return name_scope(interp, name)


@method(Graph, "unique_name")
def _unique_name(interp: Interpreter, graph: Graph, name: Value, mark_as_used: Value = True) -> Value:
    text = name if not isinstance(name, Unknown) else interp.unknown("name", name.reason)
    if isinstance(text, Unknown):
        return text
    return interp.machine.unique_name(text, mark_as_used=mark_as_used is not False, graph=graph)


@method(Graph, "get_name_scope")
def _get_name_scope(interp: Interpreter, graph: Graph) -> Value:
    return interp.machine.graphs.name_stack(graph)


@attribute_getter(Graph, "name_scope_stack", "_name_stack")
def _name_stack(interp: Interpreter, graph: Graph) -> Value:
    return interp.machine.graphs.name_stack(graph)


@method(Graph, "seed", "set_random_seed")
def _seed(interp: Interpreter, graph: Graph, *_: Value) -> Value:
    return None


@method(Graph, "finalize")
def _finalize(interp: Interpreter, graph: Graph) -> Value:
    interp.state.set(graph.fields, FINALIZED, True)
    return None


@method(Graph, "_unsafe_unfinalize")
def _unfinalize(interp: Interpreter, graph: Graph) -> Value:
    interp.state.set(graph.fields, FINALIZED, False)
    return None


@attribute_getter(Graph, "finalized")
def _is_finalized(interp: Interpreter, graph: Graph) -> Value:
    return interp.state.get(graph.fields, FINALIZED, False)


@method(Graph, "get_tensor_by_name", "get_operation_by_name", "as_graph_element")
def _by_name(interp: Interpreter, graph: Graph, name: Value = "", **_: Value) -> Value:
    if isinstance(name, str):
        wanted = name.partition(":")[0]
        for held, variable in interp.machine.graphs.elements(GLOBAL_VARIABLES, graph=graph):
            if isinstance(variable, Tensor) and variable.name == wanted and interp.state.decide(held):
                found = Tensor(variable.shape, variable.dtype, variable.name, graph=graph, kind="Variable", origin=("read", (variable,)))
                return found if ":" in name else Operation("VariableV2", wanted, outputs=(found,), graph=graph)
    return interp.unknown(interp.modules.current_text, "a tensor looked up by its name")


@method(Graph, "get_operations", "as_graph_def")
def _operations(interp: Interpreter, graph: Graph, **_: Value) -> Value:
    return interp.unknown("operations", "the operations of a graph")


# --- collections --------------------------------------------------------------------------------


def _members(interp: Interpreter, name: Value, scope: Value, graph: Graph | None = None) -> Value:
    scope = regular.text_of(scope)
    values = interp.machine.graphs.get_collection(name, scope, graph=graph)
    if scope is not None and name in _OF_CALLERS:
        filters.matched(interp, scope, interp.machine.graphs.get_collection(name, graph=graph), values)
    if values == () and _may_hold_more(interp, name, graph or interp.machine.default_graph()):
        return interp.list(_what_callers_made(interp))
    return interp.list(values)


def _may_hold_more(interp: Interpreter, name: Value, graph: Graph) -> bool:
    """Whether somebody unseen may have put something into a collection."""
    return strangers.imported(interp.state, graph) or (name in _OF_CALLERS and strangers.were_here(interp.state, graph))


_OF_CALLERS: Final = frozenset({GLOBAL_VARIABLES, TRAINABLE_VARIABLES, "model_variables"})


def _what_callers_made(interp: Interpreter) -> Unknown:
    """The variables of an unknown caller: there are some, or nobody would ask."""
    reason = "what an unknown caller has put into the graph"
    samples = tuple(interp.unknown("variable", reason) for _ in range(2))
    return Unknown(("collection", interp.state.fresh()), "variables", reason, samples=samples)


@native("tensorflow.get_collection")
def _get_collection(interp: Interpreter, key: Value, scope: Value = None) -> Value:
    return _members(interp, key, scope)


@method(Graph, "get_collection")
def _graph_collection(interp: Interpreter, graph: Graph, name: Value, scope: Value = None) -> Value:
    return _members(interp, name, scope, graph)


@method(Graph, "get_collection_ref")
def _graph_collection_ref(interp: Interpreter, graph: Graph, name: Value) -> Value:
    return interp.call(interp.getattr(interp.modules.outside(interp, "tensorflow._collections"), "Collection"), (graph, name))


@native("_scopelint.set_collection")
def _set_collection(interp: Interpreter, graph: Value, name: Value, values: Value) -> Value:
    """What was done to the list of `get_collection_ref`."""
    known = interp.items(values)
    if isinstance(graph, Graph) and isinstance(known, tuple):
        interp.machine.set_collection(name, known, graph=graph)
    return None


@native("tensorflow.add_to_collection")
def _add_to_collection(interp: Interpreter, name: Value, value: Value) -> Value:
    interp.machine.add_to_collection(name, value)
    return None


@native("tensorflow.add_to_collections")
def _add_to_collections(interp: Interpreter, names: Value, value: Value) -> Value:
    known = (names,) if isinstance(names, str) else interp.items(names)
    for name in dict.fromkeys(known if isinstance(known, tuple) else ()):
        interp.machine.add_to_collection(name, value)
    return None


@method(Graph, "add_to_collection")
def _graph_add(interp: Interpreter, graph: Graph, name: Value, value: Value) -> Value:
    interp.machine.add_to_collection(name, value, graph=graph)
    return None


@method(Graph, "clear_collection")
def _clear_collection(interp: Interpreter, graph: Graph, name: Value) -> Value:
    interp.machine.set_collection(name, (), graph=graph)
    return None


@method(Graph, "get_all_collection_keys")
def _collection_keys(interp: Interpreter, graph: Graph) -> Value:
    return interp.list(interp.machine.graphs.collection_names(graph=graph))


def _listing(collection: str, *names: str) -> None:
    @native(*names)
    def read(interp: Interpreter, scope: Value = None) -> Value:
        return _members(interp, collection, scope)


_listing(GLOBAL_VARIABLES, "tensorflow.global_variables", "tensorflow.all_variables")
_listing(TRAINABLE_VARIABLES, "tensorflow.trainable_variables")
_listing(LOCAL_VARIABLES, "tensorflow.local_variables")
_listing("model_variables", "tensorflow.model_variables")
_listing("moving_average_variables", "tensorflow.moving_average_variables")


# --- sessions -------------------------------------------------------------------------------------


@native("_scopelint.must_be_elements", lazy=True)
def _must_be_elements(interp: Interpreter, graph: Value, fetches: Value, feed_dict: Value = None) -> Value:
    """`BaseSession.run` (client/session.py): what is fed and fetched is in the session's graph, and that is not empty."""
    if not isinstance(graph, Graph):
        return None
    graphs = interp.machine.graphs
    fed = interp.state.get(feed_dict.fields, CONTENT) if isinstance(feed_dict, DictObj) else None
    fetched = tuple(_elements(interp, fetches))
    apart = not graph.open and not any(one.graph is not None and one.graph.open for one in fetched)
    if fetched and apart and not any(table(graph, name) for name in ("ops", "vars")):
        message = "The Session graph is empty. Add operations to the graph before calling run()."
        graphs.refuse(RefusalKind.OTHER, "RuntimeError", message, _RUN)
    for one in fed if isinstance(fed, dict) else ():
        if isinstance(one, (Tensor, Operation)):
            op_graphs.must_be_in(graphs, graph, one, _RUN, "TypeError")
    for one in fetched:
        op_graphs.must_be_in(graphs, graph, one, _RUN)
    return None


_RUN: Final = "tf.Session.run"


def _elements(interp: Interpreter, value: Value) -> Iterator[Tensor | Operation]:
    """The tensors and operations of a structure as far as they are known."""
    if isinstance(value, (Tensor, Operation)):
        yield value
    elif isinstance(value, DictObj):
        content = interp.state.get(value.fields, CONTENT)
        for one in content.values() if isinstance(content, dict) else ():
            yield from _elements(interp, one)
    elif isinstance(value, (tuple, ListObj)):
        known = value if isinstance(value, tuple) else interp.state.get(value.fields, CONTENT)
        for one in known if isinstance(known, tuple) else ():
            yield from _elements(interp, one)


# --- contexts that name nothing --------------------------------------------------------------------


@native("tensorflow.device")
def _device(interp: Interpreter, device_name_or_function: Value) -> Value:
    return _device_block(interp, interp.machine.graphs.default_graph())


@method(Graph, "device")
def _graph_device(interp: Interpreter, graph: Graph, device_name_or_function: Value) -> Value:
    return _device_block(interp, graph)


def _device_block(interp: Interpreter, graph: Graph) -> Value:
    """`tf.device` (framework/ops.py) changes no name; which block is open tells whether a network is built for one more device."""
    state = interp.state

    def enter(i: Interpreter) -> Value:
        i.device_blocks += 1
        state.set(graph.fields, _DEVICE_BLOCKS, (*state.need(graph.fields, _DEVICE_BLOCKS, ()), i.device_blocks))
        return None

    def leave(i: Interpreter, error: Value) -> None:
        state.set(graph.fields, _DEVICE_BLOCKS, state.need(graph.fields, _DEVICE_BLOCKS, ())[:-1])

    return ContextManager(enter, leave)


_DEVICE_BLOCKS: Final = "<device blocks>"
"""The field of a graph that has the numbers of the `tf.device` blocks that are open."""


def device_block(interp: Interpreter) -> int:
    """The number of the innermost `tf.device` block that is open on the default graph; 0 outside of any."""
    blocks = interp.state.get(interp.machine.graphs.default_graph().fields, _DEVICE_BLOCKS, ())
    return blocks[-1] if isinstance(blocks, tuple) and blocks else 0


@native("tensorflow.control_dependencies")
def _control_dependencies(interp: Interpreter, control_inputs: Value = None) -> Value:
    """Ops of the default graph that others wait for (`Graph.control_dependencies`)."""
    return _dependencies(interp, interp.machine.default_graph(), control_inputs)


@method(Graph, "control_dependencies")
def _graph_dependencies(interp: Interpreter, graph: Graph, control_inputs: Value = None) -> Value:
    return _dependencies(interp, graph, control_inputs)


def _dependencies(interp: Interpreter, graph: Graph, inputs: Value) -> Value:
    known = plain(interp, inputs)
    for one in known if isinstance(known, tuple) else ():
        if isinstance(one, (Tensor, Operation)) and not interp.machine.executing_eagerly():
            op_graphs.must_be_in(interp.machine.graphs, graph, one, "tf.control_dependencies")
    if inputs is None:
        return _outside_control_flow(interp, graph)
    return ContextManager(lambda i: None, lambda i, error: None)


def _outside_control_flow(interp: Interpreter, graph: Graph) -> Value:
    """A block whose ops belong to no loop or branch of the graph around it (`_ControlDependenciesController`, framework/ops.py)."""
    state, fields = interp.state, graph.fields

    def enter(i: Interpreter) -> Value:
        state.set(fields, _FLOWS_LEFT, (*state.need(fields, _FLOWS_LEFT, ()), state.need(fields, "control_flow", ())))
        state.set(fields, "control_flow", ())
        return None

    def leave(i: Interpreter, error: Value) -> None:
        left = state.need(fields, _FLOWS_LEFT)
        state.set(fields, "control_flow", left[-1])
        state.set(fields, _FLOWS_LEFT, left[:-1])

    return ContextManager(enter, leave)


_FLOWS_LEFT: Final = "<control flow left>"
"""The field of a graph that has the control flow around each open block that stands outside of it."""


@native(
    "tensorflow.colocate_with",
    "tensorflow.contrib.eager.restore_variables_on_create",
    "tensorflow.container",
)
def _plain_context(interp: Interpreter, *_: Value, **__: Value) -> Value:
    return ContextManager(lambda i: None, lambda i, error: None)


@method(Graph, "colocate_with", "container")
def _graph_context(interp: Interpreter, graph: Graph, *_: Value, **__: Value) -> Value:
    return ContextManager(lambda i: None, lambda i, error: None)


@native("tensorflow.variable_creator_scope")
def _variable_creator_scope(interp: Interpreter, variable_creator: Value) -> Value:
    """`variable_creator_scope` (ops/variable_scope.py): the default graph's new variables are made by way of a function."""
    graph, state = interp.machine.graphs.default_graph(), interp.state

    def enter(i: Interpreter) -> Value:
        state.set(graph.fields, "creators", (*open_creators(state, graph), variable_creator))
        return None

    def leave(i: Interpreter, error: Value) -> None:
        state.set(graph.fields, "creators", open_creators(state, graph)[:-1])

    return ContextManager(enter, leave)


@native("tensorflow.init_scope")
def _init_scope(interp: Interpreter) -> Value:
    """`init_scope` (framework/ops.py)."""
    return _outside_control_flow(interp, interp.machine.graphs.default_graph())
