"""The bound on texts that a program builds: names made of the last names made grow as fast as numbers of Fibonacci do.

Flows in: a text as it was built. Flows out: the same, or an unknown one with a cut that says so.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from scopelint.domain.names import SymStr
from scopelint.domain.values import Value

if TYPE_CHECKING:
    from scopelint.interp.interpreter import Interpreter


def limited(interp: Interpreter, built: Value) -> Value:
    """`built`, unless it is a text that is longer than the limit; what is no text passes."""
    most = interp.limits.containers
    if isinstance(built, str):
        if len(built) <= most:
            return built
    elif not isinstance(built, SymStr) or sum(len(part) if isinstance(part, str) else 1 for part in built.parts) <= most:
        return built
    interp.cut(f"a text of more than {most} characters was built")
    return interp.unknown(interp.modules.current_text, "a text longer than the limit", kind=str)
