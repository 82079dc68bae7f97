"""Part of the build: lowers the stubs, so that an installed scopelint, which may not be able to write anywhere, need not.

Runs for wheels and editable installs (hatchling's custom build hook); a source distribution has the stubs' texts alone.
"""

from __future__ import annotations

import sys
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class StubCode(BuildHookInterface[Any]):
    """Writes `scopelint/stubs.ir` before the files of a wheel are gathered."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        sys.path.insert(0, self.root)
        try:
            from scopelint import stubcode
        finally:
            sys.path.remove(self.root)
        stubcode.build()
        build_data["artifacts"].append("scopelint/stubs.ir")
