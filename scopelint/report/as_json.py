"""Findings and inventories as JSON. The keys are an interface: they are added to, never changed.

Flows in: diagnostics, an inventory. Flows out: one JSON document each, in ASCII, so that nothing in it can steer a terminal. Must not
import any stage.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable

from scopelint.inventory import Gap, Inventory, Variable
from scopelint.model import Diagnostic, Edit, Fix, Related, Site, Span

JSON = None | bool | int | str | list["JSON"] | dict[str, "JSON"]

VERSION = 1
"""Of the format of `names`."""


def findings(diagnostics: Iterable[Diagnostic], url: Callable[[str], str]) -> str:
    """A list with an object a finding: ruff's keys, and `certain`, `variable` and `related`.

    Args:
        url: where the rule with this code is documented.
    """
    return _dumps([_finding(d, url(d.code)) for d in diagnostics])


def names(inventory: Inventory) -> str:
    """One object: `variables`, in TensorFlow's order, and `cuts`, the places from which on something was not analysed."""
    return _dumps(
        {
            "version": VERSION,
            "variables": [_variable(v) for v in inventory.variables],
            "cuts": [_gap(g) for g in inventory.gaps],
        }
    )


def _dumps(document: JSON) -> str:
    return json.dumps(document, indent=2)


def _finding(d: Diagnostic, url: str) -> JSON:
    return {
        "code": d.code,
        "name": d.name,
        "severity": d.severity.value,
        "certain": d.certain,
        "message": d.message,
        "filename": d.site.path,
        "location": _start(d.site.span),
        "end_location": _end(d.site.span),
        "related": [_related(r) for r in d.related],
        "variable": d.variable,
        "help": d.help,
        "fix": None if d.fix is None else _fix(d.fix),
        "url": url,
    }


def _related(related: Related) -> JSON:
    span = related.site.span
    return {"message": related.message, "filename": related.site.path, "location": _start(span), "end_location": _end(span)}


def _fix(fix: Fix) -> JSON:
    return {"applicability": fix.applicability.value, "message": fix.message, "edits": [_edit(e) for e in fix.edits]}


def _edit(edit: Edit) -> JSON:
    return {"content": edit.content, "location": _start(edit.span), "end_location": _end(edit.span)}


def _start(span: Span) -> JSON:
    return {"row": span.line, "column": span.column}


def _end(span: Span) -> JSON:
    return {"row": span.end_line, "column": span.end_column}


def _variable(v: Variable) -> JSON:
    span = v.site.span
    return {
        "name": v.name,
        "pattern": v.pattern,
        "outcome": v.outcome.value,
        "certain": v.certain,
        "after_error": v.after_error,
        "api": v.api,
        "shape": None if v.shape is None else list(v.shape),
        "dtype": v.dtype,
        "trainable": v.trainable,
        "path": v.site.path,
        "line": span.line,
        "column": span.column,
        "end_line": span.end_line,
        "end_column": span.end_column,
        "entry": v.entry,
        "calls": [_call(c) for c in v.calls],
    }


def _call(site: Site) -> JSON:
    return {"path": site.path, "line": site.span.line, "column": site.span.column}


def _gap(gap: Gap) -> JSON:
    return {"reason": gap.reason, "path": gap.path, "line": gap.line}
