"""The look at nesting before the parse: what is too deep, and above all what is not."""

from __future__ import annotations

from pathlib import Path

import pytest

from scopelint.reading.nesting import MAX_BRACKETS, MAX_CHAIN, too_deep


@pytest.mark.parametrize(
    "text",
    [
        "x = [" + "1 + 2, " * 10_000 + "]",
        "x = {" + "'a': b.c(d), " * 10_000 + "}",
        "x = [" + "lambda a, b=1: a, " * 5_000 + "]",
        "f(a.b)(c.d)\n" * 5_000,
        "if a:\n    pass\nelif b:\n    pass\n" * 2_000,
        "x = '" + "(" * 10_000 + "'",
        "# " + "(" * 10_000,
        "x = '''\n" + "((\n" * 1_000 + "'''",
        "x = f'{a} " + "{b} " * 1_000 + "'",
        "x = a; " * 5_000,
        "x = \\\n1\n" * 5_000,
        "(" * MAX_BRACKETS + ")" * MAX_BRACKETS,
        "x = " + "-" * (MAX_CHAIN - 1) + "1",
    ],
    ids=lambda text: text[:20],
)
def test_what_is_long_is_not_deep(text: str) -> None:
    assert too_deep(text) is None


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a\n" + "(" * (MAX_BRACKETS + 1), 2),
        ("x = '''\n\n'''\nb = " + "-" * (MAX_CHAIN + 1), 4),
        ("x = \\\n\\\n" + "-" * (MAX_CHAIN + 1), 3),
        ("x\r\ny\rz = " + "-" * (MAX_CHAIN + 1), 3),
        ("f(" + "-" * MAX_CHAIN + "(-a))", 1),
    ],
)
def test_line_of_what_is_deep(text: str, line: int) -> None:
    found = too_deep(text)
    assert found is not None
    assert found.line == line


def test_chains_within_brackets_add_up() -> None:
    """Each of 20 brackets holds 100 operators before the next opens: no chain is long, and yet the tree is 2,000 deep."""
    assert too_deep("(" + "1 + " * 100 + "0)") is None
    assert too_deep(("(" + "1 + " * 100) * 20 + "0" + ")" * 20) is not None


def test_own_source_is_not_deep() -> None:
    for file in Path(__file__).parent.rglob("*.py"):
        assert too_deep(file.read_text(encoding="utf-8")) is None, file
