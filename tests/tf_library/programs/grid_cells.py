"""Grids of LSTMs over time and frequency, and grids of cells of any sort."""

import tensorflow as tf

inputs = tf.placeholder(tf.float32, [2, 5, 12])
R = tf.contrib.rnn
G = tf.contrib.grid_rnn


def shown(name, *values):
    """A variable whose name has the static shapes of values."""
    sizes = ["x".join(map(str, value.shape.as_list())) for value in tf.nest.flatten(values)]
    tf.get_variable(name + "_" + "_".join(sizes), [1])


def by_hand(scope, cell, steps=2, initializer=None):
    with tf.variable_scope(scope, initializer=initializer):
        state = cell.zero_state(2, tf.float32)
        for step in range(steps):
            output, state = cell(inputs[:, step], state)
        shown("shapes", output, state)


by_hand("time_frequency", R.TimeFreqLSTMCell(3, feature_size=12, frequency_skip=1, use_peepholes=True, num_unit_shards=2))
by_hand("grid", R.GridLSTMCell(3, feature_size=4, frequency_skip=2, num_frequency_blocks=[5]))
by_hand("peepholes", R.GridLSTMCell(3, True, feature_size=4, frequency_skip=2, num_frequency_blocks=[5]))
by_hand("shared", R.GridLSTMCell(3, True, True, feature_size=4, frequency_skip=2, num_frequency_blocks=[5], num_unit_shards=2))
by_hand("coupled", R.GridLSTMCell(3, True, couple_input_forget_gates=True, feature_size=4, frequency_skip=4, num_frequency_blocks=[3]))
by_hand("joined", R.GridLSTMCell(3, feature_size=4, frequency_skip=4, num_frequency_blocks=[3], state_is_tuple=False))
blocks = {"num_frequency_blocks": [2, 1], "start_freqindex_list": [0, 8], "end_freqindex_list": [8, 12]}
by_hand("blocks", R.GridLSTMCell(3, feature_size=4, frequency_skip=4, **blocks))
by_hand("both_ways", R.BidirectionalGridLSTMCell(3, feature_size=4, frequency_skip=4, use_peepholes=True, backward_slice_offset=1, **blocks))
cell = R.GridLSTMCell(3, feature_size=4, frequency_skip=4, **blocks)
with tf.variable_scope("unrolled"):
    outputs, state = tf.nn.dynamic_rnn(cell, inputs, dtype=tf.float32)
    shown("shapes", outputs, state)

by_hand("g1", G.Grid1LSTMCell(4, use_peepholes=True), steps=1)
by_hand("g1_rnn", G.Grid1BasicRNNCell(4), steps=1)
by_hand("g1_basic", G.Grid1BasicLSTMCell(4), steps=1)
by_hand("g2", G.Grid2LSTMCell(4), steps=1)
by_hand("g2_tied", G.Grid2BasicLSTMCell(4, tied=True), steps=1)
by_hand("g2_fixed", G.Grid2LSTMCell(4, non_recurrent_fn=tf.nn.relu), 1, tf.zeros_initializer())
by_hand("g2_rnn", G.Grid2BasicRNNCell(4), steps=1)
by_hand("g2_gru", G.Grid2GRUCell(4, non_recurrent_fn=tf.tanh), 1, tf.ones_initializer())
by_hand("g3", G.Grid3LSTMCell(4, tied=True), steps=1)
by_hand("own", G.GridRNNCell(4, num_dims=3, input_dims=[0, 2], output_dims=[1, 2], priority_dims=2), steps=1)
by_hand("again", G.Grid2LSTMCell(4, use_peepholes=True), steps=1)
with tf.variable_scope("rolled"):
    outputs, state = tf.nn.static_rnn(G.Grid2LSTMCell(4, output_is_tuple=False), tf.unstack(inputs, axis=1), dtype=tf.float32)
    shown("shapes", outputs, state)
try:
    by_hand("no_initializer", G.Grid2LSTMCell(4, non_recurrent_fn=tf.nn.relu), steps=1)
except AttributeError:
    tf.get_variable("has_no_initializers", [1])
with tf.variable_scope("wrong"):
    R.GridLSTMCell(3, feature_size=4, frequency_skip=2, num_frequency_blocks=[4])(inputs[:, 0], ())
