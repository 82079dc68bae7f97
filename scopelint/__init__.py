"""The public API: re-exports only.

Importing this module must stay cheap (no libcst, no click): every start of the command line, and every import of one of
scopelint's modules, comes through here.
"""

from __future__ import annotations

TYPE_CHECKING = False
"""As in `typing`, whose import takes longer than all else that `--version` needs."""

if TYPE_CHECKING:
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


def __getattr__(name: str) -> object:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from scopelint import model

    return getattr(model, name)
