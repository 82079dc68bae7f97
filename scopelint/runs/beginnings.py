"""The imports that several scripts of one process begin with: which there are, and the one that is ready for the next script.

Flows in: scripts, in the order in which they run. Flows out: beginnings (`interp.beginning`). A script that begins with what another has
begun with gets one; scripts of one package follow one another, so only the last is kept.
"""

from __future__ import annotations

from collections import Counter
from typing import Final, NamedTuple

from scopelint.interp.beginning import Beginning, packages
from scopelint.interp.modules import Found
from scopelint.runs.asking import Asking
from scopelint.runs.tracing import Ready

_ALONE: Final = 1
"""How many scripts begin by themselves before an import is shared: that of one script is of no use to others."""


class _Imported(NamedTuple):
    beginning: Beginning
    asking: Asking


class Beginnings:
    """Those of one process."""

    def __init__(self, tools: Ready) -> None:
        self._tools = tools
        self._met: Counter[tuple[str, ...]] = Counter()
        """How many scripts have begun with some packages, by their files."""
        self._not_shared: set[tuple[str, ...]] = set()
        self._ready: _Imported | None = None

    def of(self, script: Found, asking: Asking) -> Beginning | None:
        """What the script can go on from; None if it is to begin by itself. What the import has asked is noted for it."""
        first = self._met_before(packages(script, asking))
        if not first:
            return None
        ready = self._ready
        if ready is None or not ready.beginning.suits(first):
            ready = self._ready = self._imported(script, first)
        if not ready.beginning.is_shared:
            self._not_shared.add(_files(first))
            return None
        asking.notes.update(ready.asking.notes)
        return ready.beginning

    def _met_before(self, first: tuple[Found, ...]) -> tuple[Found, ...]:
        """Those of the packages that scripts before this one have begun with; none if that cannot be shared."""
        files = _files(first)
        met = 0
        for count in range(1, len(first) + 1):
            self._met[files[:count]] += 1
            if self._met[files[:count]] > _ALONE and files[:count] not in self._not_shared:
                met = count
        return first[:met]

    def _imported(self, script: Found, first: tuple[Found, ...]) -> _Imported:
        asking = Asking(self._tools.library)
        return _Imported(Beginning(asking, script, first, self._tools.limits, self._tools.asked), asking)


def _files(packages: tuple[Found, ...]) -> tuple[str, ...]:
    return tuple(package.module.path for package in packages)
