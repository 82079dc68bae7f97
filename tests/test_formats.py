"""The formats for machines: what the programs that read them require of them."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ElementTree
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from scopelint.model import Diagnostic, Related, Severity, Site, Span
from scopelint.reading.notebooks import Notebook
from scopelint.report import formats
from scopelint.report.base import Findings
from scopelint.report.line_hashes import line_hashes
from scopelint.rules import registry

SOURCE: Final = ["import tensorflow as tf", "def build():", '    tf.get_variable("w", [1])', '    tf.get_variable("w", [1])', ""]
FINDING: Final = Diagnostic(
    "TFS101",
    "duplicate-variable",
    Severity.ERROR,
    'The 100% "w" <clashes>, again: here.',
    Site("pkg/my model.py", Span(4, 5, 4, 30)),
    related=(Related("first created here", Site("pkg/my model.py", Span(3, 5, 3, 30))),),
    variable="w",
    help="share it",
)
WARNING: Final = replace(FINDING, code="TFS201", name="name-scope-ignored", severity=Severity.WARNING, certain=False, related=())
NOTEBOOK: Final = Notebook("x\ny\n", (1,), (3,), (17, 18, 19, 20))


def found(*diagnostics: Diagnostic, lines: Sequence[str] | None = SOURCE, notebook: Notebook | None = None) -> Findings:
    return Findings(diagnostics, lambda path: lines, registry.rule, lambda path: notebook, Path(), "1.2.3.dev4")


def output(name: str, *diagnostics: Diagnostic, **how: Any) -> str:
    return "\n".join(formats.FORMATS[name](found(*diagnostics, **how)))


def document(name: str, *diagnostics: Diagnostic, **how: Any) -> Any:
    return json.loads(output(name, *diagnostics, **how))


def test_json_lines_are_the_json() -> None:
    lines = output("json-lines", FINDING, WARNING).splitlines()
    assert [json.loads(line) for line in lines] == document("json", FINDING, WARNING)
    assert output("json-lines") == ""


class TestGithub:
    def test_command(self) -> None:
        assert output("github", FINDING) == (
            "::error title=scopelint (TFS101),file=pkg/my model.py,line=4,col=5,endLine=4,endColumn=30"
            '::pkg/my model.py:4:5: TFS101 The 100%25 "w" <clashes>, again: here.'
        )

    def test_columns_only_within_one_line(self) -> None:
        line = output("github", replace(FINDING, site=Site("a.py", Span(1, 5, 2, 3))))
        assert "line=1,endLine=2::" in line

    def test_properties_are_escaped(self) -> None:
        assert "file=a%2Cb%3A%25.py," in output("github", replace(FINDING, site=Site("a,b:%.py", Span(1, 1, 1, 2))))

    def test_the_most_serious_come_first(self) -> None:
        info = replace(FINDING, severity=Severity.INFO)
        commands = [line.split()[0] for line in output("github", info, WARNING, FINDING).splitlines()]
        assert commands == ["::error", "::warning", "::notice"]

    def test_notebook_has_the_line_of_the_file(self) -> None:
        assert "line=20,endLine=20::pkg/my model.py:cell 3:4:5" in output("github", FINDING, notebook=NOTEBOOK)


class TestGitlab:
    def test_issue(self) -> None:
        (issue,) = document("gitlab", FINDING)
        assert len(issue.pop("fingerprint")) == 32
        assert issue == {
            "description": "TFS101: " + FINDING.message,
            "check_name": "duplicate-variable",
            "severity": "critical",
            "location": {"path": "pkg/my model.py", "lines": {"begin": 4, "end": 4}},
        }
        assert document("gitlab") == []

    def test_no_two_fingerprints_are_the_same(self) -> None:
        moved = replace(FINDING, site=Site(FINDING.site.path, Span(3, 5, 3, 30)))
        assert len({issue["fingerprint"] for issue in document("gitlab", FINDING, moved, WARNING)}) == 3

    def test_fingerprint_stays_when_the_line_moves(self) -> None:
        moved = replace(FINDING, site=Site(FINDING.site.path, Span(6, 5, 6, 30)))
        (before,) = document("gitlab", FINDING)
        (after,) = document("gitlab", moved, lines=["", "", *SOURCE])
        assert before["fingerprint"] == after["fingerprint"]


class TestJunit:
    def test_failure(self) -> None:
        suites = ElementTree.fromstring(output("junit", FINDING, WARNING))
        assert (suites.tag, suites.get("failures"), suites.get("tests")) == ("testsuites", "2", "2")
        (suite,) = suites
        assert suite.get("name") == "pkg/my model.py"
        case = suite[0]
        assert (case.get("name"), case.get("line"), case.get("column")) == ("org.scopelint.TFS101", "4", "5")
        assert case[0].get("message") == FINDING.message

    def test_nothing_found_is_a_passed_case(self) -> None:
        suites = ElementTree.fromstring(output("junit"))
        assert [case.tag for case in suites.iter("testcase")] == ["testcase"]
        assert suites.get("failures") == "0"

    @given(st.text())
    def test_any_text_is_xml(self, text: str) -> None:
        diagnostic = replace(FINDING, message=text, site=Site(text, Span(1, 1, 1, 2)))
        ElementTree.fromstring(output("junit", diagnostic))


class TestSarif:
    """What GitHub's documentation asks for."""

    def run(self, *diagnostics: Diagnostic, **how: Any) -> dict[str, Any]:
        whole = document("sarif", *diagnostics, **how)
        assert (whole["version"], list(whole)) == ("2.1.0", ["$schema", "version", "runs"])
        (run,) = whole["runs"]
        result: dict[str, Any] = run
        return result

    def test_result(self) -> None:
        (result,) = self.run(FINDING)["results"]
        (location,) = result["locations"]
        assert location["physicalLocation"] == {
            "artifactLocation": {"uri": "pkg/my%20model.py", "uriBaseId": "%SRCROOT%"},
            "region": {"startLine": 4, "startColumn": 5, "endLine": 4, "endColumn": 30},
        }
        assert (result["ruleId"], result["level"]) == ("TFS101", "error")
        assert result["partialFingerprints"]["primaryLocationLineHash"] == line_hashes(SOURCE)[3]

    def test_code_flow_tells_the_story_and_ends_at_the_finding(self) -> None:
        (result,) = self.run(FINDING)["results"]
        locations = result["codeFlows"][0]["threadFlows"][0]["locations"]
        assert [one["location"]["physicalLocation"]["region"]["startLine"] for one in locations] == [3, 4]
        assert [one["location"]["message"]["text"] for one in locations] == ["first created here", FINDING.message]
        assert result["relatedLocations"][0]["id"] == 1

    def test_rules(self) -> None:
        run = self.run(WARNING, FINDING)
        driver = run["tool"]["driver"]
        assert driver["semanticVersion"] == "1.2.3-dev4"
        assert [rule["id"] for rule in driver["rules"]] == ["TFS101", "TFS201"]
        for result in run["results"]:
            assert driver["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
        for rule in driver["rules"]:
            for text in (rule["shortDescription"]["text"], rule["fullDescription"]["text"]):
                assert 0 < len(text) <= 1024
            assert rule["help"]["text"]

    def test_columns_are_code_points(self) -> None:
        assert self.run(FINDING)["columnKind"] == "unicodeCodePoints"

    def test_notebook_has_the_line_of_the_file(self) -> None:
        (result,) = self.run(FINDING, notebook=NOTEBOOK)["results"]
        assert result["locations"][0]["physicalLocation"]["region"] == {"startLine": 20}

    def test_path_outside_of_the_folder_is_absolute(self) -> None:
        (result,) = self.run(replace(FINDING, site=Site("/a b/c.py", FINDING.site.span)))["results"]
        assert result["locations"][0]["physicalLocation"]["artifactLocation"] == {"uri": "file:///a%20b/c.py"}


@pytest.mark.parametrize(
    ("text", "hashes"),
    [
        ("", ["c129715d7a2bc9a3:1"]),
        (" a\nb\n  \t\tc\n d", ["271789c17abda88f:1", "54703d4cd895b18:1", "180aee12dab6264:1", "a23a3dc5e078b07b:1"]),
    ],
)
def test_hashes_of_lines_are_those_of_github(text: str, hashes: list[str]) -> None:
    assert line_hashes(text.split("\n")) == hashes


def test_lines_that_are_the_same_are_counted() -> None:
    hashes = line_hashes(["x" * 200] * 3 + ["y" * 200])
    assert [one.rpartition(":")[2] for one in hashes] == ["1", "2", "3", "1"]


def test_statistics() -> None:
    assert list(formats.statistics(found(FINDING, WARNING, FINDING))) == [
        "2  TFS101  duplicate-variable",
        "1  TFS201  name-scope-ignored",
    ]
    (listed,) = formats.statistics_json(found(FINDING))
    assert json.loads(listed) == [{"code": "TFS101", "name": "duplicate-variable", "count": 1, "fixable": 0}]


@pytest.mark.parametrize("name", sorted(formats.FORMATS))
def test_order_is_stable_and_nothing_steers_a_terminal(name: str) -> None:
    diagnostic = replace(FINDING, message="a\x1b[31m\nb", variable="\x07", related=(Related("\x1b", FINDING.site),))
    text = output(name, diagnostic, WARNING)
    assert text == output(name, diagnostic, WARNING)
    assert not re.search(r"[\x00-\x09\x0b-\x1f]", text)
