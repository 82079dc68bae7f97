"""`tf.losses`: scalars that go to a collection, from which `get_total_loss` takes them (ops/losses/losses_impl.py)."""

import _scopelint

import tensorflow as tf


class Reduction(object):
    NONE = "none"
    SUM = "weighted_sum"
    SUM_OVER_BATCH_SIZE = "weighted_sum_over_batch_size"
    MEAN = "weighted_mean"
    SUM_OVER_NONZERO_WEIGHTS = "weighted_sum_by_nonzero_weights"
    SUM_BY_NONZERO_WEIGHTS = "weighted_sum_by_nonzero_weights"

    @classmethod
    def all(cls):
        return (cls.NONE, cls.SUM, cls.MEAN, cls.SUM_OVER_BATCH_SIZE, cls.SUM_OVER_NONZERO_WEIGHTS, cls.SUM_BY_NONZERO_WEIGHTS)


_USUAL = Reduction.SUM_BY_NONZERO_WEIGHTS


def compute_weighted_loss(losses, weights=1.0, scope=None, loss_collection=tf.GraphKeys.LOSSES, reduction=_USUAL):
    with tf.name_scope(scope, "weighted_loss", (losses, weights)):
        weighted = tf.multiply(losses, weights)
        if reduction == Reduction.NONE:
            loss = weighted
        else:
            loss = tf.reduce_sum(weighted, name="Sum" if reduction == Reduction.SUM else "value")
        add_loss(loss, loss_collection)
        return loss


def _loss(default_name, losses, parts, weights, scope, loss_collection, reduction, same_shape=True):
    """Compute a loss in its own name scope, and weigh it there; most demand one shape of both parts."""
    with tf.name_scope(scope, default_name, parts) as scope:
        if same_shape:
            _scopelint.must_be_compatible(*parts)
        return compute_weighted_loss(losses(*parts), weights, scope, loss_collection, reduction)


def _difference(left, right):
    return tf.squared_difference(tf.to_float(left), tf.to_float(right))


def absolute_difference(
    labels, predictions, weights=1.0, scope=None, loss_collection=tf.GraphKeys.LOSSES, reduction=_USUAL
):
    return _loss("absolute_difference", _difference, (predictions, labels), weights, scope, loss_collection, reduction)


def cosine_distance(
    labels, predictions, axis=None, weights=1.0, scope=None, loss_collection=tf.GraphKeys.LOSSES, reduction=_USUAL, dim=None
):
    return _loss("cosine_distance_loss", _difference, (predictions, labels), weights, scope, loss_collection, reduction)


def hinge_loss(labels, logits, weights=1.0, scope=None, loss_collection=tf.GraphKeys.LOSSES, reduction=_USUAL):
    return _loss("hinge_loss", _difference, (logits, labels), weights, scope, loss_collection, reduction)


def huber_loss(labels, predictions, weights=1.0, delta=1.0, scope=None, loss_collection=tf.GraphKeys.LOSSES, reduction=_USUAL):
    return _loss("huber_loss", _difference, (predictions, labels), weights, scope, loss_collection, reduction)


def log_loss(labels, predictions, weights=1.0, epsilon=1e-7, scope=None, loss_collection=tf.GraphKeys.LOSSES, reduction=_USUAL):
    return _loss("log_loss", _difference, (predictions, labels), weights, scope, loss_collection, reduction)


def mean_pairwise_squared_error(labels, predictions, weights=1.0, scope=None, loss_collection=tf.GraphKeys.LOSSES):
    return _loss("mean_pairwise_squared_error", _difference, (predictions, labels), weights, scope, loss_collection, _USUAL)


def mean_squared_error(labels, predictions, weights=1.0, scope=None, loss_collection=tf.GraphKeys.LOSSES, reduction=_USUAL):
    return _loss("mean_squared_error", _difference, (predictions, labels), weights, scope, loss_collection, reduction)


def sigmoid_cross_entropy(
    multi_class_labels, logits, weights=1.0, label_smoothing=0, scope=None, loss_collection=tf.GraphKeys.LOSSES, reduction=_USUAL
):
    parts = (logits, multi_class_labels)
    return _loss("sigmoid_cross_entropy_loss", _difference, parts, weights, scope, loss_collection, reduction)


def softmax_cross_entropy(
    onehot_labels, logits, weights=1.0, label_smoothing=0, scope=None, loss_collection=tf.GraphKeys.LOSSES, reduction=_USUAL
):
    def losses(logits, labels):
        return tf.nn.softmax_cross_entropy_with_logits(labels=labels, logits=logits, name="xentropy")

    return _loss("softmax_cross_entropy_loss", losses, (logits, onehot_labels), weights, scope, loss_collection, reduction)


def sparse_softmax_cross_entropy(labels, logits, weights=1.0, scope=None, loss_collection=tf.GraphKeys.LOSSES, reduction=_USUAL):
    def losses(logits, labels):
        return tf.nn.sparse_softmax_cross_entropy_with_logits(labels=labels, logits=logits, name="xentropy")

    return _loss("sparse_softmax_cross_entropy_loss", losses, (logits, labels), weights, scope, loss_collection, reduction, False)


# --- the collections (ops/losses/util.py) ------------------------------------------------------------


def add_loss(loss, loss_collection=tf.GraphKeys.LOSSES):
    if loss_collection:
        tf.add_to_collection(loss_collection, loss)


def get_losses(scope=None, loss_collection=tf.GraphKeys.LOSSES):
    return tf.get_collection(loss_collection, scope)


def get_regularization_losses(scope=None):
    return tf.get_collection(tf.GraphKeys.REGULARIZATION_LOSSES, scope)


def get_regularization_loss(scope=None, name="total_regularization_loss"):
    losses = get_regularization_losses(scope)
    if not losses:
        return tf.constant(0.0)
    _scopelint.must_fit("tensorflow.add_n", inputs=losses)
    return tf.add_n(losses, name=name)


def get_total_loss(add_regularization_losses=True, name="total_loss", scope=None):
    losses = get_losses(scope=scope)
    if add_regularization_losses:
        losses += get_regularization_losses(scope=scope)
    _scopelint.must_fit("tensorflow.add_n", inputs=losses)
    return tf.add_n(losses, name=name)
