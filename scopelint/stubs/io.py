"""`io`: texts that are written in memory (Lib/io.py)."""

import _scopelint


class StringIO:
    def __init__(self, initial_value="", newline="\n"):
        self._fill(initial_value or "", "")

    def _fill(self, content, nothing):
        self._content = content
        self._nothing = nothing
        self._position = 0 if content else None  # None: at the end
        self.closed = False

    def write(self, part):
        if self._position is None:
            self._content = self._content + part
        else:
            after = self._position + len(part)
            self._content = self._content[: self._position] + part + self._content[after:]
            self._position = after if after < len(self._content) else None
        return len(part)

    def getvalue(self):
        return self._content

    def read(self, size=-1):
        if self._position is None:
            return self._nothing
        if size is None or size < 0:
            part = self._content[self._position :]
            self._position = None
        else:
            part = self._content[self._position : self._position + size]
            self._position += len(part)
        return part

    def readline(self, size=-1):
        lines = self.read().splitlines(True)
        rest = lines[1:]
        self._position = len(self._content) - sum([len(line) for line in rest]) if rest else None
        return lines[0] if lines else self._nothing

    def readlines(self, hint=-1):
        return self.read().splitlines(True)

    def writelines(self, lines):
        for line in lines:
            self.write(line)

    def __iter__(self):
        return iter(self.readlines())

    def seek(self, offset, whence=0):
        self._position = offset if whence == 0 else None if offset == 0 and whence == 2 else self.tell() + offset
        return self.tell()

    def tell(self):
        return len(self._content) if self._position is None else self._position

    def truncate(self, size=None):
        self._content = self._content[: self.tell() if size is None else size]
        return len(self._content)

    def readable(self):
        return True

    def writable(self):
        return True

    def seekable(self):
        return True

    def flush(self):
        pass

    def close(self):
        self.closed = True

    def __enter__(self):
        return self

    def __exit__(self, kind, error, trace):
        self.close()


class BytesIO(StringIO):
    def __init__(self, initial_bytes=b""):
        self._fill(initial_bytes or b"", b"")

    def getbuffer(self):
        return self._content


TextIOWrapper = BufferedReader = BufferedWriter = lambda raw, *args, **kwargs: raw


def open(*args, **kwargs):
    return _scopelint.unknown("what lies on the disk")
