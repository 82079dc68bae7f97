"""What makes a finding the same finding after the file around it has changed.

Flows in: findings and source lines. Flows out: keys without line numbers, and hashes of them. Must not import any stage.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from scopelint.model import Diagnostic

Lines = Callable[[str], Sequence[str] | None]

_DEFINITION: Final = re.compile(r"([ \t]*)(?:async[ \t]+)?(?:def|class)[ \t]+(\w+)")


class Key(NamedTuple):
    """A finding without its place in the file: path, code, the variable, and the function or class around it ("" for a module)."""

    path: str
    code: str
    variable: str
    function: str


def key(d: Diagnostic, lines: Lines) -> Key:
    """What a finding is about, wherever in the file it stands."""
    return Key(d.site.path, d.code, d.variable or "", enclosing(lines(d.site.path) or (), d.site.span.line))


def fingerprints(diagnostics: Iterable[Diagnostic], lines: Lines) -> Iterator[str]:
    """A hash for each finding, no two the same: those with one key are counted."""
    seen: Counter[Key] = Counter()
    for d in diagnostics:
        found = key(d, lines)
        seen[found] += 1
        yield hashlib.sha256("\0".join((*found, str(seen[found]))).encode("utf-8", "surrogatepass")).hexdigest()[:32]


def enclosing(lines: Sequence[str], line: int) -> str:
    """The qualified name of what is defined around a line, as indentation shows it."""
    names: list[str] = []
    indent = _indent(lines[line - 1]) if 0 < line <= len(lines) else 0
    for text in reversed(lines[: max(0, line - 1)]):
        if indent == 0:
            break
        found = _DEFINITION.match(text)
        if found is not None and len(found[1].expandtabs()) < indent:
            names.append(found[2])
            indent = len(found[1].expandtabs())
    return ".".join(reversed(names))


def _indent(text: str) -> int:
    expanded = text.expandtabs()
    return len(expanded) - len(expanded.lstrip())
