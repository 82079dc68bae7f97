"""`os`: the environment of the process. What is set in it nobody knows; the same question has the same answer."""

import _scopelint

name = "posix"


class _Environ(object):
    def __init__(self):
        self._written = {}

    def get(self, key, default=None):
        if key in self._written:
            return self._written[key]
        return _scopelint.environment(key, default)

    def setdefault(self, key, default=None):
        self._written[key] = self.get(key, default)
        return self._written[key]

    def pop(self, key, *default):
        found = self.get(key, *default)
        if key in self._written:
            del self._written[key]
        return found

    def update(self, *others, **named):
        self._written.update(*others, **named)

    def copy(self):
        made = _Environ()
        made._written = dict(self._written)
        return made

    def __getitem__(self, key):
        return self.get(key, "")

    def __setitem__(self, key, value):
        self._written[key] = value

    def __delitem__(self, key):
        if key in self._written:
            del self._written[key]

    def __contains__(self, key):
        return key in self._written or _scopelint.environment(key, None) is not None


environ = _Environ()


def getenv(key, default=None):
    return environ.get(key, default)


def putenv(key, value):
    pass
