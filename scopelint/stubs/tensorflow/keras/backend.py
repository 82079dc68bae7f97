"""Names, settings and variables of the Keras backend (keras/backend.py)."""

import _scopelint

import tensorflow as tf
from tensorflow import (
    abs, cos, equal, exp, gather, greater, greater_equal, less, less_equal, maximum, minimum, not_equal, pow, reshape, round, shape,
    sigmoid, sign, sin, square, stop_gradient, tanh,
)
from tensorflow.math import log, softplus, softsign
from tensorflow.nn import softmax


def floatx():
    return "float32"


def epsilon():
    return 1e-7


def image_data_format():
    return "channels_last"


def get_graph():
    return tf.get_default_graph()


def unique_object_name(name, name_uid_map=None, avoid_names=None, namespace="", zero_based=False):
    """Number the names of layers, graph by graph; `zero_based`: the first one gets no number."""
    graph = tf.get_default_graph()
    key = "_layer_uid_" + namespace + "/" + name
    number = getattr(graph, key, 0)
    setattr(graph, key, number + 1)
    if zero_based:
        return name + "_" + str(number) if number else name
    return name + "_" + str(number + 1)


def get_uid(prefix=""):
    graph = tf.get_default_graph()
    number = getattr(graph, "_prefix_uid_" + prefix, 0) + 1
    setattr(graph, "_prefix_uid_" + prefix, number)
    return number


def clear_session():
    """A new default graph, which has no names yet."""
    tf.reset_default_graph()


def reset_uids():
    pass


# --- variables ------------------------------------------------------------------------------------


def variable(value, dtype=None, name=None, constraint=None):
    return tf.Variable(value, dtype=tf.as_dtype(dtype or floatx()), name=name, constraint=constraint, use_resource=True)


def zeros(shape, dtype=None, name=None):
    made = tf.zeros(shape, dtype or floatx(), name=name)
    return variable(made, dtype=dtype, name=name) if made.get_shape().is_fully_defined() else made


def ones(shape, dtype=None, name=None):
    made = tf.ones(shape, dtype or floatx(), name=name)
    return variable(made, dtype=dtype, name=name) if made.get_shape().is_fully_defined() else made


def eye(size, dtype=None, name=None):
    return variable(tf.eye(size, dtype=tf.as_dtype(dtype or floatx())), dtype=dtype, name=name)


def zeros_like(x, dtype=None, name=None):
    return tf.zeros_like(x, dtype=dtype, name=name)


def ones_like(x, dtype=None, name=None):
    return tf.ones_like(x, dtype=dtype, name=name)


def random_uniform_variable(shape, low, high, dtype=None, name=None, seed=None):
    return variable(tf.random_uniform(shape, low, high), dtype=dtype, name=name)


def random_normal_variable(shape, mean, scale, dtype=None, name=None, seed=None):
    return variable(tf.random_normal(shape, mean, scale), dtype=dtype, name=name)


def placeholder(shape=None, ndim=None, dtype=None, sparse=False, name=None, ragged=False):
    if shape is None and ndim:
        shape = (None,) * ndim
    return tf.placeholder(dtype or floatx(), shape=shape, name=name)


# --- what Python asks of tensors ---------------------------------------------------------------------


def int_shape(x):
    return _scopelint.tuple_shape(x)


def ndim(x):
    return x.get_shape().ndims


def dtype(x):
    return x.dtype.base_dtype.name


def is_keras_tensor(x):
    return hasattr(x, "_keras_history")


_LEARNING_PHASES = {}


def learning_phase():
    """A graph has one: a placeholder outside of all name scopes, made when it is first asked for."""
    graph = tf.get_default_graph()
    if graph not in _LEARNING_PHASES:
        with tf.name_scope(None):
            _LEARNING_PHASES[graph] = tf.placeholder_with_default(False, shape=(), name="keras_learning_phase")
    return _LEARNING_PHASES[graph]


def set_learning_phase(value):
    _LEARNING_PHASES[tf.get_default_graph()] = value


def _static_flag(pred):
    """`smart_constant_value`: what is neither a flag nor a tensor is refused."""
    if isinstance(pred, (str, float)):
        raise TypeError("`pred` must be a Tensor, or a Python bool, or 1 or 0")
    return _scopelint.static_flag(pred)


def _smart_cond(pred, true_fn, false_fn):
    """`control_flow_util.smart_cond`: one of the two where the test is known, else both in a `tf.cond`."""
    known = _static_flag(pred)
    if known is None:
        return tf.cond(pred, true_fn, false_fn)
    return true_fn() if known else false_fn()


def switch(condition, then_expression, else_expression):
    then_fn = then_expression if callable(then_expression) else lambda: then_expression
    else_fn = else_expression if callable(else_expression) else lambda: else_expression
    if condition.dtype != tf.bool:
        condition = tf.cast(condition, "bool")
    if condition.shape.ndims == 0:
        return tf.cond(condition, then_fn, else_fn)
    return tf.where(condition, then_fn(), else_fn())


def in_train_phase(x, alt, training=None):
    if training is None:
        training = learning_phase()
    if isinstance(training, tf.Tensor):
        return switch(training, x, alt)
    chosen = x if training else alt
    return chosen() if callable(chosen) else chosen


def in_test_phase(x, alt, training=None):
    return in_train_phase(alt, x, training=training)


def set_session(session):
    pass


def get_session(op_input_list=()):
    return tf.Session()


def batch_get_value(tensors):
    return _scopelint.unknown("the values of variables")


def get_value(x):
    return _scopelint.unknown("the value of a variable")


def set_value(x, value):
    pass


def batch_set_value(tuples):
    pass


def function(inputs, outputs, updates=None, name=None, **kwargs):
    return _scopelint.unknown("a compiled function")


def sum(x, axis=None, keepdims=False):
    return tf.reduce_sum(x, axis, keepdims)


def mean(x, axis=None, keepdims=False):
    return tf.reduce_mean(tf.cast(x, floatx()) if x.dtype.base_dtype == tf.bool else x, axis, keepdims)


def max(x, axis=None, keepdims=False):
    return tf.reduce_max(x, axis, keepdims)


def min(x, axis=None, keepdims=False):
    return tf.reduce_min(x, axis, keepdims)


def prod(x, axis=None, keepdims=False):
    return tf.reduce_prod(x, axis, keepdims)


def clip(x, min_value, max_value):
    return tf.clip_by_value(x, min_value, max_value)


def expand_dims(x, axis=-1):
    return tf.expand_dims(x, axis)


def squeeze(x, axis):
    return tf.squeeze(x, [axis])


def l2_normalize(x, axis=None):
    return tf.nn.l2_normalize(x, axis=axis)


def permute_dimensions(x, pattern):
    return tf.transpose(x, perm=pattern)


def concatenate(tensors, axis=-1):
    return tf.concat(tensors, axis if axis >= 0 else axis + ndim(tensors[0]) if ndim(tensors[0]) else 0)


# --- ops that Keras calls otherwise ------------------------------------------------------------------


def all(x, axis=None, keepdims=False):
    return tf.reduce_all(tf.cast(x, tf.bool), axis, keepdims)


def any(x, axis=None, keepdims=False):
    return tf.reduce_any(tf.cast(x, tf.bool), axis, keepdims)


def cast(x, dtype):
    return tf.cast(x, dtype)


def constant(value, dtype=None, shape=None, name=None):
    return tf.constant(value, dtype=dtype or floatx(), shape=shape, name=name)


def stack(x, axis=0):
    return tf.stack(x, axis=axis)


def sqrt(x):
    return tf.sqrt(tf.maximum(x, 0.0))


def argmax(x, axis=-1):
    return tf.argmax(x, axis)


def argmin(x, axis=-1):
    return tf.argmin(x, axis)


def cumsum(x, axis=0):
    return tf.cumsum(x, axis=axis)


def transpose(x):
    return tf.transpose(x)


def one_hot(indices, num_classes):
    return tf.one_hot(indices, depth=num_classes, axis=-1)


def flatten(x):
    return tf.reshape(x, [-1])


def repeat(x, n):
    return tf.tile(tf.expand_dims(x, 1), [1, n, 1])


def repeat_elements(x, rep, axis):
    """Each slice along the axis as often as `rep` says, joined again."""
    size = x.get_shape().as_list()[axis] if ndim(x) is not None else None
    made = [x] * rep if isinstance(rep, int) else [x]
    return _scopelint.with_shape(tf.concat(made, axis), _scopelint.replaced_size(x, axis, None if size is None else size * rep))


def tile(x, n):
    return tf.tile(x, [n] if isinstance(n, int) else n)


def dot(x, y):
    """Of more than two axes only the last and the last but one are summed over."""
    if ndim(x) is None or ndim(y) is None or (ndim(x) <= 2 and ndim(y) <= 2):
        return tf.matmul(x, y)
    left, right = x.get_shape().as_list(), y.get_shape().as_list()
    order = [len(right) - 2] + list(range(len(right) - 2)) + [len(right) - 1]
    flat = tf.matmul(tf.reshape(x, [-1, left[-1]]), tf.reshape(tf.transpose(y, order), [right[-2], -1]))
    return _scopelint.with_shape(tf.reshape(flat, [-1]), left[:-1] + right[:-2] + right[-1:])


def batch_dot(x, y, axes=None):
    """Sums over one axis of each; the batch is the first axis of both."""
    if ndim(x) is None or ndim(y) is None:
        return _scopelint.tensor(None, x.dtype, x, y)
    if axes is None:
        axes = (ndim(x) - 1, ndim(y) - 1 if ndim(y) == 2 else ndim(y) - 2)
    first, second = (axes, axes) if isinstance(axes, int) else axes
    left, right = x.get_shape().as_list(), y.get_shape().as_list()
    left.pop(first)
    right.pop(second)
    made = left + right[1:]
    return _scopelint.tensor(made if len(made) > 1 else made + [1], x.dtype, x, y)


# --- functions of the program ---------------------------------------------------------------------


def map_fn(fn, elems, name=None, dtype=None):
    return tf.map_fn(fn, elems, name=name, dtype=dtype)


def foldl(fn, elems, initializer=None, name=None):
    return tf.foldl(fn, elems, initializer=initializer, name=name)


def foldr(fn, elems, initializer=None, name=None):
    return tf.foldr(fn, elems, initializer=initializer, name=name)
