"""Findings as GitLab's Code Quality report: a JSON list of issues, no two with the same fingerprint.

Flows in: findings. Flows out: lines to print. Must not import any stage.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Final

from scopelint.model import Severity
from scopelint.report.base import Findings

_SEVERITIES: Final = {Severity.ERROR: "critical", Severity.WARNING: "major", Severity.INFO: "info"}


def gitlab(found: Findings) -> Iterator[str]:
    """One document."""
    issues = [
        {
            "description": f"{d.code}: {d.message}",
            "check_name": d.name,
            "fingerprint": fingerprint,
            "severity": _SEVERITIES[d.severity],
            "location": {"path": d.site.path, "lines": dict(zip(("begin", "end"), found.file_lines(d.site), strict=True))},
        }
        for d, fingerprint in found.with_fingerprints()
    ]
    yield json.dumps(issues, indent=2)
