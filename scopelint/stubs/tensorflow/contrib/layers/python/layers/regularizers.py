"""`tf.contrib.layers.l2_regularizer` and its kind (tf_slim/layers/regularizers.py): they make no variables."""

import tensorflow as tf


def l1_regularizer(scale, scope=None):
    def l1(weights, name=None):
        with tf.name_scope(scope, "l1_regularizer", [weights]) as name:
            return tf.multiply(scale, tf.reduce_sum(tf.abs(weights)), name=name)

    return l1 if scale != 0.0 else lambda _: None


def l2_regularizer(scale, scope=None):
    def l2(weights):
        with tf.name_scope(scope, "l2_regularizer", [weights]) as name:
            return tf.multiply(scale, tf.nn.l2_loss(weights), name=name)

    return l2 if scale != 0.0 else lambda _: None


def l1_l2_regularizer(scale_l1=1.0, scale_l2=1.0, scope=None):
    scope = scope or "l1_l2_regularizer"
    if scale_l1 == 0.0:
        return l2_regularizer(scale_l2, scope)
    if scale_l2 == 0.0:
        return l1_regularizer(scale_l1, scope)
    return sum_regularizer([l1_regularizer(scale_l1), l2_regularizer(scale_l2)], scope=scope)


def sum_regularizer(regularizer_list, scope=None):
    regularizer_list = [regularizer for regularizer in regularizer_list if regularizer is not None]

    def sum_reg(weights):
        with tf.name_scope(scope, "sum_regularizer", [weights]) as name:
            return tf.add_n([regularizer(weights) for regularizer in regularizer_list], name=name)

    return sum_reg if regularizer_list else None


def apply_regularization(regularizer, weights_list=None):
    if weights_list is None:
        weights_list = tf.get_collection(tf.GraphKeys.WEIGHTS)
    with tf.name_scope("get_regularization_penalty", values=weights_list) as scope:
        penalties = [regularizer(w) for w in weights_list]
        summed = tf.add_n([p for p in penalties if p is not None], name=scope)
        tf.add_to_collection(tf.GraphKeys.REGULARIZATION_LOSSES, summed)
        return summed
