"""What is rarely used but makes many variables: grids of cells, reversible blocks, functions with graphs of their own.

In: nothing. Out: families. `x2` to `x5` are float tensors of that rank, `ids` integers (`matrix.py`).
"""

from __future__ import annotations

from typing import Final

from .calls import Call, Family

_GRID: Final = "feature_size=4, frequency_skip=2, num_frequency_blocks=[5]"
_BLOCKS: Final = "num_frequency_blocks=[2, 1], start_freqindex_list=[0, 8], end_freqindex_list=[8, 12]"

RARE: Final = Family(
    "contrib: grids of cells, reversible blocks, functions",
    (
        *(
            Call("by_hand({c})", options, make=f"R.{make}", name="", reuse="reuse")
            for make, options in (
                ("TimeFreqLSTMCell(3, feature_size=12, frequency_skip=1{o})", ("use_peepholes=True", "num_unit_shards=2", "cell_clip=1.0")),
                (
                    f"GridLSTMCell(3, {_GRID}{{o}})",
                    (
                        "use_peepholes=True",
                        "use_peepholes=True, share_time_frequency_weights=True",
                        "couple_input_forget_gates=True",
                        "state_is_tuple=False",
                        "num_unit_shards=2",
                    ),
                ),
                (
                    f"BidirectionalGridLSTMCell(3, feature_size=4, frequency_skip=4, {_BLOCKS}{{o}})",
                    ("use_peepholes=True", "share_time_frequency_weights=True", "backward_slice_offset=1"),
                ),
            )
        ),
        *(
            Call("tf.nn.dynamic_rnn({c}, wide, dtype=tf.float32)[0]", options, make=f"tf.contrib.grid_rnn.{make}", name="")
            for make, options in (
                ("Grid1LSTMCell(12{o})", ("use_peepholes=True", "output_is_tuple=False")),
                ("Grid2LSTMCell(12{o})", ("tied=True", "use_peepholes=True", "state_is_tuple=False", "non_recurrent_fn=tf.nn.relu")),
                ("Grid2GRUCell(12{o})", ("tied=True",)),
            )
        ),
        Call("L.rev_block(x2, x2, half, half, num_layers=2{o})[0]", ("is_training=False", "f_side_input=[x2]"), name=""),
        Call("{c}.forward(x2, x2)[0]", ("num_layers=3", "use_efficient_backprop=False"), make="L.RevBlock(half, half{o})"),
        Call("L.recompute_grad({o})(half)(x2)", ("tupleize_grads=True", "use_data_dep=False"), name=""),
        Call("tf.contrib.eager.defun(net)(x2{o})", ("units=5", "scope='other'"), name=""),
        Call("{c}(x2)", make="tf.contrib.eager.defun(net{o})", name=""),
        Call("{c}(x2)", make="tf.function(net{o})", name=""),
    ),
    setup="""
R = tf.contrib.rnn
L = tf.contrib.layers
wide = tf.placeholder(tf.float32, [2, 5, 12])


def by_hand(cell):
    state = cell.zero_state(2, tf.float32)
    for t in range(2):
        output, state = cell(wide[:, t], state)
    return output


def half(x, side=None):
    return tf.layers.dense(x, 4, use_bias=False)


def net(x, units=3, scope="fc"):
    return tf.layers.dense(x, units, name=scope)
""",
    served=False,
)
