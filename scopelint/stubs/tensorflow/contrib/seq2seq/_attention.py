"""Attention (contrib/seq2seq/python/ops/attention_wrapper.py).

The memory is projected where the mechanism is made; the query, and what else a mechanism has, where the wrapped cell is called.
"""

import collections

import _scopelint
import tensorflow as tf


class AttentionMechanism:
    @property
    def alignments_size(self):
        raise NotImplementedError

    @property
    def state_size(self):
        raise NotImplementedError


class _Mechanism(AttentionMechanism):
    """A mechanism with a memory, which `memory_layer` projects."""

    def __init__(self, query_layer, memory_layer, memory, custom_key_value_fn=None, name=None):
        self.query_layer = query_layer
        self.memory_layer = memory_layer
        self.dtype = memory_layer.dtype
        with tf.name_scope(name, "BaseAttentionMechanismInit"):
            self.values = tf.nest.map_structure(tf.convert_to_tensor, memory)
            self.keys = memory_layer(self.values)
            if custom_key_value_fn is not None:
                self.keys, self.values = custom_key_value_fn(self.keys, self.values)

    @property
    def batch_size(self):
        return self.keys.shape[0].value or tf.shape(self.keys)[0]

    @property
    def alignments_size(self):
        return self.keys.shape[1].value

    @property
    def state_size(self):
        return self.alignments_size

    def initial_alignments(self, batch_size, dtype):
        return _scopelint.tensor([None, self.alignments_size], dtype)

    def initial_state(self, batch_size, dtype):
        return self.initial_alignments(batch_size, dtype)

    def _align(self, query, *weights):
        """Alignments, which are the mechanism's next state."""
        alignments = _scopelint.tensor([query.shape[0].value, self.alignments_size], query.dtype, query, self.keys, *weights)
        return alignments, alignments


def _dense(num_units, name, dtype):
    return tf.layers.Dense(num_units, name=name, use_bias=False, dtype=dtype or tf.float32)


class LuongAttention(_Mechanism):
    _scope = "luong_attention"

    def __init__(
        self, num_units, memory, memory_sequence_length=None, scale=False, probability_fn=None, score_mask_value=None, dtype=None,
        custom_key_value_fn=None, name="LuongAttention",
    ):
        _Mechanism.__init__(self, None, _dense(num_units, "memory_layer", dtype), memory, custom_key_value_fn, name)
        self._scale = scale

    def __call__(self, query, state):
        with tf.variable_scope(None, self._scope, [query]):
            if _scopelint.differ(query.shape[-1], self.keys.shape[-1]):
                _scopelint.refuse("ValueError", "Incompatible or unknown inner dimensions between query and keys.", "tf.contrib.seq2seq")
            weights = []
            if self._scale:
                weights.append(tf.get_variable("attention_g", dtype=query.dtype, initializer=tf.ones_initializer, shape=()))
            weights += self._bias(query.dtype)
        return self._align(query, *weights)

    def _bias(self, dtype):
        return []


class BahdanauAttention(_Mechanism):
    _scope = "bahdanau_attention"

    def __init__(
        self, num_units, memory, memory_sequence_length=None, normalize=False, probability_fn=None, score_mask_value=None, dtype=None,
        custom_key_value_fn=None, name="BahdanauAttention",
    ):
        query_layer = _dense(num_units, "query_layer", dtype)
        _Mechanism.__init__(self, query_layer, _dense(num_units, "memory_layer", dtype), memory, custom_key_value_fn, name)
        self._num_units = num_units
        self._normalize = normalize

    def __call__(self, query, state):
        with tf.variable_scope(None, self._scope, [query]):
            processed = self.query_layer(query)
            weights = [tf.get_variable("attention_v", [self._num_units], dtype=query.dtype)]
            if self._normalize:
                weights.append(tf.get_variable("attention_g", dtype=query.dtype, initializer=tf.ones_initializer(), shape=()))
                weights.append(tf.get_variable("attention_b", [self._num_units], dtype=query.dtype, initializer=tf.zeros_initializer()))
            weights += self._bias(processed.dtype)
        return self._align(processed, *weights)

    def _bias(self, dtype):
        return []


class BahdanauMonotonicAttention(BahdanauAttention):
    _scope = "bahdanau_monotonic_attention"

    def __init__(
        self, num_units, memory, memory_sequence_length=None, normalize=False, score_mask_value=None, sigmoid_noise=0.0,
        sigmoid_noise_seed=None, score_bias_init=0.0, mode="parallel", dtype=None, name="BahdanauMonotonicAttention",
    ):
        BahdanauAttention.__init__(self, num_units, memory, normalize=normalize, dtype=dtype, name=name)
        self._score_bias_init = score_bias_init

    def _bias(self, dtype):
        return [tf.get_variable("attention_score_bias", dtype=dtype, initializer=self._score_bias_init)]


class LuongMonotonicAttention(LuongAttention):
    _scope = "luong_monotonic_attention"

    def __init__(
        self, num_units, memory, memory_sequence_length=None, scale=False, score_mask_value=None, sigmoid_noise=0.0,
        sigmoid_noise_seed=None, score_bias_init=0.0, mode="parallel", dtype=None, name="LuongMonotonicAttention",
    ):
        LuongAttention.__init__(self, num_units, memory, scale=scale, dtype=dtype, name=name)
        self._score_bias_init = score_bias_init

    def _bias(self, dtype):
        return [tf.get_variable("attention_score_bias", dtype=dtype, initializer=self._score_bias_init)]


class AttentionWrapperState(
    collections.namedtuple(
        "AttentionWrapperState", ("cell_state", "attention", "time", "alignments", "alignment_history", "attention_state")
    )
):
    def clone(self, **kwargs):
        return self._replace(**kwargs)


class AttentionWrapper(tf.nn.rnn_cell.RNNCell):
    def __init__(
        self, cell, attention_mechanism, attention_layer_size=None, alignment_history=False, cell_input_fn=None, output_attention=True,
        initial_cell_state=None, name=None, attention_layer=None, attention_fn=None, dtype=None,
    ):
        super().__init__(name=name, dtype=dtype)
        self._is_multi = isinstance(attention_mechanism, (list, tuple))
        self._cell = cell
        self._attention_mechanisms = tuple(attention_mechanism) if self._is_multi else (attention_mechanism,)
        self._alignment_history = alignment_history
        self._cell_input_fn = cell_input_fn or (lambda inputs, attention: tf.concat([inputs, attention], -1))
        self._output_attention = output_attention
        self._initial_cell_state = initial_cell_state
        self._attention_fn = attention_fn or _compute_attention
        self._attention_layers = None
        if attention_layer_size is not None:
            sizes = attention_layer_size if isinstance(attention_layer_size, (list, tuple)) else (attention_layer_size,)
            self._attention_layers = tuple(
                [_dense(size, "attention_layer", m.dtype) for size, m in zip(sizes, self._attention_mechanisms)]
            )
            self._attention_layer_size = sum(sizes)
        elif attention_layer is not None:
            self._attention_layers = tuple(attention_layer) if isinstance(attention_layer, (list, tuple)) else (attention_layer,)
            self._attention_layer_size = sum([layer.units for layer in self._attention_layers])
        else:
            self._attention_layer_size = sum([m.values.shape[-1].value for m in self._attention_mechanisms])

    def _item_or_tuple(self, items):
        return tuple(items) if self._is_multi else list(items)[0]

    @property
    def output_size(self):
        return self._attention_layer_size if self._output_attention else self._cell.output_size

    @property
    def state_size(self):
        sizes = self._item_or_tuple([m.alignments_size for m in self._attention_mechanisms])
        return AttentionWrapperState(
            cell_state=self._cell.state_size, time=tf.TensorShape([]), attention=self._attention_layer_size, alignments=sizes,
            attention_state=sizes, alignment_history=(),
        )

    def zero_state(self, batch_size, dtype):
        with tf.name_scope(type(self).__name__ + "ZeroState"):
            cell_state = self._initial_cell_state
            if cell_state is None:
                cell_state = self._cell.zero_state(batch_size, dtype)
            alignments = self._item_or_tuple([m.initial_alignments(batch_size, dtype) for m in self._attention_mechanisms])
            return AttentionWrapperState(
                cell_state=cell_state,
                time=tf.zeros([], dtype=tf.int32),
                attention=tf.zeros([batch_size, self._attention_layer_size], dtype),
                alignments=alignments,
                attention_state=alignments,
                alignment_history=tf.TensorArray(dtype, size=0, dynamic_size=True) if self._alignment_history else (),
            )

    def call(self, inputs, state):
        cell_output, next_cell_state = self._cell(self._cell_input_fn(inputs, state.attention), state.cell_state)
        states = state.attention_state if self._is_multi else [state.attention_state]
        attentions, all_alignments, all_states = [], [], []
        for i, mechanism in enumerate(self._attention_mechanisms):
            layer = None if self._attention_layers is None else self._attention_layers[i]
            attention, alignments, next_state = self._attention_fn(mechanism, cell_output, states[i], layer)
            attentions.append(attention)
            all_alignments.append(alignments)
            all_states.append(next_state)
        attention = tf.concat(attentions, 1)
        next_state = AttentionWrapperState(
            time=state.time, cell_state=next_cell_state, attention=attention, attention_state=self._item_or_tuple(all_states),
            alignments=self._item_or_tuple(all_alignments), alignment_history=state.alignment_history,
        )
        return attention if self._output_attention else cell_output, next_state


def _compute_attention(attention_mechanism, cell_output, attention_state, attention_layer):
    alignments, next_state = attention_mechanism(cell_output, attention_state)
    values = attention_mechanism.values
    context = _scopelint.tensor([cell_output.shape[0].value, values.shape[-1].value], values.dtype, alignments, values)
    if attention_layer is not None:
        return attention_layer(tf.concat([cell_output, context], 1)), alignments, next_state
    return context, alignments, next_state


def hardmax(logits, name=None):
    return _scopelint.tensor(logits.shape, logits.dtype, logits)


def safe_cumprod(x, *args, **kwargs):
    return _scopelint.tensor(x.shape, x.dtype, x)


def monotonic_attention(p_choose_i, previous_attention, mode):
    return _scopelint.tensor(p_choose_i.shape, p_choose_i.dtype, p_choose_i, previous_attention)
