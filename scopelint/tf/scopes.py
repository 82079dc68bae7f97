"""Variable scopes: making, entering and leaving them, and what they hand down.

Flows in: the arguments of `tf.variable_scope`. Flows out: `VariableScope` objects. Mirrors `variable_scope`,
`_pure_variable_scope` of ops/variable_scope.py in their order of checks and side effects. Must not import store.

A scope's name, reuse flag and other attributes may depend on the path. They are then handed down as a `Choice`, and
only who asks for a variable has them decided: the scope object stays one.
"""

from __future__ import annotations

from typing import Final

import msgspec

from scopelint.domain.names import Text, join
from scopelint.domain.state import State
from scopelint.domain.values import Choice, Obj, Unknown, Value
from scopelint.model import Site
from scopelint.tf import dtypes, texts
from scopelint.tf.errors import TFError
from scopelint.tf.graph import Graphs, NameScope, Run
from scopelint.tf.graph_stack import shown
from scopelint.tf.objects import Graph, ReuseMode, VariableScope
from scopelint.tf.scope_counts import ScopeCounts
from scopelint.trace import RefusalKind, ReuseEvent, ScopeKind

API: Final = "tf.variable_scope"
_INHERITED: Final = ("initializer", "regularizer", "caching_device", "partitioner", "dtype", "use_resource")


class WrappedGetter(Obj):
    """What `_maybe_wrap_custom_getter` makes of two getters.

    Calling it with `(getter, *args, **kwargs)` calls
    `custom_getter(functools.partial(old_getter, getter), *args, **kwargs)`.
    """

    __slots__ = ("custom_getter", "old_getter")

    def __init__(self, custom_getter: Value, old_getter: Value) -> None:
        super().__init__()
        self.custom_getter = custom_getter
        self.old_getter = old_getter


class ScopeDefaults(msgspec.Struct, frozen=True):
    """What a scope may set for the `get_variable` calls inside it; None is "inherit" (but see `constraint`).

    `constraint` is the one that is not inherited: a scope without one has none, whatever encloses it.
    """

    initializer: Value = None
    regularizer: Value = None
    caching_device: Value = None
    partitioner: Value = None
    custom_getter: Value = None
    dtype: Value = None
    use_resource: Value = None
    constraint: Value = None


NO_DEFAULTS: Final = ScopeDefaults()


class PureScope(Obj):
    """A `_pure_variable_scope` object: a variable scope without its name scope.

    `fields` has what changes: "reuse" and "reuse_site" (sticky, see `Scopes.enter_pure`), "old", "new_name", "last",
    "snapshot", "opened".
    """

    __slots__ = ("cached", "defaults", "given", "graph", "name_or_scope", "name_scope", "numbered", "says_false", "site")

    def __init__(self, name_or_scope: Value, defaults: ScopeDefaults, name_scope: Value, graph: Graph, site: Site) -> None:
        super().__init__()
        self.name_or_scope = name_or_scope
        self.defaults = defaults
        self.name_scope = name_scope
        self.graph = graph
        self.site = site
        self.given: Value = None
        self.cached: VariableScope | None = None
        self.says_false = False
        self.numbered = False


class VariableScopeManager(Obj):
    """A `tf.variable_scope(...)` object: made, entered perhaps more than once. `graph` is None under eager execution.

    `says_false`: the call says `reuse=False` in these words, which whoever drives the machine may set for the trace's sake.

    `fields`: "pure" and "name_scope" of the first entry, "graph_run" of the last one, "entered".
    """

    __slots__ = ("auxiliary_name_scope", "default_name", "defaults", "graph", "name_or_scope", "reuse", "says_false", "site")

    def __init__(
        self,
        name_or_scope: Value,
        default_name: Value,
        defaults: ScopeDefaults,
        reuse: Value,
        auxiliary_name_scope: bool,
        graph: Graph | None,
        site: Site,
    ) -> None:
        super().__init__()
        self.name_or_scope = name_or_scope
        self.default_name = default_name
        self.defaults = defaults
        self.reuse = reuse
        self.auxiliary_name_scope = auxiliary_name_scope
        self.graph = graph
        self.site = site
        self.says_false = False


class Scopes:
    """The variable scopes of all graphs."""

    def __init__(self, state: State, graphs: Graphs) -> None:
        self.state = state
        self.graphs = graphs
        self.counts = ScopeCounts(state)

    # --- scope objects -----------------------------------------------------------------------------

    def new_scope(self, name: Value = "", reuse: Value = False, name_scope: Value = "") -> VariableScope:
        """`VariableScope(reuse, name, name_scope=...)` with everything else at its default.

        "reuse_in_vain" is the reuse that the program asks for while execution is eager, where "reuse" is always AUTO_REUSE.
        """
        scope = VariableScope()
        scope.fields.update(
            name=name,
            reuse=reuse,
            name_scope=name_scope,
            initializer=None,
            regularizer=None,
            caching_device=None,
            partitioner=None,
            custom_getter=None,
            dtype=dtypes.DTYPES["float32"],
            use_resource=None,
            constraint=None,
            reuse_site=None,
            reuse_in_vain=None,
        )
        return scope

    def current(self, graph: Graph | None = None) -> VariableScope:
        """`tf.get_variable_scope()`."""
        graph = graph or self.graphs.default_graph()
        scope = self.graphs.held(graph, "current_scope")
        if scope is None:
            scope = self.new_scope()
            if self.graphs.executing_eagerly():
                scope.fields.update(reuse=ReuseMode.AUTO_REUSE, use_resource=True)
            graph.fields["current_scope"] = scope.as_old_as(graph)  # what every path starts with, and so no state of one
        assert isinstance(scope, VariableScope)
        return scope

    def name(self, scope: VariableScope) -> Text:
        """`scope.name`, decided."""
        return texts.as_text(self.state.need(scope.fields, "name"))

    def reuse_variables(self, scope: VariableScope) -> None:
        """`scope.reuse_variables()`: from now on `reuse` is True for this object, not for scopes made of it before."""
        self.state.set(scope.fields, "reuse", True)
        self.state.set(scope.fields, "reuse_in_vain", True)
        self.state.set(scope.fields, "reuse_site", self.graphs.recorder.site())
        self.state.events.append(ReuseEvent(self.graphs.context(), shown(self.state.get(scope.fields, "name"))))

    # --- tf.variable_scope ----------------------------------------------------------------------------

    def make(
        self,
        name_or_scope: Value,
        default_name: Value = None,
        values: tuple[Value, ...] | None = None,
        defaults: ScopeDefaults = NO_DEFAULTS,
        reuse: Value = None,
        auxiliary_name_scope: Value = True,
    ) -> VariableScopeManager:
        """`variable_scope.__init__`.

        Raises:
            TFError: TypeError without any name or for an `auxiliary_name_scope` that is no bool, ValueError for
                another `reuse` than True, False, None or AUTO_REUSE, or for values of different graphs.
        """
        resolve = self.state.resolve
        name_or_scope, default_name = resolve(name_or_scope), resolve(default_name)
        reuse, auxiliary = resolve(reuse), resolve(auxiliary_name_scope)
        refuse = self.graphs.refuse
        if default_name is None and name_or_scope is None:
            message = "If default_name is None then name_or_scope is required"
            refuse(RefusalKind.NO_SCOPE_NAME, "TypeError", message, API)
        if reuse is False:
            reuse = None
        if not (reuse is True or reuse is None or isinstance(reuse, (ReuseMode, Unknown))):
            message = "The reuse parameter must be True or False or None."
            refuse(RefusalKind.INVALID_REUSE, "ValueError", message, API)
        graph = None if self.graphs.executing_eagerly() else self.graphs.graph_of(values or (), API)
        if not isinstance(auxiliary, (bool, Unknown)):
            message = f"The auxiliary_name_scope must be `True` or `False`, while get {auxiliary}"
            refuse(RefusalKind.OTHER, "TypeError", message, API)
        site = self.graphs.recorder.site()
        return VariableScopeManager(name_or_scope, default_name, defaults, reuse, auxiliary is not False, graph, site)

    def enter(self, manager: VariableScopeManager) -> VariableScope:
        """`variable_scope.__enter__`.

        An object that is entered again opens a new name scope, but its variable scope keeps the `reuse` and the
        original name scope of the first time. If it has not been left yet, its first name scope ends now.

        Raises:
            TFError: TypeError for a name that is no string, ValueError for an invalid name or for reuse without a name.
        """
        state = self.state
        graph_run: Run | None = None
        if manager.graph is not None:
            self.graphs.drop(self.graphs.held(manager, "graph_run"))
            graph_run = self.graphs.push_graph(manager.graph)
            state.set(manager.fields, "graph_run", graph_run)
        state.set(manager.fields, "entered", True)
        pure = self.graphs.held(manager, "pure")
        if pure is not None:
            name_scope = self.graphs.held(manager, "name_scope")
            if name_scope is not None:
                self.graphs.enter_name_scope(name_scope)
            return self.enter_pure(pure)
        try:
            return self._enter_uncached(manager)
        except TFError:
            if graph_run is not None:
                self.graphs.pop_graph(graph_run)
            raise

    def _enter_uncached(self, manager: VariableScopeManager) -> VariableScope:
        """`variable_scope._enter_scope_uncached`."""
        name_or_scope, graphs = manager.name_or_scope, self.graphs
        name_scope: NameScope | None = None
        if not manager.auxiliary_name_scope:
            name_scope = NameScope(graphs.reopening(graphs.default_graph()), None, None, shown=False)
        if name_or_scope is None:
            return self._enter_default(manager, name_scope)
        if not isinstance(name_or_scope, VariableScope) and not texts.is_text(name_or_scope):
            message = "VariableScope: name_or_scope must be a string or VariableScope."
            graphs.refuse(RefusalKind.OTHER, "TypeError", message, API)
        if isinstance(name_or_scope, VariableScope):
            jump = name_or_scope
            own = self.state.attempt(lambda: texts.last_segment(self.name(jump)))
        else:
            name_or_scope = own = texts.as_text(name_or_scope)
        opened: Value = None
        if own != "" or name_scope is not None:
            name_scope = name_scope or NameScope(self.state.resolve(own), None, None, shown=False)
            opened = graphs.enter_name_scope(name_scope)
            self.state.set(manager.fields, "name_scope", name_scope)
            if isinstance(name_or_scope, VariableScope):
                opened = self.state.get(name_or_scope.fields, "name_scope")
        pure = self.make_pure(name_or_scope, manager.reuse, manager.defaults, opened, manager.site)
        return self._enter_first(manager, pure)

    def _enter_default(self, manager: VariableScopeManager, name_scope: NameScope | None) -> VariableScope:
        """`_enter_scope_uncached` without a name: `default_name`, made unique.

        The default name is a name scope first, so a trailing slash or '' there does what it does in `name_scope`.
        """
        graphs = self.graphs
        if manager.reuse is True or isinstance(manager.reuse, ReuseMode):
            message = "reuse=True cannot be used without a name_or_scope"
            graphs.refuse(RefusalKind.NO_SCOPE_NAME, "ValueError", message, API)
        name_scope = name_scope or graphs.name_scope(manager.default_name, shown=False)
        opened = graphs.enter_name_scope(name_scope)
        self.state.set(manager.fields, "name_scope", name_scope)
        if not texts.is_text(manager.default_name):
            message = f"unsupported operand type(s) for +: '{texts.type_name(manager.default_name)}' and 'str'"
            graphs.refuse(RefusalKind.OTHER, "TypeError", message, API)
        unique = self.unique_name(manager.default_name)
        pure = self.make_pure(unique, None, manager.defaults, opened, manager.site)
        pure.given = manager.default_name
        pure.numbered = True
        return self._enter_first(manager, pure)

    def unique_name(self, prefix: Text | Unknown) -> Value:
        """`_get_unique_variable_scope`; a `Choice` where paths have opened different scopes."""
        graph = self.graphs.default_graph()
        return self.state.attempt(lambda: self.counts.unique(graph, self.name(self.current(graph)), texts.as_text(prefix)))

    def _enter_first(self, manager: VariableScopeManager, pure: PureScope) -> VariableScope:
        pure.says_false = manager.says_false
        scope = self.enter_pure(pure)
        self.state.set(manager.fields, "pure", pure)
        return scope

    def exit(self, manager: VariableScopeManager) -> None:
        """`variable_scope.__exit__`: whatever goes wrong, the name scope and the graph are left too.

        Raises:
            TFError: RuntimeError, another scope was entered since and has not been left.
        """
        try:
            pure = self.graphs.held(manager, "pure")
            if pure is None:
                message = "'NoneType' object has no attribute '__exit__'"
                self.graphs.refuse(RefusalKind.OTHER, "AttributeError", message, API)
            self.exit_pure(pure)
        finally:
            try:
                name_scope = self.graphs.held(manager, "name_scope")
                if name_scope is not None:
                    self.graphs.exit_name_scope(name_scope)
            finally:
                graph_run = self.graphs.held(manager, "graph_run")
                if isinstance(graph_run, Run):
                    self.graphs.pop_graph(graph_run)

    # --- _pure_variable_scope --------------------------------------------------------------------------

    def make_pure(
        self,
        name_or_scope: Value,
        reuse: Value = None,
        defaults: ScopeDefaults = NO_DEFAULTS,
        name_scope: Value = None,
        site: Site | None = None,
    ) -> PureScope:
        """`_pure_variable_scope.__init__`: a jump to a scope object copies it here and now, not on entry."""
        site = site or self.graphs.recorder.site()
        pure = PureScope(name_or_scope, defaults, name_scope, self.graphs.default_graph(), site)
        pure.given = name_or_scope if not isinstance(name_or_scope, VariableScope) else None
        pure.fields.update(reuse=reuse, reuse_site=site if _is_set(reuse) else None)
        if isinstance(name_or_scope, VariableScope):
            name = self.state.get(name_or_scope.fields, "name")
            pure.fields["new_name"] = name
            # The name scope of a jump is the one that the object was made with.
            own_scope = self.state.get(name_or_scope.fields, "name_scope")
            pure.cached = self._derive(pure, name_or_scope, reuse, name, own_scope)
        return pure

    def enter_pure(self, pure: PureScope) -> VariableScope:
        """`_pure_variable_scope.__enter__`.

        A scope entered by name takes over the `reuse` of the one around it, and keeps that for its next entry.
        """
        graph, state = pure.graph, self.state
        old = self.current(graph)
        state.set(pure.fields, "old", old)
        if pure.cached is not None:
            name = state.get(pure.fields, "new_name")
            state.attempt(lambda: self.counts.open(graph, state.resolve(name)))
            self.counts.save(graph, pure)
            scope = pure.cached
        else:
            name = state.attempt(lambda: self._below(old, state.resolve(pure.name_or_scope)))
            state.set(pure.fields, "new_name", name)
            reuse = state.get(pure.fields, "reuse")
            name_scope = pure.name_or_scope if pure.name_scope is None else pure.name_scope
            scope = self._derive(pure, old, reuse, name, name_scope)
            state.set(pure.fields, "reuse", scope.fields["reuse"])
            state.set(pure.fields, "reuse_site", scope.fields["reuse_site"])
            state.attempt(lambda: self.counts.open(graph, state.resolve(name)))
        state.set(graph.fields, "current_scope", scope)
        state.set(pure.fields, "last", scope)
        state.set(pure.fields, "opened", self.graphs.open_scopes(graph))
        self.graphs.show(graph, ScopeKind.VARIABLE, name, pure.given, pure.site, numbered=pure.numbered)
        overruled = state.get(scope.fields, "reuse_site") if pure.says_false else None
        self._event(graph, scope, opened=True, overruled=overruled)
        return scope

    def _below(self, outer: VariableScope, name: Text) -> Text:
        prefix = self.name(outer)
        return join((prefix, "/", name)) if prefix != "" else name

    def exit_pure(self, pure: PureScope) -> None:
        """`_pure_variable_scope.__exit__`: a jump puts all counters back, other scopes close what is below them."""
        graph, state = pure.graph, self.state
        if self.current(graph) is not state.need(pure.fields, "last", None):
            self.graphs.refuse(RefusalKind.OTHER, "RuntimeError", "Improper nesting of variable_scope.", API)
        self._event(graph, self.current(graph), opened=False)
        if pure.cached is not None:
            self.counts.restore(graph, pure)
        else:
            state.attempt(lambda: self.counts.close_subscopes(graph, state.need(pure.fields, "new_name")))
        state.set(graph.fields, "current_scope", state.need(pure.fields, "old"))
        state.set(graph.fields, "open", state.need(pure.fields, "opened"))

    def _derive(self, pure: PureScope, base: VariableScope, reuse: Value, name: Value, name_scope: Value) -> VariableScope:
        """A new scope object with what `base` hands down and what `pure` sets."""
        state, defaults = self.state, pure.defaults
        inherited = state.get(base.fields, "reuse")
        scope = self.new_scope(name, state.attempt(lambda: reuse_or(state.resolve(reuse), state.resolve(inherited))), name_scope)
        site, inherited_site = state.get(pure.fields, "reuse_site"), state.get(base.fields, "reuse_site")
        scope.fields["reuse_site"] = state.attempt(
            lambda: state.resolve(site) if _is_set(state.resolve(reuse)) else state.resolve(inherited_site)
        )
        for field in _INHERITED:
            own = state.resolve(getattr(defaults, field))
            scope.fields[field] = state.get(base.fields, field) if own is None else own
        old_getter = state.need(base.fields, "custom_getter")
        getter = state.resolve(defaults.custom_getter)
        if getter is not None and old_getter is not None:
            getter = WrappedGetter(getter, old_getter)
        scope.fields["custom_getter"] = old_getter if getter is None else getter
        scope.fields["constraint"] = defaults.constraint
        if self.graphs.executing_eagerly():
            in_vain = state.get(base.fields, "reuse_in_vain")
            asked = state.attempt(lambda: reuse_or(state.resolve(reuse), state.resolve(in_vain)))
            scope.fields.update(reuse=ReuseMode.AUTO_REUSE, use_resource=True, reuse_in_vain=asked)
        return scope

    def _event(self, graph: Graph, scope: VariableScope, *, opened: bool, overruled: Value = None) -> None:
        state = self.state
        name, reuse = state.get(scope.fields, "name"), reuse_text(state.get(scope.fields, "reuse"))
        name_scope = self.graphs.scope_now(graph)
        site = overruled if isinstance(overruled, Site) and reuse != "unknown" else None
        self.graphs.scope_event(graph, ScopeKind.VARIABLE, name, name_scope, opened=opened, reuse=reuse, overruled=site)


def reuse_or(own: Value, inherited: Value) -> Value:
    """`own or inherited` for reuse flags.

    An unknown flag stays unknown, except a bool inside a scope that reuses: True whichever it is.
    """
    if isinstance(own, Unknown):
        return True if own.kind is bool and inherited is True else own
    return own if _is_set(own) else inherited


def reuse_text(reuse: Value) -> str:
    """A reuse flag as events spell it."""
    if isinstance(reuse, (Unknown, Choice)):
        return "unknown"
    return reuse.name if isinstance(reuse, ReuseMode) else str(bool(reuse))


def _is_set(reuse: Value) -> bool:
    return reuse is not None and reuse is not False
