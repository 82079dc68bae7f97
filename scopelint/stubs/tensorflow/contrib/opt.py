"""`tf.contrib.opt` (contrib/opt/python/training): what the optimizers there make besides those of `tf.train`."""

import math

import _scopelint
import tensorflow as tf


class NadamOptimizer(tf.train.AdamOptimizer):
    pass


class LazyAdamOptimizer(tf.train.AdamOptimizer):
    pass


class AdaMaxOptimizer(tf.train.AdamOptimizer):
    def __init__(self, learning_rate=0.001, beta1=0.9, beta2=0.999, epsilon=1e-8, use_locking=False, name="AdaMax"):
        tf.train.AdamOptimizer.__init__(self, learning_rate, beta1, beta2, epsilon, use_locking, name)

    def _create_slots(self, var_list):
        first_var = min(var_list, key=lambda v: v.name)
        self._create_non_slot_variable(initial_value=self._beta1, name="beta1_power", colocate_with=first_var)
        for v in var_list:
            self._zeros_slot(v, "m", self._name)
            self._zeros_slot(v, "v", self._name)


class AdamGSOptimizer(tf.train.AdamOptimizer):
    """Adam whose powers come from the global step: slots alone."""

    def __init__(self, global_step=0, learning_rate=0.001, beta1=0.9, beta2=0.999, epsilon=1e-8, use_locking=False, name="Adam"):
        tf.train.AdamOptimizer.__init__(self, learning_rate, beta1, beta2, epsilon, use_locking, name)

    def _create_slots(self, var_list):
        for v in var_list:
            self._zeros_slot(v, "m", self._name)
            self._zeros_slot(v, "v", self._name)


class LazyAdamGSOptimizer(AdamGSOptimizer):
    pass


class AddSignOptimizer(tf.train.Optimizer):
    def __init__(self, learning_rate=0.1, alpha=1.0, beta=0.9, sign_decay_fn=None, use_locking=False, name="AddSignOptimizer"):
        tf.train.Optimizer.__init__(self, use_locking, name)

    def _create_slots(self, var_list):
        for v in var_list:
            self._zeros_slot(v, "m", self._name)


class PowerSignOptimizer(AddSignOptimizer):
    def __init__(self, learning_rate=0.1, base=math.e, beta=0.9, sign_decay_fn=None, use_locking=False, name="PowerSignOptimizer"):
        tf.train.Optimizer.__init__(self, use_locking, name)


class LARSOptimizer(tf.train.Optimizer):
    def __init__(
        self, learning_rate, momentum=0.9, weight_decay=0.0001, eeta=0.001, epsilon=0.0, name="LARSOptimizer", skip_list=None,
        use_nesterov=False,
    ):
        tf.train.Optimizer.__init__(self, False, name)

    def _create_slots(self, var_list):
        for v in var_list:
            self._zeros_slot(v, "momentum", self._name)


class RegAdagradOptimizer(tf.train.AdagradOptimizer):
    def __init__(self, learning_rate, initial_accumulator_value=0.1, use_locking=False, name="RegAdagrad"):
        tf.train.AdagradOptimizer.__init__(self, learning_rate, initial_accumulator_value, use_locking, name)


class ShampooOptimizer(tf.train.Optimizer):
    """A slot for the gradient, and for each dimension one or two for its preconditioner."""

    def __init__(
        self, global_step=0, max_matrix_size=768, gbar_decay=0.0, gbar_weight=1.0, mat_gbar_decay=1.0, mat_gbar_weight=1.0,
        learning_rate=1.0, svd_interval=1, precond_update_interval=1, epsilon=1e-4, alpha=0.5, use_iterative_root=False,
        use_locking=False, name="Shampoo",
    ):
        tf.train.Optimizer.__init__(self, use_locking, name)
        self._max_matrix_size = max_matrix_size
        self._svd_interval = svd_interval

    def _create_slots(self, var_list):
        for v in var_list:
            self._zeros_slot(v, "gbar", self._name)
            for i, size in enumerate(v.get_shape().as_list()):
                if size <= self._max_matrix_size:
                    initial = tf.zeros([size, size])
                    if self._svd_interval > 1:
                        self._get_or_make_slot(v, tf.eye(size), "H_" + str(i), self._name)
                else:
                    initial = tf.zeros([size])
                self._get_or_make_slot(v, initial, "Gbar_" + str(i), self._name)


class DecoupledWeightDecayExtension:
    def __init__(self, weight_decay, **kwargs):
        self._weight_decay = weight_decay
        super().__init__(**kwargs)

    def minimize(
        self, loss, global_step=None, var_list=None, gate_gradients=1, aggregation_method=None, colocate_gradients_with_ops=False,
        name=None, grad_loss=None, decay_var_list=None,
    ):
        return super().minimize(loss, global_step=global_step, var_list=var_list, name=name, grad_loss=grad_loss)

    def apply_gradients(self, grads_and_vars, global_step=None, name=None, decay_var_list=None):
        return super().apply_gradients(grads_and_vars, global_step=global_step, name=name)


def extend_with_decoupled_weight_decay(base_optimizer):
    class OptimizerWithDecoupledWeightDecay(DecoupledWeightDecayExtension, base_optimizer):
        def __init__(self, weight_decay, *args, **kwargs):
            super().__init__(weight_decay, *args, **kwargs)

    return OptimizerWithDecoupledWeightDecay


class MomentumWOptimizer(DecoupledWeightDecayExtension, tf.train.MomentumOptimizer):
    def __init__(self, weight_decay, learning_rate, momentum, use_locking=False, name="MomentumW", use_nesterov=False):
        super().__init__(
            weight_decay, learning_rate=learning_rate, momentum=momentum, use_locking=use_locking, name=name, use_nesterov=use_nesterov
        )


class AdamWOptimizer(DecoupledWeightDecayExtension, tf.train.AdamOptimizer):
    def __init__(self, weight_decay, learning_rate=0.001, beta1=0.9, beta2=0.999, epsilon=1e-8, use_locking=False, name="AdamW"):
        super().__init__(
            weight_decay, learning_rate=learning_rate, beta1=beta1, beta2=beta2, epsilon=epsilon, use_locking=use_locking, name=name
        )


class MovingAverageOptimizer(tf.train.Optimizer):
    """Averages of what the inner optimizer updates, made right after its slots."""

    def __init__(self, opt, average_decay=0.9999, num_updates=None, sequential_update=True):
        self._optimizer = opt
        self._ema = tf.train.ExponentialMovingAverage(average_decay, num_updates=num_updates)

    def compute_gradients(self, *args, **kwargs):
        return self._optimizer.compute_gradients(*args, **kwargs)

    def apply_gradients(self, grads_and_vars, global_step=None, name=None):
        train_op = self._optimizer.apply_gradients(grads_and_vars, global_step=global_step, name=name)
        averages_op = self._ema.apply([v for g, v in grads_and_vars if g is not None])
        return tf.group(train_op, averages_op, name="train_with_avg")

    def swapping_saver(self, var_list=None, name="swapping_saver", **kwargs):
        return tf.train.Saver(var_list, name=name, **kwargs)


class VariableClippingOptimizer(tf.train.Optimizer):
    def __init__(
        self, opt, vars_to_clip_dims, max_norm, use_locking=False, colocate_clip_ops_with_vars=False, name="VariableClipping"
    ):
        tf.train.Optimizer.__init__(self, use_locking, name)
        self._opt = opt

    def compute_gradients(self, *args, **kwargs):
        return self._opt.compute_gradients(*args, **kwargs)

    def get_slot(self, *args, **kwargs):
        return self._opt.get_slot(*args, **kwargs)

    def get_slot_names(self, *args, **kwargs):
        return self._opt.get_slot_names(*args, **kwargs)

    def apply_gradients(self, grads_and_vars, global_step=None, name=None):
        with tf.name_scope(name, self._name) as name:
            update_op = self._opt.apply_gradients(grads_and_vars, global_step=global_step)
            return tf.group(update_op, name=name)


class DropStaleGradientOptimizer(tf.train.Optimizer):
    """Counts in a variable that is asked for before the slots."""

    def __init__(self, opt, staleness, use_locking=False, name="DropStaleGradient"):
        tf.train.Optimizer.__init__(self, use_locking, name)
        self._opt = opt

    def compute_gradients(self, loss, *args, **kwargs):
        return self._opt.compute_gradients(loss, *args, **kwargs)

    def get_slot(self, *args, **kwargs):
        return self._opt.get_slot(*args, **kwargs)

    def get_slot_names(self, *args, **kwargs):
        return self._opt.get_slot_names(*args, **kwargs)

    def apply_gradients(self, grads_and_vars, global_step=None, name=None):
        counter = tf.get_variable("stale_counter", [], initializer=tf.zeros_initializer(), trainable=False)
        self._opt.apply_gradients(grads_and_vars, global_step=global_step, name=name)
        return tf.assign_add(counter, 1.0)


class MultitaskOptimizerWrapper:
    def __init__(self, opt):
        self._opt = opt

    def __getattr__(self, name):
        return getattr(self._opt, name)


def clip_gradients_by_global_norm(gradients_variables, clip_norm=20.0):
    gradients, variables = zip(*gradients_variables)
    clipped, _ = tf.clip_by_global_norm(list(gradients), clip_norm)
    return list(zip(clipped, variables))


class ExternalOptimizerInterface:
    """Runs outside of the graph: it makes no variables."""

    def __init__(self, loss, var_list=None, equalities=None, inequalities=None, var_to_bounds=None, **optimizer_kwargs):
        self._loss = loss

    def minimize(self, session=None, feed_dict=None, fetches=None, step_callback=None, loss_callback=None, **run_kwargs):
        pass


class ScipyOptimizerInterface(ExternalOptimizerInterface):
    pass


def get_linear_decay_fn(decay_steps):
    return lambda global_step: _scopelint.tensor([], tf.float32)


def get_cosine_decay_fn(decay_steps, num_periods=0.5, zero_after=None):
    return lambda global_step: _scopelint.tensor([], tf.float32)


def get_restart_decay_fn(decay_steps, num_periods=1, zero_after=None):
    return lambda global_step: _scopelint.tensor([], tf.float32)
