"""Conditional random fields (contrib/crf/python/ops/crf.py): the transitions are a variable where none are handed in."""

import _scopelint
import tensorflow as tf


def crf_log_likelihood(inputs, tag_indices, sequence_lengths, transition_params=None):
    num_tags = inputs.shape[2].value
    if transition_params is None:
        transition_params = tf.get_variable("transitions", [num_tags, num_tags])
    return _scopelint.tensor([inputs.shape[0].value], inputs.dtype, inputs, transition_params), transition_params


def crf_sequence_score(inputs, tag_indices, sequence_lengths, transition_params):
    return _scopelint.tensor([inputs.shape[0].value], inputs.dtype, inputs, transition_params)


def crf_log_norm(inputs, sequence_lengths, transition_params):
    return _scopelint.tensor([inputs.shape[0].value], inputs.dtype, inputs, transition_params)


def crf_unary_score(tag_indices, sequence_lengths, inputs):
    return _scopelint.tensor([inputs.shape[0].value], inputs.dtype, inputs)


def crf_binary_score(tag_indices, sequence_lengths, transition_params):
    return _scopelint.tensor([None], transition_params.dtype, transition_params)


def crf_decode(potentials, transition_params, sequence_length):
    """The tags, and their score; a variable scope, but no variables."""
    with tf.variable_scope(tf.get_variable_scope(), auxiliary_name_scope=False):
        batch = potentials.shape[0].value
        return _scopelint.tensor([batch, potentials.shape[1].value], tf.int32), _scopelint.tensor([batch], potentials.dtype, potentials)


def viterbi_decode(score, transition_params):
    return _scopelint.unknown(), _scopelint.unknown()
