"""Bidirectional layers on top of each other (contrib/rnn/python/ops/rnn.py)."""

import tensorflow as tf


def _starts(cells, states):
    return states if states is not None else [None] * len(cells)


def stack_bidirectional_rnn(
    cells_fw, cells_bw, inputs, initial_states_fw=None, initial_states_bw=None, dtype=None, sequence_length=None, scope=None
):
    states_fw, states_bw = [], []
    layer = inputs
    starts = list(zip(cells_fw, cells_bw, _starts(cells_fw, initial_states_fw), _starts(cells_bw, initial_states_bw)))
    with tf.variable_scope(scope or "stack_bidirectional_rnn"):
        for i, (cell_fw, cell_bw, start_fw, start_bw) in enumerate(starts):
            with tf.variable_scope("cell_%d" % i) as cell_scope:
                layer, state_fw, state_bw = tf.nn.static_bidirectional_rnn(
                    cell_fw, cell_bw, layer, initial_state_fw=start_fw, initial_state_bw=start_bw, dtype=dtype,
                    sequence_length=sequence_length, scope=cell_scope,
                )
                states_fw.append(state_fw)
                states_bw.append(state_bw)
    return layer, tuple(states_fw), tuple(states_bw)


def stack_bidirectional_dynamic_rnn(
    cells_fw, cells_bw, inputs, initial_states_fw=None, initial_states_bw=None, dtype=None, sequence_length=None,
    parallel_iterations=None, time_major=False, scope=None, swap_memory=False,
):
    states_fw, states_bw = [], []
    layer = inputs
    starts = list(zip(cells_fw, cells_bw, _starts(cells_fw, initial_states_fw), _starts(cells_bw, initial_states_bw)))
    with tf.variable_scope(scope or "stack_bidirectional_rnn"):
        for i, (cell_fw, cell_bw, start_fw, start_bw) in enumerate(starts):
            with tf.variable_scope("cell_%d" % i):
                outputs, (state_fw, state_bw) = tf.nn.bidirectional_dynamic_rnn(
                    cell_fw, cell_bw, layer, initial_state_fw=start_fw, initial_state_bw=start_bw, sequence_length=sequence_length,
                    dtype=dtype, time_major=time_major,
                )
                layer = tf.concat(outputs, 2)
                states_fw.append(state_fw)
                states_bw.append(state_bw)
    return layer, tuple(states_fw), tuple(states_bw)


def best_effort_input_batch_size(flat_input):
    """The second dimension of the first input that has it (ops/rnn.py)."""
    for x in flat_input:
        if x.shape.ndims is not None and x.shape.ndims >= 2 and x.shape[1].value is not None:
            return x.shape[1].value
    return tf.shape(flat_input[0])[1]
