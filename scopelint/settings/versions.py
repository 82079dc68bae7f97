"""Versions and requirements on them, the part of PEP 440 that `required-version` needs.

Flows in: two texts. Flows out: whether they fit. Must not import anything of scopelint.
"""

from __future__ import annotations

import operator
import re
from typing import Final

_OPERATORS: Final = {
    "==": operator.eq,
    "!=": operator.ne,
    ">=": operator.ge,
    "<=": operator.le,
    ">": operator.gt,
    "<": operator.lt,
}
_CLAUSE: Final = re.compile(r"(==|!=|>=|<=|>|<)?\s*(\S+)")
_VERSION: Final = re.compile(r"v?(\d+(?:\.\d+)*)(?:\.?(dev|a|b|rc)\.?(\d*))?", re.IGNORECASE)
_STAGES: Final = {"dev": 0, "a": 1, "b": 2, "rc": 3}
_FINAL: Final = 4


def satisfies(version: str, requirement: str) -> bool:
    """Whether a version meets clauses such as `>=0.3, <0.5`; a bare version means that very one.

    Raises:
        ValueError: the requirement is none.
    """
    mine = _parsed(version)
    for clause in requirement.split(","):
        found = _CLAUSE.fullmatch(clause.strip())
        if found is None:
            raise ValueError(f"not a requirement: {clause.strip()!r}")
        if not _OPERATORS[found[1] or "=="](mine, _parsed(found[2])):
            return False
    return True


def _parsed(version: str) -> tuple[tuple[int, ...], int, int]:
    """A version as what can be compared: its numbers without trailing zeros, its stage, the number of that."""
    found = _VERSION.fullmatch(version)
    if found is None:
        raise ValueError(f"not a version: {version!r}")
    numbers = [int(part) for part in found[1].split(".")]
    while len(numbers) > 1 and not numbers[-1]:
        numbers.pop()
    stage = found[2]
    return tuple(numbers), _FINAL if stage is None else _STAGES[stage.lower()], int(found[3] or 0)
