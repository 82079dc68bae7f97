"""The fixtures that show a rule's finding, mended: scopelint finds nothing of it any more, and TensorFlow runs them to their end."""

from __future__ import annotations

from functools import cache
from typing import Final

import pytest

from scopelint import fixing, runner
from scopelint.fixing import Fixed
from scopelint.model import Severity
from scopelint.rules import Rule, registry
from tests.fixture_format import FIXTURES, Fixture, find_fixtures
from tests.oracle import Oracle

RULES: Final = tuple(rule for rule in registry.all_rules() if rule.meta.fix is not None)
NOT_MENDED: Final = {"rules/TFS107/bad_root_scope": "reuse_variables() was called: where the block that shares ends is not known"}
"""Fixtures of rules that have a fix, where it does not fit, and why."""


def bad(rule: Rule) -> list[Fixture]:
    """The fixtures of a rule that are one file."""
    return [f for f in find_fixtures(FIXTURES / "rules" / rule.meta.code) if "/bad_" in f.id and len(f.modules) == 1]


@cache
def mended(fixture: Fixture) -> Fixed:
    """A fixture after `--fix --unsafe-fixes`, in memory."""
    said = {"unsafe-fixes": True, "extend-select": list(fixture.expectations().selected)}
    request = runner.Request((fixture.program.name,), fixture.root, said=said)
    return fixing.fixed(request, runner.check(request))


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.meta.code)
def test_findings_of_a_rule_with_fixes_can_be_mended(rule: Rule) -> None:
    results = {fixture.id: mended(fixture) for fixture in bad(rule)}
    done = {name: rule.meta.code in {d.code for d in result.mended} for name, result in results.items()}
    assert any(done.values())
    for name, result in results.items():
        assert result.not_kept == (), name
        assert done[name] == (name not in NOT_MENDED), name
        if done[name]:
            assert rule.meta.code not in {d.code for d in result.checked.diagnostics}, name


@pytest.mark.tensorflow
def test_tensorflow_runs_the_mended_programs() -> None:
    with Oracle() as oracle:
        for rule in RULES:
            for fixture in bad(rule):
                result = mended(fixture)
                if result.changed and not any(d.severity is Severity.ERROR for d in result.checked.diagnostics):
                    (changed,) = result.changed
                    truth = oracle.run_source(changed.after.decode()).truth
                    assert truth.ended.complete, f"{fixture.id}: {truth.error}\n{changed.after.decode()}"
