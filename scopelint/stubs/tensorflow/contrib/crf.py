"""Conditional random fields (contrib/crf/python/ops/crf.py): the transitions are a variable where none are handed in.

The ops are TensorFlow's, so that what stands behind them takes its names: a sequence of one step goes another way than a longer one, and
where the number of steps is not known, both are built, in a `cond`.
"""

import _scopelint
import tensorflow as tf
from tensorflow.nn import rnn_cell


def _by_steps(inputs, of_one, of_many):
    steps = inputs.shape[1].value
    alone = tf.equal(steps or tf.shape(inputs)[1], 1)
    if steps is None:
        return tf.cond(alone, of_one, of_many)
    return of_one() if steps == 1 else of_many()


def _zero_where_empty(scores, sequence_lengths):
    return tf.where(tf.less_equal(sequence_lengths, 0), tf.zeros_like(scores), scores)


def _lengths_less_one(sequence_lengths):
    return tf.maximum(tf.constant(0, dtype=sequence_lengths.dtype), sequence_lengths - 1)


def _first_step(inputs):
    return tf.squeeze(tf.slice(inputs, [0, 0, 0], [-1, 1, -1]), [1])


def crf_sequence_score(inputs, tag_indices, sequence_lengths, transition_params):
    def of_one():
        batch = tf.shape(inputs, out_type=tag_indices.dtype)[0]
        rows = tf.reshape(tf.range(batch, dtype=tag_indices.dtype), [-1, 1])
        found = tf.gather_nd(tf.squeeze(inputs, [1]), tf.concat([rows, tag_indices], axis=1))
        return _zero_where_empty(found, sequence_lengths)

    def of_many():
        unary = crf_unary_score(tag_indices, sequence_lengths, inputs)
        return unary + crf_binary_score(tag_indices, sequence_lengths, transition_params)

    return _by_steps(inputs, of_one, of_many)


def crf_multitag_sequence_score(inputs, tag_bitmap, sequence_lengths, transition_params):
    def filtered():
        return tf.where(tag_bitmap, inputs, tf.fill(tf.shape(inputs), float("-inf")))

    def of_one():
        return tf.reduce_logsumexp(filtered(), axis=[1, 2], keepdims=False)

    return _by_steps(inputs, of_one, lambda: crf_log_norm(filtered(), sequence_lengths, transition_params))


def crf_log_norm(inputs, sequence_lengths, transition_params):
    first = _first_step(inputs)

    def of_one():
        return _zero_where_empty(tf.reduce_logsumexp(first, [1]), sequence_lengths)

    def of_many():
        rest = tf.slice(inputs, [0, 1, 0], [-1, -1, -1])
        cell = CrfForwardRnnCell(transition_params)
        lengths = _lengths_less_one(sequence_lengths)
        _, alphas = tf.nn.dynamic_rnn(cell, rest, sequence_length=lengths, initial_state=first, dtype=tf.float32)
        return _zero_where_empty(tf.reduce_logsumexp(alphas, [1]), sequence_lengths)

    return _by_steps(inputs, of_one, of_many)


def crf_log_likelihood(inputs, tag_indices, sequence_lengths, transition_params=None):
    num_tags = inputs.shape[2].value
    if transition_params is None:
        transition_params = tf.get_variable("transitions", [num_tags, num_tags])
    scores = crf_sequence_score(inputs, tag_indices, sequence_lengths, transition_params)
    return scores - crf_log_norm(inputs, sequence_lengths, transition_params), transition_params


def crf_unary_score(tag_indices, sequence_lengths, inputs):
    batch, steps, tags = tf.shape(inputs)[0], tf.shape(inputs)[1], tf.shape(inputs)[2]
    flat = tf.reshape(inputs, [-1])
    offsets = tf.expand_dims(tf.range(batch) * steps * tags, 1)
    offsets += tf.expand_dims(tf.range(steps) * tags, 0)
    if tag_indices.dtype == tf.int64:
        offsets = tf.cast(offsets, tf.int64)
    flat_tags = tf.reshape(offsets + tag_indices, [-1])
    scores = tf.reshape(tf.gather(flat, flat_tags), [batch, steps])
    masks = tf.sequence_mask(sequence_lengths, maxlen=tf.shape(tag_indices)[1], dtype=tf.float32)
    return tf.reduce_sum(scores * masks, 1)


def crf_binary_score(tag_indices, sequence_lengths, transition_params):
    num_tags = transition_params.get_shape()[0]
    transitions = tf.shape(tag_indices)[1] - 1
    starts = tf.slice(tag_indices, [0, 0], [-1, transitions])
    ends = tf.slice(tag_indices, [0, 1], [-1, transitions])
    chosen = starts * num_tags + ends
    scores = tf.gather(tf.reshape(transition_params, [-1]), chosen)
    masks = tf.slice(tf.sequence_mask(sequence_lengths, maxlen=tf.shape(tag_indices)[1], dtype=tf.float32), [0, 1], [-1, -1])
    return tf.reduce_sum(scores * masks, 1)


class _TagsCell(rnn_cell.RNNCell):
    """A cell over scores of tags; these cells are no layers: they override `__call__`, and open no scope."""

    def __init__(self, transition_params):
        self._transition_params = tf.expand_dims(transition_params, 0)
        self._num_tags = transition_params.shape[0].value

    @property
    def state_size(self):
        return self._num_tags

    @property
    def output_size(self):
        return self._num_tags


class CrfForwardRnnCell(_TagsCell):
    def __call__(self, inputs, state, scope=None):
        scores = tf.expand_dims(state, 2) + self._transition_params
        alphas = inputs + tf.reduce_logsumexp(scores, [1])
        return alphas, alphas


class CrfDecodeForwardRnnCell(_TagsCell):
    def __call__(self, inputs, state, scope=None):
        scores = tf.expand_dims(state, 2) + self._transition_params
        new_state = inputs + tf.reduce_max(scores, [1])
        return tf.cast(tf.argmax(scores, 1), dtype=tf.int32), new_state


class CrfDecodeBackwardRnnCell(rnn_cell.RNNCell):
    def __init__(self, num_tags):
        self._num_tags = num_tags

    @property
    def state_size(self):
        return 1

    @property
    def output_size(self):
        return 1

    def __call__(self, inputs, state, scope=None):
        state = tf.squeeze(state, axis=[1])
        rows = tf.range(tf.shape(inputs)[0])
        tags = tf.expand_dims(tf.gather_nd(inputs, tf.stack([rows, state], axis=1)), axis=-1)
        return tags, tags


def crf_decode(potentials, transition_params, sequence_length):
    """The tags and their score: best scores are found forwards, and the tags that led to them backwards."""

    def of_one():
        squeezed = tf.squeeze(potentials, [1])
        tags = tf.expand_dims(tf.argmax(squeezed, axis=1), 1)
        best = tf.reduce_max(squeezed, axis=1)
        return tf.cast(tags, dtype=tf.int32), best

    def of_many():
        forward = CrfDecodeForwardRnnCell(transition_params)
        first = _first_step(potentials)
        rest = tf.slice(potentials, [0, 1, 0], [-1, -1, -1])
        lengths = _lengths_less_one(sequence_length)
        pointers, last = tf.nn.dynamic_rnn(forward, rest, sequence_length=lengths, initial_state=first, dtype=tf.int32)
        pointers = tf.reverse_sequence(pointers, lengths, seq_dim=1)
        backward = CrfDecodeBackwardRnnCell(potentials.shape[2].value)
        start = tf.expand_dims(tf.cast(tf.argmax(last, axis=1), dtype=tf.int32), axis=-1)
        tags, _ = tf.nn.dynamic_rnn(backward, pointers, sequence_length=lengths, initial_state=start, dtype=tf.int32)
        tags = tf.reverse_sequence(tf.concat([start, tf.squeeze(tags, axis=[2])], axis=1), sequence_length, seq_dim=1)
        return tags, tf.reduce_max(last, axis=1)

    return _by_steps(potentials, of_one, of_many)


def viterbi_decode(score, transition_params):
    return _scopelint.unknown(), _scopelint.unknown()
