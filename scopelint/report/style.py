"""Colours for text reports: ANSI sequences, or nothing.

Flows in: whether to colour. Flows out: functions from text to text. Must not import any stage.
"""

from __future__ import annotations

import msgspec

from scopelint.model import Severity

_RED, _GREEN, _YELLOW, _BLUE, _CYAN = "31", "32", "33", "34", "36"
_OF_SEVERITY = {Severity.ERROR: _RED, Severity.WARNING: _YELLOW, Severity.INFO: _CYAN}


class Style(msgspec.Struct, frozen=True):
    """How parts of a report look; without `colour` they look like themselves."""

    colour: bool = False

    def severity(self, severity: Severity, text: str) -> str:
        return self._paint(text, f"1;{_OF_SEVERITY[severity]}")

    def strong(self, text: str) -> str:
        return self._paint(text, "1")

    def quiet(self, text: str) -> str:
        return self._paint(text, _BLUE)

    def good(self, text: str) -> str:
        return self._paint(text, _GREEN)

    def _paint(self, text: str, code: str) -> str:
        return f"\x1b[{code}m{text}\x1b[0m" if self.colour and text else text


PLAIN = Style()
