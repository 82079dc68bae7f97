"""The variable store: what `get_variable` decides, shares, refuses and creates.

Flows in: the arguments of `get_variable` and the scope it is asked through. Flows out: variables, and the events
that say what became of each request. Mirrors `VariableScope.get_variable` and `_VariableStore` of ops/variable_scope.py.

Where something is not known, the answer is the one that does not raise:

- an unknown `reuse` gives `CREATE_OR_REUSE`, and the variable exists from then on;
- `reuse=True` for a name that is missing, but in a graph whose caller is not known, or where a name with holes may be the
  same, gives `REUSE` of an assumed variable;
- `AUTO_REUSE` for a missing name creates, also where the caller is not known (as on the first call), but gives
  `CREATE_OR_REUSE` where a name with holes may be the same;
- without reuse a name that may (but need not) exist is created.

Events of the last two kinds and of the first have `assumed` set.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, replace
from typing import Final

from scopelint.domain.names import Hole, SymStr, Text, join, may_equal
from scopelint.domain.state import State
from scopelint.domain.values import MISSING, Obj, Unknown, Value
from scopelint.tf import dtypes, shapes, texts
from scopelint.tf.graph import REGULARIZATION_LOSSES, Graphs
from scopelint.tf.host import Host, PartitionInfo
from scopelint.tf.objects import DType, Graph, PartitionedVariable, Shape, Tensor, Variable, VariableScope
from scopelint.tf.scopes import Scopes
from scopelint.tf.variable import (
    GLOROT,
    ZEROS,
    FromFunction,
    Making,
    NotGiven,
    Variables,
    unknown_dtype_of,
    unknown_shape_of,
)
from scopelint.trace import Outcome, RefusalKind, VariableEvent

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


@dataclass(frozen=True, slots=True)
class GetterRequest:
    """A `get_variable` that has come as far as the getter.

    `kwargs` are the arguments of the getter. `custom_getter` is to be called with them and with the true getter, if
    there is one (`WrappedGetter`, or a function of the analysed program).
    """

    api: str
    requested: Text
    custom_getter: Value
    kwargs: dict[str, Value]
    reuse_site: Value


@dataclass(frozen=True, slots=True)
class Wanted:
    """One variable, or one part of a partitioned one, that the true getter wants."""

    request: GetterRequest
    name: Text
    shape: Value
    dtype: DType | Unknown
    initializer: Value
    reuse: Value
    arguments: dict[str, Value]
    part: PartitionInfo | None = None


class Store:
    """`get_variable` for all graphs; the variables lie in each graph's own tables."""

    def __init__(self, state: State, graphs: Graphs, scopes: Scopes, variables: Variables, host: Host) -> None:
        self.state = state
        self.graphs = graphs
        self.scopes = scopes
        self.variables = variables
        self.host = host

    # --- VariableScope.get_variable -----------------------------------------------------------------------

    def get_variable(self, scope: VariableScope | None, name: Value, *, api: str = API, **arguments: Value) -> Value:
        """`scope.get_variable(store, name, ...)`; the current scope where `scope` is None.

        Returns a `Variable`, a `PartitionedVariable`, or whatever a custom getter returns.

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
        graph = self.graphs.default_graph()
        scope = scope or self.scopes.current(graph)
        name = self.state.resolve(name)
        fields = scope.fields

        def default(argument: str, field: str | None = None) -> Value:
            given = self.state.resolve(arguments.get(argument))
            return self.state.need(fields, field or argument) if given is None else given

        regularizer, caching_device = default("regularizer"), default("caching_device")
        partitioner, custom_getter = default("partitioner"), default("custom_getter")
        reuse, use_resource = default("reuse"), default("use_resource")
        prefix = self.scopes.name(scope)
        if not texts.is_text(name):
            message = f'can only concatenate str (not "{type(name).__name__}") to str'
            self.graphs.refuse(RefusalKind.INVALID_NAME, "TypeError", message, api)
        requested = texts.as_text(name)
        full = join((prefix, "/", requested)) if prefix != "" else requested
        request = GetterRequest(api, requested, custom_getter, {}, self.state.need(fields, "reuse_site"))
        dtype, initializer = self.state.resolve(arguments.get("dtype")), self.state.resolve(arguments.get("initializer"))
        with self.variables.surrounding(), self._refusing(request, full, None, None), self.graphs.name_scoped(None, graph):
            if dtype is not None and initializer is not None and not self.host.is_callable(initializer):
                self._check_initializer_dtype(initializer, self.host.dtype(dtype))
            if custom_getter is not None and not self.host.is_callable(custom_getter):
                message = f"Passed a custom_getter which is not callable: {self.host.text_of(custom_getter)}"
                self.variables.refuse(RefusalKind.OTHER, "ValueError", message)
            trainable = self.variables.trainable(
                Making(None, None, trainable=arguments.get("trainable"), synchronization=arguments.get("synchronization"))
            )
            validate = arguments.get("validate_shape", True)
            request.kwargs.update(
                name=full,
                shape=self.state.resolve(arguments.get("shape")),
                dtype=default("dtype"),
                initializer=default("initializer"),
                regularizer=regularizer,
                reuse=reuse,
                trainable=trainable,
                collections=self.state.resolve(arguments.get("collections")),
                caching_device=caching_device,
                partitioner=partitioner,
                validate_shape=validate,
                use_resource=use_resource,
                constraint=default("constraint"),
                synchronization=arguments.get("synchronization"),
                aggregation=arguments.get("aggregation"),
            )
            yield request

    def _check_initializer_dtype(self, initializer: Value, dtype: DType | Unknown) -> None:
        """A constant initializer becomes a tensor (a root op called `Const`) only to have its dtype compared."""
        found = self.variables.convert(initializer, None, None).dtype
        if isinstance(found, DType) and isinstance(dtype, DType) and found is not dtype:
            message = f"Initializer type '<dtype: '{found.name}'>' and explicit dtype '<dtype: '{dtype.name}'>' don't match."
            self.variables.refuse(RefusalKind.INITIALIZER, "ValueError", message)

    def call(self, request: GetterRequest) -> Value:
        """Call the custom getter, or the true one where there is none."""
        getter = request.custom_getter

        def true_getter(**kwargs: Value) -> Value:
            return self.true_getter(request, **kwargs)

        if getter is None:
            return true_getter(**request.kwargs)
        if isinstance(getter, Unknown):
            return true_getter(**request.kwargs)
        return self.variables.outside(lambda: self.host.call_getter(getter, true_getter, dict(request.kwargs)))

    # --- _VariableStore.get_variable, _true_getter ------------------------------------------------------------

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
        """What a custom getter gets as `getter`: finds or makes a variable, or all parts of a partitioned one.

        Raises:
            TFError: ValueError, after the ERROR event.
        """
        resolve = self.state.resolve
        full = texts.as_text(resolve(name))
        shape, dtype, initializer = resolve(shape), resolve(dtype), resolve(initializer)
        partitioner, reuse = resolve(partitioner), resolve(reuse)
        element = dtypes.DTYPES["float32"] if dtype is MISSING or dtype is None else self.host.dtype(dtype)
        arguments = {
            "regularizer": resolve(regularizer),
            "trainable": resolve(trainable),
            "collections": resolve(collections),
            "caching_device": resolve(caching_device),
            "validate_shape": resolve(validate_shape),
            "use_resource": resolve(use_resource),
            "constraint": resolve(constraint),
            "synchronization": resolve(synchronization),
        }
        wanted = Wanted(request, full, shape, element, initializer, reuse, arguments)
        with self.variables.surrounding(), self._refusing(request, full, shape, element, trainable):
            if partitioner is not None and not (shape is not None and self.host.is_empty_sequence(shape)):
                if not self.host.is_callable(partitioner):
                    message = f"Partitioner must be callable, but received: {self.host.text_of(partitioner)}"
                    self.variables.refuse(RefusalKind.OTHER, "ValueError", message)
                with self.graphs.name_scoped(None):
                    return self._partitioned(wanted, partitioner)
            graph = self.graphs.default_graph()
            if reuse is True and partitioner is None and self._lookup(graph, "partitioned", full) is not None:
                return self._partitioned(wanted, None)
            if self._lookup(graph, "vars", join((full, "/part_0"))) is not None:
                message = (
                    f"No partitioner was provided, but a partitioned version of the variable was found: {full}/part_0. "
                    "Perhaps a variable of the same name was already created with partitioning?"
                )
                self.variables.refuse(RefusalKind.OTHER, "ValueError", message)
            return self._single(wanted)

    # --- _VariableStore._get_single_variable --------------------------------------------------------------------

    def _single(self, wanted: Wanted) -> Variable:
        shape = None if wanted.shape is None else self.host.shape(wanted.shape)
        with self._refusing(wanted.request, wanted.name, wanted.shape, wanted.dtype, wanted.arguments["trainable"]):
            return self._decide(wanted, NotGiven() if wanted.shape is None else shape)

    def _decide(self, wanted: Wanted, shape: Shape | NotGiven) -> Variable:
        """Share, refuse or create: the order of the checks is TensorFlow's."""
        initializer, name, reuse = wanted.initializer, wanted.name, wanted.reuse
        constant = initializer is not None and not self._is_callable(initializer, shape)
        refuse = self.variables.refuse
        if constant and not isinstance(shape, NotGiven):
            refuse(RefusalKind.INITIALIZER, "ValueError", "If initializer is a constant, do not specify shape.")
        graph = self.graphs.default_graph()
        found = self._lookup(graph, "vars", name)
        if found is not None:
            assert isinstance(found, Variable)
            return self._share(wanted, shape, found)
        alias = self._may_exist(graph, name)
        if reuse is True:
            if graph.open or alias:
                return self._assume(wanted, shape)
            message = (
                f"Variable {name} does not exist, or was not created with tf.get_variable(). "
                "Did you mean to set reuse=tf.AUTO_REUSE in VarScope?"
            )
            refuse(RefusalKind.MISSING, "ValueError", message)
        unsure = isinstance(reuse, Unknown) or (alias and reuse is not False)
        return self._create(wanted, shape, constant, unsure=unsure, assumed=unsure or alias)

    def _share(self, wanted: Wanted, shape: Shape | NotGiven, found: Variable) -> Variable:
        name, reuse = wanted.name, wanted.reuse
        if reuse is False:
            message = f"Variable {name} already exists, disallowed. Did you mean to set reuse=True or reuse=tf.AUTO_REUSE in VarScope?"
            self.variables.refuse(RefusalKind.EXISTS, "ValueError", message)
        if not isinstance(shape, NotGiven) and shapes.compatible(shape, found.shape) is False:
            message = (
                f"Trying to share variable {name}, but specified shape {shapes.text(shape)} and found shape {shapes.text(found.shape)}."
            )
            self.variables.refuse(RefusalKind.SHAPE, "ValueError", message)
        if _differ(wanted.dtype, found.dtype):
            message = (
                f"Trying to share variable {name}, but specified dtype {_dtype_name(wanted.dtype)} "
                f"and found dtype {_stored_dtype_name(found)}."
            )
            self.variables.refuse(RefusalKind.DTYPE, "ValueError", message)
        unsure = isinstance(reuse, Unknown)
        self._tell(wanted, found, Outcome.CREATE_OR_REUSE if unsure else Outcome.REUSE, first=found.event, assumed=unsure)
        return found

    def _assume(self, wanted: Wanted, shape: Shape | NotGiven) -> Variable:
        """Reuse of a variable that somebody unknown has made: of the shape that is asked for, as others would not fit."""
        made = self._assumed(wanted, shape)
        made.event = self._tell(wanted, made, Outcome.REUSE, assumed=True)
        return made

    def _assumed(self, wanted: Wanted, shape: Shape | NotGiven) -> Variable:
        graph = self.graphs.default_graph()
        trainable = wanted.arguments["trainable"]
        made = Variable(
            unknown_shape_of(wanted.name) if isinstance(shape, NotGiven) else shape,
            wanted.dtype,
            wanted.name,
            trainable=True if trainable is None else trainable,
            store=True,
            graph=graph,
        )
        self._keep(graph, wanted.name, made)
        self.variables.collect(made, wanted.arguments["collections"])
        return made

    def _create(self, wanted: Wanted, shape: Shape | NotGiven, constant: bool, *, unsure: bool, assumed: bool) -> Variable:
        initializer, dtype, name = wanted.initializer, wanted.dtype, wanted.name
        refuse = self.variables.refuse
        if initializer is None:
            if isinstance(shape, NotGiven):
                message = f"Variable {name} did not get an initializer, so its `shape` argument must be specified."
                refuse(RefusalKind.NO_SHAPE, "ValueError", message)
            initializer = self._default_initializer(name, dtype)
        initial: Value = initializer
        variable_dtype: DType | Unknown | None = None
        if not constant:
            defined = False if isinstance(shape, NotGiven) else shapes.is_fully_defined(shape)
            if defined is not False:
                initial = FromFunction(initializer, _dims(shape), wanted.part)
                variable_dtype = dtype
            elif not isinstance(initializer, type(GLOROT)) and self.host.needs_no_arguments(initializer):
                initial = FromFunction(initializer, None)
            else:
                message = (
                    "The initializer passed is not valid. It should be a callable with no arguments and the shape should not be "
                    "provided or an instance of `tf.keras.initializers.*' and `shape` should be fully defined."
                )
                refuse(RefusalKind.INITIALIZER, "ValueError", message)
        arguments = wanted.arguments
        use_resource = arguments["use_resource"]
        making = Making(
            name,
            initial,
            variable_dtype,
            shape,
            arguments["trainable"],
            arguments["collections"],
            arguments["validate_shape"],
            self.variables.default_use_resource if use_resource is None else use_resource,
            arguments["caching_device"],
            arguments["constraint"],
            arguments["synchronization"],
        )
        made = self.variables.make(making)
        made.store = True
        graph = self.graphs.default_graph()
        self._keep(graph, name, made)
        taken = None if made.name == name or texts.ends_with_slash(name) or name == "" else name
        outcome = Outcome.CREATE_OR_REUSE if unsure else Outcome.CREATE
        made.event = self._tell(wanted, made, outcome, assumed=assumed, uniquified_from=taken)
        self._regularize(wanted, made)
        return made

    def _regularize(self, wanted: Wanted, made: Variable) -> None:
        """A regularizer is called twice: once to see whether it gives a loss, and again under `<name>/Regularizer/`."""
        regularizer = wanted.arguments["regularizer"]
        if regularizer is None:
            return
        loss = self.variables.outside(lambda: self.host.regularize(regularizer, made))
        if loss is not None:
            with self.graphs.name_scoped(join((wanted.name, "/Regularizer/"))):
                loss = self.variables.outside(lambda: self.host.regularize(regularizer, made))
            self.graphs.add_to_collection(REGULARIZATION_LOSSES, loss)

    def _default_initializer(self, name: Text, dtype: DType | Unknown) -> Value:
        """`_get_default_initializer`."""
        if isinstance(dtype, Unknown) or dtype.name in dtypes.FLOATING:
            return GLOROT
        if dtype.name in dtypes.INTEGER or dtype.name in ("bool", "string"):
            return ZEROS
        message = f"An initializer for variable {name} of <dtype: '{dtype.name}'> is required"
        self.variables.refuse(RefusalKind.INITIALIZER, "ValueError", message)

    def _is_callable(self, initializer: Value, shape: Shape | NotGiven) -> bool:
        """An unknown initializer is a callable where a shape is given, as TensorFlow demands."""
        if isinstance(initializer, Unknown):
            return not isinstance(shape, NotGiven)
        return isinstance(initializer, type(GLOROT)) or self.host.is_callable(initializer)

    # --- _VariableStore._get_partitioned_variable -----------------------------------------------------------------

    def _partitioned(self, wanted: Wanted, partitioner: Value) -> Value:
        """Share, refuse or create all parts. A partitioner whose result is not known makes one part, with a hole for its number."""
        name, reuse, dtype = wanted.name, wanted.reuse, wanted.dtype
        graph, refuse = self.graphs.default_graph(), self.variables.refuse
        initializer = wanted.initializer
        if self._lookup(graph, "vars", name) is not None:
            message = (
                f"A partitioner was provided, but an unpartitioned version of the variable was found: {name}.  "
                "Perhaps a variable of the same name was already created without partitioning?"
            )
            refuse(RefusalKind.EXISTS, "ValueError", message)
        shape = None if wanted.shape is None else self.host.shape(wanted.shape)
        if isinstance(initializer, Tensor):
            if shapes.compatible(shape, initializer.shape) is False:
                message = f"Shapes {shapes.text(shape)} and {shapes.text(initializer.shape)} are not compatible"
                refuse(RefusalKind.SHAPE, "ValueError", message)
            shape = shapes.merge(shape, initializer.shape)
        partitions: tuple[int, ...] | Unknown | None = None
        if partitioner is not None:
            partitions = self._partitions(partitioner, shape, dtype)
        found = self._lookup(graph, "partitioned", name)
        if found is not None:
            assert isinstance(found, PartitionedVariable)
            return self._share_parts(wanted, found, shape, partitions)
        if reuse is True and not graph.open:
            message = (
                f"PartitionedVariable {name} does not exist, or was not created with tf.get_variable(). "
                "Did you mean to set reuse=False or reuse=tf.AUTO_REUSE in VarScope?"
            )
            refuse(RefusalKind.MISSING, "ValueError", message)
        assert partitions is not None
        return self._create_parts(wanted, shape, partitions)

    def _partitions(self, partitioner: Value, shape: Shape, dtype: DType | Unknown) -> tuple[int, ...] | Unknown:
        """`_call_partitioner`."""
        refuse = self.variables.refuse
        defined = shapes.is_fully_defined(shape)
        if defined is False:
            message = f"Shape of a new partitioned variable must be fully defined, but instead was {shapes.text(shape)}."
            refuse(RefusalKind.NO_SHAPE, "ValueError", message)
        if isinstance(shape, Unknown):
            return Unknown(("partitions", shape.key), "N", "the shape is not known")
        assert shape is not None
        if len(shape) < 1:
            message = f"A partitioned Variable must have rank at least 1, shape: {shapes.text(shape)}"
            refuse(RefusalKind.SHAPE, "ValueError", message)
        if isinstance(defined, Unknown):
            return Unknown(("partitions", defined.key), "N", "the shape is not known")
        whole = _dims(shape)
        assert whole is not None
        slicing = self.variables.outside(lambda: self.host.partition(partitioner, whole, dtype))
        if isinstance(slicing, Unknown):
            return slicing
        text = self.host.text_of(slicing)
        if not isinstance(slicing, tuple):
            refuse(RefusalKind.OTHER, "ValueError", f"Partitioner must return a sequence, but saw: {text}")
        if len(slicing) != len(whole):
            message = f"Partitioner returned a partition list that does not match the Variable's rank: {text} vs. {shapes.text(shape)}"
            refuse(RefusalKind.OTHER, "ValueError", message)
        if any(isinstance(part, Unknown) for part in slicing):
            return Unknown(("partitions", self.state.fresh()), "N", "the partitioner's result is not known")
        if any(part < 1 for part in slicing):
            refuse(RefusalKind.OTHER, "ValueError", f"Partitioner returned zero partitions for some axes: {text}")
        if sum(part > 1 for part in slicing) > 1:
            message = f"Can only slice a variable along one dimension: shape: {shapes.text(shape)}, partitioning: {text}"
            refuse(RefusalKind.OTHER, "ValueError", message)
        return slicing

    def _share_parts(
        self, wanted: Wanted, found: PartitionedVariable, shape: Shape, partitions: tuple[int, ...] | Unknown | None
    ) -> PartitionedVariable:
        name, refuse = wanted.name, self.variables.refuse
        trying = f"Trying to reuse partitioned variable {name}, but specified"
        if wanted.reuse is False:
            message = (
                f"Partitioned variable with name {name} already exists. Did you mean to set reuse=True or reuse=tf.AUTO_REUSE in VarScope?"
            )
            refuse(RefusalKind.EXISTS, "ValueError", message)
        if shapes.compatible(shape, found.shape) is False:
            message = f"{trying} shape {shapes.text(shape)} and found shape {shapes.text(found.shape)}."
            refuse(RefusalKind.SHAPE, "ValueError", message)
        if _differ(wanted.dtype, found.dtype):
            message = f"{trying} dtype {_dtype_name(wanted.dtype)} and found dtype {_dtype_name(found.dtype)}."
            refuse(RefusalKind.DTYPE, "ValueError", message)
        before = self.state.need(found.fields, "partitions")
        if isinstance(partitions, tuple) and isinstance(before, tuple) and partitions != before:
            message = f"{trying} partitions {list(partitions)} and found partitions {list(before)}."
            refuse(RefusalKind.OTHER, "ValueError", message)
        unsure = isinstance(wanted.reuse, Unknown)
        for part in found.parts:
            self._tell(wanted, part, Outcome.CREATE_OR_REUSE if unsure else Outcome.REUSE, first=part.event, assumed=unsure)
        return found

    def _create_parts(self, wanted: Wanted, shape: Shape, partitions: tuple[int, ...] | Unknown) -> PartitionedVariable:
        """The second half of `_get_partitioned_variable`; each part is a variable of its own in the store."""
        name, graph = wanted.name, self.graphs.default_graph()
        initializer, dtype = wanted.initializer, wanted.dtype
        parts: list[Variable] = []
        if isinstance(partitions, Unknown) or not isinstance(shape, tuple):
            number = Hole(("part", name, self.state.fresh()), "i", r"\d+")
            part_shape = unknown_shape_of(join((name, "/part_", number)))
            parts.append(self._single(replace(wanted, name=join((name, "/part_", number)), shape=part_shape)))
        else:
            whole = _dims(shape)
            assert whole is not None
            axis, count = next(((i, n) for i, n in enumerate(partitions) if n > 1), (0, 1))
            self._check_parts(graph, name, count)
            for index, (offset, part_shape) in enumerate(_slices(whole, count, axis)):
                full = join((name, f"/part_{index}"))
                given: Value = part_shape
                info = self._part(whole, offset)
                with self.graphs.name_scoped(join((full, "/PartitionedInitializer")), graph):
                    initializer_part = initializer
                    if initializer is None:
                        initializer_part = self._default_initializer(name, dtype)
                    elif not self._is_callable(initializer, part_shape):
                        is_tensor = isinstance(initializer, Tensor)
                        value = initializer if is_tensor else self.variables.convert(initializer, dtype, None)
                        initializer_part = self._slice(value, part_shape)
                        dtype = value.dtype if is_tensor else dtype
                        given = None
                piece = replace(wanted, name=full, shape=given, dtype=dtype, initializer=initializer_part, part=info)
                with self.graphs.name_scoped(None):
                    variable = self._single(piece)
                variable.save_slice = (name, whole, offset)
                parts.append(variable)
        made = PartitionedVariable(name, shape, dtype, tuple(parts))
        made.fields["partitions"] = partitions
        self.state.set(_fields(graph, "partitioned"), name, made)
        return made

    def _part(self, whole: tuple[int, ...], offset: tuple[int, ...]) -> PartitionInfo:
        """`_PartitionInfo.__init__`: more parts than rows is an error, but only when it comes to the first empty part."""
        for start, size in zip(offset, whole, strict=True):
            if start >= size:
                message = (
                    f"Expected 0 <= offset < shape but found offset={start}, shape={size} "
                    f"for var_offset={list(offset)}, full_shape={list(whole)}"
                )
                self.variables.refuse(RefusalKind.SHAPE, "ValueError", message)
        return PartitionInfo(whole, offset)

    def _check_parts(self, graph: Graph, name: Text, count: int) -> None:
        """Parts in the store without their whole come from requests for `<name>/part_<i>` by name."""

        def stored(index: int) -> bool:
            return self._lookup(graph, "vars", join((name, f"/part_{index}"))) is not None

        if not stored(0):
            return
        different = (
            "Partitioner returned a different partitioning than what was already found.  "
            f"Partitioner returned {count} shards, and shard {name}/part_0 was found, but"
        )
        if not stored(count - 1):
            self.variables.refuse(RefusalKind.OTHER, "ValueError", f"{different} {name}/part_{count - 1} was not.")
        if stored(count):
            self.variables.refuse(RefusalKind.OTHER, "ValueError", f"{different} so was the extra shard {name}/part_{count}.")

    def _slice(self, whole: Tensor, shape: tuple[int, ...]) -> Tensor:
        """`array_ops.slice` with constant begin and size: three ops."""
        if isinstance(whole.shape, tuple) and len(whole.shape) != len(shape):
            with self.graphs.name_scoped("Slice") as scope:
                for name in ("begin", "size"):
                    self.graphs.take_op(name, "Const")
                op = texts.without_last(scope)
            message = f"Shape must be rank {len(shape)} but is rank {len(whole.shape)} for '{{{{node {op}}}}}"
            self.variables.refuse(RefusalKind.SHAPE, "ValueError", message)
        with self.graphs.name_scoped("Slice") as scope:
            for name in ("begin", "size"):
                self.graphs.take_op(name, "Const")
            full = self.graphs.take_op(scope, "Slice")
        return Tensor(shape, whole.dtype, full, graph=self.graphs.default_graph())

    # --- the tables -----------------------------------------------------------------------------------------------

    def _lookup(self, graph: Graph, table: str, name: Text) -> Value:
        found = self.state.need(_fields(graph, table), name, MISSING)
        return None if found is MISSING else found

    def _keep(self, graph: Graph, name: Text, made: Variable) -> None:
        self.state.set(_fields(graph, "vars"), name, made)
        if isinstance(name, SymStr):
            self.state.set(_fields(graph, "symbolic"), name, True)

    def _may_exist(self, graph: Graph, name: Text) -> bool:
        """Whether another name in the store may be this one at run time."""
        others = _fields(graph, "vars" if isinstance(name, SymStr) else "symbolic")
        return any(may_equal(name, other) and self.state.get(others, other, MISSING) is not MISSING for other in others)

    # --- events -----------------------------------------------------------------------------------------------------

    def _tell(
        self,
        wanted: Wanted,
        variable: Variable,
        outcome: Outcome,
        *,
        first: VariableEvent | None = None,
        assumed: bool = False,
        uniquified_from: Text | None = None,
    ) -> VariableEvent:
        request = wanted.request
        return self.variables.event(
            variable,
            outcome,
            request.api,
            requested=request.requested,
            first=first,
            assumed=assumed,
            uniquified_from=uniquified_from,
            reuse_site=request.reuse_site,
        )

    def _refusing(
        self,
        request: GetterRequest,
        name: Text,
        shape: Value,
        dtype: DType | Unknown | None,
        trainable: Value = None,
    ) -> AbstractContextManager[None]:
        dims: Shape = None if shape is None else self.host.shape(shape)
        graph = self.graphs.default_graph()

        def recover(event: VariableEvent) -> Value:
            whole = self._lookup(graph, "partitioned", name)
            found = whole or self._lookup(graph, "vars", name)
            if found is not None:
                return found
            arguments = {"trainable": trainable, "collections": None}
            wanted = Wanted(request, name, shape, dtype or unknown_dtype_of(name), None, None, arguments)
            made = self._assumed(wanted, NotGiven() if shape is None else dims)
            made.event = event
            return made

        found = _fields(graph, "vars").get(name)
        return self.variables.refusing(
            request.api,
            name,
            request.requested,
            store=True,
            recover=recover,
            shape=dims,
            dtype=dtype,
            trainable=trainable,
            first=found.event if isinstance(found, Variable) else None,
            reuse_site=request.reuse_site,
        )


def _fields(graph: Graph, table: str) -> dict[Text, Value]:
    found = graph.fields[table]
    assert isinstance(found, Obj)
    return found.fields


def _dims(shape: Shape | NotGiven) -> tuple[int, ...] | None:
    return shape if isinstance(shape, tuple) else None  # type: ignore[return-value]


def _slices(shape: tuple[int, ...], count: int, axis: int) -> Iterator[tuple[tuple[int, ...], tuple[int, ...]]]:
    """`_iter_slices`: offset and shape of each part; the first ones get what does not divide."""
    size, excess = divmod(shape[axis], count)
    offset = 0
    for index in range(count):
        length = size + (index < excess)
        before, after = shape[:axis], shape[axis + 1 :]
        yield (*(0 for _ in before), offset, *(0 for _ in after)), (*before, length, *after)
        offset += length


def _differ(left: DType | Unknown, right: DType | Unknown) -> bool:
    return isinstance(left, DType) and isinstance(right, DType) and left is not right


def _dtype_name(dtype: DType | Unknown) -> str:
    return dtype.text if isinstance(dtype, Unknown) else dtype.name


def _stored_dtype_name(variable: Variable) -> str:
    """The dtype of a ref variable is a ref type."""
    return _dtype_name(variable.dtype) + ("" if "resource" in variable.fields else "_ref")
