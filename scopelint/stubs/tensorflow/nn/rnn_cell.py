"""`tf.nn.rnn_cell`: cells and their wrappers (keras/layers/rnn/legacy_cells.py, legacy_cell_wrappers.py).

A cell is a layer that makes its weights on its first call. Those that come with TensorFlow do so like any layer, in a
scope of their own; a cell that overrides `call` alone keeps the variable scope in which it was first called.
"""

import collections

import _scopelint
import tensorflow as tf
from tensorflow.keras import activations
from tensorflow.layers.base import InputSpec, Layer


def _sizes(size):
    """One entry of a `state_size` as a list of dimensions."""
    if isinstance(size, tf.TensorShape):
        return size.as_list()
    if isinstance(size, (list, tuple)):
        return list(size)
    return [size]


def _two_states(state):
    """What an LSTM cell takes for its state, which one tensor is not."""
    if not _scopelint.is_unknown(state) and isinstance(state, tf.Tensor):
        raise TypeError("The state of an LSTM cell is a tuple of two tensors (c, h), not a tensor: a symbolic `tf.Tensor` is not iterable")
    return state


def _product(cell, args, kernel, bias):
    """The product of what a cell gets with its kernel."""
    args = tf.concat(args, 1)
    if _scopelint.differ(args.shape[1], kernel.shape[0]):
        sizes = (args.shape[1].value, kernel.shape[0].value)
        _scopelint.refuse("ValueError", "Dimensions must be equal, but are %d and %d for 'MatMul'" % sizes, "tf.nn.rnn_cell", cell._is_called_again)
    return tf.nn.bias_add(tf.matmul(args, kernel), bias)


class _Linear:
    """`kernel` and `bias` in the current scope, made once (`core_rnn_cell._Linear`)."""

    def __init__(self, args, output_size, build_bias, bias_initializer=None, kernel_initializer=None):
        args = args if isinstance(args, (list, tuple)) else [args]
        size = sum([x.shape[1].value for x in args])
        dtype = args[0].dtype
        with tf.variable_scope(tf.get_variable_scope()) as outer:
            self._kernel = tf.get_variable("kernel", [size, output_size], dtype, kernel_initializer)
            self._bias = None
            if build_bias:
                with tf.variable_scope(outer) as inner:
                    inner.set_partitioner(None)
                    self._bias = tf.get_variable("bias", [output_size], dtype, bias_initializer or tf.zeros_initializer(dtype=dtype))

    def __call__(self, args):
        product = tf.matmul(tf.concat(args, 1) if isinstance(args, (list, tuple)) else args, self._kernel)
        return product if self._bias is None else tf.nn.bias_add(product, self._bias)


def _linear(args, output_size, bias, bias_initializer=None, kernel_initializer=None, **of_old):
    if of_old or isinstance(bias_initializer, float):  # TensorFlow 0.x: `bias_start` and `scope`, and names of its own
        with tf.variable_scope(of_old.get("scope") or "Linear"):
            size = sum([a.get_shape()[1].value for a in (args if isinstance(args, (list, tuple)) else [args])])
            product = tf.matmul(tf.concat(args, 1) if isinstance(args, (list, tuple)) else args, tf.get_variable("Matrix", [size, output_size]))
            return product + tf.get_variable("Bias", [output_size]) if bias else product
    return _Linear(args, output_size, bias, bias_initializer, kernel_initializer)(args)


def _concat(prefix, suffix, static=False):
    parts = [part if isinstance(part, tf.Tensor) else tf.TensorShape(part) for part in (prefix, suffix)]
    if static:
        known = [tf.TensorShape(tf.get_static_value(part)) if isinstance(part, tf.Tensor) else part for part in parts]
        shape = known[0].concatenate(known[1])
        return shape.as_list() if shape.ndims is not None else None
    return tf.concat([_vector(part) for part in parts], 0)


def _vector(part):
    if not isinstance(part, tf.Tensor):
        return tf.constant(part.as_list(), dtype=tf.int32)
    return tf.expand_dims(part, 0) if part.shape.ndims == 0 else part


def _like_rnncell(cell):
    return hasattr(cell, "output_size") and hasattr(cell, "state_size") and hasattr(cell, "zero_state") and callable(cell)


def assert_like_rnncell(cell_name, cell):
    if not _like_rnncell(cell):
        raise TypeError("The argument %r (%s) is not an RNNCell." % (cell_name, cell))


def _activation(activation):
    return activations.get(activation) if activation else tf.tanh


class RNNCell(Layer):
    def __init__(self, trainable=True, name=None, dtype=None, **kwargs):
        super().__init__(trainable=trainable, name=name, dtype=dtype, **kwargs)

    def __call__(self, inputs, state, scope=None):
        if scope is not None:
            with tf.variable_scope(scope, custom_getter=self._rnn_get_variable) as scope:
                return super().__call__(inputs, state, scope=scope)
        scope = getattr(self, "rnncell_scope", None)
        if scope is None:
            scope = tf.variable_scope(tf.get_variable_scope(), custom_getter=self._rnn_get_variable)
            self.rnncell_scope = scope
        with scope:
            return super().__call__(inputs, state)

    def _rnn_get_variable(self, getter, *args, **kwargs):
        variable = getter(*args, **kwargs)
        weights = self._trainable_weights if variable in tf.trainable_variables() else self._non_trainable_weights
        if variable not in weights:
            weights.append(variable)
        return variable

    @property
    def state_size(self):
        raise NotImplementedError("Abstract method")

    @property
    def output_size(self):
        raise NotImplementedError("Abstract method")

    def build(self, _):
        pass

    def get_initial_state(self, inputs=None, batch_size=None, dtype=None):
        if inputs is not None:
            batch_size = inputs.shape[0].value or tf.shape(inputs)[0]
            dtype = inputs.dtype
        return self.zero_state(batch_size, dtype)

    def zero_state(self, batch_size, dtype):
        with tf.name_scope(type(self).__name__ + "ZeroState"):
            return _zero_state_tensors(self.state_size, batch_size, dtype)


def _zero_state_tensors(state_size, batch_size, dtype):
    return tf.nest.map_structure(lambda size: tf.zeros([batch_size] + _sizes(size), dtype=dtype), state_size)


class LayerRNNCell(RNNCell):
    _is_called_again = False

    def __call__(self, inputs, state, scope=None, *args, **kwargs):
        self._is_called_again = self.built
        return Layer.__call__(self, inputs, state, scope=scope, *args, **kwargs)


class BasicRNNCell(LayerRNNCell):
    def __init__(self, num_units, activation=None, reuse=None, name=None, dtype=None, **kwargs):
        super().__init__(_reuse=reuse, name=name, dtype=dtype, **kwargs)
        self.input_spec = InputSpec(ndim=2)
        self._num_units = num_units
        self._activation = _activation(activation)

    @property
    def state_size(self):
        return self._num_units

    @property
    def output_size(self):
        return self._num_units

    def build(self, inputs_shape):
        self._kernel = self.add_weight("kernel", shape=[inputs_shape[-1] + self._num_units, self._num_units])
        self._bias = self.add_weight("bias", shape=[self._num_units], initializer=tf.zeros_initializer(dtype=self.dtype))
        self.built = True

    def call(self, inputs, state):
        output = self._activation(_product(self, [inputs, state], self._kernel, self._bias))
        return output, output


class GRUCell(LayerRNNCell):
    def __init__(
        self, num_units, activation=None, reuse=None, kernel_initializer=None, bias_initializer=None, name=None, dtype=None, **kwargs
    ):
        super().__init__(_reuse=reuse, name=name, dtype=dtype, **kwargs)
        self.input_spec = InputSpec(ndim=2)
        self._num_units = num_units
        self._activation = _activation(activation)
        self._kernel_initializer = kernel_initializer
        self._bias_initializer = bias_initializer

    @property
    def state_size(self):
        return self._num_units

    @property
    def output_size(self):
        return self._num_units

    def _pair(self, name, rows, columns, bias_initializer):
        kernel = self.add_weight(name + "/kernel", shape=[rows, columns], initializer=self._kernel_initializer)
        bias = self.add_weight(name + "/bias", shape=[columns], initializer=self._bias_initializer or bias_initializer)
        return kernel, bias

    def build(self, inputs_shape):
        rows = inputs_shape[-1] + self._num_units
        self._gates = self._pair("gates", rows, 2 * self._num_units, tf.constant_initializer(1.0, dtype=self.dtype))
        self._candidate = self._pair("candidate", rows, self._num_units, tf.zeros_initializer(dtype=self.dtype))
        self.built = True

    def call(self, inputs, state):
        r, u = tf.split(tf.sigmoid(_product(self, [inputs, state], *self._gates)), 2, axis=1)
        candidate = self._activation(_product(self, [inputs, r * state], *self._candidate))
        new_state = u * state + (1 - u) * candidate
        return new_state, new_state


class LSTMStateTuple(collections.namedtuple("LSTMStateTuple", ("c", "h"))):
    __slots__ = ()

    @property
    def dtype(self):
        return self.c.dtype


class BasicLSTMCell(LayerRNNCell):
    def __init__(self, num_units, forget_bias=1.0, state_is_tuple=True, activation=None, reuse=None, name=None, dtype=None, **kwargs):
        super().__init__(_reuse=reuse, name=name, dtype=dtype, **kwargs)
        self.input_spec = InputSpec(ndim=2)
        self._num_units = num_units
        self._forget_bias = forget_bias
        self._state_is_tuple = state_is_tuple
        self._activation = _activation(activation)

    @property
    def state_size(self):
        return LSTMStateTuple(self._num_units, self._num_units) if self._state_is_tuple else 2 * self._num_units

    @property
    def output_size(self):
        return self._num_units

    def build(self, inputs_shape):
        self._kernel = self.add_weight("kernel", shape=[inputs_shape[-1] + self._num_units, 4 * self._num_units])
        self._bias = self.add_weight("bias", shape=[4 * self._num_units], initializer=tf.zeros_initializer(dtype=self.dtype))
        self.built = True

    def call(self, inputs, state):
        c, h = _two_states(state) if self._state_is_tuple else tf.split(state, 2, axis=1)
        gates = _product(self, [inputs, h], self._kernel, self._bias)
        i, j, f, o = tf.split(gates, 4, axis=1)
        kept = tf.multiply(c, tf.sigmoid(tf.add(f, self._forget_bias)))
        new_c = tf.add(kept, tf.multiply(tf.sigmoid(i), self._activation(j)))
        new_h = tf.multiply(self._activation(new_c), tf.sigmoid(o))
        return new_h, LSTMStateTuple(new_c, new_h) if self._state_is_tuple else tf.concat([new_c, new_h], 1)


class LSTMCell(LayerRNNCell):
    def __init__(
        self, num_units, use_peepholes=False, cell_clip=None, initializer=None, num_proj=None, proj_clip=None, num_unit_shards=None,
        num_proj_shards=None, forget_bias=1.0, state_is_tuple=True, activation=None, reuse=None, name=None, dtype=None, **kwargs
    ):
        super().__init__(_reuse=reuse, name=name, dtype=dtype, **kwargs)
        self.input_spec = InputSpec(ndim=2)
        self._num_units = num_units
        self._use_peepholes = use_peepholes
        self._initializer = initializer
        self._num_proj = num_proj
        self._num_unit_shards = num_unit_shards
        self._num_proj_shards = num_proj_shards
        self._forget_bias = forget_bias
        self._state_is_tuple = state_is_tuple
        self._activation = _activation(activation)
        self._output_size = num_proj or num_units
        self._state_size = LSTMStateTuple(num_units, self._output_size) if state_is_tuple else num_units + self._output_size

    @property
    def state_size(self):
        return self._state_size

    @property
    def output_size(self):
        return self._output_size

    def build(self, inputs_shape):
        units = self._num_units
        h_depth = units if self._num_proj is None else self._num_proj
        partitioner = None if self._num_unit_shards is None else tf.fixed_size_partitioner(self._num_unit_shards)
        self._kernel = self.add_weight(
            "kernel", shape=[inputs_shape[-1] + h_depth, 4 * units], initializer=self._initializer, partitioner=partitioner
        )
        zeros = tf.zeros_initializer if self.dtype is None else tf.zeros_initializer(dtype=self.dtype)
        self._bias = self.add_weight("bias", shape=[4 * units], initializer=zeros)
        self._diagonals = None
        if self._use_peepholes:
            self._diagonals = [
                self.add_weight(name, shape=[units], initializer=self._initializer) for name in ("w_f_diag", "w_i_diag", "w_o_diag")
            ]
        if self._num_proj is not None:
            partitioner = None if self._num_proj_shards is None else tf.fixed_size_partitioner(self._num_proj_shards)
            self._proj_kernel = self.add_weight(
                "projection/kernel", shape=[units, self._num_proj], initializer=self._initializer, partitioner=partitioner
            )
        self.built = True

    def call(self, inputs, state):
        if self._state_is_tuple:
            c, h = _two_states(state)
        else:
            c, h = tf.split(state, [self._num_units, self._output_size], axis=1)
        gates = _product(self, [inputs, h], self._kernel, self._bias)
        i, j, f, o = tf.split(gates, 4, axis=1)
        if self._diagonals is not None:
            w_f, w_i, w_o = self._diagonals
            f, i, o = f + w_f * c, i + w_i * c, o + w_o * c
        new_c = tf.sigmoid(f + self._forget_bias) * c + tf.sigmoid(i) * self._activation(j)
        new_h = tf.sigmoid(o) * self._activation(new_c)
        if self._num_proj is not None:
            new_h = tf.matmul(new_h, self._proj_kernel)
        return new_h, LSTMStateTuple(new_c, new_h) if self._state_is_tuple else tf.concat([new_c, new_h], 1)


class MultiRNNCell(RNNCell):
    """Cells on top of each other, each called in a scope `cell_<n>` of its own."""

    def __init__(self, cells, state_is_tuple=True):
        super().__init__()
        if isinstance(cells, (list, tuple)) and not _scopelint.is_unknown(len(cells)) and len(cells) == 0:
            raise ValueError("Must specify at least one cell for MultiRNNCell.")
        if isinstance(cells, RNNCell):
            raise TypeError("cells must be a list or tuple, but saw: " + str(cells))
        _scopelint.note_cells("layers", cells)
        if not state_is_tuple and any(tf.nest.is_nested(cell.state_size) for cell in cells):
            raise ValueError("Some cells return tuples of states, but the flag state_is_tuple is not set.")
        self._cells = cells
        self._state_is_tuple = state_is_tuple

    @property
    def state_size(self):
        if self._state_is_tuple:
            return tuple(cell.state_size for cell in self._cells)
        return sum(cell.state_size for cell in self._cells)

    @property
    def output_size(self):
        return self._cells[-1].output_size

    def zero_state(self, batch_size, dtype):
        with tf.name_scope(type(self).__name__ + "ZeroState"):
            if self._state_is_tuple:
                return tuple(cell.zero_state(batch_size, dtype) for cell in self._cells)
            return super().zero_state(batch_size, dtype)

    @property
    def trainable_weights(self):
        found = []
        for cell in self._cells:
            found = found + cell.trainable_weights
        return found if self.trainable else []

    @property
    def non_trainable_weights(self):
        found = []
        for cell in self._cells:
            found = found + cell.non_trainable_weights
        return found

    def call(self, inputs, state):
        current = inputs
        new_states = []
        if not self._state_is_tuple:
            state = tf.split(state, [cell.state_size for cell in self._cells], axis=1)
        for i, cell in enumerate(self._cells):
            with tf.variable_scope("cell_%d" % i):
                current, new_state = cell(current, state[i])
                new_states.append(new_state)
        return current, tuple(new_states) if self._state_is_tuple else tf.concat(new_states, 1)


class _Wrapper(RNNCell):
    """A cell around a cell: it opens no scope of its own."""

    def __init__(self, cell, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.cell = cell

    def __call__(self, inputs, state, scope=None):
        return self._call_wrapped_cell(inputs, state, cell_call_fn=self.cell.__call__, scope=scope)

    @property
    def _cell(self):
        return self.cell

    @property
    def state_size(self):
        return self.cell.state_size

    @property
    def output_size(self):
        return self.cell.output_size

    def zero_state(self, batch_size, dtype):
        with tf.name_scope(type(self).__name__ + "ZeroState"):
            return self.cell.zero_state(batch_size, dtype)


class DropoutWrapper(_Wrapper):
    def __init__(
        self, cell, input_keep_prob=1.0, output_keep_prob=1.0, state_keep_prob=1.0, variational_recurrent=False, input_size=None,
        dtype=None, seed=None, dropout_state_filter_visitor=None, **kwargs
    ):
        super().__init__(cell, dtype=dtype, **kwargs)
        self._keep = {"input": input_keep_prob, "state": state_keep_prob, "output": output_keep_prob}
        self._drops = {}
        with tf.name_scope("DropoutWrapperInit"):
            for name in ("input", "state", "output"):
                probability = self._keep[name]
                self._drops[name] = _scopelint.is_known(probability) and not (isinstance(probability, float) and probability >= 1)
                tf.convert_to_tensor(probability)
                if isinstance(probability, (int, float)) and not 0.0 <= probability <= 1.0:
                    raise ValueError("Parameter %s_keep_prob must be between 0 and 1: %s" % (name, probability))
        self._variational_recurrent = variational_recurrent
        if variational_recurrent and dtype is None:
            raise ValueError("When variational_recurrent=True, dtype must be provided")

    @property
    def wrapped_cell(self):
        return self.cell

    def build(self, inputs_shape):
        self.cell.build(inputs_shape)
        self.built = True

    def _dropout(self, values, which):
        return tf.nest.map_structure(lambda v: self._dropped(v, self._keep[which]), values)

    def _dropped(self, value, keep):
        if self._variational_recurrent:
            kept = tf.floor(tf.add(value, keep))
            return tf.multiply(tf.div(value, keep), kept)
        return tf.nn.dropout(value, keep_prob=keep)

    def _call_wrapped_cell(self, inputs, state, cell_call_fn, **kwargs):
        if self._drops["input"]:
            inputs = self._dropout(inputs, "input")
        output, new_state = cell_call_fn(inputs, state, **kwargs)
        if self._drops["state"]:
            if isinstance(new_state, LSTMStateTuple):
                new_state = LSTMStateTuple(new_state.c, self._dropout(new_state.h, "state"))
            else:
                new_state = self._dropout(new_state, "state")
        if self._drops["output"]:
            output = self._dropout(output, "output")
        return output, new_state


class ResidualWrapper(_Wrapper):
    def __init__(self, cell, residual_fn=None, **kwargs):
        super().__init__(cell, **kwargs)
        self._residual_fn = residual_fn

    def _call_wrapped_cell(self, inputs, state, cell_call_fn, **kwargs):
        outputs, new_state = cell_call_fn(inputs, state, **kwargs)
        if self._residual_fn is not None:
            return self._residual_fn(inputs, outputs), new_state
        return tf.nest.map_structure(lambda inp, out: inp + out, inputs, outputs), new_state


class DeviceWrapper(_Wrapper):
    def __init__(self, cell, device, **kwargs):
        super().__init__(cell, **kwargs)
        self._device = device

    def _call_wrapped_cell(self, inputs, state, cell_call_fn, **kwargs):
        return cell_call_fn(inputs, state, **kwargs)
