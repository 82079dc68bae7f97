"""Reports: what is printed of findings and inventories, and that nothing in them can steer a terminal."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from scopelint.domain.names import join
from scopelint.inventory import Gap, inventory
from scopelint.model import Applicability, Diagnostic, Edit, Fix, ParseFailure, Problem, Related, Severity, Site, Span, in_plain_files
from scopelint.report import as_json, findings, names, summary
from scopelint.report.base import Findings
from scopelint.report.escape import printable, width
from scopelint.report.style import Style
from scopelint.rules import registry
from tests.traces import Recorder, hole

FINDING: Final = Diagnostic(
    "TFS101",
    "duplicate-variable",
    Severity.ERROR,
    "It is there.",
    Site("m.py", Span(2, 5, 2, 9)),
    related=(Related("first created here", Site("m.py", Span(1, 1, 1, 5))),),
    variable="net/w",
    help="share it",
)


def found(*diagnostics: Diagnostic, lines: Sequence[str] | None = None, style: Style | None = None) -> Findings:
    return Findings(diagnostics, lambda path: lines, registry.rule, lambda path: None, Path(), "1.2.3", style or Style())


def text(diagnostic: Diagnostic, lines: Sequence[str] | None, style: Style | None = None) -> list[str]:
    return list(findings.text(found(diagnostic, lines=lines, style=style)))


def test_text() -> None:
    assert text(FINDING, ["first line", "    here it is"]) == [
        "error[TFS101] duplicate-variable: It is there.",
        " --> m.py:2:5",
        "  |",
        "2 |     here it is",
        "  |     ^^^^",
        "  = variable: net/w",
        "  = first created here: m.py:1:1: first line",
        "  = help: share it",
        "",
    ]


def test_text_without_the_source() -> None:
    for lines in (None, [], ["one line"]):
        assert text(FINDING, lines)[:3] == ["error[TFS101] duplicate-variable: It is there.", " --> m.py:2:5", "  = variable: net/w"]


@pytest.mark.parametrize(
    ("line", "span", "shown", "marks"),
    [
        ("\tx = f()", Span(1, 6, 1, 9), "1 |     x = f()", "  |         ^^^"),
        ("漢字 = f()", Span(1, 6, 1, 9), "1 | 漢字 = f()", "  |        ^^^"),
        ("'\x1b[31m' + f()", Span(1, 11, 1, 14), r"1 | '\x1b[31m' + f()", "  |              ^^^"),
        ("x", Span(1, 5, 1, 9), "1 | x", "  |  ^"),
        ("f(", Span(1, 1, 3, 2), "1 | f(", "  | ^^"),
        ("f()  ", Span(1, 1, 1, 40), "1 | f()", "  | ^^^"),
    ],
)
def test_place_is_underlined(line: str, span: Span, shown: str, marks: str) -> None:
    lines = text(replace(FINDING, site=Site("m.py", span)), [line])
    assert lines[3:5] == [shown, marks]


def test_long_line_is_cut_around_the_place() -> None:
    line = "a" * 5_000 + "HERE" + "b" * 5_000
    shown, marks = text(replace(FINDING, site=Site("m.py", Span(1, 5_001, 1, 5_005))), [line])[3:5]
    assert len(shown) < 200
    assert shown[marks.index("^") : marks.rindex("^") + 1] == "HERE"


def test_place_of_several_lines() -> None:
    assert "  | (to line 3)" in text(replace(FINDING, site=Site("m.py", Span(1, 1, 3, 2))), ["f(", "1", ")"])


def test_possible_finding_says_so() -> None:
    assert "(possible: it depends on the path taken)" in text(replace(FINDING, certain=False), None)[0]


def test_concise() -> None:
    assert list(findings.concise(found(FINDING))) == ["m.py:2:5: TFS101 It is there."]


def test_colours_are_all_that_style_adds() -> None:
    coloured = "\n".join(text(FINDING, ["a", "    here"], Style(colour=True)))
    assert "\x1b[1;31merror[TFS101]\x1b[0m" in coloured
    for code in ("\x1b[1;31m", "\x1b[32m", "\x1b[34m", "\x1b[1m", "\x1b[0m"):
        coloured = coloured.replace(code, "")
    assert coloured == "\n".join(text(FINDING, ["a", "    here"]))


@given(st.text())
def test_printable_text_is_printable(anything: str) -> None:
    assert all(c.isprintable() for c in printable(anything))
    assert width(printable(anything)) >= 0


@given(st.text(), st.text(), st.text(), st.text())
def test_no_text_of_the_program_steers_the_terminal(path: str, message: str, variable: str, source: str) -> None:
    diagnostic = replace(
        FINDING,
        message=message,
        site=Site(path, Span(1, 2, 1, 4)),
        variable=variable,
        help=message,
        related=(Related(message, Site(path, Span(1, 1, 1, 2))),),
    )
    lines = [*text(diagnostic, [source]), *findings.concise(found(diagnostic))]
    assert all(c.isprintable() for line in lines for c in line)


def test_json_of_findings() -> None:
    edit = Edit(Span(2, 5, 2, 9), "x")
    diagnostic = replace(FINDING, fix=Fix("use x", Applicability.SAFE, (edit,)))
    (document,) = as_json.findings(found(diagnostic, lines=["", "def f():", "    x = 1"]))
    (finding,) = json.loads(document)
    assert len(finding.pop("fingerprint")) == 32
    assert finding == {
        "code": "TFS101",
        "name": "duplicate-variable",
        "severity": "error",
        "certain": True,
        "message": "It is there.",
        "filename": "m.py",
        "cell": None,
        "location": {"row": 2, "column": 5},
        "end_location": {"row": 2, "column": 9},
        "noqa_row": 2,
        "related": [
            {
                "message": "first created here",
                "filename": "m.py",
                "cell": None,
                "location": {"row": 1, "column": 1},
                "end_location": {"row": 1, "column": 5},
            }
        ],
        "variable": "net/w",
        "help": "share it",
        "fix": {
            "applicability": "safe",
            "message": "use x",
            "edits": [{"content": "x", "location": {"row": 2, "column": 5}, "end_location": {"row": 2, "column": 9}}],
        },
        "url": "docs/rules/duplicate-variable.md",
    }


def test_json_of_nothing() -> None:
    assert list(as_json.findings(found())) == ["[]"]


@given(st.text())
def test_json_is_ascii(message: str) -> None:
    (dumped,) = as_json.findings(found(replace(FINDING, message=message)))
    assert dumped.isascii()
    assert json.loads(dumped)[0]["message"] == message


def recorded() -> Recorder:
    t = Recorder("train.py")
    with t.variable_scope("net", line=1), t.call(40, "train.py"):
        t.get_variable("w", line=2, shape=(3, None))
        t.get_variable(join(("h", hole("i"), "/b")), line=3, shape=None, dtype=None)
        t.reached = False
        t.get_variable("w", line=4)
    t.cut("too much", line=9)
    return t


def test_json_of_names() -> None:
    document = json.loads(as_json.names(inventory([recorded().trace()], [ParseFailure("old.py", 3, 1, "it is Python 2")])))
    assert list(document) == ["version", "variables", "cuts"]
    assert document["version"] == 1
    assert document["cuts"] == [
        {"reason": "too much", "path": "model.py", "cell": None, "line": 9},
        {"reason": "it is Python 2", "path": "old.py", "cell": None, "line": 3},
    ]
    first, second, third = document["variables"]
    assert first == {
        "name": "net/w",
        "pattern": None,
        "outcome": "create",
        "certain": True,
        "after_error": False,
        "api": "tf.get_variable",
        "shape": [3, None],
        "dtype": "float32",
        "trainable": True,
        "path": "model.py",
        "cell": None,
        "line": 2,
        "column": 5,
        "end_line": 2,
        "end_column": 15,
        "entry": "train.py",
        "calls": [{"path": "train.py", "cell": None, "line": 40, "column": 5}],
    }
    assert (second["name"], second["pattern"], second["shape"], second["dtype"]) == ("net/h{i}/b", "net/h(?:.*)/b", None, None)
    assert (third["outcome"], third["certain"]) == ("error", False)


def test_gaps_are_told_once() -> None:
    traces = [recorded().trace(), recorded().trace()]
    assert inventory(traces).gaps == (Gap("model.py", 9, "too much"),)


def test_text_of_names() -> None:
    u = Recorder("model.py::Model")
    u.after_error = True
    u.get_variable("v", line=7)
    assert list(names.names(inventory([recorded().trace(), u.trace()]))) == [
        "train.py",
        "  net/w       create  tf.get_variable  model.py:2:5",
        "  net/h{i}/b  create  tf.get_variable  model.py:3:5",
        "  net/w       error   tf.get_variable  model.py:4:5  (on some paths)",
        "",
        "model.py::Model (run with unknown arguments)",
        "  v  create  tf.get_variable  7:5  (after an error)",
        "",
    ]


def test_summary_of_findings() -> None:
    warning = replace(FINDING, severity=Severity.WARNING)
    assert list(summary.findings([FINDING, warning, FINDING], 1, 0)) == ["Found 2 errors, 1 warning in 1 file."]
    assert list(summary.findings([], 1_200, 1)) == [
        "Nothing found in 1,200 files.",
        "1 possible finding not shown: see --certainty possible.",
    ]


def test_summary_of_what_was_not_analysed() -> None:
    assert list(summary.not_analysed([], 0, "-v")) == []
    failed = ParseFailure("a.py", 1, 2, "bad\x1b", "mend it")
    assert list(summary.not_analysed([failed], 2, "-v")) == [
        "Not analysed: 1 file that could not be read as Python 3.",
        "Not followed: 2 places where the analysis stopped: see -v.",
    ]
    assert list(summary.failures([failed], in_plain_files)) == [r"a.py:1:2: not analysed: bad\x1b (mend it)"]


def test_problems_with_and_without_detail() -> None:
    found = [Problem("no such file", "x.py"), Problem("internal error", detail="Traceback\n  line")]
    assert list(summary.problems(found, verbose=False)) == ["error: x.py: no such file", "error: internal error"]
    assert list(summary.problems(found, verbose=True))[2:] == ["Traceback", "  line"]
