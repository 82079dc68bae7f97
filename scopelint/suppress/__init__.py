"""Suppressions: comments by which a program says that a finding is known.

Flows in: diagnostics and source lines. Flows out: the diagnostics that no comment suppresses, and comments that suppress nothing. Must not
import any stage.

| comment | what it suppresses |
|---|---|
| `# noqa` | all findings on its line |
| `# noqa: TFS101, TFS2` | those whose code begins so |
| `# scopelint: ignore[TFS101]` | those with these codes, or names; alone on a line: in the next statement |
| `# scopelint: disable[TFS101]` | those from here to `# scopelint: enable[TFS101]`, or to the end of its block |
| `# scopelint: noqa`, `# scopelint: noqa: TFS101` | the same in the whole file |

The last two stand alone on their lines.

A comment on any line of a statement counts for the whole of it (of a compound statement: for its head). A finding with two ends, such as
a request that clashes with an earlier one, is suppressed at either.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Final

from scopelint.model import Diagnostic, Problem, Site, Span, UnusedSuppression
from scopelint.suppress import comments
from scopelint.suppress.comments import Code, Comments, Directive, Kind

UNUSED: Final = "TFS302"
"""The rule about comments that suppress nothing. A comment that names it is never found fault with."""

_OWN_PREFIX: Final = "TFS"


WORDS: Final = (b"noqa", b"scopelint")
"""A file that has none of these words, in whatever letters, has no suppression."""


class Suppressions:
    """The comments of the files of one run, and what each has suppressed.

    Args:
        lines: the lines of a file, by the path that diagnostics have; None if they cannot be had.
    """

    def __init__(self, lines: Callable[[str], Sequence[str] | None]) -> None:
        self._lines = lines
        self._comments: dict[str, Comments] = {}
        self._used: set[tuple[str, Span, Code | None]] = set()

    def left(self, diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
        """The diagnostics that no comment suppresses."""
        return [d for d in diagnostics if not self._covers(d)]

    def malformed(self, paths: Iterable[str]) -> Iterator[Problem]:
        """What in these files looks like a suppression and is none."""
        for path in paths:
            for span, reason in self._of(path).malformed:
                said = self._said(path, span)
                yield Problem(f"{path}:{span.line}: `{said}` suppresses nothing: {reason}")

    def unused(
        self, paths: Iterable[str], rules: Mapping[str, str], on: frozenset[str], usual: frozenset[str]
    ) -> Iterator[UnusedSuppression]:
        """Comments in these files that have suppressed nothing, wholly or in part.

        Args:
            rules: the name of every rule there is, by its code.
            on: the codes of those that were checked: the others are not judged.
            usual: the codes of those that are on by default.
        """
        for path in paths:
            for directive in self._of(path).directives:
                found = self._unused(path, directive, rules, on, usual)
                if found is not None:
                    yield found

    def _covers(self, d: Diagnostic) -> bool:
        covered = False
        for site in (d.site, *d.ends):
            for directive in self._of(site.path).directives:
                if directive.kind is Kind.FILE and site is not d.site:
                    continue
                if directive.last < site.span.line or site.span.end_line < directive.first:
                    continue
                for code in directive.codes or (None,):
                    if code is None or code.means(d.code, d.name):
                        self._used.add((site.path, directive.span, code))
                        covered = True
        return covered

    def _unused(
        self, path: str, directive: Directive, rules: Mapping[str, str], on: frozenset[str], usual: frozenset[str]
    ) -> UnusedSuppression | None:
        if directive.codes is None:
            if directive.kind is Kind.NOQA or not usual <= on or (path, directive.span, None) in self._used:
                return None  # it may be meant for another linter
            return UnusedSuppression(Site(path, directive.span), (), (), ((Site(path, directive.whole), ""),))
        if any(code.text.upper() == UNUSED or code.text == rules[UNUSED] for code in directive.codes):
            return None
        unused: list[Code] = []
        unknown: list[Code] = []
        for code in directive.codes:
            meant = [rule for rule, name in rules.items() if code.means(rule, name)]
            if not meant:
                if directive.kind is not Kind.NOQA or code.text.upper().startswith(_OWN_PREFIX):
                    unknown.append(code)
            elif (path, directive.span, code) not in self._used and on.intersection(meant) and usual.intersection(meant) <= on:
                unused.append(code)
        wrong = [*unused, *unknown]
        if not wrong:
            return None
        whole = len(wrong) == len(directive.codes)
        parts = [part for part in ((directive.span, directive.whole), directive.end) if part is not None]
        without = [code.text for code in wrong]
        left = tuple(
            (Site(path, with_reason), "") if whole else (Site(path, span), comments.without(self._said(path, span), without))
            for span, with_reason in parts
        )
        return UnusedSuppression(Site(path, directive.span), tuple(c.text for c in unused), tuple(c.text for c in unknown), left)

    def _said(self, path: str, span: Span) -> str:
        return (self._lines(path) or ())[span.line - 1][span.column - 1 : span.end_column - 1]

    def _of(self, path: str) -> Comments:
        if path not in self._comments:
            self._comments[path] = comments.read(self._lines(path) or ())
        return self._comments[path]
