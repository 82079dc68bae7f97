"""Cells of `tf.contrib.rnn` whose state is their output (contrib/rnn/python/ops/rnn_cell.py of TensorFlow 1.15)."""

import _scopelint
import tensorflow as tf
from tensorflow.keras import initializers
from tensorflow.layers.base import InputSpec
from tensorflow.nn.rnn_cell import LayerRNNCell, RNNCell, _Linear


class _Simple(LayerRNNCell):
    def __init__(self, units, **kwargs):
        super().__init__(**kwargs)
        self.input_spec = InputSpec(ndim=2)
        self._num_units = units

    @property
    def state_size(self):
        return self._num_units

    @property
    def output_size(self):
        return self._num_units

    def call(self, inputs, state):
        output = _scopelint.tensor([inputs.shape[0], self._num_units], inputs.dtype, inputs, state, *self.weights)
        return output, output


class SRUCell(_Simple):
    """Sets `_built`, not `built`: it is built on every call, and so asks for its variables on every call."""

    def __init__(self, num_units, activation=None, reuse=None, name=None, **kwargs):
        super().__init__(num_units, _reuse=reuse, name=name, **kwargs)

    def build(self, inputs_shape):
        self.add_variable("kernel", shape=[inputs_shape[1], 4 * self._num_units])
        self.add_variable("bias", shape=[2 * self._num_units], initializer=tf.zeros_initializer)
        self._built = True


class IndRNNCell(_Simple):
    def __init__(self, num_units, activation=None, reuse=None, name=None, dtype=None):
        super().__init__(num_units, _reuse=reuse, name=name, dtype=dtype)

    def build(self, inputs_shape):
        self.add_variable("kernel_w", shape=[inputs_shape[1], self._num_units])
        self.add_variable("kernel_u", shape=[1, self._num_units], initializer=tf.random_uniform_initializer(-1, 1))
        self.add_variable("bias", shape=[self._num_units], initializer=tf.zeros_initializer())
        self.built = True


class IndyGRUCell(_Simple):
    def __init__(
        self, num_units, activation=None, reuse=None, kernel_initializer=None, bias_initializer=None, name=None, dtype=None
    ):
        super().__init__(num_units, _reuse=reuse, name=name, dtype=dtype)
        self._initializers = (kernel_initializer, bias_initializer)

    def build(self, inputs_shape):
        kernel, bias = self._initializers
        uniform = tf.random_uniform_initializer(-1, 1)
        ones, zeros = tf.ones_initializer(), tf.zeros_initializer()
        for scope, suffix, columns, start in (("gates/", "_w", 2 * self._num_units, ones), ("candidate/", "", self._num_units, zeros)):
            self.add_variable(scope + "kernel" + suffix, shape=[inputs_shape[1], columns], initializer=kernel)
            self.add_variable(scope + "kernel_u", shape=[1, columns], initializer=uniform)
            self.add_variable(scope + "bias", shape=[columns], initializer=bias if bias is not None else start)
        self.built = True


class MinimalRNNCell(_Simple):
    def __init__(
        self, units, activation="tanh", kernel_initializer="glorot_uniform", bias_initializer="ones", name=None, dtype=None, **kwargs
    ):
        super().__init__(units, name=name, dtype=dtype, **kwargs)
        self.units = units
        self.kernel_initializer = initializers.get(kernel_initializer)
        self.bias_initializer = initializers.get(bias_initializer)

    def build(self, inputs_shape):
        rows = inputs_shape[-1] + 2 * self.units
        self.kernel = self.add_weight(name="kernel", shape=[rows, self.units], initializer=self.kernel_initializer)
        self.bias = self.add_weight(name="bias", shape=[self.units], initializer=self.bias_initializer)
        self.built = True


class CFNCell(MinimalRNNCell):
    def build(self, inputs_shape):
        units = self.units
        self.kernel = self.add_weight(shape=[inputs_shape[-1], 3 * units], name="kernel", initializer=self.kernel_initializer)
        self.recurrent_kernel = self.add_weight(shape=[units, 2 * units], name="recurrent_kernel", initializer=self.kernel_initializer)
        self.bias = self.add_weight(shape=[2 * units], name="bias", initializer=self.bias_initializer)
        self.built = True


class IntersectionRNNCell(RNNCell):
    def __init__(self, num_units, num_in_proj=None, initializer=None, forget_bias=1.0, y_activation=tf.nn.relu, reuse=None):
        super().__init__(_reuse=reuse)
        self._num_units = num_units
        self._initializer = initializer
        self._num_input_proj = num_in_proj
        self._linear1 = None
        self._linear2 = None

    @property
    def state_size(self):
        return self._num_units

    @property
    def output_size(self):
        return self._num_units

    def call(self, inputs, state):
        with tf.variable_scope(tf.get_variable_scope(), initializer=self._initializer):
            if inputs.shape[1].value != self._num_units:
                if not self._num_input_proj:
                    message = "Must have input size == output size for Intersection RNN."
                    _scopelint.refuse("ValueError", message, "tf.contrib.rnn.IntersectionRNNCell")
                with tf.variable_scope("in_projection"):
                    if self._linear1 is None:
                        self._linear1 = _Linear(inputs, self._num_units, True)
                    inputs = self._linear1(inputs)
            args = tf.concat([inputs, state], 1)
            if self._linear2 is None:
                self._linear2 = _Linear(args, 4 * self._num_units, True)
            output, new_state, _, _ = tf.split(self._linear2(args), 4, axis=1)
        return output, new_state


class CompiledWrapper(RNNCell):
    """A cell whose ops are compiled; it is no layer itself: its `__init__` calls no other."""

    def __init__(self, cell, compile_stateful=False):
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

    def __call__(self, inputs, state, scope=None):
        return self._cell(inputs, state, scope=scope)
