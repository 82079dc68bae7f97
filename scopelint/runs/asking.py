"""What a run asks the project, and what it is told: all that its result hangs on, besides settings and scopelint itself.

Flows in: the questions of one run. Flows out: the modules that a `ProjectLibrary` has for them, and notes: each question with a mark of its
answer, by which a later run can tell, without running anything, whether the answer would be the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Set
from typing import TYPE_CHECKING

from scopelint.library import Mark, ProjectLibrary, Question
from scopelint.model import Site

if TYPE_CHECKING:
    from scopelint import ir
    from scopelint.interp.modules import Found


class AskedPlaces(set[Site]):
    """What has been reached, for one run, with notes of what it asks about: whether others had reached that before."""

    def __init__(self, before: Set[Site], now: Iterable[Site] = (), notes: dict[Site, bool] | None = None) -> None:
        super().__init__(before)
        self.update(now)
        self._before = before
        self.notes: dict[Site, bool] = {} if notes is None else notes

    def __contains__(self, place: object) -> bool:
        if isinstance(place, Site):
            self.notes[place] = place in self._before
        return super().__contains__(place)

    def __or__(self, other: Set[Site]) -> AskedPlaces:  # type: ignore[override]  # of places alone
        return AskedPlaces(self._before, (*self, *other), self.notes)


class Asking:
    """A library for one run, that takes notes (`interp.modules.Library`)."""

    def __init__(self, library: ProjectLibrary) -> None:
        self._library = library
        self.notes: dict[Question, Mark] = {}

    def find(self, name: str, importing: str | None, level: int) -> Found | None:
        """See `ProjectLibrary.find`."""
        if importing is not None:
            self._note(("find", name, importing, str(level)))
        return self._library.find(name, importing, level)

    def below(self, folder: str, name: str) -> Found | None:
        """See `ProjectLibrary.below`."""
        self._note(("below", folder, name))
        return self._library.below(folder, name)

    def members(self, folder: str) -> dict[str, bool] | None:
        """See `ProjectLibrary.members`."""
        self._note(("members", folder))
        return self._library.members(folder)

    def stub(self, name: str) -> Found | None:
        """See `ProjectLibrary.stub`."""
        if self._library.has_own_stubs:
            self._note(("stub", name))
        return self._library.stub(name)

    def snippet(self, text: str, origin: str) -> ir.Module | None:
        """See `ProjectLibrary.snippet`; what comes of it hangs on the text alone."""
        return self._library.snippet(text, origin)

    @property
    def learned(self) -> dict[int, object]:
        """See `interp.modules.Library`."""
        return self._library.learned

    def script(self, path: str) -> Found | None:
        """See `ProjectLibrary.script`."""
        self._note(("script", path))
        return self._library.script(path)

    def _note(self, question: Question) -> None:
        if question not in self.notes:
            self.notes[question] = self._library.mark(question)
