"""The rules as a set: their metadata, their documentation, selecting them, and a rule that crashes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest
from msgspec.structs import replace

from scopelint import runner
from scopelint.model import Diagnostic
from scopelint.rules import Record, Rule, check, registry
from tests import rule_docs
from tests.fixture_format import FIXTURES, find_fixtures
from tests.oracle import Ended, Oracle
from tests.traces import Recorder

RULES: Final = registry.all_rules()
EACH: Final = pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.meta.code)
HEADINGS: Final = ["What it does", "Why it matters", "Example", "Mended", "When not to use it"]
ROOT: Final = Path(__file__).resolve().parents[1]
NOT_FOR_TENSORFLOW: Final = {"TFS901", "TFS902"}
"""Rules about what TensorFlow never sees; `test_cli.py` has programs for these."""


def codes(rules: tuple[Rule, ...]) -> list[str]:
    return [rule.meta.code for rule in rules]


def test_codes_and_names_are_unique() -> None:
    assert len({rule.meta.code for rule in RULES}) == len({rule.meta.name for rule in RULES}) == len(RULES)


@EACH
def test_metadata(rule: Rule) -> None:
    meta = rule.meta
    assert re.fullmatch(r"TFS\d{3}", meta.code)
    assert re.fullmatch(r"[a-z]+(-[a-z]+)+", meta.name)
    assert meta.summary[0].islower() or meta.summary.startswith("tf.")
    assert not meta.summary.endswith(".")
    (file,) = (ROOT / "scopelint" / "rules").glob(f"{meta.code.lower()}_*.py")
    assert file.stem == f"{meta.code}_{meta.name}".lower().replace("-", "_")


@EACH
def test_documentation_has_the_fixed_headings(rule: Rule) -> None:
    more = ["Fix"] * (rule.meta.fix is not None) + ["Options"] * bool(rule.meta.options)
    assert re.findall(r"^## (.*)$", rule.docs, re.MULTILINE) == [*HEADINGS, *more]
    assert all(len(line) <= 140 for line in rule.docs.splitlines())


@EACH
def test_changelog_mentions_the_rule(rule: Rule) -> None:
    assert f"{rule.meta.code} {rule.meta.name}" in re.sub(r"\s+", " ", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"))


def test_changelog_mentions_no_rule_that_does_not_exist() -> None:
    mentioned = set(re.findall(r"\bTFS\d{3}\b", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")))
    assert mentioned == set(codes(RULES))


def test_generated_documentation_is_what_the_rules_say() -> None:
    assert rule_docs.differing() == [], "run `python -m tests.rule_docs`"


@EACH
def test_rule_has_fixtures(rule: Rule) -> None:
    """Programs that have the finding, and programs that come near it and have it not; `test_fixtures.py` checks what they say."""
    if rule.meta.code in NOT_FOR_TENSORFLOW:
        return
    folder = FIXTURES / "rules" / rule.meta.code
    announced = {f.id.removeprefix(f"rules/{rule.meta.code}/"): f.expectations() for f in find_fixtures(folder)}
    assert any(name.startswith("bad_") for name in announced)
    assert any(name.startswith("ok_") for name in announced)
    for name, said in announced.items():
        assert name.startswith(("bad_", "ok_"))
        assert said.findings_checked
        assert rule.meta.default or rule.meta.code in said.selected, name
        assert (rule.meta.code in {finding.code for finding in said.findings}) == name.startswith("bad_"), name


@EACH
def test_examples_of_the_documentation(rule: Rule, tmp_path: Path) -> None:
    """The failing programs have the finding, the mended ones have none."""
    select = (rule.meta.code,) if not rule.meta.default else None
    bad, mended = programs(rule)
    assert bad
    for program in bad:
        assert rule.meta.code in found(program, tmp_path, select)
    for program in mended:
        assert found(program, tmp_path, None) == set()


@pytest.mark.tensorflow
def test_tensorflow_says_what_the_documentation_quotes() -> None:
    with Oracle() as oracle:
        for rule in RULES:
            bad, mended = programs(rule)
            said = re.findall(r"^TensorFlow says:\n\n```text\n(\w+): (.*?)\n```$", rule.docs, re.MULTILINE | re.DOTALL)
            assert len(said) in (0, len(bad)), rule.meta.code
            for program, (kind, text) in zip(bad, said, strict=False):
                truth = oracle.run_source(program).truth
                assert truth.ended is Ended.ERROR, rule.meta.code
                assert truth.error is not None
                assert truth.error.type == kind, rule.meta.code
                assert text in truth.error.message, rule.meta.code
            for program in [*mended, *([] if said or rule.meta.code in NOT_FOR_TENSORFLOW else bad)]:
                assert oracle.run_source(program).truth.ended.complete, rule.meta.code


def programs(rule: Rule) -> tuple[list[str], list[str]]:
    """The programs under "Example" and those under "Mended"."""
    sections = dict(re.findall(r"^## (.*?)\n(.*?)(?=^## |\Z)", rule.docs, re.MULTILINE | re.DOTALL))
    found = [re.findall(r"^```python2?\n(.*?)^```$", sections[name], re.MULTILINE | re.DOTALL) for name in ("Example", "Mended")]
    return found[0], found[1]


def found(program: str, folder: Path, select: tuple[str, ...] | None) -> set[str]:
    (folder / "program.py").write_text(program, encoding="utf-8")
    checked = runner.check(runner.Request(("program.py",), folder, said={} if select is None else {"select": select}))
    assert checked.problems == ()
    return {d.code for d in checked.diagnostics}


def test_default_set() -> None:
    assert codes(registry.chosen(None, ())) == [rule.meta.code for rule in RULES if rule.meta.default]
    assert "TFS902" not in codes(registry.chosen(None, ()))


@pytest.mark.parametrize(
    ("select", "ignore", "expected"),
    [
        (["TFS101"], [], ["TFS101"]),
        (["duplicate-variable", "tfs102"], [], ["TFS101", "TFS102"]),
        (["ALL"], ["TFS1", "TFS2"], ["TFS901", "TFS902"]),
        (["ALL"], ["ALL"], []),
        (["TFS101"], ["TFS1"], ["TFS101"]),
        (["TFS1"], ["TFS101"], ["TFS102"]),
        (["TFS101"], ["TFS101"], []),
        (None, ["TFS1", "name-scope-ignored"], ["TFS202", "TFS901"]),
    ],
)
def test_select_and_ignore(select: list[str] | None, ignore: list[str], expected: list[str]) -> None:
    assert [code for code in codes(registry.chosen(select, ignore)) if code in FIRST] == expected


FIRST: Final = {"TFS101", "TFS102", "TFS201", "TFS202", "TFS901", "TFS902"}


@pytest.mark.parametrize(
    ("selector", "hint"),
    [
        ("TFS110x", "no rule is called 'TFS110x'"),
        ("duplicate-varible", "did you mean duplicate-variable?"),
        ("X", "`scopelint rule --all` lists them"),
    ],
)
def test_unknown_rules(selector: str, hint: str) -> None:
    for select, ignore in (([selector], []), (None, [selector])):
        with pytest.raises(registry.UnknownRuleError) as raised:
            registry.chosen(select, ignore)
        assert hint in str(raised.value)
    with pytest.raises(registry.UnknownRuleError):
        registry.rule(selector)


def test_rule_by_code_or_name() -> None:
    assert registry.rule("tfs101") is registry.rule("Duplicate-Variable")


def test_rule_that_crashes_is_named_and_the_others_speak() -> None:
    def crash(record: Record) -> Iterator[Diagnostic]:
        yield from ()
        raise KeyError("no such thing")

    t = Recorder()
    t.get_variable("w", line=1)
    t.get_variable("w", line=2)
    rules = [replace(RULES[1], check=crash), RULES[0]]
    checked = check(Record((t.trace(),)), rules)
    assert [d.code for d in checked.diagnostics] == ["TFS101"]
    (problem,) = checked.problems
    assert problem.message == f"internal error in rule {RULES[1].meta.code} ({RULES[1].meta.name}): KeyError: 'no such thing'"
    assert problem.detail is not None
    assert "Traceback" in problem.detail
