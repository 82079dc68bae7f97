"""An Experiment that learn_runner runs."""

import tensorflow as tf, numpy as np, tempfile
from tensorflow.contrib.learn.python.learn import learn_runner
from tensorflow.contrib.learn import RunConfig, Experiment
from tensorflow.contrib.training import HParams
def model_fn(features, labels, mode, params):
    with tf.variable_scope("m"):
        y = tf.layers.dense(features, params.units)
    loss = tf.reduce_mean(tf.square(y))
    op = tf.train.AdamOptimizer().minimize(loss, tf.train.get_global_step()) if mode == tf.estimator.ModeKeys.TRAIN else None
    return tf.estimator.EstimatorSpec(mode=mode, loss=loss, train_op=op, predictions=y)
def exp_fn(run_config, hparams):
    est = tf.estimator.Estimator(model_fn, params=hparams, config=run_config)
    return Experiment(est, train_input_fn=lambda: (tf.ones([2, 3]), tf.ones([2])), eval_input_fn=lambda: (tf.ones([2, 3]), tf.ones([2])), train_steps=1, eval_steps=1)
rc = tf.contrib.learn.RunConfig(model_dir=tempfile.mkdtemp(), save_checkpoints_steps=10)
learn_runner.run(experiment_fn=exp_fn, run_config=rc, schedule="train", hparams=HParams(units=4))
tf.get_variable("outside", [1])
