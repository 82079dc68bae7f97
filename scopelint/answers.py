"""Answers of earlier runs, which are given again as long as nothing that they depended on has changed.

Flows in: what is asked (files, settings, folder) and, for a new answer, what was looked at. Flows out: the answer, or None. An answer is
kept under a digest of the question and of the tool, together with what the analysis saw, and is believed only if every file and every
folder is found as it was: by contents, not by times. Must not import any later stage.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import msgspec

from scopelint.cache import Store, digest, of_tool
from scopelint.context import candidates
from scopelint.inventory import Gap
from scopelint.model import Diagnostic, ParseFailure, Problem
from scopelint.resolve import look
from scopelint.roots import Roots
from scopelint.seen import SEPARATOR, Seen, of_content, of_list, of_looks
from scopelint.settings import Loaded


class Answer(msgspec.Struct, frozen=True):
    """What `check` says of the files that share settings (see `runner.Checked` and `runner.Analysis`)."""

    diagnostics: tuple[Diagnostic, ...]
    hidden: int
    failures: tuple[ParseFailure, ...]
    unread: tuple[ParseFailure, ...]
    gaps: frozenset[Gap]
    remarks: tuple[Problem, ...]


class _Kept(msgspec.Struct, frozen=True):
    seen: Seen
    answer: Answer


class Answers:
    """The answers that one store keeps."""

    def __init__(self, store: Store, loaded: Loaded, roots: Roots) -> None:
        self._store = store
        self._loaded = loaded
        self._roots = roots

    def get(self, question: str) -> tuple[Answer, Seen] | None:
        """The answer to `question`, if there is one that still holds, and what was seen for it."""
        data = self._store.get("answer", self._key(question))
        if data is None:
            return None
        with suppress(msgspec.DecodeError):
            kept = msgspec.msgpack.decode(data, type=_Kept)
            if self._holds(kept.seen):
                return kept.answer, kept.seen
        return None

    def put(self, question: str, answer: Answer, seen: Seen) -> None:
        """Keep an answer that was found while `seen` was looked at."""
        if seen.torn:
            return
        with suppress(UnicodeEncodeError):  # a path that is not Unicode
            self._store.put("answer", self._key(question), msgspec.msgpack.encode(_Kept(seen, answer)))

    def _key(self, question: str) -> bytes:
        asked = repr((question, self._loaded, self._roots))
        return digest(of_tool(), asked.encode("utf-8", "surrogateescape"))

    def _holds(self, seen: Seen) -> bool:
        return (
            all(of_content(_content(path)) == known for path, known in seen.files.items())
            and all(of_looks(look(path)) == known for path, known in seen.folders.items())
            and all(self._folders(path) == known for path, known in seen.roots.items())
            and all(self._roots.own_folder(Path(path)) == known for path, known in seen.places.items())
            and all(
                of_list(candidates(files.split(SEPARATOR), self._loaded, self._roots.cwd)) == known for files, known in seen.around.items()
            )
        )

    def _around(self, files: list[str]) -> bytes:
        return of_list(candidates(files, self._loaded, self._roots.cwd))

    def _folders(self, folder: str) -> tuple[str, ...]:
        return tuple(str(root) for root in self._roots.of(Path(folder, "_")))


def _content(path: str) -> bytes | None:
    try:
        return Path(path).read_bytes()
    except OSError:
        return None
