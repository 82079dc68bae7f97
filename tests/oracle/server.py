"""The process that has TensorFlow imported and forks once per program.

    python -m tests.oracle.server

In: requests on standard input, one JSON object a line: {"id": 7, "program": "/p/x.py", "roots": ["/p"],
"argv": [], "absent": [], "seconds": 20}. Out: answers on the descriptor that was standard output, one a line, in the
order in which programs end: {"id": 7, "ended": "finished", "error": null, "events": [...], "stdout": "...",
"stderr": "..."}.

Programs whose requests are waiting run at the same time, at most `--jobs` of them. Importing TensorFlow
takes seconds, a fork milliseconds. Forking is safe because nothing here starts a thread: TensorFlow's own
start with the first session, in the child.
"""

from __future__ import annotations

import argparse
import contextlib
import gc
import json
import os
import resource
import selectors
import shutil
import signal
import tempfile
import time
from collections import deque
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, TextIO

from . import program, shims
from .truth import Ended

_OUTPUT_LIMIT: Final = 8000
"""Characters of a program's standard output, and of its standard error, that are kept."""


@dataclass(slots=True)
class _Job:
    """A request, with the time in seconds that its program may take."""

    id: int
    request: program.Request
    seconds: float

    @classmethod
    def from_line(cls, line: bytes) -> _Job:
        data = json.loads(line)
        roots = tuple(Path(root) for root in data["roots"])
        installed = tuple(Path(path) for path in data["installed"])
        request = program.Request(Path(data["program"]), roots, tuple(data["argv"]), tuple(data["absent"]), installed)
        return cls(data["id"], request, data["seconds"])


@dataclass(slots=True)
class _Child:
    """A program that is running."""

    job: _Job
    process: int
    records: int
    stdout: int
    stderr: int
    folder: str
    deadline: float
    received: bytearray = field(default_factory=bytearray)


class _Server:
    """Keeps up to `jobs` programs running and answers for each of them."""

    def __init__(self, source: int, answers: TextIO, jobs: int) -> None:
        self._source = source
        self._answers = answers
        self._jobs = jobs
        self._selector = selectors.DefaultSelector()
        self._unread = bytearray()
        self._waiting: deque[_Job] = deque()
        self._running: dict[int, _Child] = {}
        self._leaving: list[int] = []

    def serve(self) -> None:
        """Works until standard input is closed, then ends what is still running."""
        self._selector.register(self._source, selectors.EVENT_READ)
        try:
            while True:
                for key, _ in self._selector.select(self._patience()):
                    if key.fd == self._source:
                        if not self._read_requests():
                            return
                    else:
                        self._read_records(self._running[key.fd])
                self._end_overdue()
                self._leaving = [process for process in self._leaving if os.waitpid(process, os.WNOHANG)[0] == 0]
                while self._waiting and len(self._running) < self._jobs:
                    self._start(self._waiting.popleft())
        finally:
            for child in list(self._running.values()):
                self._finish(child, Ended.TIMEOUT)

    def _patience(self) -> float | None:
        deadlines = [child.deadline for child in self._running.values()]
        return max(0.0, min(deadlines) - time.monotonic()) if deadlines else None

    def _read_requests(self) -> bool:
        data = os.read(self._source, 1 << 16)
        self._unread += data
        *lines, rest = self._unread.split(b"\n")
        self._unread = bytearray(rest)
        self._waiting.extend(_Job.from_line(bytes(line)) for line in lines)
        return bool(data)

    def _start(self, job: _Job) -> None:
        receive, send = os.pipe()
        stdout, stderr = _scratch(), _scratch()
        folder = tempfile.mkdtemp(prefix="oracle-")
        process = os.fork()
        if process == 0:
            _limit_processor_time(job.seconds)
            _become_child(job.request, folder, send, stdout, stderr)
        os.close(send)
        child = _Child(job, process, receive, stdout, stderr, folder, time.monotonic() + job.seconds)
        self._running[receive] = child
        self._selector.register(receive, selectors.EVENT_READ)

    def _read_records(self, child: _Child) -> None:
        data = os.read(child.records, 1 << 16)
        child.received += data
        if not data or child.received.startswith(b'{"ended"', child.received.rfind(b"\n", 0, -1) + 1):
            self._finish(child, Ended.CRASH)

    def _end_overdue(self) -> None:
        now = time.monotonic()
        for child in [child for child in self._running.values() if child.deadline <= now]:
            self._finish(child, Ended.TIMEOUT)

    def _finish(self, child: _Child, verdict: Ended) -> None:
        """Ends the child's process group, and answers with its own last word or else with `verdict`."""
        self._selector.unregister(child.records)
        del self._running[child.records]
        with contextlib.suppress(ProcessLookupError):
            os.killpg(child.process, signal.SIGKILL)
        shutil.rmtree(child.folder, ignore_errors=True)
        records = [json.loads(line) for line in bytes(child.received).split(b"\n")[:-1]]
        last = next((record for record in records if "ended" in record), None)
        if last is not None:
            self._leaving.append(child.process)  # taking TensorFlow's memory apart need not be waited for
        else:
            _, status = os.waitpid(child.process, 0)
            own_exit = verdict is Ended.CRASH and os.WIFEXITED(status)  # the program's os._exit
            last = {"ended": (Ended.EXITED if own_exit else verdict).value, "error": None}
        answer = {
            "id": child.job.id,
            **last,
            "events": [record["event"] for record in records if "event" in record],
            "stdout": _text(child.stdout),
            "stderr": _text(child.stderr),
        }
        os.close(child.records)
        self._answers.write(json.dumps(answer) + "\n")
        self._answers.flush()


def _scratch() -> int:
    """A file without a name."""
    with tempfile.TemporaryFile() as file:
        return os.dup(file.fileno())


def _text(descriptor: int) -> str:
    """The text in a scratch file, cut to what is kept; closes it."""
    with os.fdopen(descriptor, "rb") as file:
        file.seek(0)
        data = file.read(_OUTPUT_LIMIT * 4).decode("utf-8", "replace")
    return data[:_OUTPUT_LIMIT]


def _become_child(request: program.Request, folder: str, records: int, stdout: int, stderr: int) -> None:
    try:
        os.setpgid(0, 0)
        os.chdir(folder)
        program.standard_streams_to(stdout, stderr)
        program.run(request, records)
    finally:
        os.abort()


def _limit_processor_time(seconds: float) -> None:
    """No child goes on for ever if the server is gone and cannot end it: twice what it could use by then."""
    most = int(2 * seconds * (os.cpu_count() or 1)) + 1
    resource.setrlimit(resource.RLIMIT_CPU, (most, most))


def _import_tensorflow() -> None:
    """Imports all that programs commonly use, once, and leaves no graph behind."""
    shims.install()
    gc.collect()
    gc.freeze()


def main() -> None:
    """Imports TensorFlow, says {"ready": true}, and serves."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--jobs", type=int, default=1)
    jobs = parser.parse_args().jobs
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    source = os.dup(0)
    os.dup2(2, 1)
    _import_tensorflow()
    answers.write(json.dumps({"ready": True}) + "\n")
    answers.flush()
    _Server(source, answers, jobs).serve()


if __name__ == "__main__":
    main()
