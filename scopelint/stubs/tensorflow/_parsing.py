"""Examples as dicts of tensors (ops/parsing_ops.py, parsing_config.py): shapes and types come from the features that are asked for."""

import collections

import _scopelint
import tensorflow as tf


class VarLenFeature(collections.namedtuple("VarLenFeature", ["dtype"])):
    pass


class FixedLenFeature(collections.namedtuple("FixedLenFeature", ["shape", "dtype", "default_value"])):
    def __new__(cls, shape, dtype, default_value=None):
        return super(FixedLenFeature, cls).__new__(cls, shape, dtype, default_value)


class FixedLenSequenceFeature(
    collections.namedtuple("FixedLenSequenceFeature", ["shape", "dtype", "allow_missing", "default_value"])
):
    def __new__(cls, shape, dtype, allow_missing=False, default_value=None):
        return super(FixedLenSequenceFeature, cls).__new__(cls, shape, dtype, allow_missing, default_value)


class SparseFeature(collections.namedtuple("SparseFeature", ["index_key", "value_key", "dtype", "size", "already_sorted"])):
    def __new__(cls, index_key, value_key, dtype, size, already_sorted=False):
        return super(SparseFeature, cls).__new__(cls, index_key, value_key, dtype, size, already_sorted)


def _sizes(shape):
    return tf.TensorShape(shape).as_list()


def _parsed(features, batch):
    """One tensor a feature, below the sizes `batch`."""
    found = {}
    for key in features or {}:
        feature = features[key]
        if isinstance(feature, FixedLenFeature):
            found[key] = _scopelint.tensor(batch + _sizes(feature.shape), feature.dtype)
        elif isinstance(feature, FixedLenSequenceFeature):
            found[key] = _scopelint.tensor(batch + [None] + _sizes(feature.shape), feature.dtype)
        else:
            found[key] = tf.SparseTensor(
                _scopelint.tensor([None, len(batch) + 1], tf.int64), _scopelint.tensor([None], feature.dtype),
                _scopelint.tensor([len(batch) + 1], tf.int64),
            )
    return found


def parse_example(serialized, features, name=None, example_names=None):
    with tf.name_scope(name, "ParseExample"):
        tf.convert_to_tensor(serialized, name="serialized")
        return _parsed(features, [None])


def parse_single_example(serialized, features, name=None, example_names=None):
    with tf.name_scope(name, "ParseSingleExample"):
        tf.convert_to_tensor(serialized, name="serialized")
        return _parsed(features, [])


def parse_single_sequence_example(serialized, context_features=None, sequence_features=None, example_name=None, name=None):
    with tf.name_scope(name, "ParseSingleSequenceExample"):
        return _parsed(context_features, []), _parsed(sequence_features, [])


def parse_sequence_example(serialized, context_features=None, sequence_features=None, example_names=None, name=None):
    with tf.name_scope(name, "ParseSequenceExample"):
        return _parsed(context_features, [None]), _parsed(sequence_features, [None]), _scopelint.unknown("lengths")
