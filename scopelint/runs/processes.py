"""Helpers: copies of this process that do a part of its work, as long as there is any.

Flows in: tasks, and a function that does one. Flows out: what it returns, in whatever order the helpers come to an end. A helper is
made by `fork`, so it has all that this process has in memory, the same objects at the same addresses; where the system has no `fork`
there are none. Knows nothing of scopelint.
"""

from __future__ import annotations

import gc
import os
import pickle
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

Task = Any
"""What a helper is asked; anything that can be pickled, never None."""

POSSIBLE: Final = hasattr(os, "fork")
"""Whether this system can make helpers."""


class HelperError(Exception):
    """A helper has failed, or has gone."""


class Helper:
    """One process that answers one task after the other."""

    def __init__(self, connection: Connection[Any, Any], pid: int) -> None:
        self.connection = connection
        self.pid = pid
        self.busy = False

    def ask(self, task: Task) -> None:
        """Give it a task; `answers` has the answer later.

        Raises:
            HelperError: it has gone.
        """
        self.busy = True
        try:
            self.connection.send_bytes(pickle.dumps(task, pickle.HIGHEST_PROTOCOL))
        except OSError as error:
            raise HelperError("a helper has gone") from error

    def answer(self) -> Any:
        """What it says to the last task.

        Raises:
            HelperError: it has failed at it, or has gone.
        """
        try:
            good, answer = pickle.loads(self.connection.recv_bytes())  # noqa: S301 -- from a copy of this very process
        except (EOFError, OSError) as error:
            raise HelperError("a helper has gone") from error
        self.busy = False
        if not good:
            raise HelperError(answer)
        return answer


@contextmanager
def helpers(number: int, within: Callable[[Callable[[], None]], None], work: Callable[[Task], Any]) -> Iterator[list[Helper]]:
    """So many helpers, gone again at the end.

    Args:
        within: is called in each helper with what it does from its beginning to its end.
        work: does a task there.
    """
    made: list[Helper] = []
    gc.freeze()  # what is there now stays, and shares its memory with the helpers
    usual: dict[int, Any] = {}
    try:
        for _ in range(number):
            made.append(_made(made, within, work))
        usual = _orderly()
        yield made
    finally:
        for number_of, handler in usual.items():
            signal.signal(number_of, handler)
        gc.unfreeze()
        for helper in made:
            helper.connection.close()  # which ends it, as soon as it has done what it is doing
            if helper.busy:
                with suppress(ProcessLookupError):
                    os.kill(helper.pid, 15)
        for helper in made:
            with suppress(ChildProcessError):
                os.waitpid(helper.pid, 0)


def _orderly() -> dict[int, Any]:
    """Let a signal that would end this process at once end it by an exception, so that no helper outlives it; the handlers before."""

    def leave(number: int, _: object) -> None:
        raise SystemExit(128 + number)

    if threading.current_thread() is not threading.main_thread():
        return {}
    ending = [number for number in (signal.SIGTERM, signal.SIGHUP) if signal.getsignal(number) is signal.SIG_DFL]
    return {number: signal.signal(number, leave) for number in ending}


def answers(among: Sequence[Helper]) -> Iterator[tuple[Helper, Any]]:
    """The helpers that have done their tasks, and what they say; waits for the first.

    Raises:
        HelperError: one has failed, or has gone.
    """
    from multiprocessing.connection import wait

    by_connection = {helper.connection: helper for helper in among if helper.busy}
    for ready in wait(list(by_connection)):
        helper = by_connection[ready]  # type: ignore[index]
        yield helper, helper.answer()


def shared_out(tasks: Sequence[Task], among: Sequence[Helper]) -> Iterator[tuple[Helper, Task, Any]]:
    """Give out tasks, each to the first helper that is free; who did what, and what came of it.

    Raises:
        HelperError: a helper has failed, or has gone.
    """
    left = list(reversed(tasks))
    given: dict[int, Task] = {}

    def give(helper: Helper) -> None:
        if left:
            given[helper.pid] = left.pop()
            helper.ask(given[helper.pid])

    for helper in among:
        give(helper)
    while any(helper.busy for helper in among):
        for helper, answer in answers(among):
            task = given[helper.pid]
            give(helper)
            yield helper, task, answer


def _made(others: Sequence[Helper], within: Callable[[Callable[[], None]], None], work: Callable[[Task], Any]) -> Helper:
    from multiprocessing.connection import Pipe

    here, there = Pipe()
    pid = os.fork()
    if pid:
        there.close()
        return Helper(here, pid)
    try:
        here.close()
        for other in others:
            other.connection.close()
        within(lambda: _serve(there, work))
    finally:
        os._exit(0)  # nothing of what this process has is to be closed or flushed twice


def _serve(connection: Connection[Any, Any], work: Callable[[Task], Any]) -> None:
    """Do tasks until there are no more."""
    while True:
        try:
            task = pickle.loads(connection.recv_bytes())  # noqa: S301 -- from the process that this one is a copy of
        except (EOFError, OSError):
            return
        try:
            said = pickle.dumps((True, work(task)), pickle.HIGHEST_PROTOCOL)
        except Exception as error:  # noqa: BLE001 -- the other process is told of it
            said = pickle.dumps((False, f"{type(error).__name__}: {error}"))
        connection.send_bytes(said)
