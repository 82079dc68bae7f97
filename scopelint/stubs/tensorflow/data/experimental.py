"""`tf.data.experimental` and `tf.contrib.data`: transformations for `Dataset.apply` (data/experimental/ops)."""

import _scopelint
import tensorflow as tf

AUTOTUNE = -1


def map_and_batch(map_func, batch_size, num_parallel_batches=None, drop_remainder=False, num_parallel_calls=None):
    return lambda ds: ds.map(map_func).batch(batch_size, drop_remainder)


def shuffle_and_repeat(buffer_size, count=None, seed=None):
    return lambda ds: ds


def prefetch_to_device(device, buffer_size=None):
    return lambda ds: ds


def copy_to_device(target_device, source_device="/cpu:0"):
    return lambda ds: ds


def ignore_errors(log_warning=False):
    return lambda ds: ds


def parallel_interleave(
    map_func, cycle_length, block_length=1, sloppy=False, buffer_output_elements=None, prefetch_input_elements=None
):
    return lambda ds: ds.flat_map(map_func)


sloppy_interleave = parallel_interleave


def batch_and_drop_remainder(batch_size):
    return lambda ds: ds.batch(batch_size, True)


def padded_batch_and_drop_remainder(batch_size, padded_shapes, padding_values=None):
    return lambda ds: ds.padded_batch(batch_size, padded_shapes, padding_values, True)


def unbatch():
    return lambda ds: ds.unbatch()


def enumerate_dataset(start=0):
    return lambda ds: ds.enumerate(start)


def dense_to_sparse_batch(batch_size, row_shape):
    return lambda ds: ds.batch(batch_size)


def scan(initial_state, scan_func):
    return lambda ds: ds


def take_while(predicate):
    return lambda ds: ds.filter(predicate)


def group_by_window(key_func, reduce_func, window_size=None, window_size_func=None):
    def grouped(ds):
        key = _scopelint.call_in_function(key_func, *(ds._element if isinstance(ds._element, tuple) else (ds._element,)))
        return reduce_func(key, ds)

    return grouped


def bucket_by_sequence_length(
    element_length_func, bucket_boundaries, bucket_batch_sizes, padded_shapes=None, padding_values=None, pad_to_bucket_boundary=False,
    no_padding=False, drop_remainder=False,
):
    def bucketed(ds):
        shapes = padded_shapes or ds.output_shapes
        return ds.batch(None) if no_padding else ds.padded_batch(None, shapes)

    return bucketed


def rejection_resample(class_func, target_dist, initial_dist=None, seed=None):
    return lambda ds: tf.data.Dataset((_scopelint.tensor([], tf.int32), ds._element))


def sample_from_datasets(datasets, weights=None, seed=None):
    return datasets[0]


def choose_from_datasets(datasets, choice_dataset):
    return datasets[0]


def cardinality(dataset):
    return _scopelint.tensor([], tf.int64)


def make_saveable_from_iterator(iterator):
    return _scopelint.unknown("a saveable object")
