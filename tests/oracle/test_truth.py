"""Truths as text."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from .truth import Call, Ended, Event, Outcome, Place, ProgramError, Truth, TruthFormatError, Via, dumps, loads

_PLACE = Place("nets/é.py", 3, 9, 4, 20)
_EVENTS = (
    Event("a/w", Outcome.CREATE, (2, None), "float32", True, _PLACE, (Call("main.py", 7, 1),), Via.GET_VARIABLE),
    Event("a/w", Outcome.ERROR, None, None, None, None, (), Via.GET_VARIABLE),
)
_TRUTH = Truth("main.py", Ended.ERROR, _EVENTS, ProgramError("ValueError", 'says "no"\nto é', "main.py", 7))


@pytest.mark.parametrize("truth", [_TRUTH, Truth("x.py", Ended.FINISHED, (), None)])
def test_reading_gives_back_what_was_written(truth: Truth) -> None:
    assert loads(dumps(truth)) == truth


def test_an_event_is_a_line() -> None:
    lines = dumps(_TRUTH).splitlines()
    assert [line for line in lines if '"name"' in line] == [
        (
            '  {"name": "a/w", "outcome": "create", "shape": [2, null], "dtype": "float32", "trainable": true,'
            ' "path": "nets/é.py", "line": 3, "column": 9, "end_line": 4, "end_column": 20,'
            ' "calls": [{"path": "main.py", "line": 7, "column": 1}], "via": "get_variable"},'
        ),
        (
            '  {"name": "a/w", "outcome": "error", "shape": null, "dtype": null, "trainable": null,'
            ' "path": null, "line": null, "column": null, "end_line": null, "end_column": null,'
            ' "calls": [], "via": "get_variable"}'
        ),
    ]


def test_the_text_is_json() -> None:
    data = json.loads(dumps(_TRUTH))
    assert (data["version"], data["program"], data["ended"]) == (1, "main.py", "error")
    assert data["error"] == {"type": "ValueError", "message": 'says "no"\nto é', "path": "main.py", "line": 7}


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("{", "not JSON"),
        ("[]", "version 1"),
        ('{"version": 2}', "version 1"),
        ('{"version": 1}', "program"),
        (dumps(_TRUTH).replace('"create"', '"made"'), "not an event"),
        (dumps(_TRUTH).replace('"type": "ValueError", ', ""), "not an error"),
        (dumps(_TRUTH).replace('"ended": "error"', '"ended": "well"'), "well"),
    ],
)
def test_a_broken_truth_says_what_is_wrong(text: str, reason: str) -> None:
    with pytest.raises(TruthFormatError, match=reason):
        loads(text)


def test_ends_that_the_program_chose_are_complete() -> None:
    assert [ended for ended in Ended if ended.complete] == [Ended.FINISHED, Ended.EXITED]


def test_truths_and_comparisons_need_no_tensorflow() -> None:
    package = __package__
    code = f"import sys, {package}, {package}.record, {package}.__main__; print('tensorflow' in sys.modules)"
    folder = Path(__file__).resolve().parents[len(package.split("."))]
    printed = subprocess.run([sys.executable, "-c", code], cwd=folder, capture_output=True, text=True, check=True).stdout
    assert printed == "False\n"
