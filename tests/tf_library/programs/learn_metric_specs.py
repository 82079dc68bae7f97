"""Metrics of contrib.learn, given as MetricSpec."""

import tensorflow as tf, tempfile
learn = tf.contrib.learn
def model_fn(x, y, mode):
    w = tf.get_variable("w", [4, 2])
    logits = tf.matmul(x, w)
    loss = tf.losses.sparse_softmax_cross_entropy(y, logits)
    op = tf.contrib.layers.optimize_loss(loss, tf.train.get_global_step(), 0.1, "Adam") if mode == learn.ModeKeys.TRAIN else None
    return {"classes": tf.argmax(logits, 1)}, loss, op
est = learn.Estimator(model_fn, model_dir=tempfile.mkdtemp(), config=learn.RunConfig(save_checkpoints_secs=1))
fn = lambda: (tf.ones([2, 4]), tf.zeros([2], tf.int64))
est.fit(input_fn=fn, steps=1)
est.evaluate(input_fn=fn, steps=1, metrics={"accuracy": learn.MetricSpec(metric_fn=tf.metrics.accuracy, prediction_key="classes")})
list(est.predict(input_fn=fn))
est.fit(input_fn=fn, steps=1, max_steps=1)
