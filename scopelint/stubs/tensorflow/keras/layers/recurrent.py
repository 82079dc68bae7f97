"""Recurrent layers (keras/layers/rnn/base_rnn.py, lstm.py, gru.py, simple_rnn.py, cudnn_*.py, base_conv_lstm.py)."""

import contextlib

import _scopelint

import tensorflow as tf
from tensorflow.keras import activations, initializers, regularizers
from tensorflow.keras.engine.base_layer import InputSpec, Layer
from tensorflow.keras.layers.convolutional import convert_data_format


class AbstractRNNCell(Layer):
    @property
    def output_size(self):
        return self.state_size


class _Cell(AbstractRNNCell):
    """What the built-in cells share: a kernel, a recurrent kernel, and a bias."""

    _gates = 1

    def __init__(
        self, units, activation="tanh", use_bias=True, kernel_initializer="glorot_uniform", recurrent_initializer="orthogonal",
        bias_initializer="zeros", kernel_regularizer=None, recurrent_regularizer=None, bias_regularizer=None, kernel_constraint=None,
        recurrent_constraint=None, bias_constraint=None, dropout=0.0, recurrent_dropout=0.0, **kwargs
    ):
        for other in ("implementation", "recurrent_activation", "unit_forget_bias", "reset_after"):
            kwargs.pop(other, None)
        super().__init__(**kwargs)
        self.units = units
        self.activation = activations.get(activation)
        self.use_bias = use_bias
        self.kernel_initializer = initializers.get(kernel_initializer)
        self.recurrent_initializer = initializers.get(recurrent_initializer)
        self.bias_initializer = initializers.get(bias_initializer)
        self.kernel_regularizer = regularizers.get(kernel_regularizer)
        self.recurrent_regularizer = regularizers.get(recurrent_regularizer)
        self.bias_regularizer = regularizers.get(bias_regularizer)
        self.kernel_constraint = kernel_constraint
        self.recurrent_constraint = recurrent_constraint
        self.bias_constraint = bias_constraint

    @property
    def state_size(self):
        return self.units

    @property
    def output_size(self):
        return self.units

    def build(self, input_shape):
        size = _scopelint.defined_size(input_shape, -1, "The last dimension of the inputs must be defined.")
        self.kernel = self.add_weight(
            name="kernel", shape=(size, self.units * self._gates), initializer=self.kernel_initializer,
            regularizer=self.kernel_regularizer, constraint=self.kernel_constraint,
        )
        self.recurrent_kernel = self.add_weight(
            name="recurrent_kernel", shape=(self.units, self.units * self._gates), initializer=self.recurrent_initializer,
            regularizer=self.recurrent_regularizer, constraint=self.recurrent_constraint,
        )
        self.bias = None
        if self.use_bias:
            self.bias = self.add_weight(
                name="bias", shape=self._bias_shape(), initializer=self.bias_initializer, regularizer=self.bias_regularizer,
                constraint=self.bias_constraint,
            )
        self.built = True

    def _bias_shape(self):
        return (self.units * self._gates,)

    def call(self, inputs, states, training=None):
        output = tf.matmul(inputs, self.kernel)[:, : self.units]
        states = states if isinstance(states, (list, tuple)) else [states]
        return output, [output for _ in states]


class SimpleRNNCell(_Cell):
    pass


class LSTMCell(_Cell):
    _gates = 4

    def __init__(self, units, activation="tanh", recurrent_activation="hard_sigmoid", use_bias=True, **kwargs):
        super().__init__(units, activation, use_bias, **kwargs)

    @property
    def state_size(self):
        return [self.units, self.units]


class GRUCell(_Cell):
    _gates = 3

    def __init__(
        self, units, activation="tanh", recurrent_activation="hard_sigmoid", use_bias=True, reset_after=False, **kwargs
    ):
        super().__init__(units, activation, use_bias, **kwargs)
        self.reset_after = reset_after

    def _bias_shape(self):
        return (2, 3 * self.units) if self.reset_after else (3 * self.units,)


def _scope_of(cell):
    """A cell's weights are named after it: `lstm/lstm_cell/kernel`. TensorFlow 1.15 still says `lstm/kernel`."""
    return contextlib.nullcontext() if _scopelint.is_tensorflow1() else tf.name_scope(cell.name)


class StackedRNNCells(Layer):
    def __init__(self, cells, **kwargs):
        super().__init__(**kwargs)
        self.cells = cells

    @property
    def state_size(self):
        return tuple(cell.state_size for cell in self.cells)

    @property
    def output_size(self):
        return _output_size(self.cells[-1])

    def build(self, input_shape):
        for cell in self.cells:
            if isinstance(cell, Layer) and not cell.built:
                with _scope_of(cell):
                    cell.build(input_shape)
                    cell.built = True
            input_shape = _scopelint.replaced_size(input_shape, -1, _output_size(cell))
        self.built = True


def _output_size(cell):
    size = getattr(cell, "output_size", None)
    if size is None:
        size = cell.state_size
    return size[0] if isinstance(size, (list, tuple)) else size


def _slices(cell):
    """How often a cell slices its kernels and biases; None where that is not known."""
    if isinstance(cell, StackedRNNCells):
        found = [_slices(each) for each in cell.cells]
        return None if None in found else sum(found)
    if isinstance(cell, GRUCell):
        return 12 if cell.reset_after else 9
    return {LSTMCell: 4, SimpleRNNCell: 0}.get(type(cell))


class RNN(Layer):
    _carries_masks = True

    def __init__(
        self, cell, return_sequences=False, return_state=False, go_backwards=False, stateful=False, unroll=False, time_major=False,
        **kwargs
    ):
        if isinstance(cell, (list, tuple)):
            cell = StackedRNNCells(cell)
        if "input_shape" not in kwargs and ("input_dim" in kwargs or "input_length" in kwargs):
            kwargs["input_shape"] = (kwargs.pop("input_length", None), kwargs.pop("input_dim", None))
        super().__init__(**kwargs)
        self.cell = cell
        self.return_sequences = return_sequences
        self.return_state = return_state
        self.go_backwards = go_backwards
        self.stateful = stateful
        self.unroll = unroll
        self.time_major = time_major

    def build(self, input_shape):
        if isinstance(input_shape, list):
            input_shape = input_shape[0]
        if isinstance(self.cell, Layer) and not self.cell.built:
            with _scope_of(self.cell):
                self.cell.build(_scopelint.without_step(input_shape, self.time_major))
                self.cell.built = True
        if self.stateful:
            self.reset_states(_scopelint.defined_size(input_shape, 1 if self.time_major else 0, "A stateful RNN needs a batch size."))
        self.built = True

    def reset_states(self, batch=None):
        if batch is not None:
            for size in tf.nest.flatten(self.cell.state_size):
                tf.Variable(tf.zeros([batch, size]), use_resource=True)

    def get_initial_state(self, inputs):
        batch = _scopelint.tuple_shape(inputs)[1 if self.time_major else 0]
        return [_scopelint.with_shape(tf.zeros([1]), [batch, size]) for size in tf.nest.flatten(self.cell.state_size)]

    def __call__(self, inputs, initial_state=None, constants=None, **kwargs):
        if initial_state is not None and _scopelint.from_keras_input(initial_state):
            return super().__call__([inputs] + list(initial_state), **kwargs)
        if initial_state is not None:
            kwargs["initial_state"] = initial_state
        if constants is not None:
            kwargs["constants"] = constants
        return super().__call__(inputs, **kwargs)

    def call(self, inputs, mask=None, training=None, initial_state=None, constants=None):
        if isinstance(inputs, (list, tuple)):
            initial_state = inputs[1:]
            inputs = inputs[0]
        shape = inputs.get_shape()
        batch_axis = 1 if self.time_major else 0
        if not isinstance(self.cell, (_Cell, StackedRNNCells)):
            step = _scopelint.with_shape(tf.identity(inputs), _scopelint.without_step(shape, self.time_major))
            self._one_step(step, initial_state or self.get_initial_state(inputs), constants)
        sizes = tf.nest.flatten(self.cell.state_size)
        states = [[_scopelint.tuple_shape(inputs)[batch_axis], size] for size in sizes]
        outputs = _scopelint.replaced_size(shape, -1, _output_size(self.cell))
        if not self.return_sequences:
            outputs = _scopelint.without_step(outputs, self.time_major)
        return self._results(outputs, states, initial_state is not None or self.stateful, inputs, mask)

    def compute_mask(self, inputs, mask):
        mask = tf.nest.flatten(mask)[0]
        output_mask = mask if self.return_sequences else None
        return [output_mask] + [None for _ in tf.nest.flatten(self.cell.state_size)] if self.return_state else output_mask

    def _results(self, outputs, states, has_state, inputs, mask):
        """Tensors of these shapes, called after the ops that `backend.rnn` ends with, as far as these are known."""
        made_of = [inputs] + getattr(self.cell, "weights", [])
        is_masked = any(m is not None for m in tf.nest.flatten(mask))
        last = self._op_of_outputs(has_state, is_masked)
        if last is None:
            made = _scopelint.tensor(outputs, inputs.dtype, *made_of)
        else:
            made = _scopelint.op(last, [(outputs, inputs.dtype)], *made_of)[0]
        if not self.return_state:
            return made
        if last is None or self._slices_of_its_own is not None:
            return [made] + [_scopelint.tensor(shape, inputs.dtype, *made_of) for shape in states]
        first = 3 if is_masked else 2
        exits = range(first, first + len(states))
        return [made] + [_scopelint.op("while/Exit_%d" % i, [(shape, inputs.dtype)], *made_of)[0] for i, shape in zip(exits, states)]

    def _op_of_outputs(self, has_state, is_masked):
        """`backend.rnn` slices the input, and the last step off its outputs; so do zero states, and in 1.15 the cell's first call."""
        if self.return_sequences:
            return "TensorArrayStack/TensorArrayGatherV3" if self.time_major else "transpose_2" if is_masked else "transpose_1"
        if self.unroll:
            return None
        if self._slices_of_its_own is not None:
            return None if has_state else "strided_slice_%d" % self._slices_of_its_own
        before = 2 if has_state or self._convolves else 3
        slices = _slices(self.cell) if _scopelint.is_tensorflow1() and not self._convolves else 0
        return None if slices is None else "strided_slice_%d" % (before + slices)

    _convolves = False
    _slices_of_its_own = None
    """Of layers that run without `backend.rnn`: how many slices they have taken before the one that is their result."""

    def _one_step(self, inputs, states, constants):
        """The cell runs once, as the body of the loop does when the graph is built."""
        kwargs = {} if constants is None else {"constants": constants}
        return self.cell(inputs, states, **kwargs)

    @property
    def units(self):
        return self.cell.units

    @property
    def kernel(self):
        return self.cell.kernel

    def get_config(self):
        return dict(
            cell=self.cell, return_sequences=self.return_sequences, return_state=self.return_state, go_backwards=self.go_backwards,
            stateful=self.stateful, unroll=self.unroll, time_major=self.time_major, name=self.name, trainable=self.trainable,
        )


_OWN = ("return_sequences", "return_state", "go_backwards", "stateful", "unroll", "time_major")


class _OfCell(RNN):
    """A layer that makes its own cell; arguments that it does not keep itself are the cell's."""

    def __init__(self, cell_class, cell_name, units, arguments, kwargs):
        own = {key: kwargs.pop(key) for key in _OWN if key in kwargs}
        base = ("name", "trainable", "dtype", "input_shape", "batch_input_shape", "input_dim", "input_length", "batch_size", "weights")
        own.update({key: kwargs.pop(key) for key in base if key in kwargs})
        kwargs.pop("activity_regularizer", None)
        self._arguments = dict(arguments, units=units, **kwargs)
        super().__init__(cell_class(units, name=cell_name, dtype=own.get("dtype"), **dict(arguments, **kwargs)), **own)

    def get_config(self):
        config = dict(self._arguments, name=self.name, trainable=self.trainable)
        config.update({key: getattr(self, key) for key in _OWN})
        return config


class SimpleRNN(_OfCell):
    def __init__(self, units, activation="tanh", use_bias=True, **kwargs):
        super().__init__(SimpleRNNCell, "simple_rnn_cell", units, {"activation": activation, "use_bias": use_bias}, kwargs)
        self.input_spec = InputSpec(ndim=3)


class LSTM(_OfCell):
    def __init__(self, units, activation="tanh", recurrent_activation="hard_sigmoid", use_bias=True, **kwargs):
        super().__init__(LSTMCell, "lstm_cell", units, {"activation": activation, "use_bias": use_bias}, kwargs)
        self.input_spec = InputSpec(ndim=3)


class GRU(_OfCell):
    def __init__(self, units, activation="tanh", recurrent_activation="hard_sigmoid", use_bias=True, **kwargs):
        super().__init__(GRUCell, "gru_cell", units, {"activation": activation, "use_bias": use_bias}, kwargs)
        self.input_spec = InputSpec(ndim=3)


def _build_cell(self, input_shape):
    """Layers whose names do not show their cell: its weights stand in the layer."""
    if isinstance(input_shape, list):
        input_shape = input_shape[0]
    self.cell.build(_scopelint.without_step(input_shape, self.time_major))
    self.cell.built = True
    self.built = True


class _CuDNN(_OfCell):
    build = _build_cell


class _CuDNNLSTMCell(LSTMCell):
    def _bias_shape(self):
        return (8 * self.units,)


class _CuDNNGRUCell(GRUCell):
    def _bias_shape(self):
        return (6 * self.units,)


class CuDNNLSTM(_CuDNN):
    _slices_of_its_own = 17

    def __init__(self, units, **kwargs):
        super().__init__(_CuDNNLSTMCell, "cu_dnnlstm_cell", units, {}, kwargs)


class CuDNNGRU(_CuDNN):
    _slices_of_its_own = 13

    def __init__(self, units, **kwargs):
        super().__init__(_CuDNNGRUCell, "cu_dnngru_cell", units, {}, kwargs)


class _ConvLSTM2DCell(_Cell):
    def __init__(self, filters, kernel_size, strides, padding, data_format, dilation_rate, **kwargs):
        super().__init__(filters, **kwargs)
        self.filters = filters
        self.kernel_size = _scopelint.sizes(kernel_size, 2)
        self.strides = _scopelint.sizes(strides, 2)
        self.padding = padding
        self.data_format = data_format or "channels_last"
        self.dilation_rate = _scopelint.sizes(dilation_rate, 2)

    @property
    def state_size(self):
        return [self.filters, self.filters]

    def build(self, input_shape):
        channels = _scopelint.defined_size(input_shape, 1 if self.data_format == "channels_first" else -1, "Channels must be defined.")
        self.kernel = self.add_weight(
            shape=self.kernel_size + (channels, self.filters * 4), initializer=self.kernel_initializer, name="kernel",
            regularizer=self.kernel_regularizer, constraint=self.kernel_constraint,
        )
        self.recurrent_kernel = self.add_weight(
            shape=self.kernel_size + (self.filters, self.filters * 4), initializer=self.recurrent_initializer, name="recurrent_kernel",
            regularizer=self.recurrent_regularizer, constraint=self.recurrent_constraint,
        )
        if self.use_bias:
            self.bias = self.add_weight(
                shape=(self.filters * 4,), name="bias", initializer=self.bias_initializer, regularizer=self.bias_regularizer,
                constraint=self.bias_constraint,
            )
        self.built = True


class ConvLSTM2D(RNN):
    _convolves = True

    def __init__(
        self, filters, kernel_size, strides=(1, 1), padding="valid", data_format=None, dilation_rate=(1, 1), activation="tanh",
        recurrent_activation="hard_sigmoid", use_bias=True, return_sequences=False, go_backwards=False, stateful=False,
        return_state=False, **kwargs
    ):
        base = ("name", "trainable", "input_shape", "batch_input_shape")
        own = {key: kwargs.pop(key) for key in base if key in kwargs}
        cell = _ConvLSTM2DCell(
            filters, kernel_size, strides, padding, data_format, dilation_rate, activation=activation, use_bias=use_bias,
            name="conv_lstm_cell", **kwargs
        )
        super().__init__(cell, return_sequences, return_state, go_backwards, stateful, **own)
        self.input_spec = InputSpec(ndim=5)

    build = _build_cell

    def call(self, inputs, mask=None, training=None, initial_state=None):
        cell = self.cell
        image = _scopelint.with_shape(tf.identity(inputs), _scopelint.without_step(inputs.get_shape(), False))
        output = tf.nn.convolution(
            image, cell.kernel, cell.padding.upper(), cell.strides, cell.dilation_rate, data_format=convert_data_format(cell.data_format, 4)
        )
        channels_axis = 1 if cell.data_format == "channels_first" else -1
        state = _scopelint.replaced_size(output, channels_axis, cell.filters)
        outputs = _scopelint.with_time(state, inputs.get_shape()) if self.return_sequences else state
        return self._results(outputs, [state, state], True, inputs, mask)
