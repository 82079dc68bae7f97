"""Decoders (contrib/seq2seq/python/ops/decoder.py, basic_decoder.py, beam_search_decoder.py): one step, in a loop, in the scope `decoder`."""

import collections

import _scopelint
import tensorflow as tf

BasicDecoderOutput = collections.namedtuple("BasicDecoderOutput", ("rnn_output", "sample_id"))
BeamSearchDecoderState = collections.namedtuple(
    "BeamSearchDecoderState", ("cell_state", "log_probs", "finished", "lengths", "accumulated_attention_probs")
)
BeamSearchDecoderOutput = collections.namedtuple("BeamSearchDecoderOutput", ("scores", "predicted_ids", "parent_ids"))
FinalBeamSearchDecoderOutput = collections.namedtuple(
    "FinalBeamDecoderOutput", ("predicted_ids", "beam_search_decoder_output")
)


class Decoder:
    @property
    def tracks_own_finished(self):
        return False

    def finalize(self, outputs, final_state, sequence_lengths):
        return outputs, final_state


class BasicDecoder(Decoder):
    def __init__(self, cell, helper, initial_state, output_layer=None):
        self._cell = cell
        self._helper = helper
        self._initial_state = initial_state
        self._output_layer = output_layer

    @property
    def batch_size(self):
        return self._helper.batch_size

    @property
    def output_size(self):
        size = self._cell.output_size if self._output_layer is None else tf.TensorShape([self._output_layer.units])
        return BasicDecoderOutput(rnn_output=size, sample_id=self._helper.sample_ids_shape)

    @property
    def output_dtype(self):
        return BasicDecoderOutput(tf.nest.flatten(self._initial_state)[0].dtype, self._helper.sample_ids_dtype)

    def initialize(self, name=None):
        return self._helper.initialize() + (self._initial_state,)

    def step(self, time, inputs, state, name=None):
        with tf.name_scope(name, "BasicDecoderStep"):
            outputs, cell_state = self._cell(inputs, state)
            if self._output_layer is not None:
                outputs = self._output_layer(outputs)
            sample_ids = self._helper.sample(time=time, outputs=outputs, state=cell_state)
            finished, next_inputs, next_state = self._helper.next_inputs(
                time=time, outputs=outputs, state=cell_state, sample_ids=sample_ids
            )
        return BasicDecoderOutput(outputs, sample_ids), next_state, next_inputs, finished


class BeamSearchDecoder(Decoder):
    def __init__(
        self, cell, embedding, start_tokens, end_token, initial_state, beam_width, output_layer=None, length_penalty_weight=0.0,
        coverage_penalty_weight=0.0, reorder_tensor_arrays=True,
    ):
        self._cell = cell
        self._initial_state = initial_state
        self._output_layer = output_layer
        self._beam_width = beam_width
        if callable(embedding) and not isinstance(embedding, tf.Tensor):
            self._embedding_fn = embedding
        else:
            self._embedding_fn = lambda ids: tf.nn.embedding_lookup(embedding, ids)
        self._start_tokens = tf.convert_to_tensor(start_tokens, dtype=tf.int32, name="start_tokens")
        self._batch = self._start_tokens.shape[0].value
        self._start_inputs = self._embedding_fn(_scopelint.tensor([None], tf.int32))

    @property
    def batch_size(self):
        return tf.size(self._start_tokens)

    @property
    def tracks_own_finished(self):
        return True

    def initialize(self, name=None):
        return _scopelint.tensor([self._batch, self._beam_width], tf.bool), self._start_inputs, self._initial_state

    def step(self, time, inputs, state, name=None):
        with tf.name_scope(name, "BeamSearchDecoderStep"):
            outputs, next_state = self._cell(inputs, state)
            if self._output_layer is not None:
                outputs = self._output_layer(outputs)
            ids = _scopelint.tensor([self._batch, self._beam_width], tf.int32)
            scores = _scopelint.tensor([self._batch, self._beam_width], outputs.dtype, outputs)
            next_inputs = self._embedding_fn(_scopelint.tensor([None], tf.int32))
        return BeamSearchDecoderOutput(scores, ids, ids), next_state, next_inputs, _scopelint.tensor([self._batch, self._beam_width], tf.bool)

    def finalize(self, outputs, final_state, sequence_lengths):
        return FinalBeamSearchDecoderOutput(outputs.predicted_ids, outputs), final_state


def dynamic_decode(
    decoder, output_time_major=False, impute_finished=False, maximum_iterations=None, parallel_iterations=32, swap_memory=False,
    scope=None, **kwargs
):
    with tf.variable_scope(scope, "decoder"):
        finished, inputs, state = decoder.initialize()
        made = []

        def body(time, state, inputs, finished):
            outputs, next_state, next_inputs, next_finished = decoder.step(time, inputs, state)
            made.append(outputs)
            return time + 1, next_state, next_inputs, next_finished

        _, final_state, _, _ = tf.while_loop(
            lambda time, state, inputs, finished: tf.reduce_all(finished), body, (tf.constant(0), state, inputs, finished)
        )
        outputs = tf.nest.map_structure(lambda x: _over_time(x, output_time_major), made[0])
        lengths = _scopelint.tensor([None], tf.int32)
        outputs, final_state = decoder.finalize(outputs, final_state, lengths)
    return outputs, final_state, lengths


def _over_time(x, time_major):
    """An output of one step as the outputs of all steps."""
    sizes = x.shape.as_list()
    stacked = _scopelint.tensor([None] + sizes, x.dtype, x)
    return stacked if time_major else _scopelint.with_shape(tf.transpose(stacked), [sizes[0], None] + sizes[1:])


def tile_batch(t, multiplier, name=None):
    """Every entry of the batch `multiplier` times."""
    with tf.name_scope(name, "tile_batch"):
        return tf.nest.map_structure(lambda x: _tiled(tf.convert_to_tensor(x), multiplier), t)


def _tiled(x, multiplier):
    sizes = x.shape.as_list()
    batch = sizes[0] * multiplier if isinstance(sizes[0], int) and isinstance(multiplier, int) else None
    return _scopelint.tensor([batch] + sizes[1:], x.dtype, x)


def gather_tree(step_ids, parent_ids, max_sequence_lengths, end_token, name=None):
    return _scopelint.tensor(step_ids.shape, tf.int32)


def sequence_loss(
    logits, targets, weights, average_across_timesteps=True, average_across_batch=True, sum_over_timesteps=False, sum_over_batch=False,
    softmax_loss_function=None, name=None,
):
    with tf.name_scope(name, "sequence_loss"):
        if softmax_loss_function is not None:
            softmax_loss_function(labels=targets, logits=logits)
        averages, sums = (average_across_timesteps, average_across_batch), (sum_over_timesteps, sum_over_batch)
        batch, steps = targets.get_shape()
        shape = [] if all(averages) or all(sums) else [steps] if averages[1] or (sums[1] and not any(averages)) else [batch]
        if not any(averages) and not any(sums):
            return _scopelint.op("Reshape_3", [([batch, steps], logits.dtype)], logits, weights)[0]
        return _scopelint.op("div_no_nan", [(shape, logits.dtype)], logits, weights)[0]
