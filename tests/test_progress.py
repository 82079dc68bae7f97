"""The line that says how far a long run is."""

from __future__ import annotations

import io
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from scopelint import runner
from scopelint.cli.progress import Progress, line
from scopelint.timing import Timing

PROGRAM = "import tensorflow as tf\nw = tf.get_variable('w', [1])\n"


class Clock:
    """Goes on by a tenth of a second whenever it is asked."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        self.now += 0.1
        return self.now


def test_line_tells_scripts_files_and_what_is_done() -> None:
    timing = Timing()
    timing.scripts = 4
    with timing.entry("one.py"), timing.stage("parse"):
        pass
    assert line(timing, "two.py") == "[#####---------------] 1 of 4 scripts run, 1 files parsed: two.py"


def test_nothing_is_drawn_in_a_short_run() -> None:
    stream = io.StringIO()
    progress = Progress(stream, 80, Clock())
    for _ in range(3):
        progress(Timing(), "find")
    progress.close()
    assert stream.getvalue() == ""


def test_a_long_run_is_followed_and_the_line_taken_away(tmp_path: Path) -> None:
    for number in range(20):
        (tmp_path / f"script{number:02}.py").write_text(PROGRAM)
    stream = io.StringIO()
    progress = Progress(stream, 100, Clock())
    runner.check(runner.Request((".",), tmp_path), Timing(progress))
    progress.close()
    lines = stream.getvalue().split("\r\x1b[K")
    assert lines[0] == lines[-1] == ""
    assert any("of 20 scripts run" in one and "script1" in one for one in lines)
    assert max(map(len, lines)) < 100


@pytest.mark.skipif(sys.platform == "win32", reason="needs a terminal of POSIX")
@pytest.mark.parametrize("quiet", [False, True])
def test_on_a_terminal_only(tmp_path: Path, quiet: bool) -> None:
    loop = "for i in range(40):\n    for j in range(40):\n        tf.get_variable('w%d_%d' % (i, j), [1])\n"
    for number in range(3):
        (tmp_path / f"script{number}.py").write_text(f"import tensorflow as tf\n{loop}")
    ours, theirs = pty.openpty()
    environment = {key: value for key, value in os.environ.items() if key != "CI"} | {"TERM": "xterm"}
    command = [sys.executable, "-m", "scopelint", "check", "--isolated", "--no-cache", *(["--quiet"] if quiet else [])]
    done = subprocess.run(command, cwd=tmp_path, stderr=theirs, stdout=subprocess.PIPE, env=environment, check=False)
    os.close(theirs)
    said = b""
    try:
        while part := os.read(ours, 65536):
            said += part
    except OSError:  # all has been read
        pass
    os.close(ours)
    assert done.returncode == 0
    assert done.stdout == b""
    assert (b"scripts run" in said) is not quiet
    assert b"Nothing found" in said or quiet
