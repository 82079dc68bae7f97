"""What stubs need and Python cannot say: natives below the name `_scopelint`, which stubs import.

Flows in: calls of stub modules. Flows out: values. State lies in fields of graphs and modules, written through
the journal, so that it forks and joins like everything else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from scopelint.domain.values import MISSING, Value
from scopelint.interp.natives import native
from scopelint.interp.objects import ClassObj

if TYPE_CHECKING:
    from scopelint.interp.interpreter import Interpreter


@native("_scopelint.unknown")
def _unknown(interp: Interpreter, reason: Value = "only known at run time", kind: Value = None) -> Value:
    """A value that only a run can tell; `kind` is its Python class where that is known."""
    python = kind.python if isinstance(kind, ClassObj) else None
    return interp.unknown(interp.modules.current_text, str(reason), kind=python)


@native("_scopelint.main_module")
def _main_module(interp: Interpreter) -> Value:
    """The module that runs as the script, `sys.modules["__main__"]`."""
    found = next((m for m in interp.modules.loaded() if m.name == "__main__"), MISSING)
    return interp.unknown("__main__", "no script is running") if found is MISSING else found
