"""`tf.contrib.learn.datasets` (contrib/learn/python/learn/datasets): arrays, no variables."""

import collections

import _scopelint
from tensorflow.examples.tutorials.mnist import input_data as mnist
from tensorflow.examples.tutorials.mnist.input_data import DataSet, Datasets, read_data_sets

Dataset = collections.namedtuple("Dataset", ["data", "target"])


def load_dataset(name, size="small", test_with_fake_data=False):
    if name == "mnist":
        return read_data_sets("MNIST-data")
    return Dataset(_scopelint.unknown("data"), _scopelint.unknown("targets"))


def load_csv_with_header(filename, target_dtype, features_dtype, target_column=-1):
    return Dataset(_scopelint.unknown("data"), _scopelint.unknown("targets"))


load_csv_without_header = load_csv_with_header
