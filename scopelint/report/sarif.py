"""Findings as SARIF 2.1.0, as GitHub's code scanning reads it: rules with documentation, code flows, fingerprints, relative addresses.

Flows in: findings. Flows out: lines to print. Must not import any stage.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, Final
from urllib.parse import quote

from scopelint import home
from scopelint.model import Applicability, Diagnostic, Fix, Severity, Site, Span
from scopelint.report.base import Findings
from scopelint.report.line_hashes import line_hashes
from scopelint.rules.base import Rule

SCHEMA: Final = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS: Final = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_PROBLEMS: Final = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "recommendation"}
_LONGEST: Final = 1024
"""Characters of a rule's descriptions that GitHub takes."""


def sarif(found: Findings) -> Iterator[str]:
    """One document with one run."""
    codes = sorted({d.code for d in found.diagnostics})
    hashes: dict[str, list[str]] = {}
    run = {
        "tool": {
            "driver": {
                "name": "scopelint",
                "version": found.version,
                "semanticVersion": _semantic(found.version),
                "rules": [_rule(found.rule(code)) for code in codes],
            }
        },
        "columnKind": "unicodeCodePoints",
        "automationDetails": {"id": "scopelint/"},
        "originalUriBaseIds": {"%SRCROOT%": {"description": {"text": "The folder that scopelint was run in."}}},
        "results": [_result(d, fingerprint, codes, found, hashes) for d, fingerprint in found.with_fingerprints()],
    }
    yield json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2)


def _semantic(version: str) -> str:
    """A version of PEP 440 as semver.org writes it: "0.1.0.dev0" -> "0.1.0-dev0"."""
    numbers, dot, stage = version.partition(".dev")
    return f"{numbers}-dev{stage}" if dot else version


def _rule(rule: Rule) -> dict[str, Any]:
    meta = rule.meta
    summary = f"{meta.summary[:1].upper()}{meta.summary[1:]}."
    docs = rule.docs or summary
    page = home.address(meta.url)
    return {
        "id": meta.code,
        "name": "".join(word.capitalize() for word in meta.name.split("-")),
        "shortDescription": {"text": summary[:_LONGEST]},
        "fullDescription": {"text": docs.split("\n\n")[0][:_LONGEST]},
        "help": {"text": docs, "markdown": docs},
        **({} if page is None else {"helpUri": page}),
        "defaultConfiguration": {"level": _LEVELS[meta.severity]},
        "properties": {
            "precision": "very-high" if meta.severity is Severity.ERROR else "high",
            "problem.severity": _PROBLEMS[meta.severity],
            "tags": ["tensorflow", "correctness"],
        },
    }


def _result(d: Diagnostic, fingerprint: str, codes: list[str], found: Findings, hashes: dict[str, list[str]]) -> dict[str, Any]:
    path = d.site.path
    if path not in hashes:
        hashes[path] = line_hashes(found.lines(path) or [""])
    number = d.site.span.line - 1
    result: dict[str, Any] = {
        "ruleId": d.code,
        "ruleIndex": codes.index(d.code),
        "level": _LEVELS[d.severity],
        "message": {"text": d.message if d.help is None else f"{d.message}\nHelp: {d.help}."},
        "locations": [_location(d.site, found)],
        "partialFingerprints": {"scopelint/v1": fingerprint},
        "properties": {"precision": "very-high" if d.certain else "medium"},
    }
    if number < len(hashes[path]):
        result["partialFingerprints"]["primaryLocationLineHash"] = hashes[path][number]
    if d.variable is not None:
        result["locations"][0]["logicalLocations"] = [{"fullyQualifiedName": d.variable, "kind": "variable"}]
    if d.fix is not None and found.notebook(path) is None:
        result["fixes"] = [_fix(d.fix, path)]
    if d.related:
        result["relatedLocations"] = [
            {"id": index, **_location(related.site, found, related.message)} for index, related in enumerate(d.related, 1)
        ]
        story = [*((related.site, related.message) for related in d.related), (d.site, d.message)]
        result["codeFlows"] = [{"threadFlows": [{"locations": [{"location": _location(site, found, said)} for site, said in story]}]}]
    return result


def _fix(fix: Fix, path: str) -> dict[str, Any]:
    """A fix of one file; not for notebooks, whose lines are not those of the file."""
    replacements = [{"deletedRegion": _region(edit.span), "insertedContent": {"text": edit.content}} for edit in fix.edits]
    unsafe = "" if fix.applicability is Applicability.SAFE else f" ({fix.applicability.value})"
    changes = [{"artifactLocation": _address(path), "replacements": replacements}]
    return {"description": {"text": fix.message + unsafe}, "artifactChanges": changes}


def _region(span: Span) -> dict[str, int]:
    return {"startLine": span.line, "startColumn": span.column, "endLine": span.end_line, "endColumn": span.end_column}


def _location(site: Site, found: Findings, message: str | None = None) -> dict[str, Any]:
    first, _ = found.file_lines(site)
    region = _region(site.span) if found.notebook(site.path) is None else {"startLine": first}
    location: dict[str, Any] = {"physicalLocation": {"artifactLocation": _address(site.path), "region": region}}
    if message is not None:
        location["message"] = {"text": message}
    return location


def _address(path: str) -> dict[str, str]:
    """Relative to the folder of the run; a file outside of it has an absolute one."""
    if path[1:3] == ":/":
        return {"uri": f"file:///{_quoted(path, safe='/:')}"}
    if path.startswith("/"):
        return {"uri": f"file://{_quoted(path)}"}
    return {"uri": _quoted(path), "uriBaseId": "%SRCROOT%"}


def _quoted(path: str, safe: str = "/") -> str:
    """A path as part of an address, byte by byte: a name need not be UTF-8."""
    return quote(path, safe=safe, errors="surrogateescape")
