"""What slim's layers share (tf_slim/layers/utils.py)."""

import collections

import _scopelint

import tensorflow as tf

NamedOutputs = collections.namedtuple("NamedOutputs", ["name", "outputs"])


def collect_named_outputs(collections, alias, outputs):
    if collections:
        append_tensor_alias(outputs, alias)
        tf.add_to_collections(collections, outputs)
    return outputs


def append_tensor_alias(tensor, alias):
    if alias[-1] == "/":
        alias = alias[:-1]
    tensor.aliases = getattr(tensor, "aliases", []) + [alias]
    return tensor


def gather_tensors_aliases(tensors):
    aliases = []
    for tensor in tensors:
        aliases += get_tensor_aliases(tensor)
    return aliases


def get_tensor_aliases(tensor):
    return tensor.aliases if hasattr(tensor, "aliases") else [tensor.op.name]


def convert_collection_to_dict(collection, clear_collection=False):
    found = {}
    for tensor in tf.get_collection(collection):
        for alias in get_tensor_aliases(tensor):
            found[alias] = tensor
    if clear_collection:
        tf.get_default_graph().clear_collection(collection)
    return found


def constant_value(value_or_tensor_or_var, dtype=None):
    return _scopelint.static_flag(value_or_tensor_or_var)


def static_cond(pred, fn1, fn2):
    return fn1() if pred else fn2()


def smart_cond(pred, fn1, fn2, name=None):
    known = constant_value(pred)
    return tf.cond(pred, fn1, fn2, name=name) if known is None else static_cond(known, fn1, fn2)


def get_variable_collections(variables_collections, name):
    return variables_collections.get(name) if isinstance(variables_collections, dict) else variables_collections


def channel_dimension(shape, data_format, min_rank=1):
    return _scopelint.defined_size(shape, 1 if data_format == "channels_first" else -1, "dimension of shape must be known but is None")


def last_dimension(shape, min_rank=1):
    return channel_dimension(shape, "channels_last", min_rank)


def two_element_tuple(int_or_tuple):
    return _scopelint.sizes(int_or_tuple, 2)


def n_positive_integers(n, value):
    return _scopelint.sizes(value, n)
