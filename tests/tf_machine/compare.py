"""Where two records differ, and the smallest sequence that still does."""

from __future__ import annotations

from collections.abc import Callable

from . import operations as o
from .record import Record, Step

OPEN_ENDED = (" Originally defined at:", "'{{node", "Tensor(", "<tf.Tensor", "<")
"""From here on a message is about things that only one side has."""


def difference(ours: Record, theirs: Record) -> str | None:
    """The first difference in words, or None."""
    for index, (mine, real) in enumerate(zip(ours.steps, theirs.steps, strict=True)):
        if not same_step(mine, real):
            return f"step {index}:\n  scopelint  {mine}\n  TensorFlow {real}"
    for index, (one, two) in enumerate(zip(ours.graphs, theirs.graphs, strict=False)):
        if one != two:
            return f"graph {index}:\n  scopelint  {one}\n  TensorFlow {two}"
    return None if len(ours.graphs) == len(theirs.graphs) else "different numbers of graphs"


def same_step(mine: Step, real: Step) -> bool:
    """Results and surroundings are equal, messages start alike."""
    if (mine.result, mine.around) != (real.result, real.around) or (mine.error is None) != (real.error is None):
        return False
    if mine.error is None or real.error is None:
        return True
    one, two = _start(mine.error[1]), _start(real.error[1])
    return mine.error[0] == real.error[0] and (one.startswith(two) or two.startswith(one))


def _start(message: str) -> str:
    for mark in OPEN_ENDED:
        message = message.partition(mark)[0]
    return message


def shrink(sequence: o.Sequence, fails: Callable[[o.Sequence], bool]) -> o.Sequence:
    """Drop what is not needed for `fails`."""
    size = len(sequence) // 2
    while size:
        start = 0
        while start < len(sequence):
            shorter = sequence[:start] + sequence[start + size :]
            if fails(shorter):
                sequence = shorter
            else:
                start += size
        size //= 2
    return sequence
