"""Generators that are advanced by hand: `next(g)`, `g.send(x)`, `zip(g, ...)`.

Flows in: a `GeneratorObj`. Flows out: its items one by one, its body suspended in between. A body is
interpreted by recursive calls, so a suspended one needs a stack of its own: a thread, of which only one
at a time ever runs. Loops and `with` do not come here: they run the body around the consumer's code.

CPython closes a suspended generator as soon as nothing refers to it, and its `with` blocks and `finally`
clauses run then. Our objects are referred to as the program's are, so a weak reference tells when that is.
"""

from __future__ import annotations

import gc
import threading
import weakref
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

from scopelint.domain.conditions import FALSE
from scopelint.domain.state import Dead
from scopelint.domain.values import MISSING, Value
from scopelint.interp.turns import Told
from scopelint.interp.unwinding import Leaving

if TYPE_CHECKING:
    from scopelint.interp.frames import Step
    from scopelint.interp.interpreter import Interpreter
    from scopelint.interp.objects import GeneratorObj

_STACK: Final = 256 << 20
"""Bytes of (virtual) stack of a suspended body: deep recursion inside it must not overflow."""


class Closed(BaseException):
    """Thrown into a suspended body that nobody will resume."""


class NoThread(Exception):
    """The system grants no further thread: too many bodies are suspended at once for it."""


def _started(run: Callable[[], None]) -> threading.Thread | None:
    """A thread that runs `run`; None where the system grants none (its limits of address space or of threads are reached)."""
    old = threading.stack_size(_STACK)
    try:
        thread = threading.Thread(target=run, daemon=True)
        thread.start()
    except RuntimeError:
        return None
    finally:
        threading.stack_size(old)
    return thread


class Coroutine:
    """A generator's body in a thread of its own."""

    def __init__(self, interp: Interpreter, generator: GeneratorObj) -> None:
        self._interp = interp
        self._body = generator.run
        self._generator = weakref.ref(generator, self._drop)
        self._resume = threading.Semaphore(0)
        self._pause = threading.Semaphore(0)
        self._thread: threading.Thread | None = None
        self._sent: Value = None
        self._item: Value = MISSING
        self._failure: BaseException | None = None
        self._closing = False
        self._error: Value = None
        self._handlers: list[Any] = []
        """The handlers of the body's own; around them stand those of whoever advances it."""
        self._outer = 0
        """How many calls stand around the body."""
        self._trials = 0
        """How many turns of loops around it are being tried."""
        self.depth = interp.state.splits
        self.finished = False
        self.returned: Value = None

    @property
    def begun(self) -> bool:
        return self._thread is not None

    def advance(self, sent: Value = None, error: Value = None) -> Value:
        """Run the body to its next yield; `MISSING` when it has ended. `error` is raised where it is suspended.

        Raises:
            Dead: the body raised (in the analysed program), and the path left with it.
            NoThread: the body cannot be suspended.
        """
        if self.finished:
            return MISSING
        interp = self._interp
        path, self._trials = interp.state.path, interp.trials
        surroundings = interp.stack, interp.frames, interp.loops, interp.handlers, interp.suspended
        self._sent, self._error = sent, error
        interp.suspended = True
        around = len(interp.handlers)
        interp.handlers = [*interp.handlers, *self._handlers]
        outer, self._outer = self._outer, len(interp.stack)
        if self._thread is None:
            interp.frames = []  # as in Python, a generator does not keep alive what those who advance it have in their hands
            self._thread = _started(self._run)
            if self._thread is None:
                interp.stack, interp.frames, interp.loops, interp.handlers, interp.suspended = surroundings
                raise NoThread
        else:
            interp.resumed = list(interp.stack)
            for one in self._handlers:
                if type(one) is Leaving:
                    one.stack = (*interp.stack, *one.stack[outer:])
            self._resume.release()
        self._pause.acquire()
        self._handlers = interp.handlers[around:]
        interp.stack, interp.frames, interp.loops, interp.handlers, interp.suspended = surroundings
        if self._failure is not None:
            failure, self._failure = self._failure, None
            raise failure
        if interp.state.path is FALSE:
            if self.finished:
                raise Dead
        elif interp.state.splits != self.depth:
            interp.state.path = path  # it has yielded on some paths only
        item, self._item = self._item, MISSING
        return item

    def close(self) -> None:
        """End a body that is still suspended: its `with` blocks and `finally` clauses are not run."""
        if self._thread is not None and not self.finished:
            self._closing = True
            self._resume.release()
            self._thread.join()

    def _drop(self, _: object) -> None:
        """Nothing refers to the generator any more. What a garbage collection frees is not closed: nobody knows when Python would."""
        if self._thread is not None and not self.finished and not _COLLECTIONS.under_way:
            self._interp.dropped.append(self)

    def _run(self) -> None:
        try:
            self.returned = self._body(self._yielded)
        except Closed:
            pass
        except BaseException as failure:  # noqa: BLE001 - handed over to the thread that consumes
            self._failure = failure
        self.finished = True
        self._pause.release()

    def _yielded(self, value: Value) -> Value:
        if self._interp.trials > self._trials:
            raise Told
        self._item = value
        self._pause.release()
        self._resume.acquire()
        if self._closing:
            raise Closed
        if self._error is not None:
            error, self._error = self._error, None
            self._interp.throw(error)
        return self._sent


class _Collections:
    """Whether Python is collecting garbage."""

    def __init__(self) -> None:
        self.under_way = False
        gc.callbacks.append(self._note)

    def _note(self, phase: str, _: object) -> None:
        self.under_way = phase == "start"


_COLLECTIONS: Final = _Collections()


def begin(interp: Interpreter, generator: GeneratorObj) -> Coroutine:
    """From now on the generator is advanced by hand: it may be left half-way."""
    known: Any = generator.fields.get("coroutine")
    if known is None:
        known = Coroutine(interp, generator)
        generator.fields["coroutine"] = known
        interp.coroutines.append(known)
    assert isinstance(known, Coroutine)
    return known


def advance(interp: Interpreter, generator: GeneratorObj, sent: Value = None, error: Value = None) -> Value:
    """The next item of a generator, `MISSING` at its end.

    A body cannot be suspended on one path and not on another: that is cut.
    """
    if interp.state.get(generator.fields, "used") is True:
        return MISSING
    known = begin(interp, generator)
    if known.depth != interp.state.splits:
        interp.cut(f"the generator {generator.name} is advanced on some paths only")
        return interp.unknown(generator.name, "a generator that is advanced on some paths only")
    try:
        return known.advance(sent, error)
    except NoThread:
        interp.cut(
            f"the generator {generator.name} cannot be suspended: the system grants scopelint no more threads or no more memory for them"
        )
        return interp.unknown(generator.name, "a generator that cannot be suspended")


def returned(generator: GeneratorObj) -> Value:
    """What the body of a generator that is advanced by hand, and has ended, gave back; None once it was told."""
    known = generator.fields.get("coroutine")
    if not isinstance(known, Coroutine):
        return None
    value, known.returned = known.returned, None
    return value


def drained(interp: Interpreter, generator: GeneratorObj, use: Callable[[Value], Any], consumer: Step | None) -> None:
    """Hand out all that is left of a generator that is advanced by hand; `consumer` is the loop that asks for it."""
    path = interp.state.path
    known = begin(interp, generator)
    for _ in range(interp.limits.unroll):
        if consumer is not None:
            interp.stack.append(consumer)
        try:
            item = advance(interp, generator)
        finally:
            if consumer is not None:
                interp.stack.pop()
        if item is MISSING or interp.state.path is FALSE:
            return
        use(item)
        if known.depth != interp.state.splits or interp.state.path is FALSE:
            return
        if interp.state.path is not path:  # some have left the loop, and nobody knows how far the others go
            interp.cut(f"the generator {generator.name} is left half-way on some paths only", None if consumer is None else consumer.site)
            return
    interp.cut(f"a generator was left after {interp.limits.unroll} items")


def close(interp: Interpreter, known: Coroutine) -> None:
    """`generator.close()`: the body sees `GeneratorExit`, and its `with` blocks and `finally` clauses run."""
    if not known.begun:
        return
    leaving = interp.exception("GeneratorExit", "")
    interp.probe("GeneratorExit", lambda: known.advance(None, leaving))


def close_dropped(interp: Interpreter, statement: Step) -> None:
    """Close the generators that nothing refers to any more since `statement`; one that began on some paths only stays as it is."""
    interp.stack.append(statement)
    try:
        while interp.dropped and interp.state.path is not FALSE:
            known = interp.dropped.pop(0)
            if known.depth == interp.state.splits and not known.finished:
                close(interp, known)
    finally:
        interp.stack.pop()
