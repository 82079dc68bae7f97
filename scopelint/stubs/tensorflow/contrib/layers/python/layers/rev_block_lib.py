"""Reversible layers, and functions that are computed again (contrib/layers/python/layers/rev_block_lib.py of TensorFlow 1.15).

What gradients compute again shares the variables that are there already: it is not followed.
"""

import functools

import tensorflow as tf
from tensorflow.layers import base


def _in_scope(function, scope):
    def wrapped(*args, **kwargs):
        with tf.variable_scope(scope, use_resource=True):
            return function(*args, **kwargs)

    return wrapped


def _gradient(*grads, **kwargs):
    """Accepts the gradients of variables, too."""


class RevBlock(base.Layer):
    """Makes its variables on its first call, in the scope of the layer."""

    def __init__(self, f, g, num_layers=1, f_side_input=None, g_side_input=None, use_efficient_backprop=True, name="revblock", **kwargs):
        super().__init__(name=name, **kwargs)
        self.f = self._layers(f, num_layers, "f")
        self.g = self._layers(g, num_layers, "g")
        self.num_layers = num_layers
        self.f_side_input = f_side_input or []
        self.g_side_input = g_side_input or []
        self._use_efficient_backprop = use_efficient_backprop

    def _layers(self, functions, count, name):
        functions = functions if isinstance(functions, list) else [functions] * count
        assert len(functions) == count
        return [_in_scope(function, "revlayer_%d/%s" % (i, name)) for i, function in enumerate(functions)]

    def build(self, _):
        self.built = True

    def call(self, inputs, forward=True):
        scope = tf.get_variable_scope()
        before = len(scope.global_variables())
        first, second = inputs
        outputs = self._forward(first, second) if forward else self._backward(first, second)
        trained = scope.trainable_variables()
        for variable in scope.global_variables()[before:]:
            (self._trainable_weights if variable in trained else self._non_trainable_weights).append(variable)
        return outputs

    def forward(self, x1, x2):
        return self.apply([x1, x2])

    def backward(self, y1, y2):
        return self.apply([y1, y2], forward=False)

    def _forward(self, x1, x2):
        sides = [self.f_side_input, self.g_side_input]

        def layers(x1, x2, *flat):
            f_side, g_side = tf.nest.pack_sequence_as(sides, list(flat))
            for f, g in zip(self.f, self.g):
                x1 = x1 + (f(x2, f_side) if f_side else f(x2))
                x2 = x2 + (g(x1, g_side) if g_side else g(x1))
                if self._use_efficient_backprop:
                    x1, x2 = tf.tuple([x1, x2])
            return x1, x2

        @tf.custom_gradient
        def with_gradient(*args):
            return layers(*args), _gradient

        return (with_gradient if self._use_efficient_backprop else layers)(x1, x2, *tf.nest.flatten(sides))

    def _backward(self, y1, y2):
        for f, g in zip(self.f[::-1], self.g[::-1]):
            x2 = y2 - (g(y1, self.g_side_input) if self.g_side_input else g(y1))
            y1, y2 = y1 - (f(x2, self.f_side_input) if self.f_side_input else f(x2)), x2
        return y1, y2


def rev_block(x1, x2, f, g, num_layers=1, f_side_input=None, g_side_input=None, is_training=True):
    block = RevBlock(
        f=f, g=g, num_layers=num_layers, f_side_input=f_side_input, g_side_input=g_side_input, use_efficient_backprop=is_training,
        _reuse=tf.get_variable_scope().reuse,
    )
    return block.forward(x1, x2)


def recompute_grad(fn=None, use_data_dep="__rev_block_lib_default", tupleize_grads=False):
    if fn is None:
        return functools.partial(recompute_grad, use_data_dep=use_data_dep, tupleize_grads=tupleize_grads)

    def wrapped(*args):
        for arg in args:
            if not isinstance(arg, tf.Tensor):
                raise ValueError("All inputs to function must be Tensors")

        @tf.custom_gradient
        def computed(*args):
            return fn(*args), _gradient

        return computed(*args)

    return wrapped
