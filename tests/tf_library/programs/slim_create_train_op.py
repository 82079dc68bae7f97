"""create_train_op with clipping, summaries and multipliers; a variable that is not trainable is refused."""

import tensorflow as tf
slim = tf.contrib.slim
x = tf.placeholder(tf.float32, [8, 4])
with tf.name_scope("net"):
    y = slim.stack(x, slim.fully_connected, [5, 3], scope="fc", normalizer_fn=slim.batch_norm)
slim.losses.softmax_cross_entropy(y, tf.one_hot(tf.zeros([8], tf.int32), 3))
tf.losses.sparse_softmax_cross_entropy(tf.zeros([8], tf.int32), y)
total = slim.losses.get_total_loss()
total2 = tf.losses.get_total_loss()
tf.summary.scalar("loss", total)
opt = tf.train.RMSPropOptimizer(0.1, momentum=0.9)
train_op = slim.learning.create_train_op(total, opt, clip_gradient_norm=4, summarize_gradients=True)
train2 = slim.learning.create_train_op(total2, tf.train.GradientDescentOptimizer(0.1), global_step=None)
train3 = slim.learning.create_train_op(total2, tf.train.AdamOptimizer(0.1), variables_to_train=slim.get_variables("fc/fc_1"), gradient_multipliers={"fc/fc_1/weights": 2.0}, update_ops=[])
for t in (total, total2, train_op, train2, train3):
    tf.Variable(0., name="v" + t.op.name)
slim.learning.train(train_op, "/tmp/x", number_of_steps=1, log_every_n_steps=1)
