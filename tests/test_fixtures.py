"""Each fixture against TensorFlow's recorded answer, and scopelint against each fixture.

Needs no TensorFlow: `python -m tests.oracle verify fixtures` holds the recorded answers against the real one.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest
from click.testing import CliRunner

from scopelint.cli import main
from tests.fixture_format import FIXTURES, OUTCOMES, Finding, Fixture, Line, find_fixtures
from tests.oracle.compare import Prediction, compare
from tests.oracle.record import orphans
from tests.oracle.truth import Ended, Event, Outcome, Truth, loads

ALL: Final = tuple(find_fixtures())
EVERY: Final = pytest.mark.parametrize("fixture", [pytest.param(fixture, id=fixture.id) for fixture in ALL])
DRIVEN: Final = pytest.mark.parametrize("fixture", [pytest.param(fixture, id=fixture.id) for fixture in ALL if fixture.has_driver])


def test_there_are_fixtures() -> None:
    assert len(ALL) >= 200
    assert len({fixture.id for fixture in ALL}) == len(ALL)


def test_every_truth_belongs_to_a_fixture() -> None:
    assert list(orphans(FIXTURES)) == []


@EVERY
def test_comments_agree_with_tensorflow(fixture: Fixture) -> None:
    recorded: defaultdict[Line, dict[str, list[str]]] = defaultdict(lambda: {outcome: [] for outcome in OUTCOMES.values()})
    for event in _truth(fixture).events:
        recorded[_line(event)][event.outcome.value].append(event.name)
    for where, said in fixture.expectations().names.items():
        assert said == {outcome: tuple(names) for outcome, names in recorded[where].items()}, str(where)


@EVERY
def test_error_that_ends_the_program_is_announced(fixture: Fixture) -> None:
    announced = {finding.where for finding in fixture.expectations().findings if finding.severity == "error"}
    where = _end(_truth(fixture))
    if where is None:
        assert not announced, "TensorFlow runs this program to its end"
    else:
        assert where in announced


@EVERY
def test_names_are_those_of_tensorflow(fixture: Fixture, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(fixture.root)
    comparison = compare(_truth(fixture), _names(fixture.program))
    assert comparison.ok, str(comparison)


@DRIVEN
def test_code_alone_foresees_what_its_driver_makes(fixture: Fixture, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the driver every name is still there, be it as a pattern, at the same place."""
    monkeypatch.chdir(fixture.root)
    (module,) = fixture.modules
    predictions = [Prediction.from_json(element) for element in _names(module)["variables"]]
    for event in _truth(fixture).events:
        if event.place is not None and event.place.path == module.name:
            there = [prediction for prediction in predictions if prediction.place == event.place]
            assert any(_foresees(prediction, event) for prediction in there), (
                f"{event.outcome.value} {event.name} at {event.place}: {[prediction.name for prediction in there]}"
            )


@EVERY
def test_findings_are_the_announced_ones(fixture: Fixture, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(fixture.root)
    expectations = fixture.expectations()
    if not expectations.findings_checked:
        return
    known = _known_codes()
    announced = [finding for finding in expectations.findings if finding.code in known]
    found = [_finding(element) for element in _check(*fixture.modules)]
    assert sorted(found) == announced


def _truth(fixture: Fixture) -> Truth:
    return loads(fixture.truth.read_text(encoding="utf-8"))


def _line(event: Event) -> Line:
    assert event.place is not None
    return Line(event.place.path, event.place.line)


def _end(truth: Truth) -> Line | None:
    """Where the error that nobody caught was raised: the beginning of the call, if the call asked for a variable."""
    if truth.ended is not Ended.ERROR:
        return None
    if truth.events and truth.events[-1].outcome is Outcome.ERROR:
        return _line(truth.events[-1])
    assert truth.error is not None
    assert truth.error.path is not None
    return Line(truth.error.path, truth.error.line or 0)


def _foresees(prediction: Prediction, event: Event) -> bool:
    """Whether the event may be meant: of a scope that only the caller knows, the name is not known either."""
    return prediction.names(event)


def _finding(element: dict[str, Any]) -> Finding:
    return Finding(Line(element["filename"], element["location"]["row"]), element["code"], element["severity"])


# How scopelint is called.


def _names(program: Path) -> dict[str, Any]:
    """What `scopelint names --format json` says of a program in the current folder."""
    output: dict[str, Any] = _scopelint("names", "--format", "json", program.name)
    return output


def _check(*modules: Path) -> Iterator[dict[str, Any]]:
    """What `scopelint check --output-format json` finds in modules below the current folder."""
    paths = (module.relative_to(Path.cwd()).as_posix() for module in modules)
    yield from _scopelint("check", "--output-format", "json", *paths)


def _known_codes() -> set[str]:
    """The codes of the rules that exist; what fixtures announce for later ones does not count yet."""
    return {"TFS101", "TFS102", "TFS201", "TFS202"}


def _scopelint(*arguments: str) -> Any:
    result = CliRunner().invoke(main, list(arguments), catch_exceptions=False)
    assert result.exit_code in (0, 1), result.output
    return json.loads(result.stdout)
