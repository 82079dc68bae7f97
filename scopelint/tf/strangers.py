"""Code that cannot be seen, called while a graph is built: which variables it may have made.

Flows in: where such code was called. Flows out: whether a variable that nothing visible has made may exist. Kept in the graph's `fields`.
"""

from __future__ import annotations

from typing import Final

from scopelint.domain.names import SymStr, Text
from scopelint.domain.state import State
from scopelint.domain.values import Unknown
from scopelint.tf.objects import Graph

_CALLS: Final = "strangers"


def note(state: State, graph: Graph, scope: Text | None) -> None:
    """Code that cannot be seen is called: it may make variables in `scope` ("": anywhere), or for all we know none (None)."""
    known = _calls(state, graph)
    if scope not in known:
        state.set(graph.fields, _CALLS, (*known, scope))


def were_here(state: State, graph: Graph) -> bool:
    """Whether anybody unseen may have made variables: a caller that is not known, or code that was called."""
    return graph.open or bool(_calls(state, graph))


def may_have_made(state: State, graph: Graph, name: Text) -> bool:
    """Whether code that was called may have made the variable called `name`."""
    return any(scope is not None and _lies_in(name, scope) for scope in _calls(state, graph))


def _lies_in(name: Text, scope: Text) -> bool:
    return not scope or isinstance(name, SymStr) or isinstance(scope, SymStr) or name.startswith(f"{scope}/")


def _calls(state: State, graph: Graph) -> tuple[Text | None, ...]:
    """Where such code was called, and "" where that differs between too many paths to be told apart."""
    found: tuple[Text | None, ...] | Unknown = state.need(graph.fields, _CALLS, ())
    return ("",) if isinstance(found, Unknown) else found
