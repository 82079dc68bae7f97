"""How `scopelint check` prints, and what it does about fixes: the values of its flags.

Flows in: nothing. Flows out: data.
"""

from __future__ import annotations

import msgspec


class Printing(msgspec.Struct, frozen=True):
    """The flags that say how a report is printed."""

    output_format: str
    output_file: str | None
    statistics: bool
    exit_zero: bool
    color: str
    quiet: bool
    verbose: bool


class Fixes(msgspec.Struct, frozen=True):
    """The flags that say what becomes of fixes."""

    fix: bool
    diff: bool
    fix_only: bool
    show_fixes: bool
    exit_non_zero_on_fix: bool

    @property
    def wanted(self) -> bool:
        """Whether any fix is to be made, or shown."""
        return self.fix or self.diff or self.fix_only
