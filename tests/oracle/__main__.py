"""The oracle at the command line.

python -m tests.oracle run PROGRAM...        what TensorFlow makes of programs
python -m tests.oracle record FIXTURES...    writes the truth files beside fixtures
python -m tests.oracle verify FIXTURES...    exit code 1 when one is missing or stale
python -m tests.oracle compare TRUTH NAMES   a truth file with the output of `scopelint names --format json`
python -m tests.oracle real DRIVERS...       programs that build the models of real packages, through both (tests/REAL_CODE.md)
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from .compare import compare
from .oracle import SECONDS, Oracle, Program, Result
from .real import HEAD, drivers, hold
from .record import Check, State, check, record
from .truth import dumps, loads

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


def main(argv: Sequence[str] | None = None) -> int:
    """Runs the command; gives the exit code."""
    options = _parser().parse_args(argv)
    status: int = options.command(options)
    return status


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m tests.oracle",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    commands = parser.add_subparsers(required=True)
    run = commands.add_parser("run", help="run programs under TensorFlow and print what it made of them")
    run.set_defaults(command=_run)
    run.add_argument("program", nargs="+", type=Path)
    run.add_argument("--root", type=Path, help="the folder of the user's code (default: the program's own)")
    run.add_argument("--src", type=Path, action="append", default=[], help="a further folder of first-party code")
    run.add_argument(
        "--absent", action="append", default=[], metavar="MODULE", help="a module that may be imported though it is not installed"
    )
    run.add_argument("--json", action="store_true", help="print the truth as a truth file has it")
    run.add_argument("--output", action="store_true", help="print what the program printed, too")
    _machine(run)
    for name, command, text in (
        ("record", _record, "write the truth files of fixtures where they are missing or stale"),
        ("verify", _verify, "say which truth files of fixtures are missing or stale"),
    ):
        fixtures = commands.add_parser(name, help=text)
        fixtures.set_defaults(command=command)
        fixtures.add_argument("fixtures", nargs="+", type=Path, help="folders of fixtures, or programs")
        _machine(fixtures)
    comparing = commands.add_parser("compare", help="compare a truth file with scopelint's output")
    comparing.set_defaults(command=_compare)
    comparing.add_argument("truth", type=Path)
    comparing.add_argument("names", type=Path, help="output of `scopelint names --format json`")
    comparing.add_argument("--prefix", default="", help="what scopelint's paths have in front of the truth's")
    real = commands.add_parser("real", help="hold scopelint against TensorFlow on drivers of real packages")
    real.set_defaults(command=_real)
    real.add_argument("drivers", nargs="+", type=Path, help="driver programs, or folders of them")
    real.add_argument("--packages", type=Path, help="the folder below which the drivers' `# src:` lines look")
    real.add_argument("--src", type=Path, action="append", default=[], help="a further folder of first-party code")
    real.add_argument("--absent", action="append", default=[], metavar="MODULE", help="as for `run`")
    real.add_argument("--table", action="store_true", help="print the table alone")
    real.add_argument("--seconds", type=float, default=600.0, help="time limit of a driver under TensorFlow (default: 600)")
    return parser


def _machine(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--jobs", type=int, default=2, help="programs at a time (default: 2)")
    parser.add_argument("--seconds", type=float, default=SECONDS, help="time limit of a program")


def _run(options: argparse.Namespace) -> int:
    programs = [Program(path, options.root, tuple(options.src), absent=tuple(options.absent)) for path in options.program]
    with Oracle(jobs=options.jobs, seconds=options.seconds) as oracle:
        for result in oracle.run_many(programs):
            sys.stdout.write(dumps(result.truth) if options.json else _readable(result))
            if options.output:
                sys.stdout.write(result.stdout + result.stderr)
            sys.stdout.flush()
    return 0


def _record(options: argparse.Namespace) -> int:
    with Oracle(jobs=options.jobs, seconds=options.seconds) as oracle:
        return _report(
            record(options.fixtures, oracle),
            accepted=(State.SAME, State.MISSING, State.STALE, State.ORPHANED),
        )


def _verify(options: argparse.Namespace) -> int:
    with Oracle(jobs=options.jobs, seconds=options.seconds) as oracle:
        return _report(check(options.fixtures, oracle), accepted=(State.SAME,))


def _report(checks: Iterable[Check], accepted: Sequence[State]) -> int:
    """Prints what is not the same; gives 1 if a state is not accepted, or if there was no fixture at all."""
    counts = Counter[State]()
    for found in checks:
        counts[found.state] += 1
        if found.state is not State.SAME:
            _say(f"{found.state.value}: {found.path}")
            if found.state not in accepted:
                _say(found.difference.rstrip())
    _say(", ".join(f"{counts[state]} {state.value}" for state in State if counts[state]) or "no fixtures")
    return int(not counts or any(counts[state] for state in State if state not in accepted))


def _compare(options: argparse.Namespace) -> int:
    truth = loads(options.truth.read_text(encoding="utf-8"))
    comparison = compare(truth, json.loads(options.names.read_text(encoding="utf-8")), prefix=options.prefix)
    _say(str(comparison))
    return int(not comparison.ok)


def _real(options: argparse.Namespace) -> int:
    lines: list[str] = []
    good = True
    with Oracle(jobs=1, seconds=options.seconds) as oracle:
        for row in hold(drivers(options.drivers, options.packages, options.src, options.absent), oracle):
            good = good and row.comparison.ok and row.said.output is not None
            lines.append(row.line)
            if not options.table:
                _say("\n".join(row.details()))
                sys.stdout.flush()
    _say("\n".join((*HEAD, *lines)))
    return int(not good)


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")


def _readable(result: Result) -> str:
    truth = result.truth
    lines = [f"{truth.program}: {truth.ended.value}"]
    for event in truth.events:
        shape = "?" if event.shape is None else "x".join("?" if size is None else str(size) for size in event.shape)
        what = "" if event.dtype is None else f"  {event.dtype}[{shape}]{'' if event.trainable else ' not trainable'}"
        through = "".join(f" < {call.path}:{call.line}" for call in reversed(event.calls))
        lines.append(f"  {event.outcome.value:7} {event.name}{what}  {event.place}{through}")
    if truth.error is not None:
        lines.append(f"  {truth.error.type} at {truth.error.path}:{truth.error.line}: {truth.error.message}")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.exit(main())
