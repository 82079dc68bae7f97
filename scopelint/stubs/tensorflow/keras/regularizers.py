"""`tf.keras.regularizers` (keras/regularizers.py of TensorFlow 2.15): they make no variables."""

import tensorflow as tf


class Regularizer:
    def __call__(self, x):
        return 0.0

    @classmethod
    def from_config(cls, config):
        return cls(**config)


class L1L2(Regularizer):
    def __init__(self, l1=0.0, l2=0.0):
        self.l1 = 0.0 if l1 is None else l1
        self.l2 = 0.0 if l2 is None else l2

    def __call__(self, x):
        penalty = tf.constant(0.0, x.dtype)
        if self.l1:
            penalty += self.l1 * tf.reduce_sum(tf.abs(x))
        if self.l2:
            penalty += 2.0 * self.l2 * tf.nn.l2_loss(x)
        return penalty

    def get_config(self):
        return {"l1": float(self.l1), "l2": float(self.l2)}


class L1(Regularizer):
    def __init__(self, l1=0.01, **kwargs):
        self.l1 = 0.01 if kwargs.get("l", l1) is None else kwargs.get("l", l1)

    def __call__(self, x):
        return (self.l1 if x.dtype.is_floating else 0) * tf.reduce_sum(tf.abs(x))

    def get_config(self):
        return {"l1": float(self.l1)}


class L2(Regularizer):
    def __init__(self, l2=0.01, **kwargs):
        self.l2 = 0.01 if kwargs.get("l", l2) is None else kwargs.get("l", l2)

    def __call__(self, x):
        return 2.0 * self.l2 * tf.nn.l2_loss(x)

    def get_config(self):
        return {"l2": float(self.l2)}


l1, l2 = L1, L2


def l1_l2(l1=0.01, l2=0.01):
    return L1L2(l1=l1, l2=l2)


_BY_NAME = {"l1": L1, "l2": L2, "l1_l2": l1_l2, "L1": L1, "L2": L2, "L1L2": L1L2, "Regularizer": Regularizer}


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
