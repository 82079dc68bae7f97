"""The layers of cuDNN (contrib/cudnn_rnn/python/layers/cudnn_rnn.py): all weights are one variable, whose size the library alone knows."""

import _scopelint
import tensorflow as tf
from tensorflow.contrib.rnn import GRUCell, LSTMBlockCell
from tensorflow.layers.base import Layer

CUDNN_RNN_UNIDIRECTION = "unidirectional"
CUDNN_RNN_BIDIRECTION = "bidirectional"
CUDNN_INPUT_LINEAR_MODE = "linear_input"


class _CudnnRNN(Layer):
    def __init__(
        self, num_layers, num_units, input_mode=CUDNN_INPUT_LINEAR_MODE, direction=CUDNN_RNN_UNIDIRECTION, dropout=0.0, seed=None,
        dtype=tf.float32, kernel_initializer=None, bias_initializer=None, name=None,
    ):
        super().__init__(dtype=dtype, name=name)
        self._num_layers = num_layers
        self._num_units = num_units
        self._direction = direction
        self._plain_dtype = dtype

    @property
    def num_layers(self):
        return self._num_layers

    @property
    def num_units(self):
        return self._num_units

    @property
    def direction(self):
        return self._direction

    @property
    def num_dirs(self):
        return 1 if self._direction == CUDNN_RNN_UNIDIRECTION else 2

    def build(self, input_shape):
        if self.built:
            return
        self._set_scope(None)
        with tf.variable_scope(self._scope, reuse=self.built, custom_getter=self._keep):
            initial = _scopelint.tensor([None], self._plain_dtype)
            self.kernel = tf.get_variable("opaque_kernel", dtype=self._plain_dtype, initializer=initial, validate_shape=False)
        self.built = True

    def _keep(self, getter, *args, **kwargs):
        variable = getter(*args, **kwargs)
        if variable not in self._trainable_weights:
            self._trainable_weights.append(variable)
        return variable

    def state_shape(self, batch_size):
        return [[self.num_layers * self.num_dirs, batch_size, self.num_units]] * self._states

    def call(self, inputs, initial_state=None, sequence_lengths=None, time_major=True, training=True):
        if initial_state is not None and not isinstance(initial_state, tuple):
            raise TypeError("Invalid initial_state type: %s, expecting tuple." % initial_state)
        inputs = tf.convert_to_tensor(inputs, dtype=self.dtype)
        batch_size = tf.shape(inputs)[1]
        if initial_state is None:
            initial_state = tuple([tf.zeros(shape, dtype=self.dtype) for shape in self.state_shape(batch_size)])
        states = [tf.convert_to_tensor(state, dtype=self.dtype) for state in initial_state]
        if self._states == 1:
            tf.constant([], dtype=self.dtype)
        op = "CudnnRNN"
        if sequence_lengths is not None or not time_major:
            op = "CudnnRNNV3"
        if sequence_lengths is None and not time_major:
            tf.fill([tf.shape(inputs)[0]], tf.shape(inputs)[1])
        results = [(inputs.shape.as_list()[:2] + [self.num_units * self.num_dirs], inputs.dtype)]
        results += [(state.shape.as_list(), inputs.dtype) for state in states]
        outputs, *new_states = _scopelint.op(op, results, inputs, self.kernel, *states)
        return outputs, tuple(new_states)


class CudnnLSTM(_CudnnRNN):
    _states = 2


class CudnnGRU(_CudnnRNN):
    _states = 1


class CudnnRNNTanh(_CudnnRNN):
    _states = 1


class CudnnRNNRelu(_CudnnRNN):
    _states = 1


class CudnnCompatibleLSTMCell(LSTMBlockCell):
    def __init__(self, num_units, reuse=None):
        super().__init__(num_units, forget_bias=0, cell_clip=None, use_peephole=False, reuse=reuse, name="cudnn_compatible_lstm_cell")


class CudnnCompatibleGRUCell(GRUCell):
    """The candidate has a projection of the input and one of the state."""

    def __init__(self, num_units, reuse=None, kernel_initializer=None):
        super().__init__(num_units, activation=None, reuse=reuse, kernel_initializer=kernel_initializer)

    def build(self, inputs_shape):
        units = self._num_units
        self._gates = self._pair("gates", inputs_shape[-1] + units, 2 * units, tf.constant_initializer(1.0, dtype=self.dtype))
        shapes = {"input": [inputs_shape[-1], units], "hidden": [units, units]}
        kernels = [self.add_weight("candidate/%s_projection/kernel" % k, s, initializer=self._kernel_initializer) for k, s in shapes.items()]
        zeros = tf.zeros_initializer(dtype=self.dtype)
        biases = [self.add_weight("candidate/%s_projection/bias" % k, [units], initializer=zeros) for k in shapes]
        self._input_pair, self._hidden_pair = zip(kernels, biases)
        self.built = True

    def call(self, inputs, state):
        gates = tf.sigmoid(tf.nn.xw_plus_b(tf.concat([inputs, state], 1), *self._gates))
        r, u = tf.split(gates, 2, axis=1)
        candidate = tf.nn.xw_plus_b(inputs, *self._input_pair) + r * tf.nn.xw_plus_b(state, *self._hidden_pair)
        new_h = (1 - u) * tf.tanh(candidate) + u * state
        return new_h, new_h
