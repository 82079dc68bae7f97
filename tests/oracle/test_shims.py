"""TensorFlow 1 as the oracle makes it out of TensorFlow 2.15: what programs find when they import."""

from __future__ import annotations

import json
from pathlib import Path
from textwrap import dedent

import pytest

from .conftest import Ask, run
from .oracle import Oracle, Program
from .truth import Ended, Outcome

pytestmark = pytest.mark.tensorflow


@pytest.mark.parametrize(
    "imports",
    [
        "import tensorflow as tf",
        "import tensorflow.compat.v1 as tf",
        "import tensorflow.compat.v1 as tf\ntf.disable_v2_behavior()",
        "import tensorflow as tf\ntf.compat.v1.disable_eager_execution()\ntf = tf.compat.v1",
        "from tensorflow.compat import v1 as tf",
        "import tensorflow\ntf = tensorflow",
        "from tensorflow import get_variable\nimport tensorflow as tf\ntf.get_variable is get_variable or 1 / 0",
        "from tensorflow import *\nimport tensorflow as tf",
        "from tensorflow.python.ops import variable_scope as tf",
        "import tensorflow.python.ops.variable_scope as tf",
    ],
)
def test_every_import_gives_tensorflow_1(oracle: Oracle, imports: str) -> None:
    truth = oracle.run_source(f'{imports}\ntf.get_variable("w", [])\ntf.get_variable("w", [])\n').truth
    assert [event.outcome for event in truth.events] == [Outcome.CREATE, Outcome.ERROR]


@pytest.mark.parametrize(
    "statement",
    [
        "from tensorflow.contrib import slim, layers, rnn, framework, training",
        "import tensorflow.contrib.slim as slim; slim.conv2d",
        "import tensorflow.contrib.layers as layers; layers.xavier_initializer()",
        "from tensorflow.contrib.layers import variance_scaling_initializer, l2_regularizer, optimize_loss",
        "from tensorflow.contrib.layers.python.layers import utils, layers, initializers",
        "from tensorflow.contrib.framework import arg_scope, add_arg_scope, get_or_create_global_step",
        "from tensorflow.contrib.framework.python.ops import add_arg_scope, variables",
        "from tensorflow.contrib.slim.nets import inception, resnet_v1, resnet_v2, vgg",
        "from tensorflow.contrib.slim.python.slim.nets import resnet_utils",
        "from tensorflow.contrib.rnn import BasicLSTMCell, MultiRNNCell, DropoutWrapper, static_rnn",
        "from tensorflow.contrib.rnn.python.ops.core_rnn_cell import _linear",
        "from tensorflow.python.ops.rnn_cell_impl import LSTMCell; assert LSTMCell is tf.nn.rnn_cell.LSTMCell",
        "from tensorflow.keras.layers import Dense; from tensorflow.keras import Model",
        "import tensorflow.keras.backend as K; K.int_shape",
        "from tensorflow.nn import rnn_cell; rnn_cell.LSTMCell",
        "import tensorflow.layers as layers; layers.dense",
        "from tensorflow.examples.tutorials.mnist import input_data; input_data.read_data_sets('x').train.next_batch(3)",
        "tf.contrib.slim.arg_scope; tf.contrib.layers.batch_norm; tf.contrib.framework.nest; tf.contrib.losses",
        "tf.app.flags; tf.logging.info('x'); tf.gfile; tf.train.Saver; tf.summary.scalar",
        "assert tf.__version__.startswith('1.15') and tf.VERSION == tf.compat.v1.__version__ == tf.__version__",
        "assert tf.compat.v1 is tf and tf.compat.v1.compat.v1 is tf; tf.compat.as_bytes('x')",
        "import numpy as np; np.zeros(2, np.float); np.bool(1)",
        "import collections; collections.Mapping; import time; time.clock()",
        "import inspect; assert inspect.getargspec(lambda a, *b: 0).varargs == 'b'",
    ],
)
def test_what_programs_import(oracle: Oracle, statement: str) -> None:
    result = oracle.run_source(f"import tensorflow as tf\n{statement}\n")
    assert result.truth.ended is Ended.FINISHED, result.stderr


def test_what_is_not_served_says_so(oracle: Oracle) -> None:
    error = run(oracle, "import tensorflow as tf\ntf.contrib.nowhere").truth.error
    assert error is not None
    assert error.message == "the oracle does not serve tensorflow.contrib.nowhere"


def test_stand_ins_for_absent_libraries(oracle: Oracle, tmp_path: Path) -> None:
    program = tmp_path / "main.py"
    program.write_text(
        dedent("""
        import tensorflow as tf
        import json, nowhere.deep.down as down
        from nowhere import Env, spaces, register
        class Own(Env):
            size = spaces.Box(low=0).shape
        @register("name")
        def build():
            with down.plot(), tf.variable_scope("own"):
                return tf.get_variable("w", [])
        @register
        def again(): return build()
        Own().reset(json.dumps([*down.bar()]), tf.contrib.seq2seq.BasicDecoder())
        again()
        import nothing
        """)
    )
    truth = next(oracle.run_many([Program(program, absent=("nowhere", "json", "tensorflow.contrib.seq2seq"))])).truth
    assert [event.name for event in truth.events] == ["own/w"]
    assert truth.error is not None
    assert truth.error.message == "No module named 'nothing'"


def test_slim(ask: Ask) -> None:
    assert ask("""
        import tensorflow as tf
        slim = tf.contrib.slim
        def net(x, reuse=None):
            with tf.variable_scope("net", reuse=reuse), slim.arg_scope([slim.conv2d], normalizer_fn=slim.batch_norm):
                x = slim.repeat(x, 2, slim.conv2d, 4, 3, scope="c")
                return slim.fully_connected(slim.flatten(x), 2, biases_initializer=None)
        x = tf.zeros([1, 4, 4, 3])
        net(x)
        net(x, reuse=True)
    """) == [
        f"{outcome} net/{name} {line}"
        for outcome in ("create", "reuse")
        for line, names in ((5, _repeated()), (6, ["fully_connected/weights"]))
        for name in names
    ]


def _repeated() -> list[str]:
    own = ("weights", "BatchNorm/beta", "BatchNorm/moving_mean", "BatchNorm/moving_variance")
    return [f"c/c_{number}/{name}" for number in (1, 2) for name in own]


def test_contribs_cells(ask: Ask) -> None:
    assert ask("""
        import tensorflow as tf
        rnn = tf.contrib.rnn
        x = tf.zeros([2, 3, 4])
        cell = rnn.MultiRNNCell([rnn.OutputProjectionWrapper(rnn.LSTMBlockCell(3), 2), rnn.UGRNNCell(2)])
        tf.nn.dynamic_rnn(cell, x, dtype=tf.float32)
        norm = rnn.LayerNormBasicLSTMCell(2)
        norm(x[:, 0], norm.zero_state(2, tf.float32))
        rnn.stack_bidirectional_dynamic_rnn([rnn.GRUBlockCellV2(2)], [rnn.BasicRNNCell(2)], x, dtype=tf.float32, scope="b")
    """) == [
        "create rnn/multi_rnn_cell/cell_0/output_projection_wrapper/lstm_cell/kernel 5",
        "create rnn/multi_rnn_cell/cell_0/output_projection_wrapper/lstm_cell/bias 5",
        "create rnn/multi_rnn_cell/cell_0/output_projection_wrapper/kernel 5",
        "create rnn/multi_rnn_cell/cell_0/output_projection_wrapper/bias 5",
        "create rnn/multi_rnn_cell/cell_1/ugrnn_cell/kernel 5",
        "create rnn/multi_rnn_cell/cell_1/ugrnn_cell/bias 5",
        "create layer_norm_basic_lstm_cell/kernel 7",
        *(
            f"{outcome} layer_norm_basic_lstm_cell/{gate}/{name} 7"
            for gate in ("input", "transform", "forget", "output", "state")
            for outcome, name in (("create", "gamma"), ("create", "beta"), ("reuse", "beta"), ("reuse", "gamma"))
        ),
        "create b/cell_0/bidirectional_rnn/fw/gru_cell/gates/kernel 8",
        "create b/cell_0/bidirectional_rnn/fw/gru_cell/gates/bias 8",
        "create b/cell_0/bidirectional_rnn/fw/gru_cell/candidate/kernel 8",
        "create b/cell_0/bidirectional_rnn/fw/gru_cell/candidate/bias 8",
        "create b/cell_0/bidirectional_rnn/bw/basic_rnn_cell/kernel 8",
        "create b/cell_0/bidirectional_rnn/bw/basic_rnn_cell/bias 8",
    ]


def test_embeddings_of_contrib(ask: Ask) -> None:
    assert ask("""
        import tensorflow as tf
        ids = tf.zeros([2, 3], tf.int32)
        tf.contrib.layers.embed_sequence(ids, 10, 4, scope="words")
        tf.contrib.layers.embed_sequence(ids, 10, 4, scope="words", reuse=True, unique=True)
        tf.contrib.layers.bow_encoder(ids, 10, 4)
    """) == ["create words/embeddings 3", "reuse words/embeddings 4", "create bow_encoder/embeddings 5"]


def test_hyperparameters(oracle: Oracle) -> None:
    result = run(
        oracle,
        """
        from tensorflow.contrib.training import HParams
        hparams = HParams(units=64, rates=[0.1, 0.2], name="net", wide=False)
        hparams.parse("units=32,rates=[0.5,0.25],wide=true,rates[1]=0.75,name=a b")
        hparams.override_from_dict({"name": "other"})
        hparams.add_hparam("extra", 1)
        hparams.del_hparam("extra")
        print(hparams.to_json(sort_keys=True), "units" in hparams, hparams.get("none", 3), hparams.units)
        for bad in ("units=x", "nothing=1", "units=1.5", "wide=2", "units"):
            try:
                hparams.parse(bad)
            except ValueError as error:
                print("refused", bad)
        """,
    )
    values, *refused = result.stdout.splitlines()
    assert values.endswith(" True 3 32"), result.stderr
    assert json.loads(values[: values.index("}") + 1]) == {
        "name": "other",
        "rates": [0.5, 0.75],
        "units": 32,
        "wide": True,
    }
    assert len(refused) == 5


@pytest.mark.parametrize(
    "source",
    [
        """
        x = tf.placeholder(tf.float32, [2, 8, 8, 3])
        y = tf.layers.batch_normalization(tf.layers.separable_conv2d(tf.layers.conv2d(x, 4, 3), 4, 3))
        loss = tf.reduce_mean(y) + tf.reduce_mean(tf.contrib.slim.conv2d_transpose(x, 4, 3))
        tf.train.RMSPropOptimizer(0.1, momentum=0.9, centered=True).minimize(loss, tf.train.get_or_create_global_step())
        ema = tf.train.ExponentialMovingAverage(0.9, zero_debias=True)
        ema.apply([loss, *tf.trainable_variables()])
        tf.metrics.auc(tf.zeros([2]), tf.zeros([2]))
        tf.train.string_input_producer(["a"], num_epochs=2)
        """,
        """
        tf.enable_resource_variables()
        w = tf.get_variable("w", [4, 2], partitioner=tf.fixed_size_partitioner(2))
        tf.train.AdamOptimizer().minimize(tf.reduce_sum(tf.convert_to_tensor(w)))
        """,
        """
        with tf.distribute.MirroredStrategy(["/cpu:0"]).scope():
            tf.get_variable("w", [2])
            tf.Variable(1.0, name="v")
        """,
        """
        with tf.variable_creator_scope(lambda creator, **options: creator(**options)):
            tf.get_variable("w", [2])
            tf.Variable(1.0, name="v")
        """,
        """
        import numpy as np
        model = tf.keras.Sequential([tf.keras.layers.Dense(3, input_shape=(4,)), tf.keras.layers.BatchNormalization()])
        model.compile("adam", "mse")
        model.fit(np.zeros([8, 4]), np.zeros([8, 3]), verbose=0)
        """,
        """
        tf.cond(tf.placeholder(tf.bool), lambda: tf.layers.dense(tf.zeros([1, 2]), 2), lambda: tf.zeros([1, 2]))
        tf.while_loop(lambda i: i < 3, lambda i: i + tf.get_variable("step", [], tf.int32), [0])
        tf.map_fn(lambda x: x * tf.get_variable("scale", []), tf.zeros([3]))
        """,
    ],
)
def test_each_variable_op_of_the_graph_is_one_event(oracle: Oracle, source: str) -> None:
    """No creation escapes the hooks and none is told twice, whatever API it came from."""
    program = (
        "import tensorflow as tf\n"
        + dedent(source)
        + dedent("""
        kinds = ("VariableV2", "VarHandleOp")
        print(*[op.name for op in tf.get_default_graph().get_operations() if op.type in kinds], sep="\\n")
    """)
    )
    result = oracle.run_source(program)
    assert result.truth.ended is Ended.FINISHED, result.stderr
    made = [event.name for event in result.truth.events if event.outcome is Outcome.CREATE]
    assert sorted(made) == sorted(result.stdout.split())
    assert made
