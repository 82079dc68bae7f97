"""`slim.losses`: those of `tf.losses` with predictions before labels (tf_slim/losses/loss_ops.py)."""

import tensorflow as tf
from tensorflow.losses import add_loss, compute_weighted_loss, get_losses, get_regularization_losses, get_total_loss


def absolute_difference(predictions, labels=None, weights=1.0, scope=None):
    return tf.losses.absolute_difference(labels, predictions, weights, scope)


def cosine_distance(predictions, labels=None, axis=None, weights=1.0, scope=None, dim=None):
    return tf.losses.cosine_distance(labels, predictions, axis, weights, scope, dim=dim)


def hinge_loss(logits, labels=None, scope=None):
    with tf.name_scope(scope, "hinge_loss", [logits, labels]):
        return tf.nn.relu(tf.multiply(labels, logits))


def log_loss(predictions, labels=None, weights=1.0, epsilon=1e-7, scope=None):
    return tf.losses.log_loss(labels, predictions, weights, epsilon, scope)


def mean_pairwise_squared_error(predictions, labels=None, weights=1.0, scope=None):
    return tf.losses.mean_pairwise_squared_error(labels, predictions, weights, scope)


def mean_squared_error(predictions, labels=None, weights=1.0, scope=None):
    return tf.losses.mean_squared_error(labels, predictions, weights, scope)


def sigmoid_cross_entropy(logits, multi_class_labels, weights=1.0, label_smoothing=0, scope=None):
    return tf.losses.sigmoid_cross_entropy(multi_class_labels, logits, weights, label_smoothing, scope)


def softmax_cross_entropy(logits, onehot_labels, weights=1.0, label_smoothing=0, scope=None):
    return tf.losses.softmax_cross_entropy(onehot_labels, logits, weights, label_smoothing, scope)


def sparse_softmax_cross_entropy(logits, labels, weights=1.0, scope=None):
    return tf.losses.sparse_softmax_cross_entropy(labels, logits, weights, scope)
