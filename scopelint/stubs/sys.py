"""`sys`, where it can be said in Python: the version is the newest on which TensorFlow 1's API runs (Python/sysmodule.c)."""

import collections

version_info = collections.namedtuple("version_info", "major minor micro releaselevel serial")(3, 11, 0, "final", 0)
version = "3.11.0 (main)"
hexversion = 0x030B00F0
platform = "linux"
byteorder = "little"
maxsize = 9223372036854775807


def intern(text):
    return text


def getrecursionlimit():
    return 1000


def getdefaultencoding():
    return "utf-8"


def exc_clear():
    pass
