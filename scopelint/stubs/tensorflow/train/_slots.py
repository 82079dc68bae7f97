"""Slot variables (training/slot_creator.py): named after their primary, below the current variable scope.

The scope is opened by its *default* name, so a second optimizer gets `w/Adam_1` where the first has `w/Adam`,
and the variable inside has no name of its own: it is called like the scope.
"""

import _scopelint
import tensorflow as tf


def _create_slot_var(value, shape, dtype, validate_shape):
    scope = tf.get_variable_scope()
    partitioner = scope.partitioner
    scope.set_partitioner(None)
    slot = tf.get_variable("", initializer=value, trainable=False, shape=shape, dtype=dtype, validate_shape=validate_shape)
    scope.set_partitioner(partitioner)
    return slot


def create_slot(primary, val, name, colocate_with_primary=True, copy_xla_sharding=False):
    """A slot that starts with the tensor `val`, whose type it has."""
    validate_shape = val.get_shape().is_fully_defined()
    with tf.variable_scope(None, primary.op.name + "/" + name):
        return _create_slot_var(val, None, None, validate_shape)


def create_slot_with_initializer(primary, initializer, shape, dtype, name, colocate_with_primary=True, copy_xla_sharding=False):
    validate_shape = _scopelint.is_fully_defined(primary)
    with tf.variable_scope(None, primary.op.name + "/" + name):
        return _create_slot_var(initializer, shape if callable(initializer) else None, dtype, validate_shape)


def create_zeros_slot(primary, name, dtype=None, colocate_with_primary=True, copy_xla_sharding=False):
    if dtype is None:
        dtype = primary.dtype
    shape = primary.get_shape()
    if _scopelint.is_unknown(primary) or _scopelint.is_fully_defined(primary):
        return create_slot_with_initializer(primary, tf.zeros_initializer(), shape, dtype, name)
    return create_slot(primary, tf.zeros(tf.shape(primary), dtype=dtype), name)
