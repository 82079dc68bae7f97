"""Random sequences of scope operations, through the scope machine and through TensorFlow.

Longer: `python -m tests.tf_machine --sequences 50000 --seed 7`.
"""

from __future__ import annotations

import os
import random

import pytest

from . import ours
from .compare import difference, shrink
from .operations import Sequence
from .sequences import sequence

FIXED = 2000
FRESH = 300
BATCH = 100


def check(seeds: range) -> None:
    from . import theirs

    def differs(operations: Sequence) -> bool:
        return difference(ours.run(operations), theirs.run(operations)) is not None

    for seed in seeds:
        operations = sequence(seed)
        if differs(operations):
            small = shrink(operations, differs)
            listed = "\n".join(f"    {operation}," for operation in small)
            pytest.fail(f"seed {seed}:\n{listed}\n{difference(ours.run(small), theirs.run(small))}")


@pytest.mark.tensorflow
@pytest.mark.parametrize("first", range(0, FIXED, BATCH))
def test_sequences_of_fixed_seeds(first: int) -> None:
    check(range(first, first + BATCH))


@pytest.mark.tensorflow
def test_sequences_of_fresh_seeds() -> None:
    seed = int(os.environ.get("SCOPELINT_SEED", random.SystemRandom().randrange(1 << 40)))
    check(range(seed, seed + FRESH))
