"""Options of the command line that are left out, and a program that ends itself for want of one.

Flows in: the options that a program declares, and where it raises or exits. Flows out: which options somebody who runs it has to give.
Options have the values of an empty command line at first. Where the program then says that it cannot go on so, it runs once more, and what
the test before that place asks about is taken for given, with a value that nobody knows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from scopelint import ir
from scopelint.domain.values import Unknown, Value
from scopelint.interp.classes import EXCEPTIONS
from scopelint.interp.leftovers import nodes
from scopelint.model import Span

if TYPE_CHECKING:
    from scopelint.interp.frames import Frame
    from scopelint.interp.interpreter import Interpreter

AGAIN: Final = 8
"""How many times a program runs anew with more options given: behind one check stands the next, and each run ends where one fails."""


class Options:
    """The options of one run.

    Args:
        given: those that are taken for given, though nobody knows with what value.

    Attributes:
        wanting: those for want of which the program ended, on some path.
    """

    def __init__(self, given: frozenset[str]) -> None:
        self.given = given
        self.wanting: set[str] = set()
        self._left_out: set[str] = set()

    def left_out(self, interp: Interpreter, name: str, default: Value) -> Value:
        """The value of an option that the command line need not give."""
        if name not in self.given or isinstance(default, Unknown):
            self._left_out.add(name)
            return default
        return interp.unknown(name, "the command line gives it", kind=type(default) if type(default) in _KINDS else None)

    def ended(self, frame: Frame, span: Span) -> None:
        """The program has ended itself by the statement at `span`: the options that the test before it asks about may be why."""
        if self._left_out:
            code = frame.module.body if frame.function is None else frame.function.code.body
            self.wanting |= self._left_out & _asked_before(code, span)


_KINDS: Final = (bool, int, float, str)


def exited(interp: Interpreter, status: Value) -> None:
    """The program exits: as by an error, unless it is with the status of success."""
    if status is None or status == 0 or not isinstance(status, (int, str)) or interp.handled(EXCEPTIONS["SystemExit"]):
        return
    interp.state.end()
    frame = next((frame for frame in reversed(interp.frames) if frame.user), None)
    if frame is not None:
        interp.options.ended(frame, frame.span)


def _asked_before(code: tuple[ir.Stmt, ...], span: Span) -> frozenset[str]:
    """Names, attributes and texts in the innermost test that leads to a statement, or in that of an `assert`."""
    tests: list[tuple[Span, ir.Expr]] = []
    for node in nodes(code):
        if isinstance(node, ir.Assert) and node.span == span:
            return _words(node.test)
        if isinstance(node, ir.If) and any(getattr(inner, "span", None) == span for inner in nodes((node.body, node.orelse))):
            tests.append((node.span, node.test))
    return _words(max(tests, key=lambda test: (test[0].line, test[0].column))[1]) if tests else frozenset()


def _words(test: ir.Expr) -> frozenset[str]:
    return frozenset(word for node in nodes(test) for word in _said(node))


def _said(node: Any) -> tuple[str, ...]:
    match node:
        case ir.Name(id=word) | ir.Attribute(attr=word) | ir.Const(value=str(word)):
            return (word,)
    return ()
