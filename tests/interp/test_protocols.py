"""Tensors that decide an `if`: refused, unless AutoGraph rewrites the code, which the oracle switches off to keep the program's places."""

from __future__ import annotations

from pathlib import Path

import pytest

from .test_python import interpreted

HEAD = """
import tensorflow as tf
x = tf.placeholder(tf.float32, [2, 3])
def chosen(t):
    if tf.reduce_any(t > 0):
        return t
    return t
"""

REWRITTEN = {
    "a layer": "class L(tf.keras.layers.Layer):\n    def call(self, t): return chosen(t)\nL()(x)",
    "a layer of tf.layers": "class L(tf.layers.Layer):\n    def call(self, t): return chosen(t)\nL()(x)",
    "a model": "class M(tf.keras.Model):\n    def call(self, t): return chosen(t)\nM()(x)",
    "a cell": (
        "class C(tf.nn.rnn_cell.RNNCell):\n    state_size = output_size = 3\n    def call(self, t, state): return chosen(t), state\n"
        "tf.nn.static_rnn(C(), [x], dtype=tf.float32)"
    ),
    "a data set": "tf.data.Dataset.from_tensors(1.0).map(chosen).filter(lambda t: True if t > 0 else False)",
    "a function": "tf.function(chosen)(x)",
    "map_fn": "tf.map_fn(chosen, x)",
    "eager execution": "tf.enable_eager_execution()\nchosen(tf.constant(1.0))",
}

REFUSED = {
    "the script": "chosen(x)",
    "a template": "tf.make_template('t', chosen)(x)",
    "a branch": "tf.cond(tf.constant(True), lambda: chosen(x), lambda: x)",
    "a method that is only called so": "class L:\n    def call(self, t): return chosen(t)\nL().call(x)",
    "scan": "tf.scan(lambda last, t: chosen(t), x)",
}


@pytest.mark.parametrize("code", REWRITTEN.values(), ids=REWRITTEN)
def test_autograph_lets_tensors_decide(code: str, tmp_path: Path) -> None:
    result, cuts = interpreted(f"{HEAD}{code}\nresult = 'reached'\n", tmp_path)
    assert (result, cuts) == ("reached", [])


@pytest.mark.parametrize("code", REFUSED.values(), ids=REFUSED)
def test_nothing_else_does(code: str, tmp_path: Path) -> None:
    attempt = "\n".join(f"    {line}" for line in code.splitlines())
    result, _ = interpreted(f"{HEAD}try:\n{attempt}\n    result = 'reached'\nexcept TypeError:\n    result = 'refused'\n", tmp_path)
    assert result == "refused"
