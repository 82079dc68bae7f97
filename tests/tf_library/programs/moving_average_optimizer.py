"""MovingAverageOptimizer and its saver."""

import tensorflow as tf
x = tf.placeholder(tf.float32, [None, 4])
loss = tf.reduce_mean(tf.layers.dense(x, 1))
opt = tf.contrib.opt.MovingAverageOptimizer(tf.train.MomentumOptimizer(0.1, 0.9), average_decay=0.99)
train = opt.minimize(loss, global_step=tf.train.get_or_create_global_step())
saver = opt.swapping_saver()
tf.Variable(0., name="v" + train.name)
tf.Variable(0., name="v" + saver.saver_def.restore_op_name)
