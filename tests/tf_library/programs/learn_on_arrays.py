"""SKCompat: arrays are fed."""

import tensorflow as tf, numpy as np, tempfile
def model_fn(x, y, mode):
    with tf.variable_scope("net"):
        w = tf.contrib.layers.fully_connected(x, 3, activation_fn=None)
    loss = tf.reduce_mean(w)
    op = tf.train.GradientDescentOptimizer(0.1).minimize(loss, tf.contrib.framework.get_global_step())
    return tf.contrib.learn.ModelFnOps(mode, w, loss, op)
est = tf.contrib.learn.SKCompat(tf.contrib.learn.Estimator(model_fn, model_dir=tempfile.mkdtemp()))
est.fit(np.ones([8, 5], np.float32), np.ones([8], np.int64), steps=1, batch_size=4)
tf.get_variable("outside", [1])
