"""`threading`: a thread runs when it is started; locks let everybody pass (Lib/threading.py)."""

import _scopelint


class local:
    def __init__(self, *args, **kwargs):
        pass


class Thread:
    def __init__(self, group=None, target=None, name=None, args=(), kwargs=None, daemon=None):
        self._target = target
        self._args = args
        self._kwargs = kwargs or {}
        self.name = name or "Thread-1"
        self.daemon = daemon

    def run(self):
        if self._target is not None:
            self._target(*self._args, **self._kwargs)

    def start(self):
        _scopelint.in_a_thread(self.run)

    def join(self, timeout=None):
        pass

    def is_alive(self):
        return _scopelint.unknown("only known at run time")

    isAlive = is_alive

    def setDaemon(self, daemonic):
        self.daemon = daemonic

    def getName(self):
        return self.name

    def setName(self, name):
        self.name = name


class Timer(Thread):
    def __init__(self, interval, function, args=None, kwargs=None):
        Thread.__init__(self, target=function, args=args or (), kwargs=kwargs)

    def cancel(self):
        pass


class Lock:
    def acquire(self, blocking=True, timeout=-1):
        return True

    def release(self):
        pass

    def locked(self):
        return _scopelint.unknown("only known at run time")

    def __enter__(self):
        return True

    def __exit__(self, kind, error, trace):
        pass


RLock = Lock


class Semaphore(Lock):
    def __init__(self, value=1):
        pass


BoundedSemaphore = Semaphore


class Condition(Lock):
    def __init__(self, lock=None):
        pass

    def wait(self, timeout=None):
        return True

    def notify(self, n=1):
        pass

    def notify_all(self):
        pass

    notifyAll = notify_all


class Event:
    def set(self):
        pass

    def clear(self):
        pass

    def wait(self, timeout=None):
        return True

    def is_set(self):
        return _scopelint.unknown("only known at run time")

    isSet = is_set


_main = Thread(name="MainThread")


def current_thread():
    return _main


currentThread = main_thread = current_thread
