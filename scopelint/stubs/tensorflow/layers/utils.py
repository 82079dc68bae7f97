"""`tensorflow/python/layers/utils.py`, as far as layers of other libraries use it."""

from tensorflow.contrib.layers.python.layers.utils import constant_value as _constant_value, smart_cond as _smart_cond


def constant_value(pred):
    return _constant_value(pred)


def smart_cond(pred, true_fn=None, false_fn=None, name=None):
    return _smart_cond(pred, true_fn, false_fn, name)


smart_constant_value = constant_value
