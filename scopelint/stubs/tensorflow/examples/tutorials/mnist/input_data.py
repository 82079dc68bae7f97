"""MNIST as tutorials read it (examples/tutorials/mnist/input_data.py, contrib/learn/python/learn/datasets/mnist.py): arrays, no variables."""

import collections

import numpy as np

Datasets = collections.namedtuple("Datasets", ["train", "validation", "test"])


class DataSet(object):
    def __init__(self, num_examples, one_hot, dtype, reshape):
        self._num_examples = num_examples
        self._shape = [784] if reshape else [28, 28, 1]
        self._classes = [10] if one_hot else []
        self.images = np.zeros([num_examples] + self._shape, "float32")
        self.labels = np.zeros([num_examples] + self._classes, "float64" if one_hot else "uint8")

    @property
    def num_examples(self):
        return self._num_examples

    @property
    def epochs_completed(self):
        return 0

    def next_batch(self, batch_size, fake_data=False, shuffle=True):
        labels = np.zeros([batch_size] + self._classes, "float64" if self._classes else "uint8")
        return np.zeros([batch_size] + self._shape, "float32"), labels


def read_data_sets(
    train_dir, fake_data=False, one_hot=False, dtype=None, reshape=True, validation_size=5000, seed=None, source_url=None
):
    train = DataSet(60000 - validation_size, one_hot, dtype, reshape)
    return Datasets(train, DataSet(validation_size, one_hot, dtype, reshape), DataSet(10000, one_hot, dtype, reshape))
