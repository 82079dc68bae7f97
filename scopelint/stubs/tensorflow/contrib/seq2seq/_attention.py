"""Attention (contrib/seq2seq/python/ops/attention_wrapper.py).

The memory is projected where the mechanism is made; the query, and what else a mechanism has, where the wrapped cell is called.
"""

import collections

import _scopelint
import tensorflow as tf


class AttentionMechanism:
    """What has `alignments_size` and `state_size`."""


class _BaseAttentionMechanism(AttentionMechanism):
    def __init__(
        self, query_layer, memory, probability_fn, memory_sequence_length=None, memory_layer=None, check_inner_dims_defined=True,
        score_mask_value=None, custom_key_value_fn=None, name=None,
    ):
        self._query_layer = self.query_layer = query_layer
        self._memory_layer = self.memory_layer = memory_layer
        self.dtype = memory_layer.dtype
        self._probability_fn = probability_fn
        with tf.name_scope(name, "BaseAttentionMechanismInit"):
            values = tf.nest.map_structure(tf.convert_to_tensor, memory)
            keys = memory_layer(values)
            if custom_key_value_fn is not None:
                keys, values = custom_key_value_fn(keys, values)
            self._keys = self.keys = keys
            self._values = self.values = values
            self._batch_size = self.batch_size = keys.shape[0].value or tf.shape(keys)[0]
            self._alignments_size = self.alignments_size = self.state_size = keys.shape[1].value or tf.shape(keys)[1]

    def initial_alignments(self, batch_size, dtype):
        return _scopelint.tensor([None, self.keys.shape[1].value], dtype)

    def initial_state(self, batch_size, dtype):
        return self.initial_alignments(batch_size, dtype)


def _dense(num_units, name, dtype):
    return tf.layers.Dense(num_units, name=name, use_bias=False, dtype=dtype or tf.float32)


def _without_state(probability_fn):
    probability_fn = probability_fn or tf.nn.softmax
    return lambda score, previous: probability_fn(score)


def _monotonic_probability_fn(score, previous_alignments, *args, **kwargs):
    return _scopelint.tensor(score.shape, score.dtype, score)


def _maybe_mask_score(score, memory_sequence_length=None, memory_mask=None, score_mask_value=None):
    return score


def _prepare_memory(memory, memory_sequence_length=None, memory_mask=None, check_inner_dims_defined=True):
    return tf.nest.map_structure(tf.convert_to_tensor, memory)


def _luong_score(query, keys, scale):
    if _scopelint.differ(query.shape[-1], keys.shape[-1]):
        _scopelint.refuse("ValueError", "Incompatible or unknown inner dimensions between query and keys.", "tf.contrib.seq2seq")
    score = tf.squeeze(tf.matmul(tf.expand_dims(query, 1), keys, transpose_b=True), [1])
    return score if scale is None else scale * score


def _bahdanau_score(processed_query, keys, attention_v, attention_g=None, attention_b=None):
    processed_query = tf.expand_dims(processed_query, 1)
    if attention_g is not None and attention_b is not None:
        normed_v = attention_g * attention_v * tf.rsqrt(tf.reduce_sum(tf.square(attention_v)))
        return tf.reduce_sum(normed_v * tf.tanh(keys + processed_query + attention_b), [2])
    return tf.reduce_sum(attention_v * tf.tanh(keys + processed_query), [2])


class _Luong(_BaseAttentionMechanism):
    def __call__(self, query, state):
        with tf.variable_scope(None, self._scope, [query]):
            attention_g = None
            if self._scale:
                attention_g = tf.get_variable("attention_g", dtype=query.dtype, initializer=tf.ones_initializer, shape=())
            score = self._biased(_luong_score(query, self.keys, attention_g), query.dtype)
        alignments = self._probability_fn(score, state)
        return alignments, alignments

    def _biased(self, score, dtype):
        return score


class LuongAttention(_Luong):
    _scope = "luong_attention"

    def __init__(
        self, num_units, memory, memory_sequence_length=None, scale=False, probability_fn=None, score_mask_value=None, dtype=None,
        custom_key_value_fn=None, name="LuongAttention",
    ):
        super().__init__(
            None, memory, _without_state(probability_fn), memory_sequence_length, _dense(num_units, "memory_layer", dtype),
            custom_key_value_fn=custom_key_value_fn, name=name,
        )
        self._num_units = num_units
        self._scale = scale
        self._name = name


class _Bahdanau(_BaseAttentionMechanism):
    def __call__(self, query, state):
        with tf.variable_scope(None, self._scope, [query]):
            processed = self.query_layer(query)
            attention_v = tf.get_variable("attention_v", [self._num_units], dtype=query.dtype)
            attention_g = attention_b = None
            if self._normalize:
                attention_g = tf.get_variable("attention_g", dtype=query.dtype, initializer=tf.ones_initializer(), shape=())
                attention_b = tf.get_variable("attention_b", [self._num_units], dtype=query.dtype, initializer=tf.zeros_initializer())
            score = self._biased(_bahdanau_score(processed, self.keys, attention_v, attention_g, attention_b), processed.dtype)
        alignments = self._probability_fn(score, state)
        return alignments, alignments

    def _biased(self, score, dtype):
        return score


class BahdanauAttention(_Bahdanau):
    _scope = "bahdanau_attention"

    def __init__(
        self, num_units, memory, memory_sequence_length=None, normalize=False, probability_fn=None, score_mask_value=None, dtype=None,
        custom_key_value_fn=None, name="BahdanauAttention",
    ):
        super().__init__(
            _dense(num_units, "query_layer", dtype), memory, _without_state(probability_fn), memory_sequence_length,
            _dense(num_units, "memory_layer", dtype), custom_key_value_fn=custom_key_value_fn, name=name,
        )
        self._num_units = num_units
        self._normalize = normalize
        self._name = name


class _Monotonic:
    """A bias is added to the score, within the mechanism's scope."""

    def _biased(self, score, dtype):
        return score + tf.get_variable("attention_score_bias", dtype=dtype, initializer=self._score_bias_init)


class BahdanauMonotonicAttention(_Monotonic, _Bahdanau):
    _scope = "bahdanau_monotonic_attention"

    def __init__(
        self, num_units, memory, memory_sequence_length=None, normalize=False, score_mask_value=None, sigmoid_noise=0.0,
        sigmoid_noise_seed=None, score_bias_init=0.0, mode="parallel", dtype=None, name="BahdanauMonotonicAttention",
    ):
        super().__init__(
            _dense(num_units, "query_layer", dtype), memory, _monotonic_probability_fn, memory_sequence_length,
            _dense(num_units, "memory_layer", dtype), name=name,
        )
        self._num_units = num_units
        self._normalize = normalize
        self._score_bias_init = score_bias_init
        self._name = name


class LuongMonotonicAttention(_Monotonic, _Luong):
    _scope = "luong_monotonic_attention"

    def __init__(
        self, num_units, memory, memory_sequence_length=None, scale=False, score_mask_value=None, sigmoid_noise=0.0,
        sigmoid_noise_seed=None, score_bias_init=0.0, mode="parallel", dtype=None, name="LuongMonotonicAttention",
    ):
        super().__init__(
            None, memory, _monotonic_probability_fn, memory_sequence_length, _dense(num_units, "memory_layer", dtype), name=name
        )
        self._num_units = num_units
        self._scale = scale
        self._score_bias_init = score_bias_init
        self._name = name


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
