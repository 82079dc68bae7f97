"""What the model of a library asks about a value that nobody knows is no news of the program."""

from __future__ import annotations

from pathlib import Path

import pytest

from scopelint import runner
from scopelint.trace import RaiseEvent

ANY_FLAG = """
import tensorflow as tf

def norm(x, training):
    return tf.layers.batch_normalization(x, training=training)

def again(x, training):
    norm(x, training)
    return norm(x, training)
"""

ANY_LOSSES = """
import sys
import tensorflow as tf

average = tf.train.ExponentialMovingAverage(0.9)
average.apply([tf.convert_to_tensor(part) for part in eval(sys.argv[1])])
"""

BAD_ON_A_PATH = """
import sys
import tensorflow as tf

training = "yes" if len(sys.argv) > 1 else True
tf.layers.batch_normalization(tf.zeros([2, 3]), training=training)
"""


@pytest.mark.parametrize(("program", "refusals"), [(ANY_FLAG, 0), (ANY_LOSSES, 0), (BAD_ON_A_PATH, 1)])
def test_refusals_of_what_is_not_known(tmp_path: Path, program: str, refusals: int) -> None:
    (tmp_path / "program.py").write_text(program)
    traces = runner.check(runner.Request(("program.py",), tmp_path, isolated=True, cache=False)).analysis.traces
    assert sum(isinstance(event, RaiseEvent) for trace in traces for event in trace.events) == refusals
