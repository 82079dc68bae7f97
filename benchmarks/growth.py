"""How the time grows with the program: `python -m benchmarks.growth`.

Flows in: nothing; the programs are made. Flows out: a table of processor seconds at three sizes, and the exponent of the growth between
the last two: 1 is linear. What a run takes for a program of one line is left out.
"""

from __future__ import annotations

import math
import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Final

from benchmarks.measure import Subject, run

STEP: Final = 4
HEAD: Final = "import tensorflow as tf\n\n\n"


def _lines(number: int) -> str:
    return HEAD + "".join(f"v{i} = tf.get_variable('v{i}', [{i % 7 + 1}, 3])\n" for i in range(number))


def _layers(number: int) -> str:
    return HEAD + "x = tf.placeholder(tf.float32, [None, 4])\n" + "x = tf.layers.dense(x, 4)\n" * number


def _turns(number: int) -> str:
    return f"{HEAD}for i in range({number}):\n    tf.get_variable('v%d' % i, [1])\n"


def _depth(number: int) -> str:
    calls = "".join(f"def f{i}(x):\n    with tf.variable_scope('s{i}'):\n        return f{i + 1}(x)\n\n\n" for i in range(number))
    return f"{HEAD}{calls}def f{number}(x):\n    return tf.get_variable('w', [1])\n\n\nf0(1)\n"


def _entries(number: int) -> str:
    return HEAD + "".join(f"def f{i}(x, size):\n    if size > {i}:\n        return tf.layers.dense(x, size)\n\n\n" for i in range(number))


KINDS: Final[dict[str, tuple[Callable[[int], str], int]]] = {
    "get_variable lines": (_lines, 1000),
    "layers": (_layers, 100),
    "turns of a loop": (_turns, 60),
    "call depth": (_depth, 20),
    "entries": (_entries, 100),
}
"""Programs by size, and the smallest of the three sizes."""


def main() -> None:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    with tempfile.TemporaryDirectory() as work:
        file = Path(work, "program.py")

        def seconds(text: str) -> float:
            file.write_text(text, encoding="utf-8")
            command = [sys.executable, "-m", "scopelint", "check", "--isolated", "--quiet", "--no-cache", file.name]
            return min(run(Subject("", command, Path(work)), environment).cpu for _ in range(2))

        base = seconds(HEAD)
        sys.stdout.write("| what | sizes | processor, s | exponent |\n|---|---|---|---|\n")
        for kind, (made, smallest) in KINDS.items():
            sizes = [smallest * STEP**power for power in range(3)]
            taken = [max(seconds(made(size)) - base, 0.001) for size in sizes]
            exponent = math.log(taken[2] / taken[1], STEP)
            told = ", ".join(f"{one:.2f}" for one in taken)
            sys.stdout.write(f"| {kind} | {', '.join(map(str, sizes))} | {told} | {exponent:.2f} |\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main()
