"""Ops that 1.15 makes under other names than 2.15, seen by the variables that are called after them, and sizes that it does not fold."""

import tensorflow as tf

x = tf.placeholder(tf.float32, [None, 4], name="x")
images = tf.placeholder(tf.float32, [2, 8, 8, 3], name="images")
labels = tf.placeholder(tf.int32, [5], name="labels")
table = tf.get_variable("table", [10, 4])
resource = tf.get_variable("resource", [10, 4], use_resource=True)


def after(value, shape=(2,)):
    """A variable that is called after the op which made a value."""
    name = value.op.name
    return tf.Variable(tf.zeros(shape), name=name + "/copy")


after(tf.nn.dropout(x, keep_prob=0.5))
after(tf.nn.dropout(x, rate=0.5, name="drop"))
after(tf.nn.dropout(x, 1.0))
after(tf.layers.dropout(x, 0.5, training=True))
after(tf.keras.layers.LayerNormalization()(x))
after(tf.contrib.layers.dropout(x, 0.5))
after(tf.random_uniform([2, 3]))
after(tf.random_uniform([2], -1.0, 1.0, name="noise"))
after(tf.nn.embedding_lookup(table, labels))
after(tf.nn.embedding_lookup(resource, labels))
after(tf.confusion_matrix(labels, labels, 3))
after(tf.reduce_logsumexp(x))
after(tf.tensordot(x, tf.transpose(table), 1))
after(tf.accumulate_n([x, x]))
after(tf.linspace(0.0, 1.0, 5))
after(tf.image.per_image_standardization(images))
after(tf.nn.swish(x))

rows = tf.zeros([2, 5, 3])
for rate in (1, 2):
    after(tf.layers.conv1d(rows, 3, 2, use_bias=False, dilation_rate=rate))
    after(tf.layers.conv2d(images, 3, 2, use_bias=False, dilation_rate=rate))
    after(tf.keras.layers.Conv1D(3, 2, padding="causal", dilation_rate=rate, use_bias=False)(rows))
after(tf.contrib.layers.conv1d(rows, 3, 2, activation_fn=None, biases_initializer=None))
logits = tf.zeros([2, 5, 7])
for options in ({}, {"average_across_batch": False}, {"average_across_batch": False, "average_across_timesteps": False}):
    loss = tf.contrib.seq2seq.sequence_loss(logits, tf.zeros([2, 5], tf.int32), tf.ones([2, 5]), **options)
    after(loss, loss.shape)

average = tf.train.ExponentialMovingAverage(0.9)
average.apply([tf.reduce_mean(tf.nn.dropout(x, 0.9, name="kept"), name="loss"), tf.nn.dropout(table, 0.5)])

for i, part in enumerate(tf.split(x, 2, axis=1)):
    tf.get_variable("of_%s_%d" % (part.op.name, i), part.shape[1:])
tf.Variable(tf.zeros([2]), name="Const")
tf.reduce_sum(table)
tf.Variable(tf.zeros([2]), name="range")


def sized(value):
    return "x".join(str(size) for size in value.shape.as_list())


width = tf.shape(x)[1]
tf.get_variable("shape_" + sized(tf.reshape(x, [-1, width])), [1])
tf.get_variable("shape_" + sized(tf.zeros([width, 3])), [2])
tf.get_variable("shape_" + sized(tf.fill(tf.shape(x), 0.0)), [3])
tf.get_variable("shape_" + sized(tf.zeros(tf.concat([tf.shape(x)[:1], [7]], 0))), [4])
tf.layers.dense(tf.reshape(images, [-1, tf.shape(images)[3]]), 5, name="fixed")
tf.layers.dense(tf.reshape(x, [-1, width]), 5, name="loose")
