"""Queues, readers, and batches of what they read."""

import tensorflow as tf
q = tf.FIFOQueue(10, [tf.float32, tf.int32], shapes=[[4], []], name="q")
enq = q.enqueue([tf.zeros([4]), 1])
x, y = q.dequeue_many(3)
r = tf.RandomShuffleQueue(10, 2, [tf.float32], shapes=[[2]])
z = r.dequeue()
p = tf.PaddingFIFOQueue(10, [tf.float32], shapes=[[None]])
d = tf.layers.dense(x, 2)
for t in (enq, x.op, z.op, q.size().op):
    tf.Variable(0., name="n_" + t.name)
qr = tf.train.QueueRunner(q, [enq] * 2)
tf.train.add_queue_runner(qr)
tf.Variable(0., name="k%d" % len(tf.get_collection(tf.GraphKeys.QUEUE_RUNNERS)))
s = tf.train.string_input_producer(["a"], num_epochs=1, name="files")
reader = tf.TextLineReader()
k, v = reader.read(s)
a, b = tf.decode_csv(v, [[0.], [0]])
ab, bb = tf.train.shuffle_batch([a, b], 5, capacity=10, min_after_dequeue=2, name="sb")
for t in (v, a, ab):
    tf.Variable(0., name="m_" + t.op.name)
for l in tf.local_variables():
    tf.Variable(0., name="l_" + l.op.name)
tf.layers.dense(tf.expand_dims(ab, 1), 3)
