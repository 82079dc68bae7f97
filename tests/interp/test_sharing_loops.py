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
