"""Cells of `tf.contrib.rnn` with the state of an LSTM (contrib/rnn/python/ops/rnn_cell.py of TensorFlow 1.15)."""

import _scopelint
import tensorflow as tf
from tensorflow.layers.base import InputSpec
from tensorflow.nn.rnn_cell import LayerRNNCell, LSTMStateTuple, RNNCell, _Linear


def _result(inputs, state, units, size, *weights):
    """An output of this size, and the new state."""
    output = _scopelint.tensor([inputs.shape[0], size], inputs.dtype, inputs, *state, *weights)
    cell = _scopelint.tensor([inputs.shape[0], units], inputs.dtype, inputs, *state, *weights)
    return output, LSTMStateTuple(cell, output)


class _Sized:
    """The sizes of an LSTM whose output may be projected."""

    @property
    def state_size(self):
        return LSTMStateTuple(self._num_units, self._output)

    @property
    def output_size(self):
        return self._output


def _sharded(name, shape, dtype, shards):
    if shards > shape[0]:
        _scopelint.refuse("ValueError", "Too many shards: shape=%s, num_shards=%d" % (shape, shards), "tf.contrib.rnn")
    rest = shape[0] % shards
    return [tf.get_variable(name + "_%d" % i, [shape[0] // shards + (1 if i < rest else 0)] + shape[1:], dtype=dtype) for i in range(shards)]


def _norm(scope, units):
    """`gamma` and `beta`, made and then shared by the layer that uses them."""
    for reuse in (None, True):
        with tf.variable_scope(scope, reuse=reuse):
            for name in ("beta", "gamma") if reuse else ("gamma", "beta"):
                weight = tf.get_variable(name, [units], initializer=tf.constant_initializer(1.0))
    return weight


def _peepholes(names, units, dtype):
    return [tf.get_variable(name, shape=[units], dtype=dtype) for name in names]


class CoupledInputForgetGateLSTMCell(_Sized, RNNCell):
    def __init__(
        self, num_units, use_peepholes=False, initializer=None, num_proj=None, proj_clip=None, num_unit_shards=1, num_proj_shards=1,
        forget_bias=1.0, state_is_tuple=True, activation=tf.tanh, reuse=None, layer_norm=False, norm_gain=1.0, norm_shift=0.0,
    ):
        super().__init__(_reuse=reuse)
        self._num_units = num_units
        self._use_peepholes = use_peepholes
        self._num_proj = num_proj
        self._shards = (num_unit_shards, num_proj_shards)
        self._state_is_tuple = state_is_tuple
        self._layer_norm = layer_norm
        self._output = num_proj or num_units

    @property
    def state_size(self):
        size = LSTMStateTuple(self._num_units, self._output)
        return size if self._state_is_tuple else sum(list(size))

    def call(self, inputs, state):
        units, dtype = self._num_units, inputs.dtype
        rows = inputs.shape[1].value + (units if self._num_proj is None else self._num_proj)
        weights = _sharded("W", [rows, 3 * units], dtype, self._shards[0])
        weights.append(tf.get_variable("B", shape=[3 * units], initializer=tf.zeros_initializer(), dtype=dtype))
        if self._layer_norm:
            weights += [_norm(scope, units) for scope in ("transform", "forget", "output")]
        if self._use_peepholes:
            weights += _peepholes(["W_F_diag", "W_O_diag"], units, dtype)
        if self._layer_norm:
            weights.append(_norm("state", units))
        if self._num_proj is not None:
            weights += _sharded("W_P", [units, self._num_proj], dtype, self._shards[1])
        output, new = _result(inputs, state if self._state_is_tuple else [state], units, self._output, *weights)
        return output, new if self._state_is_tuple else tf.concat(list(new), 1)


class NASCell(_Sized, LayerRNNCell):
    def __init__(self, num_units, num_proj=None, use_bias=False, reuse=None, **kwargs):
        super().__init__(_reuse=reuse, **kwargs)
        self._num_units = num_units
        self._num_proj = num_proj
        self._use_bias = use_bias
        self._output = num_units if num_proj is None else num_proj

    def build(self, inputs_shape):
        columns = 8 * self._num_units
        self.recurrent_kernel = self.add_variable("recurrent_kernel", [self._output, columns])
        self.kernel = self.add_variable("kernel", [inputs_shape[1], columns])
        if self._use_bias:
            self.bias = self.add_variable("bias", shape=[columns], initializer=tf.zeros_initializer)
        if self._num_proj is not None:
            self.projection_weights = self.add_variable("projection_weights", [self._num_units, self._num_proj])
        self.built = True

    def call(self, inputs, state):
        return _result(inputs, state, self._num_units, self._output, *self.weights)


class PhasedLSTMCell(_Sized, RNNCell):
    """Its inputs are the time and the features."""

    def __init__(
        self, num_units, use_peepholes=False, leak=0.001, ratio_on=0.1, trainable_ratio_on=True, period_init_min=1.0,
        period_init_max=1000.0, reuse=None,
    ):
        super().__init__(_reuse=reuse)
        self._num_units = self._output = num_units
        self._use_peepholes = use_peepholes
        self._ratio_on = ratio_on
        self._trainable_ratio_on = trainable_ratio_on
        self._linears = {}

    def _project(self, scope, args, size):
        with tf.variable_scope(scope):
            if scope not in self._linears:
                self._linears[scope] = _Linear(args, size, True)
            return self._linears[scope](args)

    def call(self, inputs, state):
        c, h = state
        time, x = inputs
        units, more = self._num_units, [c] if self._use_peepholes else []
        gates = self._project("mask_gates", [x, h] + more, 2 * units)
        new = self._project("new_input", [x, h], units)
        out = self._project("output_gate", [x, h] + more, units)
        period = tf.get_variable("period", [units], initializer=tf.ones_initializer())
        phase = tf.get_variable("phase", [units], initializer=tf.random_uniform_initializer(0.0, period.initial_value))
        ratio = tf.get_variable(
            "ratio_on", [units], initializer=tf.constant_initializer(self._ratio_on), trainable=self._trainable_ratio_on
        )
        return _result(x, state, units, units, time, gates, new, out, period, phase, ratio)


class ConvLSTMCell(RNNCell):
    def __init__(
        self, conv_ndims, input_shape, output_channels, kernel_shape, use_bias=True, skip_connection=False, forget_bias=1.0,
        initializers=None, name="conv_lstm_cell",
    ):
        super().__init__(name=name)
        self._ndims = conv_ndims
        self._output_channels = output_channels
        self._kernel_shape = list(kernel_shape)
        self._use_bias = use_bias
        self._skip_connection = skip_connection
        space = list(input_shape[:-1])
        self._state_size = tf.TensorShape(space + [output_channels])
        self._output_size = tf.TensorShape(space + [output_channels + (input_shape[-1] if skip_connection else 0)])

    @property
    def state_size(self):
        return LSTMStateTuple(self._state_size, self._state_size)

    @property
    def output_size(self):
        return self._output_size

    def call(self, inputs, state, scope=None):
        cell, hidden = state
        channels = 4 * self._output_channels
        depth = inputs.shape[-1].value + hidden.shape[-1].value
        weights = [tf.get_variable("kernel", self._kernel_shape + [depth, channels], dtype=inputs.dtype)]
        if self._use_bias:
            weights.append(tf.get_variable("biases", [channels], dtype=inputs.dtype, initializer=tf.constant_initializer(0.0)))
        batch = [inputs.shape[0]]
        made = [_scopelint.tensor(batch + self._state_size.as_list(), inputs.dtype, inputs, cell, hidden, *weights) for _ in range(2)]
        output = tf.concat([made[1], inputs], axis=-1) if self._skip_connection else made[1]
        return output, LSTMStateTuple(made[0], output)


class Conv1DLSTMCell(ConvLSTMCell):
    def __init__(self, name="conv_1d_lstm_cell", **kwargs):
        super().__init__(conv_ndims=1, name=name, **kwargs)


class Conv2DLSTMCell(ConvLSTMCell):
    def __init__(self, name="conv_2d_lstm_cell", **kwargs):
        super().__init__(conv_ndims=2, name=name, **kwargs)


class Conv3DLSTMCell(ConvLSTMCell):
    def __init__(self, name="conv_3d_lstm_cell", **kwargs):
        super().__init__(conv_ndims=3, name=name, **kwargs)


class GLSTMCell(_Sized, RNNCell):
    def __init__(
        self, num_units, initializer=None, num_proj=None, number_of_groups=1, forget_bias=1.0, activation=tf.tanh, reuse=None
    ):
        super().__init__(_reuse=reuse)
        self._num_units = num_units
        self._initializer = initializer
        self._num_proj = num_proj
        self._groups = number_of_groups
        self._output = num_proj or num_units
        self._linears = [None] * number_of_groups
        self._projection = None

    def call(self, inputs, state):
        units, groups = self._num_units, self._groups
        size = inputs.shape[1].value
        if size % groups:
            message = "input size (%d) must be divisible by number_of_groups (%d)" % (size, groups)
            _scopelint.refuse("ValueError", message, "tf.contrib.rnn")
        parts = []
        with tf.variable_scope(tf.get_variable_scope(), initializer=self._initializer):
            for i in range(groups):
                with tf.variable_scope("group%d" % i):
                    part = _scopelint.tensor([inputs.shape[0], size // groups + self._output // groups], inputs.dtype, inputs, *state)
                    if self._linears[i] is None:
                        self._linears[i] = _Linear(part, 4 * (units // groups), False)
                    parts.append(self._linears[i](part))
            for gate in "ijfo":
                zeros = tf.constant_initializer(0.0, dtype=inputs.dtype)
                parts.append(tf.get_variable(name="bias_" + gate, shape=[units], dtype=inputs.dtype, initializer=zeros))
        m = _scopelint.tensor([inputs.shape[0], units], inputs.dtype, *parts)
        if self._num_proj is not None:
            with tf.variable_scope("projection"):
                if self._projection is None:
                    self._projection = _Linear(m, self._num_proj, False)
                m = self._projection(m)
        return m, LSTMStateTuple(_scopelint.tensor([inputs.shape[0], units], inputs.dtype, *parts), m)


def _weights(args, size, bias, norm=False):
    """`kernel` and `bias` asked for on every call; with weight normalization one `norm` for each argument, whose rows are cut out."""
    rows = sum([x.shape[1].value for x in args])
    dtype = args[0].dtype
    with tf.variable_scope(tf.get_variable_scope()) as outer:
        found = [tf.get_variable("kernel", [rows, size], dtype=dtype)]
        for i in range(len(args) if norm else 0):
            found += [found[0][:1, :], tf.get_variable("norm_%d" % i, [size], dtype=dtype)]
        if bias:
            with tf.variable_scope(outer) as inner:
                inner.set_partitioner(None)
                found.append(tf.get_variable("bias", [size], dtype=dtype, initializer=tf.constant_initializer(0.0, dtype=dtype)))
    return found


class LayerNormLSTMCell(_Sized, RNNCell):
    def __init__(
        self, num_units, use_peepholes=False, cell_clip=None, initializer=None, num_proj=None, proj_clip=None, forget_bias=1.0,
        activation=None, layer_norm=False, norm_gain=1.0, norm_shift=0.0, reuse=None,
    ):
        super().__init__(_reuse=reuse)
        self._num_units = num_units
        self._use_peepholes = use_peepholes
        self._initializer = initializer
        self._num_proj = num_proj
        self._layer_norm = layer_norm
        self._output = num_proj or num_units

    def call(self, inputs, state):
        units, dtype = self._num_units, inputs.dtype
        with tf.variable_scope(tf.get_variable_scope(), initializer=self._initializer) as unit_scope:
            weights = _weights([inputs, state[1]], 4 * units, True)
            if self._layer_norm:
                weights += [_norm(scope, units) for scope in ("input", "transform", "forget", "output")]
            if self._use_peepholes:
                with tf.variable_scope(unit_scope):
                    weights += _peepholes(["w_f_diag", "w_i_diag", "w_o_diag"], units, dtype)
            if self._layer_norm:
                weights.append(_norm("state", units))
            if self._num_proj is not None:
                with tf.variable_scope("projection"):
                    weights += _weights([_scopelint.tensor([inputs.shape[0], units], dtype, inputs)], self._num_proj, False)
        return _result(inputs, state, units, self._output, *weights)


class WeightNormLSTMCell(_Sized, RNNCell):
    """Its `_scope` is also the layer's, which is called by it."""

    def __init__(
        self, num_units, norm=True, use_peepholes=False, cell_clip=None, initializer=None, num_proj=None, proj_clip=None, forget_bias=1,
        activation=None, reuse=None,
    ):
        super().__init__(_reuse=reuse)
        self._num_units = num_units
        self._scope = "wn_lstm_cell"
        self._norm = norm
        self._use_peepholes = use_peepholes
        self._initializer = initializer
        self._num_proj = num_proj
        self._output = num_proj or num_units

    def call(self, inputs, state):
        units, dtype = self._num_units, inputs.dtype
        with tf.variable_scope("wn_lstm_cell", initializer=self._initializer):
            weights = _weights([inputs, state[1]], 4 * units, True, self._norm)
            if self._use_peepholes:
                weights += _peepholes(["w_f_diag", "w_i_diag", "w_o_diag"], units, dtype)
            if self._num_proj is not None:
                with tf.variable_scope("projection"):
                    hidden = _scopelint.tensor([inputs.shape[0], units], dtype, inputs)
                    weights += _weights([hidden], self._num_proj, False, self._norm)
        return _result(inputs, state, units, self._output, *weights)


class IndyLSTMCell(_Sized, LayerRNNCell):
    def __init__(
        self, num_units, forget_bias=1.0, activation=None, reuse=None, kernel_initializer=None, bias_initializer=None, name=None,
        dtype=None,
    ):
        super().__init__(_reuse=reuse, name=name, dtype=dtype)
        self.input_spec = InputSpec(ndim=2)
        self._num_units = self._output = num_units
        self._initializers = (kernel_initializer, bias_initializer)

    def build(self, inputs_shape):
        columns, (kernel, bias) = 4 * self._num_units, self._initializers
        self.add_variable("kernel_w", shape=[inputs_shape[1], columns], initializer=kernel)
        self.add_variable("kernel_u", shape=[1, columns], initializer=tf.random_uniform_initializer(-1, 1))
        self.add_variable("bias", shape=[columns], initializer=bias if bias is not None else tf.zeros_initializer())
        self.built = True

    def call(self, inputs, state):
        return _result(inputs, state, self._num_units, self._output, *self.weights)
