"""Moving averages (training/moving_averages.py): of variables and of tensors, and the updates alone."""

import tensorflow as tf
from tensorflow.train import _slots


class ExponentialMovingAverage:
    """The average of a variable is a slot that starts with its value, that of a tensor starts with zeros."""

    def __init__(self, decay, num_updates=None, zero_debias=False, name="ExponentialMovingAverage"):
        self._decay = decay
        self._num_updates = num_updates
        self._zero_debias = zero_debias
        self._name = name
        self._averages = {}

    @property
    def name(self):
        return self._name

    def apply(self, var_list=None):
        if var_list is None:
            var_list = tf.trainable_variables()
        debiased = []
        for var in var_list:
            if var not in self._averages:
                if not var.dtype.base_dtype.is_floating:
                    raise TypeError("The variables must be half, float, or double: %s" % var.name)
                with tf.init_scope():
                    if isinstance(var, tf.Variable):
                        average = _slots.create_slot(var, var.initialized_value(), self.name)
                        tf.add_to_collection(tf.GraphKeys.MOVING_AVERAGE_VARIABLES, var)
                    else:
                        average = _slots.create_zeros_slot(var, self.name)
                        if self._zero_debias:
                            debiased.append(average)
                self._averages[var] = average
        with tf.name_scope(self.name) as scope:
            updates = []
            for var in var_list:
                average = self._averages[var]
                updates.append(assign_moving_average(average, var, self._decay, average in debiased))
            return tf.group(*updates, name=scope)

    def average(self, var):
        var.ref  # the averages are kept by reference: a PartitionedVariable has none, nor has None
        return self._averages.get(var)

    def average_name(self, var):
        if var in self._averages:
            return self._averages[var].op.name
        return tf.get_default_graph().unique_name(var.op.name + "/" + self.name, mark_as_used=False)

    def variables_to_restore(self, moving_avg_variables=None):
        if moving_avg_variables is None:
            moving_avg_variables = tf.trainable_variables() + tf.moving_average_variables()
        names = {}
        for v in moving_avg_variables:
            names[self.average_name(v)] = v
        averaged = [v.name for v in moving_avg_variables]
        for v in tf.global_variables():
            if v.name not in averaged and v.op.name not in names:
                names[v.op.name] = v
        return names


def assign_moving_average(variable, value, decay, zero_debias=True, name=None):
    with tf.name_scope(name, "AssignMovingAvg", [variable, value, decay]) as scope:
        if zero_debias:
            return _zero_debias(variable, value, decay)
        return tf.assign_sub(variable, (variable - value) * (1.0 - decay), name=scope)


def _free_name(name):
    """`name`, with a number where the current variable scope has a variable of that name already."""
    scope = tf.get_variable_scope()
    if scope.reuse:
        return name
    taken = [v.op.name for v in scope.global_variables()]
    if scope.name + "/" + name not in taken:
        return name
    number = 1
    while scope.name + "/" + name + "_%d" % number in taken:
        number += 1
    return name + "_%d" % number


def _zero_debias(unbiased_var, value, decay):
    """Two more variables beside the average, below its own name taken as an absolute scope."""
    with tf.variable_scope(unbiased_var.op.name, values=[unbiased_var, value, decay]):
        biased = tf.get_variable(
            _free_name("biased"), initializer=tf.zeros_initializer(), shape=unbiased_var.get_shape(), dtype=unbiased_var.dtype, trainable=False
        )
        tf.get_variable(_free_name("local_step"), shape=[], dtype=unbiased_var.dtype, initializer=tf.zeros_initializer(), trainable=False)
        return tf.assign(unbiased_var, biased)


def weighted_moving_average(value, decay, weight, truediv=True, collections=None, name=None):
    if collections is None:
        collections = [tf.GraphKeys.GLOBAL_VARIABLES]
    with tf.variable_scope(name, "WeightedMovingAvg", [value, weight, decay]):
        value_x_weight = tf.get_variable(
            "value_x_weight", shape=value.get_shape(), dtype=value.dtype, initializer=tf.zeros_initializer(), trainable=False,
            collections=collections,
        )
        weights = tf.get_variable(
            "weight", shape=weight.get_shape(), dtype=weight.dtype, initializer=tf.zeros_initializer(), trainable=False,
            collections=collections,
        )
        numerator = assign_moving_average(value_x_weight, value * weight, decay, zero_debias=False)
        denominator = assign_moving_average(weights, weight, decay, zero_debias=False)
        return tf.truediv(numerator, denominator)
