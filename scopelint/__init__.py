"""The public API: re-exports only.

Importing this module must stay cheap (no libcst, no click): every start of the command line, and every import of one of
scopelint's modules, comes through here.
"""

from __future__ import annotations

from scopelint.model import Applicability, Diagnostic, Edit, Fix, Related, Severity, Site, Span

__version__ = "0.1.0.dev0"

__all__ = [
    "Applicability",
    "Diagnostic",
    "Edit",
    "Fix",
    "Related",
    "Severity",
    "Site",
    "Span",
    "__version__",
]
