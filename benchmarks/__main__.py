"""`python -m benchmarks`: scopelint and its peers side by side, in one run, as a table of medians and ratios.

Flows in: a corpus that is downloaded when it is missing. Flows out: a table on standard output, with `--record` also into `recorded.json`,
which later runs compare themselves with. Nothing fails on time: machines differ. Ratios are those of processor time, since the clock also
counts what else a machine does; the clock's are shown beside them.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from benchmarks import corpus
from benchmarks.measure import Taken, measured
from benchmarks.subjects import LIMITS, subjects
from scopelint import stubcode

RECORDED: Final = Path(__file__).parent / "recorded.json"
CORPUS: Final = Path(tempfile.gettempdir()) / "scopelint-corpus"
"""Where packages are kept: in no repository, for linters pass over what git ignores."""


def main() -> None:
    options = _options()
    packages = corpus.SMALL if options.small else corpus.WHOLE
    folder = Path(options.corpus) / ("small" if options.small else "whole")
    folder.mkdir(parents=True, exist_ok=True)
    corpus.fetch(packages, folder)
    stubcode.build()  # as the build of a wheel does
    with tempfile.TemporaryDirectory() as work:
        compiled = str(Path(work, "compiled"))  # as installed: Python's compiled modules are there, wherever scopelint lies
        environment = {**os.environ, "PYTHONPYCACHEPREFIX": compiled, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        wanted = subjects(folder.resolve(), Path(work), options.limit, options.peers)
        if options.only:
            wanted = [subject for subject in wanted if any(part in subject.name for part in options.only)]
        measured([subject for subject in wanted if subject.folder.name == "small"], 1, environment)  # compiles
        taken = measured(wanted, options.repeats, environment)
    before = json.loads(RECORDED.read_text(encoding="utf-8")) if RECORDED.exists() else {}
    for line in _table(taken, before.get("small" if options.small else "whole", {})):
        sys.stdout.write(f"{line}\n")
    if options.record:
        before["small" if options.small else "whole"] = {
            "machine": f"Python {platform.python_version()}, {os.cpu_count()} processors, load {os.getloadavg()[0]:.0f}",
            "packages": packages,
            "taken": {name: one._asdict() for name, one in taken.items()},
        }
        RECORDED.write_text(json.dumps(before, indent=2) + "\n", encoding="utf-8")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__.partition("\n")[0])
    parser.add_argument("--small", action="store_true", help="a corpus of one small package")
    parser.add_argument("--repeats", type=int, default=5, help="rounds; medians are taken of them (default: 5)")
    parser.add_argument("--limit", type=float, default=600.0, help="seconds after which a run is ended (default: 600)")
    parser.add_argument("--only", action="append", default=[], help="measure what has this in its name alone; repeatable")
    parser.add_argument("--corpus", default=str(CORPUS), help=f"where the packages are kept (default: {CORPUS})")
    parser.add_argument("--peers", default=sys.executable, help="the Python that has fixit, pylint, pyflakes and ruff (default: this one)")
    parser.add_argument("--record", action="store_true", help="write what was measured into benchmarks/recorded.json")
    return parser.parse_args()


def _table(taken: Mapping[str, Taken], before: Mapping[str, Mapping[str, Mapping[str, float]]]) -> Iterator[str]:
    yield "| what | clock, s | processor, s | memory, MB |"
    yield "|---|---|---|---|"
    for name, one in taken.items():
        yield f"| {name} | {'' if one.ended else 'ended at '}{one.wall:.2f} | {one.cpu:.3f} | {one.memory:.0f} |"
    yield ""
    yield "| what | against | at most | processor | clock | recorded |"
    yield "|---|---|---|---|---|---|"
    known = before.get("taken", {})
    for limit in LIMITS:
        if limit.subject not in taken or limit.other not in taken:
            continue
        one, other = taken[limit.subject], taken[limit.other]
        over = (one.wall / other.wall if limit.by_clock else one.cpu / other.cpu) > limit.times
        ratios = [f"{one.cpu / other.cpu:.2f}", f"{one.wall / other.wall:.2f}"]
        ratios[limit.by_clock] += " (over)" if over else ""
        earlier = "-"
        if limit.subject in known and limit.other in known:
            by = "wall" if limit.by_clock else "cpu"
            earlier = f"{known[limit.subject][by] / known[limit.other][by]:.2f}"
        yield f"| {limit.subject} | {limit.other} | {limit.times:.2f} | {' | '.join(ratios)} | {earlier} |"


if __name__ == "__main__":
    main()
