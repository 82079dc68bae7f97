"""Comparing what scopelint says with what TensorFlow did, without either."""

from __future__ import annotations

from typing import Any

import pytest

from .compare import Verdict, compare
from .truth import Ended, Event, Outcome, Place, Truth, Via


def _event(name: str, outcome: str = "create", line: int = 1) -> Event:
    place = Place("main.py", line, 1, line, 9)
    if outcome == "error":
        return Event(name, Outcome.ERROR, None, None, None, place, (), Via.GET_VARIABLE)
    return Event(name, Outcome(outcome), (2, 3), "float32", True, place, (), Via.GET_VARIABLE)


def _truth(*events: Event, ended: Ended = Ended.FINISHED) -> Truth:
    return Truth("main.py", ended, events, None)


def _said(name: str, outcome: str = "create", line: int = 1, **more: Any) -> dict[str, Any]:
    return {
        "name": name,
        "pattern": None,
        "outcome": outcome,
        "certain": True,
        "after_error": False,
        "api": "tf.get_variable",
        "shape": [2, 3],
        "dtype": "float32",
        "trainable": True,
        "path": "main.py",
        "line": line,
        "column": 1,
        "end_line": line,
        "end_column": 9,
        "entry": "main.py",
        "calls": [],
        **more,
    }


def _compare(truth: Truth, *said: dict[str, Any]) -> list[str]:
    comparison = compare(truth, {"version": 1, "variables": list(said), "cuts": []})
    lines = [
        f"{pair.verdict.value} {(pair.event or pair.prediction).name}"  # type: ignore[union-attr]
        for pair in comparison.pairs
    ]
    assert comparison.ok == all(line.startswith(("exact", "covered")) for line in lines)
    return lines


def test_everything_right() -> None:
    truth = _truth(_event("a"), _event("a", "reuse", 2), _event("a", "error", 3), ended=Ended.ERROR)
    said = [_said("a"), _said("a", "reuse", 2), _said("a", "error", 3)]
    assert _compare(truth, *said) == ["exact a", "exact a", "exact a"]


def test_missed_and_invented_keep_their_order() -> None:
    truth = _truth(_event("a"), _event("b"), _event("d"))
    said = [_said("a"), _said("c"), _said("d"), _said("e")]
    assert _compare(truth, *said) == ["exact a", "missed b", "invented c", "exact d", "invented e"]


def test_a_wrong_order_is_a_miss_and_an_invention() -> None:
    lines = _compare(_truth(_event("a"), _event("b")), _said("b"), _said("a"))
    assert sorted(line.split()[0] for line in lines) == ["exact", "invented", "missed"]


@pytest.mark.parametrize(
    ("said", "verdict"),
    [
        (_said("a", "reuse"), Verdict.WRONG_OUTCOME),
        (_said("a", "error"), Verdict.WRONG_OUTCOME),
        (_said("a", line=2), Verdict.WRONG_PLACE),
        (_said("a", column=2), Verdict.WRONG_PLACE),
        (_said("a", end_column=8), Verdict.WRONG_PLACE),
        (_said("a", path="other.py"), Verdict.WRONG_PLACE),
        (_said("a", shape=[2]), Verdict.WRONG_VALUE),
        (_said("a", shape=[2, 4]), Verdict.WRONG_VALUE),
        (_said("a", dtype="int32"), Verdict.WRONG_VALUE),
        (_said("a", trainable=False), Verdict.WRONG_VALUE),
        (_said("a", shape=[2, None]), Verdict.EXACT),
        (_said("a", shape=None, dtype=None, trainable=None), Verdict.EXACT),
        (_said("a", "create-or-reuse"), Verdict.COVERED),
        (_said("{x}", pattern="[a-z]"), Verdict.COVERED),
    ],
)
def test_verdicts(said: dict[str, Any], verdict: Verdict) -> None:
    assert _compare(_truth(_event("a")), said) == [f"{verdict.value} a"]


def test_a_wrong_event_says_what_was_said() -> None:
    comparison = compare(_truth(_event("a")), {"variables": [_said("a", "reuse", 2, dtype="int32")]})
    assert str(comparison) == (
        "main.py: 1 wrong outcome\n  wrong outcome: create a at main.py:1:1 (said reuse; said main.py:2:1; said dtype int32, not float32)"
    )


def test_a_refusal_has_no_values() -> None:
    assert _compare(_truth(_event("a", "error")), _said("a", "error", shape=[9])) == ["exact a"]


def test_a_pattern_is_for_the_whole_name() -> None:
    truth = _truth(_event("h1/w/Adam"))
    assert _compare(truth, _said("h{i}/w", pattern=r"h\d+/w")) == ["missed h1/w/Adam", "invented h{i}/w"]


def test_a_loop_body_stands_for_every_iteration() -> None:
    truth = _truth(*(_event(f"h{number}/{name}") for number in range(3) for name in "wb"))
    said = [_said("h{i}/w", pattern=r"h\d+/w"), _said("h{i}/b", pattern=r"h\d+/b")]
    assert {line.split()[0] for line in _compare(truth, *said)} == {"covered"}


def test_a_pattern_elsewhere_does_not_cover() -> None:
    truth = _truth(_event("h0/w", line=5), _event("h1/w", line=5))
    assert _compare(truth, _said("h{i}/w", pattern=r"h\d+/w", line=5)) == [
        "covered by pattern h0/w",
        "covered by pattern h1/w",
    ]
    assert _compare(truth, _said("h{i}/w", pattern=r"h\d+/w", line=6))[0] == "wrong line h0/w"


def test_an_uncertain_event_need_not_happen() -> None:
    assert _compare(_truth(_event("a")), _said("a"), _said("b", certain=False)) == ["exact a"]


def test_an_uncertain_event_may_happen_and_happen_again() -> None:
    truth = _truth(_event("a"), _event("a", "reuse"), _event("a", "reuse"))
    said = [_said("a"), _said("a", "reuse", certain=False)]
    assert _compare(truth, *said) == ["exact a", "exact a", "covered by pattern a"]


def test_what_lies_after_an_error_takes_no_part_where_tensorflow_stopped() -> None:
    stopped = _truth(_event("a"), _event("a", "error", 2), ended=Ended.ERROR)
    said = [_said("a"), _said("a", "error", 2), _said("b", line=3, after_error=True)]
    assert _compare(stopped, *said) == ["exact a", "exact a"]
    went_on = _truth(_event("a"), _event("a", "error", 2), _event("b", line=3))
    assert _compare(went_on, *said) == ["exact a", "exact a", "exact b"]


def test_an_error_that_scopelint_did_not_see_leaves_inventions() -> None:
    stopped = _truth(_event("a"), ended=Ended.ERROR)
    assert _compare(stopped, _said("a"), _said("b")) == ["exact a", "invented b"]


@pytest.mark.parametrize("ended", [Ended.TIMEOUT, Ended.CRASH])
def test_what_tensorflow_had_no_time_for_is_not_invented(ended: Ended) -> None:
    assert _compare(_truth(_event("a"), ended=ended), _said("z"), _said("a"), _said("b")) == ["invented z", "exact a"]


def test_other_entries_take_no_part() -> None:
    said = [_said("a"), _said("a", entry="main.py::Model"), _said("b", entry="other.py")]
    assert _compare(_truth(_event("a")), *said) == ["exact a"]


def test_paths_may_have_a_prefix() -> None:
    said = [_said("a", path="fixtures/x/main.py", entry="fixtures/x/main.py")]
    assert compare(_truth(_event("a")), {"variables": said}, prefix="fixtures/x/").ok


def test_repeated_requests_are_told_apart_by_their_lines() -> None:
    truth = _truth(_event("a", "reuse", 1), _event("a", "reuse", 2), _event("a", "reuse", 3))
    assert _compare(truth, _said("a", "reuse", 1), _said("a", "reuse", 3)) == ["exact a", "missed a", "exact a"]


def test_long_programs_are_compared_quickly() -> None:
    events = [_event(f"v{number}", line=number + 1) for number in range(5000)]
    said = [_said(f"v{number}", line=number + 1) for number in range(5000)]
    del said[2500]
    comparison = compare(_truth(*events), {"variables": said})
    assert [str(pair) for pair in comparison.wrong()] == ["missed: create v2500 at main.py:2501:1"]
