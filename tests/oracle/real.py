"""Holds scopelint against TensorFlow on real packages, through driver programs.

    python -m tests.oracle real tests/real_code/drivers --packages DIR [--table]
    python -m tests.oracle real DRIVER --src PACKAGE_ROOT [--absent MODULE]

In: drivers, each a program that builds the models of a package as its users do; and folders that hold the packages. Out: for each driver
a `Row`: how the two sides agree, and what scopelint took in time and memory. TensorFlow runs the driver in the oracle, scopelint in a
process of its own, as users start it.

A driver may say what it needs in the comment lines at its top, so that a folder of drivers is run by one command:

    # package: openai/baselines ea25b9e
    # src: openai+baselines              a folder of the package's modules, below the folder given with --packages; repeatable
    # installed: contextlib2-21.6.0      a folder there of modules that the package needs, which scopelint does not get to see
    # absent: gym mpi4py                 third-party modules that stand-ins are served for
    # builds: the DQN agent

Must not import TensorFlow.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from threading import Thread, Timer
from typing import IO, TYPE_CHECKING, Any, Final

from .compare import Comparison, Verdict, compare
from .oracle import Program

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from .oracle import Oracle
    from .truth import Truth

_HEADING: Final = re.compile(r"#\s*(package|src|installed|absent|builds):\s*(.*)")

_WRONG: Final = (Verdict.WRONG_OUTCOME, Verdict.WRONG_PLACE, Verdict.WRONG_VALUE)

HEAD: Final = (
    "| package | driver | recorded | exact | pattern | wrong detail | missed | invented | scopelint |",
    "|---|---|---:|---:|---:|---:|---:|---:|---:|",
)
"""The first lines of the table that `Row.line` goes on with."""


@dataclass(frozen=True, slots=True)
class Driver:
    """A driver program, and what it says about itself.

    Attributes:
        src: folders that hold the package's modules.
        installed: folders of modules that only TensorFlow's side can import.
        absent: modules that stand-ins are served for.
        package: the package and its version, as people write it.
        builds: what the driver builds, in words.
    """

    path: Path
    src: tuple[Path, ...]
    installed: tuple[Path, ...]
    absent: tuple[str, ...]
    package: str
    builds: str

    @classmethod
    def read(cls, path: Path, packages: Path | None, src: Iterable[Path] = (), absent: Iterable[str] = ()) -> Driver:
        """The driver with what its first lines say, and what the command line adds."""
        said: dict[str, list[str]] = {"package": [], "src": [], "installed": [], "absent": [], "builds": []}
        for line in path.read_text(encoding="utf-8").splitlines():
            if not line.startswith("#"):
                break
            if (heading := _HEADING.match(line)) is not None:
                said[heading[1]].append(heading[2].strip())
        below = (packages or path.parent).resolve()
        return cls(
            path.resolve(),
            (*(folder.resolve() for folder in src), *(below / folder for folder in said["src"])),
            tuple(below / folder for folder in said["installed"]),
            (*absent, *" ".join(said["absent"]).split()),
            " ".join(said["package"]),
            " ".join(said["builds"]),
        )

    @property
    def program(self) -> Program:
        """The driver as the oracle runs it: every other name is told relative to the folder that holds it."""
        return Program(self.path, self.path.parent, self.src, absent=self.absent, installed=self.installed)


@dataclass(frozen=True, slots=True)
class Said:
    """What scopelint said about a driver, and what it took.

    Attributes:
        output: the parsed JSON of `scopelint names`; None when it failed.
        seconds: of processor time.
        megabytes: the most memory that the process held.
        errors: what it printed to standard error.
    """

    output: dict[str, Any] | None
    seconds: float
    megabytes: int
    errors: str


@dataclass(frozen=True, slots=True)
class Row:
    """One driver's result."""

    driver: Driver
    truth: Truth
    said: Said
    comparison: Comparison

    @property
    def line(self) -> str:
        """The row of the table."""
        count = self.comparison.count
        wrong = sum(count(verdict) for verdict in _WRONG)
        verdicts = (count(Verdict.EXACT), count(Verdict.COVERED), wrong, count(Verdict.MISSED), count(Verdict.INVENTED))
        cells = (
            self.driver.package,
            f"`{self.driver.path.name}`: {self.driver.builds}",
            *map(str, (len(self.truth.events), *verdicts)),
            f"{self.said.seconds:.1f} s",
        )
        return f"| {' | '.join(cells)} |"

    def details(self) -> Iterator[str]:
        """What differs, what scopelint could not follow and what went wrong, line by line."""
        truth, said = self.truth, self.said
        yield f"{self.comparison}"
        if truth.error is not None:
            yield f"  TensorFlow: {truth.ended.value}, {truth.error.type} at {truth.error.path}:{truth.error.line}: {truth.error.message}"
        else:
            yield f"  TensorFlow: {truth.ended.value}"
        yield f"  scopelint: {said.seconds:.1f} s, {said.megabytes} MB"
        if said.output is not None:
            cuts = Counter((cut["reason"], cut["path"], cut["line"]) for cut in said.output["cuts"])
            yield from (f"  cut {path}:{line}: {reason}" for reason, path, line in cuts)
        if said.errors:
            yield f"  {said.errors.strip()}"


def drivers(paths: Iterable[Path], packages: Path | None, src: Iterable[Path], absent: Iterable[str]) -> list[Driver]:
    """The drivers among files and folders."""
    files = [file for path in paths for file in (sorted(path.glob("*.py")) if path.is_dir() else [path])]
    return [Driver.read(file, packages, src, absent) for file in files]


def hold(wanted: Iterable[Driver], oracle: Oracle) -> Iterator[Row]:
    """Runs both sides of each driver, and compares."""
    for driver in wanted:
        truth = next(oracle.run_many([driver.program])).truth
        said = ask(driver)
        names = _relative(said.output or {"variables": []}, driver)
        yield Row(driver, truth, said, compare(truth, names))


def ask(driver: Driver, seconds: float = 300.0) -> Said:
    """Runs `scopelint names` on a driver, in a process of its own, for `seconds` at most."""
    src = [part for folder in driver.src for part in ("--src", str(folder))]
    command = [sys.executable, "-m", "scopelint", "names", driver.path.name, "--format", "json", *src]
    repository = str(Path(__file__).resolve().parents[2])
    path = os.pathsep.join(filter(None, (repository, os.environ.get("PYTHONPATH"))))
    process = subprocess.Popen(
        command, cwd=driver.path.parent, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env={**os.environ, "PYTHONPATH": path}
    )
    limit = Timer(seconds, process.kill)
    limit.start()
    output, errors, used, kilobytes = _wait(process)
    limit.cancel()
    parsed = json.loads(output) if process.returncode >= 0 and output.strip() else None
    return Said(parsed, used, kilobytes // 1024, errors.decode("utf-8", "replace"))


def _wait(process: subprocess.Popen[bytes]) -> tuple[bytes, bytes, float, int]:
    """The process's output, errors, processor seconds, and the most memory it held, in kilobytes (Linux's `ru_maxrss`)."""
    assert process.stdout is not None
    assert process.stderr is not None
    errors: list[bytes] = []
    stream: IO[bytes] = process.stderr
    reader = Thread(target=lambda: errors.append(stream.read()))
    reader.start()
    output = process.stdout.read()
    reader.join()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    process.stdout.close()
    process.stderr.close()
    return output, b"".join(errors), usage.ru_utime + usage.ru_stime, usage.ru_maxrss


def _relative(output: Mapping[str, Any], driver: Driver) -> dict[str, Any]:
    """The output with each path relative to the folder that holds it, as in a truth."""
    here = driver.path.parent
    roots = sorted((f"{folder}{os.sep}" for folder in (here, *driver.src)), key=len, reverse=True)

    def shortened(path: str) -> str:
        whole = os.path.realpath(here / path)
        return next((whole.removeprefix(root) for root in roots if whole.startswith(root)), path)

    return {"variables": [{**variable, "path": shortened(variable["path"])} for variable in output["variables"]]}
