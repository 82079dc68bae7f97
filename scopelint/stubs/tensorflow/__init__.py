"""Names of `tensorflow` itself that are said best in Python: partitioners (ops/partitioned_variables.py), no regularizer, a pure scope."""

import math as _math

import tensorflow as tf


def fixed_size_partitioner(num_shards, axis=0):
    def _partitioner(shape, **unused_kwargs):
        partitions_list = [1] * shape.ndims
        partitions_list[axis] = min(num_shards, shape.dims[axis].value)
        return partitions_list

    return _partitioner


def variable_axis_size_partitioner(max_shard_bytes, axis=0, bytes_per_string_element=16, max_shards=None):
    def _partitioner(shape, dtype):
        if dtype.name == "string":
            element_size = bytes_per_string_element
        else:
            element_size = dtype.size
        partitions = [1] * shape.ndims
        bytes_per_slice = 1.0 * (shape.num_elements() / shape.dims[axis].value) * element_size
        slices_per_shard = max(1, _math.floor(max_shard_bytes / bytes_per_slice))
        axis_shards = int(_math.ceil(1.0 * shape.dims[axis].value / slices_per_shard))
        if max_shards:
            axis_shards = min(max_shards, axis_shards)
        partitions[axis] = axis_shards
        return partitions

    return _partitioner


def min_max_variable_partitioner(max_partitions=1, axis=0, min_slice_size=256 << 10, bytes_per_string_element=16):
    def _partitioner(shape, dtype):
        if dtype.name == "string":
            bytes_per_element = bytes_per_string_element
        else:
            bytes_per_element = dtype.size
        total_bytes_size = shape.num_elements() * bytes_per_element
        partitions = total_bytes_size / min_slice_size
        partitions_list = [1] * shape.ndims
        partitions_list[axis] = max(1, min(shape.dims[axis].value, max_partitions, int(_math.ceil(partitions))))
        return partitions_list

    return _partitioner


def no_regularizer(_):
    return None


def _pure_variable_scope(
    name_or_scope, reuse=None, initializer=None, regularizer=None, caching_device=None, partitioner=None, custom_getter=None,
    old_name_scope=None, dtype=None, use_resource=None, constraint=None,
):  # fmt: skip
    """A variable scope that opens no name scope (ops/variable_scope.py); modules that enter their scopes by hand call it."""
    return tf.variable_scope(
        name_or_scope, reuse=reuse, initializer=initializer, regularizer=regularizer, caching_device=caching_device,
        partitioner=partitioner, custom_getter=custom_getter, dtype=dtype, use_resource=use_resource, constraint=constraint,
        auxiliary_name_scope=False,
    )  # fmt: skip
