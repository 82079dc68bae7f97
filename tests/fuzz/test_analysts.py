"""A process that dies is told with its program, and costs no other."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from .analysts import DIED, Analysts


@pytest.fixture(scope="module")
def analysts() -> Iterator[Analysts]:
    made = Analysts(jobs=2)
    yield made
    made.close()


def listen(program: str) -> str:
    if program == "deadly":
        os._exit(1)
    return f"heard {program}"


def test_the_deadly_ones_are_told(analysts: Analysts) -> None:
    programs = ["a", "deadly", "b", "c", "deadly", "d"]
    assert list(analysts.ask(listen, programs)) == ["heard a", DIED, "heard b", "heard c", DIED, "heard d"]


def test_the_next_programs_are_heard(analysts: Analysts) -> None:
    assert list(analysts.ask(listen, ["deadly"])) == [DIED]
    assert list(analysts.ask(listen, ["e", "f"])) == ["heard e", "heard f"]
