"""`tf.custom_gradient` in a graph (ops/custom_gradient.py, `_graph_mode_decorator`): results pass through one op that bears the gradient."""

import functools

import _scopelint
import tensorflow as tf


def custom_gradient(f=None):
    if f is None:
        return custom_gradient

    @functools.wraps(f)
    def decorated(*args, **kwargs):
        if kwargs:
            raise ValueError(
                "The custom_gradient decorator currently supports keywords arguments only when eager execution is enabled."
            )
        args = tf.nest.map_structure(tf.convert_to_tensor, args)
        made = []

        def create(next_creator, **options):
            made.append(next_creator(**options))
            return made[-1]

        with tf.variable_creator_scope(create):
            result, grad_fn = f(*args)
        if not all(_scopelint.is_resource(variable) for variable in made):
            raise TypeError(
                "All variables used by a function wrapped with @custom_gradient must be `ResourceVariable`s. "
                "Ensure that no `variable_scope` is created with `use_resource=False`."
            )
        flat_result = [tf.convert_to_tensor(x) for x in tf.nest.flatten(result)]
        tensors = tf.identity_n(flat_result + tf.nest.flatten(args))
        return tf.nest.pack_sequence_as(result, tensors[: len(flat_result)])

    return decorated
