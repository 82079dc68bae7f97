"""What runs cells over sequences (ops/rnn.py): the scope `rnn` and, in the dynamic ones, one call of the cell in a loop."""

import _scopelint
import tensorflow as tf


def _initial_state(cell, initial_state, batch_size, dtype):
    if initial_state is not None:
        return initial_state
    if not dtype:
        _scopelint.refuse("ValueError", "If no initial_state is provided, argument `dtype` must be specified", "tf.nn.dynamic_rnn")
    if getattr(cell, "get_initial_state", None) is not None:
        return cell.get_initial_state(inputs=None, batch_size=batch_size, dtype=dtype)
    return cell.zero_state(batch_size, dtype)


def dynamic_rnn(
    cell, inputs, sequence_length=None, initial_state=None, dtype=None, parallel_iterations=None, swap_memory=False, time_major=False,
    scope=None,
):
    with tf.variable_scope(scope or "rnn"):
        _scopelint.note_cell_scope(cell, scope)
        inputs = tf.nest.map_structure(tf.convert_to_tensor, inputs)
        if not time_major:
            tf.nest.map_structure(lambda x: tf.identity(x, name="transpose"), inputs)
        first = tf.nest.flatten(inputs)[0]
        time_axis, batch_axis = (0, 1) if time_major else (1, 0)
        steps, static_batch = first.shape[time_axis].value, first.shape[batch_axis].value
        batch_size = tf.shape(first)[batch_axis] if static_batch is None else static_batch
        state = _initial_state(cell, initial_state, batch_size, dtype)
        element = tf.nest.map_structure(lambda x: _scopelint.tensor([static_batch] + x.shape[2:].as_list(), x.dtype, x), inputs)
        outputs, final_state = _loop(cell, element, state, sequence_length, static_batch)
        sizes = [steps, static_batch] if time_major else [static_batch, steps]
        outputs = tf.nest.map_structure(lambda x: _stacked(x, sizes, time_major), outputs)
    return outputs, final_state


def _stacked(output, sizes, time_major):
    """What an output is over all steps: a stacked array, with the batch in front again."""
    with tf.name_scope("TensorArrayStack"):
        stacked = tf.identity(output, name="TensorArrayGatherV3")
    if not time_major:
        stacked = tf.identity(stacked, name="transpose")
    return _scopelint.with_shape(stacked, sizes + output.shape[1:].as_list())


def _loop(cell, element, state, sequence_length, batch):
    """The cell is called once, in the body of a while loop; what lies behind a sequence's end is chosen by its length there."""
    with tf.name_scope("dynamic_rnn"):
        pass
    made = []

    def body(time, arrays, state):
        output, new_state = cell(element, state)
        if sequence_length is not None and _scopelint.differ(tf.convert_to_tensor(sequence_length).shape[0], batch):
            _scopelint.refuse("ValueError", "Dimension 0 of the inputs and of sequence_length must be equal.", "tf.nn.dynamic_rnn")
        made.append(output)
        return time + 1, arrays, new_state

    arrays = tf.nest.map_structure(lambda size: _scopelint.tensor([], tf.float32), getattr(cell, "output_size", 1))
    loop_vars = (tf.constant(0, name="time"), arrays, state)
    _, _, final_state = tf.while_loop(cond=lambda time, arrays, state: time < 1, body=body, loop_vars=loop_vars, maximum_iterations=1)
    return made[0], final_state


def _reversed(x, sequence_length, axis, batch_axis):
    if sequence_length is None:
        return tf.reverse(x, axis=[axis])
    return tf.reverse_sequence(x, seq_lengths=sequence_length, seq_axis=axis, batch_axis=batch_axis)


def bidirectional_dynamic_rnn(
    cell_fw, cell_bw, inputs, sequence_length=None, initial_state_fw=None, initial_state_bw=None, dtype=None, parallel_iterations=None,
    swap_memory=False, time_major=False, scope=None,
):
    time_axis, batch_axis = (0, 1) if time_major else (1, 0)
    for name, cell in (("cell_fw", cell_fw), ("cell_bw", cell_bw)):
        if cell is None:
            raise TypeError("The argument %r (None) is not an RNNCell." % name)
    _scopelint.note_cells("directions", (cell_fw, cell_bw))
    with tf.variable_scope(scope or "bidirectional_rnn"):
        with tf.variable_scope("fw") as fw_scope:
            output_fw, state_fw = dynamic_rnn(
                cell_fw, inputs, sequence_length, initial_state_fw, dtype, time_major=time_major, scope=fw_scope
            )
        with tf.variable_scope("bw") as bw_scope:
            backwards = tf.nest.map_structure(lambda x: _reversed(x, sequence_length, time_axis, batch_axis), inputs)
            output_bw, state_bw = dynamic_rnn(
                cell_bw, backwards, sequence_length, initial_state_bw, dtype, time_major=time_major, scope=bw_scope
            )
    output_bw = tf.nest.map_structure(lambda x: _reversed(x, sequence_length, time_axis, batch_axis), output_bw)
    return (output_fw, output_bw), (state_fw, state_bw)


def raw_rnn(cell, loop_fn, parallel_iterations=None, swap_memory=False, scope=None):
    """`loop_fn` is called once before the loop and once inside, after the cell."""
    with tf.variable_scope(scope or "rnn"):
        time = tf.constant(0, dtype=tf.int32)
        finished, next_input, initial_state, emit_structure, init_loop_state = loop_fn(time, None, None, None)
        loop_state = tf.constant(0, dtype=tf.int32) if init_loop_state is None else init_loop_state
        state = tf.nest.map_structure(tf.convert_to_tensor, initial_state)
        made = []

        def body(time, finished, current_input, state, loop_state):
            output, cell_state = cell(current_input, state)
            next_finished, next_input, next_state, emit, next_loop_state = loop_fn(time + 1, output, cell_state, loop_state)
            made.append(emit)
            return time + 1, next_finished, next_input, next_state, loop_state if next_loop_state is None else next_loop_state

        _, _, _, final_state, final_loop_state = tf.while_loop(
            lambda time, finished, *_: tf.logical_not(tf.reduce_all(finished)), body, (time, finished, next_input, state, loop_state)
        )
        emitted = tf.nest.map_structure(_emitted, made[0])
    return emitted, final_state, None if init_loop_state is None else final_loop_state


def _emitted(emit):
    array = tf.TensorArray(emit.dtype, size=0, dynamic_size=True)
    return array.write(0, emit)


def static_rnn(cell, inputs, initial_state=None, dtype=None, sequence_length=None, scope=None):
    if isinstance(inputs, tf.Tensor):
        raise TypeError("inputs must be a sequence")
    if isinstance(inputs, (list, tuple)) and not _scopelint.is_unknown(len(inputs)) and len(inputs) == 0:
        raise ValueError("inputs must not be empty")
    outputs = []
    with tf.variable_scope(scope or "rnn") as varscope:
        _scopelint.note_cell_scope(cell, scope)
        first = tf.nest.flatten(inputs[0])[0]
        batch_size = first.shape[0].value or tf.shape(first)[0]
        state = _initial_state(cell, initial_state, batch_size, dtype)
        for time, current in enumerate(inputs):
            if time > 0:
                varscope.reuse_variables()
            output, state = cell(current, state)
            outputs.append(output)
    return outputs, state


def static_state_saving_rnn(cell, inputs, state_saver, state_name, sequence_length=None, scope=None):
    names = tf.nest.flatten(state_name)
    initial_state = tf.nest.pack_sequence_as(cell.state_size, [state_saver.state(name) for name in names])
    outputs, state = static_rnn(cell, inputs, initial_state=initial_state, sequence_length=sequence_length, scope=scope)
    for name, part in zip(names, tf.nest.flatten(state)):
        state_saver.save_state(name, part)
    return outputs, state


def static_bidirectional_rnn(
    cell_fw, cell_bw, inputs, initial_state_fw=None, initial_state_bw=None, dtype=None, sequence_length=None, scope=None
):
    for name, cell in (("cell_fw", cell_fw), ("cell_bw", cell_bw)):
        if cell is None:
            raise TypeError("The argument %r (None) is not an RNNCell." % name)
    _scopelint.note_cells("directions", (cell_fw, cell_bw))
    with tf.variable_scope(scope or "bidirectional_rnn"):
        with tf.variable_scope("fw") as fw_scope:
            outputs_fw, state_fw = static_rnn(cell_fw, inputs, initial_state_fw, dtype, sequence_length, scope=fw_scope)
        with tf.variable_scope("bw") as bw_scope:
            backwards = list(reversed(inputs))
            outputs_bw, state_bw = static_rnn(cell_bw, backwards, initial_state_bw, dtype, sequence_length, scope=bw_scope)
    outputs = [tf.concat([fw, bw], 1) for fw, bw in zip(outputs_fw, reversed(outputs_bw))]
    return outputs, state_fw, state_bw


rnn = static_rnn
bidirectional_rnn = static_bidirectional_rnn
