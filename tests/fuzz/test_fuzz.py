"""Generated programs: what scopelint says is what TensorFlow does.

Longer: `python -m tests.fuzz --programs 10000 --seed 1`.
"""

from __future__ import annotations

import os
import random
from collections.abc import Iterator

import pytest
from hypothesis import given, settings

from tests.oracle import Oracle

from .difference import said
from .programs import programs
from .run import numbers, run, shrunk

FIXED = 2000
FRESH = 200
BATCH = 100
SEED = 1
MOST = 3
"""Differences that are made small in one run; the others are only counted."""


@pytest.fixture(scope="module")
def oracle() -> Iterator[Oracle]:
    with Oracle(jobs=2) as running:
        yield running


def check(oracle: Oracle, batch: range) -> None:
    found = [outcome for outcome in run(oracle, batch) if outcome.difference is not None]
    texts = [f"program {one.number}:\n{shrunk(oracle, one.difference)}" for one in found[:MOST] if one.difference is not None]
    assert not found, "\n\n".join([f"{len(found)} of {len(batch)} programs differ", *texts])


@pytest.mark.fuzz
@pytest.mark.parametrize("first", range(0, FIXED, BATCH))
def test_programs_of_the_fixed_seed(oracle: Oracle, first: int) -> None:
    check(oracle, numbers(SEED, FIXED)[first : first + BATCH])


@pytest.mark.fuzz
def test_programs_of_a_fresh_seed(oracle: Oracle) -> None:
    seed = int(os.environ.get("SCOPELINT_SEED", random.SystemRandom().randrange(1 << 30)))
    print(f"seed {seed}")  # noqa: T201 - shown when the test fails
    check(oracle, numbers(seed, FRESH))


@settings(max_examples=60, deadline=None)
@given(programs())
def test_programs_are_valid_and_can_be_analysed(text: str) -> None:
    compile(text, "main.py", "exec")
    assert said(text).problems == ()
