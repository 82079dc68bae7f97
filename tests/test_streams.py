"""The process and the system: streams that are closed or full, folders that are closed, signals."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Final

import pytest

from scopelint.roots import Roots
from tests.test_cli import CLEAN, DUPLICATE, check, here, run, write

__all__ = ["here"]

FULL: Final = Path("/dev/full")
COMMANDS: Final = ["--version", "--help", "check --help", "rule TFS101", "rule --all", "config", "names bad.py", "check bad.py"]


def shell(command: str) -> subprocess.CompletedProcess[str]:
    whole = f"{sys.executable} -m scopelint {command}"
    return subprocess.run(whole, shell=True, capture_output=True, text=True, check=False, timeout=120)


@pytest.mark.skipif(not FULL.exists(), reason="no /dev/full here")
@pytest.mark.parametrize("command", COMMANDS)
def test_report_that_cannot_be_written(here: Path, command: str) -> None:
    write(bad=DUPLICATE)
    for _ in range(2 if command == "check bad.py" else 1):  # the second time from what is remembered
        result = shell(f"{command} > {FULL}")
        assert result.returncode == 2
        assert result.stderr.startswith("Error: standard output cannot be written: No space left on device\n")
        assert "Traceback" not in result.stderr


def test_streams_that_are_closed(here: Path) -> None:
    write(bad=DUPLICATE, clean=CLEAN)
    for closed in (">&-", "2>&-", "<&-", "<&- >&- 2>&-"):
        for name, code in (("bad.py", 1), ("clean.py", 0)):
            result = shell(f"check {name} {closed}")
            assert result.returncode == code
            assert "Traceback" not in result.stderr
    result = shell("check - <&-")
    assert (result.returncode, result.stderr) == (2, "Error: standard input cannot be read: it is closed\n")


def test_folder_that_is_closed(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A superuser may look into each: `os.stat` is asked here, as `Path.exists` does."""
    real = os.stat

    def denied(path: os.PathLike[str] | str, **options: bool) -> os.stat_result:
        if "closed" in Path(path).parts[:-1]:
            raise PermissionError(13, "Permission denied", str(path))
        return real(path, **options)

    Path("closed").mkdir()
    monkeypatch.setattr(os, "stat", denied)
    assert Roots(here).project(here / "closed" / "m.py") == here


def test_name_that_is_not_utf_8(here: Path) -> None:
    Path(os.fsdecode(b"caf\xe9.py")).write_text(DUPLICATE)
    result = run("check", "--output-format", "sarif")
    assert result.exit_code == 1
    assert '"uri": "caf%E9.py"' in result.stdout
    assert [finding["code"] for finding in check()] == ["TFS101"]


def catches(pid: int, number: int) -> bool:
    """Whether a process has set a handler for a signal."""
    status = Path(f"/proc/{pid}/status").read_text().splitlines()
    caught = next(int(line.split()[1], 16) for line in status if line.startswith("SigCgt:"))
    return bool(caught >> (number - 1) & 1)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no helpers here")
def test_no_helper_outlives_a_signal(here: Path) -> None:
    slow = "import tensorflow as tf\nfor i in range(2000):\n    for j in range(200):\n        tf.get_variable(f'v{i}_{j}', [1])\n"
    for name in "abc":
        Path(f"{name}.py").write_text(slow)
    command = [sys.executable, "-m", "scopelint", "check", "--no-cache", "--jobs", "2"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    if not children.exists():
        process.kill()
        pytest.skip("no /proc here")
    until = time.monotonic() + 60
    while not (catches(process.pid, signal.SIGTERM) and children.read_text().split()) and time.monotonic() < until:
        time.sleep(0.05)
    helpers = children.read_text().split()
    process.send_signal(signal.SIGTERM)
    process.communicate(timeout=60)
    assert process.returncode == 128 + signal.SIGTERM
    assert len(helpers) > 0
    assert not [helper for helper in helpers if Path(f"/proc/{helper}").exists()]
