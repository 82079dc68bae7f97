"""Variables as slim makes and finds them (tf_slim/ops/variables.py)."""

import functools
import re

import tensorflow as tf
from tensorflow.contrib.framework.python.ops.arg_scope import add_arg_scope
from tensorflow.train import assert_global_step, create_global_step, get_global_step, get_or_create_global_step


def assert_or_get_global_step(graph=None, global_step_tensor=None):
    return get_global_step(graph) if global_step_tensor is None else global_step_tensor


def local_variable(initial_value, validate_shape=True, name=None, use_resource=None):
    return tf.Variable(
        initial_value, trainable=False, collections=[tf.GraphKeys.LOCAL_VARIABLES], validate_shape=validate_shape,
        use_resource=use_resource, name=name,
    )


def global_variable(initial_value, validate_shape=True, name=None, use_resource=None):
    return tf.Variable(
        initial_value, trainable=False, collections=[tf.GraphKeys.GLOBAL_VARIABLES], validate_shape=validate_shape,
        use_resource=use_resource, name=name,
    )


@add_arg_scope
def variable(
    name, shape=None, dtype=None, initializer=None, regularizer=None, trainable=True, collections=None, caching_device=None,
    device=None, partitioner=None, custom_getter=None, use_resource=None, synchronization=None, aggregation=None,
):
    getter = tf.get_variable
    if custom_getter is not None:
        getter = functools.partial(custom_getter, reuse=tf.get_variable_scope().reuse)
    with tf.device(device or ""):
        return getter(
            name, shape=shape, dtype=dtype, initializer=initializer, regularizer=regularizer, trainable=trainable,
            collections=list([tf.GraphKeys.GLOBAL_VARIABLES] if collections is None else collections), caching_device=caching_device,
            partitioner=partitioner, use_resource=use_resource, synchronization=synchronization, aggregation=aggregation,
        )


@add_arg_scope
def model_variable(
    name, shape=None, dtype=tf.float32, initializer=None, regularizer=None, trainable=True, collections=None, caching_device=None,
    device=None, partitioner=None, custom_getter=None, use_resource=None, synchronization=None, aggregation=None,
):
    collections = list(collections or []) + [tf.GraphKeys.GLOBAL_VARIABLES, tf.GraphKeys.MODEL_VARIABLES]
    return variable(
        name, shape=shape, dtype=dtype, initializer=initializer, regularizer=regularizer, trainable=trainable,
        collections=collections, caching_device=caching_device, device=device, partitioner=partitioner,
        custom_getter=custom_getter, use_resource=use_resource, synchronization=synchronization, aggregation=aggregation,
    )


def add_model_variable(var):
    if var not in tf.get_collection(tf.GraphKeys.MODEL_VARIABLES):
        tf.add_to_collection(tf.GraphKeys.MODEL_VARIABLES, var)


def get_variables(scope=None, suffix=None, collection=tf.GraphKeys.GLOBAL_VARIABLES):
    if isinstance(scope, tf.VariableScope):
        scope = scope.name
    if suffix is not None:
        if ":" not in suffix:
            suffix += ":"
        scope = (scope or "") + ".*" + suffix
    return tf.get_collection(collection, scope)


def get_model_variables(scope=None, suffix=None):
    return get_variables(scope, suffix, tf.GraphKeys.MODEL_VARIABLES)


def get_local_variables(scope=None, suffix=None):
    return get_variables(scope, suffix, tf.GraphKeys.LOCAL_VARIABLES)


def get_trainable_variables(scope=None, suffix=None):
    return get_variables(scope, suffix, tf.GraphKeys.TRAINABLE_VARIABLES)


def get_variables_to_restore(include=None, exclude=None):
    found = []
    if include is None:
        found = get_variables()
    else:
        for scope in include:
            found += get_variables(scope)
    excluded = []
    for scope in exclude or []:
        excluded += get_variables(scope)
    return [v for v in found if v not in excluded]


def get_variables_by_suffix(suffix, scope=None):
    return get_variables(scope=scope, suffix=suffix)


def get_variables_by_name(given_name, scope=None):
    return get_variables(scope=scope, suffix="/" + given_name + ":|^" + given_name + ":")


def get_unique_variable(var_op_name):
    for candidate in get_variables(scope=var_op_name):
        if candidate.op.name == var_op_name:
            return candidate
    raise ValueError("Couldn't find variable %s" % var_op_name)


def get_variable_full_name(var):
    return var.op.name


def assign_from_values(var_names_to_values):
    return tf.group(), {}


def assign_from_values_fn(var_names_to_values):
    return lambda session: None


def assign_from_checkpoint(model_path, var_list, ignore_missing_vars=False):
    return tf.group(), {}


def assign_from_checkpoint_fn(model_path, var_list, ignore_missing_vars=False, reshape_variables=False):
    return lambda session: None


def filter_variables(var_list, include_patterns=None, exclude_patterns=None, reg_search=True):
    matches = re.search if reg_search else re.match
    found = list(var_list)
    if include_patterns is not None:
        found = [v for v in found if any(matches(pattern, v.name) for pattern in include_patterns)]
    if exclude_patterns is not None:
        found = [v for v in found if not any(matches(pattern, v.name) for pattern in exclude_patterns)]
    return found


class VariableDeviceChooser(object):
    def __init__(self, num_tasks=0, job_name="ps", device_type="CPU", device_index=0, replica=None):
        pass

    def __call__(self, op):
        return ""
