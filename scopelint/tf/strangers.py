"""Code that cannot be seen, called while a graph is built: which variables it may have made.

Flows in: where such code was called. Flows out: whether a variable that nothing visible has made may exist. Kept in a table of the
graph: one location a scope, so that a loop in which scopes are added loses none of them.
"""

from __future__ import annotations

from typing import Final

from scopelint.domain.names import SymStr, Text
from scopelint.domain.state import State
from scopelint.domain.values import MISSING
from scopelint.tf.graph_stack import table
from scopelint.tf.objects import Graph

_CALLS: Final = "strangers"
_IMPORTS: Final = "imports"


def note(state: State, graph: Graph, scope: Text | None) -> None:
    """Code that cannot be seen is called: it may make variables in `scope` ("": anywhere), or for all we know none (None)."""
    calls = table(graph, _CALLS)
    if state.get(calls, scope) is not True:
        state.set(calls, scope, True)


def note_import(state: State, graph: Graph) -> None:
    """A graph is read from a file into `graph`: it may bring anything in any collection; `get_variable` finds none of it."""
    state.set(table(graph, _IMPORTS), "any", True)


def imported(state: State, graph: Graph) -> bool:
    """Whether a graph may have been read from a file into `graph`."""
    return state.get(table(graph, _IMPORTS), "any") is not MISSING


def note_call(state: State, graph: Graph) -> None:
    """Code that cannot be seen is called, of whatever kind: see `may_hold_more`."""
    calls = table(graph, _IMPORTS)
    if state.get(calls, "calls") is not True:
        state.set(calls, "calls", True)


def may_hold_more(state: State, graph: Graph) -> bool:
    """Whether the graph may hold variables that nobody has seen, however unlikely it is."""
    return were_here(state, graph) or state.get(table(graph, _IMPORTS), "calls") is not MISSING


def were_here(state: State, graph: Graph) -> bool:
    """Whether anybody unseen may have made variables: a caller that is not known, or code that was called, if only on some paths."""
    calls = table(graph, _CALLS)
    return graph.open or imported(state, graph) or any(state.get(calls, scope) is not MISSING for scope in calls)


def were_in_no_scope(state: State, graph: Graph) -> bool:
    """Whether code was called that was given no tensors while no scope was open: it may make none, or open scopes of its own."""
    return state.get(table(graph, _CALLS), None) is not MISSING


def may_have_made(state: State, graph: Graph, name: Text) -> bool:
    """Whether code that was called may have made the variable called `name`.

    Raises:
        Fork: it was called on some paths only.
    """
    calls = table(graph, _CALLS)
    near = [scope for scope in calls if scope is not None and _lies_in(name, scope)]
    return any(state.need(calls, scope) is not MISSING for scope in near)


def _lies_in(name: Text, scope: Text) -> bool:
    return not scope or isinstance(name, SymStr) or isinstance(scope, SymStr) or name.startswith(f"{scope}/")
