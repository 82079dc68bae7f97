"""The strategy: TensorFlow 1 programs as text."""

from __future__ import annotations

import random
from typing import Final

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from . import classes, collected, data, flow, functions, graphs, idioms, keras, layers, ops, scopes, slim, training, variables
from .choices import Choices
from .maker import STATEMENTS, Maker

ROOMS: Final = (scopes, variables, flow, functions, classes, data, ops, graphs, layers, slim, keras, training, collected, idioms)
"""Importing these fills the table of statements."""


def program(number: int) -> str:
    """The program of this number: the same text always."""
    return made(Choices(random.Random(number).randint))


@st.composite
def programs(draw: DrawFn) -> str:
    """The same programs for hypothesis, which can shrink them."""
    return made(Choices(lambda low, high: draw(st.integers(low, high))))


def made(choose: Choices) -> str:
    """A program that terminates, and is valid Python."""
    assert STATEMENTS
    m = Maker(choose, budget=choose.number(3, 30))
    for _ in range(choose.number(2, 9)):
        if choose.chance(35):
            flow.caught(m)
        else:
            m.one()
    return m.text()
