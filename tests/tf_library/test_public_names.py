"""Every function and class that TensorFlow has under a public name is known by that name, and is nobody else's."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

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
from scopelint.roots import Roots
from scopelint.sources import Sources
from scopelint.stack import with_deep_stack
from scopelint.tf import op_table
from scopelint.tf.op_table import OpKind

NATIVE: Final = (library, tensorflow)
"""Importing these fills the tables of native functions."""

OUTSIDE: Final = ("raw_ops", "experimental", "v2", "v1", "flags", "StubOutForTesting")
"""Parts of names that programs for TensorFlow 1 do not use, that stand for others, or that are none of TensorFlow's own."""

HOMES: Final = ("tensorflow", "absl", "contextlib", "functools", "inspect")
"""Where a public function may be defined: TensorFlow hands on some that are Python's or absl's."""


def public() -> list[str]:
    """The dotted names of TensorFlow's functions and classes, of which `tests/tf_ops/test_op_table.py` says that they are all."""
    table = op_table._table()
    found = (
        (f"{path}.{name}" if path else name)
        for path, names in table.modules.items()
        if path not in ("Variable", "Tensor")  # classes, whose methods make ops
        for name, index in names.items()
        if OpKind(table.entries[index].kind) not in (OpKind.MODULE, OpKind.CONSTANT)
    )
    return [f"tf.{name}" for name in found if not set(name.split(".")) & set(OUTSIDE)]


def strange(value: Value) -> bool:
    """Whether a value is not known, or is a function of somebody else's."""
    if isinstance(value, NativeFunction):
        return "." in value.name and not value.name.startswith(HOMES)
    if isinstance(value, FunctionObj):
        return value.module.name.partition(".")[0] not in HOMES
    return isinstance(value, Unknown)


def test_public_names_are_known(tmp_path: Path) -> None:
    names = public()
    assert len(names) > 1000
    text = "import tensorflow as tf\n" + "".join(f"v{number} = {name}\n" for number, name in enumerate(names))
    interp = Interpreter(Modules(ProjectLibrary(Sources(tmp_path, {}), Roots(tmp_path)), ops.value), Limits(), "names.py")
    found = Found("names", lower(cst.parse_module(text), "names.py", text), is_package=False, first_party=True)
    ran: Any = with_deep_stack(lambda: interp.modules.run(interp, found, name="__main__"))
    assert [name for number, name in enumerate(names) if strange(ran.fields[f"v{number}"])] == []
