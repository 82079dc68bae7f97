"""What a run that rests still needs: the conditions that its values mention.

Flows in: whatever a run holds. Flows out: the conditions that can be reached from there. Knows nothing of what the objects are.
"""

from __future__ import annotations

import gc
import types
from collections.abc import Iterable
from typing import Final

from scopelint import ir
from scopelint.domain.conditions import Condition

_SHARED: Final = (ir.Node, type, types.ModuleType, types.CodeType)
"""What belongs to no run, and leads to none."""


def conditions(roots: Iterable[object], outside: Iterable[object]) -> set[Condition]:
    """The conditions that `roots` lead to, but not through what lies `outside`; what a condition is made of is not named."""
    seen = set(map(id, outside))
    found: set[Condition] = set()
    waiting = [*roots]
    while waiting:
        one = waiting.pop()
        if id(one) in seen or isinstance(one, _SHARED):
            continue
        seen.add(id(one))
        if isinstance(one, Condition):
            found.add(one)
        elif isinstance(one, types.FunctionType):
            waiting += (one.__closure__, one.__defaults__, one.__kwdefaults__)
        else:
            waiting += gc.get_referents(one)
    return found
