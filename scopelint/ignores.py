"""`per-file-ignores`: rules that are off in some files.

Flows in: patterns with the folder they are relative to, and findings. Flows out: whether a finding is covered. Must not import any stage.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from scopelint.model import Diagnostic
from scopelint.patterns import anchored
from scopelint.rules import registry

if TYPE_CHECKING:
    import pathspec


class PerFileIgnores:
    """The patterns of one set of settings.

    Args:
        layers: codes by pattern, with the folder that the patterns are relative to; `!` before a pattern turns it round.
        cwd: the folder that the paths of findings are relative to.

    Raises:
        registry.UnknownRuleError: a rule is named that does not exist.
    """

    def __init__(self, layers: Iterable[tuple[Path, Mapping[str, tuple[str, ...]]]], cwd: Path) -> None:
        self._cwd = cwd
        self._patterns = [
            (base, _spec(path), pattern.startswith("!"), _codes(selectors))
            for folder, patterns in layers
            for pattern, selectors in patterns.items()
            for base, path in (anchored(pattern.removeprefix("!"), folder),)
        ]

    def cover(self, diagnostic: Diagnostic) -> bool:
        """Whether the finding's rule is off in the finding's file."""
        path = self._cwd / diagnostic.site.path
        return any(
            diagnostic.code in codes and _matches(spec, path, folder) is not turned for folder, spec, turned, codes in self._patterns
        )


def _spec(pattern: str) -> pathspec.GitIgnoreSpec:
    import pathspec  # 20 ms

    return pathspec.GitIgnoreSpec.from_lines([pattern])


def _codes(selectors: Iterable[str]) -> frozenset[str]:
    return frozenset(rule.meta.code for rule in registry.chosen(tuple(selectors), ()))


def _matches(spec: pathspec.GitIgnoreSpec, path: Path, folder: Path) -> bool:
    return path.is_relative_to(folder) and spec.match_file(path.relative_to(folder).as_posix())
