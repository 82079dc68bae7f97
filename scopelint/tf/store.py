"""`get_variable`: what happens before the getter is called, and which kind of variable the true getter gets.

Flows in: the arguments of `get_variable` and the scope it is asked through. Flows out: variables, and the events
that say what became of each request. Mirrors `VariableScope.get_variable`, `_VariableStore.get_variable` and its `_true_getter`
of ops/variable_scope.py.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from scopelint.domain.names import Text, join
from scopelint.domain.state import State
from scopelint.domain.values import MISSING, Unknown, Value
from scopelint.tf import dtypes, texts
from scopelint.tf.graph import Graphs
from scopelint.tf.host import Host
from scopelint.tf.objects import DType, ReuseMode, VariableScope
from scopelint.tf.partitioned import PartitionedVariables
from scopelint.tf.scopes import Scopes
from scopelint.tf.single import GetterRequest, Settings, Wanted, bare
from scopelint.tf.variable import Making, Variables
from scopelint.trace import RefusalKind

API: Final = "tf.get_variable"

GETTER_ARGUMENTS: Final = (
    "name",
    "shape",
    "dtype",
    "initializer",
    "regularizer",
    "reuse",
    "trainable",
    "collections",
    "caching_device",
    "partitioner",
    "validate_shape",
    "use_resource",
    "constraint",
    "synchronization",
    "aggregation",
)
"""The parameters of the true getter, in order."""

_PASSED_ON: Final = (
    "regularizer",
    "trainable",
    "collections",
    "caching_device",
    "validate_shape",
    "use_resource",
    "constraint",
    "synchronization",
)


_ENUMERATED: Final = {"synchronization": ("VariableSynchronization", "AUTO"), "aggregation": ("VariableAggregation", "NONE")}
"""What `VariableScope.get_variable` hands to a custom getter where the program gives nothing."""


class Store(PartitionedVariables):
    """`get_variable` for all graphs; the variables lie in each graph's own tables."""

    def __init__(self, state: State, graphs: Graphs, scopes: Scopes, variables: Variables, host: Host) -> None:
        super().__init__(state, graphs, variables, host)
        self.scopes = scopes

    # --- VariableScope.get_variable -----------------------------------------------------------------------

    def get_variable(self, scope: VariableScope | None, name: Value, *, api: str = API, **arguments: Value) -> Value:
        """`scope.get_variable(store, name, ...)`; the current scope where `scope` is None.

        `arguments` are those of `VariableScope.get_variable`, under TensorFlow's names. Returns a `Variable`, a
        `PartitionedVariable`, or whatever a custom getter returns.

        Raises:
            TFError: ValueError or TypeError, after the ERROR event.
        """
        with self.requesting(scope, name, api=api, **arguments) as request:
            return self.call(request)

    @contextmanager
    def requesting(self, scope: VariableScope | None, name: Value, *, api: str = API, **arguments: Value) -> Iterator[GetterRequest]:
        """`VariableScope.get_variable` and `_VariableStore.get_variable` up to the call of the getter, which belongs inside.

        Until it is left the root name scope is open.
        """
        graph, state = self.graphs.default_graph(), self.state
        scope = scope or self.scopes.current(graph)
        full, requested = self._full_name(scope, state.resolve(name), api)
        given = {key: state.resolve(value) for key, value in arguments.items()}

        def default(argument: str) -> Value:
            value = given.get(argument)
            return state.need(scope.fields, argument) if value is None else value

        site, said = state.need(scope.fields, "reuse_site"), given.get("trainable") is not None
        alone = self.graphs.executing_eagerly() and self.graphs.eager_store() is None
        in_vain = alone and state.need(scope.fields, "reuse_in_vain", None) is True
        inherited = Settings(state.need(scope.fields, "initializer"), state.need(scope.fields, "regularizer"), None)
        request = GetterRequest(api, requested, default("custom_getter"), {}, site, inherited, said, in_vain)
        asking = self.asking(bare(request, full))
        with self.variables.surrounding(), self.variables.refusing(asking), self.graphs.name_scoped(None, graph):
            self._check_initializer_dtype(given.get("initializer"), given.get("dtype"))
            if request.custom_getter is not None and not self.host.is_callable(request.custom_getter):
                message = f"Passed a custom_getter which is not callable: {self.host.text_of(request.custom_getter)}"
                self.refuse(RefusalKind.OTHER, message)
            synchronization = given.get("synchronization")
            making = Making(None, None, trainable=given.get("trainable"), synchronization=synchronization)
            request.kwargs.update(
                name=full,
                shape=given.get("shape"),
                dtype=default("dtype"),
                initializer=default("initializer"),
                regularizer=default("regularizer"),
                reuse=default("reuse"),
                trainable=self.variables.trainable(making),
                collections=given.get("collections"),
                caching_device=default("caching_device"),
                partitioner=default("partitioner"),
                validate_shape=given.get("validate_shape", True),
                use_resource=default("use_resource"),
                synchronization=synchronization,
                aggregation=given.get("aggregation"),
            )
            if self.graphs.executing_eagerly():
                reuse = False if self.graphs.eager_store() is None else ReuseMode.AUTO_REUSE
                request.kwargs.update(reuse=reuse, use_resource=True)
            if request.custom_getter is not None:
                for key, (enumeration, member) in _ENUMERATED.items():
                    if request.kwargs[key] is None:
                        request.kwargs[key] = self.host.member(enumeration, member)
            # Getters from before `constraint` was added need not take it.
            if request.custom_getter is None or self.host.takes_constraint(request.custom_getter):
                request.kwargs["constraint"] = default("constraint")
            yield request

    def _full_name(self, scope: VariableScope, name: Value, api: str) -> tuple[Text, Text]:
        """The variable's full name, and the name that was asked for."""
        if not texts.is_text(name):
            message = f'can only concatenate str (not "{texts.type_name(name)}") to str'
            self.graphs.refuse(RefusalKind.INVALID_NAME, "TypeError", message, api)
        requested, prefix = texts.as_text(name), self.scopes.name(scope)
        return (join((prefix, "/", requested)) if prefix != "" else requested), requested

    def _check_initializer_dtype(self, initializer: Value, dtype: Value) -> None:
        """A constant initializer becomes a tensor (a root op called `Const`) only to have its dtype compared."""
        if dtype is None or initializer is None or self.host.is_callable(initializer):
            return
        found, wanted = self.variables.convert(initializer, None, None).dtype, self.host.dtype(dtype)
        if isinstance(found, DType) and isinstance(wanted, DType) and found is not wanted:
            message = f"Initializer type '<dtype: '{found.name}'>' and explicit dtype '<dtype: '{wanted.name}'>' don't match."
            self.refuse(RefusalKind.INITIALIZER, message)

    def call(self, request: GetterRequest) -> Value:
        """Call the custom getter, or the true one where there is none (or none that is known)."""
        custom_getter = request.custom_getter
        if custom_getter is None:
            return self.true_getter(request, **request.kwargs)
        if isinstance(custom_getter, Unknown):
            return self.true_getter(request, **{**request.kwargs, "reuse": ReuseMode.AUTO_REUSE})  # it may share what it has

        misfit = self.host.misfit(custom_getter, tuple(request.kwargs))
        if misfit is not None:
            self.variables.refuse(RefusalKind.OTHER, "TypeError", misfit)

        def true_getter(*args: Value, **kwargs: Value) -> Value:
            return self.true_getter(request, *args, **kwargs)

        return self.variables.outside(lambda: self.host.call_getter(custom_getter, true_getter, dict(request.kwargs)))

    # --- _VariableStore.get_variable ------------------------------------------------------------------------

    def true_getter(
        self,
        request: GetterRequest,
        name: Value,
        shape: Value = None,
        dtype: Value = MISSING,
        initializer: Value = None,
        regularizer: Value = None,
        reuse: Value = None,
        trainable: Value = None,
        collections: Value = None,
        caching_device: Value = None,
        partitioner: Value = None,
        validate_shape: Value = True,
        use_resource: Value = None,
        constraint: Value = None,
        synchronization: Value = None,
        aggregation: Value = None,
    ) -> Value:
        """`_true_getter`, what a custom getter gets as `getter`: finds or makes a variable, or all parts of a partitioned one.

        Raises:
            TFError: ValueError or TypeError, after the ERROR event.
        """
        del aggregation
        resolve = self.state.resolve
        full, shape, dtype = texts.as_text(resolve(name)), resolve(shape), resolve(dtype)
        values = (regularizer, trainable, collections, caching_device, validate_shape, use_resource, constraint, synchronization)
        arguments = dict(zip(_PASSED_ON, map(resolve, values), strict=True))
        element = dtypes.DTYPES["float32"] if dtype is MISSING or dtype is None else self.host.dtype(dtype)
        wanted = Wanted(request, full, shape, element, resolve(initializer), resolve(reuse), arguments)
        with self.variables.surrounding(), self.variables.refusing(self.asking(wanted)):
            return self._get(wanted, resolve(partitioner))

    def _get(self, wanted: Wanted, partitioner: Value) -> Value:
        """The body of `_true_getter`. A partitioner that is not known counts as none; a scalar is never partitioned."""
        if isinstance(partitioner, Unknown):
            partitioner = None
        if partitioner is not None and not (wanted.shape is not None and self.host.is_empty_sequence(wanted.shape)):
            if not self.host.is_callable(partitioner):
                self.refuse(RefusalKind.OTHER, f"Partitioner must be callable, but received: {self.host.text_of(partitioner)}")
            with self.graphs.name_scoped(None):
                return self.partitioned(wanted, partitioner)
        graph = self.graphs.default_graph()
        if wanted.reuse is True and partitioner is None and self.lookup(graph, "partitioned", wanted.name) is not None:
            return self.partitioned(wanted, None)
        if self.lookup(graph, "vars", join((wanted.name, "/part_0"))) is not None:
            message = (
                f"No partitioner was provided, but a partitioned version of the variable was found: {wanted.name}/part_0. "
                "Perhaps a variable of the same name was already created with partitioning?"
            )
            self.refuse(RefusalKind.OTHER, message)
        return self.single(wanted)
