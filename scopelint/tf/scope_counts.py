"""Counters of variable scope names: what makes `default_name`s unique, and when they start anew.

Flows in: scopes being opened and left. Flows out: unique scope names. Mirrors `_VariableScopeStore` and
`_get_unique_variable_scope` of ops/variable_scope.py. Every counter is a location of its own. Must not import scopes or store.
"""

from __future__ import annotations

from typing import NamedTuple

from scopelint.domain.conditions import Condition
from scopelint.domain.names import Hole, Part, SymStr, Text, join
from scopelint.domain.state import State
from scopelint.domain.values import MISSING, Obj, Unknown, Value
from scopelint.tf import texts
from scopelint.tf.graph_stack import table
from scopelint.tf.objects import Graph


class ScopeCounts:
    """`variable_scopes_count` of each graph's scope store."""

    def __init__(self, state: State) -> None:
        self.state = state
        self._below: dict[Graph, dict[str, dict[Text, None]]] = {}
        """For each scope all names below it that were ever counted, on whatever path: what their counters are, the graph's table says."""
        self._written: dict[Graph, list[_Written]] = {}
        """Every counter that was ever written, in order, on whatever path: what a jump undoes."""
        self._symbolic: dict[Graph, dict[tuple[Part, ...], dict[Text, None]]] = {}
        """Names with holes that were ever counted, by what they begin with, up to the first hole: they may lie below any scope."""

    def count(self, graph: Graph, name: Text) -> Value:
        """How often the scope was opened; `Unknown` after a loop of unknown length."""
        return self.state.need(table(graph, "counts"), name, 0)

    def open(self, graph: Graph, name: Text) -> None:
        """`open_variable_scope`."""
        count = self.count(graph, name)
        if count == 0:
            self._remember(graph, name)
        self._write(graph, name, count if isinstance(count, Unknown) else count + 1)

    def _write(self, graph: Graph, name: Text, count: Value) -> None:
        counts = table(graph, "counts")
        self._written.setdefault(graph, []).append(_Written(name, counts.get(name, MISSING), self.state.path))
        self.state.set(counts, name, count)

    def close_subscopes(self, graph: Graph, name: Text) -> None:
        """`close_variable_subscopes`: the scope's own count stays, those below start anew.

        Under the name "" these are the names that start with a slash: those of the root scope are never reset by
        leaving `variable_scope("")`.
        """
        counts = table(graph, "counts")
        for key in self._below_scope(graph, name):
            if counts.get(key, 0) != 0:
                self._write(graph, key, 0)

    def _below_scope(self, graph: Graph, name: Text) -> list[Text]:
        """All names that were ever counted and certainly lie below a scope."""
        prefix, symbolic = join((name, "/")), self._symbolic.get(graph, {})
        if not isinstance(name, str):
            return [key for key in symbolic.get(_beginning(prefix), ()) if texts.starts_with(key, prefix)]
        below = list(self._below.get(graph, {}).get(name, ()))
        for beginning, keys in symbolic.items():
            if texts.starts_with(SymStr(beginning), prefix):
                below += keys
        return below

    def _remember(self, graph: Graph, name: Text) -> None:
        if not isinstance(name, str):
            self._symbolic.setdefault(graph, {}).setdefault(_beginning(name), {})[name] = None
            return
        below = self._below.setdefault(graph, {})
        end = name.rfind("/")
        while end >= 0 and name not in below.setdefault(name[:end], {}):
            below[name[:end]][name] = None
            end = name.rfind("/", 0, end)

    def unique(self, graph: Graph, outer: Text, prefix: Text) -> Text:
        """`_get_unique_variable_scope`: `prefix`, numbered within the scope `outer`."""
        name = join((outer, "/", prefix)) if outer != "" else prefix
        count = self.count(graph, name)
        if isinstance(count, Unknown):
            return join((prefix, Hole(("unique scope", name, self.state.fresh()), "_N", r"(?:_\d+)?")))
        if count == 0:
            return prefix
        number = 1
        while self._is_taken(graph, name, number):
            number += 1
        return join((prefix, f"_{number}"))

    def _is_taken(self, graph: Graph, name: Text, number: int) -> bool:
        known = table(graph, "counts").get(f"{name}_{number}") if isinstance(name, str) else None
        if type(known) is int:  # on every path
            return known > 0
        count = self.count(graph, join((name, f"_{number}")))
        return not isinstance(count, Unknown) and bool(count > 0)

    def save(self, graph: Graph, holder: Obj) -> None:
        """`_old_subscopes = copy(variable_scopes_count)`: what a jump does when it begins."""
        self.state.set(holder.fields, "snapshot", self._now(graph))
        holders = self.state.get(graph.fields, "live_holders", ())
        if isinstance(holders, tuple) and holder in holders:
            self.state.set(graph.fields, "live_holders", tuple(h for h in holders if h is not holder))

    def restore(self, graph: Graph, holder: Obj) -> None:
        """`variable_scopes_count = _old_subscopes`: the counters are what they were when the jump began.

        The saved dict is from now on the live one. A scope object that was entered twice saves once and restores twice,
        and so keeps, the second time, what has been counted in between.
        """
        state = self.state
        holders: Value = state.get(graph.fields, "live_holders", ())
        if not isinstance(holders, tuple):  # paths differ
            holders = ()
        if holder in holders:
            return
        now = self._now(graph)
        for other in holders:
            state.set(other.fields, "snapshot", now)
        snapshot = state.need(holder.fields, "snapshot")
        if isinstance(snapshot, Unknown):  # too many paths differ
            return
        self._undo(graph, *snapshot)
        state.set(graph.fields, "live_holders", (holder,))

    def _now(self, graph: Graph) -> tuple[int]:
        """A saved dict of counters: how many writes there have been, so that saving takes no longer in a program of many scopes.

        In a tuple, for it is no number that moves on from turn to turn of a loop.
        """
        return (len(self._written.get(graph, ())),)

    def _undo(self, graph: Graph, since: int) -> None:
        """Give every counter the value that it had when there had been so many writes: what it held before the first one since.

        What was written on a path that excludes the present one has not happened here.
        """
        counts, path, excludes = table(graph, "counts"), self.state.path, self.state.conditions.excludes
        before: dict[Text, Value] = {}
        for name, held, on in self._written.get(graph, [])[since:]:
            if name not in before and not excludes(path, on):
                before[name] = held
        for name, held in before.items():
            if counts.get(name, MISSING) is not held:
                self._write(graph, name, 0 if held is MISSING else held)


def _beginning(name: Text) -> tuple[Part, ...]:
    """The parts of a name with holes up to its first hole."""
    parts = name.parts if isinstance(name, SymStr) else (name,)
    first = next((index for index, part in enumerate(parts) if isinstance(part, Hole)), 0)
    return parts[: first + 1]


class _Written(NamedTuple):
    """A counter was written: its name, what it held before, and on which path that was."""

    name: Text
    held: Value
    path: Condition
