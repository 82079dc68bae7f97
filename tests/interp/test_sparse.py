"""Lists of which each item hangs on a test of its own: walked through item by item, however many combinations there are."""

from __future__ import annotations

from pathlib import Path

import pytest

from scopelint.runner import Request, names

MANY = 24
"""Tests that are independent of one another: two to the power of so many lists are too many for anybody."""

MADE = f"""
import json
import tensorflow as tf

settings = json.load(open("settings.json"))
tf.get_variable("first", [2])
for number in range({MANY}):
    if settings["v%d" % number]:
        tf.get_variable("v%d" % number, [2])
tf.get_variable("last", [2])
"""

WALKED = [
    "first",
    *(f"v{number}" for number in range(MANY)),
    "last",
]


def made(folder: Path, more: str) -> list[str]:
    """The names that `more` makes besides, in order, without what begins them."""
    (folder / "program.py").write_text(MADE + more)
    found = names(Request(paths=("program.py",), cwd=folder)).inventory
    assert found.gaps == ()
    return [variable.name.removeprefix("x/") for variable in found.variables if variable.name.startswith("x/")]


@pytest.mark.parametrize(
    ("expression", "walked"),
    [
        ("tf.trainable_variables()", WALKED),
        ("[v for v in tf.trainable_variables() if v.op.name != 'first']", WALKED[1:]),
        ("tf.trainable_variables()[1:]", WALKED[1:]),
        ("tf.trainable_variables()[:-1]", WALKED[:-1]),
        ("tf.trainable_variables()[:1]", WALKED[:1]),
        ("tf.trainable_variables()[::-1]", WALKED[::-1]),
        ("sorted(tf.trainable_variables(), key=lambda v: v.op.name, reverse=True)", sorted(WALKED, reverse=True)),
        ("reversed(list(tf.trainable_variables()))", WALKED[::-1]),
        ("tuple(tf.trainable_variables()) + ()", WALKED),
        ("[v for _, v in enumerate(tf.trainable_variables())]", WALKED),
        ("[v for v, _ in zip(tf.trainable_variables(), tf.global_variables())]", WALKED),
        (
            "[v for g, v in zip(tf.gradients(tf.zeros([]), tf.trainable_variables()), tf.trainable_variables())]",
            WALKED,
        ),
        ("tf.get_collection(tf.GraphKeys.TRAINABLE_VARIABLES, scope='v1')", [name for name in WALKED if name.startswith("v1")]),
        ("[tf.trainable_variables()[0], tf.trainable_variables()[-1]]", ["first", "last"]),
    ],
)
def test_each_item_is_met_once(tmp_path: Path, expression: str, walked: list[str]) -> None:
    assert made(tmp_path, f"for v in {expression}: tf.get_variable('x/' + v.op.name, [2])") == walked


def test_a_list_keeps_what_is_added_to_it_by_many_tests(tmp_path: Path) -> None:
    more = """
kept = []
for v in tf.trainable_variables():
    kept.append(v.op.name)
for name in kept + ["more"]:
    tf.get_variable("x/" + name, [2])
"""
    assert made(tmp_path, more) == [*WALKED, "more"]


def test_numbers_of_items_are_known_as_long_as_they_are_few(tmp_path: Path) -> None:
    more = "for number, v in enumerate(tf.trainable_variables()): tf.get_variable('%d_%s' % (number, v.op.name), [])"
    (tmp_path / "program.py").write_text(MADE.replace(f"range({MANY})", "range(3)") + more)
    found = names(Request(paths=("program.py",), cwd=tmp_path)).inventory
    made = {variable.name for variable in found.variables if "_" in variable.name}
    assert made == {"0_first", "1_v0", "1_v1", "2_v1", "1_v2", "2_v2", "3_v2", "1_last", "2_last", "3_last", "4_last"}


@pytest.mark.parametrize(
    ("test", "holds"),
    [
        ("tf.trainable_variables()", True),
        ("len(tf.trainable_variables()) >= 2", True),
        (f"len(tf.trainable_variables()) > {MANY + 2}", False),
        ("tf.trainable_variables()[0] in tf.trainable_variables()", True),
        ("any(v.op.name == 'last' for v in tf.trainable_variables())", True),
        ("any([v.op.name == 'no' for v in tf.trainable_variables()])", False),
        ("all([v.op.name for v in tf.trainable_variables()])", True),
    ],
)
def test_what_is_certain_of_such_a_list(tmp_path: Path, test: str, holds: bool) -> None:
    assert made(tmp_path, f"if {test}: tf.get_variable('x/yes', [2])\nelse: tf.get_variable('x/no', [2])") == ["yes" if holds else "no"]


@pytest.mark.parametrize(
    "change",
    [
        "kept = kept[2:5]",
        "kept = kept[settings['n']:]",
        "kept = kept[:settings['n']]",
        "kept.pop(3)",
        "kept.remove(kept[0])",
        "kept[2] = kept[0]",
        "del kept[5]",
        "kept.insert(7, 'more')",
    ],
)
def test_what_is_taken_out_or_put_in_somewhere_leaves_it_unknown(tmp_path: Path, change: str) -> None:
    found = made(
        tmp_path, f"kept = [v.op.name for v in tf.trainable_variables()]\n{change}\nfor name in kept: tf.get_variable('x/' + name, [])"
    )
    assert found
    assert all("{" in name for name in found)
