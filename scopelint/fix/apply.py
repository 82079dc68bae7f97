"""Which fixes can be applied together.

Flows in: diagnostics with fixes. Flows out: a `Batch`: for each file edits of which none overlaps another. What is left over waits for the
next round, when the texts have changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import msgspec

from scopelint.fix.buffer import overlap
from scopelint.model import Diagnostic, Edit


class Batch(msgspec.Struct, frozen=True):
    """Fixes to apply together: the findings that they mend, and the edits by the path of their file, in order."""

    mended: tuple[Diagnostic, ...]
    edits: Mapping[str, tuple[Edit, ...]]


def batch(diagnostics: Iterable[Diagnostic]) -> Batch:
    """As many of the fixes as go together, the first ones first. Edits that several make are made once."""
    mended: list[Diagnostic] = []
    chosen: dict[str, list[Edit]] = {}
    for d in diagnostics:
        if d.fix is None:
            continue
        path = d.site.path
        already = chosen.get(path, [])
        together = sorted({*already, *d.fix.edits}, key=lambda edit: edit.span)
        if not overlap(together):
            mended.append(d)
            chosen[path] = together
    return Batch(tuple(mended), {path: tuple(edits) for path, edits in chosen.items()})
