"""What surrounds a request for a variable: its ERROR event, and calls of the program's functions.

Flows in: `TFError`s from inside a request, functions of the analysed program to be called. Flows out: one ERROR event per refused
request; results of calls. Must not import variable or store.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import NoReturn

import msgspec

from scopelint.domain.conditions import FALSE
from scopelint.domain.names import Text
from scopelint.domain.state import Dead, State
from scopelint.domain.values import Unknown, Value
from scopelint.tf.errors import TFError
from scopelint.tf.graph import Graphs
from scopelint.tf.host import Host
from scopelint.tf.objects import DType, Graph, Shape, Variable
from scopelint.tf.texts import without_slash
from scopelint.trace import Ignored, Outcome, RaiseEvent, RefusalKind, VariableEvent
from scopelint.trace import Shape as TraceShape

_Outer = tuple[dict[str, Value], Graph, dict[str, Value]]
"""What is open around a request: which graphs are the default; a graph, and its name scope and control flow."""


class Asking(msgspec.Struct, frozen=True):
    """A request for one variable, as its ERROR event tells of it.

    `recover` does without objection what was refused, for a program that does not catch the error.
    """

    api: str
    name: Text
    requested: Text | None
    store: bool
    recover: Callable[[VariableEvent], Value]
    shape: Shape = None
    dtype: DType | Unknown | None = None
    trainable: Value = None
    first: VariableEvent | None = None
    reuse_site: Value = None
    reuse: str = "False"


class Requests:
    """Events of requests, and calls out of the middle of one."""

    def __init__(self, state: State, graphs: Graphs, host: Host) -> None:
        self.state = state
        self.graphs = graphs
        self.host = host
        self._outer: list[_Outer | None] = [None]
        """For each request that is under way, what is open around it; None for a function of the program that one has called."""

    # --- events ---------------------------------------------------------------------------------------

    def tell(
        self,
        variable: Variable,
        outcome: Outcome,
        asking: Asking,
        *,
        first: VariableEvent | None = None,
        assumed: bool = False,
        uniquified_from: Text | None = None,
        ignored: tuple[Ignored, ...] = (),
    ) -> VariableEvent:
        """Record what became of a request that was granted."""
        assert not isinstance(variable.name, Unknown)
        event = VariableEvent(
            self.graphs.context(),
            variable.name,
            outcome,
            asking.api,
            variable.store,
            trace_shape(variable.shape),
            variable.dtype.name if isinstance(variable.dtype, DType) else None,
            variable.trainable if isinstance(variable.trainable, bool) else None,
            requested=asking.requested,
            first=first,
            reuse_site=asking.reuse_site,
            uniquified_from=uniquified_from,
            assumed=assumed,
            reuse=asking.reuse,
            ignored=ignored,
        )
        self.state.events.append(event)
        return event

    def refuse(self, kind: RefusalKind, exception: str, message: str) -> NoReturn:
        """Refuse the variable that is being asked for; the enclosing `refusing` knows which one.

        Raises:
            TFError: always.
        """
        self.graphs.refuse(kind, exception, message, "")

    @contextmanager
    def refusing(self, asking: Asking) -> Iterator[None]:
        """Make an ERROR event of any refusal inside.

        Those that a request nearer to the refusal has told of already, or that come from the analysed program's own
        functions (initializers, getters), pass.
        """
        try:
            yield
        except TFError as error:
            if error.outside or not isinstance(error.event, RaiseEvent):
                raise
            self.state.events.remove(error.event)
            event = VariableEvent(
                self.graphs.context(),
                without_slash(asking.name),
                Outcome.ERROR,
                asking.api,
                asking.store,
                trace_shape(asking.shape),
                asking.dtype.name if isinstance(asking.dtype, DType) else None,
                asking.trainable if isinstance(asking.trainable, bool) else None,
                requested=asking.requested,
                first=asking.first,
                refusal=error.refusal,
                reuse_site=asking.reuse_site,
                reuse=asking.reuse,
            )
            self.state.events.append(event)
            raise TFError(error.refusal, event, lambda: asking.recover(event)) from None

    # --- calls of the program's functions ----------------------------------------------------------------

    @contextmanager
    def surrounding(self) -> Iterator[None]:
        """Remember what is open around a request, for paths that leave it from within a function it calls.

        One that is made by TensorFlow's own code for another is left with that.
        """
        outer = self._outer[-1]
        self._outer.append(self._open() if outer is None else outer)
        try:
            yield
        finally:
            self._outer.pop()

    def outside(self, call: Callable[[], Value]) -> Value:
        """Call a function of the analysed program from inside the machinery.

        Where a part of the path leaves in it (the program raises there), name scopes and graphs are closed for that part,
        as TensorFlow's own `with` statements would.
        """
        state = self.state
        boundary, outer = state.enter(), self._outer[-1] or self._open()
        result: Value = None
        self._outer.append(None)
        try:
            with self.host.closing(lambda: self._close(outer)):
                result = call()
        except Dead:
            state.path = FALSE
        except TFError as error:
            error.outside = True
            raise
        finally:
            self._outer.pop()
        stayed, exits = state.close(boundary)
        if stayed is not state.path:
            state.split(stayed, lambda: None, lambda: self._close(outer))
            state.resume(exits)
            state.narrow(stayed)
        if stayed is FALSE:
            raise Dead
        return result

    def _open(self) -> _Outer:
        graph, root = self.graphs.default_graph(), self.graphs.root.fields
        of_root = {key: root.get(key, ()) for key in ("stack", "switches")}
        return of_root, graph, {key: graph.fields[key] for key in ("name_stack", "control_flow")}

    def _close(self, outer: _Outer) -> None:
        of_root, graph, of_graph = outer
        for key, value in of_root.items():
            self.state.set(self.graphs.root.fields, key, value)
        for key, value in of_graph.items():
            self.state.set(graph.fields, key, value)


def trace_shape(shape: Shape) -> TraceShape | None:
    """A shape as events carry it: what is not known is None."""
    if not isinstance(shape, tuple):
        return None
    return tuple(dim if isinstance(dim, int) else None for dim in shape)


def unknown_shape_of(name: object) -> Unknown:
    """The shape of a variable of which only the name is known."""
    return Unknown(("shape of", name), "shape", "the variable is assumed")


def unknown_dtype_of(name: object) -> Unknown:
    return Unknown(("dtype of", name), "dtype", "the variable is assumed")
