"""Loops that share variables for very long: one turn stands for the rest where that loses no variable."""

from __future__ import annotations

from pathlib import Path

from scopelint.inventory import Inventory
from scopelint.runner import Request, names

DECODER = """
import tensorflow as tf


def decode(x):
    with tf.variable_scope("decoder", reuse=tf.AUTO_REUSE):
        return tf.layers.dense(x, 4, name="out")


x = tf.placeholder(tf.float32, [None, 4])
for step in range(60):
    x = decode(x)
    {more}
logits = tf.layers.dense(x, 2)
"""


def inventory(folder: Path, more: str) -> Inventory:
    (folder / "scopelint.toml").write_text("[limits]\nidle = 100\n")  # five thousand steps are very long then
    (folder / "program.py").write_text(DECODER.format(more=more))
    return names(Request(paths=("program.py",), cwd=folder)).inventory


def test_a_loop_that_only_shares_is_cut_short(tmp_path: Path) -> None:
    found = inventory(tmp_path, "pass")
    assert [variable.name for variable in found.variables if variable.outcome.value == "create"] == [
        "decoder/out/kernel",
        "decoder/out/bias",
        "dense/kernel",
        "dense/bias",
    ]
    assert 20 < len(found.variables) < 100
    assert [gap.reason for gap in found.gaps] == ["the later turns of a long loop were taken as one"]


def test_a_loop_that_makes_variables_is_followed_to_its_end(tmp_path: Path) -> None:
    found = inventory(tmp_path, 'tf.get_variable("step_%d" % step, [])')
    assert {f"step_{step}" for step in range(60)} <= {variable.name for variable in found.variables}
    assert found.gaps == ()


FRESH = """
import tensorflow as tf

for step in range({turns}):
    with tf.Graph().as_default():
        x = tf.placeholder(tf.float32, [None, 4])
        for number in range(8):
            x = tf.layers.dense(x, 4, name=f"hidden_{{number}}{more}")
tf.get_variable("after", [])
"""


def fresh(folder: Path, turns: int, more: str = "") -> Inventory:
    (folder / "scopelint.toml").write_text("[limits]\nidle = 100\n")
    (folder / "program.py").write_text(FRESH.format(turns=turns, more=more))
    return names(Request(paths=("program.py",), cwd=folder)).inventory


def test_a_loop_that_builds_the_same_graph_again_is_cut_short(tmp_path: Path) -> None:
    found = fresh(tmp_path, 100)
    assert len(found.variables) < 1000
    assert {variable.name for variable in found.variables} == {v.name for v in fresh(tmp_path, 2).variables}
    assert [gap.reason for gap in found.gaps] == ["the later turns of a long loop were taken as one"]


def test_a_loop_that_builds_other_graphs_is_followed_to_its_end(tmp_path: Path) -> None:
    found = fresh(tmp_path, 12, "_{step}")
    assert len(found.variables) == 12 * 8 * 2 + 1


def test_a_graph_that_a_loop_builds_now_and_then(tmp_path: Path) -> None:
    (tmp_path / "scopelint.toml").write_text("[limits]\nidle = 100\n")
    (tmp_path / "program.py").write_text(NOW_AND_THEN)
    found = names(Request(paths=("program.py",), cwd=tmp_path)).inventory
    assert len(found.variables) < 1000
    assert len({variable.name for variable in found.variables}) == 32


NOW_AND_THEN = """
import tensorflow as tf


def build(kind):
    with tf.Graph().as_default():
        x = tf.placeholder(tf.float32, [None, 4])
        for number in range(8):
            x = tf.layers.dense(x, 4, name=f"{kind}_{number}")


step = 0
while step < 5000:
    build("train")
    if step % 10 == 0:
        build("eval")
    step += 10
"""
