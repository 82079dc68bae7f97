"""Heads of tf.contrib.estimator under a DNNEstimator."""

import tensorflow as tf

E = tf.contrib.estimator
x = tf.feature_column.numeric_column("x")


def inputs(dtype, columns):
    return lambda: ({"x": tf.ones([8, 1]), "w": tf.ones([8, 1])}, tf.zeros([8, columns], dtype))


for head, labels in (
    (E.binary_classification_head(), inputs(tf.int32, 1)),
    (E.binary_classification_head(weight_column="w", name="named"), inputs(tf.int32, 1)),
    (E.multi_class_head(4), inputs(tf.int32, 1)),
    (E.regression_head(label_dimension=2), inputs(tf.float32, 2)),
    (E.poisson_regression_head(name="counts"), inputs(tf.float32, 1)),
    (E.logistic_regression_head(), inputs(tf.float32, 1)),
):
    estimator = tf.estimator.DNNEstimator(head, [5], [x])
    estimator.train(labels, steps=1)
    estimator.evaluate(labels, steps=1)
