"""`multiprocessing`: a process works on a copy of what there is when it starts, and nobody sees what it changes (Lib/multiprocessing)."""

import _scopelint


class Process:
    def __init__(self, group=None, target=None, name=None, args=(), kwargs=None, daemon=None):
        self._target = target
        self._args = args
        self._kwargs = kwargs or {}
        self.name = name or "Process-1"
        self.daemon = daemon

    def run(self):
        if self._target is not None:
            self._target(*self._args, **self._kwargs)

    def start(self):
        _scopelint.in_a_process(self.run)

    def join(self, timeout=None):
        pass

    def terminate(self):
        pass

    def kill(self):
        pass

    def close(self):
        pass

    def is_alive(self):
        return _scopelint.unknown("only known at run time")

    def __getattr__(self, name):
        return _scopelint.unknown("only known at run time")
