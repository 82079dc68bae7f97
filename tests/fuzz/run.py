"""Many programs through both, in bulk; the failing ones made small.

In: numbers of programs. Out: differences. TensorFlow runs `jobs` programs at a time, while processes of their own make the programs and
put them through scopelint; this process only compares. Only programs that differ cost more, and how much is limited.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from types import TracebackType
from typing import Final

from tests.oracle import Oracle, Result

from .analysts import Analysts
from .difference import Difference, Heard, difference, heard
from .programs import program
from .reduce import smaller

AHEAD: Final = 200
"""How many programs are under way at a time."""

TRIES: Final = 600
"""How many smaller programs are tried for one that differs: a few minutes at the worst."""

PER_SEED: Final = 1_000_000
"""How many programs a seed has."""

SECONDS: Final = 300.0
"""The time limit of a program under TensorFlow, which needs a fraction of a second: a busy machine is no difference."""


@dataclass(frozen=True)
class Outcome:
    """One program: its number, what TensorFlow did, and the difference if there is one."""

    number: int
    result: Result
    difference: Difference | None


class Both:
    """TensorFlow and scopelint, each in processes of their own. Use it as a context manager.

    Args:
        jobs: how many processes each of the two may keep busy.
    """

    def __init__(self, jobs: int = 2) -> None:
        self._oracle = Oracle(jobs=jobs, seconds=SECONDS)
        self._analysts = Analysts(jobs)

    def __enter__(self) -> Both:
        self._oracle.__enter__()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._analysts.close()
        self._oracle.__exit__(kind, error, trace)

    def run(self, numbers: Iterable[int]) -> Iterator[Outcome]:
        """Puts programs through both, in order."""
        left = iter(numbers)
        while batch := list(islice(left, AHEAD)):
            said = self._analysts.ask(_heard_of, batch)
            results = self._oracle.run_sources(program(number) for number in batch)
            for number, result, ours in zip(batch, results, said, strict=True):
                yield Outcome(number, result, difference(program(number), result, ours))

    def differences(self, texts: Sequence[str]) -> list[Difference | None]:
        """How the two differ about each of these programs."""
        said = self._analysts.ask(heard, texts)
        results = self._oracle.run_sources(texts)
        return [difference(text, result, ours) for text, result, ours in zip(texts, results, said, strict=True)]

    def shrunk(self, found: Difference) -> Difference:
        """The same difference in a smaller program: the same kind, and the program ends in the same way."""

        def alike(one: Difference | None) -> bool:
            return one is not None and one.key == found.key and _end(one) == _end(found)

        small = smaller(found.program, lambda texts: [alike(one) for one in self.differences(texts)], TRIES)
        return self.differences([small])[0] or found


def numbers(seed: int, count: int) -> range:
    """The numbers of the programs of a seed."""
    return range(seed * PER_SEED, seed * PER_SEED + count)


def _heard_of(number: int) -> Heard:
    return heard(program(number))


def _end(one: Difference) -> str:
    error = one.result.truth.error
    return one.result.truth.ended.value if error is None else error.type
