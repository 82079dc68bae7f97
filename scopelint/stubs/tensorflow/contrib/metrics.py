"""`tf.contrib.metrics` (contrib/metrics/python/ops/metric_ops.py): `tf.metrics` with the labels behind the predictions."""

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
    return metrics._summed("count", name, metrics_collections, updates_collections, ("count", []))


def accuracy(predictions, labels, weights=None, name=None):
    """Not a streaming one: it keeps nothing (contrib/metrics/python/metrics/classification.py)."""
    with tf.name_scope(name, "accuracy"):
        return tf.reduce_mean(tf.cast(tf.equal(predictions, labels), tf.float32))


def confusion_matrix(labels, predictions, num_classes=None, dtype=tf.int32, name=None, weights=None):
    return tf.confusion_matrix(labels, predictions, num_classes, dtype, name, weights)


def aggregate_metrics(*value_update_tuples):
    value_ops, update_ops = zip(*value_update_tuples)
    return list(value_ops), list(update_ops)


def aggregate_metric_map(names_to_tuples):
    metric_names = names_to_tuples.keys()
    value_ops, update_ops = zip(*names_to_tuples.values())
    return dict(zip(metric_names, value_ops)), dict(zip(metric_names, update_ops))
