"""Recurrent cells, what runs them, and what is built on them.

In: nothing. Out: families. `x2` to `x5` are float tensors of that rank, `ids` integers (`matrix.py`).
"""

from __future__ import annotations

from typing import Final

from .calls import Call, Family

_DRIVEN: Final = "tf.nn.dynamic_rnn({c}, x3, dtype=tf.float32)[0]"


def _cells(module: str, *makers: tuple[str, tuple[str, ...]]) -> tuple[Call, ...]:
    """Each cell, run by `dynamic_rnn`."""
    return tuple(Call(_DRIVEN, options, make=f"{module}.{make}", reuse="reuse") for make, options in makers)


RNN: Final = Family(
    "tf.nn.rnn_cell",
    (
        *_cells(
            "tf.nn.rnn_cell",
            ("BasicRNNCell(3{o})", ("activation=tf.nn.relu",)),
            ("BasicLSTMCell(3{o})", ("forget_bias=0.0", "state_is_tuple=False")),
            (
                "LSTMCell(3{o})",
                (
                    "use_peepholes=True",
                    "num_proj=2",
                    "num_unit_shards=2",
                    "num_proj=2, num_proj_shards=2",
                    "state_is_tuple=False",
                    "initializer=tf.zeros_initializer()",
                    "use_peepholes=True, num_proj=4, proj_clip=1.0",
                ),
            ),
            ("GRUCell(3{o})", ("kernel_initializer=tf.zeros_initializer()", "bias_initializer=tf.ones_initializer()")),
        ),
        *(
            Call(_DRIVEN, make=f"tf.nn.rnn_cell.{make}", name="")
            for make in (
                "MultiRNNCell([tf.nn.rnn_cell.GRUCell(3) for _ in range(2)])",
                "MultiRNNCell([tf.nn.rnn_cell.BasicLSTMCell(n) for n in (3, 4)])",
                "MultiRNNCell([tf.nn.rnn_cell.BasicLSTMCell(3) for _ in range(2)], state_is_tuple=False)",
                "MultiRNNCell([tf.nn.rnn_cell.GRUCell(3)] * 2)",
                "MultiRNNCell([tf.nn.rnn_cell.GRUCell(5)] * 2)",
                "DropoutWrapper(tf.nn.rnn_cell.GRUCell(3), output_keep_prob=0.5)",
                "DropoutWrapper(tf.nn.rnn_cell.GRUCell(3), variational_recurrent=True, dtype=tf.float32, input_size=3, input_keep_prob=0.5)",
                "ResidualWrapper(tf.nn.rnn_cell.BasicLSTMCell(3))",
                "DeviceWrapper(tf.nn.rnn_cell.BasicRNNCell(3), '/cpu:0')",
            )
        ),
        Call("tf.nn.static_rnn(tf.nn.rnn_cell.GRUCell(3), tf.unstack(x3, axis=1), dtype=tf.float32{o})[0][-1]", name="scope"),
        Call(
            "tf.nn.dynamic_rnn(tf.nn.rnn_cell.LSTMCell(3), x3, dtype=tf.float32{o})[0]",
            ("time_major=True", "sequence_length=[3, 4]"),
            name="scope",
        ),
        Call(
            "tf.nn.bidirectional_dynamic_rnn(tf.nn.rnn_cell.GRUCell(3), tf.nn.rnn_cell.GRUCell(2), x3, dtype=tf.float32{o})[0]",
            name="scope",
        ),
        Call(
            "tf.nn.static_bidirectional_rnn(tf.nn.rnn_cell.GRUCell(3), tf.nn.rnn_cell.GRUCell(2), tf.unstack(x3, axis=1), dtype=tf.float32{o})[0]",
            name="scope",
        ),
        Call("by_hand(tf.nn.rnn_cell.BasicLSTMCell(3{o}))", reuse="reuse"),
        Call("by_hand(tf.nn.rnn_cell.MultiRNNCell([tf.nn.rnn_cell.GRUCell(3), tf.nn.rnn_cell.GRUCell(3)]))", name=""),
        Call("raw(tf.nn.rnn_cell.LSTMCell(3{o}))"),
        Call("by_hand(OwnCell(3{o}))"),
        Call("by_hand(OwnLayerCell(3{o}))"),
    ),
    setup="""
class OwnCell(tf.nn.rnn_cell.RNNCell):
    def __init__(self, size, name=None):
        super(OwnCell, self).__init__(name=name)
        self._size = size

    @property
    def state_size(self):
        return self._size

    @property
    def output_size(self):
        return self._size

    def call(self, inputs, state):
        with tf.variable_scope("gates"):
            w = tf.get_variable("w", [inputs.shape[-1], self._size])
        u = tf.get_variable("u", [self._size, self._size])
        state = tf.tanh(tf.matmul(inputs, w) + tf.matmul(state, u))
        return state, state


class OwnLayerCell(OwnCell):
    def build(self, shape):
        self.w = self.add_weight("w", [shape[-1], self._size])
        self.built = True

    def call(self, inputs, state):
        state = tf.tanh(tf.matmul(inputs, self.w) + tf.layers.dense(state, self._size))
        return state, state


def by_hand(cell):
    state = cell.zero_state(2, tf.float32)
    for t in range(3):
        output, state = cell(x3[:, t], state)
    return output


def raw(cell):
    def step(time, output, state, loop_state):
        if output is None:
            state = cell.zero_state(2, tf.float32)
        return time >= 5, x3[:, 0], state, output, None

    return tf.nn.raw_rnn(cell, step)[0].stack()
""",
)


CONTRIB_RNN: Final = Family(
    "tf.contrib.rnn",
    (
        *_cells(
            "tf.contrib.rnn",
            ("BasicLSTMCell(3{o})", ()),
            ("LSTMBlockCell(3{o})", ("use_peephole=True", "forget_bias=0.0", "cell_clip=1.0")),
            ("GRUBlockCell(3{o})", ()),
            ("GRUBlockCellV2(3{o})", ()),
            ("LayerNormBasicLSTMCell(3{o})", ("layer_norm=False", "dropout_keep_prob=0.5", "norm_gain=2.0")),
            ("UGRNNCell(3{o})", ("initializer=tf.zeros_initializer()",)),
            ("IntersectionRNNCell(3{o})", ("num_in_proj=3",)),
            ("CoupledInputForgetGateLSTMCell(3{o})", ("use_peepholes=True", "num_proj=2", "layer_norm=True", "num_unit_shards=2")),
            ("NASCell(3{o})", ("num_proj=2", "use_bias=True")),
            ("GLSTMCell(4{o})", ("number_of_groups=2", "num_proj=4")),
            ("SRUCell(3{o})", ()),
            ("IndRNNCell(3{o})", ()),
            ("IndyGRUCell(3{o})", ()),
            ("IndyLSTMCell(3{o})", ()),
            ("HighwayWrapper(tf.contrib.rnn.BasicRNNCell(3{o}))", ()),
            ("AttentionCellWrapper(tf.contrib.rnn.BasicLSTMCell(3), 2, state_is_tuple=True{o})", ("attn_vec_size=4", "input_size=5")),
            ("InputProjectionWrapper(tf.contrib.rnn.BasicRNNCell(3), 4{o})", ("activation=tf.tanh", "input_size=3")),
            ("OutputProjectionWrapper(tf.contrib.rnn.BasicRNNCell(3), 4{o})", ("activation=tf.tanh",)),
            ("CompiledWrapper(tf.contrib.rnn.BasicRNNCell(3{o}))", ()),
        ),
        *_cells(
            "R",
            ("LayerNormLSTMCell(3{o})", ("use_peepholes=True", "num_proj=2", "layer_norm=True")),
            ("WeightNormLSTMCell(3{o})", ("norm=False", "use_peepholes=True", "num_proj=2")),
        ),
        Call(_DRIVEN, make="R.MinimalRNNCell(3{o})"),
        Call(_DRIVEN, make="R.CFNCell(3{o})"),
        Call(
            "tf.nn.dynamic_rnn({c}, (tf.zeros([2, 5, 1]), x3), dtype=tf.float32)[0]",
            ("use_peepholes=True", "trainable_ratio_on=False"),
            make="tf.contrib.rnn.PhasedLSTMCell(3{o})",
            name="",
        ),
        Call(
            "tf.nn.dynamic_rnn({c}, x5, dtype=tf.float32)[0]",
            ("use_bias=False",),
            make="tf.contrib.rnn.Conv2DLSTMCell(input_shape=[8, 8, 3], output_channels=2, kernel_shape=[3, 3]{o})",
        ),
        Call(
            "tf.nn.dynamic_rnn({c}, x3[..., None], dtype=tf.float32)[0]",
            ("use_bias=False",),
            make="tf.contrib.rnn.ConvLSTMCell(1, [3, 1], 2, [2]{o})",
        ),
        Call(
            "tf.nn.dynamic_rnn({c}, ids[:, :, None], dtype=tf.float32)[0]",
            make="tf.contrib.rnn.EmbeddingWrapper(tf.contrib.rnn.GRUCell(3), 10, 4{o})",
            name="",
            reuse="reuse",
        ),
        Call("{c}(x3, dtype=tf.float32)[0]", ("use_peephole=True",), make="tf.contrib.rnn.LSTMBlockFusedCell(3{o})", reuse="reuse"),
        Call("{c}(x3, dtype=tf.float32)[0]", make="tf.contrib.rnn.FusedRNNCellAdaptor(tf.contrib.rnn.GRUCell(3{o}), use_dynamic_rnn=True)"),
        Call("{c}(x3, dtype=tf.float32)[0]", make="tf.contrib.rnn.TimeReversedFusedRNN(tf.contrib.rnn.LSTMBlockFusedCell(3{o}))"),
        Call(
            "tf.contrib.rnn.stack_bidirectional_dynamic_rnn([tf.contrib.rnn.GRUCell(3) for _ in range(2)], [tf.contrib.rnn.GRUCell(2) for _ in range(2)], x3, dtype=tf.float32{o})[0]",
            name="scope",
        ),
        Call(
            "tf.contrib.rnn.stack_bidirectional_rnn([tf.contrib.rnn.GRUCell(3)], [tf.contrib.rnn.GRUCell(2)], tf.unstack(x3, axis=1), dtype=tf.float32{o})[0]",
            name="scope",
        ),
        Call("tf.contrib.rnn.static_rnn(tf.contrib.rnn.LSTMCell(3), tf.unstack(x3, axis=1), dtype=tf.float32{o})[0]", name="scope"),
    ),
    setup="from tensorflow.contrib.rnn.python.ops import rnn_cell as R",
    served=False,
)


SEQ2SEQ: Final = Family(
    "tf.contrib.seq2seq",
    (
        *(
            Call("attend({c})", options, make=f"S.{make}")
            for make, options in (
                ("LuongAttention(6, x3{o})", ("scale=True", "memory_sequence_length=[3, 4]")),
                ("BahdanauAttention(6, x3{o})", ("normalize=True", "memory_sequence_length=[3, 4]")),
                ("LuongMonotonicAttention(6, x3{o})", ("scale=True",)),
                ("BahdanauMonotonicAttention(6, x3{o})", ("normalize=True",)),
            )
        ),
        Call("decode(S.BasicDecoder({c}, S.TrainingHelper(x3, [5, 5]), {c}.zero_state(2, tf.float32)))", make="CELL(3{o})"),
        Call("decode(S.BasicDecoder(CELL(3), S.TrainingHelper(x3, [5, 5]), CELL(3).zero_state(2, tf.float32), tf.layers.Dense(7{o})))"),
        Call("decode(greedy(tf.get_variable('embedding', [7, 4]){o}))", name=""),
        Call("decode(beam({o}))", name=""),
        Call(
            "S.dynamic_decode(S.BasicDecoder(CELL(3), S.TrainingHelper(x3, [5, 5]), CELL(3).zero_state(2, tf.float32)), maximum_iterations=4{o})[0].rnn_output",
            ("output_time_major=True", "impute_finished=True"),
            name="scope",
        ),
        Call(
            "wrapped({o})", ("attention_layer_size=3", "alignment_history=True", "output_attention=False", "cell_input_fn=lambda i, a: i")
        ),
        Call("S.sequence_loss(tf.zeros([2, 5, 7]), ids, tf.ones([2, 5]){o})", name="name"),
    ),
    setup="""
S = tf.contrib.seq2seq
CELL = tf.nn.rnn_cell.BasicLSTMCell


def attend(mechanism):
    cell = S.AttentionWrapper(CELL(6), mechanism, attention_layer_size=4)
    return tf.nn.dynamic_rnn(cell, x3, dtype=tf.float32)[0]


def decode(decoder):
    outputs, state, lengths = S.dynamic_decode(decoder, maximum_iterations=4)
    return outputs[0]


def greedy(embedding):
    helper = S.GreedyEmbeddingHelper(embedding, tf.zeros([2], tf.int32), 1)
    cell = CELL(3)
    return S.BasicDecoder(cell, helper, cell.zero_state(2, tf.float32), tf.layers.Dense(7, name="out"))


def beam():
    cell = CELL(3)
    start = S.tile_batch(cell.zero_state(2, tf.float32), 3)
    embedding = tf.get_variable("embedding", [7, 4])
    return S.BeamSearchDecoder(cell, embedding, tf.zeros([2], tf.int32), 1, start, 3, output_layer=tf.layers.Dense(7, use_bias=False))


def wrapped(name=None, **options):
    cell = S.AttentionWrapper(CELL(6), S.BahdanauAttention(5, x3), name=name, **options)
    decoder = S.BasicDecoder(cell, S.TrainingHelper(x3, [5, 5]), cell.zero_state(2, tf.float32))
    return S.dynamic_decode(decoder)[0].rnn_output
""",
    served=False,
)


LEGACY: Final = Family(
    "contrib.legacy_seq2seq, crf, cudnn_rnn",
    (
        Call("LS.rnn_decoder(tf.unstack(x3, axis=1), CELL(3).zero_state(2, tf.float32), CELL(3){o})[0]", name="scope"),
        Call("LS.basic_rnn_seq2seq(tf.unstack(x3, axis=1), tf.unstack(x3, axis=1), CELL(3){o})[0]", name="scope"),
        Call("LS.tied_rnn_seq2seq(tf.unstack(x3, axis=1), tf.unstack(x3, axis=1), CELL(3){o})[0]", name="scope"),
        Call(
            "LS.embedding_rnn_seq2seq(steps, steps, CELL(3), 7, 8, 4{o})[0]",
            ("feed_previous=True", "output_projection=(tf.get_variable('pw', [3, 8]), tf.get_variable('pb', [8]))"),
            name="scope",
        ),
        Call("LS.embedding_tied_rnn_seq2seq(steps, steps, CELL(3), 7, 4{o})[0]", ("feed_previous=True",), name="scope"),
        Call(
            "LS.embedding_attention_seq2seq(steps, steps, CELL(3), 7, 8, 4{o})[0]",
            ("num_heads=2", "feed_previous=True", "initial_state_attention=True"),
            name="scope",
        ),
        Call(
            "LS.attention_decoder(tf.unstack(x3, axis=1), CELL(3).zero_state(2, tf.float32), x3, CELL(3){o})[0]",
            ("num_heads=2", "output_size=5"),
            name="scope",
        ),
        Call(
            "LS.model_with_buckets(steps, steps, steps, [tf.ones([2])] * 5, [(2, 2), (4, 4)], lambda x, y: LS.embedding_rnn_seq2seq(x, y, CELL(3), 7, 8, 4){o})[1]"
        ),
        Call(
            "tf.contrib.crf.crf_log_likelihood(x3, ids, tf.constant([5, 5]){o})[0]",
            ("transition_params=tf.get_variable('T', [3, 3])",),
            name="",
        ),
        *(
            Call("{c}(tf.transpose(x3, [1, 0, 2]))[0]", ("direction='bidirectional'",), make=f"C.{make}")
            for make in ("CudnnLSTM(2, 3{o})", "CudnnGRU(1, 3{o})", "CudnnRNNTanh(1, 3{o})", "CudnnRNNRelu(1, 3{o})")
        ),
        Call("tf.nn.dynamic_rnn({c}, x3, dtype=tf.float32)[0]", make="C.CudnnCompatibleLSTMCell(3{o})", name="", reuse="reuse"),
        Call("tf.nn.dynamic_rnn({c}, x3, dtype=tf.float32)[0]", make="C.CudnnCompatibleGRUCell(3{o})", name="", reuse="reuse"),
    ),
    setup="""
LS = tf.contrib.legacy_seq2seq
C = tf.contrib.cudnn_rnn
CELL = tf.nn.rnn_cell.BasicLSTMCell
steps = tf.unstack(ids, axis=1)
""",
    served=False,
)
