"""What holds for all tests: the command line keeps nothing between runs, unless a test says so; no test fails for being slow."""

from __future__ import annotations

import pytest
from hypothesis import settings

settings.register_profile("scopelint", deadline=None)
settings.load_profile("scopelint")


@pytest.fixture(autouse=True)
def _no_cache(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SCOPELINT_NO_CACHE", "1")
