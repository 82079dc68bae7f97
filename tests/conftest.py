"""What holds for all tests: the command line keeps nothing between runs, unless a test says so; no test fails for being slow."""

from __future__ import annotations

import pytest
from hypothesis import settings

from scopelint.interp.analyse import Run
from scopelint.trace import Trace

settings.register_profile("scopelint", deadline=None)
settings.load_profile("scopelint")


@pytest.fixture(autouse=True)
def _no_cache(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SCOPELINT_NO_CACHE", "1")


@pytest.fixture
def ran(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The scripts that this process runs, in order."""
    found: list[str] = []
    real = Run._script

    def noted(run: Run) -> Trace:
        found.append(run.path)
        return real(run)

    monkeypatch.setattr(Run, "_script", noted)
    return found
