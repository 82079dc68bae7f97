"""The catalogue's calls with other arguments: variables, Python lists and less known shapes in place of tensors."""

from __future__ import annotations

import random
import re

import pytest

from tests.tf_ops.environment import calls

pytestmark = pytest.mark.tensorflow

INSTEAD = {
    "x0": ["v0", "1.0", "u", "2"],
    "x1": ["v1", "[1.0, 2.0, 3.0, 4.0, 5.0, 6.0]", "u"],
    "x2": ["p2", "u", "v2", "[[1.0] * 6] * 4", "tf.zeros([4, 6])", "(x2 * 2.0)"],
    "x3": ["p3", "u", "tf.ones([2, 4, 6])"],
    "x4": ["p4", "u", "tf.zeros([2, 8, 8, 3])"],
    "p2": ["x2", "u", "v2"],
    "p3": ["x3", "u"],
    "p4": ["x4", "u"],
    "u": ["x2", "p3", "x4", "v1"],
    "i0": ["2", "vi0", "tf.constant(3)", "tf.shape(x2)[0]"],
    "i1": ["[0, 1, 2, 3, 1, 0]", "pi1", "tf.range(6)"],
    "i2": ["tf.cast(x2, tf.int32)", "[[0, 1, 2, 3, 1, 0]] * 4"],
    "b2": ["(x2 > 0)", "tf.ones([4, 6], tf.bool)"],
    "v2": ["x2", "p2", "v2 * 1.0"],
    "w": ["tf.ones([6, 5])", "u"],
}
ROUNDS = 1
LEAVES_OUT = ("tf.summary.merge_all", "tf.hessians")


def mutated(call: str, chance: random.Random) -> str:
    """The call with one of its tensors replaced."""
    places = [m for m in re.finditer(r"(?<![\w.\"'])\w+", call) if m.group() in INSTEAD]
    if not places:
        return call
    place = chance.choice(places)
    return call[: place.start()] + chance.choice(INSTEAD[place.group()]) + call[place.end() :]


@pytest.mark.parametrize("call", [c for c in calls() if not c.startswith(LEAVES_OUT)])
def test_mutated_calls(call: str) -> None:
    from tests.tf_ops.compare import compare

    chance = random.Random(call)
    for _ in range(ROUNDS):
        other = mutated(call, chance)
        if other == call:
            continue
        found = compare(other)
        assert found.error or not found.wrong, f"{other}: {found.wrong}"
