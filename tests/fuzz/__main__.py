"""Put many generated programs through TensorFlow and through scopelint.

`python -m tests.fuzz [--programs N] [--seed N] [--save FOLDER] [--jobs N]`

Prints each program that differs, made small, with the events of both; `--save` also writes it to a folder. `--show NUMBER` prints the
program of a number and does nothing else.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Final

from .programs import program
from .run import Both, numbers

STEP: Final = 500
"""After how many programs a line says how far it has come."""


def show(text: object) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__.splitlines()[0])
    parser.add_argument("--programs", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(1 << 30))
    parser.add_argument("--start", type=int, default=0, help="how many programs of the seed to leave out")
    parser.add_argument("--save", type=Path, default=Path("fuzz-failures"), help="folder for programs that differ")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--no-shrink", action="store_true")
    parser.add_argument("--show", type=int, help="print the program of this number")
    options = parser.parse_args()
    if options.show is not None:
        show(program(options.show))
        return 0
    show(f"seed {options.seed}")
    started = time.monotonic()
    events = found = ran = 0
    ends: Counter[str] = Counter()
    with Both(options.jobs) as both:
        for outcome in both.run(numbers(options.seed, options.start + options.programs)[options.start :]):
            truth = outcome.result.truth
            ran += 1
            if not ran % STEP:
                show(f"{ran} programs, {found} differences, {time.monotonic() - started:.0f} s")
            events += len(truth.events)
            ends["an uncaught error" if truth.error else "a caught error" if _refused(outcome.result) else "no error"] += 1
            if outcome.difference is None:
                continue
            found += 1
            small = outcome.difference if options.no_shrink else both.shrunk(outcome.difference)
            options.save.mkdir(parents=True, exist_ok=True)
            (options.save / f"{outcome.number}.py").write_text(f"{small}\n", encoding="utf-8")
            show(f"--- program {outcome.number}\n{small}")
    seconds = time.monotonic() - started
    with_errors = ", ".join(f"{count} with {end}" for end, count in sorted(ends.items()))
    show(f"seed {options.seed}: {options.programs} programs ({with_errors}), {events} events, {found} differences, {seconds:.0f} s")
    return 1 if found else 0


def _refused(result: object) -> bool:
    from tests.oracle import Outcome, Result

    assert isinstance(result, Result)
    return any(event.outcome is Outcome.ERROR for event in result.truth.events)


if __name__ == "__main__":
    sys.exit(main())
