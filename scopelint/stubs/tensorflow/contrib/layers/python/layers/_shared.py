"""What slim's layers have in common: variables by other names, their collections, the end of a layer (tf_slim/layers/layers.py)."""

import _scopelint

import tensorflow as tf
from tensorflow.contrib.framework.python.ops import variables
from tensorflow.contrib.layers.python.layers import utils

DATA_FORMAT_NCHW = "NCHW"
DATA_FORMAT_NHWC = "NHWC"
DATA_FORMAT_NCDHW = "NCDHW"
DATA_FORMAT_NDHWC = "NDHWC"


def _channels(data_format):
    return "channels_first" if data_format and data_format.startswith("NC") else "channels_last"


# --- variables by other names --------------------------------------------------------------------------


def _model_variable_getter(
    getter, name, shape=None, dtype=None, initializer=None, regularizer=None, trainable=True, collections=None, caching_device=None,
    partitioner=None, rename=None, use_resource=None, synchronization=None, aggregation=None, **_
):
    return variables.model_variable(
        _scopelint.renamed(name, rename or {}), shape=shape, dtype=dtype, initializer=initializer, regularizer=regularizer, collections=collections,
        trainable=trainable, caching_device=caching_device, partitioner=partitioner, custom_getter=getter,
        use_resource=use_resource, synchronization=synchronization, aggregation=aggregation,
    )


def _build_variable_getter(rename=None):
    def layer_variable_getter(getter, *args, **kwargs):
        kwargs["rename"] = rename
        return _model_variable_getter(getter, *args, **kwargs)

    return layer_variable_getter


_WEIGHTS_AND_BIASES = {"bias": "biases", "kernel": "weights"}


def _add_variable_to_collections(variable, collections_set, collections_name):
    for collection in utils.get_variable_collections(collections_set, collections_name) or []:
        _scopelint.add_new_to_collection(collection, _scopelint.parts(variable))


def _collect(layer, variables_collections):
    """Put a layer's weights and biases into the collections that the caller wants."""
    if variables_collections:
        _add_variable_to_collections(layer.kernel, variables_collections, "weights")
        if layer.bias is not None:
            _add_variable_to_collections(layer.bias, variables_collections, "biases")


def _finish(outputs, normalizer_fn, normalizer_params, activation_fn, outputs_collections, alias):
    if normalizer_fn is not None:
        outputs = normalizer_fn(outputs, **(normalizer_params or {}))
    if activation_fn is not None:
        outputs = activation_fn(outputs)
    return utils.collect_named_outputs(outputs_collections, alias, outputs)
