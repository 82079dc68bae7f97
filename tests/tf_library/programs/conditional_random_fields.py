"""Conditional random fields: likelihood, decoding and the parts of both, over one step, several and a number that is not known."""

import tensorflow as tf

crf = tf.contrib.crf


def report(*tensors):
    for t in tensors:
        tf.Variable(0.0, name="op_" + t.op.name.replace("/", "."))
        tf.Variable(0.0, name="s_" + ("u" if t.shape.ndims is None else "x".join(map(str, t.shape.as_list()))) + t.dtype.name)


def tagger(steps, lengths_dtype):
    x = tf.placeholder(tf.float32, [None, steps, 6])
    y = tf.placeholder(tf.int32, [None, steps])
    lengths = tf.placeholder(lengths_dtype, [None])
    logits = tf.layers.dense(x, 4)
    likelihood, transitions = crf.crf_log_likelihood(logits, y, lengths)
    report(likelihood)
    tags, score = crf.crf_decode(logits, transitions, lengths)
    report(tags, score)
    report(crf.crf_sequence_score(logits, y, lengths, transitions), crf.crf_log_norm(logits, lengths, transitions))
    report(crf.crf_unary_score(y, lengths, logits), crf.crf_binary_score(y, lengths, transitions))
    report(crf.crf_multitag_sequence_score(logits, tf.one_hot(y, 4) > 0.5, lengths, transitions))
    loss = tf.reduce_mean(-likelihood)
    tf.Variable(tf.zeros([]), name="add")
    tf.Variable(tf.zeros([]), name="sub")
    return loss


with tf.variable_scope("unknown"):
    tagger(None, tf.int32)
with tf.variable_scope("one"):
    tagger(1, tf.int64)
with tf.variable_scope("seven"):
    tagger(7, tf.int64)
with tf.variable_scope("again", reuse=tf.AUTO_REUSE):
    tagger(7, tf.int32)
    tagger(7, tf.int32)
