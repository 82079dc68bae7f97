"""What is loaded under tests that nobody knows: the analysis stays within its budget and says so of none of what comes after it."""

from __future__ import annotations

from pathlib import Path

import pytest

from scopelint import runner
from scopelint.trace import Cut, VariableEvent

VOCABULARY = """
import sys
import tensorflow as tf

words, ids, longest, rare = {}, [], 0, 0
for line in open(sys.argv[1]):
    for word in line.split():
        if word not in words:
            words[word] = len(words)
        if len(word) > longest:
            longest += 1
        elif word in STOP:
            rare += 2
        if word.startswith("#"):
            ids.append(words[word])
        elif word.isdigit():
            ids.extend([rare, longest])
for turn in range(12):
    for word in open(str(turn)):
        if word.strip() not in words:
            words[word] = len(words)
        if words[word] > rare:
            ids.append(words[word] + longest)
""".replace("STOP", repr([f"stop{n}" for n in range(60)]))

GRAPH = """
with tf.variable_scope("model"):
    tf.get_variable("embedding", [10, len(words)])
"""

SLOTS = """
import tensorflow as tf

class Worker:
    def __init__(self, name, shared):
        with tf.variable_scope(name):
            own = [tf.get_variable("w%d" % n, [2, 2]) for n in range(8)]
        grads = tf.gradients(tf.add_n([tf.reduce_sum(w) for w in own]), own)
        tf.train.RMSPropOptimizer(0.1, centered=True).apply_gradients(zip(grads, shared.params))
"""


ONE_OF_TWO = """
import sys
import tensorflow as tf

flags = [float(text) for text in sys.argv]
if flags[1] > 0:
    tf.get_variable("a", [3])
if flags[2] > 0:
    tf.get_variable("w", [3])
if flags[3] > 0:
    tf.get_variable("w", [3])
"""


UNSEEN = """
import sys
import tensorflow as tf
from elsewhere import layer

x = tf.placeholder(tf.float32, [None, 3])
for number in range(6):
    with tf.variable_scope("block%d" % number):
        if sys.argv[number] == "deep":
            x = layer(x)
            x = layer(tf.shape(x))
    with tf.variable_scope("own%d" % number):
        if len(sys.argv) > number:
            layer(tf.get_variable_scope())
with tf.variable_scope("block1", reuse=True):
    tf.get_variable("w", [3])
"""


def analysed(folder: Path, text: str) -> runner.Checked:
    (folder / "program.py").write_text(text)
    return runner.check(runner.Request(("program.py",), folder, isolated=True, cache=False))


@pytest.mark.parametrize("text", [VOCABULARY + GRAPH, SLOTS], ids=["vocabulary", "slots"])
def test_conditions_stay_within_the_budget(text: str, tmp_path: Path) -> None:
    events = [event for trace in analysed(tmp_path, text).analysis.traces for event in trace.events]
    assert not [event.reason for event in events if isinstance(event, Cut) and "conditions" in event.reason]
    assert any(isinstance(event, VariableEvent) for event in events)


def test_what_comes_after_the_data_is_certain(tmp_path: Path) -> None:
    (trace,) = analysed(tmp_path, VOCABULARY + GRAPH).analysis.traces
    made = [event for event in trace.events if isinstance(event, VariableEvent)]
    assert [str(event.name) for event in made] == ["model/embedding"]
    assert made[0].context.certain


def test_tests_that_are_not_told_apart_make_nothing_certain(tmp_path: Path) -> None:
    (tmp_path / "program.py").write_text(ONE_OF_TWO)
    said = {"limits": {"conditions": 1}, "certainty": "possible"}
    found = runner.check(runner.Request(("program.py",), tmp_path, isolated=True, cache=False, said=said)).diagnostics
    assert [(one.code, one.certain) for one in found] == [("TFS101", False)]


def test_code_that_cannot_be_seen_is_called_under_many_tests(tmp_path: Path) -> None:
    checked = analysed(tmp_path, UNSEEN)
    assert not checked.problems
    assert not [one.message for one in checked.diagnostics if one.code == "TFS102"]
