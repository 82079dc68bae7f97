"""A model_fn that asks twice for a name."""

import tensorflow as tf, numpy as np, tempfile
def model_fn(features, labels, mode):
    y = tf.layers.dense(features, 1, name="d")
    z = tf.layers.dense(features, 1, name="d")
    loss = tf.reduce_mean(y)
    return tf.estimator.EstimatorSpec(mode, loss=loss, train_op=tf.train.GradientDescentOptimizer(0.1).minimize(loss, tf.train.get_global_step()))
est = tf.estimator.Estimator(model_fn, tempfile.mkdtemp())
est.train(lambda: (tf.ones([2, 4]), tf.ones([2])), max_steps=1)
