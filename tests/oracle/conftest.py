"""What the oracle's tests share: one running TensorFlow, and results in a form that is easy to read."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from textwrap import dedent

import pytest

from .oracle import Oracle, Result
from .truth import Event, Truth

Ask = Callable[..., list[str]]
"""Runs a program given as text; gives what TensorFlow said, one line an event (see `outline`)."""


@pytest.fixture(scope="session")
def oracle() -> Iterator[Oracle]:
    """A running TensorFlow. Fails, and does not skip, where TensorFlow is not installed."""
    with Oracle(jobs=2, seconds=60) as running:
        yield running


@pytest.fixture
def ask(oracle: Oracle) -> Ask:
    """Asks TensorFlow about one program."""

    def asking(source: str | Mapping[str, str]) -> list[str]:
        return outline(run(oracle, source).truth)

    return asking


def run(oracle: Oracle, source: str | Mapping[str, str]) -> Result:
    """Runs a program whose text is indented as its test is."""
    if isinstance(source, str):
        return oracle.run_source(dedent(source).lstrip("\n"))
    return oracle.run_source({name: dedent(text).lstrip("\n") for name, text in source.items()})


def outline(truth: Truth) -> list[str]:
    """One line an event, "create scope/w 3" with the user's line, and the uncaught error, "ValueError 7"."""
    error = truth.error
    return [_line(event) for event in truth.events] + ([] if error is None else [f"{error.type} {error.line}"])


def _line(event: Event) -> str:
    place = event.place
    where = "?" if place is None else str(place.line) if place.path == "main.py" else f"{place.path}:{place.line}"
    return f"{event.outcome.value} {event.name} {where}"
