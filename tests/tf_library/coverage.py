"""What scopelint knows of TensorFlow's public names: which have a stub, which are ordinary, which are a named cut.

In: the stubs, the native functions, and the tables of public names (`scopelint/tf/op_table.py`). Out: rows, one a module.
A name is a named cut where its use may make variables and it has neither stub nor native function: a program that calls it
is told so. Names that are in no table at all are cuts, too ("has no model").
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

import scopelint.interp.library
import scopelint.interp.tensorflow
from scopelint.interp.natives import FUNCTIONS
from scopelint.tf import canonical, op_table
from scopelint.tf.op_table import OpKind

STUBS: Final = Path(scopelint.interp.library.__file__).parents[2] / "stubs"


@dataclass(frozen=True, slots=True)
class Row:
    """One module of TensorFlow: how many of its names are of each sort, and the names that are cut."""

    module: str
    stubs: int
    ordinary: int
    cut: tuple[str, ...]


def rows() -> Iterator[Row]:
    """A row for each module that has names which make variables."""
    for table in (op_table._table(), op_table._contrib()):
        for module, names in sorted(table.modules.items()):
            if module in ("Variable", "Tensor"):
                continue
            row = _row(module, sorted(names))
            if row.stubs or row.cut:
                yield row


def _row(module: str, names: list[str]) -> Row:
    owner = f"tensorflow.{module}".rstrip(".")
    known = [name for name in names if has_model(canonical.member(owner, name))]
    others = [(name, op_table.lookup(f"{owner}.{name}")) for name in names if name not in known]
    cut = tuple(name for name, found in others if found is not None and found.makes_variables)
    ordinary = sum(1 for _, found in others if found is not None and not found.makes_variables and found.kind is not OpKind.MODULE)
    return Row(module or "tensorflow", len(known), ordinary, cut)


def has_model(name: str) -> bool:
    """Whether a canonical name is a native function, or is defined in a stub."""
    module, _, last = name.rpartition(".")
    return name in FUNCTIONS or last in _defined(module) or _file(name) is not None


def _file(module: str) -> Path | None:
    path = STUBS.joinpath(*module.split("."))
    return next((p for p in (path.with_suffix(".py"), path / "__init__.py") if p.is_file()), None)


@cache
def _defined(module: str) -> frozenset[str]:
    """The names that a stub binds at its top."""
    path = _file(module)
    if path is None:
        return frozenset()
    found: set[str] = set()
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        match node:
            case ast.FunctionDef(name=name) | ast.ClassDef(name=name):
                found.add(name)
            case ast.Assign(targets=targets):
                found |= {target.id for target in targets if isinstance(target, ast.Name)}
            case ast.ImportFrom(module=str(source), names=names):
                for alias in names:
                    found |= _defined(source) if alias.name == "*" else {alias.asname or alias.name}
            case _:
                pass
    return frozenset(found)
