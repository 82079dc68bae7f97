"""`tf.keras.optimizers` in graph mode (keras/optimizers/legacy/*.py): variables are made when gradients are applied."""

import tensorflow as tf


class Optimizer(object):
    """`OptimizerV2`."""

    _slots = ()

    def __init__(self, name, hyper, **kwargs):
        self._name = name
        self._hyper = dict(hyper, decay=kwargs.get("decay", 0.0))
        if "lr" in kwargs:
            self._hyper["learning_rate"] = kwargs["lr"]
        self._made = False
        self._slot_of = {}
        self._weights = []

    @property
    def iterations(self):
        if self._weights:
            return self._weights[0]
        self._add("iter", tf.int64)
        return self._weights[0]

    @property
    def weights(self):
        return self._weights

    @property
    def lr(self):
        return self._hyper["learning_rate"]

    learning_rate = lr

    def _add(self, name, dtype=tf.float32):
        variable = tf.Variable(tf.zeros_initializer()([], dtype), name=name, trainable=False, use_resource=True)
        self._weights.append(variable)
        return variable

    def _slots_of(self, variables):
        return [(variable, slot) for slot in self._slots for variable in variables]

    def _create_all_weights(self, variables):
        self.iterations
        if not self._made:
            self._made = True
            for name in sorted(self._hyper):
                value = self._hyper[name]
                if not callable(value) and not isinstance(value, (tf.Tensor, tf.Variable)):
                    self._hyper[name] = self._add(name)
        for variable, slot in self._slots_of(variables):
            made = self._slot_of.setdefault(slot, {})
            if variable not in made:
                made[variable] = tf.Variable(
                    tf.zeros(variable.get_shape(), variable.dtype.base_dtype),
                    name=variable.op.name + "/" + slot,
                    trainable=False,
                    use_resource=True,
                )
                self._weights.append(made[variable])

    def get_slot(self, variable, slot):
        return self._slot_of[slot][variable]

    def apply_gradients(self, grads_and_vars, name=None, **kwargs):
        with tf.name_scope(self._name):
            self._create_all_weights([variable for gradient, variable in grads_and_vars if gradient is not None])
            return tf.no_op()

    def get_gradients(self, loss, params):
        return tf.gradients(loss, params)

    def get_updates(self, loss, params):
        return [self.apply_gradients([(variable, variable) for variable in params])]

    def minimize(self, loss, var_list, grad_loss=None, name=None, tape=None):
        variables = var_list() if callable(var_list) else var_list
        return self.apply_gradients([(variable, variable) for variable in variables], name=name)

    def get_config(self):
        return dict(self._hyper, name=self._name)


class SGD(Optimizer):
    def __init__(self, learning_rate=0.01, momentum=0.0, nesterov=False, name="SGD", **kwargs):
        super().__init__(name, {"learning_rate": learning_rate, "momentum": momentum}, **kwargs)
        if callable(momentum) or momentum != 0.0:
            self._slots = ("momentum",)


class Adam(Optimizer):
    _slots = ("m", "v")

    def __init__(self, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7, amsgrad=False, name="Adam", **kwargs):
        super().__init__(name, {"learning_rate": learning_rate, "beta_1": beta_1, "beta_2": beta_2}, **kwargs)
        if amsgrad:
            self._slots = ("m", "v", "vhat")


class Adamax(Optimizer):
    _slots = ("m", "v")

    def __init__(self, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7, name="Adamax", **kwargs):
        super().__init__(name, {"learning_rate": learning_rate, "beta_1": beta_1, "beta_2": beta_2}, **kwargs)


class Nadam(Optimizer):
    _slots = ("m", "v")

    def __init__(self, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7, name="Nadam", **kwargs):
        kwargs["decay"] = kwargs.pop("schedule_decay", 0.004)
        super().__init__(name, {"learning_rate": learning_rate, "beta_1": beta_1, "beta_2": beta_2}, **kwargs)
        self._m_cache = None

    def _slots_of(self, variables):
        if self._m_cache is None:
            self._m_cache = self._add("momentum_cache")
        return super()._slots_of(variables)


class RMSprop(Optimizer):
    def __init__(self, learning_rate=0.001, rho=0.9, momentum=0.0, epsilon=1e-7, centered=False, name="RMSprop", **kwargs):
        super().__init__(name, {"learning_rate": learning_rate, "rho": rho, "momentum": momentum}, **kwargs)
        self._slots = ("rms",) + (("momentum",) if callable(momentum) or momentum != 0.0 else ()) + (("mg",) if centered else ())


class Adagrad(Optimizer):
    _slots = ("accumulator",)

    def __init__(self, learning_rate=0.001, initial_accumulator_value=0.1, epsilon=1e-7, name="Adagrad", **kwargs):
        super().__init__(name, {"learning_rate": learning_rate}, **kwargs)


class Adadelta(Optimizer):
    _slots = ("accum_grad", "accum_var")

    def __init__(self, learning_rate=0.001, rho=0.95, epsilon=1e-7, name="Adadelta", **kwargs):
        super().__init__(name, {"learning_rate": learning_rate, "rho": rho}, **kwargs)


class Ftrl(Optimizer):
    def __init__(
        self, learning_rate=0.001, learning_rate_power=-0.5, initial_accumulator_value=0.1, l1_regularization_strength=0.0,
        l2_regularization_strength=0.0, name="Ftrl", l2_shrinkage_regularization_strength=0.0, beta=0.0, **kwargs
    ):
        hyper = {
            "learning_rate": learning_rate,
            "learning_rate_power": learning_rate_power,
            "l1_regularization_strength": l1_regularization_strength,
            "l2_regularization_strength": l2_regularization_strength,
            "beta": beta,
        }
        super().__init__(name, hyper, **kwargs)

    def _slots_of(self, variables):
        return [(variable, slot) for variable in variables for slot in ("accumulator", "linear")]


class TFOptimizer(object):
    """One of `tf.train`'s optimizers in the place of one of Keras's (keras/optimizers/optimizer_v1.py)."""

    def __init__(self, optimizer):
        self.optimizer = optimizer
        with tf.name_scope("TFOptimizer"):
            self.iterations = tf.Variable(tf.zeros([], tf.int64), name="iterations")

    def get_updates(self, loss, params):
        grads = self.optimizer.compute_gradients(loss, params)
        return [self.optimizer.apply_gradients(grads, global_step=self.iterations)]


_BY_NAME = {
    "sgd": SGD, "adam": Adam, "adamax": Adamax, "nadam": Nadam, "rmsprop": RMSprop, "adagrad": Adagrad, "adadelta": Adadelta,
    "ftrl": Ftrl,
}


def get(identifier):
    if isinstance(identifier, str):
        return _BY_NAME[identifier.lower()]()
    return TFOptimizer(identifier) if isinstance(identifier, tf.train.Optimizer) else identifier


sgd = SGD
adam = Adam
rmsprop = RMSprop
