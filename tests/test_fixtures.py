"""Each fixture against TensorFlow's recorded answer, and scopelint against each fixture.

Needs no TensorFlow: `python -m tests.oracle verify fixtures` holds the recorded answers against the real one.
"""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path
from typing import Any, Final

import pytest

from scopelint import runner
from scopelint.inventory import Inventory, inventory
from scopelint.model import Severity
from scopelint.report import as_json
from scopelint.rules import registry
from tests.fixture_format import FIXTURES, OUTCOMES, Finding, Fixture, Line, find_fixtures
from tests.oracle.compare import Prediction, Verdict, compare
from tests.oracle.record import orphans
from tests.oracle.truth import Ended, Event, Outcome, Truth, loads

ALL: Final = tuple(find_fixtures())

OTHER_CALLS: Final = {
    "classes/class_body_code",  # a class body is a frame of its own
    "combined/decorated_generators_and_classes",  # a generator expression is a frame of its own
    "entry/fire_or_main",  # calls main itself where fire is not installed
    "exceptions/refused_in_finally",  # Python 3.11 calls `__exit__` from where the `with` begins, later ones from where the manager stands
    "graphs/strategies",  # the calls of a thread begin with what it runs
    "graphs/threads",  # the same
}
"""Fixtures in which the user's calls are told differently, and why."""

KNOWN_CODES: Final = frozenset(rule.meta.code for rule in registry.all_rules())
"""What fixtures announce of later rules does not count yet."""

ERRORS: Final = frozenset(rule.meta.code for rule in registry.all_rules() if rule.meta.severity is Severity.ERROR)

OF_RULES: Final = tuple(fixture for fixture in ALL if fixture.id.startswith("rules/"))


@pytest.fixture(scope="module", params=[pytest.param(fixture, id=fixture.id) for fixture in ALL])
def fixture(request: pytest.FixtureRequest) -> Fixture:
    """Each in turn: of this scope, so that all that is asked of one is asked in a row."""
    asked: Fixture = request.param
    return asked


@pytest.fixture(scope="module")
def checked(fixture: Fixture) -> runner.Checked:
    """What `scopelint check` makes of the fixture's modules, with the rules that it switches on in addition to the default ones."""
    paths = tuple(module.relative_to(fixture.root).as_posix() for module in fixture.modules)
    selected = fixture.expectations().selected
    select = (*(rule.meta.code for rule in registry.chosen(None, ())), *selected) if selected else None
    return runner.check(runner.Request(paths, fixture.root, said={"select": select}, context=False))


@pytest.fixture(scope="module")
def names(fixture: Fixture, checked: runner.Checked) -> dict[str, Any]:
    """What `scopelint names --format json` says of the program; where that is all the code there is, it has been analysed already."""
    if fixture.modules == (fixture.program,):
        return _as_json(inventory(checked.analysis.traces))
    return _named(fixture, fixture.program)


def test_there_are_fixtures() -> None:
    assert len(ALL) >= 200
    assert len({fixture.id for fixture in ALL}) == len(ALL)


def test_every_truth_belongs_to_a_fixture() -> None:
    assert list(orphans(FIXTURES)) == []


def test_comments_agree_with_tensorflow(fixture: Fixture) -> None:
    recorded: defaultdict[Line, dict[str, list[str]]] = defaultdict(lambda: {outcome: [] for outcome in OUTCOMES.values()})
    for event in _truth(fixture).events:
        recorded[_line(event)][event.outcome.value].append(event.name)
    for where, said in fixture.expectations().names.items():
        assert said == {outcome: tuple(names) for outcome, names in recorded[where].items()}, str(where)


def test_error_that_ends_the_program_is_announced(fixture: Fixture) -> None:
    findings = fixture.expectations().findings
    announced = {finding.where for finding in findings if finding.severity == "error" or finding.code == "TFS902"}
    where = _ends(_truth(fixture))
    if not where:
        announced = {finding.where for finding in findings if finding.severity == "error"}
        assert not announced, "TensorFlow runs this program to its end"
    else:
        assert announced & where


@pytest.mark.parametrize("fixture", OF_RULES, ids=lambda fixture: str(fixture.id), scope="module")
def test_tensorflow_bears_a_rule_out(fixture: Fixture) -> None:
    """TensorFlow raises where a rule of severity error speaks, and runs what comes near it to its end."""
    _, code, name = fixture.id.split("/")
    truth = _truth(fixture)
    if name.startswith("ok_"):
        assert truth.ended.complete
    elif code in ERRORS and not name.endswith("_after_another_mistake"):
        assert {finding.where for finding in fixture.expectations().findings if finding.code == code} & _ends(truth)


def test_names_are_those_of_tensorflow(fixture: Fixture, names: dict[str, Any]) -> None:
    comparison = compare(_truth(fixture), names)
    assert comparison.ok, str(comparison)


def test_calls_are_those_of_tensorflow(fixture: Fixture, names: dict[str, Any]) -> None:
    """Each request that was foreseen with its name, place and outcome was foreseen with the user's calls that led to it."""
    if fixture.id in OTHER_CALLS:
        return
    said = defaultdict[object, list[object]](list)
    for variable in names["variables"]:
        where = (variable["name"], variable["outcome"], variable["path"], variable["line"], variable["column"])
        said[where].append([(call["path"], call["line"], call["column"]) for call in variable["calls"]])
    for event in _truth(fixture).events:
        if event.place is not None:
            foreseen = said[event.name, event.outcome.value, event.place.path, event.place.line, event.place.column]
            calls = [(call.path, call.line, call.column) for call in event.calls]
            assert not foreseen or calls in foreseen, f"{event.name} at {event.place}"


def test_names_need_no_patterns(fixture: Fixture, names: dict[str, Any]) -> None:
    if fixture.expectations().names_exact:
        comparison = compare(_truth(fixture), names)
        assert [str(pair) for pair in comparison.pairs if pair.verdict is Verdict.COVERED] == []


def test_code_alone_shows_each_call_that_makes_variables(fixture: Fixture) -> None:
    """Without its driver the code still has an event at each of these calls; its name may depend on the caller."""
    if not fixture.has_driver:
        return
    (module,) = fixture.modules
    foreseen = {Prediction.from_json(element).place for element in _named(fixture, module)["variables"]}
    made = {event.place for event in _truth(fixture).events if event.place is not None and event.place.path == module.name}
    assert made <= foreseen


def test_findings_are_the_announced_ones(fixture: Fixture, checked: runner.Checked) -> None:
    assert checked.problems == ()
    found = sorted(Finding(Line(d.site.path, d.site.span.line), d.code, d.severity.value) for d in checked.diagnostics)
    expectations = fixture.expectations()
    if expectations.findings_checked:
        assert found == [finding for finding in expectations.findings if finding.code in KNOWN_CODES]


def _truth(fixture: Fixture) -> Truth:
    return loads(fixture.truth.read_text(encoding="utf-8"))


def _line(event: Event) -> Line:
    assert event.place is not None
    return Line(event.place.path, event.place.line)


def _ends(truth: Truth) -> set[Line]:
    """Where the error that nobody caught was raised: the beginning of the call, if the call asked for a variable, and the calls around it.

    A rule may speak of the outer call: a builder that is called again.
    """
    if truth.ended is not Ended.ERROR:
        return set()
    if truth.events and truth.events[-1].outcome is Outcome.ERROR:
        return {_line(truth.events[-1]), *(Line(call.path, call.line) for call in truth.events[-1].calls)}
    assert truth.error is not None
    assert truth.error.path is not None
    return {Line(truth.error.path, truth.error.line or 0)}


def _named(fixture: Fixture, program: Path) -> dict[str, Any]:
    named = runner.names(runner.Request((program.name,), fixture.root))
    assert named.analysis.problems == ()
    return _as_json(named.inventory)


def _as_json(found: Inventory) -> dict[str, Any]:
    output: dict[str, Any] = json.loads(as_json.names(found))
    return output
