"""Graphs as a whole: the default graph, names, name scopes and collections.

Flows in: values that the program puts into collections. Flows out: what a collection holds. Mirrors
`Graph.add_to_collection`, `get_collection` ... of framework/ops.py. Must not import scopes or store.
"""

from __future__ import annotations

from operator import is_
from typing import Final, NamedTuple

from scopelint.domain.conditions import Condition
from scopelint.domain.names import Text, join
from scopelint.domain.values import MISSING, Obj, Unknown, Value
from scopelint.tf import texts
from scopelint.tf.graph_stack import Run, table
from scopelint.tf.name_scopes import NameScope, NameScopes
from scopelint.tf.objects import Graph, Operation, PartitionedVariable, Tensor, Variable, VariableScope

GLOBAL_VARIABLES: Final = "variables"
TRAINABLE_VARIABLES: Final = "trainable_variables"
LOCAL_VARIABLES: Final = "local_variables"
MODEL_VARIABLES: Final = "model_variables"
REGULARIZATION_LOSSES: Final = "regularization_losses"


class Graphs(NameScopes):
    """All graphs of one analysed program."""

    def joined(self, variable: PartitionedVariable) -> Tensor:
        """`PartitionedVariable.as_tensor`: what a partitioned variable becomes, each time, where a tensor is wanted."""
        made = whole(variable)
        self.join_parts(made, variable)
        return made

    def join_parts(self, made: Tensor, variable: PartitionedVariable) -> None:
        """Make the op behind a `whole`: it is called by the variable's own full name, which nothing has taken before."""
        made.graph = self.default_graph()
        if isinstance(variable.name, Unknown):
            return
        if len(variable.parts) > 1:
            with self.name_scoped(join((variable.name, "/ConcatPartitions/"))):
                self.take_op(None, "concat")
        with self.name_scoped(None):
            made.name = self.take_op(variable.name, "Identity")

    def add_to_collection(self, name: Value, value: Value, *, graph: Graph | None = None) -> None:
        """`Graph.add_to_collection`. Each element has a location of its own, so that adding needs no decision."""
        self._add(self._collection(graph or self.default_graph(), name), value)

    def add_new_to_collection(self, name: Value, value: Value) -> None:
        """Add to the default graph's collection what it does not have yet; as fast for the last element as for the first."""
        collection = self._collection(self.default_graph(), name)
        if not any(self.state.need(collection.fields, key) is value for key in collection.places.get(id(value), ())):
            self._add(collection, value)

    def _add(self, collection: _Collection, value: Value) -> None:
        place = self.state.fresh()
        collection.places.setdefault(id(value), []).append(place)
        self.state.set(collection.fields, place, value)

    def get_collection(self, name: Value, scope: Value = None, *, graph: Graph | None = None) -> tuple[Value, ...]:
        """`Graph.get_collection`: with `scope`, those whose name `re.match`es it (a name that may match does).

        A variable's and a tensor's name ends in its output (`a/w:0`).
        """
        values = self._elements(self._collection(graph or self.default_graph(), name))
        present = [v for v in values if v is not MISSING]
        pattern = self.state.resolve(scope)
        if pattern is None or isinstance(pattern, Unknown):
            return tuple(present)
        return tuple(v for v in present if (own := name_of(v)) is not None and texts.may_match(pattern, own))

    def _elements(self, collection: _Collection) -> list[Value]:
        """What lies in a collection on the current path, place by place, `MISSING` among it.

        A question that forks is asked again on either side, and again as long as there are places that depend on the path: what was
        found out about a place on a path holds on any narrower one.

        Raises:
            Fork: that depends on the path.
        """
        fields, path, known = collection.fields, self.state.path, collection.known
        keys = sorted(fields)
        held = [fields[key] for key in keys]
        while known:
            decided = known[-1]
            as_then = len(decided.values) <= len(held) and all(map(is_, decided.held, held))
            if as_then and self.state.conditions.implies(path, decided.path):
                break
            known.pop()
        values = list(known[-1].values) if known else []
        try:
            for key in keys[len(values) :]:
                values.append(self.state.need(fields, key))
        finally:
            if not known or len(values) > len(known[-1].values):
                known.append(_Decided(path, held[: len(values)], values))
        return values

    def set_collection(self, name: Value, values: tuple[Value, ...], *, graph: Graph | None = None) -> None:
        """Make a collection hold exactly `values`: for a program that clears one, or writes to `get_collection_ref`."""
        collection = self._collection(graph or self.default_graph(), name)
        for key in sorted(collection.fields):
            self.state.delete(collection.fields, key)
        for value in values:
            self._add(collection, value)

    def collected(self, graph: Graph) -> dict[Value, frozenset[int]]:
        """What lies in the collections of a graph now, by the numbers of the elements."""
        return {name: frozenset(held.fields) for name, held in table(graph, "collections").items() if isinstance(held, _Collection)}

    def restrict(self, graph: Graph, collected: dict[Value, frozenset[int]], shared: frozenset[str]) -> None:
        """Take from the collections of a graph, but for those in `shared`, what was added since."""
        for name, held in table(graph, "collections").items():
            if isinstance(held, _Collection) and name not in shared:
                for place in set(held.fields) - collected.get(name, frozenset()):
                    self.state.delete(held.fields, place)

    def collection_names(self, *, graph: Graph | None = None) -> tuple[Value, ...]:
        """`Graph.get_all_collection_keys()`."""
        graph = graph or self.default_graph()
        return tuple(name for name in table(graph, "collections") if isinstance(name, str) and self.get_collection(name, graph=graph))

    def _collection(self, graph: Graph, name: Value) -> _Collection:
        collections = table(graph, "collections")
        key = self.state.resolve(name)
        found = collections.get(key)
        if not isinstance(found, _Collection):
            found = _Collection().as_old_as(graph)
            collections[key] = found  # an empty table is no state: it stands for a collection that nobody has added to
        return found


class _Collection(Obj):
    """A collection: `fields` has its elements, each under a number of its own.

    `places` says under which numbers a value (by its identity) was ever added; what is there now, `fields` says. `known` is what was
    found out about its first places, on ever narrower paths.
    """

    __slots__ = ("known", "places")

    def __init__(self) -> None:
        super().__init__()
        self.places: dict[int, list[int]] = {}
        self.known: list[_Decided] = []


class _Decided(NamedTuple):
    """What the first places of a collection come to on `path`, as long as they hold `held`."""

    path: Condition
    held: list[Value]
    values: list[Value]


def whole(variable: PartitionedVariable) -> Tensor:
    """A partitioned variable as one tensor that no op makes yet: outside of any control flow, as its parts are."""
    return Tensor(variable.shape, variable.dtype, variable.name, origin=("concat", variable.parts))


def read(variable: Variable) -> Tensor:
    """What a variable that is no resource becomes where a tensor is wanted: the tensor that reads it, made together with it
    (`RefVariable._as_graph_element`)."""
    reader = variable.name if isinstance(variable.name, Unknown) else join((variable.name, "/read"))
    return Tensor(variable.shape, variable.dtype, reader, graph=variable.graph, origin=("read", (variable,)))


def name_of(value: Value) -> Text | None:
    """The `name` attribute of something in a collection, as TensorFlow writes it, or None if it has none."""
    if isinstance(value, Tensor):
        return join((texts.as_text(value.name), f":{value.output}"))
    if isinstance(value, Operation):
        return texts.as_text(value.name)
    if isinstance(value, VariableScope):
        own = value.fields["name"]
        return texts.as_text(own) if texts.is_text(own) else None
    return None


__all__ = [
    "GLOBAL_VARIABLES",
    "LOCAL_VARIABLES",
    "MODEL_VARIABLES",
    "REGULARIZATION_LOSSES",
    "TRAINABLE_VARIABLES",
    "Graphs",
    "NameScope",
    "Run",
    "name_of",
    "read",
    "whole",
]
