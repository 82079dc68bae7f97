"""`slim.prefetch_queue` (contrib/slim/python/slim/data/prefetch_queue.py): a queue of what it is given."""

import tensorflow as tf


def prefetch_queue(tensors, capacity=8, num_threads=1, dynamic_pad=False, shared_name=None, name=None):
    names = sorted(tensors) if isinstance(tensors, dict) else None
    elements = tensors if names is None else [tensors[key] for key in names]
    with tf.name_scope(name, "prefetch_queue", elements) as name:
        queue = (tf.PaddingFIFOQueue if dynamic_pad else tf.FIFOQueue)(
            capacity, [x.dtype for x in elements], [x.get_shape() for x in elements], names, shared_name
        )
        queue.enqueue(tensors)
        tf.summary.scalar("fraction_of_%d_full" % capacity, tf.cast(queue.size(), tf.float32) * (1.0 / capacity))
        return queue
