"""`tf.keras.regularizers` (python/keras/regularizers.py of TensorFlow 1.15): they make no variables."""

import tensorflow as tf


class Regularizer:
    def __call__(self, x):
        return 0.0

    @classmethod
    def from_config(cls, config):
        return cls(**config)


class L1L2(Regularizer):
    def __init__(self, l1=0.0, l2=0.0):
        self.l1 = l1
        self.l2 = l2

    def __call__(self, x):
        if not self.l1 and not self.l2:
            return tf.constant(0.0)
        penalty = 0.0
        if self.l1:
            penalty += self.l1 * tf.reduce_sum(tf.abs(x))
        if self.l2:
            penalty += self.l2 * tf.reduce_sum(tf.square(x))
        return penalty

    def get_config(self):
        return {"l1": float(self.l1), "l2": float(self.l2)}


def l1(l=0.01):
    return L1L2(l1=l)


def l2(l=0.01):
    return L1L2(l2=l)


def l1_l2(l1=0.01, l2=0.01):
    return L1L2(l1=l1, l2=l2)


_BY_NAME = {"l1": l1, "l2": l2, "l1_l2": l1_l2, "L1L2": L1L2, "Regularizer": Regularizer}


def serialize(regularizer):
    return {"class_name": type(regularizer).__name__, "config": regularizer.get_config()}


def deserialize(config, custom_objects=None):
    if isinstance(config, str):
        config = {"class_name": config, "config": {}}
    known = dict(_BY_NAME, **(custom_objects or {}))
    name = config["class_name"]
    if name not in known:
        raise ValueError("Unknown regularizer: " + name)
    return known[name](**config["config"])


def get(identifier):
    return deserialize(identifier) if isinstance(identifier, (dict, str)) else identifier
