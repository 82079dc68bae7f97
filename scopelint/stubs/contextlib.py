"""The classes of `contextlib`, as far as names depend on them (Lib/contextlib.py)."""

import functools


class AbstractContextManager:
    def __enter__(self):
        return self

    def __exit__(self, kind, error, traceback):
        return None


class ContextDecorator:
    def _recreate_cm(self):
        return self

    def __call__(self, function):
        @functools.wraps(function)
        def inner(*args, **kwargs):
            with self._recreate_cm():
                return function(*args, **kwargs)

        return inner


class ExitStack:
    def __init__(self):
        self._callbacks = []

    def enter_context(self, cm):
        result = cm.__enter__()
        self._callbacks.append(cm.__exit__)
        return result

    def push(self, exit):
        self._callbacks.append(exit.__exit__ if hasattr(exit, "__exit__") else exit)
        return exit

    def callback(self, function, *args, **kwargs):
        def call(kind, error, traceback):
            function(*args, **kwargs)

        self._callbacks.append(call)
        return function

    def pop_all(self):
        other = type(self)()
        other._callbacks = self._callbacks
        self._callbacks = []
        return other

    def close(self):
        self.__exit__(None, None, None)

    def __enter__(self):
        return self

    def __exit__(self, kind, error, traceback):
        received = kind is not None
        pending = suppressed = False
        while self._callbacks:
            leave = self._callbacks.pop()
            try:
                if leave(kind, error, traceback):
                    suppressed, pending = True, False
                    kind = error = traceback = None
            except BaseException as raised:
                pending = True
                kind, error = type(raised), raised
        if pending:
            raise error
        return received and suppressed
