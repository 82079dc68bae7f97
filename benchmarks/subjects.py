"""What is measured, and which ratio is wanted of it.

Flows in: the folders of a corpus, and a folder to work in. Flows out: `Subject`s, and `Limit`s between them.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path
from typing import Final, NamedTuple

from benchmarks.measure import Subject
from scopelint.resolve import mentions_scopes

PROGRAM: Final = """import tensorflow as tf


def net(x):
    with tf.variable_scope("net"):
        w = tf.get_variable("w", [3, 4])
        return tf.matmul(x, w) + tf.layers.dense(x, 4)


x = tf.placeholder(tf.float32, [None, 3])
net(x)
net(x)
"""
PLAIN: Final = "import os\n\n\ndef main(path):\n    return [name for name in os.listdir(path) if name.endswith('.txt')]\n" * 20
NUMBER_OF_PLAIN: Final = 10_000
READING: Final = """import glob, time
for file in glob.glob("*.py"):
    open(file, "rb").read()
end = time.process_time() + {} / 10_000
while time.process_time() < end:
    pass
"""


_ALONE: Final = ["-I", "-m"]
"""A peer sees its own Python's packages alone, not those that scopelint runs with."""


class Limit(NamedTuple):
    """`subject` may take at most `times` what `other` takes: of processor time; by the clock, where several processes share the work."""

    subject: str
    times: float
    other: str
    by_clock: bool = False


LIMITS: Final = (
    Limit("check, cold", 1.5, "libcst parses the same files"),
    Limit("check, cold, two workers", 0.85, "libcst parses the same files", by_clock=True),
    Limit("check, cold", 1 / 10, "pylint -E"),
    Limit("check, cold", 1 / 30, "fixit"),
    Limit("check, warm", 1.0, "ruff check --no-cache"),
    Limit("check, one file changed", 2.0, "check, that file alone"),
    Limit("small file, cold", 1.5, "import libcst"),
    Limit("small file, warm", 0.5, "import libcst"),
    Limit("--version", 3.0, "python -c pass"),
    Limit("--help", 3.0, "python -c pass"),
    Limit("rule", 3.0, "python -c pass"),
    Limit(f"{NUMBER_OF_PLAIN} files without TensorFlow", 1.0, "reading them, and a tenth of a millisecond each"),
)


def subjects(corpus: Path, work: Path, limit: float, peers: str) -> list[Subject]:
    """Everything to measure.

    Args:
        corpus: a folder with packages in it.
        work: an empty folder.
        limit: seconds after which a run is ended.
        peers: the Python that has the other linters.
    """
    python = sys.executable
    scopelint = [python, "-m", "scopelint"]
    check = [*scopelint, "check", "--jobs", "1", "--isolated", "--quiet", "--cache-dir", str(work / "cache")]
    files = [file for file in sorted(corpus.rglob("*.py")) if mentions_scopes(file.read_bytes())]
    relevant = [str(file) for file in files]
    small, plain = work / "small", work / "plain"
    small.mkdir()
    (small / "net.py").write_text(PROGRAM, encoding="utf-8")
    plain.mkdir()
    for number in range(NUMBER_OF_PLAIN):
        (plain / f"plain_{number}.py").write_text(PLAIN, encoding="utf-8")
    changed = files[len(files) // 2]
    original = changed.read_bytes()

    def forget() -> None:
        shutil.rmtree(work / "cache", ignore_errors=True)

    def change() -> None:
        changed.write_bytes(changed.read_bytes() + b"# changed\n")

    def restore() -> None:
        if changed.read_bytes() != original:  # a file just written is one that the cache does not trust yet
            changed.write_bytes(original)

    ruff = [peers, *_ALONE, "ruff", "check", "--no-cache", "--isolated", "-q", *relevant]
    found = [
        Subject("python -c pass", [python, "-c", "pass"], small),
        Subject("import libcst", [python, "-c", "import libcst"], small),
        Subject("--version", [*scopelint, "--version"], small),
        Subject("--help", [*scopelint, "--help"], small),
        Subject("rule", [*scopelint, "rule", "TFS101"], small),
        Subject("small file, cold", [*check, "net.py"], small, forget),
        Subject("small file, warm", [*check, "net.py"], small),
        Subject(f"{NUMBER_OF_PLAIN} files without TensorFlow", [*check, "--no-cache", "."], plain),
        Subject("reading them, and a tenth of a millisecond each", [python, "-c", READING.format(NUMBER_OF_PLAIN)], plain),
        Subject("libcst parses the same files", [python, "-m", "benchmarks.floor", str(corpus)], small, restore, limit),
        Subject("check, that file alone", [*check, "--no-cache", str(changed)], corpus, restore, limit),
        Subject("check, cold", [*check, "."], corpus, forget, limit),
        Subject("check, warm", [*check, "."], corpus, limit=limit),
        Subject("check, one file changed", [*check, "."], corpus, change, limit),
        Subject("check, cold, two workers", [*check, "--jobs", "2", "."], corpus, forget, limit),
        Subject("ruff check --no-cache", ruff, corpus, restore, limit),
        Subject("pyflakes", [peers, *_ALONE, "pyflakes", *relevant], corpus, restore, limit),
        Subject("pylint -E", [peers, *_ALONE, "pylint", "-E", "--persistent=n", *relevant], corpus, restore, limit),
        Subject("fixit", [peers, *_ALONE, "fixit", "--quiet", "lint", *relevant], corpus, restore, limit),
    ]
    return [subject for subject in found if subject.command[1:3] != _ALONE or _has(peers, subject.command[3])]


def _has(python: str, module: str) -> bool:
    """Whether another Python has a module."""
    return subprocess.run([python, "-I", "-c", f"import {module}"], capture_output=True, check=False).returncode == 0
