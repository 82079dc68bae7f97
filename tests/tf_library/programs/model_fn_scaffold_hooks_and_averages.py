"""A model_fn with a scaffold, hooks and averages."""

import tensorflow as tf, numpy as np, tempfile
def model_fn(features, labels, mode, params, config):
    y = tf.layers.dense(features, 1, name="d")
    loss = tf.reduce_mean(y)
    gs = tf.train.get_global_step()
    ema = tf.train.ExponentialMovingAverage(0.9, gs)
    train_op = tf.train.AdamOptimizer(params.lr).minimize(loss, gs)
    with tf.control_dependencies([train_op]):
        train_op = ema.apply(tf.trainable_variables())
    scaffold = tf.train.Scaffold(saver=tf.train.Saver(ema.variables_to_restore()), init_fn=lambda s, sess: None)
    hooks = [tf.train.LoggingTensorHook({"loss": loss}, every_n_iter=1), tf.train.StepCounterHook()]
    tf.summary.scalar("l", loss)
    return tf.estimator.EstimatorSpec(mode, loss=loss, train_op=train_op, training_hooks=hooks, scaffold=scaffold)
hp = tf.contrib.training.HParams(lr=0.1)
est = tf.estimator.Estimator(model_fn, tempfile.mkdtemp(), tf.estimator.RunConfig(), hp)
est.train(lambda: (tf.ones([2, 4]), tf.ones([2])), max_steps=1)
