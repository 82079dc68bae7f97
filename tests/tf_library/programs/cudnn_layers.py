"""The layers of cuDNN: names and shapes of what they give back."""

import tensorflow as tf

C = tf.contrib.cudnn_rnn


def report(*tensors):
    for t in tensors:
        tf.Variable(0.0, name="op_" + t.op.name.replace("/", "."))
        tf.Variable(0.0, name="s_" + ("u" if t.shape.ndims is None else "x".join(map(str, t.shape.as_list()))) + t.dtype.name)


x = tf.placeholder(tf.float32, [7, None, 3])
xb = tf.placeholder(tf.float32, [None, 7, 3])
xs = tf.placeholder(tf.float32, [7, 5, 3])
for cls in (C.CudnnLSTM, C.CudnnGRU, C.CudnnRNNTanh, C.CudnnRNNRelu):
    for options in ({}, {"direction": "bidirectional"}, {"dropout": 0.5, "name": "n"}):
        layer = cls(2, 4, **options)
        out, state = layer(x)
        report(out, *state)
        out, state = layer(x, initial_state=state, training=False)
        report(out, *state)
        out, state = cls(1, 4, **options)(xs)
        report(out, *state)
        out, state = layer(xb, time_major=False)
        report(out, *state)
        out, state = layer(x, sequence_lengths=tf.placeholder(tf.int32, [None]))
        report(out, *state)
        tf.Variable(0.0, name=layer.name)
