"""Cells of `tf.contrib.rnn` that TensorFlow 2.15 has no more.

Each asks for the variables that tensorflow/contrib/rnn/python/ops of TensorFlow 1.15 asked for: the same
names, in the same scopes and order, with the same shapes and reuse. What is computed with them follows the
papers; no kernel of contrib's is used.
"""

from __future__ import annotations

import importlib
import math
from typing import Any, Final

import tensorflow.compat.v1 as tf
from tensorflow.python.util import nest
from tf_slim.layers import layers

RNNCell: Any = tf.nn.rnn_cell.RNNCell
LayerRNNCell: Any = importlib.import_module(RNNCell.__module__).LayerRNNCell
LSTMStateTuple: Any = tf.nn.rnn_cell.LSTMStateTuple

__all__: Final = (
    "AttentionCellWrapper",
    "EmbeddingWrapper",
    "GRUBlockCell",
    "GRUBlockCellV2",
    "HighwayWrapper",
    "InputProjectionWrapper",
    "LSTMBlockCell",
    "LSTMBlockFusedCell",
    "LayerNormBasicLSTMCell",
    "LayerRNNCell",
    "OutputProjectionWrapper",
    "UGRNNCell",
)


def linear(args: Any, output_size: int, bias: bool, bias_initializer: Any = None, kernel_initializer: Any = None) -> Any:
    """The sum of products of 2-D tensors with the variable `kernel`, plus `bias`, both in the current
    scope."""
    return Linear(args, output_size, bias, bias_initializer, kernel_initializer)(args)


class Linear:
    """`linear` whose variables are made once, with the object."""

    def __init__(self, args: Any, output_size: int, build_bias: bool, bias_initializer: Any = None, kernel_initializer: Any = None) -> None:
        inputs = args if nest.is_nested(args) else [args]
        size = sum(tensor.shape.with_rank(2).dims[1].value for tensor in inputs)
        dtype = inputs[0].dtype
        with tf.variable_scope(tf.get_variable_scope()) as outer:
            self._kernel = tf.get_variable("kernel", [size, output_size], dtype, kernel_initializer)
            self._bias = None
            if build_bias:
                with tf.variable_scope(outer) as inner:
                    inner.set_partitioner(None)
                    initializer = bias_initializer or tf.zeros_initializer(dtype=dtype)
                    self._bias = tf.get_variable("bias", [output_size], dtype, initializer)

    def __call__(self, args: Any) -> Any:
        """The product with `args`, which has the form that the object was made for."""
        product = tf.matmul(tf.concat(args, 1) if nest.is_nested(args) else args, self._kernel)
        return product if self._bias is None else tf.nn.bias_add(product, self._bias)


class _Wrapper(RNNCell):  # type: ignore[misc]
    """A cell around a cell, with its state."""

    def __init__(self, cell: Any, reuse: Any = None) -> None:
        super().__init__(_reuse=reuse)
        self._cell = cell

    @property
    def state_size(self) -> Any:
        return self._cell.state_size

    @property
    def output_size(self) -> Any:
        return self._cell.output_size

    def zero_state(self, batch_size: Any, dtype: Any) -> Any:
        with tf.name_scope(type(self).__name__ + "ZeroState", values=[batch_size]):
            return self._cell.zero_state(batch_size, dtype)


class EmbeddingWrapper(_Wrapper):
    """Looks the input up in the variable `embedding` before the cell."""

    def __init__(self, cell: Any, embedding_classes: int, embedding_size: int, initializer: Any = None, reuse: Any = None) -> None:
        super().__init__(cell, reuse)
        if embedding_classes <= 0 or embedding_size <= 0:
            raise ValueError("Both embedding_classes and embedding_size must be > 0")
        self._shape = [embedding_classes, embedding_size]
        self._initializer = initializer

    def call(self, inputs: Any, state: Any) -> Any:
        unit = tf.random_uniform_initializer(-math.sqrt(3), math.sqrt(3))
        initializer = self._initializer or tf.get_variable_scope().initializer or unit
        dtype = (state[0] if isinstance(state, tuple) else state).dtype
        embedding = tf.get_variable("embedding", self._shape, initializer=initializer, dtype=dtype)
        return self._cell(tf.nn.embedding_lookup(embedding, tf.reshape(inputs, [-1])), state)


class InputProjectionWrapper(_Wrapper):
    """Projects the input by `kernel` and `bias` before the cell."""

    def __init__(self, cell: Any, num_proj: int, activation: Any = None, input_size: None = None, reuse: Any = None) -> None:
        super().__init__(cell, reuse)
        self._num_proj = num_proj
        self._activation = activation
        self._linear: Linear | None = None

    def call(self, inputs: Any, state: Any) -> Any:
        if self._linear is None:
            self._linear = Linear(inputs, self._num_proj, True)
        projected = self._linear(inputs)
        return self._cell(self._activation(projected) if self._activation else projected, state)


class OutputProjectionWrapper(_Wrapper):
    """Projects the output by `kernel` and `bias` after the cell."""

    def __init__(self, cell: Any, output_size: int, activation: Any = None, reuse: Any = None) -> None:
        super().__init__(cell, reuse)
        if output_size < 1:
            raise ValueError(f"Parameter output_size must be > 0: {output_size}.")
        self._output_size = output_size
        self._activation = activation
        self._linear: Linear | None = None

    @property
    def output_size(self) -> Any:
        return self._output_size

    def call(self, inputs: Any, state: Any) -> Any:
        output, new_state = self._cell(inputs, state)
        if self._linear is None:
            self._linear = Linear(output, self._output_size, True)
        projected = self._linear(output)
        return (self._activation(projected) if self._activation else projected), new_state


class HighwayWrapper(_Wrapper):
    """Mixes input and output by `carry_w`, `carry_b`, and `transform_*` where they are not coupled."""

    def __init__(self, cell: Any, couple_carry_transform_gates: bool = True, carry_bias_init: float = 1.0) -> None:
        super().__init__(cell)
        self._coupled = couple_carry_transform_gates
        self._carry_bias = carry_bias_init

    def __call__(self, inputs: Any, state: Any, scope: Any = None) -> Any:
        outputs, new_state = self._cell(inputs, state, scope=scope)
        carry = self._gate("carry", inputs, self._carry_bias)
        transform = 1 - carry if self._coupled else self._gate("transform", inputs, -self._carry_bias)
        return inputs * carry + outputs * transform, new_state

    def _gate(self, name: str, inputs: Any, bias: float) -> Any:
        size = inputs.shape.with_rank(2).dims[1].value
        weight = tf.get_variable(f"{name}_w", [size, size])
        offset = tf.get_variable(f"{name}_b", [size], initializer=tf.constant_initializer(bias))
        return tf.sigmoid(tf.nn.xw_plus_b(inputs, weight, offset))


class AttentionCellWrapper(_Wrapper):
    """Attention over the last `attn_length` outputs of the cell."""

    def __init__(
        self,
        cell: Any,
        attn_length: int,
        attn_size: int | None = None,
        attn_vec_size: int | None = None,
        input_size: int | None = None,
        state_is_tuple: bool = True,
        reuse: Any = None,
    ) -> None:
        super().__init__(cell, reuse)
        if not state_is_tuple:
            raise NotImplementedError("the oracle serves AttentionCellWrapper with state_is_tuple=True only")
        if attn_length <= 0:
            raise ValueError(f"attn_length should be greater than zero, got {attn_length}")
        self._length = attn_length
        self._size = cell.output_size if attn_size is None else attn_size
        self._vector = self._size if attn_vec_size is None else attn_vec_size
        self._input_size = input_size
        self._linear: dict[str, Linear] = {}

    @property
    def state_size(self) -> Any:
        return (self._cell.state_size, self._size, self._size * self._length)

    @property
    def output_size(self) -> Any:
        return self._size

    def zero_state(self, batch_size: Any, dtype: Any) -> Any:
        return RNNCell.zero_state(self, batch_size, dtype)

    def call(self, inputs: Any, state: Any) -> Any:
        state, attention, window = state
        window = tf.reshape(window, [-1, self._length, self._size])
        size = inputs.shape.as_list()[1] if self._input_size is None else self._input_size
        output, new_state = self._cell(self._project("input", [inputs, attention], size), state)
        with tf.variable_scope("attention"):
            attention = self._attend(tf.concat(nest.flatten(new_state), 1), window)
        with tf.variable_scope("attn_output_projection"):
            output = self._project("output", [output, attention], self._size)
        window = tf.concat([window[:, 1:], tf.expand_dims(output, 1)], 1)
        return output, (new_state, attention, tf.reshape(window, [-1, self._length * self._size]))

    def _attend(self, query: Any, window: Any) -> Any:
        kernel = tf.get_variable("attn_w", [1, 1, self._size, self._vector])
        vector = tf.get_variable("attn_v", [self._vector])
        hidden = tf.reshape(window, [-1, self._length, 1, self._size])
        features = tf.nn.conv2d(hidden, kernel, [1, 1, 1, 1], "SAME")
        wanted = tf.reshape(self._project("query", query, self._vector), [-1, 1, 1, self._vector])
        weights = tf.nn.softmax(tf.reduce_sum(vector * tf.tanh(features + wanted), [2, 3]))
        found = tf.reduce_sum(tf.reshape(weights, [-1, self._length, 1, 1]) * hidden, [1, 2])
        return tf.reshape(found, [-1, self._size])

    def _project(self, name: str, args: Any, size: int) -> Any:
        if name not in self._linear:
            self._linear[name] = Linear(args, size, True)
        return self._linear[name](args)


class LayerNormBasicLSTMCell(RNNCell):  # type: ignore[misc]
    """An LSTM cell that normalizes each gate: `gamma` and `beta` are made, then shared by `layer_norm`."""

    def __init__(
        self,
        num_units: int,
        forget_bias: float = 1.0,
        input_size: None = None,
        activation: Any = tf.tanh,
        layer_norm: bool = True,
        norm_gain: float = 1.0,
        norm_shift: float = 0.0,
        dropout_keep_prob: Any = 1.0,
        dropout_prob_seed: int | None = None,
        reuse: Any = None,
    ) -> None:
        super().__init__(_reuse=reuse)
        self._num_units = num_units
        self._forget_bias = forget_bias
        self._activation = activation
        self._layer_norm = layer_norm
        self._gain = norm_gain
        self._shift = norm_shift
        self._keep = dropout_keep_prob
        self._seed = dropout_prob_seed

    @property
    def state_size(self) -> Any:
        return LSTMStateTuple(self._num_units, self._num_units)

    @property
    def output_size(self) -> Any:
        return self._num_units

    def call(self, inputs: Any, state: Any) -> Any:
        memory, hidden = state
        args = tf.concat([inputs, hidden], 1)
        kernel = tf.get_variable("kernel", [args.shape[-1], 4 * self._num_units], dtype=args.dtype)
        gates = tf.matmul(args, kernel)
        if not self._layer_norm:
            gates = tf.nn.bias_add(gates, tf.get_variable("bias", [4 * self._num_units], dtype=args.dtype))
        parts = tf.split(gates, 4, axis=1)
        names = ("input", "transform", "forget", "output")
        i, j, f, o = (self._norm(part, name) for part, name in zip(parts, names, strict=True))
        new = self._activation(j)
        if not isinstance(self._keep, float) or self._keep < 1:
            new = tf.nn.dropout(new, self._keep, seed=self._seed)
        memory = self._norm(memory * tf.sigmoid(f + self._forget_bias) + tf.sigmoid(i) * new, "state")
        hidden = self._activation(memory) * tf.sigmoid(o)
        return hidden, LSTMStateTuple(memory, hidden)

    def _norm(self, inputs: Any, scope: str) -> Any:
        if not self._layer_norm:
            return inputs
        shape = inputs.shape[-1:]
        with tf.variable_scope(scope):
            for name, value in (("gamma", self._gain), ("beta", self._shift)):
                tf.get_variable(name, shape, inputs.dtype, tf.constant_initializer(value))
        return layers.layer_norm(inputs, reuse=True, scope=scope)


class UGRNNCell(RNNCell):  # type: ignore[misc]
    """The update gate cell: one `kernel` and `bias` for gate and candidate."""

    def __init__(
        self,
        num_units: int,
        initializer: Any = None,
        forget_bias: float = 1.0,
        activation: Any = tf.tanh,
        reuse: Any = None,
    ) -> None:
        super().__init__(_reuse=reuse)
        self._num_units = num_units
        self._initializer = initializer
        self._forget_bias = forget_bias
        self._activation = activation
        self._linear: Linear | None = None

    @property
    def state_size(self) -> Any:
        return self._num_units

    @property
    def output_size(self) -> Any:
        return self._num_units

    def call(self, inputs: Any, state: Any) -> Any:
        with tf.variable_scope(tf.get_variable_scope(), initializer=self._initializer):
            args = tf.concat([inputs, state], 1)
            if self._linear is None:
                self._linear = Linear(args, 2 * self._num_units, True)
            gate, candidate = tf.split(self._linear(args), 2, axis=1)
            gate = tf.sigmoid(gate + self._forget_bias)
            new_state = gate * state + (1.0 - gate) * self._activation(candidate)
        return new_state, new_state


class _LSTMVariables:
    """What the fused LSTM layers share: `kernel`, `bias`, and the diagonals of the peepholes."""

    _num_units: int
    _forget_bias: float
    _use_peephole: bool

    def _build_lstm(self, layer: Any, input_size: int) -> None:
        units = self._num_units
        self._kernel = layer.add_weight("kernel", [input_size + units, 4 * units])
        self._bias = layer.add_weight("bias", [4 * units], initializer=tf.constant_initializer(0.0))
        names = ("w_i_diag", "w_f_diag", "w_o_diag") if self._use_peephole else ()
        self._diagonals = [layer.add_weight(name, [units]) for name in names]

    def _step(self, inputs: Any, state: Any) -> Any:
        memory, hidden = state
        gates = tf.nn.bias_add(tf.matmul(tf.concat([inputs, hidden], 1), self._kernel), self._bias)
        i, j, f, o = tf.split(gates, 4, axis=1)
        wi, wf, wo = self._diagonals or (0.0, 0.0, 0.0)
        keep = tf.sigmoid(f + self._forget_bias + wf * memory) * memory
        memory = keep + tf.sigmoid(i + wi * memory) * tf.tanh(j)
        hidden = tf.tanh(memory) * tf.sigmoid(o + wo * memory)
        return hidden, LSTMStateTuple(memory, hidden)


class LSTMBlockCell(LayerRNNCell, _LSTMVariables):  # type: ignore[misc]
    """The LSTM cell of one kernel; its variables are those of `LSTMCell`, in the layer `lstm_cell`."""

    def __init__(
        self,
        num_units: int,
        forget_bias: float = 1.0,
        cell_clip: float | None = None,
        use_peephole: bool = False,
        dtype: Any = None,
        reuse: Any = None,
        name: str = "lstm_cell",
    ) -> None:
        super().__init__(_reuse=reuse, dtype=dtype, name=name)
        self._num_units = num_units
        self._forget_bias = forget_bias
        self._use_peephole = use_peephole

    @property
    def state_size(self) -> Any:
        return LSTMStateTuple(self._num_units, self._num_units)

    @property
    def output_size(self) -> Any:
        return self._num_units

    def build(self, inputs_shape: Any) -> None:
        self._build_lstm(self, inputs_shape.dims[1].value)
        self.built = True

    def call(self, inputs: Any, state: Any) -> Any:
        return self._step(inputs, state)


class LSTMBlockFusedCell(tf.layers.Layer, _LSTMVariables):  # type: ignore[misc]
    """The LSTM over a whole time-major sequence, in the layer `lstm_fused_cell`."""

    def __init__(
        self,
        num_units: int,
        forget_bias: float = 1.0,
        cell_clip: float | None = None,
        use_peephole: bool = False,
        reuse: Any = None,
        dtype: Any = None,
        name: str = "lstm_fused_cell",
    ) -> None:
        super().__init__(_reuse=reuse, name=name, dtype=dtype)
        self._num_units = num_units
        self._forget_bias = forget_bias
        self._use_peephole = use_peephole

    @property
    def num_units(self) -> int:
        return self._num_units

    def build(self, input_shape: Any) -> None:
        self._build_lstm(self, tf.TensorShape(input_shape).dims[2].value)
        self.built = True

    def call(self, inputs: Any, initial_state: Any = None, dtype: Any = None, sequence_length: Any = None) -> Any:
        is_list = isinstance(inputs, list)
        sequence = tf.stack(inputs) if is_list else inputs
        if initial_state is None:
            if dtype is None:
                raise ValueError("Either initial_state or dtype needs to be specified")
            zeros = tf.zeros([tf.shape(sequence)[1], self._num_units], dtype)
            initial_state = (zeros, zeros)
        first = (initial_state[1], LSTMStateTuple(*initial_state))
        outputs, states = tf.scan(lambda last, step: self._step(step, last[1]), sequence, first)
        outputs.set_shape([*sequence.shape[:2], self._num_units])
        final = nest.map_structure(lambda tensor: tensor[-1], states)
        return (tf.unstack(outputs) if is_list else outputs), final


class GRUBlockCell(LayerRNNCell):  # type: ignore[misc]
    """The GRU cell of one kernel, with its own names: `w_ru`, `b_ru`, `w_c`, `b_c` in the layer
    `gru_cell`."""

    def __init__(self, num_units: int | None = None, cell_size: int | None = None, reuse: Any = None, name: str = "gru_cell") -> None:
        super().__init__(_reuse=reuse, name=name)
        if (cell_size is None) == (num_units is None):
            raise ValueError("Exactly one of num_units or cell_size must be provided.")
        self._units: int = num_units or cell_size or 0

    @property
    def state_size(self) -> Any:
        return self._units

    @property
    def output_size(self) -> Any:
        return self._units

    def build(self, input_shape: Any) -> None:
        size = input_shape.dims[1].value + self._units
        self._gates = self._pair("w_ru", "b_ru", size, 2 * self._units, 1.0)
        self._candidate = self._pair("w_c", "b_c", size, self._units, 0.0)
        self.built = True

    def _pair(self, kernel: str, bias: str, rows: int, columns: int, start: float) -> tuple[Any, Any]:
        weights = self.add_weight(kernel, [rows, columns])
        return weights, self.add_weight(bias, [columns], initializer=tf.constant_initializer(start))

    def call(self, inputs: Any, state: Any) -> Any:
        gates = tf.sigmoid(tf.nn.xw_plus_b(tf.concat([inputs, state], 1), *self._gates))
        reset, update = tf.split(gates, 2, axis=1)
        candidate = tf.tanh(tf.nn.xw_plus_b(tf.concat([inputs, reset * state], 1), *self._candidate))
        new_state = update * state + (1 - update) * candidate
        return new_state, new_state


class GRUBlockCellV2(GRUBlockCell):
    """`GRUBlockCell` with the names of `GRUCell`."""

    def build(self, input_shape: Any) -> None:
        size = input_shape.dims[1].value + self._units
        self._gates = self._pair("gates/kernel", "gates/bias", size, 2 * self._units, 1.0)
        self._candidate = self._pair("candidate/kernel", "candidate/bias", size, self._units, 0.0)
        self.built = True
