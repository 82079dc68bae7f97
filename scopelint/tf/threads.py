"""What each thread has of its own: which graph is its default, and which scopes are open in each graph.

Flows in: the graphs there are, as a thread begins and ends. Flows out: the fields of graphs as that thread sees them. Mirrors what is a
`threading.local` in framework/stack.py (`DefaultStack`), framework/ops.py (`Graph._thread_local`) and ops/variable_scope.py
(`_VariableScopeStore`). Threads run one after the other here, each from its beginning to its end.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from scopelint.domain.state import State
from scopelint.domain.values import MISSING, Obj, Table
from scopelint.tf.objects import Graph

_DEFAULTS: Final = ("global", "stack", "switches")
"""The fields of `GraphStack.root` that each thread has of its own."""


class Thread:
    """A thread that begins now, and that nothing else runs beside until it ends."""

    def __init__(self, state: State, root: Obj, graphs: Iterable[Graph], fresh: Graph) -> None:
        self._state = state
        self._before: list[tuple[Table, str, Any]] = []
        for name, value in zip(_DEFAULTS, (fresh, (), ()), strict=True):
            self._change(root.fields, name, value)
        for graph in graphs:
            for name, value in _nothing_open(graph).items():
                self._change(graph.fields, name, value)

    def _change(self, table: Table, name: str, value: Any) -> None:
        self._before.append((table, name, self._state.get(table, name)))
        self._state.set(table, name, value)

    def end(self) -> None:
        """The thread that started this one goes on."""
        for table, name, value in self._before:
            if value is MISSING:
                self._state.delete(table, name)
            else:
                self._state.set(table, name, value)


def _nothing_open(graph: Graph) -> dict[str, Any]:
    """The fields of a graph that are a thread's own, for one that has not come to it yet."""
    return {"name_stack": "", "open": (), "current_scope": None, "creators": (), "counts": Obj().as_old_as(graph)}
