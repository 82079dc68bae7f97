"""`tf.contrib.training`: HParams, hyperparameters as attributes, and train ops (contrib/training/python/training/{hparam,training}.py)."""

import json

import tensorflow as tf

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
    return [tf.summary.histogram(v.op.name + "_gradient", gradient) for gradient, v in grads_and_vars if gradient is not None]


def clip_gradient_norms(gradients_to_variables, max_norm):
    return [(gradient if gradient is None else tf.clip_by_norm(gradient, max_norm), v) for gradient, v in gradients_to_variables]


def clip_gradient_norms_fn(max_norm):
    return lambda gradients_to_variables: clip_gradient_norms(gradients_to_variables, max_norm)


def multiply_gradients(grads_and_vars, gradient_multipliers):
    return grads_and_vars


def create_train_op(
    total_loss, optimizer, global_step=_USE_GLOBAL_STEP, update_ops=None, variables_to_train=None, transform_grads_fn=None,
    summarize_gradients=False, gate_gradients=1, aggregation_method=None, colocate_gradients_with_ops=False, check_numerics=True,
):
    if global_step is _USE_GLOBAL_STEP:
        global_step = tf.train.get_or_create_global_step()
    if variables_to_train is None:
        variables_to_train = tf.trainable_variables()
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
        with tf.name_scope("control_dependency") as name, tf.control_dependencies([updates]):
            train_op = tf.identity(total_loss, name=name)
    tf.add_to_collection(tf.GraphKeys.TRAIN_OP, train_op)
    return train_op


def train(train_op, logdir, *args, **kwargs):
    """Runs a session."""
    return tf.Session().run(train_op)
