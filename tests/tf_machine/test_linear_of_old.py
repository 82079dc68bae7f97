"""`_linear` of recurrent cells as TensorFlow 0.x had it, which opened a scope of its own: no TensorFlow of today runs such a call."""

from __future__ import annotations

import json
from pathlib import Path

from tests.test_cli import here, run, write

__all__ = ["here"]

PROGRAM = """\
import tensorflow as tf
from tensorflow.python.ops.rnn_cell import _linear

x = tf.placeholder(tf.float32, [None, 3])
with tf.variable_scope("m"):
    y = _linear([_linear([x], 4, True, bias_start=0.0, scope="a")], 5, True, bias_start=0.0, scope="b")
    _linear(y, 2, False, 0.0)
"""


def test_each_call_has_its_scope(here: Path) -> None:
    write(main=PROGRAM)
    variables = json.loads(run("names", "--format", "json").stdout)["variables"]
    assert [(one["name"], one["outcome"], one["shape"]) for one in variables] == [
        ("m/a/Matrix", "create", [3, 4]),
        ("m/a/Bias", "create", [4]),
        ("m/b/Matrix", "create", [4, 5]),
        ("m/b/Bias", "create", [5]),
        ("m/Linear/Matrix", "create", [5, 2]),
    ]
