"""An optimizer that clips, around Adam."""

import tensorflow as tf
opt = tf.contrib.estimator.clip_gradients_by_norm(tf.train.AdamOptimizer(0.1), 1.0)
v = tf.get_variable("v", [2])
op = opt.minimize(tf.reduce_sum(v), tf.train.get_or_create_global_step())
tf.Variable(0., name="n_" + op.name)
