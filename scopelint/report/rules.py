"""The documentation of rules, for a terminal.

Flows in: rules. Flows out: lines to print. Must not import any stage but the rules' metadata.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from scopelint.rules.base import Rule


def explained(rule: Rule) -> Iterator[str]:
    """A rule's own documentation, under its code and name."""
    meta = rule.meta
    yield f"# {meta.name} ({meta.code})"
    yield ""
    yield f"{meta.summary[:1].upper()}{meta.summary[1:]}."
    yield f"Severity: {meta.severity.value}. {'On' if meta.default else 'Off'} by default."
    yield ""
    yield from rule.docs.splitlines()


def table(rules: Sequence[Rule]) -> Iterator[str]:
    """A line a rule."""
    names = max(len(rule.meta.name) for rule in rules)
    for rule in rules:
        meta = rule.meta
        off = "" if meta.default else " (off by default)"
        yield f"{meta.code}  {meta.name:<{names}}  {meta.severity.value:<7}  {meta.summary}{off}"
