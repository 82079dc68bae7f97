"""Functions of TensorFlow's own modules that programs call although they are not public.

Follows tensorflow/python/ops/control_flow_ops.py, framework/tensor_shape.py and the ops of training/gen_training_ops.py, which are named
after their kernels.
"""

import _scopelint
import tensorflow as tf


def with_dependencies(dependencies, output_tensor, name=None):
    with tf.name_scope(name, "control_dependency", list(dependencies) + [output_tensor]) as name:
        with tf.control_dependencies(dependencies):
            return tf.identity(output_tensor, name=name)


def switch(data, pred, dtype=None, name=None):
    data = tf.convert_to_tensor(data, dtype=dtype)
    return tuple(_scopelint.op(name or "Switch", [(data.shape, data.dtype), (data.shape, data.dtype)], data, pred))


def merge(inputs, name=None):
    if any(one is None for one in inputs):
        raise ValueError("At least one of the merge inputs is None: %s" % inputs)
    inputs = [tf.convert_to_tensor(one) for one in inputs]
    shape = inputs[0].shape
    for one in inputs[1:]:
        shape = _common(shape, one.shape)
    return tuple(_scopelint.op(name or "Merge", [(shape, inputs[0].dtype), ([], tf.int32)], *inputs))


def _common(one, other):
    """What two shapes have in common (`MergeShape` of core/ops/control_flow_ops.cc)."""
    if one.ndims is None or one.ndims != other.ndims:
        return tf.TensorShape(None)
    return tf.TensorShape([a if a == b else None for a, b in zip(one.as_list(), other.as_list())])


def unknown_shape(rank=None, **kwargs):
    rank = kwargs.get("ndims", rank)
    return tf.TensorShape(None if rank is None else [None] * rank)


def list_local_devices(session_config=None):
    return _scopelint.unknown("the devices of the machine")


def register_session_run_conversion_functions(
    tensor_type, fetch_function, feed_function=None, feed_function_for_partial_run=None
):
    """What `Session.run` does with objects of a type, which adds nothing to a graph (client/session.py)."""


def _applied(kernel):
    def apply(var, *args, **kwargs):
        return _scopelint.op(kwargs.get("name") or kernel, [(var.shape, var.dtype)])[0]

    return apply


apply_gradient_descent = _applied("ApplyGradientDescent")
apply_momentum = _applied("ApplyMomentum")
apply_adam = _applied("ApplyAdam")
apply_adagrad = _applied("ApplyAdagrad")
apply_rms_prop = _applied("ApplyRMSProp")
apply_adadelta = _applied("ApplyAdadelta")
apply_ftrl = _applied("ApplyFtrl")
resource_apply_gradient_descent = _applied("ResourceApplyGradientDescent")
resource_apply_momentum = _applied("ResourceApplyMomentum")
resource_apply_adam = _applied("ResourceApplyAdam")
resource_apply_adagrad = _applied("ResourceApplyAdagrad")
resource_apply_rms_prop = _applied("ResourceApplyRMSProp")
resource_apply_keras_momentum = _applied("ResourceApplyKerasMomentum")
