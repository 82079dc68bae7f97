"""Which encoding a file says that it has (PEP 263).

Flows in: a file's bytes. Flows out: the name of the encoding. Must not import any stage.
"""

from __future__ import annotations

import codecs
import io
import re
import tokenize
from typing import Final

CODING_LINE: Final = re.compile(rb"[ \t\f]*#[^\r\n]*?coding[:=]")
"""The beginning of a line that names an encoding, if it is one of the first two."""

_NOT_ASCII: Final = bytes(byte if byte < 128 else ord("?") for byte in range(256))


def coding(source: bytes) -> str:
    """What a coding line or a byte order mark says, else UTF-8.

    What else stands in a coding line is in the encoding that it names: Python reads it so, `tokenize.detect_encoding` as UTF-8.

    Raises:
        SyntaxError: the encoding is unknown; or there is none, and one of the first two lines is not UTF-8.
    """
    body = source.removeprefix(codecs.BOM_UTF8)
    mark = source[: len(source) - len(body)]
    lines = (line.translate(_NOT_ASCII) if CODING_LINE.match(line) else line for line in body.split(b"\n", 2)[:2])
    return tokenize.detect_encoding(io.BytesIO(mark + b"\n".join(lines)).readline)[0].removesuffix("-sig")
