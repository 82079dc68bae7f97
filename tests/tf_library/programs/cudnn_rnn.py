"""CudnnLSTM, CudnnGRU and the cell that fits their weights."""

import tensorflow as tf
x = tf.placeholder(tf.float32, [5, 2, 4])
l = tf.contrib.cudnn_rnn.CudnnLSTM(2, 3, name="cud")
y, s = l(x)
tf.Variable(0., name="k%d" % len(l.variables))
g = tf.contrib.cudnn_rnn.CudnnGRU(1, 3, direction="bidirectional")
y, s = g(y)
tf.Variable(0., name="d" + "x".join(str(d) for d in y.shape.as_list()))
c = tf.contrib.cudnn_rnn.CudnnCompatibleLSTMCell(3)
with tf.variable_scope("cpu"):
    o, s = tf.nn.dynamic_rnn(c, x, dtype=tf.float32, time_major=True)
for v in tf.trainable_variables():
    tf.Variable(0., name="t_" + v.op.name)
