"""Heads of `tf.contrib.learn` (contrib/learn/python/learn/estimators/head.py): losses, metrics and the training op, made of logits.

Metrics are made in training, too. Losses are not taken apart: they make no variables.
"""

import _scopelint
import tensorflow as tf
from tensorflow.contrib import layers
from tensorflow.contrib.learn import ModeKeys, ModelFnOps, PredictionKey


class Head:
    _default_name = "head"

    def __init__(self, logits_dimension, label_name=None, weight_column_name=None, enable_centered_bias=False, head_name=None, thresholds=None):
        if logits_dimension is None or logits_dimension < 1:
            raise ValueError("Invalid logits_dimension %s." % logits_dimension)
        self.logits_dimension = logits_dimension
        self.head_name = head_name
        self._label_name = label_name
        self._weight_column_name = weight_column_name
        self._enable_centered_bias = enable_centered_bias
        self._thresholds = thresholds or (0.5,)

    def create_model_fn_ops(self, features, mode, labels=None, train_op_fn=None, logits=None, logits_input=None, scope=None):
        with tf.variable_scope(scope, default_name=self.head_name or self._default_name):
            if isinstance(labels, dict) and self._label_name is not None:
                labels = labels[self._label_name]
            if logits is None:
                if logits_input is None:
                    raise ValueError("Neither logits nor logits_input supplied.")
                logits = layers.linear(logits_input, self.logits_dimension, scope="logits")
            return self._ops(features, mode, labels, train_op_fn, logits)

    def _ops(self, features, mode, labels, train_op_fn, logits):
        centered_bias = None
        if self._enable_centered_bias:
            centered_bias = tf.Variable(tf.zeros([self.logits_dimension]), name="centered_bias_weight")
            logits = tf.nn.bias_add(logits, centered_bias)
        with tf.name_scope(None, "predictions", (logits,)):
            predictions = self._predictions(logits)
        loss = train_op = metrics = None
        if mode != ModeKeys.INFER and labels is not None:
            weights = self._weights(features)
            loss = _scopelint.tensor([], tf.float32, logits)
            if mode == ModeKeys.TRAIN:
                train_op = self._train_op(loss, train_op_fn, centered_bias)
            with tf.name_scope("metrics"):
                metrics = {self._key("loss"): tf.metrics.mean(loss)}
                metrics.update(self._metrics(predictions, labels, weights))
        return ModelFnOps(mode, predictions, loss, train_op, metrics, {self.head_name: ("problem", predictions)})

    def _key(self, name):
        return "%s/%s" % (name, self.head_name) if self.head_name else name

    def _weights(self, features):
        if not self._weight_column_name:
            return None
        if self._weight_column_name not in features:
            raise ValueError("Weights %s missing from features." % self._weight_column_name)
        return tf.cast(features[self._weight_column_name], tf.float32)

    def _train_op(self, loss, train_op_fn, centered_bias):
        if train_op_fn is None:
            raise ValueError("train_op_fn can not be None in TRAIN mode")
        step = None
        if centered_bias is not None:
            of_bias = _scopelint.tensor([], tf.float32, centered_bias)
            step = tf.train.AdagradOptimizer(0.1).minimize(of_bias, var_list=(centered_bias,), name="centered_bias_step")
        with tf.name_scope(None, "train_op", (loss,)):
            train_op = train_op_fn(loss)
            return train_op if step is None else tf.group(train_op, step)

    def _predictions(self, logits):
        return {PredictionKey.LOGITS: logits}

    def _metrics(self, predictions, labels, weights):
        return {}


def _like(tensor):
    """A tensor of this shape, in place of what a metric is computed from."""
    return _scopelint.tensor(tensor.shape, tf.float32, tensor)


class _RegressionHead(Head):
    _default_name = "regression_head"

    def _predictions(self, logits):
        return {PredictionKey.SCORES: tf.squeeze(logits, axis=(1,), name="scores") if self.logits_dimension == 1 else tf.identity(logits)}


class _BinaryLogisticHead(Head):
    _default_name = "binary_logistic_head"

    def _predictions(self, logits):
        both = tf.concat((tf.zeros_like(logits), logits), 1)
        return {
            PredictionKey.LOGITS: logits,
            PredictionKey.LOGISTIC: tf.sigmoid(logits, name=PredictionKey.LOGISTIC),
            PredictionKey.PROBABILITIES: tf.nn.softmax(both, name=PredictionKey.PROBABILITIES),
            PredictionKey.CLASSES: tf.argmax(both, 1, name=PredictionKey.CLASSES),
        }

    def _metrics(self, predictions, labels, weights):
        classes, logistic = predictions[PredictionKey.CLASSES], predictions[PredictionKey.LOGISTIC]
        found = {self._key("accuracy"): tf.metrics.accuracy(_like(classes), _like(classes))}
        for name in ("labels/prediction_mean", "labels/actual_label_mean", "accuracy/baseline_label_mean"):
            found[self._key(name)] = tf.metrics.mean(_like(logistic))
        found[self._key("auc")] = tf.metrics.auc(_like(logistic), _like(logistic))
        found[self._key("auc_precision_recall")] = tf.metrics.auc(_like(logistic), _like(logistic), curve="PR")
        for threshold in self._thresholds:
            found[self._key("accuracy/threshold_%f_mean" % threshold)] = tf.metrics.accuracy(_like(logistic), _like(logistic))
            for metric in ("precision", "recall"):
                compute = tf.metrics.precision_at_thresholds if metric == "precision" else tf.metrics.recall_at_thresholds
                found[self._key("%s/positive_threshold_%f_mean" % (metric, threshold))] = compute(_like(logistic), _like(logistic), (threshold,))
        return found


class _MultiClassHead(Head):
    _default_name = "multi_class_head"

    def __init__(self, n_classes, *args, metric_class_ids=None, **kwargs):
        super().__init__(n_classes, *args, **kwargs)
        self._metric_class_ids = tuple(metric_class_ids or ())

    def _predictions(self, logits):
        classes = tf.argmax(logits, 1, name=PredictionKey.CLASSES)
        probabilities = tf.nn.softmax(logits, name=PredictionKey.PROBABILITIES)
        return {PredictionKey.LOGITS: logits, PredictionKey.PROBABILITIES: probabilities, PredictionKey.CLASSES: classes}

    def _metrics(self, predictions, labels, weights):
        classes = predictions[PredictionKey.CLASSES]
        found = {self._key("accuracy"): tf.metrics.accuracy(_like(classes), _like(classes))}
        for class_id in self._metric_class_ids:
            for name in ("prediction", "label", "probability", "logits"):
                found[self._key("%s_%d" % (name, class_id))] = tf.metrics.mean(_like(classes))
        return found


class _BinarySvmHead(Head):
    _default_name = "binary_svm_head"

    def _predictions(self, logits):
        return {PredictionKey.LOGITS: logits, PredictionKey.CLASSES: tf.argmax(tf.concat((tf.zeros_like(logits), logits), 1), 1, name="classes")}

    def _metrics(self, predictions, labels, weights):
        classes = predictions[PredictionKey.CLASSES]
        return {self._key("accuracy"): tf.metrics.accuracy(_like(classes), _like(classes))}


class _MultiLabelHead(_MultiClassHead):
    _default_name = "multi_label_head"

    def _predictions(self, logits):
        probabilities = tf.sigmoid(logits, name=PredictionKey.PROBABILITIES)
        classes = tf.cast(tf.greater(logits, 0), tf.int64, name=PredictionKey.CLASSES)
        return {PredictionKey.LOGITS: logits, PredictionKey.PROBABILITIES: probabilities, PredictionKey.CLASSES: classes}

    def _metrics(self, predictions, labels, weights):
        like = _like(predictions[PredictionKey.LOGITS])
        found = {self._key("accuracy"): tf.metrics.accuracy(like, like), self._key("auc"): tf.metrics.auc(like, like)}
        found[self._key("auc_precision_recall")] = tf.metrics.auc(like, like, curve="PR")
        for class_id in self._metric_class_ids:
            one = like[:, class_id]
            for name in ("prediction", "label", "probability", "logits"):
                found[self._key("%s_%d" % (name, class_id))] = tf.metrics.mean(one)
            found[self._key("auc_%d" % class_id)] = tf.metrics.auc(one, one)
            found[self._key("auc_pr_%d" % class_id)] = tf.metrics.auc(one, one, curve="PR")
        return found


def regression_head(
    label_name=None, weight_column_name=None, label_dimension=1, enable_centered_bias=False, head_name=None, link_fn=None
):
    return _RegressionHead(label_dimension, label_name, weight_column_name, enable_centered_bias, head_name)


def poisson_regression_head(label_name=None, weight_column_name=None, label_dimension=1, enable_centered_bias=False, head_name=None):
    return _RegressionHead(label_dimension, label_name, weight_column_name, enable_centered_bias, head_name)


def multi_class_head(
    n_classes, label_name=None, weight_column_name=None, enable_centered_bias=False, head_name=None, thresholds=None,
    metric_class_ids=None, loss_fn=None, label_keys=None,
):
    if n_classes is None or n_classes < 2:
        raise ValueError("n_classes must be > 1 for classification: %s." % n_classes)
    if n_classes == 2:
        return _BinaryLogisticHead(1, label_name, weight_column_name, enable_centered_bias, head_name, thresholds)
    return _MultiClassHead(
        n_classes, label_name, weight_column_name, enable_centered_bias, head_name, thresholds, metric_class_ids=metric_class_ids
    )


def binary_svm_head(label_name=None, weight_column_name=None, enable_centered_bias=False, head_name=None, thresholds=None):
    return _BinarySvmHead(1, label_name, weight_column_name, enable_centered_bias, head_name, thresholds)


def multi_label_head(
    n_classes, label_name=None, weight_column_name=None, enable_centered_bias=False, head_name=None, thresholds=None,
    metric_class_ids=None, loss_fn=None,
):
    if n_classes < 2:
        raise ValueError("n_classes must be > 1 for classification.")
    return _MultiLabelHead(
        n_classes, label_name, weight_column_name, enable_centered_bias, head_name, thresholds, metric_class_ids=metric_class_ids
    )


def no_op_train_fn(loss):
    return tf.no_op()
