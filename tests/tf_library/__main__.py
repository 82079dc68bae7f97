"""The matrix by hand: `python -m tests.tf_library [--most N] [--seed N] [--show N] [--only TEXT] [--v1] [--keep] [--record] [--document] [FAMILY...]`.

Prints a table: per family the programs compared, and the differences; `--show` prints the programs that differ. With `--v1` TensorFlow is 1.15
(see `compare.TENSORFLOW1`), else the oracle's 2.15. `--keep` notes the counts, `--document` writes them and what is known of TensorFlow's names into `tests/LIBRARY.md`.
`--record` writes what 1.15 says of the samples that the tests look at, and of the programs in `programs/`.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter

from tests.fuzz.difference import Difference, difference, heard
from tests.oracle import Oracle

from . import compare, document, matrix, written


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.tf_library", description=__doc__.splitlines()[0])
    parser.add_argument("families", nargs="*")
    parser.add_argument("--most", type=int, default=10_000, help="programs of a family")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--show", type=int, default=0, help="how many different differences of a family to print")
    parser.add_argument("--v1", action="store_true")
    parser.add_argument("--only", default="", help="programs whose name has this in it")
    parser.add_argument("--record", action="store_true")
    parser.add_argument("--keep", action="store_true")
    parser.add_argument("--document", action="store_true")
    options = parser.parse_args()
    if options.document:
        document.PAGE.write_text(document.page(matrix.sizes()), encoding="utf-8")
        return 0
    if options.record:
        written.record()
        compare.record(
            [(p.name, p.text) for family in matrix.all_families() if not family.served for p in matrix.sample(family, matrix.KEPT)]
        )
        return 0
    total = 0
    for family in matrix.all_families(*options.families):
        if not family.served and not options.v1:
            continue
        programs = [p for p in matrix.sample(family, options.most, options.seed) if options.only in p.name]
        found = list(zip(programs, _differences([p.text for p in programs], v1=options.v1), strict=True))
        wrong = [(program, one) for program, one in found if one is not None]
        total += len(wrong)
        say(f"{family.name:40} {len(programs):5} programs {len(wrong):5} differ")
        _show(wrong, options.show)
        if options.keep:
            document.keep(family.name, "1.15" if options.v1 else "2.15", len(programs), len(wrong))
    return 1 if total else 0


def _differences(texts: list[str], *, v1: bool) -> list[Difference | None]:
    if v1:
        return [compare.differs(text, raw) for text, raw in zip(texts, compare.ask_tensorflow1(texts), strict=True)]
    with Oracle(jobs=2) as oracle:
        return [difference(text, result, heard(text)) for text, result in zip(texts, oracle.run_sources(texts), strict=True)]


def _show(wrong: list[tuple[matrix.Program, Difference]], most: int) -> None:
    keys = Counter(_kind(program, one) for program, one in wrong)
    shown: set[tuple[str, str]] = set()
    for program, one in wrong:
        key = _kind(program, one)
        if key not in shown and len(shown) < most:
            shown.add(key)
            say(f"  {keys[key]} x {program.name}\n" + "".join(f"      {line[:260]}\n" for line in one.what[:3]))


def _kind(program: matrix.Program, one: Difference) -> tuple[str, str]:
    """What differences that are shown once have in common: what is wrong, and with which call."""
    return one.key, program.name.partition(": ")[2].partition("(")[0]


def say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
