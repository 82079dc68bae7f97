"""`tf.test.TestCase` (framework/test_util.py): every test starts with an empty default graph."""

import _scopelint
import tensorflow as tf
import unittest

StubOutForTesting = _scopelint.unknown("a tool for tests")


class _CachedSession:
    """`test_session`: the graph that is handed in, or the default one."""

    def __init__(self, graph):
        self._session = tf.Session(graph=graph)

    def __enter__(self):
        return self._session.__enter__()

    def __exit__(self, kind, error, traceback):
        self._session.__exit__(kind, error, traceback)


class TestCase(unittest.TestCase):
    def setUp(self):
        tf.reset_default_graph()

    def session(self, graph=None, config=None, use_gpu=True, force_gpu=False):
        return _CachedSession(graph)

    def test_session(self, graph=None, config=None, use_gpu=True, force_gpu=False):
        return _CachedSession(graph)

    def cached_session(self, graph=None, config=None, use_gpu=True, force_gpu=False):
        return _CachedSession(graph)

    def evaluate(self, tensors):
        return _scopelint.unknown()

    def get_temp_dir(self):
        return _scopelint.unknown(kind=str)

    def create_tempdir(self):
        return _scopelint.unknown()


def main(argv=None):
    unittest.main()


def get_temp_dir():
    return _scopelint.unknown(kind=str)


def is_gpu_available(cuda_only=False, min_cuda_compute_capability=None):
    return False


def is_built_with_cuda():
    return False


def gpu_device_name():
    return ""


def assert_equal_graph_def(actual, expected, checkpoint_v2=False):
    pass


def compute_gradient(*args, **kwargs):
    return _scopelint.unknown()


def compute_gradient_error(*args, **kwargs):
    return _scopelint.unknown()
