"""Graphs as a whole: the default graph, names, name scopes and collections.

Flows in: values that the program puts into collections. Flows out: what a collection holds. Mirrors
`Graph.add_to_collection`, `get_collection` ... of framework/ops.py. Must not import scopes or store.
"""

from __future__ import annotations

import functools
import re
from typing import Final

from scopelint.domain.conditions import FALSE, TRUE, Condition
from scopelint.domain.names import SymStr, Text, join
from scopelint.domain.paths import Fork
from scopelint.domain.values import MISSING, Choice, Obj, Sparse, Unknown, Value
from scopelint.tf import texts
from scopelint.tf.graph_stack import Run, table
from scopelint.tf.name_scopes import NameScope, NameScopes
from scopelint.tf.objects import Graph, Operation, PartitionedVariable, Tensor, Variable, VariableScope
from scopelint.trace import RefusalKind

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

    def get_collection(self, name: Value, scope: Value = None, *, graph: Graph | None = None) -> tuple[Value, ...] | Sparse:
        """`Graph.get_collection`: with `scope`, those whose name `re.match`es it (a name that may match does).

        A variable's and a tensor's name ends in its output (`a/w:0`).

        Raises:
            Fork: it depends on a few tests what lies in the collection; on more than a few, each element has its condition.
            TFError: `scope` is no regular expression.
        """
        pattern = self.state.resolve(scope)
        if pattern is None or isinstance(pattern, Unknown):
            entries = self._entries(name, graph)
        else:
            each = self.elements(name, graph=graph)
            if each:
                self._must_be_pattern(pattern)
            entries = [(held, v) for held, v in each if (own := name_of(v)) is not None and texts.may_match(pattern, own)]
        open_ones = [held for held, _ in entries if held is not TRUE]
        if not open_ones:
            return tuple(value for _, value in entries)
        if self.state.conditions.hang_on_few(open_ones, self.state.path):
            raise Fork(open_ones[0])
        return Sparse(entries)

    def _must_be_pattern(self, pattern: Value) -> None:
        api = "tf.get_collection"
        if not isinstance(pattern, (str, SymStr)):
            self.refuse(RefusalKind.OTHER, "TypeError", "first argument must be string or compiled pattern", api)
        try:
            re.compile(pattern if isinstance(pattern, str) else "")
        except re.error as error:
            self.refuse(RefusalKind.OTHER, "re.error", str(error), api)

    def elements(self, name: Value, *, graph: Graph | None = None) -> list[tuple[Condition, Value]]:
        """What may lie in a collection on the current path, each with the condition under which it does."""
        found = []
        for held, value in self._entries(name, graph):
            if type(value) is Choice:
                found += [(self._on_path(guard), one) for guard, one in value.alternatives]
            else:
                found.append((held, value))
        return found

    def _entries(self, name: Value, graph: Graph | None) -> list[tuple[Condition, Value]]:
        """The same for each place of a collection, which may hold one of several values."""
        fields, either = self._collection(graph or self.default_graph(), name).fields, self.state.conditions.either
        found: list[tuple[Condition, Value]] = []
        for place in sorted(fields):
            value = self.state.get(fields, place)
            if type(value) is Choice:
                there = [(guard, one) for guard, one in value.alternatives if one is not MISSING]
                held = functools.reduce(either, (guard for guard, _ in there))
                found.append((self._on_path(held), there[0][1] if len(there) == 1 else Choice(tuple(there))))
            elif value is not MISSING:
                found.append((TRUE, value))
        return found

    def _on_path(self, condition: Condition) -> Condition:
        return TRUE if self.state.conditions.implies(self.state.path, condition) else condition

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
        return tuple(name for name in table(graph, "collections") if isinstance(name, str) and self._holds(name, graph))

    def _holds(self, name: str, graph: Graph) -> bool:
        """Whether there is anything in a collection.

        Raises:
            Fork: that depends on the path.
        """
        conditions = self.state.conditions
        return self.state.decide(functools.reduce(conditions.either, (held for held, _ in self.elements(name, graph=graph)), FALSE))

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

    `places` says under which numbers a value (by its identity) was ever added; what is there now, `fields` says.
    """

    __slots__ = ("places",)

    def __init__(self) -> None:
        super().__init__()
        self.places: dict[int, list[int]] = {}


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
