"""Functions of TensorFlow's own modules that programs call although they are not public.

Follows tensorflow/python/ops/control_flow_ops.py and the ops of training/gen_training_ops.py, which are named after their kernels.
"""

import _scopelint
import tensorflow as tf


def with_dependencies(dependencies, output_tensor, name=None):
    with tf.name_scope(name, "control_dependency", list(dependencies) + [output_tensor]) as name:
        with tf.control_dependencies(dependencies):
            return tf.identity(output_tensor, name=name)


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
