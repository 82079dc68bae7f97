"""Python's semantics, held against Python: each program in `snippets/` (on the language, on the standard library) is run by both
and must leave the same `result`.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import pytest

from scopelint import ir
from scopelint.domain.values import MISSING
from scopelint.interp import library, tensorflow
from scopelint.interp.interpreter import Interpreter
from scopelint.interp.library.convert import to_python
from scopelint.interp.limits import Limits
from scopelint.interp.modules import Found, Modules
from scopelint.interp.tensorflow import ops
from scopelint.library import ProjectLibrary
from scopelint.lower import lower
from scopelint.reading.tree import cst
from scopelint.roots import Roots
from scopelint.sources import Sources
from scopelint.stack import with_deep_stack
from scopelint.trace import Cut

SNIPPETS: Final = {path.stem: path.read_text(encoding="utf-8") for path in sorted(Path(__file__).parent.glob("snippets/*/*.py"))}

NATIVE = (library, tensorflow)
"""Importing these fills the tables of native functions."""


def interpreted(text: str, tmp_path: Any) -> tuple[Any, list[Cut]]:
    """`result` as the interpreter leaves it, and what it could not follow."""
    module: ir.Module = lower(cst.parse_module(text), "snippet.py", text)
    interp = Interpreter(Modules(ProjectLibrary(Sources(tmp_path, {}), Roots(tmp_path)), ops.value), Limits(), "snippet.py")
    found = Found("snippet", module, is_package=False, first_party=True)
    ran = with_deep_stack(lambda: interp.modules.run(interp, found, name="__main__"))
    return to_python(interp, ran.fields.get("result", MISSING)), [e for e in interp.state.events if isinstance(e, Cut)]


@pytest.mark.parametrize("name", SNIPPETS)
def test_python_agrees(name: str, tmp_path: Any) -> None:
    namespace: dict[str, Any] = {"__name__": "__main__"}
    exec(compile(SNIPPETS[name], name, "exec"), namespace)  # our own text, not a program under analysis
    result, cuts = interpreted(SNIPPETS[name], tmp_path)
    assert not cuts
    assert result == _plain(namespace["result"])


def _plain(value: Any) -> Any:
    """What both sides can be compared by: instances of tuple and dict subclasses as what they derive from."""
    if isinstance(value, tuple):
        return tuple(_plain(v) for v in value)
    if isinstance(value, list):
        return [_plain(v) for v in value]
    if isinstance(value, dict):
        return {k: _plain(v) for k, v in value.items()}
    return value
