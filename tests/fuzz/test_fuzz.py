"""Generated programs: what scopelint says is what TensorFlow does.

Longer: `python -m tests.fuzz --programs 10000 --seed 1`.
"""

from __future__ import annotations

import os
import random
from collections.abc import Iterator

import pytest
from hypothesis import given, settings

from .difference import said
from .programs import programs
from .run import Both, numbers

FIXED = 2000
FRESH = 100
SEED = 1
MOST = 3
"""Differences that are made small in one run; the others are only counted."""


@pytest.fixture(scope="module")
def both() -> Iterator[Both]:
    with Both() as running:
        yield running


def check(both: Both, seed: int, count: int) -> None:
    found = [outcome for outcome in both.run(numbers(seed, count)) if outcome.difference is not None]
    texts = [f"program {one.number}:\n{both.shrunk(one.difference)}" for one in found[:MOST] if one.difference is not None]
    assert not found, "\n\n".join([f"seed {seed}: {len(found)} of {count} programs differ", *texts])


@pytest.mark.tensorflow
def test_programs_of_the_fixed_seed(both: Both) -> None:
    check(both, SEED, FIXED)


@pytest.mark.tensorflow
def test_programs_of_a_fresh_seed(both: Both) -> None:
    check(both, int(os.environ.get("SCOPELINT_SEED", random.SystemRandom().randrange(1 << 30))), FRESH)


@settings(max_examples=60, deadline=None)
@given(programs())
def test_programs_are_valid_and_can_be_analysed(text: str) -> None:
    compile(text, "main.py", "exec")
    assert said(text).problems == ()
