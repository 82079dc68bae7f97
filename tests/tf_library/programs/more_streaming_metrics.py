"""Rates, thresholds, concatenation and agreement as streaming metrics."""

import tensorflow as tf
m = tf.contrib.metrics
l = tf.placeholder(tf.int32, [4]); p = tf.placeholder(tf.float32, [4])
b = tf.cast(l, tf.bool)
for r in (m.streaming_false_positive_rate(b, b), m.streaming_false_negative_rate(b, b, name="fnr"), m.streaming_false_positive_rate_at_thresholds(p, b, [0.1, 0.5]), m.streaming_false_negative_rate_at_thresholds(p, b, [0.1]), m.precision_at_recall(b, p, 0.5), m.recall_at_precision(b, p, 0.5), m.streaming_concat(tf.ones([2, 3]), axis=1, max_size=5, name="cc"), m.cohen_kappa(l, l, 3, weights=tf.ones([4]))):
    tf.Variable(0., name="v" + r[0].op.name)
    tf.Variable(0., name="u" + (r[1].op.name if hasattr(r[1], "op") else r[1].name))
