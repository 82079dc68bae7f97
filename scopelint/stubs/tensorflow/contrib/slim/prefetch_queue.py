"""`slim.prefetch_queue` (contrib/slim/python/slim/data/prefetch_queue.py): a queue of what it is given."""

import _scopelint
import tensorflow as tf
from tensorflow.train._input import _Queue


def prefetch_queue(tensors, capacity=8, num_threads=1, dynamic_pad=False, shared_name=None, name=None):
    with tf.name_scope(name, "prefetch_queue") as name:
        tf.summary.scalar("fraction_of_%d_full" % capacity, _scopelint.tensor([], tf.float32))
        return _Queue(tensors)
