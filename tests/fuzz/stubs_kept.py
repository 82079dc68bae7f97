"""The stubs' IR is kept from program to program.

A run of scopelint parses the stubs that it needs; that would be most of the time that a small program takes.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final
from unittest import mock

from scopelint import ir
from scopelint.model import ParseFailure
from scopelint.sources import Sources
from scopelint.stubcode import STUBS

_KEPT: Final[dict[str, ir.Module | ParseFailure]] = {}
_LOAD: Final = Sources._load


@contextmanager
def stubs_kept() -> Iterator[None]:
    """In this block each stub is parsed but once in the process."""

    def load(sources: Sources, path: str) -> ir.Module | ParseFailure:
        if not path.startswith(str(STUBS)):
            return _LOAD(sources, path)
        if path not in _KEPT:
            _KEPT[path] = _LOAD(sources, path)
        return _KEPT[path]

    with mock.patch.object(Sources, "_load", load):
        yield
