"""An Estimator trained and evaluated: a graph each."""

import tensorflow as tf, numpy as np, tempfile
def model_fn(features, labels, mode):
    gs = tf.train.get_or_create_global_step()
    w = tf.get_variable("w", [4, 1])
    y = tf.matmul(features, w)
    loss = tf.losses.mean_squared_error(labels, y)
    opt = tf.contrib.layers.optimize_loss(loss, gs, 0.1, "Adam") if mode == "train" else None
    return tf.estimator.EstimatorSpec(mode=mode, predictions=y, loss=loss, train_op=opt, eval_metric_ops={"mse": tf.metrics.mean_squared_error(labels, y)})
fn = tf.estimator.inputs.numpy_input_fn(np.ones([8, 4], np.float32), np.ones([8, 1], np.float32), batch_size=4, num_epochs=1, shuffle=False)
config = tf.estimator.RunConfig(model_dir=tempfile.mkdtemp(), save_checkpoints_steps=10, tf_random_seed=1)
est = tf.estimator.Estimator(model_fn=model_fn, config=config)
tf.estimator.train_and_evaluate(est, tf.estimator.TrainSpec(fn, max_steps=2), tf.estimator.EvalSpec(fn, steps=1))
