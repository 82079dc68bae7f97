"""Names that are taken, and name scopes.

Flows in: names as the program gives them. Flows out: full names and scope strings. Mirrors `Graph.unique_name`,
`Graph.name_scope`, `name_scope` (v1) and `init_scope` of framework/ops.py.

Which number a name gets may depend on the path. That alone does not fork the operation that asks: the open name scope
and scope strings may then be a `Choice`, and only what makes a variable has it decided.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from scopelint.domain.names import Hole, Text, join
from scopelint.domain.values import MISSING, Choice, Obj, Unknown, Value
from scopelint.tf import texts
from scopelint.tf.errors import TFError
from scopelint.tf.graph_stack import FINALIZED, GraphStack, Run, shown, table
from scopelint.tf.objects import Graph, Name
from scopelint.trace import RefusalKind, ScopeKind

API: Final = "tf.name_scope"


class NameScope(Obj):
    """A `tf.name_scope(...)` object (`internal_name_scope_v1`): made, not yet entered.

    `shown` says that the program wrote it, and that events tell of it. `fields`: "run" and "graph_run" of the last
    entry, "opened" the stack of open scopes before it.
    """

    __slots__ = ("default_name", "name", "shown", "values")

    def __init__(self, name: Value, default_name: Value, values: tuple[Value, ...] | None, *, shown: bool) -> None:
        super().__init__()
        self.name = name
        self.default_name = default_name
        self.values = values
        self.shown = shown


class NameScopes(GraphStack):
    """Names within graphs."""

    # --- names in use -----------------------------------------------------------------------------

    def name_stack(self, graph: Graph) -> Text:
        """`graph.get_name_scope()`: the open name scope, without its slash, decided."""
        return texts.as_text(self.state.need(graph.fields, "name_stack"))

    def unique_name(self, name: Text, *, mark_as_used: bool = True, graph: Graph | None = None) -> Text:
        """`Graph.unique_name`: `name` in the open name scope, with a number where that is taken.

        "Taken" ignores case, but the name keeps its own. A name whose number is not known (it was taken in
        a loop of unknown length) ends in a hole for the optional number. Nothing is written before all numbers are decided (`State.ask`).
        """
        graph = graph or self.default_graph()
        used = table(graph, "used")
        stack = self.name_stack(graph)
        if stack != "":
            name = join((stack, "/", name))
        key = texts.lower(name)
        number = self.state.need(used, key, 0)
        if isinstance(number, Unknown):
            return join((name, Hole(("unique", key, self.state.fresh()), "_N", r"(?:_\d+)?")))
        if number == 0:
            if mark_as_used:
                self.state.set(used, key, 1)
            return name
        free = number
        while self.state.need(used, numbered := join((key, f"_{free}")), MISSING) is not MISSING:
            free += 1
        if mark_as_used:
            self.state.set(used, key, number + 1)
            self.state.set(used, numbered, 1)
        return join((name, f"_{free}"))

    def take_op(self, name: Text | Unknown | None, default: str, *, graph: Graph | None = None) -> Name:
        """The full name of a new op, which is taken (`_apply_op_helper`, framework/op_def_library.py).

        A name with a trailing slash is taken as it is, without the slash. The name is `Unknown` where the
        paths that meet here have taken different numbers. Eager execution has no ops, and takes no names.

        Raises:
            TFError: ValueError, the name is not valid or is taken by another op (trailing slash only).
        """
        text = default if name is None or name == "" else texts.as_text(name)
        if self.executing_eagerly():
            return texts.without_slash(text)
        graph = graph or self.default_graph()
        if default != "Const":  # which is made without `_apply_op_helper`, the one that opens a name scope
            self._check_name(graph, text, "tf.Operation")
        if texts.ends_with_slash(text):
            full: Value = texts.without_last(text)
        else:
            full = self.state.ask(lambda: self.unique_name(text, graph=graph))
        if isinstance(full, Choice):
            return Unknown(("op name", self.state.fresh()), str(text), "differs between paths")
        if isinstance(full, Unknown):  # the scope around it differs between the turns of a loop
            return full
        self.add_op(full, graph=graph)
        return texts.as_text(full)

    def add_op(self, full: Text, *, graph: Graph | None = None) -> None:
        """`Operation.from_node_def`: a name that is invalid, or taken in spite of `unique_name`, is refused now."""
        graph = graph or self.default_graph()
        if self.state.get(graph.fields, FINALIZED, False) is True:
            self.refuse(RefusalKind.OTHER, "RuntimeError", "Graph is finalized and cannot be modified.", "tf.Operation")
        if not texts.is_op_name(full) and not (graph.open and texts.is_scope_name(full)):
            message = f"`{full}` is not a valid node name. Accepted names conform to Regex /{texts.OP_NAME!r}/"
            self.refuse(RefusalKind.INVALID_NAME, "ValueError", message, "tf.Operation")
        ops = table(graph, "ops")
        if self.state.get(ops, full, MISSING) is True:
            self.refuse(RefusalKind.OTHER, "ValueError", f"Duplicate node name in graph: '{full}'", "tf.Operation")
        self.state.set(ops, full, True)

    def _check_name(self, graph: Graph, name: Text, api: str) -> None:
        """The first lines of `Graph.name_scope`: a name at the root must be a valid op name, others may start with `_-/>`.

        What is the root in a graph whose caller is not known may lie in a scope of the caller's.
        """
        if texts.is_op_name(name):
            return
        if self.name_stack(graph) == "" and not graph.open:
            message = f"'{name}' is not a valid root scope name. A root scope name has to match the following pattern: "
            self.refuse(RefusalKind.INVALID_NAME, "ValueError", message + texts.OP_NAME.pattern, api)
        elif not texts.is_scope_name(name):
            message = f"'{name}' is not a valid scope name. A scope name has to match the following pattern: "
            self.refuse(RefusalKind.INVALID_NAME, "ValueError", message + texts.SCOPE_NAME.pattern, api)

    def scope_now(self, graph: Graph) -> Value:
        """`ops.get_name_scope()`: the open name scope without its slash, a `Choice` where paths differ."""
        if self.executing_eagerly():
            return self.state.attempt(lambda: texts.without_slash(self.state.need(self.root.fields, "eager_scope", "")))
        return self.state.get(graph.fields, "name_stack")

    # --- Graph.name_scope -------------------------------------------------------------------------------

    def open_name(self, graph: Graph, name: Value) -> tuple[Run, Value]:
        """Enter `graph.name_scope(name)`: gives the run to leave and the scope string (with its slash).

        None and "" go to the root and give ""; a name with a trailing slash is absolute.

        Raises:
            TFError: ValueError for an invalid name, TypeError for something that is no string.
        """
        state = self.state
        old = state.get(graph.fields, "name_stack")
        scope: Value = ""
        if isinstance(name, Choice):  # an open scope, and so a valid one
            scope = name
        elif name is not None and name != "":
            if not texts.is_text(name):
                message = f"expected string or bytes-like object, got '{texts.type_name(name)}'"
                self.refuse(RefusalKind.INVALID_NAME, "TypeError", message, API)
            text = texts.as_text(name)
            self._check_name(graph, text, API)
            absolute = texts.ends_with_slash(text)
            scope = text if absolute else state.ask(lambda: join((self.unique_name(text, graph=graph), "/")))
        state.set(graph.fields, "name_stack", state.ask(lambda: texts.without_slash(state.resolve(scope))))
        return Run(graph, old), scope

    @contextmanager
    def name_scoped(self, name: Value, graph: Graph | None = None) -> Iterator[Value]:
        """`with ops.name_scope(name) as scope:` inside TensorFlow's own code."""
        run, scope = self.open_scope(graph or self.default_graph(), name)
        try:
            yield scope
        finally:
            self.close_name(run)

    def open_scope(self, graph: Graph, name: Value) -> tuple[Run, Value]:
        """Enter `ops.name_scope(name)`: that of the graph, or of eager execution (`enter_eager_name_scope`), where no name is
        made unique and none is refused."""
        if not self.executing_eagerly():
            return self.open_name(graph, name)
        if name is not None and not isinstance(name, Choice) and not texts.is_text(name):
            self.refuse(RefusalKind.INVALID_NAME, "ValueError", "name for name_scope must be a string.", API)
        old = self.state.get(self.root.fields, "eager_scope", "")
        given: Text = "" if name is None else texts.as_text(self.state.resolve(name))
        scope = given
        if given != "" and not texts.ends_with_slash(given):
            scope = join((texts.as_text(self.state.resolve(old)), given, "/"))
        self.state.set(self.root.fields, "eager_scope", scope)
        return Run(graph, old, eager=True), scope

    def reopening(self, graph: Graph) -> Value:
        """The name that re-enters the name scope that is open now: itself and a slash, "" at the root."""
        if self.executing_eagerly():
            return self.state.get(self.root.fields, "eager_scope", "")
        stack = self.state.get(graph.fields, "name_stack")
        return self.state.attempt(lambda: texts.and_slash(texts.as_text(self.state.resolve(stack))))

    # --- tf.name_scope --------------------------------------------------------------------------------

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
                f"`default_name` type (<class '{texts.type_name(default_name)}'>) is not a string type. "
                "You likely meant to pass this into the `values` kwarg."
            )
            self.refuse(RefusalKind.OTHER, "TypeError", message, API)
        return NameScope(default_name if name is None else name, default_name, values, shown=shown)

    def enter_name_scope(self, scope: NameScope) -> Value:
        """`internal_name_scope_v1.__enter__`: the scope string. Entering an object again makes a new scope.

        Raises:
            TFError: ValueError for an invalid name, or neither name nor default name where `values` are given.
        """
        state = self.state
        if scope.name is None and scope.values is not None and not self.executing_eagerly():
            message = f"At least one of name (None) and default_name ({scope.default_name}) must be provided."
            self.refuse(RefusalKind.OTHER, "ValueError", message, API)
        graph = self.default_graph()
        graph_run: Run | None = None
        if scope.values and not self.executing_eagerly():
            of_values = self.graph_of(scope.values, API)
            if of_values is not graph:
                graph = of_values
                graph_run = self.push_graph(graph)
        self.drop(self.held(scope, "graph_run"))
        state.set(scope.fields, "graph_run", graph_run)
        before = self.held(scope, "run")
        if not self.executing_eagerly():
            self.drop(before)
        try:
            run, text = self.open_scope(graph, scope.name)
        except TFError:
            if graph_run is not None:
                self.pop_graph(graph_run)
            raise
        if run.eager:
            run.fields["before"] = before  # eager scopes are a stack, and lose nothing when they are entered again
        state.set(scope.fields, "run", run)
        if scope.shown:
            state.set(scope.fields, "opened", self.open_scopes(graph))
            name = texts.without_slash(shown(text))
            self.show(graph, ScopeKind.NAME, name, scope.name, self.recorder.site())
            self.scope_event(graph, ScopeKind.NAME, name, text, opened=True)
        return text

    def exit_name_scope(self, scope: NameScope) -> None:
        """`internal_name_scope_v1.__exit__`."""
        state = self.state
        run = self.held(scope, "run")
        if scope.shown:
            stack = self.scope_now(run.graph)
            self.scope_event(run.graph, ScopeKind.NAME, stack, stack, opened=False)
            state.set(run.graph.fields, "open", state.get(scope.fields, "opened"))
        self.close_name(run)
        if run.eager:
            state.set(scope.fields, "run", run.fields["before"])
        graph_run = self.held(scope, "graph_run")
        if graph_run is not None:
            self.pop_graph(graph_run)

    @contextmanager
    def init_scope(self) -> Iterator[None]:
        """`ops.init_scope()` in graph mode: out of control flow, in the same name scope.

        The name scope is re-entered by its name with a slash at its end; one that ends in a slash already
        (`name_scope("a//")`) therefore loses it.
        """
        if self.executing_eagerly():
            yield
            return
        scope = self.reopening(self.default_graph())
        if isinstance(scope, str) and scope.endswith("//"):
            scope = scope[:-1]
        graph = self.outer_graph()
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
