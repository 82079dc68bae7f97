"""`slim.parallel_reader` (contrib/slim/python/slim/data/parallel_reader.py): `num_epochs` is counted in a local variable."""

import _scopelint
import tensorflow as tf


def parallel_read(
    data_sources, reader_class, num_epochs=None, num_readers=4, reader_kwargs=None, shuffle=True, dtypes=None, capacity=256,
    min_after_dequeue=128, seed=None, scope=None,
):
    with tf.name_scope(scope, "parallel_read"):
        tf.train.string_input_producer(get_data_files(data_sources), num_epochs=num_epochs, shuffle=shuffle, seed=seed, name="filenames")
        with tf.name_scope("common_queue"):
            fraction = _scopelint.tensor([], tf.float32)
        tf.summary.scalar("fraction_of_%d_full" % capacity, fraction)
        return [_scopelint.tensor([], dtype) for dtype in dtypes or [tf.string, tf.string]]


def single_pass_read(data_sources, reader_class, reader_kwargs=None, scope=None):
    with tf.name_scope(scope, "single_pass_read"):
        tf.train.string_input_producer(get_data_files(data_sources), num_epochs=1, shuffle=False, capacity=1, name="filenames")
        return [_scopelint.tensor([], tf.string), _scopelint.tensor([], tf.string)]


def get_data_files(data_sources):
    """Whatever a pattern matches is not known: one file."""
    if isinstance(data_sources, (list, tuple)):
        if not data_sources:
            _scopelint.fail("ValueError", "No data files found in %s" % (data_sources,))
        return list(data_sources) or [data_sources]
    return [data_sources]
