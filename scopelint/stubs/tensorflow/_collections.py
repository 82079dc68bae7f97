"""`tf.get_collection_ref` (framework/ops.py): the list that a collection is, so that what is done to it is done to the collection."""

import _scopelint
import tensorflow as tf


def get_collection_ref(key):
    return Collection(tf.get_default_graph(), key)


def _set(items, index, value):
    items[index] = value


def _delete(items, index):
    del items[index]


class Collection(list):
    def __init__(self, graph, key):
        list.__init__(self, graph.get_collection(key))
        self._graph = graph
        self._key = key

    def _changed(self, change, *args):
        """Change what the collection holds by now: things may have been added to it since."""
        items = self._graph.get_collection(self._key)
        result = change(items, *args)
        list.clear(self)
        list.extend(self, items)
        _scopelint.set_collection(self._graph, self._key, items)
        return result

    def append(self, item):
        self._changed(list.append, item)

    def extend(self, items):
        self._changed(list.extend, items)

    def __iadd__(self, items):
        self._changed(list.extend, items)
        return self

    def insert(self, index, item):
        self._changed(list.insert, index, item)

    def remove(self, item):
        self._changed(list.remove, item)

    def pop(self, index=-1):
        return self._changed(list.pop, index)

    def clear(self):
        self._changed(list.clear)

    def __setitem__(self, index, value):
        self._changed(_set, index, value)

    def __delitem__(self, index):
        self._changed(_delete, index)
