"""What is recorded beside the fixtures is what TensorFlow says today: the command `python -m tests.oracle verify fixtures`, as a test."""

from __future__ import annotations

import pytest

from tests.fixture_format import FIXTURES
from tests.oracle import Oracle
from tests.oracle.record import State, check

JOBS = 2
SECONDS = 300.0
"""The time limit of a fixture, which needs a second or two: a busy machine does not make a truth stale."""


@pytest.mark.tensorflow
def test_recorded_truths_are_those_of_tensorflow() -> None:
    with Oracle(JOBS, SECONDS) as oracle:
        found = list(check([FIXTURES], oracle))
    assert found
    differing = [f"{one.state.value}: {one.path}\n{one.difference}" for one in found if one.state is not State.SAME]
    assert not differing, "\n".join([f"{len(differing)} of {len(found)} recorded truths differ", *differing])
