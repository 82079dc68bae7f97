"""One stored variable: shared, refused, assumed or created.

Flows in: what the true getter wants. Flows out: variables and their events. Mirrors `_VariableStore._get_single_variable`
of ops/variable_scope.py. Must not import store.

Where something is not known, the answer is the one that does not raise:

- an unknown `reuse` gives `CREATE_OR_REUSE`, and the variable exists from then on;
- `reuse=True` for a name that is missing, but in a graph whose caller is not known, or where a name with holes may be the
  same, gives `REUSE` of an assumed variable;
- `AUTO_REUSE` for a missing name creates, also where the caller is not known (as on the first call), but gives
  `CREATE_OR_REUSE` where a name with holes may be the same;
- without reuse a name that may (but need not) exist is created.

Events have `assumed` set where the outcome rests on one of these.
"""

from __future__ import annotations

from typing import Final, NamedTuple, NoReturn

import msgspec

from scopelint.domain.names import SymStr, Text, join, may_equal
from scopelint.domain.state import State
from scopelint.domain.values import MISSING, Choice, Table, Unknown, Value
from scopelint.tf import dtypes, shapes, strangers, texts
from scopelint.tf.graph import REGULARIZATION_LOSSES, Graphs
from scopelint.tf.graph_stack import table
from scopelint.tf.host import Host, PartitionInfo
from scopelint.tf.initial import GLOROT, ZEROS, DefaultInitializer, FromFunction
from scopelint.tf.objects import DType, Graph, PartitionedVariable, Shape, Variable
from scopelint.tf.requests import Asking, unknown_dtype_of, unknown_shape_of
from scopelint.tf.scopes import reuse_text
from scopelint.tf.variable import Making, NotGiven, Variables
from scopelint.trace import Ignored, Outcome, RefusalKind, VariableEvent


class Settings(NamedTuple):
    """What only the request that makes a variable decides; None is what was not asked for."""

    initializer: Value
    regularizer: Value
    trainable: Value


class Made(NamedTuple):
    """What the request that made a variable asked for, and what its scope gives to requests that do not say."""

    settings: Settings
    inherited: Settings


class GetterRequest(msgspec.Struct, frozen=True):
    """A `get_variable` that has come as far as the getter.

    `inherited` is what the scope gives to requests that do not say. `trainable_given`: whether the program said anything about that.
    `reuse_in_vain`: whether it asks for reuse=True while execution is eager.

    `kwargs` are the arguments of the getter. `custom_getter` is to be called with them and with the true getter, if
    there is one (`WrappedGetter`, or a function of the analysed program).
    """

    api: str
    requested: Text
    custom_getter: Value
    kwargs: dict[str, Value]
    reuse_site: Value
    inherited: Settings
    trainable_given: bool = False
    reuse_in_vain: bool = False


class Wanted(msgspec.Struct, frozen=True):
    """One variable, or one part of a partitioned one, that the true getter wants.

    `arguments` are those that are only passed on.
    """

    request: GetterRequest
    name: Text
    shape: Value
    dtype: DType | Unknown
    initializer: Value
    reuse: Value
    arguments: dict[str, Value]
    part: PartitionInfo | None = None


_BY_DEFAULT: Final = {"trainable": True}
"""What is meant by a setting that is not asked for, where that is something."""


class SingleVariables:
    """Stored variables, one at a time; they lie in each graph's table "vars"."""

    def __init__(self, state: State, graphs: Graphs, variables: Variables, host: Host) -> None:
        self.state = state
        self.graphs = graphs
        self.variables = variables
        self.host = host

    def single(self, wanted: Wanted) -> Variable:
        """Share, refuse or create: the order of the checks is TensorFlow's.

        Raises:
            TFError: ValueError or TypeError, after the ERROR event.
        """
        shape = NotGiven() if wanted.shape is None else self.host.shape(wanted.shape)
        with self.variables.refusing(self.asking(wanted)):
            constant = wanted.initializer is not None and not self.is_callable(wanted.initializer, wanted.shape)
            if constant and not isinstance(shape, NotGiven):
                self.refuse(RefusalKind.INITIALIZER, "If initializer is a constant, do not specify shape.")
            if isinstance(wanted.dtype, Unknown) and (wrong := dtypes.refused(wanted.dtype)) is not None:
                self.refuse(RefusalKind.DTYPE, wrong, "TypeError")
            if wanted.shape is not None and (misfit := self.host.no_sizes(wanted.shape)) is not None:
                self.refuse(RefusalKind.NO_SIZE, misfit[1], misfit[0])
            for size in shape if isinstance(shape, tuple) else ():
                if isinstance(size, int) and size < 0:
                    self.refuse(RefusalKind.NO_SIZE, f"Dimension {size} must be >= 0")
            graph = self.graphs.default_graph()
            found = self.lookup(graph, "vars", wanted.name)
            if isinstance(found, Variable):
                return self._share(wanted, shape, found)
            # What too many paths have made in too many ways is not known any more: it may exist.
            alias = found is not None or self._may_exist(graph, wanted.name)
            if wanted.reuse is True:
                unseen = graph.open or strangers.may_have_made(self.state, graph, wanted.name)
                if alias or (unseen and not self._named_after_new(graph, wanted.name) and not self._may_be_missed(graph, wanted.name)):
                    return self._assume(wanted, shape, known=alias)
                if self._made_by_strangers(graph, wanted.name):
                    return self._assume(wanted, shape)
                message = (
                    f"Variable {wanted.name} does not exist, or was not created with tf.get_variable(). "
                    "Did you mean to set reuse=tf.AUTO_REUSE in VarScope?"
                )
                self.refuse(RefusalKind.MISSING, message)
            if graph.open and wanted.reuse is False and self._made_by_caller(wanted.name):
                self.refuse(RefusalKind.EXISTS, _exists(wanted.name))
            if graph.open and wanted.initializer is None and isinstance(shape, NotGiven) and not self._made_beside(graph, wanted.name):
                return self._assume(wanted, shape)  # a look-up: only a caller who has reuse on can ask for it so
            unsure = isinstance(wanted.reuse, Unknown) or (alias and wanted.reuse is not False)
            return self._create(wanted, shape, Outcome.CREATE_OR_REUSE if unsure else Outcome.CREATE, assumed=unsure or alias)

    def _made_by_caller(self, name: Text) -> bool:
        """Whether an unknown caller has made a variable before; asked only where the program is prepared for both, or has been."""
        key = ("made by the caller", name)
        if not self.host.catches("ValueError"):
            supposed = self.state.conditions.known(key)
            return supposed is not None and self.state.conditions.implies(self.state.path, supposed)
        return self.state.decide(self.state.suppose(key))

    def _may_be_missed(self, graph: Graph, name: Text) -> bool:
        """Whether an unknown caller has not made a variable that is shared; the program goes on then only where it is prepared for that."""
        return graph.open and self.host.catches("ValueError") and not self._made_by_caller(name)

    def _made_by_strangers(self, graph: Graph, name: Text) -> bool:
        """Whether code that was called without tensors, and in no scope, is supposed to have made a variable: the class of a model may."""
        if not strangers.were_in_no_scope(self.state, graph) or self._named_after_new(graph, name):
            return False
        return self.state.decide(self.state.suppose(("made by strangers", name)))

    def _named_after_new(self, graph: Graph, name: Text) -> bool:
        """Whether a name contains that of a variable that was made just now, as a slot's does: then nobody can have made it before."""
        if not isinstance(name, str):
            return False
        padded = f"/{name}"
        made = (self.lookup(graph, "vars", known) for known in list(self.stored(graph, "vars")) if f"/{known}/" in padded)
        return any(isinstance(v, Variable) and v.event is not None and v.event.outcome is Outcome.CREATE for v in made)

    def _made_beside(self, graph: Graph, name: Text) -> bool:
        """Whether variables are made in the scope of one that is asked for: then its reuse, the caller's, is off."""
        if not isinstance(name, str):
            return False
        scope = name.rpartition("/")[0]
        beside = (self.lookup(graph, "vars", other) for other in list(self.stored(graph, "vars")) if _scope_of(other) == scope)
        return any(isinstance(v, Variable) and v.event is not None and v.event.outcome is Outcome.CREATE for v in beside)

    # --- existing variables -----------------------------------------------------------------------------

    def _share(self, wanted: Wanted, shape: Shape | NotGiven, found: Variable) -> Variable:
        name, reuse = wanted.name, wanted.reuse
        if reuse is False:
            self.refuse(RefusalKind.EXISTS, _exists(name))
        if not isinstance(shape, NotGiven) and shapes.compatible(shape, found.shape) is False:
            texts_ = f"specified shape {shapes.text(shape)} and found shape {shapes.text(found.shape)}"
            self.refuse(RefusalKind.SHAPE, f"Trying to share variable {name}, but {texts_}.")
        if differ(wanted.dtype, found.dtype):
            # The dtype of a ref variable is a ref type.
            stored = dtype_name(found.dtype) + ("" if "resource" in found.fields else "_ref")
            texts_ = f"specified dtype {dtype_name(wanted.dtype)} and found dtype {stored}"
            self.refuse(RefusalKind.DTYPE, f"Trying to share variable {name}, but {texts_}.")
        self.tell_shared(wanted, found)
        return found

    def tell_shared(self, wanted: Wanted, found: Variable) -> None:
        unsure = isinstance(wanted.reuse, Unknown)
        outcome = Outcome.CREATE_OR_REUSE if unsure else Outcome.REUSE
        ignored = self._ignored(wanted, found.asked) if found.asked is not None else ()
        self.variables.tell(found, outcome, self.asking(wanted), first=found.event, assumed=unsure, ignored=ignored)

    def _ignored(self, wanted: Wanted, made: Made) -> tuple[Ignored, ...]:
        """The settings that a request which shares gives in vain.

        Not to give one, or to ask for a frozen variable, contradicts nothing; nor does what the scope gives to all, if the request that
        made the variable had that from its scope, too, and said otherwise.
        """
        ours, inherited = _settings(wanted), wanted.request.inherited
        if ours == made.settings:
            return ()
        differ, text = self.host.settings_differ, self.host.text_of_setting

        def is_for_all(mine: Value, now: Value, then: Value) -> bool:
            return mine is now and then is not None and not differ(now, then)

        return tuple(
            Ignored(setting, text(mine), text(kept))
            for setting, mine, kept, now, then in zip(Settings._fields, ours, made.settings, inherited, made.inherited, strict=True)
            if mine is not None and not is_for_all(mine, now, then) and differ(mine, _BY_DEFAULT.get(setting) if kept is None else kept)
        )

    def _assume(self, wanted: Wanted, shape: Shape | NotGiven, *, known: bool = False) -> Variable:
        """Reuse of a variable that somebody unknown has made: of the shape that is asked for, as others would not fit.

        known: that it may be one of those which the graph has, under a name with other holes: then the collections have it already.
        """
        made = self.assumed(wanted, shape, collected=not known)
        made.event = self.variables.tell(made, Outcome.REUSE, self.asking(wanted), assumed=True)
        return made

    def assumed(self, wanted: Wanted, shape: Shape | NotGiven, *, collected: bool = True) -> Variable:
        """A variable that is taken to exist; it takes no op names."""
        made = self._stand_in(wanted, shape)
        self.keep(self.graphs.default_graph(), wanted.name, made)
        if collected:
            self.variables.collect(made, wanted.arguments.get("collections"))
        return made

    def _stand_in(self, wanted: Wanted, shape: Shape | NotGiven) -> Variable:
        """A variable such as is asked for, which the graph knows nothing of."""
        trainable = wanted.arguments.get("trainable")
        return Variable(
            unknown_shape_of(wanted.name) if isinstance(shape, NotGiven) else shape,
            wanted.dtype,
            wanted.name,
            trainable=trainable if isinstance(trainable, (bool, Unknown)) else True,
            store=True,
            graph=self.graphs.default_graph(),
        )

    # --- new variables ---------------------------------------------------------------------------------------

    def _create(self, wanted: Wanted, shape: Shape | NotGiven, outcome: Outcome, *, assumed: bool) -> Variable:
        name, arguments = wanted.name, wanted.arguments
        initial, dtype = self._initial(wanted, shape)
        use_resource = arguments["use_resource"]
        making = Making(
            name,
            initial,
            dtype,
            shape,
            arguments["trainable"],
            arguments["collections"],
            arguments["validate_shape"],
            self.variables.default_use_resource if use_resource is None else use_resource,
            arguments["caching_device"],
            arguments["constraint"],
            arguments["synchronization"],
        )

        def told(made: Variable, *, anew: bool = True) -> None:
            made.store = True
            taken = None if name in ("", made.name) or texts.ends_with_slash(name) or not anew else name
            made.event = self.variables.tell(made, outcome, self.asking(wanted), assumed=assumed, uniquified_from=taken)
            created.append(made)

        created: list[Variable] = []
        made = self.variables.make(making, told)
        if made not in created:  # a creator answered with one of its own
            told(made, anew=False)
        made.asked = Made(_settings(wanted), wanted.request.inherited)
        self.keep(self.graphs.default_graph(), name, made)
        self._regularize(wanted, made)
        return made

    def _initial(self, wanted: Wanted, shape: Shape | NotGiven) -> tuple[Value, DType | Unknown | None]:
        """The initial value, and the dtype that it is converted to.

        An initializer is called with the shape where that is fully defined, otherwise without arguments if it needs none. A
        constant, and what a call without arguments gives, keeps its own dtype.
        """
        initializer = wanted.initializer
        if initializer is None:
            if isinstance(shape, NotGiven):
                message = f"Variable {wanted.name} did not get an initializer, so its `shape` argument must be specified."
                self.refuse(RefusalKind.NO_SHAPE, message)
            initializer = self.default_initializer(wanted.name, wanted.dtype)
        elif not self.is_callable(initializer, wanted.shape):
            return initializer, None
        initializer = self.host.instance_of(initializer)
        if not isinstance(shape, NotGiven) and shape is not None and shapes.is_fully_defined(shape) is not False:
            return FromFunction(initializer, shape, wanted.part), wanted.dtype
        if isinstance(initializer, DefaultInitializer) or not self.host.needs_no_arguments(initializer):
            message = (
                "The initializer passed is not valid. It should be a callable with no arguments and the shape should not be "
                "provided or an instance of `tf.keras.initializers.*' and `shape` should be fully defined."
            )
            self.refuse(RefusalKind.INITIALIZER, message)
        return FromFunction(initializer, None), None

    def default_initializer(self, name: Text, dtype: DType | Unknown) -> DefaultInitializer:
        """`_get_default_initializer`."""
        if isinstance(dtype, Unknown) or dtype.name in dtypes.FLOATING:
            return GLOROT
        if dtype.name not in dtypes.INTEGER and dtype.name not in ("bool", "string"):
            message = f"An initializer for variable {name} of <dtype: '{dtype.name}'> is required"
            self.refuse(RefusalKind.INITIALIZER, message)
        return ZEROS

    def is_callable(self, initializer: Value, shape: Value) -> bool:
        """`callable(initializer)`; an unknown one is callable where a shape is given, as TensorFlow demands."""
        if isinstance(initializer, Unknown):
            return shape is not None
        return isinstance(initializer, DefaultInitializer) or self.host.is_callable(initializer)

    def _regularize(self, wanted: Wanted, made: Variable) -> None:
        """A regularizer is called twice: once to see whether it gives a loss, and again under `<name>/Regularizer/`."""
        regularizer = wanted.arguments["regularizer"]
        if isinstance(regularizer, Unknown) or not self.host.truth(regularizer):
            return
        if not isinstance(made.dtype, Unknown) and made.dtype.name in dtypes.INTEGER and self.host.demands_floats(regularizer):
            self.refuse(RefusalKind.DTYPE, f"Expected {made.dtype.name}, but got a scale of type 'float'.", "TypeError")
        loss = self.variables.outside(lambda: self.host.regularize(regularizer, made))
        if loss is not None:
            with self.graphs.name_scoped(join((wanted.name, "/Regularizer/"))):
                loss = self.variables.outside(lambda: self.host.regularize(regularizer, made))
            self.graphs.add_to_collection(REGULARIZATION_LOSSES, loss)

    # --- tables and events --------------------------------------------------------------------------------------

    def lookup(self, graph: Graph, kind: str, name: Text) -> Value:
        """What is stored under a name, or None."""
        found = self.state.need(self.stored(graph, kind), name, MISSING)
        return None if found is MISSING else found

    def keep(self, graph: Graph, name: Text, made: Variable) -> None:
        """Put a variable into the store. Eager execution keeps none by itself: each request makes a new variable."""
        if self.graphs.executing_eagerly() and self.graphs.eager_store() is None:
            return
        self.state.set(self.stored(graph, "vars"), name, made)
        if isinstance(name, SymStr):
            self.state.set(self.stored(graph, "symbolic"), name, True)

    def stored(self, graph: Graph, kind: str) -> Table:
        """A table of the store: the graph's, or that of an `EagerVariableStore`."""
        return table(self.graphs.eager_store() or graph, kind)

    def _may_exist(self, graph: Graph, name: Text) -> bool:
        """Whether another name in the store may be this one at run time."""
        others = self.stored(graph, "vars" if isinstance(name, SymStr) else "symbolic")
        return any(
            texts.starts_may_meet(name, other) and may_equal(name, other) and self.state.get(others, other, MISSING) is not MISSING
            for other in others
        )

    def refuse(self, kind: RefusalKind, message: str, exception: str = "ValueError") -> NoReturn:
        self.variables.refuse(kind, exception, message)

    def asking(self, wanted: Wanted) -> Asking:
        """What events tell of a request."""
        graph, request, name = self.graphs.default_graph(), wanted.request, wanted.name
        stored = self.stored(graph, "vars").get(name)
        if stored is None:
            whole = self.stored(graph, "partitioned").get(name)
            stored = whole.parts[0] if isinstance(whole, PartitionedVariable) and whole.parts else None

        def recover(event: VariableEvent) -> Value:
            """What is found, unless another shape was asked for: nothing that comes then follows from the mistake."""
            found = self.lookup(graph, "partitioned", name)
            found = self.lookup(graph, "vars", name) if found is None else found
            shape = NotGiven() if wanted.shape is None else self.host.shape(wanted.shape)
            unlike = isinstance(found, Variable) and not isinstance(shape, NotGiven) and shapes.compatible(found.shape, shape) is False
            if found is None or unlike:
                found = self._stand_in(wanted, shape) if unlike else self.assumed(wanted, shape)
                found.event = event
            return found

        return Asking(
            request.api,
            name,
            request.requested,
            store=True,
            recover=recover,
            shape=None if wanted.shape is None else self.host.shape(wanted.shape),
            dtype=wanted.dtype,
            trainable=wanted.arguments.get("trainable"),
            first=_maker(stored),
            reuse_site=request.reuse_site,
            reuse=reuse_text(request.reuse_in_vain or wanted.reuse),
        )


def _maker(stored: Value) -> VariableEvent | None:
    """The event that made what is stored; where that depends on the path, one of them."""
    alternatives = [value for _, value in stored.alternatives] if type(stored) is Choice else [stored]
    return next((value.event for value in alternatives if isinstance(value, Variable)), None)


def _settings(wanted: Wanted) -> Settings:
    arguments = wanted.arguments
    trainable = arguments.get("trainable") if wanted.request.trainable_given else None
    return Settings(wanted.initializer, arguments.get("regularizer"), trainable)


def bare(request: GetterRequest, name: Text) -> Wanted:
    """A request of which no more than the name is known yet."""
    return Wanted(request, name, None, unknown_dtype_of(name), None, None, {})


def differ(left: DType | Unknown, right: DType | Unknown) -> bool:
    """Whether two dtypes are certainly not compatible."""
    return isinstance(left, DType) and isinstance(right, DType) and left is not right


def dtype_name(dtype: DType | Unknown) -> str:
    return dtype.text if isinstance(dtype, Unknown) else dtype.name


def _scope_of(name: Text) -> str | None:
    """The scope in which a variable lies; None where its name is not known."""
    return name.rpartition("/")[0] if isinstance(name, str) else None


def _exists(name: Text) -> str:
    return f"Variable {name} already exists, disallowed. Did you mean to set reuse=True or reuse=tf.AUTO_REUSE in VarScope?"
