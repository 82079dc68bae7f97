"""Queues (ops/data_flow_ops.py): what comes out has the shapes and types that the queue was made for; ops are named after the queue."""

import _scopelint
import tensorflow as tf


class QueueBase:
    _default = "queue"
    _shapes_needed = False

    def _made(self, dtypes, shapes, names, name):
        self._dtypes = [tf.as_dtype(d) for d in (dtypes if isinstance(dtypes, (list, tuple)) else [dtypes])]
        if shapes is None:
            if self._shapes_needed:
                raise ValueError("shapes must be provided.")
            self._shapes = [None for _ in self._dtypes]
        else:
            if isinstance(shapes, tf.TensorShape) or not isinstance(shapes, (list, tuple)) or not shapes or isinstance(shapes[0], int):
                shapes = [shapes]
            self._shapes = [tf.TensorShape(shape) for shape in shapes]
            if len(self._shapes) != len(self._dtypes):
                raise ValueError("Queue shapes must have the same length as dtypes")
        self._names = [names] if isinstance(names, str) else names
        self.queue_ref = tf.identity(_scopelint.tensor([], tf.resource), name=name or type(self).__name__ + "V2")
        self._name = self.queue_ref.op.name.split("/")[-1]

    @property
    def name(self):
        return self.queue_ref.op.name

    @property
    def dtypes(self):
        return self._dtypes

    @property
    def shapes(self):
        return self._shapes

    @property
    def names(self):
        return self._names

    def _here(self):
        """An op on a queue is made in the queue's graph, also where another one is the default, as it is in a new thread."""
        return self.queue_ref.graph.as_default()

    def _op(self, name, kind):
        with self._here():
            return tf.no_op(name=name or "%s_%s" % (self._name, kind))

    def _out(self, name, kind, before):
        results = [
            (None if shape is None or shape.ndims is None else before + shape.as_list(), dtype)
            for dtype, shape in zip(self._dtypes, self._shapes)
        ]
        with self._here():
            found = _scopelint.op(name or "%s_%s" % (self._name, kind), results)
        if self._names:
            return dict(zip(self._names, found))
        return found if len(found) > 1 else found[0]

    def enqueue(self, vals, name=None):
        with self._here(), tf.name_scope(name, "%s_enqueue" % self._name) as scope:
            return tf.no_op(name=scope)

    def enqueue_many(self, vals, name=None):
        with self._here(), tf.name_scope(name, "%s_EnqueueMany" % self._name) as scope:
            return tf.no_op(name=scope)

    def dequeue(self, name=None):
        return self._out(name, "Dequeue", [])

    def dequeue_many(self, n, name=None):
        return self._out(name, "DequeueMany", [n if isinstance(n, int) else None])

    def dequeue_up_to(self, n, name=None):
        return self._out(name, "DequeueUpTo", [None])

    def close(self, cancel_pending_enqueues=False, name=None):
        return self._op(name, "Close")

    def size(self, name=None):
        with self._here():
            return _scopelint.with_shape(tf.identity(_scopelint.tensor([], tf.int32), name=name or "%s_Size" % self._name), [])

    def is_closed(self, name=None):
        with self._here():
            return _scopelint.with_shape(tf.identity(_scopelint.tensor([], tf.bool), name=name or "%s_Is_Closed" % self._name), [])


class FIFOQueue(QueueBase):
    def __init__(self, capacity, dtypes, shapes=None, names=None, shared_name=None, name="fifo_queue"):
        self._made(dtypes, shapes, names, name)


class RandomShuffleQueue(QueueBase):
    def __init__(
        self, capacity, min_after_dequeue, dtypes, shapes=None, names=None, seed=None, shared_name=None, name="random_shuffle_queue"
    ):
        self._made(dtypes, shapes, names, name)


class PaddingFIFOQueue(QueueBase):
    _shapes_needed = True

    def __init__(self, capacity, dtypes, shapes, names=None, shared_name=None, name="padding_fifo_queue"):
        self._made(dtypes, shapes, names, name)


class PriorityQueue(QueueBase):
    def __init__(self, capacity, types, shapes=None, names=None, shared_name=None, name="priority_queue"):
        types = list(types) if isinstance(types, (list, tuple)) else [types]
        if shapes is not None:
            shapes = [[]] + list(shapes)
        self._made([tf.int64] + types, shapes, names, name)
