"""What a kept answer was made by: another scopelint, another libcst or another Python may answer otherwise.

Flows in: the files of scopelint and of libcst. Flows out: digests. Must not import anything that takes time: a command that was
given before is answered with little more than this.
"""

from __future__ import annotations

import os
import sys
from hashlib import blake2b
from importlib.machinery import PathFinder

TYPE_CHECKING = False
"""As in `typing`, which takes its time."""

if TYPE_CHECKING:
    from collections.abc import Iterator

PACKAGE = os.path.dirname(os.path.realpath(__file__))
_known: list[bytes] = []
"""The tool's digest, once it has been asked for: the files stay as they are while a process runs."""


def digest(*texts: bytes) -> bytes:
    """What tells sequences of texts apart."""
    made = blake2b(digest_size=16)
    for text in texts:
        made.update(len(text).to_bytes(8, "little"))
        made.update(text)
    return made.digest()


def of_tool() -> bytes:
    """A digest of all that turns sources into answers: names, sizes and times of scopelint's and libcst's files, and Python's version."""
    if not _known:
        _known.append(_of_tool())
    return _known[0]


def _of_tool() -> bytes:
    parser = PathFinder.find_spec("libcst")
    places = [PACKAGE, *(parser.submodule_search_locations or () if parser is not None else ())]
    files = (found for place in places for found in sorted(_files(place, place == PACKAGE)))
    said = [f"{path}\0{status.st_size}\0{status.st_mtime_ns}" for path, status in files]
    return digest(sys.version.encode(), sys.platform.encode(), *(line.encode("utf-8", "surrogateescape") for line in said))


def _files(folder: str, deep: bool) -> Iterator[tuple[str, os.stat_result]]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name == "__pycache__":
                continue
            if not entry.is_dir():
                yield entry.path, entry.stat()
            elif deep:
                yield from _files(entry.path, deep)
