"""`tf.keras.metrics` (keras/metrics/*.py): layers whose weights are counters."""

import _scopelint

import tensorflow as tf
from tensorflow.keras.engine.base_layer import Layer


class Metric(Layer):
    def __init__(self, name=None, dtype=None, **kwargs):
        super().__init__(name=name, dtype=dtype, **kwargs)
        self.stateful = True
        self.built = True

    def add_weight(self, name, shape=(), aggregation=None, synchronization=None, initializer="zeros", dtype=None):
        return super().add_weight(
            name=name, shape=shape, dtype=self.dtype if dtype is None else dtype, trainable=False, initializer=initializer,
            collections=[],
        )

    def update_state(self, *args, **kwargs):
        return tf.no_op()

    def result(self):
        return tf.constant(0.0)

    def reset_states(self):
        pass

    def __call__(self, *args, **kwargs):
        self.update_state(*args, **kwargs)
        return self.result()


class Mean(Metric):
    def __init__(self, name="mean", dtype=None):
        super().__init__(name=name, dtype=dtype)
        self.total = self.add_weight("total")
        self.count = self.add_weight("count")


class Sum(Metric):
    def __init__(self, name="sum", dtype=None):
        super().__init__(name=name, dtype=dtype)
        self.total = self.add_weight("total")


class MeanMetricWrapper(Mean):
    def __init__(self, fn=None, name=None, dtype=None, **kwargs):
        super().__init__(name=name, dtype=dtype)


def _mean_of(default):
    class Wrapper(MeanMetricWrapper):
        def __init__(self, name=default, dtype=None, **kwargs):
            super().__init__(None, name=name, dtype=dtype)

    return Wrapper


Accuracy = _mean_of("accuracy")
BinaryAccuracy = _mean_of("binary_accuracy")
CategoricalAccuracy = _mean_of("categorical_accuracy")
SparseCategoricalAccuracy = _mean_of("sparse_categorical_accuracy")
MeanSquaredError = _mean_of("mean_squared_error")
MeanAbsoluteError = _mean_of("mean_absolute_error")
RootMeanSquaredError = _mean_of("root_mean_squared_error")
BinaryCrossentropy = _mean_of("binary_crossentropy")
CategoricalCrossentropy = _mean_of("categorical_crossentropy")
SparseCategoricalCrossentropy = _mean_of("sparse_categorical_crossentropy")
CosineSimilarity = _mean_of("cosine_similarity")
KLDivergence = _mean_of("kullback_leibler_divergence")


class TopKCategoricalAccuracy(MeanMetricWrapper):
    def __init__(self, k=5, name="top_k_categorical_accuracy", dtype=None):
        super().__init__(None, name=name, dtype=dtype)


class SparseTopKCategoricalAccuracy(MeanMetricWrapper):
    def __init__(self, k=5, name="sparse_top_k_categorical_accuracy", dtype=None):
        super().__init__(None, name=name, dtype=dtype)


class _Counts(Metric):
    """Precision, recall and their kind: one counter a threshold."""

    def __init__(self, names, size, name, dtype=None):
        super().__init__(name=name, dtype=dtype)
        for counter in names:
            self.add_weight(counter, shape=(size,))


class Precision(_Counts):
    def __init__(self, thresholds=None, top_k=None, class_id=None, name="precision", dtype=None):
        super().__init__(("true_positives", "false_positives"), _thresholds(thresholds), name, dtype)


class Recall(_Counts):
    def __init__(self, thresholds=None, top_k=None, class_id=None, name="recall", dtype=None):
        super().__init__(("true_positives", "false_negatives"), _thresholds(thresholds), name, dtype)


class TruePositives(_Counts):
    def __init__(self, thresholds=None, name="true_positives", dtype=None):
        super().__init__(("accumulator",), _thresholds(thresholds), name, dtype)


class FalsePositives(_Counts):
    def __init__(self, thresholds=None, name="false_positives", dtype=None):
        super().__init__(("accumulator",), _thresholds(thresholds), name, dtype)


class AUC(_Counts):
    def __init__(self, num_thresholds=200, curve="ROC", summation_method="interpolation", name="auc", dtype=None, **kwargs):
        super().__init__(("true_positives", "true_negatives", "false_positives", "false_negatives"), num_thresholds, name, dtype)


class MeanIoU(Metric):
    def __init__(self, num_classes, name="mean_io_u", dtype=None):
        super().__init__(name=name, dtype=dtype)
        self.total_cm = self.add_weight("total_confusion_matrix", shape=(num_classes, num_classes))


def _thresholds(thresholds):
    return len(thresholds) if isinstance(thresholds, (list, tuple)) else 1


_BY_NAME = {"AUC": AUC, "Precision": Precision, "Recall": Recall}


def of(metric, copy):
    """The metric object for an entry of `compile(metrics=...)` (`training_utils_v1.get_metric_function`)."""
    if isinstance(metric, Metric):
        return metric
    if isinstance(metric, str):
        return _BY_NAME[metric]() if metric in _BY_NAME else MeanMetricWrapper(name=metric)
    if _scopelint.is_class(metric):
        return metric()
    return MeanMetricWrapper(metric, name=getattr(metric, "__name__", "metric"))
