"""The tensors that the calls of `catalogue.txt` are made over, and those calls.

In: nothing. Out: names, dtypes and static shapes, from which TensorFlow's side (`reality.py`) and
scopelint's side (`model.py`) each build tensors of their own.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

Sizes = tuple[int | None, ...] | None

PLACEHOLDERS: Final[dict[str, tuple[str, Sizes]]] = {
    "x0": ("float32", ()),
    "x1": ("float32", (6,)),
    "x2": ("float32", (4, 6)),
    "x3": ("float32", (2, 4, 6)),
    "x4": ("float32", (2, 8, 8, 3)),
    "x5": ("float32", (2, 4, 8, 8, 3)),
    "p2": ("float32", (None, 6)),
    "p3": ("float32", (None, 4, 6)),
    "p4": ("float32", (None, 8, 8, 3)),
    "u": ("float32", None),
    "q2": ("float32", (6, 6)),
    "w": ("float32", (6, 5)),
    "y4": ("float32", (2, 1, 1, 3)),
    "h4": ("float32", (2, 3, 8, 8)),
    "c2": ("complex64", (4, 6)),
    "i0": ("int32", ()),
    "i1": ("int32", (6,)),
    "i2": ("int32", (4, 6)),
    "l1": ("int64", (6,)),
    "l2": ("int64", (4, 2)),
    "pi1": ("int32", (None,)),
    "b0": ("bool", ()),
    "b1": ("bool", (6,)),
    "b2": ("bool", (4, 6)),
    "pb1": ("bool", (None,)),
    "s0": ("string", ()),
    "s1": ("string", (6,)),
    "img": ("float32", (8, 8, 3)),
    "byte3": ("uint8", (8, 8, 3)),
    "big4": ("float32", (1, 192, 192, 3)),
}

VARIABLES: Final[dict[str, tuple[str, tuple[int, ...]]]] = {
    "v0": ("float32", ()),
    "v1": ("float32", (6,)),
    "v2": ("float32", (4, 6)),
    "v3": ("float32", (3,)),
    "vi0": ("int32", ()),
    "f4": ("float32", (3, 3, 3, 8)),
    "k3": ("float32", (3, 6, 7)),
    "k5": ("float32", (3, 3, 3, 3, 8)),
}

SPARSE: Final[dict[str, tuple[str, tuple[int, ...]]]] = {
    "sp2": ("float32", (4, 6)),
    "spi2": ("int64", (4, 6)),
    "spi32": ("int32", (2, 4)),
}


def calls() -> list[str]:
    """The lines of the catalogue that are calls."""
    text = Path(__file__).with_name("catalogue.txt").read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]
