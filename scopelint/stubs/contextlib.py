"""`contextlib.ExitStack`, as far as names depend on it (Lib/contextlib.py)."""


class ExitStack:
    def __init__(self):
        self._callbacks = []

    def enter_context(self, cm):
        result = cm.__enter__()
        self._callbacks.append((cm.__exit__, (None, None, None), {}))
        return result

    def push(self, exit):
        self._callbacks.append((exit.__exit__, (None, None, None), {}))
        return exit

    def callback(self, function, *args, **kwargs):
        self._callbacks.append((function, args, kwargs))
        return function

    def pop_all(self):
        other = ExitStack()
        other._callbacks = self._callbacks
        self._callbacks = []
        return other

    def close(self):
        self.__exit__(None, None, None)

    def __enter__(self):
        return self

    def __exit__(self, kind, error, traceback):
        callbacks = self._callbacks
        self._callbacks = []
        for function, args, kwargs in reversed(callbacks):
            function(*args, **kwargs)
        return False
