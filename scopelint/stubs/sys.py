"""`sys`, where it can be said in Python: the version is the newest on which TensorFlow 1's API runs (Python/sysmodule.c)."""

import collections

import _scopelint

version_info = collections.namedtuple("version_info", "major minor micro releaselevel serial")(3, 11, 0, "final", 0)
version = "3.11.0 (main)"
hexversion = 0x030B00F0
platform = "linux"
byteorder = "little"
maxsize = 9223372036854775807


class _Modules:
    """The modules that are loaded: those that the program imports are known, what libraries import is not."""

    def __getitem__(self, name):
        return _scopelint.loaded_module(name)

    def get(self, name, default=None):
        return _scopelint.loaded_module(name)

    def __contains__(self, name):
        found = _scopelint.loaded_module(name)
        return True if _scopelint.is_known(found) else _scopelint.unknown("a module that may have been imported", bool)

    def __setitem__(self, name, module):
        _scopelint.replace_module(name, module)

    def setdefault(self, name, module):
        found = _scopelint.loaded_module(name)
        if not _scopelint.is_known(found):
            _scopelint.replace_module(name, module)
            return module
        return found


modules = _Modules()


def intern(text):
    return text


def getrecursionlimit():
    return 1000


def getdefaultencoding():
    return "utf-8"


def exc_clear():
    pass


class _Code:
    def __init__(self, name, filename):
        self.co_name = name
        self.co_filename = filename


class _Frame:
    """A frame object, as far as it says who runs (Objects/frameobject.c)."""

    def __init__(self, rows, index):
        self._rows = rows
        self._index = index

    @property
    def f_code(self):
        name, module = self._rows[self._index]
        return _Code(name, module.__file__)

    @property
    def f_globals(self):
        return vars(self._rows[self._index][1])

    @property
    def f_back(self):
        return _Frame(self._rows, self._index + 1) if self._index + 1 < len(self._rows) else None

    @property
    def f_lineno(self):
        return _scopelint.unknown("the number of a line", int)


def _getframe(depth=0):
    return _Frame(_scopelint.running_functions(), depth)


def _frames():
    """All frames from the caller's on, each with the file and the name of what runs in it."""
    rows = _scopelint.running_functions()
    return [(_Frame(rows, index), module.__file__, name) for index, (name, module) in enumerate(rows)]
