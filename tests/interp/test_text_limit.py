"""Texts that grow without bound: told as cut, and soon; texts that do not are left alone."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from scopelint import runner
from scopelint.interp.limits import Limits
from scopelint.trace import VariableEvent

from .test_python import interpreted

GROWING = (
    "text + text",
    "'.'.join([text, text])",
    "f'{text}.{text}'",
    "'%s.%s' % (text, text)",
    "'{}.{}'.format(text, text)",
    "text.replace('a', 'aab')",
)


def program(start: str, grown: str, turns: int) -> str:
    return f"text = {start}\nfor turn in range({turns}):\n    text = {grown}\nresult = text\n"


@pytest.mark.parametrize("grown", GROWING)
def test_text_that_doubles_is_cut(grown: str, tmp_path: Any) -> None:
    _, cuts = interpreted(program("'a'", grown, 100), tmp_path)
    assert [cut.reason for cut in cuts] == [f"a text of more than {Limits().containers} characters was built"]


@pytest.mark.parametrize("grown", GROWING)
def test_text_of_unknown_parts_that_doubles_is_cut(grown: str, tmp_path: Any) -> None:
    _, cuts = interpreted(program("'a' + str(input())", grown, 60), tmp_path)
    assert cuts


@pytest.mark.parametrize("grown", GROWING)
def test_text_below_the_limit_is_known(grown: str, tmp_path: Any) -> None:
    text = program("'a'", grown, 12)
    namespace: dict[str, Any] = {}
    exec(compile(text, "grown", "exec"), namespace)  # our own text, not a program under analysis
    result, cuts = interpreted(text, tmp_path)
    assert not cuts
    assert result == namespace["result"]


def test_number_that_is_not_known_doubles(tmp_path: Any) -> None:
    """Its source text would double with it."""
    _, cuts = interpreted("number = int(input())\nfor turn in range(100):\n    number = number + number\nresult = 'ran'\n", tmp_path)
    assert not cuts


NESTED = """
import sys
import tensorflow as tf

items = [1]
for turn in range(12):
    items = [items, items]
tf.get_variable("w%s" % (abs(sys.argv[1]) - items), [2])
"""


def test_lists_within_lists_are_not_shown(tmp_path: Path) -> None:
    """Each holds the one before it twice: written out, the text would double with every turn."""
    (tmp_path / "program.py").write_text(NESTED)
    (trace,) = runner.check(runner.Request(("program.py",), tmp_path, isolated=True, cache=False)).analysis.traces
    (made,) = (event for event in trace.events if isinstance(event, VariableEvent))
    assert str(made.name) == "w{abs(sys.argv[1]) - [...]}"
