"""slim.metrics, aggregated."""

import tensorflow as tf
l = tf.placeholder(tf.int32, [None]); p = tf.placeholder(tf.int32, [None])
slim = tf.contrib.slim
nv, nu = slim.metrics.aggregate_metric_map({
    'Accuracy': slim.metrics.streaming_accuracy(p, l),
    'Recall_5': slim.metrics.streaming_recall_at_k(tf.random_normal([4, 10]), tf.zeros([4], tf.int64), 5),
    'prec': slim.metrics.streaming_precision(p, l, name="pr"),
    'cov': tf.contrib.metrics.streaming_covariance(tf.ones([2]), tf.ones([2])),
    'pear': tf.contrib.metrics.streaming_pearson_correlation(tf.ones([2]), tf.ones([2])),
    'k': tf.contrib.metrics.cohen_kappa(l, p, 3),
    'conc': tf.contrib.metrics.streaming_concat(p),
    'f1': tf.contrib.metrics.f1_score(l, tf.cast(p, tf.float32)),
})
for name, value in nv.items():
    op = tf.summary.scalar("eval/%s" % name, value, collections=[])
for v in tf.local_variables():
    tf.Variable(0., name="v" + v.op.name)
