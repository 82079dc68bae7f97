"""Programs as people write them, for what TensorFlow 2.15 does not have, and what TensorFlow 1.15 made of each.

In: `programs/`, one program a file. Out: their texts and the answers that are kept beside them, in `answers.json`.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Final

from .compare import Raw, ask_tensorflow1

FOLDER: Final = Path(__file__).with_name("programs")
"""The programs."""

_ANSWERS: Final = FOLDER / "answers.json"


def programs() -> dict[str, str]:
    """The texts, by the names of the files."""
    return {path.stem: path.read_text(encoding="utf-8") for path in sorted(FOLDER.glob("*.py"))}


def answers() -> dict[str, Raw]:
    """What TensorFlow 1.15 made of them."""
    kept: dict[str, Raw] = json.loads(_ANSWERS.read_text(encoding="utf-8")) if _ANSWERS.exists() else {}
    return kept


def record() -> None:
    """Ask TensorFlow 1.15 about all programs, and keep its answers."""
    known = programs()
    lines = [f" {json.dumps(name)}: {json.dumps(raw)}" for name, raw in zip(known, ask_tensorflow1(list(known.values())), strict=True)]
    _ANSWERS.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")
