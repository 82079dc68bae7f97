"""Many programs through both, in bulk; the failing ones made small.

In: numbers of programs. Out: differences. Programs are made ahead, TensorFlow runs `jobs` of them at a time, and scopelint analyses one
while TensorFlow is busy with the next. Only programs that differ cost more.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from tests.oracle import Oracle, Result

from .difference import Difference, difference
from .programs import program
from .reduce import smaller


@dataclass(frozen=True)
class Outcome:
    """One program: its number, what TensorFlow did, and the difference if there is one."""

    number: int
    result: Result
    difference: Difference | None


def run(oracle: Oracle, numbers: Iterable[int]) -> Iterator[Outcome]:
    """Puts programs through both, in order."""
    kept = list(numbers)
    texts = [program(number) for number in kept]
    for number, text, result in zip(kept, texts, oracle.run_sources(texts), strict=True):
        yield Outcome(number, result, difference(text, result))


def numbers(seed: int, count: int) -> range:
    """The numbers of the programs of a seed."""
    return range(seed * 1_000_000, seed * 1_000_000 + count)


def shrunk(oracle: Oracle, found: Difference) -> Difference:
    """The same difference in a smaller program: the same kind, and the program ends in the same way."""

    def differences(texts: Sequence[str]) -> list[Difference | None]:
        return [difference(text, result) for text, result in zip(texts, oracle.run_sources(texts), strict=True)]

    def alike(one: Difference | None) -> bool:
        return one is not None and one.key == found.key and _end(one) == _end(found)

    small = smaller(found.program, lambda texts: [alike(one) for one in differences(texts)])
    return differences([small])[0] or found


def _end(one: Difference) -> str:
    error = one.result.truth.error
    return one.result.truth.ended.value if error is None else error.type
