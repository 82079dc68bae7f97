"""`tf.estimator.export` (tensorflow_estimator/python/estimator/export): what a model is served with."""

import _scopelint
import tensorflow as tf


class ServingInputReceiver:
    def __init__(self, features, receiver_tensors, receiver_tensors_alternatives=None):
        self.features = features
        self.receiver_tensors = receiver_tensors


class TensorServingInputReceiver(ServingInputReceiver):
    pass


class ExportOutput:
    def __init__(self, *args, **kwargs):
        pass


class PredictOutput(ExportOutput):
    pass


class ClassificationOutput(ExportOutput):
    pass


class RegressionOutput(ExportOutput):
    pass


def build_raw_serving_input_receiver_fn(features, default_batch_size=None):
    def serving_input_receiver_fn():
        made = tf.nest.map_structure(lambda x: tf.placeholder(x.dtype, [default_batch_size] + x.shape[1:].as_list()), features)
        return ServingInputReceiver(made, made)

    return serving_input_receiver_fn


def build_parsing_serving_input_receiver_fn(feature_spec, default_batch_size=None):
    def serving_input_receiver_fn():
        serialized = tf.placeholder(tf.string, [default_batch_size], name="input_example_tensor")
        return ServingInputReceiver(tf.parse_example(serialized, feature_spec), {"examples": serialized})

    return serving_input_receiver_fn
