"""Traces by hand: a small program of scopes and requests, recorded as the interpreter would.

    t = Recorder()
    with t.variable_scope("net", line=1):
        t.get_variable("w", line=2)
        t.get_variable("w", line=3)
    t.trace()

Knows just enough of TensorFlow to make consistent traces: names, first creations, refusals.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from msgspec.structs import replace

from scopelint.domain.names import Hole, Text, join
from scopelint.model import Site, Span
from scopelint.trace import (
    Context,
    Cut,
    Event,
    Function,
    LoopTurn,
    OpenScope,
    Outcome,
    Refusal,
    RefusalKind,
    ReuseEvent,
    ScopeEvent,
    ScopeKind,
    Trace,
    VariableEvent,
)


def site(line: int, path: str = "model.py") -> Site:
    return Site(path, Span(line, 5, line, 15))


def hole(source: str) -> Hole:
    return Hole(source, source)


class Recorder:
    """Records one entry. `certain` and `reached` hold for what is recorded while they are set."""

    def __init__(self, entry: str = "model.py") -> None:
        self.entry = entry
        self.reached = True
        self.after_error = False
        self.caught = False
        self._events: list[Event] = []
        self._scopes: tuple[OpenScope, ...] = ()
        self._calls: tuple[Site, ...] = ()
        self._functions: tuple[Function, ...] = (Function("model.py", ""),)
        self._loops: tuple[LoopTurn, ...] = ()
        self._reuse: tuple[tuple[str, Site | None], ...] = (("False", None),)
        self._made: dict[Text, VariableEvent] = {}

    def trace(self) -> Trace:
        return Trace(self.entry, tuple(self._events))

    @contextmanager
    def call(self, line: int, path: str = "model.py", function: str = "") -> Iterator[None]:
        """What happens in here happens in a function that is called at `line`, and which has this name ("" for one of its own)."""
        before = self._calls, self._functions
        self._calls = (*self._calls, site(line, path))
        self._functions = (*self._functions, Function("model.py", function or f"function{line}"))
        yield
        self._calls, self._functions = before

    @contextmanager
    def turn(self, number: int, line: int) -> Iterator[None]:
        """What happens in here happens in this turn of the loop at `line`."""
        before, self._loops = self._loops, (*self._loops, LoopTurn(site(line), number, len(self._calls)))
        yield
        self._loops = before

    @contextmanager
    def variable_scope(self, name: Text, line: int, reuse: str | None = None) -> Iterator[None]:
        """`reuse` is as in events: "True", "False", "AUTO_REUSE"; None inherits."""
        scopes, reuses = self._scopes, self._reuse
        self._reuse = (*reuses, reuses[-1] if reuse is None else (reuse, site(line)))
        self._open(ScopeKind.VARIABLE, join((self._prefix(), name)), name, line)
        yield
        self._scopes, self._reuse = scopes, reuses

    @contextmanager
    def name_scope(self, name: Text, line: int) -> Iterator[None]:
        before = self._scopes
        self._open(ScopeKind.NAME, name, name, line)
        yield
        self._scopes = before

    def reuse_variables(self, line: int) -> None:
        self._reuse = (*self._reuse[:-1], ("True", site(line)))
        self._events.append(ReuseEvent(self._context(line, "model.py"), self._scope_name()))

    def get_variable(self, name: Text, line: int, path: str = "model.py", **changes: Any) -> VariableEvent:
        """A request, with the outcome that the recorded state gives it; `changes` are laid over the event."""
        full = join((self._prefix(), name))
        reuse, reuse_site = self._reuse[-1]
        first = self._made.get(full)
        event = VariableEvent(
            self._context(line, path), full, Outcome.CREATE, "tf.get_variable", True, (4,), "float32", True, name, first, None, self.caught
        )
        if reuse != "False":
            event.reuse_site = reuse_site
        if first is None and reuse == "True":
            event.outcome, event.refusal = Outcome.ERROR, Refusal(RefusalKind.MISSING, "ValueError", f"Variable {full} does not exist")
        elif first is not None and reuse == "False":
            event.outcome, event.refusal = Outcome.ERROR, Refusal(RefusalKind.EXISTS, "ValueError", f"Variable {full} already exists")
        elif first is not None:
            event.outcome = Outcome.REUSE
        for key, value in changes.items():
            setattr(event, key, value)
        if event.outcome is Outcome.ERROR and not self.caught:
            self.after_error = True
        self._made.setdefault(full, event)
        self._events.append(event)
        return event

    def variable(self, name: str, line: int) -> None:
        """`tf.Variable`."""
        context = self._context(line, "model.py")
        event = VariableEvent(context, join((self._prefix(), name)), Outcome.CREATE, "tf.Variable", False, (4,), "float32", True, name)
        self._events.append(event)

    def cut(self, reason: str, line: int) -> None:
        self._events.append(Cut(reason, site(line), self.entry))

    def _open(self, kind: ScopeKind, name: Text, given: Text, line: int) -> None:
        context = self._context(line, "model.py")
        self._scopes = (*self._scopes, OpenScope(kind, name, given, site(line)))
        self._events.append(ScopeEvent(replace(context, scopes=self._scopes), kind, name, join((name, "/")), True, self._reuse[-1][0]))

    def _context(self, line: int, path: str) -> Context:
        return Context(
            site(line, path),
            self._calls,
            self.entry,
            certain=self.reached,
            reached=self.reached,
            after_error=self.after_error,
            scopes=self._scopes,
            loops=self._loops,
            functions=self._functions,
        )

    def _scope_name(self) -> Text:
        return next((s.name for s in reversed(self._scopes) if s.kind is ScopeKind.VARIABLE), "")

    def _prefix(self) -> Text:
        name = self._scope_name()
        return "" if name == "" else join((name, "/"))
