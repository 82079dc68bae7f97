"""What TensorFlow's own helpers do to the functions they are put around: nothing that decides a name.

Follows tensorflow/python/util/{deprecation,tf_decorator,tf_export,all_util}.py, framework/function.py and ops/control_flow_ops.py.
"""

import functools

import tensorflow as tf


def _as_it_is(function):
    return function


def deprecated(date, instructions, warn_once=True):
    return _as_it_is


def deprecated_args(date, instructions, *deprecated_arg_names_or_tuples, **kwargs):
    return _as_it_is


def deprecated_arg_values(date, instructions, warn_once=True, **deprecated_kwargs):
    return _as_it_is


def deprecated_endpoints(*args):
    return _as_it_is


def deprecated_argument_lookup(new_name, new_value, old_name, old_value):
    return old_value if old_value is not None else new_value


def make_decorator(target, decorator_func, decorator_name=None, decorator_doc="", decorator_argspec=None):
    return functools.wraps(target)(decorator_func)


def rewrap(decorator_func, previous_target, new_target):
    return decorator_func


def unwrap(maybe_tf_decorator):
    return [], maybe_tf_decorator


def tf_export(*args, **kwargs):
    return _as_it_is


keras_export = tf_export


def make_all(module_name, doc_string_modules=None):
    return []


def remove_undocumented(module_name, allowed_exception_list=None, doc_string_modules=None):
    pass


def do_not_convert(func=None, *unused_args, **unused_kwargs):
    return _as_it_is if func is None else func


class Defun(object):
    def __init__(self, *input_types, **kwargs):
        pass

    def __call__(self, func):
        return func


def enabled():
    return False


def with_dependencies(dependencies, output_tensor, name=None):
    with tf.name_scope(name, "control_dependency") as name, tf.control_dependencies(dependencies):
        return tf.identity(output_tensor, name=name)


def is_tensor(x):
    return isinstance(x, (tf.Tensor, tf.SparseTensor, tf.Variable))
