"""Sequence-to-sequence models of unrolled cells (contrib/legacy_seq2seq/python/ops/seq2seq.py)."""

import copy

import _scopelint
import tensorflow as tf
from tensorflow.contrib.rnn import EmbeddingWrapper, OutputProjectionWrapper, _linear


def _feedback(embedding, output_projection, feed_previous):
    """What turns an output into the next input; None where the inputs are given."""
    if not feed_previous:
        return None

    def loop_function(prev, _):
        if output_projection is not None:
            prev = tf.nn.xw_plus_b(prev, output_projection[0], output_projection[1])
        return tf.nn.embedding_lookup(embedding, tf.argmax(prev, 1))

    return loop_function


def _either_way(feed_previous, decoder, length, encoder_state):
    """`decoder(bool)`; both ways, one after the other, where only a run can tell which."""
    if isinstance(feed_previous, bool):
        return decoder(feed_previous)

    def branch(feed):
        with tf.variable_scope(tf.get_variable_scope(), reuse=None if feed else True):
            outputs, state = decoder(feed)
            return outputs + tf.nest.flatten(state)

    found = tf.cond(feed_previous, lambda: branch(True), lambda: branch(False))
    return found[:length], tf.nest.pack_sequence_as(encoder_state, found[length:])


def rnn_decoder(decoder_inputs, initial_state, cell, loop_function=None, scope=None):
    with tf.variable_scope(scope or "rnn_decoder"):
        state = initial_state
        outputs = []
        prev = None
        for i, inp in enumerate(decoder_inputs):
            if loop_function is not None and prev is not None:
                with tf.variable_scope("loop_function", reuse=True):
                    inp = loop_function(prev, i)
            if i > 0:
                tf.get_variable_scope().reuse_variables()
            output, state = cell(inp, state)
            outputs.append(output)
            if loop_function is not None:
                prev = output
    return outputs, state


def basic_rnn_seq2seq(encoder_inputs, decoder_inputs, cell, dtype=tf.float32, scope=None):
    with tf.variable_scope(scope or "basic_rnn_seq2seq"):
        _, enc_state = tf.nn.static_rnn(copy.deepcopy(cell), encoder_inputs, dtype=dtype)
        return rnn_decoder(decoder_inputs, enc_state, cell)


def tied_rnn_seq2seq(encoder_inputs, decoder_inputs, cell, loop_function=None, dtype=tf.float32, scope=None):
    with tf.variable_scope("combined_tied_rnn_seq2seq"):
        scope = scope or "tied_rnn_seq2seq"
        _, enc_state = tf.nn.static_rnn(cell, encoder_inputs, dtype=dtype, scope=scope)
        tf.get_variable_scope().reuse_variables()
        return rnn_decoder(decoder_inputs, enc_state, cell, loop_function=loop_function, scope=scope)


def embedding_rnn_decoder(
    decoder_inputs, initial_state, cell, num_symbols, embedding_size, output_projection=None, feed_previous=False,
    update_embedding_for_previous=True, scope=None,
):
    with tf.variable_scope(scope or "embedding_rnn_decoder"):
        embedding = tf.get_variable("embedding", [num_symbols, embedding_size])
        loop_function = _feedback(embedding, output_projection, feed_previous)
        return rnn_decoder([tf.nn.embedding_lookup(embedding, i) for i in decoder_inputs], initial_state, cell, loop_function=loop_function)


def embedding_rnn_seq2seq(
    encoder_inputs, decoder_inputs, cell, num_encoder_symbols, num_decoder_symbols, embedding_size, output_projection=None,
    feed_previous=False, dtype=None, scope=None,
):
    with tf.variable_scope(scope or "embedding_rnn_seq2seq") as scope:
        if dtype is not None:
            scope.set_dtype(dtype)
        else:
            dtype = scope.dtype
        encoder_cell = EmbeddingWrapper(copy.deepcopy(cell), embedding_classes=num_encoder_symbols, embedding_size=embedding_size)
        _, encoder_state = tf.nn.static_rnn(encoder_cell, encoder_inputs, dtype=dtype)
        if output_projection is None:
            cell = OutputProjectionWrapper(cell, num_decoder_symbols)

        def decoder(feed):
            return embedding_rnn_decoder(
                decoder_inputs, encoder_state, cell, num_decoder_symbols, embedding_size, output_projection=output_projection,
                feed_previous=feed,
            )

        return _either_way(feed_previous, decoder, len(decoder_inputs), encoder_state)


def embedding_tied_rnn_seq2seq(
    encoder_inputs, decoder_inputs, cell, num_symbols, embedding_size, num_decoder_symbols=None, output_projection=None,
    feed_previous=False, dtype=None, scope=None,
):
    with tf.variable_scope(scope or "embedding_tied_rnn_seq2seq", dtype=dtype) as scope:
        dtype = scope.dtype
        embedding = tf.get_variable("embedding", [num_symbols, embedding_size], dtype=dtype)
        encoder_inputs = [tf.nn.embedding_lookup(embedding, x) for x in encoder_inputs]
        decoder_inputs = [tf.nn.embedding_lookup(embedding, x) for x in decoder_inputs]
        if output_projection is None:
            cell = OutputProjectionWrapper(cell, num_symbols if num_decoder_symbols is None else num_decoder_symbols)

        def decoder(feed):
            loop_function = _feedback(embedding, output_projection, feed)
            return tied_rnn_seq2seq(encoder_inputs, decoder_inputs, cell, loop_function=loop_function, dtype=dtype)

        return _either_way(feed_previous, decoder, len(decoder_inputs), cell.state_size)


def attention_decoder(
    decoder_inputs, initial_state, attention_states, cell, output_size=None, num_heads=1, loop_function=None, dtype=None, scope=None,
    initial_state_attention=False,
):
    if output_size is None:
        output_size = cell.output_size
    with tf.variable_scope(scope or "attention_decoder", dtype=dtype) as scope:
        dtype = scope.dtype
        attn_size = attention_states.get_shape()[2].value
        weights = []
        for a in range(num_heads):
            weights.append(tf.get_variable("AttnW_%d" % a, [1, 1, attn_size, attn_size], dtype=dtype))
            weights.append(tf.get_variable("AttnV_%d" % a, [attn_size], dtype=dtype))
        batch = attention_states.get_shape()[0].value

        def attention(query):
            query = tf.concat(tf.nest.flatten(query), 1)
            found = []
            for a in range(num_heads):
                with tf.variable_scope("Attention_%d" % a):
                    y = _linear(query, attn_size, True)
                    found.append(_scopelint.tensor([batch, attn_size], y.dtype, y, attention_states, *weights))
            return found

        state = initial_state
        outputs = []
        prev = None
        attns = [_scopelint.tensor([None, attn_size], dtype) for _ in range(num_heads)]
        if initial_state_attention:
            attns = attention(initial_state)
        for i, inp in enumerate(decoder_inputs):
            if i > 0:
                tf.get_variable_scope().reuse_variables()
            if loop_function is not None and prev is not None:
                with tf.variable_scope("loop_function", reuse=True):
                    inp = loop_function(prev, i)
            cell_output, state = cell(_linear([inp] + attns, inp.get_shape()[1].value, True), state)
            if i == 0 and initial_state_attention:
                with tf.variable_scope(tf.get_variable_scope(), reuse=True):
                    attns = attention(state)
            else:
                attns = attention(state)
            with tf.variable_scope("AttnOutputProjection"):
                output = _linear([cell_output] + attns, output_size, True)
            if loop_function is not None:
                prev = output
            outputs.append(output)
    return outputs, state


def embedding_attention_decoder(
    decoder_inputs, initial_state, attention_states, cell, num_symbols, embedding_size, num_heads=1, output_size=None,
    output_projection=None, feed_previous=False, update_embedding_for_previous=True, dtype=None, scope=None,
    initial_state_attention=False,
):
    if output_size is None:
        output_size = cell.output_size
    with tf.variable_scope(scope or "embedding_attention_decoder", dtype=dtype):
        embedding = tf.get_variable("embedding", [num_symbols, embedding_size])
        loop_function = _feedback(embedding, output_projection, feed_previous)
        return attention_decoder(
            [tf.nn.embedding_lookup(embedding, i) for i in decoder_inputs], initial_state, attention_states, cell,
            output_size=output_size, num_heads=num_heads, loop_function=loop_function, initial_state_attention=initial_state_attention,
        )


def embedding_attention_seq2seq(
    encoder_inputs, decoder_inputs, cell, num_encoder_symbols, num_decoder_symbols, embedding_size, num_heads=1, output_projection=None,
    feed_previous=False, dtype=None, scope=None, initial_state_attention=False,
):
    with tf.variable_scope(scope or "embedding_attention_seq2seq", dtype=dtype) as scope:
        dtype = scope.dtype
        encoder_cell = EmbeddingWrapper(copy.deepcopy(cell), embedding_classes=num_encoder_symbols, embedding_size=embedding_size)
        encoder_outputs, encoder_state = tf.nn.static_rnn(encoder_cell, encoder_inputs, dtype=dtype)
        attention_states = tf.concat([tf.reshape(e, [-1, 1, cell.output_size]) for e in encoder_outputs], 1)
        output_size = None
        if output_projection is None:
            cell = OutputProjectionWrapper(cell, num_decoder_symbols)
            output_size = num_decoder_symbols

        def decoder(feed):
            return embedding_attention_decoder(
                decoder_inputs, encoder_state, attention_states, cell, num_decoder_symbols, embedding_size, num_heads=num_heads,
                output_size=output_size, output_projection=output_projection, feed_previous=feed,
                initial_state_attention=initial_state_attention,
            )

        return _either_way(feed_previous, decoder, len(decoder_inputs), encoder_state)


def one2many_rnn_seq2seq(
    encoder_inputs, decoder_inputs_dict, enc_cell, dec_cells_dict, num_encoder_symbols, num_decoder_symbols_dict, embedding_size,
    feed_previous=False, dtype=None, scope=None,
):
    outputs_dict, state_dict = {}, {}
    with tf.variable_scope(scope or "one2many_rnn_seq2seq", dtype=dtype) as scope:
        enc_cell = EmbeddingWrapper(enc_cell, embedding_classes=num_encoder_symbols, embedding_size=embedding_size)
        _, encoder_state = tf.nn.static_rnn(enc_cell, encoder_inputs, dtype=scope.dtype)
        for name in decoder_inputs_dict:
            symbols, inputs = num_decoder_symbols_dict[name], decoder_inputs_dict[name]
            with tf.variable_scope("one2many_decoder_" + str(name)):
                cell = OutputProjectionWrapper(dec_cells_dict[name], symbols)
                outputs_dict[name], state_dict[name] = _either_way(
                    feed_previous,
                    lambda feed: embedding_rnn_decoder(inputs, encoder_state, cell, symbols, embedding_size, feed_previous=feed),
                    len(inputs),
                    encoder_state,
                )
    return outputs_dict, state_dict


def sequence_loss_by_example(logits, targets, weights, average_across_timesteps=True, softmax_loss_function=None, name=None):
    with tf.name_scope(name, "sequence_loss_by_example"):
        if softmax_loss_function is not None:
            for logit, target in zip(logits, targets):
                softmax_loss_function(labels=target, logits=logit)
        return _scopelint.tensor([logits[0].shape[0].value], logits[0].dtype, *logits)


def sequence_loss(
    logits, targets, weights, average_across_timesteps=True, average_across_batch=True, softmax_loss_function=None, name=None
):
    with tf.name_scope(name, "sequence_loss"):
        return tf.reduce_sum(sequence_loss_by_example(logits, targets, weights, average_across_timesteps, softmax_loss_function))


def model_with_buckets(
    encoder_inputs, decoder_inputs, targets, weights, buckets, seq2seq, softmax_loss_function=None, per_example_loss=False, name=None
):
    losses, outputs = [], []
    with tf.name_scope(name, "model_with_buckets"):
        for j, bucket in enumerate(buckets):
            with tf.variable_scope(tf.get_variable_scope(), reuse=True if j > 0 else None):
                bucket_outputs, _ = seq2seq(encoder_inputs[: bucket[0]], decoder_inputs[: bucket[1]])
                outputs.append(bucket_outputs)
                loss = sequence_loss_by_example if per_example_loss else sequence_loss
                losses.append(
                    loss(bucket_outputs, targets[: bucket[1]], weights[: bucket[1]], softmax_loss_function=softmax_loss_function)
                )
    return outputs, losses
