"""Metrics with a reset op each, and metrics aggregated by name."""

import tensorflow as tf
def create_reset_metric(metric, scope='reset_metrics', **metric_args):
    with tf.variable_scope(scope) as scope:
        metric_op, update_op = metric(**metric_args)
        vars = tf.contrib.framework.get_variables(scope, collection=tf.GraphKeys.LOCAL_VARIABLES)
        reset_op = tf.variables_initializer(vars)
    return metric_op, update_op, reset_op
a, b, c = create_reset_metric(tf.metrics.mean_absolute_error, "mae", labels=tf.ones([2]), predictions=tf.zeros([2]))
a2, b2, c2 = create_reset_metric(tf.metrics.mean_squared_error, "mse", labels=tf.ones([2]), predictions=tf.zeros([2]))
for t in (a, b, a2, b2):
    tf.Variable(0., name="v" + t.op.name)
tf.Variable(0., name="v" + c.name)
tf.Variable(0., name="v" + c2.name)
names_to_values, names_to_updates = tf.contrib.metrics.aggregate_metric_map({"eval/a": tf.metrics.mean(tf.ones([2])), "eval/b": tf.contrib.metrics.streaming_accuracy(tf.ones([2]), tf.ones([2]))})
for n in sorted(names_to_values):
    tf.Variable(0., name="v" + names_to_values[n].op.name)
value_ops, update_ops = tf.contrib.metrics.aggregate_metrics(tf.contrib.metrics.streaming_mean_squared_error(tf.ones([2]), tf.ones([2])), tf.contrib.metrics.streaming_mean(tf.ones([3]), name="sm"))
for v in tf.local_variables():
    tf.Variable(0., name="v" + v.op.name)
