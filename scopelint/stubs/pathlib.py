"""`pathlib`: paths as texts; what lies on the disk is not known (Lib/pathlib.py)."""

import os

import _scopelint


class PurePath:
    def __init__(self, *parts):
        texts = [os.fspath(part) for part in parts]
        self._text = os.path.normpath(os.path.join(*texts)) if texts else "."

    def __fspath__(self):
        return self._text

    def __str__(self):
        return self._text

    def __repr__(self):
        return "PosixPath(%r)" % self._text

    def __eq__(self, other):
        return isinstance(other, PurePath) and self._text == other._text

    def __hash__(self):
        return hash(self._text)

    def __lt__(self, other):
        return self._text < other._text

    def __truediv__(self, other):
        return type(self)(self._text, other)

    def __rtruediv__(self, other):
        return type(self)(other, self._text)

    def joinpath(self, *others):
        return type(self)(self._text, *others)

    def as_posix(self):
        return self._text

    @property
    def name(self):
        return os.path.basename(self._text)

    @property
    def suffix(self):
        return os.path.splitext(self.name)[1]

    @property
    def stem(self):
        return os.path.splitext(self.name)[0]

    @property
    def parts(self):
        parts = [part for part in self._text.split("/") if part]
        return tuple((["/"] if self._text.startswith("/") else []) + parts)

    @property
    def parent(self):
        return type(self)(os.path.dirname(self._text) or ".")

    def with_name(self, name):
        return type(self)(os.path.dirname(self._text), name)

    def with_suffix(self, suffix):
        return self.with_name(self.stem + suffix)

    def is_absolute(self):
        return self._text.startswith("/")


class Path(PurePath):
    @classmethod
    def cwd(cls):
        return cls(os.getcwd())

    @classmethod
    def home(cls):
        return cls(os.path.expanduser("~"))

    def resolve(self, strict=False):
        return self

    def absolute(self):
        return self

    def expanduser(self):
        return self

    def mkdir(self, mode=0o777, parents=False, exist_ok=False):
        pass

    def exists(self):
        return _scopelint.unknown("what lies on the disk")

    is_file = is_dir = exists

    def open(self, *args, **kwargs):
        return open(self._text, *args, **kwargs)

    def read_text(self, *args, **kwargs):
        return _scopelint.unknown("what lies on the disk")

    read_bytes = read_text

    def glob(self, pattern):
        return _scopelint.unknown("what lies on the disk")

    rglob = glob

    def iterdir(self):
        return _scopelint.unknown("what lies on the disk")


PosixPath = Path
PurePosixPath = PurePath
