"""Each rule with its fixtures: what scopelint finds in them, and what TensorFlow made of them.

    python -m tests.rule_verdicts              # every rule
    python -m tests.rule_verdicts TFS106 ...   # these

In: `fixtures/rules/`, whose recorded truths and announced findings `test_fixtures.py` checks. Out: text.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator

from scopelint.rules import registry
from tests.fixture_format import Fixture, find_fixtures
from tests.oracle.truth import Truth, loads


def verdicts(codes: frozenset[str] = frozenset()) -> Iterator[str]:
    """The lines of the report; without codes, for all rules."""
    fixtures = [fixture for fixture in find_fixtures() if fixture.id.startswith("rules/")]
    for rule in registry.all_rules():
        if codes and rule.meta.code not in codes:
            continue
        yield f"{rule.meta.code} {rule.meta.name} ({rule.meta.severity.value}): {rule.meta.summary}"
        for fixture in fixtures:
            if fixture.id.split("/")[1] == rule.meta.code:
                yield f"  {fixture.id.split('/', 2)[2]}"
                yield f"    scopelint: {_announced(fixture)}"
                yield f"    TensorFlow: {_verdict(loads(fixture.truth.read_text(encoding='utf-8')))}"


def _announced(fixture: Fixture) -> str:
    found = [f"{finding.code} at line {finding.where.line}" for finding in fixture.expectations().findings]
    return ", ".join(found) or "nothing"


def _verdict(truth: Truth) -> str:
    made = sum(event.outcome.value == "create" for event in truth.events)
    shared = sum(event.outcome.value == "reuse" for event in truth.events)
    counts = f"makes {made} and shares {shared} variables"
    if truth.error is None:
        return f"runs to its end, {counts}"
    first = truth.error.message.splitlines()[0] if truth.error.message else ""
    return f"{counts}, then raises {truth.error.type} at line {truth.error.line}: {first[:120]}"


if __name__ == "__main__":
    sys.stdout.writelines(f"{line}\n" for line in verdicts(frozenset(sys.argv[1:])))
