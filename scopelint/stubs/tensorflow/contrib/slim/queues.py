"""`slim.queues` (contrib/slim/python/slim/queues.py)."""

import contextlib


class NestedQueueRunnerError(Exception):
    pass


@contextlib.contextmanager
def QueueRunners(session):
    yield
