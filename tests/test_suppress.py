"""Suppressions: which comments silence which findings."""

from __future__ import annotations

import pytest

from scopelint.model import Diagnostic, Severity, Site, Span
from scopelint.suppress import unsuppressed


def stays(lines: list[str], line: int = 1, end_line: int | None = None, code: str = "TFS101") -> bool:
    span = Span(line, 1, end_line or line, 2)
    diagnostic = Diagnostic(code, "a-rule", Severity.ERROR, "message", Site("m.py", span))
    return unsuppressed([diagnostic], lambda path: lines) == [diagnostic]


@pytest.mark.parametrize(
    "comment",
    [
        "# noqa",
        "#noqa",
        "# NOQA",
        "# noqa: TFS101",
        "# noqa:TFS101",
        "# noqa: E501, TFS101",
        "# noqa: E501 TFS101",
        "# noqa: tfs101",
        "# noqa: TFS1",
        "# noqa - it is meant",
        "# scopelint: ignore[TFS101]",
        "# scopelint: ignore[TFS201, TFS101]",
        "# because  # scopelint: ignore[ TFS101 ]",
        "# type: ignore  # noqa: TFS101",
    ],
)
def test_comment_on_the_line_silences(comment: str) -> None:
    assert not stays([f"f()  {comment}"])
    assert stays([f"f()  {comment}", "f()"], line=2), "the next line is not meant"


@pytest.mark.parametrize(
    "comment",
    [
        "# noqa: E501",
        "# noqa: TFS102",
        "# noqa:",
        "# noqa: because",
        "# noqall",
        "# see noqa",
        "# scopelint: ignore",
        "# scopelint: ignore[]",
        "# scopelint: ignore[TFS201]",
        "# Scopelint: ignore[TFS101]",
        "# scopelint: noqa",
    ],
)
def test_other_comments_do_not(comment: str) -> None:
    assert stays([f"f()  {comment}"])


def test_any_line_of_the_place_counts() -> None:
    lines = ["f(", "  1,  # noqa: TFS101", ")"]
    assert not stays(lines, 1, 3)
    assert stays(lines, 1, 1)


@pytest.mark.parametrize(
    ("comment", "silences"), [("# scopelint: noqa", True), ("# scopelint: noqa: TFS101", True), ("# scopelint: noqa: TFS2", False)]
)
def test_comment_for_the_whole_file(comment: str, silences: bool) -> None:
    assert stays(["f()", f"  {comment}  ", "g()"]) is not silences


def test_file_that_cannot_be_read_suppresses_nothing() -> None:
    diagnostic = Diagnostic("TFS101", "a-rule", Severity.ERROR, "message", Site("m.py", Span(1, 1, 1, 2)))
    assert unsuppressed([diagnostic], lambda path: None) == [diagnostic]
