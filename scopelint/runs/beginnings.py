"""The imports that several scripts of one process begin with: which there are, and the one that is ready for the next script.

Flows in: scripts, in the order in which they run. Flows out: beginnings (`interp.beginning`). A script that begins with what another has
begun with gets one; scripts of one package follow one another, so only the last is kept.
"""

from __future__ import annotations

from collections import Counter
from typing import Final

from scopelint.interp.beginning import Beginning, of_project
from scopelint.interp.modules import Found
from scopelint.runs.asking import Asking
from scopelint.runs.tracing import Ready

_ALONE: Final = 1
"""How many scripts begin by themselves before an import is shared: that of one script is of no use to others."""


class Beginnings:
    """Those of one process."""

    def __init__(self, tools: Ready) -> None:
        self._tools = tools
        self._met: Counter[str] = Counter()
        self._others: set[str] = set()
        """The modules whose import cannot be shared."""
        self._ready: tuple[str, Beginning, Asking] | None = None

    def of(self, script: Found, asking: Asking) -> Beginning | None:
        """What the script can go on from; None if it is to begin by itself. What the import has asked is noted for it."""
        first = of_project(script, asking)
        if first is None:
            return None
        path = first.module.path
        self._met[path] += 1
        if self._met[path] <= _ALONE or path in self._others:
            return None
        if self._ready is None or self._ready[0] != path or not self._ready[1].is_shared:
            own = Asking(self._tools.library)
            self._ready = path, Beginning(own, script, first, self._tools.limits, self._tools.asked), own
        _, beginning, asked = self._ready
        if not beginning.is_shared:
            self._others.add(path)
            return None
        asking.notes.update(asked.notes)
        return beginning

    def forget(self) -> None:
        """Let go of what is ready: nobody knows in what state it is, or nobody needs it."""
        self._ready = None
