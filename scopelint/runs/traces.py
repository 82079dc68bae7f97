"""Traces as bytes that can be kept, and read again without trusting whoever wrote them.

Flows in: traces. Flows out: bytes, and the same traces: events that are one object stay one. A kept file may come with somebody's
repository, so only the plain data of which events are made is ever made of bytes. Knows no interpreter.
"""

from __future__ import annotations

import io
import pickle
import sys
import zlib
from collections.abc import Sequence
from typing import Any, Final

import scopelint.domain.conditions
import scopelint.domain.keys
import scopelint.domain.names
import scopelint.model
from scopelint.trace import Trace

_DATA: Final = ("scopelint.trace", "scopelint.model", "scopelint.domain.names", "scopelint.domain.conditions")
"""Modules whose own classes (and constants of these classes) are data."""

_BESIDES: Final = {
    ("scopelint.domain.keys", "key_of"): scopelint.domain.keys.key_of,
    ("builtins", "frozenset"): frozenset,
    ("builtins", "set"): set,
    ("builtins", "complex"): complex,
}
_FAST: Final = 1
"""zlib's level: traces repeat themselves, and shrink to a tenth at the lowest."""


def packed(traces: Sequence[Trace]) -> bytes:
    """Traces as bytes.

    Raises:
        Exception: something in them cannot be kept.
    """
    return zlib.compress(pickle.dumps(tuple(traces), pickle.HIGHEST_PROTOCOL), _FAST)


def unpacked(data: bytes) -> tuple[Trace, ...] | None:
    """The traces that `packed` was given; None where the bytes are not its own."""
    try:
        made = _Reader(io.BytesIO(zlib.decompress(data))).load()
    except Exception:  # noqa: BLE001 -- damaged bytes can raise anything
        return None
    return made if isinstance(made, tuple) and all(isinstance(trace, Trace) for trace in made) else None


class _Reader(pickle.Unpickler):
    """Makes nothing but data."""

    def find_class(self, module_name: str, name: str) -> Any:
        """
        Raises:
            pickle.UnpicklingError: the name does not mean data.
        """
        known = _BESIDES.get((module_name, name))
        if known is not None:
            return known
        if module_name in _DATA:
            found = vars(sys.modules[module_name]).get(name)
            made_by = found if isinstance(found, type) else type(found)
            if made_by.__module__ == module_name:
                return found
        raise pickle.UnpicklingError(f"{module_name}.{name} is no data")
