"""Graphs: which one is the default, names that are taken, name scopes, collections, control flow.

Flows in: names and scopes as the program gives them. Flows out: full names, scope strings, and what
collections hold. Mirrors `Graph`, `_DefaultGraphStack` and `name_scope` of framework/ops.py, one method a
method; each names its original. Must not import scopes or store.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final, NoReturn

from scopelint.domain.names import Hole, Text, join
from scopelint.domain.state import State
from scopelint.domain.values import MISSING, Choice, Obj, Unknown, Value
from scopelint.tf import texts
from scopelint.tf.errors import TFError
from scopelint.tf.host import Recorder
from scopelint.tf.objects import Graph, Name, Operation, Tensor, VariableScope
from scopelint.trace import Context, OpenScope, RaiseEvent, Refusal, RefusalKind, ScopeEvent, ScopeKind

GLOBAL_VARIABLES: Final = "variables"
TRAINABLE_VARIABLES: Final = "trainable_variables"
LOCAL_VARIABLES: Final = "local_variables"
MODEL_VARIABLES: Final = "model_variables"
REGULARIZATION_LOSSES: Final = "regularization_losses"


class Run(Obj):
    """A generator-based context manager of TensorFlow's that was entered (`Graph.name_scope`, `as_default`).

    Leaving it a second time does nothing, as with an exhausted generator. A scope object that is entered again before it is
    left drops its first run, which Python then collects and so closes: `Graphs.drop`.
    """

    __slots__ = ("graph", "old")

    def __init__(self, graph: Graph, old: Text | None = None) -> None:
        super().__init__()
        self.graph = graph
        self.old = old
        self.fields["alive"] = True


class NameScope(Obj):
    """A `tf.name_scope(...)` object (`internal_name_scope_v1`): made, not yet entered.

    `fields`: "run" and "graph_run" of the last entry, "open" the stack of open scopes before it.
    """

    __slots__ = ("default_name", "given", "name", "shown", "values")

    def __init__(
        self, name: Value, default_name: Value, values: tuple[Value, ...] | None, *, given: Value = None, shown: bool = True
    ) -> None:
        super().__init__()
        self.name = name
        self.default_name = default_name
        self.values = values
        self.given = given
        self.shown = shown


class Graphs:
    """All graphs of one analysed program."""

    def __init__(self, state: State, recorder: Recorder) -> None:
        self.state = state
        self.recorder = recorder
        self.root = Obj()
        """Which graph is the default: "stack" (a tuple, innermost last) and "global"; "graphs", how many were made; and
        "switches", where `init_scope` looks: TensorFlow's own list of entered contexts, which loses its last entry even
        when leaving a graph fails."""

    # --- which graph --------------------------------------------------------------------------

    def new_graph(self, *, open: bool = False) -> Graph:
        """`tf.Graph()`. An open one belongs to a caller that is not known."""
        made = self.state.get(self.root.fields, "graphs", 0)
        count = max(v for _, v in made.alternatives if v is not MISSING) if isinstance(made, Choice) else made
        graph = Graph(count, open=open)
        self.state.set(self.root.fields, "graphs", count + 1)
        fields = graph.fields
        for table in ("used", "ops", "vars", "symbolic", "partitioned", "counts", "collections"):
            fields[table] = Obj()
        fields["name_stack"] = ""
        fields["open"] = ()
        fields["control_flow"] = ()
        return graph

    def default_graph(self) -> Graph:
        """`_DefaultGraphStack.get_default`: makes the global graph when there is none."""
        stack: tuple[Graph, ...] = self.state.need(self.root.fields, "stack", ())
        return stack[-1] if stack else self.global_graph()

    def global_graph(self) -> Graph:
        """`_DefaultGraphStack._GetGlobalDefaultGraph`."""
        graph = self.state.need(self.root.fields, "global", None)
        if graph is None:
            graph = self.new_graph()
            self.state.set(self.root.fields, "global", graph)
        assert isinstance(graph, Graph)
        return graph

    def set_global_graph(self, graph: Graph) -> None:
        """Make `graph` the one that is the default while no other is: for an entry with an unknown caller."""
        self.state.set(self.root.fields, "global", graph)

    def push_graph(self, graph: Graph) -> Run:
        """Enter `graph.as_default()`."""
        for name in ("stack", "switches"):
            graphs: tuple[Graph, ...] = self.state.need(self.root.fields, name, ())
            self.state.set(self.root.fields, name, (*graphs, graph))
        return Run(graph)

    def pop_graph(self, run: Run, *, enforce_nesting: bool = True) -> None:
        """Leave `graph.as_default()` (`DefaultStack.get_controller`, framework/stack.py).

        Raises:
            TFError: AssertionError, another graph was made the default since and has not been left.
        """
        if not self._finish(run):
            return
        switches: tuple[Graph, ...] = self.state.need(self.root.fields, "switches", ())
        self.state.set(self.root.fields, "switches", switches[:-1])
        stack: tuple[Graph, ...] = self.state.need(self.root.fields, "stack", ())
        if not stack:
            return
        if stack[-1] is run.graph:
            self.state.set(self.root.fields, "stack", stack[:-1])
        elif enforce_nesting:
            message = "Nesting violated for default stack of <class 'tensorflow.python.framework.ops.Graph'> objects"
            self.refuse(RefusalKind.OTHER, "AssertionError", message, "tf.Graph.as_default")
        elif run.graph in stack:
            index = stack.index(run.graph)
            self.state.set(self.root.fields, "stack", stack[:index] + stack[index + 1 :])

    def reset_default_graph(self) -> None:
        """`tf.reset_default_graph()`.

        Raises:
            TFError: AssertionError, inside `as_default`.
        """
        if self.state.need(self.root.fields, "stack", ()):
            message = (
                "Do not use tf.reset_default_graph() to clear nested graphs. If you need a cleared graph, "
                "exit the nesting and create a new graph."
            )
            self.refuse(RefusalKind.OTHER, "AssertionError", message, "tf.reset_default_graph")
        self.state.set(self.root.fields, "global", None)

    def graph_of(self, values: tuple[Value, ...], api: str) -> Graph:
        """`_get_graph_from_inputs`: the graph of the first tensor or operation, else the default graph.

        Raises:
            TFError: ValueError, the values are from different graphs.
        """
        found: Value = None
        for value in values:
            value = self.state.resolve(value)
            if not isinstance(value, (Tensor, Operation)) or value.graph is None:
                continue
            if found is None:
                found = value
            elif found.graph is not value.graph:
                message = f"{value!r} must be from the same graph as {found!r}"
                self.refuse(RefusalKind.OTHER, "ValueError", message, api)
        graph = self.default_graph() if found is None else found.graph
        assert isinstance(graph, Graph)
        return graph

    def drop(self, run: Run | None) -> None:
        """A run to which nothing refers any more: Python closes its generator, and ignores what that raises."""
        if run is None or not self.state.need(run.fields, "alive"):
            return
        if run.old is not None:
            self.close_name(run)
            return
        stack = self.state.need(self.root.fields, "stack", ())
        if stack and stack[-1] is run.graph:
            self.pop_graph(run)
        else:
            self._finish(run)
            self.state.set(self.root.fields, "switches", self.state.need(self.root.fields, "switches", ())[:-1])

    # --- names ----------------------------------------------------------------------------------

    def name_stack(self, graph: Graph) -> Text:
        """`graph.get_name_scope()`: the open name scope, without its slash."""
        return texts.as_text(self.state.need(graph.fields, "name_stack"))

    def unique_name(self, name: Text, *, mark_as_used: bool = True, graph: Graph | None = None) -> Text:
        """`Graph.unique_name`: `name` in the open name scope, with a number where that is taken.

        "Taken" ignores case, but the name keeps its own. A name whose number is not known (it was taken in
        a loop of unknown length) ends in a hole for the optional number.
        """
        graph = graph or self.default_graph()
        used = _table(graph, "used")
        stack = self.name_stack(graph)
        if stack != "":
            name = join((stack, "/", name))
        key = texts.lower(name)
        number = self.state.need(used, key, 0)
        if isinstance(number, Unknown):
            return join((name, Hole(("unique", key, self.state.fresh()), "_N", r"(?:_\d+)?")))
        if mark_as_used:
            self.state.set(used, key, number + 1)
        if number > 0:
            base = key
            while self.state.need(used, key, MISSING) is not MISSING:
                key = join((base, f"_{number}"))
                number += 1
            if mark_as_used:
                self.state.set(used, key, 1)
            name = join((name, f"_{number - 1}"))
        return name

    def take_op(self, name: Text | Unknown | None, default: str, *, graph: Graph | None = None) -> Name:
        """The full name of a new op, which is taken (`_apply_op_helper`, framework/op_def_library.py).

        A name with a trailing slash is taken as it is, without the slash. The name is `Unknown` where the
        paths that meet here have taken different numbers: no `Fork` for an op's name.

        Raises:
            TFError: ValueError, the name is not valid or is taken by another op (trailing slash only).
        """
        graph = graph or self.default_graph()
        text = default if name is None or name == "" else texts.as_text(name)
        if default != "Const":  # which is made without `_apply_op_helper`
            self._check_scope_name(graph, text, "tf.Operation")
        if not texts.ends_with_slash(text):
            full = self.state.attempt(lambda: self.unique_name(text, graph=graph))
            if isinstance(full, Choice):
                return Unknown(("op name", self.state.fresh()), str(text), "differs between paths")
            self.add_op(full, graph=graph)
            return full
        full = texts.without_last(text)
        self.add_op(full, graph=graph)
        return full

    def add_op(self, full: Text, *, graph: Graph | None = None) -> None:
        """`Operation.from_node_def`: a name that is invalid, or taken in spite of `unique_name`, is refused now."""
        graph = graph or self.default_graph()
        if not texts.is_op_name(full):
            message = f"`{full}` is not a valid node name. Accepted names conform to Regex /{texts.OP_NAME!r}/"
            self.refuse(RefusalKind.INVALID_NAME, "ValueError", message, "tf.Operation")
        ops = _table(graph, "ops")
        if self.state.get(ops, full, MISSING) is True:
            self.refuse(RefusalKind.OTHER, "ValueError", f"Duplicate node name in graph: '{full}'", "tf.Operation")
        self.state.set(ops, full, True)

    def _check_scope_name(self, graph: Graph, name: Text, api: str) -> None:
        """The first lines of `Graph.name_scope`: a name at the root must be a valid op name, others may start with `_-/>`."""
        if self.name_stack(graph) != "":
            if not texts.is_scope_name(name):
                message = f"'{name}' is not a valid scope name. A scope name has to match the following pattern: {texts.SCOPE_NAME.pattern}"
                self.refuse(RefusalKind.INVALID_NAME, "ValueError", message, api)
        elif not texts.is_op_name(name):
            message = (
                f"'{name}' is not a valid root scope name. A root scope name has to match the following pattern: {texts.OP_NAME.pattern}"
            )
            self.refuse(RefusalKind.INVALID_NAME, "ValueError", message, api)

    # --- name scopes ----------------------------------------------------------------------------

    def open_name(self, graph: Graph, name: Value) -> tuple[Run, Text]:
        """Enter `graph.name_scope(name)`: gives the run to leave and the scope string (with its slash).

        None and "" go to the root and give ""; a name with a trailing slash is absolute.

        Raises:
            TFError: ValueError for an invalid name, TypeError for something that is no string.
        """
        old = self.name_stack(graph)
        if name is None or name == "":
            new: Text = ""
            scope: Text = ""
        else:
            if not texts.is_text(name):
                message = f"expected string or bytes-like object, got '{type(name).__name__}'"
                self.refuse(RefusalKind.INVALID_NAME, "TypeError", message, "tf.name_scope")
            text = texts.as_text(name)
            self._check_scope_name(graph, text, "tf.name_scope")
            if texts.ends_with_slash(text):
                new, scope = texts.without_last(text), text
            else:
                new = self.unique_name(text, graph=graph)
                scope = join((new, "/"))
        self.state.set(graph.fields, "name_stack", new)
        return Run(graph, old), scope

    def close_name(self, run: Run) -> None:
        """Leave what `open_name` entered; a second time does nothing."""
        if self._finish(run):
            self.state.set(run.graph.fields, "name_stack", run.old)

    @contextmanager
    def name_scoped(self, name: Value, graph: Graph | None = None) -> Iterator[Text]:
        """`with ops.name_scope(name) as scope:` inside TensorFlow's own code."""
        run, scope = self.open_name(graph or self.default_graph(), name)
        try:
            yield scope
        finally:
            self.close_name(run)

    def name_scope(
        self, name: Value, default_name: Value = None, values: tuple[Value, ...] | None = None, *, shown: bool = True
    ) -> NameScope:
        """`tf.name_scope(name, default_name, values)` (v1): made, not entered.

        Raises:
            TFError: TypeError, `default_name` is no string.
        """
        name, default_name = self.state.resolve(name), self.state.resolve(default_name)
        if default_name is not None and not texts.is_text(default_name):
            message = (
                f"`default_name` type ({type(default_name)}) is not a string type. You likely meant to pass this into the `values` kwarg."
            )
            self.refuse(RefusalKind.OTHER, "TypeError", message, "tf.name_scope")
        given = default_name if name is None else name
        return NameScope(given, default_name, values, given=given, shown=shown)

    def enter_name_scope(self, scope: NameScope) -> Text:
        """`internal_name_scope_v1.__enter__`: the scope string. Entering an object again makes a new scope.

        Raises:
            TFError: ValueError for an invalid name, or neither name nor default name where `values` are given.
        """
        if scope.name is None and scope.values is not None:
            message = f"At least one of name (None) and default_name ({scope.default_name}) must be provided."
            self.refuse(RefusalKind.OTHER, "ValueError", message, "tf.name_scope")
        graph = self.default_graph()
        graph_run: Run | None = None
        if scope.values:
            of_values = self.graph_of(scope.values, "tf.name_scope")
            if of_values is not graph:
                graph = of_values
                graph_run = self.push_graph(graph)
        self.drop(self.state.need(scope.fields, "graph_run", None))
        self.state.set(scope.fields, "graph_run", graph_run)
        self.drop(self.state.need(scope.fields, "run", None))
        try:
            run, text = self.open_name(graph, scope.name)
        except TFError:
            if graph_run is not None:
                self.pop_graph(graph_run)
            raise
        self.state.set(scope.fields, "run", run)
        if scope.shown:
            self.state.set(scope.fields, "opened", self.open_scopes(graph))
            self.show(graph, ScopeKind.NAME, texts.without_last(text) if text != "" else "", scope.given, self.recorder.site())
            self.scope_event(graph, ScopeKind.NAME, texts.without_last(text) if text != "" else "", text, opened=True)
        return text

    def exit_name_scope(self, scope: NameScope) -> None:
        """`internal_name_scope_v1.__exit__`."""
        run = self.state.need(scope.fields, "run")
        if scope.shown:
            stack = self.name_stack(run.graph)
            self.scope_event(run.graph, ScopeKind.NAME, stack, stack, opened=False)
            self.state.set(run.graph.fields, "open", self.state.need(scope.fields, "opened"))
        self.close_name(run)
        graph_run = self.state.need(scope.fields, "graph_run", None)
        if graph_run is not None:
            self.pop_graph(graph_run)

    @contextmanager
    def init_scope(self) -> Iterator[None]:
        """`ops.init_scope()` in graph mode: out of control flow, in the same name scope.

        The name scope is re-entered by its name with a slash at its end; one that ends in a slash already
        (`name_scope("a//")`) therefore loses it.
        """
        stack = self.name_stack(self.default_graph())
        graph = self._outer_graph()
        scope = stack if stack == "" or texts.ends_with_slash(stack) else join((stack, "/"))
        flow = self.state.need(graph.fields, "control_flow", ())
        graph_run = self.push_graph(graph)
        try:
            with self.name_scoped(scope, graph):
                self.state.set(graph.fields, "control_flow", ())
                try:
                    yield
                finally:
                    self.state.set(graph.fields, "control_flow", flow)
        finally:
            self.pop_graph(graph_run)

    def _outer_graph(self) -> Graph:
        """`_get_outer_context_and_inner_device_stack`."""
        if not self.state.need(self.root.fields, "stack", ()):
            return self.default_graph()
        switches: tuple[Graph, ...] = self.state.need(self.root.fields, "switches", ())
        return switches[-1] if switches else self.global_graph()

    # --- control flow -----------------------------------------------------------------------------

    def enter_control_flow(self, kind: str) -> Run:
        """Enter the body of `tf.cond`, `tf.while_loop` ...: `kind` is "cond" or "while"."""
        graph = self.default_graph()
        flow: tuple[Value, ...] = self.state.need(graph.fields, "control_flow", ())
        context = Obj()
        context.fields["kind"] = kind
        self.state.set(graph.fields, "control_flow", (*flow, context))
        return Run(graph)

    def leave_control_flow(self, run: Run) -> None:
        if self._finish(run):
            flow: tuple[Value, ...] = self.state.need(run.graph.fields, "control_flow", ())
            self.state.set(run.graph.fields, "control_flow", flow[:-1])

    def control_flow(self, graph: Graph | None = None) -> Obj | None:
        """The innermost control-flow context that is open, or None: what a new op's `_get_control_flow_context` gives."""
        flow = self.state.need((graph or self.default_graph()).fields, "control_flow", ())
        return flow[-1] if flow else None

    # --- collections --------------------------------------------------------------------------------

    def add_to_collection(self, name: Value, value: Value, *, graph: Graph | None = None) -> None:
        """`Graph.add_to_collection`. Each element has a location of its own, so that adding needs no decision."""
        collection = self._collection(graph or self.default_graph(), name)
        self.state.set(collection.fields, self.state.fresh(), value)

    def get_collection(self, name: Value, scope: Value = None, *, graph: Graph | None = None) -> tuple[Value, ...]:
        """`Graph.get_collection`: with `scope`, those whose name `re.match`es it (a name that may match does).

        A variable's and a tensor's name ends in its output (`a/w:0`).
        """
        fields = self._collection(graph or self.default_graph(), name).fields
        values = [self.state.need(fields, key) for key in sorted(fields)]
        present = [v for v in values if v is not MISSING]
        if scope is None or isinstance(scope, Unknown):
            return tuple(present)
        return tuple(v for v in present if (own := name_of(v)) is not None and texts.may_match(scope, own))

    def set_collection(self, name: Value, values: tuple[Value, ...], *, graph: Graph | None = None) -> None:
        """Make a collection hold exactly `values`: for a program that writes to `get_collection_ref`."""
        fields = self._collection(graph or self.default_graph(), name).fields
        for key in sorted(fields):
            self.state.delete(fields, key)
        for value in values:
            self.state.set(fields, self.state.fresh(), value)

    def collection_names(self, *, graph: Graph | None = None) -> tuple[Value, ...]:
        """`Graph.get_all_collection_keys()`."""
        table = _table(graph or self.default_graph(), "collections")
        return tuple(name for name in table if isinstance(name, str) and self.get_collection(name, graph=graph))

    def _collection(self, graph: Graph, name: Value) -> Obj:
        table = _table(graph, "collections")
        key = name if isinstance(name, (str, tuple, int, float, bool, Unknown)) or name is None else texts.as_text(name)
        found = table.get(key, MISSING)
        if not isinstance(found, Obj):
            found = Obj()
            table[key] = found  # an empty table is no state: it stands for a collection that nobody has added to
        return found

    # --- events ---------------------------------------------------------------------------------------

    def context(self, graph: Graph | None = None) -> Context:
        graph = graph or self.default_graph()
        return self.recorder.context(self.open_scopes(graph), graph.number)

    def open_scopes(self, graph: Graph) -> tuple[OpenScope, ...]:
        scopes: tuple[OpenScope, ...] = self.state.need(graph.fields, "open", ())
        return scopes

    def show(self, graph: Graph, kind: ScopeKind, name: Text, given: Value, site: object) -> None:
        """Put a scope on the stack of open scopes that events carry."""
        text = texts.as_text(given) if given is not None and texts.is_text(given) else None
        scope = OpenScope(kind, name, text, site)  # type: ignore[arg-type]
        self.state.set(graph.fields, "open", (*self.open_scopes(graph), scope))

    def scope_event(self, graph: Graph, kind: ScopeKind, name: Text, name_scope: Text, *, opened: bool, reuse: str = "") -> None:
        self.state.events.append(ScopeEvent(self.context(graph), kind, name, name_scope, opened, reuse))

    def refuse(self, kind: RefusalKind, exception: str, message: str, api: str) -> NoReturn:
        """Record that TensorFlow raises, and raise.

        Raises:
            TFError: always.
        """
        refusal = Refusal(kind, exception, message)
        event = RaiseEvent(self.context(), api, refusal)
        self.state.events.append(event)
        raise TFError(refusal, event)

    def _finish(self, run: Run) -> bool:
        """Whether this is the first time that `run` is left."""
        alive = self.state.need(run.fields, "alive")
        self.state.set(run.fields, "alive", False)
        return bool(alive)


def name_of(value: Value) -> Text | None:
    """The `name` attribute of something in a collection, as TensorFlow writes it, or None if it has none."""
    if isinstance(value, Tensor):
        return join((texts.as_text(value.name), f":{value.output}"))
    if isinstance(value, VariableScope):
        return texts.as_text(value.fields["name"])
    if isinstance(value, Operation):
        return texts.as_text(value.name)
    return None


def _table(graph: Graph, name: str) -> dict[Value, Value]:
    """The locations of one kind that belong to `graph`: fixed when the graph is made, never replaced."""
    table = graph.fields[name]
    assert isinstance(table, Obj)
    return table.fields
