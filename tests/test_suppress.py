"""Suppressions: which comments silence which findings."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from scopelint.model import Diagnostic, Severity, Site, Span, UnusedSuppression
from scopelint.suppress import Suppressions
from scopelint.suppress.comments import last_line


def finding(line: int = 1, end_line: int | None = None, code: str = "TFS101", path: str = "m.py", ends: Iterable[Site] = ()) -> Diagnostic:
    span = Span(line, 1, end_line or line, 2)
    return Diagnostic(code, NAMES.get(code, "a-rule"), Severity.ERROR, "message", Site(path, span), ends=tuple(ends))


NAMES = {"TFS101": "duplicate-variable", "TFS201": "name-scope-ignored", "TFS302": "unused-suppression", "TFS902": "analysis-cut"}


def stays(lines: list[str], line: int = 1, end_line: int | None = None, code: str = "TFS101") -> bool:
    diagnostic = finding(line, end_line, code)
    return Suppressions(lambda path: lines).left([diagnostic]) == [diagnostic]


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
        "# scopelint: ignore[duplicate-variable]",
        "# noqa: E501  # noqa: TFS101",
        "# noqa : TFS101",
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
    assert not stays(lines, 1, 1), "the statement counts, not the place in it"


@pytest.mark.parametrize(
    ("comment", "silences"), [("# scopelint: noqa", True), ("# scopelint: noqa: TFS101", True), ("# scopelint: noqa: TFS2", False)]
)
def test_comment_for_the_whole_file(comment: str, silences: bool) -> None:
    assert stays(["f()", f"  {comment}  ", "g()"]) is not silences


def test_file_that_cannot_be_read_suppresses_nothing() -> None:
    assert Suppressions(lambda path: None).left([finding()]) == [finding()]


def test_comment_after_a_file_that_is_not_python() -> None:
    assert not stays(['print "a"  # noqa'])
    assert stays(['print "a"  # noqa', 'print "b'], 2)


@pytest.mark.parametrize("text", ["'# noqa'", 'f"# noqa {x}"', "'''", "'a' '# scopelint: ignore[TFS101]'"])
def test_strings_are_no_comments(text: str) -> None:
    assert stays([f"f({text}", "# noqa", "''')"] if text == "'''" else [f"f({text})"])


STATEMENT = ["with f(", "  a,", "  '''", "# noqa", "''',", "):", "  g(1)", "  h()"]


@pytest.mark.parametrize("number", [1, 2, 5, 6])
def test_any_line_of_a_statement(number: int) -> None:
    """Of a compound one, of its head: the first six lines."""
    for comment in ("# noqa", "# noqa: TFS101", "# scopelint: ignore[TFS101]"):
        lines = [f"{line}  {comment}" if at == number else line for at, line in enumerate(STATEMENT, 1)]
        assert [not stays(lines, line) for line in range(1, 9)] == [True] * 6 + [False] * 2
    assert stays(STATEMENT, 4)


def test_alone_on_a_line_it_is_about_the_next_statement() -> None:
    lines = ["f()", "# scopelint: ignore[TFS101]", "", "g(", "  1)", "h()"]
    assert [not stays(lines, line) for line in (1, 4, 5, 6)] == [False, True, True, False]
    lines[1] = "# noqa: TFS101"
    assert stays(lines, 4)
    assert not stays(["f(", "  # scopelint: ignore[TFS101]", ")", "g()"], 1)
    assert stays(["f(", "  # scopelint: ignore[TFS101]", ")", "g()"], 4)


BLOCKS = [
    "a()",
    "def f():",
    "  # scopelint: disable[TFS101, name-scope-ignored]",
    "  b()",
    "  if c:",
    "    d()",
    "  # scopelint: enable[name-scope-ignored, TFS101]",
    "  e()",
    "g()",
]


def test_region() -> None:
    for code in ("TFS101", "TFS201"):
        assert [line for line in range(1, 10) if not stays(BLOCKS, line, code=code)] == [3, 4, 5, 6, 7]
    assert stays(BLOCKS, 4, code="TFS102")


def test_region_that_nothing_ends_ends_with_its_block() -> None:
    open_end = [line for line in BLOCKS if "enable" not in line]
    assert [line for line in range(1, 9) if not stays(open_end, line)] == [3, 4, 5, 6, 7]
    top = ["a()", "# scopelint: disable[TFS101]", "b()", "def f():", "  c()", "d()"]
    assert [line for line in range(1, 7) if not stays(top, line)] == [2, 3, 4, 5, 6]


def test_either_end_of_a_finding() -> None:
    files = {"m.py": ["a()", "b()"], "other.py": ["c()", "d()  # noqa: TFS101"]}
    first, second = Site("other.py", Span(1, 1, 1, 4)), Site("other.py", Span(2, 1, 2, 4))
    suppressions = Suppressions(files.get)
    assert suppressions.left([finding(ends=[first])]) == [finding(ends=[first])]
    assert suppressions.left([finding(ends=[first, second])]) == []
    files["other.py"] = ["# scopelint: noqa", "c()"]
    assert Suppressions(files.get).left([finding(ends=[first])]) != [], "a whole file is left alone for what is found in it"


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("f()  # noqa:", "codes are wanted after the colon"),
        ("f()  # noqa: because", "codes are wanted after the colon"),
        ("f()  # scopelint: ignore", "ignore[...], disable[...], enable[...] or noqa is wanted"),
        ("f()  # Scopelint: ignore[TFS101]", "ignore[...], disable[...], enable[...] or noqa is wanted"),
        ("f()  # scopelint: ignore[]", "codes are wanted between the brackets"),
        ("f()  # scopelint: noqa", "it holds for the whole file, and has to stand on a line of its own"),
        ("f()  # scopelint: disable[TFS101]", "it has to stand on a line of its own"),
        ("# scopelint: enable[TFS101]", "nothing that names these codes is disabled here"),
    ],
)
def test_what_only_looks_like_a_suppression(line: str, reason: str) -> None:
    (problem,) = Suppressions(lambda path: ["", line]).malformed(["m.py"])
    assert problem.message.startswith("m.py:2: `#")
    assert problem.message.endswith(f"` suppresses nothing: {reason}")


def test_region_that_ends_elsewhere_is_not_ended() -> None:
    lines = ["if a:", "  # scopelint: disable[TFS101]", "  b()", "c()", "# scopelint: enable[TFS101]"]
    assert len(list(Suppressions(lambda path: lines).malformed(["m.py"]))) == 1


def unused(lines: list[str], *found: Diagnostic, on: str = "TFS101 TFS201 TFS302") -> list[UnusedSuppression]:
    suppressions = Suppressions(lambda path: lines)
    suppressions.left(found)
    return list(suppressions.unused(["m.py"], NAMES, frozenset(on.split()), frozenset({"TFS101", "TFS201", "TFS302"})))


@pytest.mark.parametrize(
    "comment",
    [
        "# noqa",
        "# noqa: E501",
        "# noqa: E501, TFS101",
        "# noqa: TFS1",
        "# noqa: TFS902",
        "# noqa: TFS201, TFS302, TFS101",
        "# scopelint: ignore[duplicate-variable]",
        "# scopelint: ignore[TFS101, unused-suppression, TFS201]",
    ],
)
def test_comments_that_are_of_use_or_not_judged(comment: str) -> None:
    assert unused([f"f()  {comment}"], finding()) == []


@pytest.mark.parametrize(
    ("comment", "codes", "unknown", "left"),
    [
        ("# noqa: TFS201", ("TFS201",), (), ""),
        ("# noqa: TFS201 - because  # type: x", ("TFS201",), (), ""),
        ("# noqa: E501, TFS201", ("TFS201",), (), "# noqa: E501"),
        ("# noqa: TFS201, E501", ("TFS201",), (), "# noqa: E501"),
        ("# noqa: TFS201 TFS101", ("TFS201",), (), "# noqa: TFS101"),
        ("# noqa: TFS777", (), ("TFS777",), ""),
        ("# scopelint: ignore[TFS201, TFS101]", ("TFS201",), (), "# scopelint: ignore[TFS101]"),
        ("# scopelint: ignore[TFS101, no-such-rule]", (), ("no-such-rule",), "# scopelint: ignore[TFS101]"),
        ("# scopelint: ignore[TFS101, name-scope-ignored, x]", ("name-scope-ignored",), ("x",), "# scopelint: ignore[TFS101]"),
    ],
)
def test_comments_that_are_of_no_use(comment: str, codes: tuple[str, ...], unknown: tuple[str, ...], left: str) -> None:
    (one,) = unused([f"f()  {comment}"], finding())
    assert (one.site.span.column, one.unused, one.unknown) == (6, codes, unknown)
    assert [text for _, text in one.left] == [left]


def test_rules_that_are_off_are_not_judged() -> None:
    assert unused(["f()  # noqa: TFS201"], on="TFS101 TFS302") == []
    assert unused(["f()  # noqa: TFS2, TFS1"], on="TFS101 TFS302") != []
    assert unused(["# scopelint: noqa"], on="TFS101 TFS302") == []
    assert unused(["# scopelint: noqa"]) != []


def test_region_of_no_use_goes_with_its_end() -> None:
    (one,) = unused(BLOCKS, finding(4))
    assert one.unused == ("name-scope-ignored",)
    assert [(site.span.line, text) for site, text in one.left] == [
        (3, "  # scopelint: disable[TFS101]".strip()),
        (7, "# scopelint: enable[TFS101]"),
    ]
    (one,) = unused(BLOCKS)
    assert [(site.span.line, text) for site, text in one.left] == [(3, ""), (7, "")]


def test_line_for_a_new_comment() -> None:
    assert [last_line(STATEMENT, line) for line in (1, 3, 6, 7, 8)] == [6, 6, 6, 7, 8]
    assert last_line(["f(a, \\", "  b)"], 1) == 2
    assert last_line(["f(("], 1) == 1
