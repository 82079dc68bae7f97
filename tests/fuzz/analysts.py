"""scopelint in processes of its own, one of which may die.

In: programs. Out: what scopelint says of each, in order. A process that dies (a deep recursion in C, a kill) takes a whole pool with it:
then the programs under way run again one by one, so that the one that it died of is told by name.
"""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import Final, TypeVar

from .difference import Heard

T = TypeVar("T")

DIED: Final = "AnalystDied(the process ended abruptly)"
"""What is heard of a program that kills its analyst: a crash."""


class Analysts:
    """A pool of processes.

    Args:
        jobs: how many there are.
    """

    def __init__(self, jobs: int) -> None:
        self._jobs = jobs
        self._pool = self._made()

    def ask(self, listen: Callable[[T], Heard], programs: Sequence[T]) -> Iterator[Heard]:
        """What `listen` gives for each program, in order. All are under way when this returns."""
        return self._answers(listen, programs, [self._submit(listen, program) for program in programs])

    def close(self) -> None:
        """End the processes; what is under way is not waited for."""
        self._pool.shutdown(cancel_futures=True)

    def _answers(self, listen: Callable[[T], Heard], programs: Sequence[T], asked: list[Future[Heard] | None]) -> Iterator[Heard]:
        for program, future in zip(programs, asked, strict=True):
            try:
                yield self._alone(listen, program) if future is None else future.result()
            except BrokenProcessPool:
                yield self._alone(listen, program)

    def _alone(self, listen: Callable[[T], Heard], program: T) -> Heard:
        """One program while nothing else is under way: a death is this program's doing."""
        for _ in range(2):
            future = self._submit(listen, program)
            try:
                if future is not None:
                    return future.result()
            except BrokenProcessPool:
                self._pool = self._made()
                return DIED
            self._pool = self._made()
        return DIED

    def _submit(self, listen: Callable[[T], Heard], program: T) -> Future[Heard] | None:
        """None where the pool is broken."""
        try:
            return self._pool.submit(listen, program)
        except BrokenProcessPool:
            return None

    def _made(self) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(self._jobs, mp_context=multiprocessing.get_context("spawn"))
