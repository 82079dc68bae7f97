"""What TensorFlow refuses to build because shapes do not fit: the model refuses nothing else."""

from __future__ import annotations

import random
from contextlib import suppress

import pytest

from tests.tf_ops.environment import Sizes
from tests.tf_ops.test_random_shapes import templates, tensors

pytestmark = pytest.mark.tensorflow

ROUNDS = 25


def broken(given: dict[str, tuple[str, Sizes]], chance: random.Random) -> dict[str, tuple[str, Sizes]]:
    """The placeholders with one size changed, or one dimension more or less."""
    name = chance.choice(sorted(given))
    dtype, shape = given[name]
    if not shape:
        return given
    at = chance.randrange(len(shape))
    other: Sizes = chance.choice(
        ((*shape[:at], chance.randint(1, 7), *shape[at + 1 :]), (*shape[:at], *shape[at + 1 :]), (*shape[:at], 2, *shape[at:]))
    )
    return {**given, name: (dtype, other)}


@pytest.mark.parametrize(("call", "patterns"), templates(), ids=[call for call, _ in templates()])
def test_refusals(call: str, patterns: dict[str, str]) -> None:
    from tests.tf_ops import model, reality

    chance = random.Random(call)
    for _ in range(ROUNDS):
        given = broken(tensors(patterns, chance), chance)
        real = reality.see(call, tensors=given)
        graph = model.Graph()
        with suppress(AttributeError, LookupError, TypeError):  # what the catalogue's little Python makes of unknown ranks
            eval(call, {}, model.environment(graph, given))
        for misfit in graph.refused[:1]:
            told = f"{call} with {given}: {misfit.message}, TensorFlow says {real.error or 'nothing'}"
            assert real.error.startswith(misfit.exception), told
