"""The oracle at the command line: `python -m tests.oracle run PROGRAM...`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from .oracle import SECONDS, Oracle, Program, Result
from .truth import dumps


def main(argv: Sequence[str] | None = None) -> int:
    """Runs the command; gives the exit code."""
    options = _parser().parse_args(argv)
    status: int = options.command(options)
    return status


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.oracle", description=__doc__)
    commands = parser.add_subparsers(required=True)
    run = commands.add_parser("run", help="run programs under TensorFlow and print what it made of them")
    run.set_defaults(command=_run)
    run.add_argument("program", nargs="+", type=Path)
    run.add_argument("--root", type=Path, help="the folder of the user's code (default: the program's own)")
    run.add_argument("--src", type=Path, action="append", default=[], help="a further folder of first-party code")
    run.add_argument("--json", action="store_true", help="print the truth as a truth file has it")
    run.add_argument("--output", action="store_true", help="print what the program printed, too")
    _machine(run)
    return parser


def _machine(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--jobs", type=int, default=2, help="programs at a time (default: 2)")
    parser.add_argument("--seconds", type=float, default=SECONDS, help="time limit of a program")


def _run(options: argparse.Namespace) -> int:
    programs = [Program(path, options.root, tuple(options.src)) for path in options.program]
    with Oracle(jobs=options.jobs, seconds=options.seconds) as oracle:
        for result in oracle.run_many(programs):
            sys.stdout.write(dumps(result.truth) if options.json else _readable(result))
            if options.output:
                sys.stdout.write(result.stdout + result.stderr)
            sys.stdout.flush()
    return 0


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
