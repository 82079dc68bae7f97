"""What neither release at hand has: summaries of TensorFlow 0.x, and the reader of MNIST that tutorials import."""

from __future__ import annotations

import pytest

from tests.fuzz.difference import said


def _names(program: str) -> list[str]:
    """The names that scopelint foresees, where it follows all of the program."""
    found = said(program)
    assert found.cuts == []
    return [variable["name"] for variable in found.names["variables"]]


def test_tutorials_read_mnist() -> None:
    program = """
import tensorflow as tf
from tensorflow.examples.tutorials.mnist import input_data

mnist = input_data.read_data_sets("MNIST_data/", one_hot=True)
x = tf.placeholder(tf.float32, [None, mnist.train.images.shape[1]])
batch_xs, batch_ys = mnist.train.next_batch(100)
for step in range(int(mnist.test.num_examples / 5000)):
    tf.get_variable("w%d" % step, [x.shape[1], batch_ys.shape[1]])
tf.get_variable("epochs_of_%d" % mnist.train.num_examples, [1])
"""
    assert _names(program) == ["w0", "w1", "epochs_of_55000"]


def test_old_summaries_are_ops_and_are_collected() -> None:
    program = """
import tensorflow as tf

loss = tf.get_variable("loss", [])
first = tf.scalar_summary("a tag", loss)
second = tf.histogram_summary("another", loss, name="named")
merged = tf.merge_all_summaries()
for op in (first, second):
    tf.Variable(0.0, name="of_" + op.op.name)
tf.Variable(0.0, name="collected_%d" % len(tf.get_collection(tf.GraphKeys.SUMMARIES)))
"""
    assert _names(program) == ["loss", "of_ScalarSummary", "of_named", "collected_2"]


@pytest.mark.parametrize(
    "asked", ["slim = tf.contrib.slim", "from tensorflow.contrib import slim", "import tensorflow.contrib.slim as slim"]
)
def test_contrib_means_tensorflow1_which_takes_whole_floats_as_sizes(asked: str) -> None:
    sizes = 'import tensorflow as tf\n{}\ntf.get_variable("w", [6 / 2])\ntf.placeholder(tf.float32, [6 / 2])\ntf.Variable(0.0)\n'
    outcomes = [[variable["outcome"] for variable in said(sizes.format(line)).names["variables"]] for line in (asked, "import tf_slim")]
    assert outcomes == [["create", "create"], ["error"]]


def test_tensorflow1_takes_texts_of_numbers_as_sizes() -> None:
    """`Dimension.__init__` (framework/tensor_shape.py of 1.15) makes an int of them."""
    program = """
import tensorflow as tf

{}
for number, size in enumerate("100,50".split(",")):
    tf.get_variable("w%d" % number, [3, size])
"""
    found = [said(program.format(line)) for line in ("import tensorflow.contrib.slim", "import tf_slim")]
    assert [(variable["outcome"], variable["shape"]) for variable in found[0].names["variables"]] == [
        ("create", [3, 100]),
        ("create", [3, 50]),
    ]
    assert [one.error for one in found] == [None, ("TypeError", 6)]


def test_tensorflow1_builds_convolutions_for_inputs_that_are_too_short() -> None:
    """Its `Conv.build` (layers/convolutional.py of 1.15) does not look at the sizes of the output, as that of 2.15 does."""
    program = 'import tensorflow as tf\n{}\ntf.layers.Conv1D(4, 3, name="conv").build([None, 1, 2])\n'
    errors = [said(program.format(line)).error for line in ("import tensorflow.contrib.slim", "import tf_slim")]
    assert errors == [None, ("ValueError", 3)]


def test_the_scope_that_programs_put_in_place_by_hand() -> None:
    """TensorFlow from 1.5 on has no such collection: nothing is told of names that another release would give."""
    program = """
import tensorflow as tf
from tensorflow.python.ops import variable_scope

scopes = tf.get_collection_ref(variable_scope._VARSCOPE_KEY)
scopes[0] = tf.VariableScope(None, name="other")
tf.get_variable("w", [1])
"""
    found = said(program)
    assert any("_VARSCOPE_KEY" in cut["reason"] for cut in found.names["cuts"])
