"""Findings and inventories as JSON. The keys are an interface: they are added to, never changed.

Flows in: diagnostics, an inventory. Flows out: one JSON document each, in ASCII, so that nothing in it can steer a terminal. Must not
import any stage.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator

from scopelint import home
from scopelint.inventory import Gap, Inventory, Variable
from scopelint.model import Cells, Diagnostic, Fix, Related, Site, in_plain_files
from scopelint.report.base import Findings

JSON = None | bool | int | str | list["JSON"] | dict[str, "JSON"]

VERSION = 1
"""Of the format of `names`."""


def findings(found: Findings) -> Iterator[str]:
    """A list with an object a finding: ruff's keys, and more."""
    yield _dumps([_finding(d, fingerprint, found) for d, fingerprint in found.with_fingerprints()])


def finding_lines(found: Findings) -> Iterator[str]:
    """The same objects, one a line."""
    for d, fingerprint in found.with_fingerprints():
        yield json.dumps(_finding(d, fingerprint, found))


def statistics(found: Findings) -> str:
    """A list with an object a rule that speaks, the most frequent first."""
    per_rule = Counter((d.code, d.name) for d in found.diagnostics)
    fixable = Counter(d.code for d in found.diagnostics if found.fixable(d))
    ordered = sorted(per_rule.items(), key=lambda item: (-item[1], item[0]))
    return _dumps([{"code": code, "name": name, "count": count, "fixable": fixable[code]} for (code, name), count in ordered])


def names(inventory: Inventory, cells: Cells = in_plain_files) -> str:
    """One object: `variables`, in TensorFlow's order, and `cuts`, the places from which on something was not analysed."""
    return _dumps(
        {
            "version": VERSION,
            "variables": [_variable(v, cells) for v in inventory.variables],
            "cuts": [_gap(g, cells) for g in inventory.gaps],
        }
    )


def _dumps(document: JSON) -> str:
    return json.dumps(document, indent=2)


def _finding(d: Diagnostic, fingerprint: str, found: Findings) -> JSON:
    cell, _ = found.cell_and_row(d.site.path, d.site.span.line)
    return {
        "code": d.code,
        "name": d.name,
        "severity": d.severity.value,
        "certain": d.certain,
        "message": d.message,
        "filename": d.site.path,
        "cell": cell,
        **_places(d.site, found),
        "noqa_row": found.cell_and_row(d.site.path, found.noqa_line(d.site))[1],
        "related": [_related(r, found) for r in d.related],
        "variable": d.variable,
        "help": d.help,
        "fix": None if d.fix is None else _fix(d.fix, d.site.path, found),
        "fingerprint": fingerprint,
        "url": home.address(page := found.rule(d.code).meta.url) or page,
    }


def _related(related: Related, found: Findings) -> JSON:
    cell, _ = found.cell_and_row(related.site.path, related.site.span.line)
    return {"message": related.message, "filename": related.site.path, "cell": cell, **_places(related.site, found)}


def _places(site: Site, found: Findings) -> dict[str, JSON]:
    """Where something begins and ends, rows counted in its cell or file."""
    span = site.span
    return {
        "location": {"row": found.cell_and_row(site.path, span.line)[1], "column": span.column},
        "end_location": {"row": found.cell_and_row(site.path, span.end_line)[1], "column": span.end_column},
    }


def _fix(fix: Fix, path: str, found: Findings) -> JSON:
    edits: list[JSON] = [{"content": edit.content, **_places(Site(path, edit.span), found)} for edit in fix.edits]
    return {"applicability": fix.applicability.value, "message": fix.message, "edits": edits}


def _variable(v: Variable, cells: Cells) -> JSON:
    span = v.site.span
    cell, row = cells(v.site.path, span.line)
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
        "cell": cell,
        "line": row,
        "column": span.column,
        "end_line": cells(v.site.path, span.end_line)[1],
        "end_column": span.end_column,
        "entry": v.entry,
        "calls": [_call(c, cells) for c in v.calls],
    }


def _call(site: Site, cells: Cells) -> JSON:
    cell, row = cells(site.path, site.span.line)
    return {"path": site.path, "cell": cell, "line": row, "column": site.span.column}


def _gap(gap: Gap, cells: Cells) -> JSON:
    cell, row = cells(gap.path, gap.line)
    return {"reason": gap.reason, "path": gap.path, "cell": cell, "line": row}
