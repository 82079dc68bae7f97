"""Helpers: what the decoder reads next (contrib/seq2seq/python/ops/helper.py)."""

import _scopelint
import tensorflow as tf


class Helper:
    @property
    def sample_ids_shape(self):
        return tf.TensorShape([])

    @property
    def sample_ids_dtype(self):
        return tf.int32


def _step_of(inputs, time_major):
    """One time step of a sequence."""
    batch_axis = 1 if time_major else 0
    return tf.nest.map_structure(
        lambda x: _scopelint.tensor([x.shape[batch_axis].value] + x.shape[2:].as_list(), x.dtype, x), inputs
    )


def _flags():
    return _scopelint.tensor([None], tf.bool)


class CustomHelper(Helper):
    def __init__(self, initialize_fn, sample_fn, next_inputs_fn, sample_ids_shape=None, sample_ids_dtype=None):
        self._initialize_fn = initialize_fn
        self._sample_fn = sample_fn
        self._next_inputs_fn = next_inputs_fn

    @property
    def batch_size(self):
        return None

    def initialize(self, name=None):
        finished, next_inputs = self._initialize_fn()
        return finished, next_inputs

    def sample(self, time, outputs, state, name=None):
        return self._sample_fn(time=time, outputs=outputs, state=state)

    def next_inputs(self, time, outputs, state, sample_ids, name=None):
        return self._next_inputs_fn(time=time, outputs=outputs, state=state, sample_ids=sample_ids)


class TrainingHelper(Helper):
    def __init__(self, inputs, sequence_length, time_major=False, name=None):
        with tf.name_scope(name, "TrainingHelper", [inputs, sequence_length]):
            self.inputs = tf.nest.map_structure(tf.convert_to_tensor, inputs)
            self.sequence_length = tf.convert_to_tensor(sequence_length, name="sequence_length")
        self._time_major = time_major

    @property
    def batch_size(self):
        return tf.nest.flatten(self.inputs)[0].shape[1 if self._time_major else 0].value

    def initialize(self, name=None):
        return _flags(), _step_of(self.inputs, self._time_major)

    def sample(self, time, outputs, name=None, **unused_kwargs):
        return tf.cast(tf.argmax(outputs, axis=-1), tf.int32)

    def next_inputs(self, time, outputs, state, name=None, **unused_kwargs):
        return _flags(), _step_of(self.inputs, self._time_major), state


class ScheduledEmbeddingTrainingHelper(TrainingHelper):
    def __init__(
        self, inputs, sequence_length, embedding, sampling_probability, time_major=False, seed=None, scheduling_seed=None, name=None
    ):
        TrainingHelper.__init__(self, inputs, sequence_length, time_major, name)
        self._embedding_fn = _embedding_function(embedding)

    def next_inputs(self, time, outputs, state, sample_ids, name=None):
        self._embedding_fn(sample_ids)
        return TrainingHelper.next_inputs(self, time, outputs, state)


class ScheduledOutputTrainingHelper(TrainingHelper):
    def __init__(
        self, inputs, sequence_length, sampling_probability, time_major=False, seed=None, next_inputs_fn=None, auxiliary_inputs=None,
        name=None,
    ):
        TrainingHelper.__init__(self, inputs, sequence_length, time_major, name)
        self._next_inputs_fn = next_inputs_fn

    def next_inputs(self, time, outputs, state, sample_ids, name=None):
        if self._next_inputs_fn is not None:
            self._next_inputs_fn(outputs)
        return TrainingHelper.next_inputs(self, time, outputs, state)


def _embedding_function(embedding):
    if callable(embedding) and not isinstance(embedding, tf.Tensor):
        return embedding
    return lambda ids: tf.nn.embedding_lookup(embedding, ids)


class GreedyEmbeddingHelper(Helper):
    def __init__(self, embedding, start_tokens, end_token):
        self._embedding_fn = _embedding_function(embedding)
        self._start_tokens = tf.convert_to_tensor(start_tokens, dtype=tf.int32, name="start_tokens")
        self._start_inputs = self._embedding_fn(self._start_tokens)

    @property
    def batch_size(self):
        return tf.size(self._start_tokens)

    def initialize(self, name=None):
        return _flags(), self._start_inputs

    def sample(self, time, outputs, state, name=None):
        return tf.argmax(outputs, axis=-1, output_type=tf.int32)

    def next_inputs(self, time, outputs, state, sample_ids, name=None):
        return _flags(), self._embedding_fn(sample_ids), state


class SampleEmbeddingHelper(GreedyEmbeddingHelper):
    def __init__(self, embedding, start_tokens, end_token, softmax_temperature=None, seed=None):
        GreedyEmbeddingHelper.__init__(self, embedding, start_tokens, end_token)


class InferenceHelper(Helper):
    def __init__(self, sample_fn, sample_shape, sample_dtype, start_inputs, end_fn, next_inputs_fn=None):
        self._sample_fn = sample_fn
        self._end_fn = end_fn
        self._start_inputs = tf.convert_to_tensor(start_inputs, name="start_inputs")
        self._next_inputs_fn = next_inputs_fn

    @property
    def batch_size(self):
        return self._start_inputs.shape[0].value

    def initialize(self, name=None):
        return _flags(), self._start_inputs

    def sample(self, time, outputs, state, name=None):
        return self._sample_fn(outputs)

    def next_inputs(self, time, outputs, state, sample_ids, name=None):
        next_inputs = sample_ids if self._next_inputs_fn is None else self._next_inputs_fn(sample_ids)
        return self._end_fn(sample_ids), next_inputs, state
