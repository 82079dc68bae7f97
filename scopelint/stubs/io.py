"""`io`: texts that are written in memory (Lib/io.py)."""

import _scopelint


class StringIO:
    def __init__(self, initial_value="", newline="\n"):
        self._text = initial_value

    def write(self, text):
        self._text += text
        return len(text)

    def getvalue(self):
        return self._text

    def read(self, size=-1):
        return self._text

    def readlines(self):
        return self._text.splitlines(True)

    def writelines(self, lines):
        for line in lines:
            self.write(line)

    def close(self):
        pass

    def __enter__(self):
        return self

    def __exit__(self, kind, error, trace):
        pass


class BytesIO(StringIO):
    def __init__(self, initial_bytes=b""):
        self._text = initial_bytes


def open(*args, **kwargs):
    return _scopelint.unknown("what lies on the disk")
