"""The cells of `tf.contrib.rnn` that are not in `tf.nn.rnn_cell` (contrib/rnn/python/ops/rnn_cell.py, core_rnn_cell.py, lstm_ops.py, gru_ops.py)."""

import _scopelint
import tensorflow as tf
from tensorflow.layers.base import Layer
from tensorflow.nn.rnn_cell import LayerRNNCell, LSTMStateTuple, RNNCell, _Linear


class _Around(RNNCell):
    """A cell around a cell that adds variables of its own."""

    def __init__(self, cell, reuse=None):
        super().__init__(_reuse=reuse)
        self._cell = cell

    @property
    def state_size(self):
        return self._cell.state_size

    @property
    def output_size(self):
        return self._cell.output_size

    def zero_state(self, batch_size, dtype):
        with tf.name_scope(type(self).__name__ + "ZeroState"):
            return self._cell.zero_state(batch_size, dtype)


class EmbeddingWrapper(_Around):
    def __init__(self, cell, embedding_classes, embedding_size, initializer=None, reuse=None):
        super().__init__(cell, reuse)
        self._shape = [embedding_classes, embedding_size]
        self._initializer = initializer

    def call(self, inputs, state):
        initializer = self._initializer or tf.get_variable_scope().initializer or tf.random_uniform_initializer(-1.7, 1.7)
        dtype = tf.nest.flatten(state)[0].dtype
        embedding = tf.get_variable("embedding", self._shape, initializer=initializer, dtype=dtype)
        return self._cell(tf.nn.embedding_lookup(embedding, tf.reshape(inputs, [-1])), state)


class InputProjectionWrapper(_Around):
    def __init__(self, cell, num_proj, activation=None, input_size=None, reuse=None):
        super().__init__(cell, reuse)
        self._num_proj = num_proj
        self._activation = activation
        self._linear = None

    def call(self, inputs, state):
        if self._linear is None:
            self._linear = _Linear(inputs, self._num_proj, True)
        projected = self._linear(inputs)
        return self._cell(self._activation(projected) if self._activation else projected, state)


class OutputProjectionWrapper(_Around):
    def __init__(self, cell, output_size, activation=None, reuse=None):
        super().__init__(cell, reuse)
        self._output_size = output_size
        self._activation = activation
        self._linear = None

    @property
    def output_size(self):
        return self._output_size

    def call(self, inputs, state):
        output, new_state = self._cell(inputs, state)
        if self._linear is None:
            self._linear = _Linear(output, self._output_size, True)
        projected = self._linear(output)
        return self._activation(projected) if self._activation else projected, new_state


class HighwayWrapper(_Around):
    """Asks for its variables on every call, in the scope that is current there."""

    def __init__(self, cell, couple_carry_transform_gates=True, carry_bias_init=1.0):
        super().__init__(cell)
        self._coupled = couple_carry_transform_gates

    def __call__(self, inputs, state, scope=None):
        outputs, new_state = self._cell(inputs, state, scope=scope)
        carry = self._gate("carry", inputs)
        transform = 1 - carry if self._coupled else self._gate("transform", inputs)
        return inputs * carry + outputs * transform, new_state

    def _gate(self, name, inputs):
        size = inputs.shape[1].value
        weight = tf.get_variable(name + "_w", [size, size])
        bias = tf.get_variable(name + "_b", [size], initializer=tf.constant_initializer(1.0))
        return tf.sigmoid(tf.nn.xw_plus_b(inputs, weight, bias))


class AttentionCellWrapper(_Around):
    def __init__(self, cell, attn_length, attn_size=None, attn_vec_size=None, input_size=None, state_is_tuple=True, reuse=None):
        super().__init__(cell, reuse)
        self._length = attn_length
        self._size = cell.output_size if attn_size is None else attn_size
        self._vector = self._size if attn_vec_size is None else attn_vec_size
        self._input_size = input_size
        self._state_is_tuple = state_is_tuple
        self._linears = {}

    @property
    def state_size(self):
        size = (self._cell.state_size, self._size, self._size * self._length)
        return size if self._state_is_tuple else sum(list(size))

    @property
    def output_size(self):
        return self._size

    def zero_state(self, batch_size, dtype):
        return RNNCell.zero_state(self, batch_size, dtype)

    def _project(self, name, args, size):
        if name not in self._linears:
            self._linears[name] = _Linear(args, size, True)
        return self._linears[name](args)

    def call(self, inputs, state):
        if not self._state_is_tuple:
            state = tf.split(state, [self._cell.state_size, self._size, self._size * self._length], axis=1)
        state, attention, window = state
        size = inputs.shape[1].value if self._input_size is None else self._input_size
        output, new_state = self._cell(self._project("input", [inputs, attention], size), state)
        window = tf.reshape(window, [-1, self._length, self._size])
        with tf.variable_scope("attention"):
            attention = self._attend(tf.concat(tf.nest.flatten(new_state), 1), window)
        with tf.variable_scope("attn_output_projection"):
            output = self._project("output", [output, attention], self._size)
        window = tf.reshape(tf.concat([window[:, 1:], tf.expand_dims(output, 1)], 1), [-1, self._length * self._size])
        new_state = (new_state, attention, window)
        return output, new_state if self._state_is_tuple else tf.concat(list(new_state), 1)

    def _attend(self, query, window):
        kernel = tf.get_variable("attn_w", [1, 1, self._size, self._vector])
        vector = tf.get_variable("attn_v", [self._vector])
        hidden = tf.reshape(window, [-1, self._length, 1, self._size])
        features = tf.nn.conv2d(hidden, kernel, [1, 1, 1, 1], "SAME")
        wanted = tf.reshape(self._project("query", query, self._vector), [-1, 1, 1, self._vector])
        weights = tf.nn.softmax(tf.reduce_sum(vector * tf.tanh(features + wanted), [2, 3]))
        return tf.reshape(tf.reduce_sum(tf.reshape(weights, [-1, self._length, 1, 1]) * hidden, [1, 2]), [-1, self._size])


class LayerNormBasicLSTMCell(RNNCell):
    """`gamma` and `beta` of each gate are made, and then shared by the layer that uses them."""

    def __init__(
        self, num_units, forget_bias=1.0, input_size=None, activation=tf.tanh, layer_norm=True, norm_gain=1.0, norm_shift=0.0,
        dropout_keep_prob=1.0, dropout_prob_seed=None, reuse=None,
    ):
        super().__init__(_reuse=reuse)
        self._num_units = num_units
        self._forget_bias = forget_bias
        self._activation = activation
        self._layer_norm = layer_norm

    @property
    def state_size(self):
        return LSTMStateTuple(self._num_units, self._num_units)

    @property
    def output_size(self):
        return self._num_units

    def _norm(self, inputs, scope):
        if not self._layer_norm:
            return inputs
        shape = inputs.shape[-1:]
        for reuse in (None, True):
            with tf.variable_scope(scope, reuse=reuse):
                names = ("beta", "gamma") if reuse else ("gamma", "beta")
                weights = [tf.get_variable(name, shape, inputs.dtype, tf.constant_initializer(1.0)) for name in names]
        return inputs * weights[1] + weights[0]

    def call(self, inputs, state):
        c, h = state
        args = tf.concat([inputs, h], 1)
        kernel = tf.get_variable("kernel", [args.shape[-1], 4 * self._num_units], dtype=args.dtype)
        gates = tf.matmul(args, kernel)
        if not self._layer_norm:
            gates = tf.nn.bias_add(gates, tf.get_variable("bias", [4 * self._num_units], dtype=args.dtype))
        i, j, f, o = tf.split(gates, 4, axis=1)
        if self._layer_norm:
            i = self._norm(i, "input")
            j = self._norm(j, "transform")
            f = self._norm(f, "forget")
            o = self._norm(o, "output")
        new_c = c * tf.sigmoid(f + self._forget_bias) + tf.sigmoid(i) * self._activation(j)
        new_c = self._norm(new_c, "state")
        new_h = self._activation(new_c) * tf.sigmoid(o)
        return new_h, LSTMStateTuple(new_c, new_h)


class UGRNNCell(RNNCell):
    def __init__(self, num_units, initializer=None, forget_bias=1.0, activation=tf.tanh, reuse=None):
        super().__init__(_reuse=reuse)
        self._num_units = num_units
        self._initializer = initializer
        self._activation = activation
        self._linear = None

    @property
    def state_size(self):
        return self._num_units

    @property
    def output_size(self):
        return self._num_units

    def call(self, inputs, state):
        with tf.variable_scope(tf.get_variable_scope(), initializer=self._initializer):
            args = tf.concat([inputs, state], 1)
            if self._linear is None:
                self._linear = _Linear(args, 2 * self._num_units, True)
            gate, candidate = tf.split(self._linear(args), 2, axis=1)
            gate = tf.sigmoid(gate)
            new_state = gate * state + (1.0 - gate) * self._activation(candidate)
        return new_state, new_state


def _lstm_weights(layer, rows, units, use_peephole):
    kernel = layer.add_weight("kernel", [rows, 4 * units])
    layer.add_weight("bias", [4 * units], initializer=tf.constant_initializer(0.0))
    if use_peephole:
        for name in ("w_i_diag", "w_f_diag", "w_o_diag"):
            layer.add_weight(name, [units])
    return kernel


class LSTMBlockCell(LayerRNNCell):
    def __init__(
        self, num_units, forget_bias=1.0, cell_clip=None, use_peephole=False, dtype=None, reuse=None, name="lstm_cell"
    ):
        super().__init__(_reuse=reuse, dtype=dtype, name=name)
        self._num_units = num_units
        self._use_peephole = use_peephole

    @property
    def state_size(self):
        return LSTMStateTuple(self._num_units, self._num_units)

    @property
    def output_size(self):
        return self._num_units

    def build(self, inputs_shape):
        self._kernel = _lstm_weights(self, inputs_shape[1] + self._num_units, self._num_units, self._use_peephole)
        self.built = True

    def call(self, inputs, state):
        c, h = state
        i, j, f, o = tf.split(tf.matmul(tf.concat([inputs, h], 1), self._kernel), 4, axis=1)
        new_c = c * tf.sigmoid(f) + tf.sigmoid(i) * tf.tanh(j)
        new_h = tf.tanh(new_c) * tf.sigmoid(o)
        return new_h, LSTMStateTuple(new_c, new_h)


class LSTMBlockFusedCell(Layer):
    """A whole sequence at once, with time first."""

    def __init__(
        self, num_units, forget_bias=1.0, cell_clip=None, use_peephole=False, reuse=None, dtype=None, name="lstm_fused_cell"
    ):
        super().__init__(_reuse=reuse, name=name, dtype=dtype)
        self._num_units = num_units
        self._use_peephole = use_peephole

    @property
    def num_units(self):
        return self._num_units

    def build(self, input_shape):
        self._kernel = _lstm_weights(self, input_shape[2] + self._num_units, self._num_units, self._use_peephole)
        self.built = True

    def call(self, inputs, initial_state=None, dtype=None, sequence_length=None):
        sequence = tf.stack(inputs) if isinstance(inputs, list) else inputs
        steps, batch = sequence.shape.as_list()[:2]
        result = [([steps, batch, self._num_units], sequence.dtype)]
        outputs = _scopelint.op("BlockLSTM", result, sequence, self._kernel)[0]
        final = _scopelint.tensor([batch, self._num_units], sequence.dtype, sequence, self._kernel)
        return tf.unstack(outputs) if isinstance(inputs, list) else outputs, LSTMStateTuple(final, final)


class TimeReversedFusedRNN:
    """The sequence backwards through another fused cell (contrib/rnn/python/ops/fused_rnn_cell.py)."""

    def __init__(self, cell):
        self._cell = cell

    def __call__(self, inputs, initial_state=None, dtype=None, sequence_length=None, scope=None):
        inputs = tf.reverse(inputs, axis=[0])
        outputs, state = self._cell(inputs, initial_state=initial_state, dtype=dtype, sequence_length=sequence_length, scope=scope)
        return tf.reverse(outputs, axis=[0]), state


class FusedRNNCellAdaptor:
    def __init__(self, cell, use_dynamic_rnn=False):
        self._cell = cell
        self._use_dynamic_rnn = use_dynamic_rnn

    def __call__(self, inputs, initial_state=None, dtype=None, sequence_length=None, scope=None):
        if self._use_dynamic_rnn:
            return tf.nn.dynamic_rnn(
                self._cell, inputs, sequence_length=sequence_length, initial_state=initial_state, dtype=dtype, time_major=True, scope=scope
            )
        outputs, state = tf.nn.static_rnn(self._cell, tf.unstack(inputs), initial_state, dtype, sequence_length, scope)
        return tf.stack(outputs), state


class GRUBlockCell(LayerRNNCell):
    def __init__(self, num_units=None, cell_size=None, reuse=None, name="gru_cell"):
        super().__init__(_reuse=reuse, name=name)
        self._cell_size = num_units or cell_size

    @property
    def state_size(self):
        return self._cell_size

    @property
    def output_size(self):
        return self._cell_size

    def _pair(self, kernel, bias, rows, columns):
        weights = self.add_variable(kernel, [rows, columns])
        return weights, self.add_variable(bias, [columns], initializer=tf.constant_initializer(1.0))

    def build(self, input_shape):
        rows = input_shape[1] + self._cell_size
        self._gates = self._pair("w_ru", "b_ru", rows, 2 * self._cell_size)
        self._candidate = self._pair("w_c", "b_c", rows, self._cell_size)
        self.built = True

    def call(self, inputs, state):
        r, u = tf.split(tf.sigmoid(tf.nn.xw_plus_b(tf.concat([inputs, state], 1), *self._gates)), 2, axis=1)
        candidate = tf.tanh(tf.nn.xw_plus_b(tf.concat([inputs, r * state], 1), *self._candidate))
        new_state = u * state + (1 - u) * candidate
        return new_state, new_state


class GRUBlockCellV2(GRUBlockCell):
    """The names of `GRUCell`."""

    def build(self, input_shape):
        rows = input_shape[1] + self._cell_size
        self._gates = self._pair("gates/kernel", "gates/bias", rows, 2 * self._cell_size)
        self._candidate = self._pair("candidate/kernel", "candidate/bias", rows, self._cell_size)
        self.built = True
