"""`tf.contrib.training`: HParams, hyperparameters as attributes, and train ops (contrib/training/python/training/{hparam,training}.py)."""

import json

import _scopelint
import tensorflow as tf
from tensorflow._util import with_dependencies
from tensorflow.train._evaluation import *

_USE_GLOBAL_STEP = 0


def parse_values(values, type_map, ignore_unknown=False):
    results = {}
    for pair in _pairs(values):
        name, value = pair.split("=", 1)
        name = name.strip()
        if name in type_map:
            results[name] = _converted(value.strip(), type_map[name])
    return results


def _pairs(values):
    """`a=1,b=[2,3],c=x` as its assignments: commas in brackets belong to a value."""
    pairs, depth, current = [], 0, ""
    for letter in values:
        if letter == "," and depth == 0:
            pairs.append(current)
            current = ""
            continue
        if letter in "([":
            depth += 1
        elif letter in ")]":
            depth -= 1
        current += letter
    if current:
        pairs.append(current)
    return pairs


def _converted(text, kind):
    if text.startswith("[") and text.endswith("]"):
        return [_converted(part.strip(), kind) for part in text[1:-1].split(",") if part.strip()]
    if kind is bool:
        return text.lower() in ("true", "1")
    return kind(text)


class HParams(object):
    def __init__(self, hparam_def=None, model_structure=None, **kwargs):
        self._hparam_types = {}
        self._model_structure = model_structure
        for name, value in kwargs.items():
            self.add_hparam(name, value)

    def add_hparam(self, name, value):
        if isinstance(value, (list, tuple)):
            self._hparam_types[name] = (type(value[0]) if value else str, True)
        else:
            self._hparam_types[name] = (type(value), False)
        setattr(self, name, value)

    def set_hparam(self, name, value):
        setattr(self, name, value)

    def del_hparam(self, name):
        if hasattr(self, name):
            delattr(self, name)
            del self._hparam_types[name]

    def override_from_dict(self, values_dict):
        for name, value in values_dict.items():
            self.set_hparam(name, value)
        return self

    def set_from_map(self, values_map):
        return self.override_from_dict(values_map)

    def parse(self, values):
        type_map = {}
        for name, kind in self._hparam_types.items():
            type_map[name] = kind[0]
        return self.override_from_dict(parse_values(values, type_map))

    def parse_json(self, values_json):
        return self.override_from_dict(json.loads(values_json))

    def values(self):
        return {n: getattr(self, n) for n in self._hparam_types.keys()}

    def get(self, key, default=None):
        if key in self._hparam_types:
            return getattr(self, key)
        return default

    def get_model_structure(self):
        return self._model_structure

    def to_json(self, indent=None, separators=None, sort_keys=False):
        return json.dumps(self.values())

    def __contains__(self, key):
        return key in self._hparam_types


def add_gradients_summaries(grads_and_vars):
    summaries = []
    for gradient, v in grads_and_vars:
        if gradient is not None:
            summaries.append(tf.summary.histogram(v.op.name + "_gradient", gradient))
            summaries.append(tf.summary.scalar(v.op.name + "_gradient_norm", tf.global_norm([gradient])))
    return summaries


def clip_gradient_norms(gradients_to_variables, max_norm):
    return [(gradient if gradient is None else tf.clip_by_norm(gradient, max_norm), v) for gradient, v in gradients_to_variables]


def clip_gradient_norms_fn(max_norm):
    return lambda gradients_to_variables: clip_gradient_norms(gradients_to_variables, max_norm)


def multiply_gradients(grads_and_vars, gradient_multipliers):
    if not isinstance(grads_and_vars, list):
        raise ValueError("`grads_and_vars` must be a list.")
    if not gradient_multipliers:
        raise ValueError("`gradient_multipliers` is empty.")
    if not isinstance(gradient_multipliers, dict):
        raise ValueError("`gradient_multipliers` must be a dict.")
    multiplied = []
    for gradient, v in grads_and_vars:
        key = v if v in gradient_multipliers else v.op.name
        if key in gradient_multipliers:
            if gradient is None:
                raise ValueError("Requested multiple of `None` gradient.")
            gradient = gradient * tf.convert_to_tensor(gradient_multipliers[key], dtype=gradient.dtype)
        multiplied.append((gradient, v))
    return multiplied


def create_train_op(
    total_loss, optimizer, global_step=_USE_GLOBAL_STEP, update_ops=None, variables_to_train=None, transform_grads_fn=None,
    summarize_gradients=False, gate_gradients=1, aggregation_method=None, colocate_gradients_with_ops=False, check_numerics=True,
):
    if global_step is _USE_GLOBAL_STEP:
        global_step = tf.train.get_or_create_global_step()
    if update_ops is None:
        update_ops = tf.get_collection(tf.GraphKeys.UPDATE_OPS)
    if update_ops:
        with tf.control_dependencies(update_ops):
            barrier = tf.no_op(name="update_barrier")
        total_loss = with_dependencies([barrier], total_loss)
    if variables_to_train is None:
        variables_to_train = tf.trainable_variables()
    else:
        for v in variables_to_train:
            if not v.trainable and v not in tf.trainable_variables():
                _scopelint.fail("AssertionError", "a variable to train is not trainable: " + v.op.name)
    if not variables_to_train:
        _scopelint.fail("AssertionError", "no variables to train")
    grads = optimizer.compute_gradients(
        total_loss, variables_to_train, gate_gradients=gate_gradients, aggregation_method=aggregation_method,
        colocate_gradients_with_ops=colocate_gradients_with_ops,
    )
    if transform_grads_fn:
        grads = transform_grads_fn(grads)
    if summarize_gradients:
        with tf.name_scope("summarize_grads"):
            add_gradients_summaries(grads)
    updates = optimizer.apply_gradients(grads, global_step=global_step)
    with tf.name_scope("train_op"):
        if check_numerics:
            total_loss = tf.check_numerics(total_loss, "LossTensor is inf or nan")
        train_op = with_dependencies([updates], total_loss)
    tf.add_to_collection(tf.GraphKeys.TRAIN_OP, train_op)
    return train_op


def train(train_op, logdir, *args, **kwargs):
    """Runs a session."""
    with tf.train.MonitoredTrainingSession(scaffold=kwargs.get("scaffold"), hooks=kwargs.get("hooks")) as session:
        return session.run(train_op)
