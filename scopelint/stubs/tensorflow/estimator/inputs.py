"""`tf.estimator.inputs` (tensorflow_estimator/python/estimator/inputs): input functions that read queues."""

import _scopelint
import tensorflow as tf


def _rows(x):
    x = tf.convert_to_tensor(x)
    return _scopelint.tensor([None] + x.shape[1:].as_list(), x.dtype)


def numpy_input_fn(x, y=None, batch_size=128, num_epochs=1, shuffle=None, queue_capacity=1000, num_threads=1):
    def input_fn():
        features = tf.nest.map_structure(_rows, x)
        return features if y is None else (features, tf.nest.map_structure(_rows, y))

    return input_fn


def pandas_input_fn(
    x, y=None, batch_size=128, num_epochs=1, shuffle=None, queue_capacity=1000, num_threads=1, target_column="target"
):
    def input_fn():
        features = _scopelint.unknown("a table of data")
        return features if y is None else (features, _scopelint.unknown("a table of data"))

    return input_fn
