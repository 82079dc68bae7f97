"""An Estimator of contrib.learn, fitted and evaluated."""

import tensorflow as tf, numpy as np, tempfile
from tensorflow.contrib.learn.python.learn.estimators import model_fn as model_fn_lib
from tensorflow.contrib import learn
def model_fn(features, labels, mode, params):
    h = tf.contrib.layers.relu(features, params["units"])
    out = tf.contrib.layers.linear(h, 1)
    pred = tf.reshape(out, [-1])
    loss = tf.losses.mean_squared_error(labels, pred) if mode != learn.ModeKeys.INFER else None
    train_op = None
    if mode == tf.contrib.learn.ModeKeys.TRAIN:
        train_op = tf.contrib.layers.optimize_loss(loss=loss, global_step=tf.contrib.framework.get_global_step(), learning_rate=0.1, optimizer="SGD")
    return model_fn_lib.ModelFnOps(mode=mode, predictions={"y": pred}, loss=loss, train_op=train_op, eval_metric_ops={"rmse": tf.metrics.root_mean_squared_error(labels, pred)} if mode == "eval" else None)
nn = tf.contrib.learn.Estimator(model_fn=model_fn, params={"units": 7}, model_dir=tempfile.mkdtemp())
def input_fn():
    return tf.ones([8, 4]), tf.ones([8])
nn.fit(input_fn=input_fn, steps=1)
nn.evaluate(input_fn=input_fn, steps=1)
tf.get_variable("outside", [1])
