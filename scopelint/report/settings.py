"""Settings as text (TOML that could be a settings file) and as JSON, each key with where it comes from.

Flows in: loaded settings. Flows out: lines to print. Must not import any stage.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import msgspec

from scopelint.report.escape import printable
from scopelint.settings import KEYS, Loaded
from scopelint.settings.schema import description


def text(loaded: Loaded, key: str | None = None, *, explain: bool = False) -> Iterator[str]:
    """A line a key, with its origin in a comment; keys without a value are comments themselves.

    Args:
        key: the only one to show; None for all.
        explain: whether each key's meaning stands above it.
    """
    if key is None:
        yield f"# settings file: {printable(str(loaded.file)) if loaded.file else 'none'}"
    for name, value, origin in _entries(loaded, key):
        if explain:
            yield ""
            yield f"# {description(name)}"
        if value is None:
            yield f"# {name} is not set"
        else:
            yield f"{name} = {_toml(value)}  # {origin}"


def as_json(loaded: Loaded, key: str | None = None) -> Iterator[str]:
    """One object: the settings file, and for each key its value and its origin."""
    settings = {name: {"value": value, "from": origin} for name, value, origin in _entries(loaded, key)}
    yield json.dumps({"file": None if loaded.file is None else str(loaded.file), "settings": settings}, indent=2)


def _entries(loaded: Loaded, key: str | None) -> Iterator[tuple[str, Any, str]]:
    values = msgspec.to_builtins(loaded.settings)
    for name in sorted(KEYS):
        if key in (None, name):
            yield name, values[name], printable(loaded.origins.get(name, "default"))


def _toml(value: Any) -> str:
    """A value as TOML writes it; JSON's strings, numbers and lists are TOML's, too."""
    if isinstance(value, dict):
        inner = ", ".join(f"{json.dumps(name)} = {_toml(one)}" for name, one in value.items() if one is not None)
        return f"{{ {inner} }}" if inner else "{}"
    if isinstance(value, (list, tuple)):
        return f"[{', '.join(_toml(one) for one in value)}]"
    return json.dumps(value)
