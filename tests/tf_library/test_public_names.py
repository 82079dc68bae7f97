"""Every function and class that TensorFlow has under a public name is known by that name, and is nobody else's."""

from __future__ import annotations

import types
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest

from scopelint.domain.values import Unknown, Value
from scopelint.interp import library, tensorflow
from scopelint.interp.interpreter import Interpreter
from scopelint.interp.limits import Limits
from scopelint.interp.modules import Found, Modules
from scopelint.interp.objects import FunctionObj, NativeFunction
from scopelint.interp.tensorflow import ops
from scopelint.library import ProjectLibrary
from scopelint.lower import lower
from scopelint.reading.tree import cst
from scopelint.sources import Sources
from scopelint.stack import with_deep_stack

pytestmark = pytest.mark.tensorflow

NATIVE: Final = (library, tensorflow)
"""Importing these fills the tables of native functions."""

OUTSIDE: Final = ("raw_ops", "experimental", "v2", "v1", "flags", "StubOutForTesting")
"""Parts of names that programs for TensorFlow 1 do not use, that stand for others, or that are none of TensorFlow's own."""

HOMES: Final = ("tensorflow", "absl", "contextlib", "functools", "inspect")
"""Where a public function may be defined: TensorFlow hands on some that are Python's or absl's."""


def public(module: types.ModuleType, name: str, seen: set[int]) -> Iterator[str]:
    """The dotted names of the functions and classes in a module and in the modules below it."""
    seen.add(id(module))
    for own in dir(module):
        value = getattr(module, own, None)
        if own.startswith("_") or own in OUTSIDE or id(value) in seen:
            continue
        if isinstance(value, types.ModuleType):
            if "tensorflow" in value.__name__ or "keras" in value.__name__:
                yield from public(value, f"{name}.{own}", seen)
        elif callable(value):
            yield f"{name}.{own}"


def strange(value: Value) -> bool:
    """Whether a value is not known, or is a function of somebody else's."""
    if isinstance(value, NativeFunction):
        return "." in value.name and not value.name.startswith(HOMES)
    if isinstance(value, FunctionObj):
        return value.module.name.partition(".")[0] not in HOMES
    return isinstance(value, Unknown)


def test_public_names_are_known(tmp_path: Path) -> None:
    import tensorflow.compat.v1 as real

    names = list(public(real, "tf", set()))
    assert len(names) > 1000
    text = "import tensorflow as tf\n" + "".join(f"v{number} = {name}\n" for number, name in enumerate(names))
    interp = Interpreter(Modules(ProjectLibrary(Sources(tmp_path, {}), (), tmp_path), ops.value), Limits(), "names.py")
    found = Found("names", lower(cst.parse_module(text), "names.py", text), is_package=False, first_party=True)
    ran: Any = with_deep_stack(lambda: interp.modules.run(interp, found, name="__main__"))
    assert [name for number, name in enumerate(names) if strange(ran.fields[f"v{number}"])] == []
