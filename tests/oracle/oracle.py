"""Asks TensorFlow: the library's door to the oracle.

    with Oracle() as oracle:
        result = oracle.run(Path("fixtures/model.py"))
        for event in result.truth.events:
            print(event.name, event.outcome.value, event.place)

In: programs, as files or as text. Out: a `Result` each: the `Truth`, and what the program printed.
TensorFlow itself lives in a process of its own (`server.py`), which this module starts, so that it imports
neither TensorFlow nor anything slow, and may be used from any thread-free test process.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections import deque
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Final

from .truth import Ended, Truth, error_from_json, event_from_json

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
    from types import TracebackType

SECONDS: Final = 60.0
"""Time limit of a program unless the caller says otherwise. Wall clock: a loaded machine needs room."""

PYTHON_VARIABLE: Final = "SCOPELINT_ORACLE_PYTHON"
"""Environment variable: the Python 3.11 that has TensorFlow, when it is not the one that is running."""

_PACKAGE: Final = __package__
_REPOSITORY: Final = Path(__file__).resolve().parents[len(__package__.split("."))]


class OracleUnavailableError(RuntimeError):
    """TensorFlow could not be started, or its process has died; carries what it printed."""


@dataclass(frozen=True, slots=True)
class Program:
    """A program to run.

    Attributes:
        path: the file that is run as a script.
        root: the folder of the user's code, to which paths in the truth are relative. None: the program's own folder.
        src: further folders of first-party code, each put on `sys.path`; paths in them are relative to them.
        argv: arguments of the program.
        absent: modules that may be imported though they are not installed: their names do nothing.
        installed: folders of modules that count as installed: they can be imported, and are nobody's code.
    """

    path: Path
    root: Path | None = None
    src: tuple[Path, ...] = ()
    argv: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()
    installed: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True)
class Result:
    """What TensorFlow did, and what the program printed (the first 8,000 characters of each stream)."""

    truth: Truth
    stdout: str
    stderr: str


class Oracle:
    """A running TensorFlow 1 to put programs to. Use it as a context manager; it starts on entry.

    Args:
        jobs: how many programs may run at the same time.
        seconds: the time limit of each program.
        python: the interpreter that has TensorFlow; by default `$SCOPELINT_ORACLE_PYTHON`, else the running
            one.

    Raises:
        OracleUnavailableError: on entry, when TensorFlow cannot be imported; in `run*`, when its process
            died.
    """

    def __init__(self, jobs: int = 1, seconds: float = SECONDS, python: str | None = None) -> None:
        self._jobs = jobs
        self._seconds = seconds
        self._python = python or os.environ.get(PYTHON_VARIABLE) or sys.executable
        self._server: subprocess.Popen[bytes] | None = None
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        self._last_id = 0
        self._answers: dict[int, dict[str, Any]] = {}
        self._abandoned: set[int] = set()

    def __enter__(self) -> Oracle:
        environment = {**os.environ, **_QUIET, "PYTHONPATH": _with_repository(os.environ.get("PYTHONPATH"))}
        self._folder = tempfile.TemporaryDirectory(prefix="oracle-")
        self._errors: IO[bytes] = tempfile.TemporaryFile()
        self._server = subprocess.Popen(
            [self._python, "-P", "-m", f"{_PACKAGE}.server", "--jobs", str(self._jobs)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._errors,
            env=environment,
        )
        try:
            self._receive()
        except BaseException:
            self.close()
            raise
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Ends TensorFlow's process and whatever is still running in it."""
        if self._server is not None:
            self._server.communicate()
            self._server = None
            self._errors.close()
        if self._folder is not None:
            self._folder.cleanup()
            self._folder = None

    def run(self, path: Path, root: Path | None = None, src: Sequence[Path] = (), argv: Sequence[str] = ()) -> Result:
        """Runs one program; see `Program` for the arguments."""
        return next(self.run_many([Program(path, root, tuple(src), tuple(argv))]))

    def run_source(self, source: str | Mapping[str, str], main: str = "main.py") -> Result:
        """Runs a program given as text.

        Args:
            source: the program's text, or the text of each of its modules by relative path.
            main: the module that is run as a script.
        """
        return next(self.run_sources([source], main))

    def run_sources(self, sources: Iterable[str | Mapping[str, str]], main: str = "main.py") -> Generator[Result, None, None]:
        """Runs programs given as text, `jobs` at a time; gives the results in the order of the programs."""
        if self._folder is None:
            raise OracleUnavailableError("the oracle is not open")
        base = Path(self._folder.name)
        folders: deque[Path] = deque()

        def written() -> Iterator[Program]:
            for source in sources:
                folder = Path(tempfile.mkdtemp(dir=base))
                folders.append(folder)
                for name, text in ({main: source} if isinstance(source, str) else source).items():
                    path = folder / name
                    path.parent.mkdir(parents=True, exist_ok=True)
                    path.write_text(text, encoding="utf-8")
                yield Program(folder / main, folder)

        for result in self.run_many(written()):
            shutil.rmtree(folders.popleft(), ignore_errors=True)
            yield result

    def run_many(self, programs: Iterable[Program | Path]) -> Generator[Result, None, None]:
        """Runs programs, `jobs` at a time; gives the results in the order of the programs.

        Programs are taken from the iterable as they are needed, a few ahead of the results.
        """
        upcoming = (item if isinstance(item, Program) else Program(item) for item in programs)
        asked: deque[tuple[int, Program]] = deque()
        exhausted = False
        try:
            while True:
                while not exhausted and len(asked) < 2 * self._jobs:
                    item = next(upcoming, None)
                    if item is None:
                        exhausted = True
                    else:
                        asked.append((self._ask(item), item))
                if not asked:
                    return
                number, item = asked[0]
                answer = self._answer(number)
                asked.popleft()
                yield _result(item, answer)
        finally:
            self._abandoned.update(number for number, _ in asked)

    def _ask(self, item: Program) -> int:
        """Sends one program to TensorFlow; gives the number that its answer will bear."""
        if self._server is None or self._server.stdin is None:
            raise OracleUnavailableError("the oracle is not open")
        program = item.path.resolve()
        if not program.is_file():
            raise FileNotFoundError(f"no program at {item.path}")
        self._last_id += 1
        request = {
            "id": self._last_id,
            "program": str(program),
            "roots": [str(path.resolve()) for path in (item.root or program.parent, *item.src)],
            "argv": list(item.argv),
            "absent": list(item.absent),
            "installed": [str(path.resolve()) for path in item.installed],
            "seconds": self._seconds,
        }
        try:
            self._server.stdin.write(json.dumps(request).encode() + b"\n")
            self._server.stdin.flush()
        except BrokenPipeError:
            raise self._death() from None
        return self._last_id

    def _answer(self, number: int) -> dict[str, Any]:
        while number not in self._answers:
            answer = self._receive()
            if answer["id"] in self._abandoned:
                self._abandoned.remove(answer["id"])
            else:
                self._answers[answer["id"]] = answer
        return self._answers.pop(number)

    def _receive(self) -> dict[str, Any]:
        assert self._server is not None
        assert self._server.stdout is not None
        line = self._server.stdout.readline()
        if not line:
            raise self._death()
        answer: dict[str, Any] = json.loads(line)
        return answer

    def _death(self) -> OracleUnavailableError:
        self._errors.seek(0)
        said = self._errors.read().decode("utf-8", "replace")[-2000:]
        return OracleUnavailableError(f"TensorFlow's process ({self._python}) is not there:\n{said}")


_QUIET: Final = {
    "TF_CPP_MIN_LOG_LEVEL": "3",
    "TF_ENABLE_ONEDNN_OPTS": "0",
    "CUDA_VISIBLE_DEVICES": "-1",
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "PYTHONHASHSEED": "0",
    "PYTHONDONTWRITEBYTECODE": "1",
}
"""The server's environment: no logs, no GPU, no thread before the fork, and the same order of sets always."""


def _with_repository(path: str | None) -> str:
    return os.pathsep.join([str(_REPOSITORY), *([path] if path else [])])


def _result(item: Program, answer: dict[str, Any]) -> Result:
    base = (item.root or item.path.parent).resolve()
    program = item.path.resolve()
    name = program.relative_to(base).as_posix() if program.is_relative_to(base) else program.name
    error = answer["error"]
    truth = Truth(
        program=name,
        ended=Ended(answer["ended"]),
        events=tuple(event_from_json(event) for event in answer["events"]),
        error=None if error is None else error_from_json(error),
    )
    return Result(truth, answer["stdout"], answer["stderr"])
