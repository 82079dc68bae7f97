"""The optimizers of `tf.train`: which slots each one makes (training/adam.py, momentum.py, rmsprop.py, adagrad.py, ...)."""

import _scopelint
import tensorflow as tf
from tensorflow.train._optimizer import Optimizer


def _must_be_float32(var, op):
    """What the proximal optimizers demand: unlike the others they leave their learning rate as it is (training/proximal_adagrad.py)."""
    dtype = var.dtype.base_dtype
    if dtype != tf.float32:
        _scopelint.fail("TypeError", "An input of '%s' Op has type float32 that does not match type %s of argument 'var'." % (op, dtype.name))


class GradientDescentOptimizer(Optimizer):
    def __init__(self, learning_rate, use_locking=False, name="GradientDescent"):
        Optimizer.__init__(self, use_locking, name)
        self._learning_rate = learning_rate


class MomentumOptimizer(Optimizer):
    def __init__(self, learning_rate, momentum, use_locking=False, name="Momentum", use_nesterov=False):
        Optimizer.__init__(self, use_locking, name)
        self._learning_rate = learning_rate
        self._momentum = momentum

    def _create_slots(self, var_list):
        for v in var_list:
            self._zeros_slot(v, "momentum", self._name)


class AdamOptimizer(Optimizer):
    """Besides the slots `m` and `v`, which are both called `Adam`, two powers per optimizer and graph."""

    def __init__(self, learning_rate=0.001, beta1=0.9, beta2=0.999, epsilon=1e-8, use_locking=False, name="Adam"):
        Optimizer.__init__(self, use_locking, name)
        self._lr = learning_rate
        self._beta1 = beta1
        self._beta2 = beta2
        self._epsilon = epsilon

    def _get_beta_accumulators(self):
        graph = tf.get_default_graph()
        return self._get_non_slot_variable("beta1_power", graph), self._get_non_slot_variable("beta2_power", graph)

    def _create_slots(self, var_list):
        first_var = min(var_list, key=lambda v: v.name)
        self._create_non_slot_variable(initial_value=self._beta1, name="beta1_power", colocate_with=first_var)
        self._create_non_slot_variable(initial_value=self._beta2, name="beta2_power", colocate_with=first_var)
        for v in var_list:
            self._zeros_slot(v, "m", self._name)
            self._zeros_slot(v, "v", self._name)


class RMSPropOptimizer(Optimizer):
    def __init__(self, learning_rate, decay=0.9, momentum=0.0, epsilon=1e-10, use_locking=False, centered=False, name="RMSProp"):
        Optimizer.__init__(self, use_locking, name)
        self._learning_rate = learning_rate
        self._centered = centered

    def _create_slots(self, var_list):
        for v in var_list:
            if _scopelint.is_unknown(v) or _scopelint.is_fully_defined(v):
                ones = tf.ones_initializer(dtype=v.dtype.base_dtype)
            else:
                ones = tf.ones_like(v)
            self._get_or_make_slot_with_initializer(v, ones, v.get_shape(), v.dtype.base_dtype, "rms", self._name)
            if self._centered:
                self._zeros_slot(v, "mg", self._name)
            self._zeros_slot(v, "momentum", self._name)


class AdagradOptimizer(Optimizer):
    def __init__(self, learning_rate, initial_accumulator_value=0.1, use_locking=False, name="Adagrad"):
        if initial_accumulator_value <= 0.0:
            raise ValueError("initial_accumulator_value must be positive: %s" % initial_accumulator_value)
        Optimizer.__init__(self, use_locking, name)
        self._learning_rate = learning_rate
        self._initial_accumulator_value = initial_accumulator_value

    def _create_slots(self, var_list):
        for v in var_list:
            dtype = v.dtype.base_dtype
            if _scopelint.is_unknown(v) or _scopelint.is_fully_defined(v):
                initial = tf.constant_initializer(self._initial_accumulator_value, dtype=dtype)
            else:
                initial = self._init_constant_op(v, dtype)
            self._get_or_make_slot_with_initializer(v, initial, v.get_shape(), dtype, "accumulator", self._name)

    def _init_constant_op(self, v, dtype):
        return lambda: tf.cast(tf.fill(tf.shape(v), self._initial_accumulator_value), dtype)


class AdagradDAOptimizer(Optimizer):
    def __init__(
        self, learning_rate, global_step, initial_gradient_squared_accumulator_value=0.1, l1_regularization_strength=0.0,
        l2_regularization_strength=0.0, use_locking=False, name="AdagradDA",
    ):
        Optimizer.__init__(self, use_locking, name)
        self._learning_rate = learning_rate
        self._initial_accumulator_value = initial_gradient_squared_accumulator_value

    def _create_slots(self, var_list):
        for v in var_list:
            zero = tf.constant(0.0, shape=v.get_shape(), dtype=v.dtype.base_dtype)
            start = tf.constant(self._initial_accumulator_value, shape=v.get_shape(), dtype=v.dtype.base_dtype)
            self._get_or_make_slot(v, zero, "gradient_accumulator", self._name)
            self._get_or_make_slot(v, start, "gradient_squared_accumulator", self._name)


class AdadeltaOptimizer(Optimizer):
    def __init__(self, learning_rate=0.001, rho=0.95, epsilon=1e-8, use_locking=False, name="Adadelta"):
        Optimizer.__init__(self, use_locking, name)
        self._lr = learning_rate

    def _create_slots(self, var_list):
        for v in var_list:
            self._zeros_slot(v, "accum", self._name)
            self._zeros_slot(v, "accum_update", self._name)


class FtrlOptimizer(Optimizer):
    def __init__(
        self, learning_rate, learning_rate_power=-0.5, initial_accumulator_value=0.1, l1_regularization_strength=0.0,
        l2_regularization_strength=0.0, use_locking=False, name="Ftrl", accum_name=None, linear_name=None,
        l2_shrinkage_regularization_strength=0.0, beta=None,
    ):
        Optimizer.__init__(self, use_locking, name)
        self._learning_rate = learning_rate
        self._initial_accumulator_value = initial_accumulator_value
        self._accum_name = accum_name
        self._linear_name = linear_name

    def _create_slots(self, var_list):
        def start(shape, dtype=tf.float32, partition_info=None):
            return tf.ones(shape=shape, dtype=dtype) * self._initial_accumulator_value

        for v in var_list:
            self._get_or_make_slot_with_initializer(v, start, v.shape, v.dtype, "accum", self._accum_name or self._name)
            self._zeros_slot(v, "linear", self._linear_name or self._name)


class ProximalAdagradOptimizer(Optimizer):
    def __init__(
        self, learning_rate, initial_accumulator_value=0.1, l1_regularization_strength=0.0, l2_regularization_strength=0.0,
        use_locking=False, name="ProximalAdagrad",
    ):
        Optimizer.__init__(self, use_locking, name)
        self._learning_rate = learning_rate
        self._initial_accumulator_value = initial_accumulator_value

    def _create_slots(self, var_list):
        for v in var_list:
            start = tf.constant(self._initial_accumulator_value, shape=v.get_shape(), dtype=v.dtype.base_dtype)
            self._get_or_make_slot(v, start, "accumulator", self._name)

    def _apply_dense(self, grad, var):
        _must_be_float32(var, "ApplyProximalAdagrad")
        return tf.no_op()


class ProximalGradientDescentOptimizer(Optimizer):
    def __init__(
        self, learning_rate, l1_regularization_strength=0.0, l2_regularization_strength=0.0, use_locking=False, name="ProximalGradientDescent"
    ):
        Optimizer.__init__(self, use_locking, name)
        self._learning_rate = learning_rate

    def _apply_dense(self, grad, var):
        _must_be_float32(var, "ApplyProximalGradientDescent")
        return tf.no_op()
