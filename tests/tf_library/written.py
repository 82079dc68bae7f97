"""Programs as people write them, for what TensorFlow 2.15 does not have or does otherwise, and what TensorFlow 1.15 made of each.

In: `programs/`, one program a file, and fixtures that hold under both releases. Out: their texts and the answers that are kept beside them, in `answers.json`.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Final

from .compare import Raw, ask_tensorflow1

FOLDER: Final = Path(__file__).with_name("programs")
"""The programs."""

_FIXTURES: Final = FOLDER.parents[2] / "fixtures"

_OF_BOTH: Final = ("shapes/sparse_tensors.py",)
"""Fixtures, whose truth is that of 2.15, that 1.15 is asked about, too."""

_ANSWERS: Final = FOLDER / "answers.json"


def programs() -> dict[str, str]:
    """The texts, by the names of the files."""
    paths = [*FOLDER.glob("*.py"), *(_FIXTURES / name for name in _OF_BOTH)]
    return {path.stem: path.read_text(encoding="utf-8") for path in sorted(paths, key=lambda path: path.stem)}


def answers() -> dict[str, Raw]:
    """What TensorFlow 1.15 made of them."""
    kept: dict[str, Raw] = json.loads(_ANSWERS.read_text(encoding="utf-8")) if _ANSWERS.exists() else {}
    return kept


def record() -> None:
    """Ask TensorFlow 1.15 about all programs, and keep its answers."""
    known = programs()
    lines = [f" {json.dumps(name)}: {json.dumps(raw)}" for name, raw in zip(known, ask_tensorflow1(list(known.values())), strict=True)]
    _ANSWERS.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")
