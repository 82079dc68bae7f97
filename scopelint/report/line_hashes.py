"""The hashes of lines by which GitHub's code scanning recognises an alert after its line has moved.

Flows in: a file's lines. Flows out: `primaryLocationLineHash` of each line. Follows codeql-action's src/fingerprints.ts: a polynomial hash,
base 37, modulo 2**64, of the 100 UTF-16 units from a line's beginning on that are neither space nor tab; line ends count as line feeds, the
end of the file as 65535, what lies behind it as 0. Lines with the same hash are counted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Final

_UNITS: Final = 100
_BASE: Final = 37
_MASK: Final = (1 << 64) - 1
_DROPPED: Final = pow(_BASE, _UNITS, 1 << 64)
_END: Final = 0xFFFF


def line_hashes(lines: Sequence[str]) -> list[str]:
    """A hash for each line.

    Args:
        lines: without their ends; the last one is what follows the last line end.
    """
    units: list[int] = []
    starts: list[int] = []
    for number, line in enumerate(lines):
        starts.append(len(units))
        data = line.replace(" ", "").replace("\t", "").encode("utf-16-le", "surrogatepass")
        units += memoryview(data).cast("H")
        units.append(10 if number < len(lines) - 1 else _END)
    units += [0] * _UNITS
    seen: Counter[str] = Counter()
    result: list[str] = []
    rolling, done = 0, 0
    for start in starts:
        while done < start + _UNITS:
            leaving = units[done - _UNITS] if done >= _UNITS else 0
            rolling = (rolling * _BASE + units[done] - _DROPPED * leaving) & _MASK
            done += 1
        text = f"{rolling:x}"
        seen[text] += 1
        result.append(f"{text}:{seen[text]}")
    return result
