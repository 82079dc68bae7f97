"""What holds for all tests: the command line keeps nothing between runs, unless a test says so."""

from __future__ import annotations

import pytest


@pytest.fixture(autouse=True)
def _no_cache(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SCOPELINT_NO_CACHE", "1")
