"""`queue`, as one thread sees it (Lib/queue.py)."""

import _scopelint


class Empty(Exception):
    pass


class Full(Exception):
    pass


class Queue:
    def __init__(self, maxsize=0):
        self.maxsize = maxsize
        self.queue = []

    def put(self, item, block=True, timeout=None):
        self.queue.append(item)

    def put_nowait(self, item):
        self.queue.append(item)

    def _take(self):
        return self.queue.pop(0)

    def get(self, block=True, timeout=None):
        if self.queue:
            return self._take()
        return _scopelint.unknown("what another thread puts into a queue")

    def get_nowait(self):
        if self.queue:
            return self._take()
        raise Empty

    def empty(self):
        return not self.queue

    def full(self):
        return 0 < self.maxsize <= len(self.queue)

    def qsize(self):
        return len(self.queue)

    def task_done(self):
        pass

    def join(self):
        pass


class LifoQueue(Queue):
    def _take(self):
        return self.queue.pop()


class PriorityQueue(Queue):
    def _take(self):
        first = min(self.queue)
        self.queue.remove(first)
        return first


SimpleQueue = Queue
