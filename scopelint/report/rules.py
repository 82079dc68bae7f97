"""The documentation of rules: for a terminal, as Markdown files, as JSON.

Flows in: rules. Flows out: lines to print. Must not import any stage but the rules' metadata.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from scopelint import home
from scopelint.rules.base import Meta, Rule


def explained(rule: Rule) -> Iterator[str]:
    """A rule's own documentation, under its code and name: Markdown that reads well as it is."""
    meta = rule.meta
    yield f"# {meta.name} ({meta.code})"
    yield ""
    yield f"{meta.summary[:1].upper()}{meta.summary[1:]}."
    yield ""
    yield f"Severity: {meta.severity.value}. {'On' if meta.default else 'Off'} by default. {_fix(meta)}"
    yield ""
    yield from rule.docs.splitlines()


def table(rules: Sequence[Rule]) -> Iterator[str]:
    """A line a rule."""
    names = max(len(rule.meta.name) for rule in rules)
    for rule in rules:
        meta = rule.meta
        off = "" if meta.default else " (off by default)"
        yield f"{meta.code}  {meta.name:<{names}}  {meta.severity.value:<7}  {meta.summary}{off}"


def markdown_table(rules: Sequence[Rule]) -> Iterator[str]:
    """The same as a table in Markdown."""
    yield "| rule | severity | finds |"
    yield "|---|---|---|"
    for rule in rules:
        meta = rule.meta
        off = "" if meta.default else " (off by default)"
        yield f"| [{meta.code} {meta.name}]({meta.url}){off} | {meta.severity.value} | {meta.summary} |"


def as_json(rules: Sequence[Rule]) -> str:
    """A list with an object a rule; `documentation` is Markdown."""
    return json.dumps([_object(rule) for rule in rules], indent=2)


def _object(rule: Rule) -> dict[str, object]:
    meta = rule.meta
    return {
        "code": meta.code,
        "name": meta.name,
        "severity": meta.severity.value,
        "summary": meta.summary,
        "default": meta.default,
        "fix": None if meta.fix is None else meta.fix.value,
        "options": list(meta.options),
        "url": home.address(meta.url) or meta.url,
        "documentation": rule.docs,
    }


def _fix(meta: Meta) -> str:
    if meta.fix is None:
        return "It has no automatic fix."
    return f"Some findings have a fix ({meta.fix.value})."
