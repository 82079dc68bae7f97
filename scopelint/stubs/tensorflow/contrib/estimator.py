"""`tf.contrib.estimator` as far as it goes around optimizers (tensorflow_estimator/contrib/estimator/python/estimator/extenders.py)."""

import tensorflow as tf
from tensorflow.estimator import _canned
from tensorflow.train._optimizer import Optimizer


class _TransformGradients(Optimizer):
    """Another optimizer, which gets the gradients that a function has changed."""

    def __init__(self, optimizer, transform_grads_fn, name=None):
        super().__init__(False, name or "TransformGradients" + type(optimizer).__name__)
        self._optimizer = optimizer
        self._transform_grads_fn = transform_grads_fn

    def compute_gradients(self, *args, **kwargs):
        return self._optimizer.compute_gradients(*args, **kwargs)

    def apply_gradients(self, grads_and_vars, global_step=None, name=None):
        changed = self._transform_grads_fn(list(grads_and_vars))
        return self._optimizer.apply_gradients(changed, global_step, name)

    def get_slot(self, *args, **kwargs):
        return self._optimizer.get_slot(*args, **kwargs)

    def get_slot_names(self, *args, **kwargs):
        return self._optimizer.get_slot_names(*args, **kwargs)


def clip_gradients_by_norm(optimizer, clip_norm):
    def clip_grads(grads_and_vars):
        gradients, variables = zip(*grads_and_vars)
        return list(zip(tf.clip_by_global_norm(gradients, clip_norm)[0], variables))

    return _TransformGradients(optimizer, clip_grads, name="ClipByNorm" + type(optimizer).__name__)


def binary_classification_head(
    weight_column=None, thresholds=None, label_vocabulary=None, loss_reduction="weighted_sum_over_batch_size", loss_fn=None, name=None
):
    return _canned._Binary(1, name)


def multi_class_head(
    n_classes, weight_column=None, label_vocabulary=None, loss_reduction="weighted_sum_over_batch_size", loss_fn=None, name=None
):
    return _canned._MultiClass(n_classes, name)


def regression_head(
    weight_column=None, label_dimension=1, loss_reduction="weighted_sum_over_batch_size", loss_fn=None, inverse_link_fn=None, name=None
):
    return _canned._Regression(label_dimension, name)


def poisson_regression_head(
    weight_column=None, label_dimension=1, loss_reduction="weighted_sum_over_batch_size", compute_full_loss=True, name=None
):
    return _canned._Regression(label_dimension, name)


def logistic_regression_head(weight_column=None, loss_reduction="weighted_sum_over_batch_size", name=None):
    return _canned._Regression(1, name)
