"""Stacked bidirectional cells, and their scopes."""

import tensorflow as tf
x = tf.placeholder(tf.float32, [2, 5, 4])
fw = [tf.contrib.rnn.LSTMCell(3), tf.nn.rnn_cell.GRUCell(3)]
bw = [tf.contrib.rnn.LSTMCell(3), tf.nn.rnn_cell.GRUCell(3)]
out, sf, sb = tf.contrib.rnn.stack_bidirectional_dynamic_rnn(fw, bw, x, dtype=tf.float32, sequence_length=[5, 5])
tf.Variable(0., name="d" + "x".join(str(d) for d in out.shape.as_list()))
with tf.variable_scope("second"):
    o2 = tf.contrib.rnn.stack_bidirectional_rnn([tf.contrib.rnn.BasicLSTMCell(2)], [tf.contrib.rnn.BasicLSTMCell(2)], tf.unstack(x, axis=1), dtype=tf.float32)
with tf.variable_scope("second", reuse=True):
    try:
        out = tf.contrib.rnn.stack_bidirectional_dynamic_rnn([tf.contrib.rnn.BasicLSTMCell(2)], [tf.contrib.rnn.BasicLSTMCell(2)], x, dtype=tf.float32, scope="other")
    except ValueError:
        tf.get_variable_scope()._reuse = False
        tf.Variable(0., name="refused")
