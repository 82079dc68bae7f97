"""Why a file cannot be changed. Must not import any stage."""

from __future__ import annotations


class Unfixable(Exception):
    """A file cannot be changed as it should; the text says why."""
