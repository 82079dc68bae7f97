"""`distutils.version`: versions that can be compared (Lib/distutils/version.py)."""

import re


def _part(text):
    return int(text) if text.isdigit() else text


class Version(object):
    def __init__(self, vstring=None):
        self.vstring = vstring
        self.version = [_part(part) for part in re.findall("[0-9]+|[a-z]+", str(vstring))]

    def _of(self, other):
        return other.version if isinstance(other, Version) else type(self)(other).version

    def __str__(self):
        return str(self.vstring)

    def __eq__(self, other):
        return self.version == self._of(other)

    def __ne__(self, other):
        return self.version != self._of(other)

    def __lt__(self, other):
        return self.version < self._of(other)

    def __le__(self, other):
        return self.version <= self._of(other)

    def __gt__(self, other):
        return self.version > self._of(other)

    def __ge__(self, other):
        return self.version >= self._of(other)


class LooseVersion(Version):
    pass


class StrictVersion(Version):
    pass
