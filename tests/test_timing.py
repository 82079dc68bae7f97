"""Where the time went: stages that hold others, entries, and what `--timing` prints."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from scopelint import timing
from scopelint.cli import main
from scopelint.timing import Timing


def test_stage_does_not_count_what_an_inner_one_takes(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = iter(range(0, 100, 10))
    monkeypatch.setattr(timing, "perf_counter", lambda: float(next(clock)))
    taken = Timing()
    with taken.stage("outer"), taken.stage("inner"):  # 0, 10
        pass  # 20, 30
    with taken.stage("inner"):  # 40, 50
        pass
    assert taken.stages == {"inner": 20.0, "outer": 20.0}


def test_slowest_entries_come_first_and_what_raises_is_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = iter([0.0, 1.0, 1.0, 4.0])
    monkeypatch.setattr(timing, "perf_counter", lambda: next(clock))
    taken = Timing()
    with taken.entry("quick"):
        pass
    with pytest.raises(ValueError, match="no"), taken.entry("slow"):
        raise ValueError("no")
    assert taken.slowest(2) == [("slow", 3.0), ("quick", 1.0)]
    assert taken.slowest(1) == [("slow", 3.0)]


def test_timing_is_told_on_standard_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("net.py").write_text("import tensorflow as tf\n\n\ndef net():\n    tf.get_variable('w', [1])\n\n\nnet()\nnet()\n")
    plain = CliRunner().invoke(main, ["check", "net.py"])
    told = CliRunner().invoke(main, ["check", "--timing", "net.py"])
    assert told.stdout == plain.stdout
    lines = told.stderr.splitlines()
    assert lines[0] == "Seconds by the clock:"
    stages = [line.split()[1] for line in lines[1 : lines.index("The slowest entries:")]]
    assert stages[:4] == ["find", "parse", "lower", "run"]
    assert lines[lines.index("The slowest entries:") + 1].split()[1] == "net.py"
