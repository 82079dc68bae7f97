"""`tf.contrib.metrics` (contrib/metrics/python/ops/metric_ops.py): `tf.metrics` with the labels behind the predictions."""

import _scopelint
import tensorflow as tf
from tensorflow import metrics


def _switched(metric):
    """`streaming_<metric>`: all further parameters stand in the same order."""

    def streaming(predictions, labels, *args, **kwargs):
        return metric(labels, predictions, *args, **kwargs)

    return streaming


streaming_true_positives = _switched(metrics.true_positives)
streaming_true_negatives = _switched(metrics.true_negatives)
streaming_false_positives = _switched(metrics.false_positives)
streaming_false_negatives = _switched(metrics.false_negatives)
streaming_accuracy = _switched(metrics.accuracy)
streaming_precision = _switched(metrics.precision)
streaming_recall = _switched(metrics.recall)
streaming_auc = _switched(metrics.auc)
streaming_specificity_at_sensitivity = _switched(metrics.specificity_at_sensitivity)
streaming_sensitivity_at_specificity = _switched(metrics.sensitivity_at_specificity)
streaming_precision_at_thresholds = _switched(metrics.precision_at_thresholds)
streaming_recall_at_thresholds = _switched(metrics.recall_at_thresholds)
streaming_sparse_recall_at_k = _switched(metrics.recall_at_k)
streaming_sparse_precision_at_k = _switched(metrics.precision_at_k)
streaming_mean_absolute_error = _switched(metrics.mean_absolute_error)
streaming_mean_relative_error = _switched(metrics.mean_relative_error)
streaming_mean_squared_error = _switched(metrics.mean_squared_error)
streaming_root_mean_squared_error = _switched(metrics.root_mean_squared_error)
streaming_mean_cosine_distance = _switched(metrics.mean_cosine_distance)
streaming_mean_iou = _switched(metrics.mean_iou)
streaming_mean = metrics.mean
streaming_mean_tensor = metrics.mean_tensor
streaming_percentage_less = metrics.percentage_below


def streaming_sparse_average_precision_at_k(predictions, labels, k, weights=None, metrics_collections=None, updates_collections=None, name=None):
    return metrics.average_precision_at_k(labels, predictions, k, weights, metrics_collections, updates_collections, name)


def streaming_recall_at_k(predictions, labels, k, weights=None, metrics_collections=None, updates_collections=None, name=None):
    return metrics.mean(predictions, weights, metrics_collections, updates_collections, name or "recall_at_%d" % k)


def count(values, weights=None, metrics_collections=None, updates_collections=None, name=None):
    return metrics._summed("count", name, metrics_collections, updates_collections, ("count", []), names=("Identity", "AssignAdd"))


def accuracy(predictions, labels, weights=None, name=None):
    """Not a streaming one: it keeps nothing (contrib/metrics/python/metrics/classification.py)."""
    with tf.name_scope(name, "accuracy"):
        return tf.reduce_mean(tf.cast(tf.equal(predictions, labels), tf.float32))


def confusion_matrix(labels, predictions, num_classes=None, dtype=tf.int32, name=None, weights=None):
    return tf.confusion_matrix(labels, predictions, num_classes, dtype, name, weights)


def streaming_covariance(predictions, labels, weights=None, metrics_collections=None, updates_collections=None, name=None):
    kept = [(key, []) for key in ("count", "mean_prediction", "mean_label", "comoment")]
    return metrics._summed("covariance", name, metrics_collections, updates_collections, *kept, names=("covariance", "update_op"))


def streaming_pearson_correlation(predictions, labels, weights=None, metrics_collections=None, updates_collections=None, name=None):
    with tf.variable_scope(name, "pearson_r"):
        for key in ("covariance", "variance_predictions", "variance_labels"):
            streaming_covariance(predictions, labels, name=key)
        return metrics._result(metrics_collections, updates_collections, names=("pearson_r", "update_op"))


def cohen_kappa(labels, predictions_idx, num_classes, weights=None, metrics_collections=None, updates_collections=None, name=None):
    if num_classes < 2:
        raise ValueError("`num_classes` must be >= 2.")
    with tf.variable_scope(name, "cohen_kappa"):
        dtype = tf.int64 if weights is None or weights.dtype.is_integer else tf.float32
        for key in ("po", "pe_row", "pe_col"):
            metrics.metric_variable((num_classes,), dtype, name=key)
        return metrics._result(metrics_collections, updates_collections, dtype=tf.float64)


def streaming_concat(values, axis=0, max_size=None, metrics_collections=None, updates_collections=None, name=None):
    with tf.variable_scope(name, "streaming_concat"):
        sizes = values.get_shape().as_list()
        axis = axis + len(sizes) if axis < 0 else axis
        fixed = sizes[:axis] + sizes[axis + 1 :]
        if None in fixed:
            raise ValueError("all dimensions of `values` other than the dimension to concatenate along must have statically known size")
        metrics.metric_variable([max_size or 0] + fixed, values.dtype, validate_shape=False, name="array")
        size = metrics.metric_variable([], tf.int32, name="size")
        shape = sizes[:axis] + [None] + sizes[axis + 1 :]
        value = _scopelint.with_shape(tf.identity(_scopelint.tensor(shape, values.dtype), name="concat"), shape)
        update = tf.assign(size, _scopelint.tensor([], tf.int32))
        if metrics_collections:
            tf.add_to_collections(metrics_collections, value)
        if updates_collections:
            tf.add_to_collections(updates_collections, update)
        return value, update


def streaming_false_positive_rate(predictions, labels, weights=None, metrics_collections=None, updates_collections=None, name=None):
    with tf.variable_scope(name, "false_positive_rate"):
        metrics.false_positives(labels, predictions)
        metrics.true_negatives(labels, predictions)
        return metrics._result(metrics_collections, updates_collections)


def streaming_false_negative_rate(predictions, labels, weights=None, metrics_collections=None, updates_collections=None, name=None):
    with tf.variable_scope(name, "false_negative_rate"):
        metrics.false_negatives(labels, predictions)
        metrics.true_positives(labels, predictions)
        return metrics._result(metrics_collections, updates_collections)


def streaming_false_positive_rate_at_thresholds(
    predictions, labels, thresholds, weights=None, metrics_collections=None, updates_collections=None, name=None
):
    return metrics._at(
        "false_positive_rate_at_thresholds", name, len(thresholds), ("fp", "tn"), metrics_collections, updates_collections,
        [len(thresholds)], ("fpr_value", "fpr_update_op"),
    )


def streaming_false_negative_rate_at_thresholds(
    predictions, labels, thresholds, weights=None, metrics_collections=None, updates_collections=None, name=None
):
    return metrics._at(
        "false_negative_rate_at_thresholds", name, len(thresholds), ("fn", "tp"), metrics_collections, updates_collections,
        [len(thresholds)], ("fnr_value", "fnr_update_op"),
    )


def precision_at_recall(
    labels, predictions, target_recall, weights=None, num_thresholds=200, metrics_collections=None, updates_collections=None, name=None
):
    return metrics._at("precision_at_recall", name, num_thresholds, metrics._ALL, metrics_collections, updates_collections)


def recall_at_precision(
    labels, predictions, precision, weights=None, num_thresholds=200, metrics_collections=None, updates_collections=None, name=None,
    strict_mode=False,
):
    return metrics._at("recall_at_precision", name, num_thresholds, metrics._ALL, metrics_collections, updates_collections)


def f1_score(
    labels, predictions, weights=None, num_thresholds=200, metrics_collections=None, updates_collections=None, name=None
):
    return metrics._at("f1", name, num_thresholds, ("tp", "fn", "fp"), metrics_collections, updates_collections, names=(None, None))


def aggregate_metrics(*value_update_tuples):
    value_ops, update_ops = zip(*value_update_tuples)
    return list(value_ops), list(update_ops)


def aggregate_metric_map(names_to_tuples):
    metric_names = names_to_tuples.keys()
    value_ops, update_ops = zip(*names_to_tuples.values())
    return dict(zip(metric_names, value_ops)), dict(zip(metric_names, update_ops))
