"""Which graph is the default, what control flow is open, and how events and refusals are told.

Flows in: graphs being entered and left. Flows out: the default graph; `TFError`s. Mirrors `_DefaultGraphStack` and
`_get_graph_from_inputs` of framework/ops.py and `DefaultStack` of framework/stack.py. The lowest layer of the scope
machine: must not import the others.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final, NoReturn
from weakref import WeakSet

from msgspec.structs import replace

from scopelint.domain.conditions import Exhausted
from scopelint.domain.names import Text
from scopelint.domain.state import State
from scopelint.domain.values import MISSING, Choice, Names, Obj, Table, Unknown, Value
from scopelint.model import Site
from scopelint.tf import shapes, texts
from scopelint.tf.errors import TFError
from scopelint.tf.host import Recorder
from scopelint.tf.objects import DType, Graph, Name, Operation, Shape, Tensor
from scopelint.tf.threads import Thread
from scopelint.trace import Context, OpenScope, RaiseEvent, Refusal, RefusalKind, ScopeEvent, ScopeKind

TABLES: Final = ("used", "ops", "vars", "symbolic", "partitioned", "counts", "collections", "strangers", "imports")
"""The tables of a graph: names in use, names of ops, stored variables, stored names with holes, stored partitioned variables,
counters of variable scopes, collections, calls into code unseen. Each is an `Obj` in the graph's `fields`, made with the graph and never
replaced."""


FINALIZED: Final = "finalized"
"""The field of a graph that says whether it may still be modified (`Graph.finalize`)."""


class Run(Obj):
    """A generator-based context manager of TensorFlow's that was entered (`Graph.name_scope`, `as_default`).

    Leaving it a second time does nothing, as with an exhausted generator. A scope object that is entered again before it is
    left drops its first run, which Python then collects and so closes: `GraphStack.drop`.

    `old` is the name scope to go back to, None for a run that entered a graph; `eager` says that it is eager execution's.
    """

    __slots__ = ("eager", "graph", "old")

    def __init__(self, graph: Graph, old: Text | Choice | None = None, *, eager: bool = False) -> None:
        super().__init__()
        self.graph = graph
        self.old = old
        self.eager = eager
        self.fields["alive"] = True


class GraphStack:
    """The default graph, and what all layers need of the trace."""

    def __init__(self, state: State, recorder: Recorder) -> None:
        self.state = state
        self.recorder = recorder
        self.root = Obj()
        """Which graph is the default: "stack" (a tuple, innermost last) and "global";
        "switches", where `init_scope` looks: TensorFlow's own list of entered contexts, which loses its last entry even
        when leaving a graph fails; "eager", whether eager execution is enabled, "eager_scope", its name scope, and "eager_store", the
        `EagerVariableStore` in use, if any."""
        self._graphs: WeakSet[Graph] = WeakSet()
        self.root.fields["global"] = self.new_graph()

    # --- which graph --------------------------------------------------------------------------

    def new_graph(self, *, open: bool = False) -> Graph:
        """`tf.Graph()`. An open one belongs to a caller that is not known."""
        graph = Graph(self.state.fresh(), open=open)
        graph.fields.update({table: Obj() for table in TABLES}, name_stack="", open=(), control_flow=())
        for name in ("used", "ops"):
            graph.fields[name].fields = Names()
        self._graphs.add(graph)
        return graph

    def default_graph(self) -> Graph:
        """`_DefaultGraphStack.get_default`."""
        stack = self.entered("stack")
        return stack[-1] if stack else self.global_graph()

    def entered(self, name: str) -> tuple[Graph, ...]:
        """The graphs that have been entered and not left, innermost last: those of "stack", or of "switches" (see `root`).

        Raises:
            Exhausted: see `held`.
        """
        graphs = self.state.need(self.root.fields, name, ())
        if type(graphs) is not tuple:
            raise Exhausted
        return graphs

    def global_graph(self) -> Graph:
        """`_DefaultGraphStack._GetGlobalDefaultGraph`. It is there from the start, so that no path makes one of its own."""
        graph = self.state.need(self.root.fields, "global")
        assert isinstance(graph, Graph)
        return graph

    def set_global_graph(self, graph: Graph) -> None:
        """Make `graph` the one that is the default while no other is: for an entry with an unknown caller, who has entered no other.

        What the script has entered and not left, an `InteractiveSession` for one, is not open there.
        """
        self.state.set(self.root.fields, "global", graph)
        for name in ("stack", "switches"):
            self.state.set(self.root.fields, name, ())

    def set_eager(self, enabled: Value) -> None:
        """`tf.enable_eager_execution()`, `tf.disable_eager_execution()`."""
        self.state.set(self.root.fields, "eager", enabled)

    def executing_eagerly(self) -> bool:
        """`tf.executing_eagerly()`: not inside `as_default` of a graph."""
        return self.state.need(self.root.fields, "eager", False) is True and not self.entered("stack")

    def may_execute_eagerly(self) -> bool:
        """Whether eager execution is enabled on some path."""
        return self.state.get(self.root.fields, "eager", False) is not False

    def eager_store(self) -> Graph | None:
        """The `EagerVariableStore` in which eager execution keeps variables; None while it keeps none, and in graphs."""
        if not self.executing_eagerly():
            return None
        store = self.state.need(self.root.fields, "eager_store", None)
        return store if isinstance(store, Graph) else None

    def set_eager_store(self, store: Value) -> Value:
        """Use this store (None: none) from now on; the one that was in use before."""
        before = self.state.need(self.root.fields, "eager_store", None)
        self.state.set(self.root.fields, "eager_store", store)
        return before

    def new_eager_store(self) -> Graph:
        """`EagerVariableStore()`: tables such as a graph has, which belong to none."""
        store = Graph(-1)
        store.fields.update({table: Obj() for table in TABLES})
        return store

    @contextmanager
    def thread(self) -> Iterator[None]:
        """While this lasts, another thread runs: it has a default graph of its own, and no scope open in any graph."""
        thread = Thread(self.state, self.root, tuple(self._graphs), self.new_graph())
        try:
            yield
        finally:
            thread.end()

    def push_graph(self, graph: Graph) -> Run:
        """Enter `graph.as_default()`."""
        for name in ("stack", "switches"):
            graphs = self.entered(name)
            self.state.set(self.root.fields, name, (*graphs, graph))
        return Run(graph)

    def pop_graph(self, run: Run, *, enforce_nesting: bool = True) -> None:
        """Leave `graph.as_default()` (`DefaultStack.get_controller`); `enforce_nesting=False` as `InteractiveSession` does.

        Raises:
            TFError: AssertionError, another graph was made the default since and has not been left.
        """
        if not self._finish(run):
            return
        switches = self.entered("switches")
        self.state.set(self.root.fields, "switches", switches[:-1])
        stack = self.entered("stack")
        if not stack:  # `reset_default_graph` empties it; its callers need not leave what they entered
            return
        if stack[-1] is run.graph:
            self.state.set(self.root.fields, "stack", stack[:-1])
        elif enforce_nesting:
            message = "Nesting violated for default stack of <class 'tensorflow.python.framework.ops.Graph'> objects"
            self.refuse(RefusalKind.OTHER, "AssertionError", message, "tf.Graph.as_default")
        elif run.graph in stack:
            index = stack.index(run.graph)
            self.state.set(self.root.fields, "stack", stack[:index] + stack[index + 1 :])

    def close_name(self, run: Run) -> None:
        """Leave a name scope; a second time does nothing."""
        if self._finish(run):
            fields, key = (self.root.fields, "eager_scope") if run.eager else (run.graph.fields, "name_stack")
            self.state.set(fields, key, run.old)

    def held(self, owner: Obj, name: str) -> Any:
        """An object of this model that a field of another holds; None if there is none.

        Raises:
            Exhausted: it differs between more paths than a location can tell apart, so that nobody knows which it is.
        """
        found = self.state.need(owner.fields, name, None)
        if isinstance(found, Unknown):
            raise Exhausted
        return found

    def drop(self, run: Run | None) -> None:
        """A run to which nothing refers any more: Python closes its generator, and ignores what that raises."""
        if run is None or not self.state.need(run.fields, "alive"):
            return
        if run.old is not None:
            self.close_name(run)
            return
        stack = self.entered("stack")
        if stack and stack[-1] is run.graph:
            self.pop_graph(run)
        else:
            self._finish(run)
            self.state.set(self.root.fields, "switches", self.entered("switches")[:-1])

    def _finish(self, run: Run) -> bool:
        """Whether this is the first time that `run` is left."""
        alive = self.state.need(run.fields, "alive")
        self.state.set(run.fields, "alive", False)
        return bool(alive)

    def reset_default_graph(self) -> None:
        """`tf.reset_default_graph()`.

        Raises:
            TFError: AssertionError, inside `as_default`.
        """
        if self.entered("stack"):
            message = (
                "Do not use tf.reset_default_graph() to clear nested graphs. If you need a cleared graph, "
                "exit the nesting and create a new graph."
            )
            self.refuse(RefusalKind.OTHER, "AssertionError", message, "tf.reset_default_graph")
        self.set_global_graph(self.new_graph())

    def outer_graph(self) -> Graph:
        """The graph that `init_scope` lifts to (`_get_outer_context_and_inner_device_stack`)."""
        if not self.entered("stack"):
            return self.default_graph()
        switches = self.entered("switches")
        return switches[-1] if switches else self.global_graph()

    def graph_of(self, values: tuple[Value, ...], api: str) -> Graph:
        """`_get_graph_from_inputs`: the graph of the first tensor or operation, else the default graph.

        Raises:
            TFError: ValueError, the values are from different graphs.
        """
        found: Value = None
        for given in values:
            value = self.state.resolve(given)
            if not isinstance(value, (Tensor, Operation)) or value.graph is None:
                continue
            if found is None:
                found = value
            elif found.graph is not value.graph and not (found.graph.open or value.graph.open):
                self.refuse(RefusalKind.OTHER, "ValueError", f"{element(value)} must be from the same graph as {element(found)}", api)
        graph = self.default_graph() if found is None else found.graph
        assert isinstance(graph, Graph)
        return graph

    # --- control flow -----------------------------------------------------------------------------

    def enter_control_flow(self, kind: str) -> Run:
        """Enter the body of `tf.cond`, `tf.while_loop` ...: `kind` is "cond" or "while"."""
        graph = self.default_graph()
        flow: tuple[Value, ...] = self.state.need(graph.fields, "control_flow", ())
        context = Obj()
        context.fields["kind"] = kind
        self.state.set(graph.fields, "control_flow", (*flow, context))
        run = Run(graph)
        run.fields["flow"] = flow
        return run

    def leave_control_flow(self, run: Run) -> None:
        """`ControlFlowContext.Exit`: the default graph goes back to the context in which this one was entered."""
        self.state.set(self.default_graph().fields, "control_flow", run.fields["flow"])

    def control_flow(self, graph: Graph | None = None) -> Obj | None:
        """The innermost control-flow context that is open, or None: what a new op's `_get_control_flow_context` gives."""
        flow = self.state.need((graph or self.default_graph()).fields, "control_flow", ())
        return flow[-1] if flow else None

    def tensor(self, shape: Shape, dtype: DType | Unknown, name: Name, *, constant: Value = None) -> Tensor:
        """A tensor that is made here and now: in the default graph, in the control flow that is open."""
        graph = self.default_graph()
        made = Tensor(shape, dtype, name, constant=constant, graph=graph)
        flow = self.control_flow(graph)
        if flow is not None:
            made.fields["control_flow"] = flow
        return made

    # --- events ---------------------------------------------------------------------------------------

    def context(self, graph: Graph | None = None) -> Context:
        graph = graph or self.default_graph()
        found = self.recorder.context(self.open_scopes(graph), graph.number)
        eager = self.state.get(self.root.fields, "eager", False) is True and not _first(self.state.get(self.root.fields, "stack", ()))
        return replace(found, eager=True) if eager else found

    def open_scopes(self, graph: Graph) -> tuple[OpenScope, ...]:
        """The scopes that are open in `graph`, as messages show them; where paths differ, those of one path."""
        scopes: tuple[OpenScope, ...] = _first(self.state.get(graph.fields, "open", ()))
        return scopes

    def show(self, graph: Graph, kind: ScopeKind, name: Value, given: Value, site: Site, *, numbered: bool = False) -> None:
        """Put a scope on the stack of open scopes that events carry."""
        text = texts.as_text(given) if given is not None and texts.is_text(given) else None
        self.state.set(graph.fields, "open", (*self.open_scopes(graph), OpenScope(kind, shown(name), text, site, numbered)))

    def scope_event(
        self,
        graph: Graph,
        kind: ScopeKind,
        name: Value,
        name_scope: Value,
        *,
        opened: bool,
        reuse: str = "",
        overruled: Site | None = None,
    ) -> None:
        event = ScopeEvent(self.context(graph), kind, shown(name), shown(name_scope), opened, reuse, overruled)
        self.state.events.append(event)

    def refuse(self, kind: RefusalKind, exception: str, message: str, api: str) -> NoReturn:
        """Record that TensorFlow raises, and raise. Never inside `State.attempt`.

        Raises:
            TFError: always.
        """
        refusal = Refusal(kind, exception, message)
        event = RaiseEvent(self.context(), api, refusal)
        self.state.events.append(event)
        raise TFError(refusal, event)


def element(value: Tensor | Operation) -> str:
    """A tensor or operation as TensorFlow's messages show it, with what is known of it."""
    if isinstance(value, Operation):
        return f"<tf.Operation {value.name!r}>"
    shape = f", shape={shapes.text(value.shape)}"
    dtype = f", dtype={value.dtype.name}" if isinstance(value.dtype, DType) else ""
    return f'Tensor("{value.name}:{value.output}"{shape}{dtype})'


def shown(name: Value) -> Text:
    """A name for a message: where it differs between paths, that of one of them."""
    return texts.as_text(_first(name))


def table(graph: Graph, name: str) -> Table:
    """One of the `TABLES` of a graph."""
    found = graph.fields[name]
    assert isinstance(found, Obj)
    return found.fields


def _first(value: Value) -> Value:
    if isinstance(value, Choice):
        return next((v for _, v in value.alternatives if v is not MISSING), None)
    return value
