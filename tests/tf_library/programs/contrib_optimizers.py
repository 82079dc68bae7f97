"""Optimizers of contrib, one after another."""

import tensorflow as tf
x = tf.placeholder(tf.float32, [None, 4])
loss = tf.reduce_mean(tf.layers.dense(x, 1))
gs = tf.train.get_or_create_global_step()
AdamW = tf.contrib.opt.extend_with_decoupled_weight_decay(tf.train.AdamOptimizer)
ops = [
    tf.contrib.opt.AdamWOptimizer(0.1).minimize(loss),
    tf.contrib.opt.NadamOptimizer().minimize(loss, gs),
    tf.contrib.opt.LazyAdamOptimizer(name="lazy").minimize(loss),
    AdamW(0.01).minimize(loss),
    tf.contrib.opt.MomentumWOptimizer(0.1, 0.1, 0.9).minimize(loss),
    tf.contrib.opt.LARSOptimizer(0.1).minimize(loss),
    tf.contrib.opt.AdaMaxOptimizer().minimize(loss),
    tf.contrib.opt.PowerSignOptimizer().minimize(loss),
    tf.contrib.opt.AddSignOptimizer().minimize(loss),
    tf.contrib.opt.VariableClippingOptimizer(tf.train.GradientDescentOptimizer(0.1), {tf.trainable_variables()[0]: [0]}, 1.0).minimize(loss),
    tf.contrib.opt.MultitaskOptimizerWrapper(tf.train.MomentumOptimizer(0.1, 0.9)).minimize(loss),
    tf.contrib.opt.DropStaleGradientOptimizer(tf.train.GradientDescentOptimizer(0.1), 2).minimize(loss, gs),
    tf.contrib.opt.ShampooOptimizer().minimize(loss),
    tf.contrib.opt.RegAdagradOptimizer(0.1).minimize(loss),
]
for op in ops:
    tf.Variable(0., name="v" + op.name)
