"""Training, then exporting: a graph each."""

import tensorflow as tf, numpy as np, tempfile
def model_fn(features, labels, mode):
    y = tf.layers.dense(features["x"], 1, name="d")
    if mode == tf.estimator.ModeKeys.PREDICT:
        return tf.estimator.EstimatorSpec(mode, predictions=y, export_outputs={"y": tf.estimator.export.PredictOutput(y)})
    loss = tf.reduce_mean(y)
    gs = tf.train.get_global_step()
    return tf.estimator.EstimatorSpec(mode, loss=loss, train_op=tf.train.GradientDescentOptimizer(0.1).minimize(loss, gs))
d = tempfile.mkdtemp()
est = tf.estimator.Estimator(model_fn, d)
est.train(lambda: ({"x": tf.ones([2, 4])}, tf.ones([2])), max_steps=1)
def serving():
    x = tf.placeholder(tf.float32, [None, 4], name="x")
    return tf.estimator.export.ServingInputReceiver({"x": x}, {"x": x})
est.export_savedmodel(tempfile.mkdtemp(), serving)
