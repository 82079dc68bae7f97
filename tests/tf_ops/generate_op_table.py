"""Writes `scopelint/tf/op_table.json` from the TensorFlow that is installed.

For maintainers: `python -m tests.tf_ops.generate_op_table`. In: `tensorflow.compat.v1` of
TensorFlow 2.15, `kinds.py` (what introspection cannot tell) and `observe.py` (what calls take from the graph).
Out: one JSON file, described in `scopelint/tf/op_table.py`.
"""

from __future__ import annotations

import inspect
import json
import math
import os
import sys
from pathlib import Path
from types import ModuleType
from typing import Any, Final

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import tensorflow.compat.v1 as tf
from tensorflow.python.framework import tensor
from tensorflow.python.ops.ref_variable import RefVariable

from tests.tf_ops import kinds, observe

TABLE: Final = Path(__file__).parents[2] / "scopelint" / "tf" / "op_table.json"

_SKIPPED_MODULES: Final = {"compat", "raw_ops", "tf_decorator", "mock"}


def modules(top: ModuleType) -> dict[str, ModuleType]:
    """Every public module of TensorFlow 1 by its dotted name below `tensorflow`, "" for the top."""
    found = {"": top}
    stack = [("", top)]
    while stack:
        path, module = stack.pop()
        for name in sorted(dir(module)):
            value = getattr(module, name, None)
            if name.startswith("_") or name in _SKIPPED_MODULES or not isinstance(value, ModuleType):
                continue
            inner = f"{path}.{name}" if path else name
            found[inner] = value
            stack.append((inner, value))
    return found


def literal(value: object) -> str:
    """A default as it is written in the table: JSON without blanks, `"@float32"` for dtypes, `"?"` for the rest."""
    if isinstance(value, tf.DType):
        return f'"@{value.name}"'
    plain = isinstance(value, (bool, int, str)) or value is None or (isinstance(value, float) and math.isfinite(value))
    if not plain and not (isinstance(value, (tuple, list)) and all(isinstance(v, (int, str)) for v in value)):
        return '"?"'
    return json.dumps(value, separators=(",", ":")).replace(" ", "\\u0020")


def parameters(function: Any) -> str:
    """The parameters in the table's notation: `x axis=null *args name=null **kwargs`."""
    try:
        signature = inspect.signature(function)
    except (TypeError, ValueError):
        return "*args **kwargs"
    words, keyword_only = [], False
    for parameter in signature.parameters.values():
        if parameter.kind is parameter.VAR_POSITIONAL:
            words.append("*" + parameter.name)
            keyword_only = True
            continue
        if parameter.kind is parameter.VAR_KEYWORD:
            words.append("**" + parameter.name)
            continue
        if parameter.kind is parameter.KEYWORD_ONLY and not keyword_only:
            words.append("*")
            keyword_only = True
        default = "" if parameter.default is parameter.empty else "=" + literal(parameter.default)
        words.append(parameter.name + default)
    return " ".join(words)


def describe(path: str, value: Any) -> list[Any]:
    """The table's entry for one public name: kind, parameters, callbacks, variables, names, results, constants."""
    if inspect.isclass(value):
        makes = int(kinds.makes_variables(path))
        names, returns = observe.observed(path, value) if path in kinds.OP_CLASSES else ("", "")
        return ["class", parameters(value), "", makes, names, returns, _class_constants(value)]
    if callable(value) and not isinstance(value, tf.DType):
        callbacks = kinds.CALLBACKS.get(path, "")
        kind, makes = kinds.of_function(path), int(kinds.makes_variables(path))
        return [kind, parameters(value), callbacks, makes, *observe.observed(path, value)]
    if isinstance(value, tf.DType):
        return ["constant", "", "", 0, "", "", "@" + value.name]
    constant = value if value is None or isinstance(value, (bool, int, float, str)) else "?"
    return ["constant", "", "", 0, "", "", constant]


def _class_constants(value: type) -> dict[str, Any] | None:
    """Class attributes that are plain constants (`tf.GraphKeys.LOSSES`)."""
    found = {
        name: member
        for name in dir(value)
        if not name.startswith("_") and isinstance(member := _class_value(value, name), (bool, int, float, str))
    }
    return found or None


def _class_value(value: type, name: str) -> object:
    try:
        return getattr(value, name)
    except Exception:  # noqa: BLE001 (descriptors of any sort)
        return None


METHOD_OWNERS: Final = {"Variable": RefVariable, "Tensor": tensor.Tensor}


def build() -> dict[str, Any]:
    """The table as JSON."""
    entries: list[Any] = []
    seen: dict[tuple[int, str], int] = {}
    table: dict[str, dict[str, int]] = {}
    alive: list[Any] = []
    for path, module in modules(tf).items():
        names: dict[str, int] = {}
        for name in sorted(dir(module)):
            value = getattr(module, name, None)
            if name.startswith("_") or isinstance(value, ModuleType):
                continue
            alive.append(value)
            full = f"{path}.{name}" if path else name
            same = callable(value) and not isinstance(value, tf.DType)
            key = (id(observe.innermost(value)), parameters(value)) if same else (0, full)
            if key not in seen:
                seen[key] = len(entries)
                entries.append(describe(full, value))
            names[name] = seen[key]
        table[path] = names
    for owner in ("Variable", "Tensor"):
        table[owner] = {}
        for name in kinds.METHODS[owner]:
            table[owner][name] = len(entries)
            entries.append(describe(f"{owner}.{name}", getattr(METHOD_OWNERS[owner], name)))
    return {"entries": [trimmed(entry) for entry in entries], "modules": table, "aliases": kinds.LEGACY}


def trimmed(entry: list[Any]) -> list[Any]:
    """An entry without its last fields where they say nothing."""
    while entry[-1] in ("", None, 0) and len(entry) > 2:
        entry = entry[:-1]
    return entry


def main() -> None:
    tf.disable_v2_behavior()
    table = build()
    TABLE.write_text(json.dumps(table, separators=(",", ":")) + "\n", encoding="utf-8")
    sys.stdout.write(f"{len(table['entries'])} entries, {TABLE.stat().st_size} bytes\n")


if __name__ == "__main__":
    main()
