"""Shapes of all sorts through TensorFlow and through the model: equal wherever the model claims to know."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from tests.tf_ops.environment import Sizes

pytestmark = pytest.mark.tensorflow

ROUNDS = 10


def templates() -> list[tuple[str, dict[str, str]]]:
    """Calls and the patterns of their tensors' shapes."""
    text = Path(__file__).with_name("templates.txt").read_text(encoding="utf-8")
    found = []
    for line in text.splitlines():
        if line and not line.startswith("#"):
            call, _, tensors = line.rpartition(" | ")
            found.append((call, dict(word.split("=") for word in tensors.split())))
    return found


def tensors(patterns: dict[str, str], chance: random.Random) -> dict[str, tuple[str, Sizes]]:
    """Placeholders of random shapes after patterns."""
    sizes: dict[str, int] = {}
    found: dict[str, tuple[str, Sizes]] = {}
    for name, pattern in patterns.items():
        kind, _, letters = pattern.rpartition(":")
        dims = [int(c) if c.isdigit() else sizes.setdefault(c, chance.randint(2, 6)) for c in letters]
        shape: Sizes = tuple(None if chance.random() < 0.3 else dim for dim in dims)
        if chance.random() < 0.12:
            shape = None
        found[name] = ({"i": "int32", "o": "bool", "": "float32"}[kind], shape)
    return found


@pytest.mark.parametrize(("call", "patterns"), templates(), ids=[call for call, _ in templates()])
def test_random_shapes(call: str, patterns: dict[str, str]) -> None:
    from tests.tf_ops.compare import compare

    chance = random.Random(call)
    for _ in range(ROUNDS):
        given = tensors(patterns, chance)
        found = compare(call, given)
        if found.error:
            continue
        shown = f"{call} with {given}"
        assert not found.wrong, f"{shown}: {found.wrong}"
        assert not set(found.unknown) & {"shape", "dimension", "dtype", "names"}, f"{shown}: {found.unknown}"
