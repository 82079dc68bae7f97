"""`tf.contrib.grid_rnn`: a cell for each dimension of a grid (contrib/grid_rnn/python/ops/grid_rnn_cell.py of TensorFlow 1.15)."""

import functools

import tensorflow as tf
from tensorflow.contrib import layers
from tensorflow.nn.rnn_cell import BasicLSTMCell, BasicRNNCell, GRUCell, LSTMCell, RNNCell


def _dimensions(given, count):
    found = [] if given is None else given if isinstance(given, (list, tuple)) else [given]
    found = sorted(set(found))
    if any(i < 0 or i >= count for i in found):
        raise ValueError("Invalid dims: {}. Must be in [0, {})".format(found, count))
    return found


class GridRNNCell(RNNCell):
    """Input and output dimensions, priority and non-recurrent ones are given by their numbers."""

    def __init__(
        self, num_units, num_dims=1, input_dims=None, output_dims=None, priority_dims=None, non_recurrent_dims=None, tied=False,
        cell_fn=None, non_recurrent_fn=None, state_is_tuple=True, output_is_tuple=True,
    ):
        if num_dims < 1:
            raise ValueError("dims must be >= 1: {}".format(num_dims))
        self._num_units = num_units
        self._num_dims = num_dims
        self._inputs, self._outputs = _dimensions(input_dims, num_dims), _dimensions(output_dims, num_dims)
        self._priority, fixed = _dimensions(priority_dims, num_dims), _dimensions(non_recurrent_dims, num_dims)
        self._recurrent = [i for i in range(num_dims) if i not in fixed]
        self._non_recurrent_fn = non_recurrent_fn or tf.nn.relu
        self._tied = tied
        self._state_is_tuple = state_is_tuple
        self._output_is_tuple = output_is_tuple

        def made():
            return LSTMCell(num_units=num_units, state_is_tuple=state_is_tuple) if cell_fn is None else cell_fn(num_units)

        self._cells = [made()] * num_dims if tied else [made() for _ in range(num_dims)]
        if not isinstance(self._cells[0], RNNCell):
            raise TypeError("cell_fn must return an RNNCell instance, saw: %s" % type(self._cells[0]))

    @property
    def output_size(self):
        size = self._cells[0].output_size
        return tuple(size for _ in self._outputs) if self._output_is_tuple else size * len(self._outputs)

    @property
    def state_size(self):
        if self._state_is_tuple:
            return tuple(self._cells[0].state_size for _ in self._recurrent)
        return self._cell_state_size() * len(self._recurrent)

    def _cell_state_size(self):
        size = self._cells[0].state_size
        return sum(size) if isinstance(size, tuple) else size

    def __call__(self, inputs, state, scope=None):
        states, with_c = self._split(state)
        outputs, after = [None] * self._num_dims, [None] * self._num_dims
        with tf.variable_scope(scope or type(self).__name__):
            self._project(inputs, states, with_c)
            self._propagate([i for i in range(self._num_dims) if i not in self._priority], states, outputs, after, True)
            self._propagate(self._priority, states, outputs, after, False)
            output = [outputs[i] for i in self._outputs]
            states = [after[i] for i in self._recurrent]
            output = tuple(output) if self._output_is_tuple else _joined(output, inputs.dtype)
            return output, tuple(states) if self._state_is_tuple else _joined(tf.nest.flatten(states), inputs.dtype)

    def _split(self, state):
        """The state of each dimension as (c, m), and whether there is a c."""
        total = self._cell_state_size()
        rest = total - self._num_units
        found = [(None, None)] * self._num_dims
        if self._state_is_tuple:
            if len(self._recurrent) != len(state):
                raise ValueError("Expected state as a tuple of {} element".format(len(self._recurrent)))
            parts = [tuple(part) if rest > 0 else (None, part) for part in state]
        else:
            starts = [n * total for n in range(len(self._recurrent))]
            parts = [
                (tf.slice(state, [0, at], [-1, self._num_units]), tf.slice(state, [0, at + self._num_units], [-1, rest]))
                if rest > 0
                else (None, tf.slice(state, [0, at], [-1, self._num_units]))
                for at in starts
            ]
        for i, part in zip(self._recurrent, parts):
            found[i] = part
        return found, rest > 0

    def _project(self, inputs, states, with_c):
        """The input takes the place of the state of the input dimensions."""
        if inputs is None or not self._inputs or inputs.shape[1].value <= 0:
            return
        parts = tf.split(value=inputs, num_or_size_splits=len(self._inputs), axis=1)
        shape = [parts[0].shape[1].value, self._num_units]
        for part, i in zip(parts, self._inputs):
            m = tf.matmul(part, tf.get_variable("project_m_{}".format(i), shape, dtype=inputs.dtype))
            c = states[i][0]
            if with_c:
                c = tf.matmul(part, tf.get_variable("project_c_{}".format(i), shape, dtype=inputs.dtype))
            states[i] = (c, m)

    def _propagate(self, dimensions, states, outputs, after, first):
        if not dimensions:
            return
        ms = [m if output is None else output for (_, m), output in zip(states, outputs)]
        inputs = tf.concat(ms[:-1], 1) if self._num_dims > 1 else tf.zeros([ms[0].shape[0].value, 0], ms[0].dtype)
        for i in dimensions:
            recurrent = i in self._recurrent
            scope = "recurrent" if recurrent else "non_recurrent"
            with tf.variable_scope(scope if self._tied else scope + "/cell_{}".format(i)):
                if self._tied and not (first and i == dimensions[0]):
                    tf.get_variable_scope().reuse_variables()
                if recurrent:
                    state = ms[-1] if states[i][0] is None else (states[i][0], ms[-1])
                    outputs[i], after[i] = self._cells[i](inputs, state)
                else:
                    scope = tf.get_variable_scope()
                    if scope.initializer is None:  # what 1.15 asks for in its place does not exist there
                        raise AttributeError("module 'tensorflow.contrib.layers' has no attribute 'initializers'")
                    args = tf.concat([inputs, ms[-1]], 1) if self._num_dims > 1 else ms[-1]
                    outputs[i] = layers.fully_connected(
                        args, self._num_units, activation_fn=self._non_recurrent_fn,
                        weights_initializer=scope.initializer, weights_regularizer=scope.regularizer,
                    )


def _joined(tensors, dtype):
    return tf.concat(tensors, 1) if tensors else tf.zeros([0, 0], dtype)


class _Grid(GridRNNCell):
    """Dimension 0 has input, output and priority; with a `non_recurrent_fn` it does not recur."""

    def _lay_out(self, num_units, dimensions, cell_fn, state_is_tuple, output_is_tuple, tied=False, non_recurrent_fn=None):
        GridRNNCell.__init__(
            self, num_units, dimensions, 0, 0, 0, None if non_recurrent_fn is None else 0, tied, cell_fn, non_recurrent_fn, state_is_tuple,
            output_is_tuple,
        )


class Grid1BasicRNNCell(_Grid):
    def __init__(self, num_units, state_is_tuple=True, output_is_tuple=True):
        self._lay_out(num_units, 1, BasicRNNCell, state_is_tuple, output_is_tuple)


class Grid2BasicRNNCell(_Grid):
    def __init__(self, num_units, tied=False, non_recurrent_fn=None, state_is_tuple=True, output_is_tuple=True):
        self._lay_out(num_units, 2, BasicRNNCell, state_is_tuple, output_is_tuple, tied, non_recurrent_fn)


class Grid1BasicLSTMCell(_Grid):
    def __init__(self, num_units, forget_bias=1, state_is_tuple=True, output_is_tuple=True):
        self._lay_out(num_units, 1, functools.partial(BasicLSTMCell, forget_bias=forget_bias), state_is_tuple, output_is_tuple)


class Grid2BasicLSTMCell(_Grid):
    def __init__(self, num_units, tied=False, non_recurrent_fn=None, forget_bias=1, state_is_tuple=True, output_is_tuple=True):
        cell_fn = functools.partial(BasicLSTMCell, forget_bias=forget_bias)
        self._lay_out(num_units, 2, cell_fn, state_is_tuple, output_is_tuple, tied, non_recurrent_fn)


class Grid1LSTMCell(_Grid):
    def __init__(self, num_units, use_peepholes=False, forget_bias=1.0, state_is_tuple=True, output_is_tuple=True):
        cell_fn = functools.partial(LSTMCell, forget_bias=forget_bias, use_peepholes=use_peepholes)
        self._lay_out(num_units, 1, cell_fn, state_is_tuple, output_is_tuple)


class Grid2LSTMCell(_Grid):
    _dimensions = 2

    def __init__(
        self, num_units, tied=False, non_recurrent_fn=None, use_peepholes=False, forget_bias=1.0, state_is_tuple=True, output_is_tuple=True
    ):
        cell_fn = functools.partial(LSTMCell, forget_bias=forget_bias, use_peepholes=use_peepholes)
        self._lay_out(num_units, self._dimensions, cell_fn, state_is_tuple, output_is_tuple, tied, non_recurrent_fn)


class Grid3LSTMCell(Grid2LSTMCell):
    _dimensions = 3


class Grid2GRUCell(_Grid):
    def __init__(self, num_units, tied=False, non_recurrent_fn=None, state_is_tuple=True, output_is_tuple=True):
        self._lay_out(num_units, 2, GRUCell, state_is_tuple, output_is_tuple, tied, non_recurrent_fn)
