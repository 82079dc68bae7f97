"""`tf.metrics` (ops/metrics_impl.py): each metric keeps its sums in local variables, named by the name scope it opens."""

import _scopelint
import tensorflow as tf


def metric_variable(shape, dtype, validate_shape=True, name=None):
    return tf.Variable(
        lambda: tf.zeros(shape, dtype),
        trainable=False,
        collections=[tf.GraphKeys.LOCAL_VARIABLES, tf.GraphKeys.METRIC_VARIABLES],
        validate_shape=validate_shape,
        name=name,
    )


def _result(metrics_collections, updates_collections, *variables, dtype=tf.float32, shape=(), names=("value", "update_op")):
    """The value and the update of a metric."""
    value, update = [
        _scopelint.with_shape(tf.identity(_scopelint.tensor(shape, dtype, *variables), name=name), shape) for name in names
    ]
    if metrics_collections:
        tf.add_to_collections(metrics_collections, value)
    if updates_collections:
        tf.add_to_collections(updates_collections, update)
    return value, update


def _summed(default_name, name, metrics_collections, updates_collections, *variables, names=("value", "update_op")):
    """A metric of variables `(name, shape)`, in a variable scope."""
    with tf.variable_scope(name, default_name):
        made = [metric_variable(shape, tf.float32, name=key) for key, shape in variables]
        return _result(metrics_collections, updates_collections, *made, names=names)


def _counted(name, metrics_collections, updates_collections, default_name):
    with tf.variable_scope(name, default_name):
        count = metric_variable([], tf.float32, name="count")
        return _result(metrics_collections, updates_collections, count, names=(None, "AssignAdd"))


def mean(values, weights=None, metrics_collections=None, updates_collections=None, name=None):
    return _summed("mean", name, metrics_collections, updates_collections, ("total", []), ("count", []))


def accuracy(labels, predictions, weights=None, metrics_collections=None, updates_collections=None, name=None):
    return mean(predictions, weights, metrics_collections, updates_collections, name or "accuracy")


def mean_absolute_error(labels, predictions, weights=None, metrics_collections=None, updates_collections=None, name=None):
    return mean(predictions, weights, metrics_collections, updates_collections, name or "mean_absolute_error")


def mean_cosine_distance(labels, predictions, dim, weights=None, metrics_collections=None, updates_collections=None, name=None):
    return _of_mean(lambda m: tf.subtract(1.0, m), predictions, metrics_collections, updates_collections, name or "mean_cosine_distance")


def mean_relative_error(labels, predictions, normalizer, weights=None, metrics_collections=None, updates_collections=None, name=None):
    return mean(predictions, weights, metrics_collections, updates_collections, name or "mean_relative_error")


def mean_squared_error(labels, predictions, weights=None, metrics_collections=None, updates_collections=None, name=None):
    return mean(predictions, weights, metrics_collections, updates_collections, name or "mean_squared_error")


def root_mean_squared_error(labels, predictions, weights=None, metrics_collections=None, updates_collections=None, name=None):
    return _of_mean(tf.sqrt, predictions, metrics_collections, updates_collections, name or "root_mean_squared_error")


def _of_mean(function, values, metrics_collections, updates_collections, name):
    """What is made of a mean, outside its scope."""
    value, update = mean(values, name=name)
    value, update = function(value), function(update)
    if metrics_collections:
        tf.add_to_collections(metrics_collections, value)
    if updates_collections:
        tf.add_to_collections(updates_collections, update)
    return value, update


def percentage_below(values, threshold, weights=None, metrics_collections=None, updates_collections=None, name=None):
    return mean(values, weights, metrics_collections, updates_collections, name or "percentage_below_threshold")


def mean_tensor(values, weights=None, metrics_collections=None, updates_collections=None, name=None):
    with tf.variable_scope(name, "mean"):
        shape = tf.convert_to_tensor(values).get_shape()
        total = metric_variable(shape, tf.float32, name="total_tensor")
        count = metric_variable(shape, tf.float32, name="count_tensor")
        return _result(metrics_collections, updates_collections, total, count, shape=shape)


def mean_per_class_accuracy(labels, predictions, num_classes, weights=None, metrics_collections=None, updates_collections=None, name=None):
    sums = (("total", [num_classes]), ("count", [num_classes]))
    return _summed("mean_accuracy", name, metrics_collections, updates_collections, *sums, names=("mean_accuracy", "update_op"))


def mean_iou(labels, predictions, num_classes, weights=None, metrics_collections=None, updates_collections=None, name=None):
    with tf.variable_scope(name, "mean_iou"):
        matrix = metric_variable([num_classes, num_classes], tf.float64, name="total_confusion_matrix")
        value, _ = _result(metrics_collections, None, matrix, names=("Select_1", "Select_2"))
        update = tf.assign_add(matrix, _scopelint.tensor([num_classes, num_classes], tf.float64))
        if updates_collections:
            tf.add_to_collections(updates_collections, update)
        return value, update


# --- counts -------------------------------------------------------------------------------------


def true_positives(labels, predictions, weights=None, metrics_collections=None, updates_collections=None, name=None):
    return _counted(name, metrics_collections, updates_collections, "true_positives")


def true_negatives(labels, predictions, weights=None, metrics_collections=None, updates_collections=None, name=None):
    return _counted(name, metrics_collections, updates_collections, "true_negatives")


def false_positives(labels, predictions, weights=None, metrics_collections=None, updates_collections=None, name=None):
    return _counted(name, metrics_collections, updates_collections, "false_positives")


def false_negatives(labels, predictions, weights=None, metrics_collections=None, updates_collections=None, name=None):
    return _counted(name, metrics_collections, updates_collections, "false_negatives")


def precision(labels, predictions, weights=None, metrics_collections=None, updates_collections=None, name=None):
    with tf.variable_scope(name, "precision"):
        true_positives(labels, predictions)
        false_positives(labels, predictions)
        return _result(metrics_collections, updates_collections)


def recall(labels, predictions, weights=None, metrics_collections=None, updates_collections=None, name=None):
    with tf.variable_scope(name, "recall"):
        true_positives(labels, predictions)
        false_negatives(labels, predictions)
        return _result(metrics_collections, updates_collections)


# --- thresholds -----------------------------------------------------------------------------------

_COUNTS = (("tp", "true_positives"), ("fn", "false_negatives"), ("tn", "true_negatives"), ("fp", "false_positives"))


def _at(default_name, name, count, includes, metrics_collections, updates_collections, shape=(), names=("value", "update_op")):
    """Variables of as many elements as there are thresholds."""
    with tf.variable_scope(name, default_name):
        for key, counted in _COUNTS:
            if key in includes:
                metric_variable([count], tf.float32, name=counted)
        return _result(metrics_collections, updates_collections, shape=shape, names=names)


_ALL = ("tp", "fn", "tn", "fp")


def auc(
    labels, predictions, weights=None, num_thresholds=200, metrics_collections=None, updates_collections=None, curve="ROC", name=None,
    summation_method="trapezoidal", thresholds=None,
):
    count = num_thresholds if thresholds is None else len(thresholds) + 2
    return _at("auc", name, count, _ALL, metrics_collections, updates_collections)


def sensitivity_at_specificity(
    labels, predictions, specificity, weights=None, num_thresholds=200, metrics_collections=None, updates_collections=None, name=None
):
    return _at("sensitivity_at_specificity", name, num_thresholds, _ALL, metrics_collections, updates_collections)


def specificity_at_sensitivity(
    labels, predictions, sensitivity, weights=None, num_thresholds=200, metrics_collections=None, updates_collections=None, name=None
):
    return _at("specificity_at_sensitivity", name, num_thresholds, _ALL, metrics_collections, updates_collections)


def true_positives_at_thresholds(labels, predictions, thresholds, weights=None, metrics_collections=None, updates_collections=None, name=None):
    return _at("true_positives", name, len(thresholds), ("tp",), metrics_collections, updates_collections, [len(thresholds)])


def true_negatives_at_thresholds(labels, predictions, thresholds, weights=None, metrics_collections=None, updates_collections=None, name=None):
    return _at("true_negatives", name, len(thresholds), ("tn",), metrics_collections, updates_collections, [len(thresholds)])


def false_positives_at_thresholds(labels, predictions, thresholds, weights=None, metrics_collections=None, updates_collections=None, name=None):
    return _at("false_positives", name, len(thresholds), ("fp",), metrics_collections, updates_collections, [len(thresholds)])


def false_negatives_at_thresholds(labels, predictions, thresholds, weights=None, metrics_collections=None, updates_collections=None, name=None):
    return _at("false_negatives", name, len(thresholds), ("fn",), metrics_collections, updates_collections, [len(thresholds)])


def precision_at_thresholds(labels, predictions, thresholds, weights=None, metrics_collections=None, updates_collections=None, name=None):
    names = ("precision_value", "precision_update_op")
    return _at("precision_at_thresholds", name, len(thresholds), ("tp", "fp"), metrics_collections, updates_collections, [len(thresholds)], names)


def recall_at_thresholds(labels, predictions, thresholds, weights=None, metrics_collections=None, updates_collections=None, name=None):
    names = ("recall_value", "recall_update_op")
    return _at("recall_at_thresholds", name, len(thresholds), ("tp", "fn"), metrics_collections, updates_collections, [len(thresholds)], names)


# --- the best k: name scopes only, whose names the variables have ---------------------------------------


def _at_k_name(name, k=None, class_id=None):
    name = "%s_at_k" % name if k is None else "%s_at_%d" % (name, k)
    return name if class_id is None else "%s_class%d" % (name, class_id)


def _at_top_k(metric, other, k, class_id, metrics_collections, updates_collections, name):
    with tf.name_scope(name, _at_k_name(metric, k, class_id)) as outer:
        for counted in ("true_positive", other):
            with tf.name_scope(None, _at_k_name(counted, k, class_id)) as scope:
                metric_variable([], tf.float64, name=scope)
        return _result(metrics_collections, updates_collections, dtype=tf.float64, names=(outer, "update"))


def recall_at_k(labels, predictions, k, class_id=None, weights=None, metrics_collections=None, updates_collections=None, name=None):
    with tf.name_scope(name, _at_k_name("recall", k, class_id)) as scope:
        return recall_at_top_k(labels, predictions, k, class_id, weights, metrics_collections, updates_collections, scope)


def recall_at_top_k(labels, predictions_idx, k=None, class_id=None, weights=None, metrics_collections=None, updates_collections=None, name=None):
    return _at_top_k("recall", "false_negative", k, class_id, metrics_collections, updates_collections, name)


def precision_at_k(labels, predictions, k, class_id=None, weights=None, metrics_collections=None, updates_collections=None, name=None):
    with tf.name_scope(name, _at_k_name("precision", k, class_id)) as scope:
        return precision_at_top_k(labels, predictions, k, class_id, weights, metrics_collections, updates_collections, scope)


def precision_at_top_k(labels, predictions_idx, k=None, class_id=None, weights=None, metrics_collections=None, updates_collections=None, name=None):
    return _at_top_k("precision", "false_positive", k, class_id, metrics_collections, updates_collections, name)


sparse_precision_at_k = precision_at_k


def average_precision_at_k(labels, predictions, k, weights=None, metrics_collections=None, updates_collections=None, name=None):
    with tf.name_scope(name, _at_k_name("average_precision", k)) as scope:
        with tf.name_scope(scope, "average_precision_at_top_k"):
            tf.no_op(name="Max")  # of the number of labels; names ignore case
            for counted in ("max", "total"):
                with tf.name_scope(None, counted) as counted_scope:
                    metric_variable([], tf.float64, name=counted_scope)
            return _result(metrics_collections, updates_collections, dtype=tf.float64, names=("mean", scope))


sparse_average_precision_at_k = average_precision_at_k
