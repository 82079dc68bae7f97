"""`tf.contrib.eager` in graph mode (contrib/eager/python/tfe.py): its `Variable` is a resource variable."""

import tensorflow as tf


def Variable(
    initial_value=None, trainable=None, collections=None, validate_shape=True, caching_device=None, name=None, dtype=None,
    variable_def=None, import_scope=None, constraint=None,
):
    return tf.Variable(
        initial_value, trainable=trainable, collections=collections, validate_shape=validate_shape, caching_device=caching_device,
        name=name, dtype=dtype, constraint=constraint, use_resource=True,
    )
