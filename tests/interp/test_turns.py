"""Loops that train and read: long ones end soon, whatever they leave behind is honest, and what comes after them is known."""

from __future__ import annotations

from pathlib import Path

import pytest

from scopelint import runner
from scopelint.interp.interpreter import Interpreter
from scopelint.interp.limits import Limits
from scopelint.interp.modules import Modules
from scopelint.interp.tensorflow import ops
from scopelint.library import ProjectLibrary
from scopelint.roots import Roots
from scopelint.sources import Sources
from scopelint.trace import Cut, VariableEvent

TRAINING = """
import tensorflow as tf

weights = tf.get_variable("weights", [3])
session = tf.Session()
for episode in range(500):
    finished = False
    for turn in range(600):
        seen = session.run(weights)
        finished = bool(seen[0] > 3)
        if turn % 7 == 0:
            session.run(tf.assign(weights, seen))
        tf.initialize_all_variables()
        if finished:
            break
"""

AFTER = """
tf.get_variable("after", [2])
tf.Variable(0.0, name="Assign")
"""

READING = """
import sys
import tensorflow as tf

counts, longest, words = {}, 0, []
for name in sys.argv:
    for page in open(name).read().split("#"):
        for line in page.split("-"):
            for sentence in line.split("."):
                for word in sentence.split():
                    if word not in counts:
                        counts[word] = 0
                    if len(word) > longest:
                        longest = len(word)
                    counts[word] += 1
                    words.append(counts[word])
tf.get_variable("embedding", [len(counts), 2])
"""

SIMULATION = """
import random
import tensorflow as tf

def simulated(walls):
    at, hits, ways = 0.0, [], [1.0]
    for sensor in range(5):
        for wall in walls:
            near, far = random.random() * wall, random.random()
            if 0 <= near <= 1 and 0 <= far <= 1:
                hits.append(near)
                ways.append(far + at)
        at += min(ways)
    return at, len(hits) > 3

session = tf.Session()
place = tf.placeholder(tf.float32, [])
moved = place * tf.get_variable("speed", [])
for episode in range(100):
    for turn in range(1000):
        at, crashed = simulated([1.0, 2.0, 3.0, 4.0])
        session.run(moved, {place: at})
        if crashed:
            break
tf.get_variable("after", [2])
"""

WRITING = """
import tensorflow as tf

weights = tf.get_variable("weights", [3])
session = tf.Session()
for seed in ["This", "That", "The"]:
    sentence = seed
    for turn in range(900):
        sentence += " " + str(session.run(weights, {"text": sentence[-1]}))
    print(sentence)
tf.get_variable("after", [2])
"""

EAGER = """
import tensorflow as tf

tf.enable_eager_execution()
weights = tf.Variable(tf.zeros([3, 1]), name="weights")
optimizer = tf.train.GradientDescentOptimizer(0.1)
loss = 0.0
for step in range(900):
    with tf.GradientTape() as tape:
        loss += tf.losses.mean_squared_error(tf.ones([2, 1]), tf.matmul(tf.ones([2, 3]), weights))
    optimizer.apply_gradients([(tape.gradient(loss, weights), weights)])
    if step % 100 == 0:
        print(loss)
        loss = 0.0
after = tf.Variable(0.0, name="after")
"""


NETWORKS = """
import types
import tensorflow as tf

def deep(x):
    for layer in range(150):
        x = tf.layers.batch_normalization(tf.layers.dense(x, 8))
    tf.train.AdamOptimizer(0.1).minimize(x)

def flat(x):
    tf.layers.dense(x, 2, name="flat")

networks = types.SimpleNamespace(deep=deep, flat=flat, none=lambda x: None)
for name in ("deep", "flat", "none"):
    with tf.Graph().as_default():
        getattr(networks, name)(tf.zeros([2, 8]))
"""


UNKNOWN_PAIRS = """
import json
import tensorflow as tf

optimizer = tf.train.AdamOptimizer(0.1)
for step in range(3):
    optimizer.apply_gradients(json.load(open("pairs.json")))
"""


def traced(folder: Path, text: str, **limits: int) -> tuple[list[str], list[str]]:
    """The names of the variables that a program makes, and what could not be followed."""
    (folder / "program.py").write_text(text)
    checked = runner.check(runner.Request(("program.py",), folder, isolated=True, cache=False, said={"limits": limits}))
    events = [event for trace in checked.analysis.traces for event in trace.events]
    names = [str(event.name) for event in events if isinstance(event, VariableEvent)]
    return names, [event.reason for event in events if isinstance(event, Cut)]


def test_a_loop_that_trains_is_taken_as_one_turn_though_it_makes_ops(tmp_path: Path) -> None:
    names, cuts = traced(tmp_path, TRAINING + AFTER, steps=60_000)
    assert not cuts
    assert names[:2] == ["weights", "after"]
    assert names[2].startswith("Assign")
    assert names[2] not in ("Assign", "Assign_1")  # as often as the loop ran, and nobody knows how often that was


def test_loops_within_loops_do_not_multiply_the_turns(tmp_path: Path) -> None:
    names, cuts = traced(tmp_path, READING, steps=1_000)
    assert names == ["embedding"]
    assert not cuts


@pytest.mark.parametrize(("text", "steps"), [(WRITING, 12_000), (EAGER, 6_000)], ids=["writing", "eager"])
def test_a_loop_that_moves_on_with_what_is_not_known_is_taken_as_one_turn(text: str, steps: int, tmp_path: Path) -> None:
    names, cuts = traced(tmp_path, text, steps=steps)
    assert names == ["weights", "after"]
    assert not cuts


@pytest.mark.parametrize("text", [SIMULATION, READING], ids=["simulation", "reading"])
def test_simulated_data_stay_within_the_budget(text: str, tmp_path: Path) -> None:
    _, cuts = traced(tmp_path, text)
    assert not cuts


def test_nothing_is_left_of_what_is_tried(tmp_path: Path) -> None:
    interp = Interpreter(Modules(ProjectLibrary(Sources(tmp_path, {}), Roots(tmp_path)), ops.value), Limits(), "program.py")
    conditions, asked = interp.state.conditions, interp.unknown("asked", "by both")
    before = interp.unknowns.equals(asked, 1)
    total = conditions.total

    def trial() -> None:
        interp.unknowns.equals(asked, 2)
        interp.state.split(interp.unknowns.truth(interp.unknown("other", "only tried")), lambda: None, lambda: None)

    assert interp.changes(trial) == []
    assert conditions.total == total
    assert interp.unknowns.equals(asked, 1) is before
    assert conditions.excludes(interp.unknowns.equals(asked, 2), before)


def test_a_large_network_in_the_first_turn_leaves_the_next_to_be_seen(tmp_path: Path) -> None:
    names, cuts = traced(tmp_path, NETWORKS)
    assert not cuts
    assert names[-2:] == ["flat/kernel", "flat/bias"]


def test_what_an_optimizer_makes_for_variables_that_are_not_known_it_makes_once(tmp_path: Path) -> None:
    names, _ = traced(tmp_path, UNKNOWN_PAIRS)
    assert names == ["beta1_power", "beta2_power", "{v.op.name}/Adam", "{v.op.name}/Adam_1"]
