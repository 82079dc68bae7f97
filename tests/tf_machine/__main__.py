"""Put many sequences through the scope machine and through TensorFlow.

`python -m tests.tf_machine [--sequences N] [--seed N] [--keep-going]`
"""

from __future__ import annotations

import argparse
import sys
import time

from . import ours, theirs
from .compare import difference, shrink
from .operations import Sequence
from .sequences import sequence


def show(text: object) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def differs(operations: Sequence) -> bool:
    try:
        mine = ours.run(operations)
    except Exception:  # noqa: BLE001 - a crash is a difference
        return True
    return difference(mine, theirs.run(operations)) is not None


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--sequences", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--odd", type=float, default=0.5)
    parser.add_argument("--differences", type=int, default=1, help="stop after so many")
    options = parser.parse_args()
    started = time.monotonic()
    operations = found = 0
    for number in range(options.sequences):
        seed = options.seed * 1_000_000 + number
        made = sequence(seed, odd=options.odd)
        operations += len(made)
        if not differs(made):
            continue
        found += 1
        small = shrink(made, differs)
        show(f"seed {seed}:")
        for operation in small:
            show(f"    {operation},")
        show(difference(ours.run(small), theirs.run(small)))
        if found >= options.differences:
            break
    seconds = time.monotonic() - started
    show(f"{number + 1} sequences, {operations} operations, {found} differences, {seconds:.0f} s")
    return 1 if found else 0


sys.exit(main())
