"""What one process takes.

Flows in: a command. Flows out: seconds of the clock, seconds of all processors, and the largest memory, of the process and what it starts.
"""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from statistics import median
from typing import NamedTuple


class Taken(NamedTuple):
    """Seconds by the clock, seconds of processors, MB of memory at most; `ended` is false where the time limit was hit."""

    wall: float
    cpu: float
    memory: float
    ended: bool = True


class Subject(NamedTuple):
    """What is measured: a name, a command, its folder, and what to do before each run (not measured)."""

    name: str
    command: Sequence[str]
    folder: Path
    before: Callable[[], object] = lambda: None
    limit: float = 600.0


def run(subject: Subject, environment: Mapping[str, str]) -> Taken:
    """Run it once."""
    subject.before()
    start = time.perf_counter()
    process = subprocess.Popen(
        subject.command, cwd=subject.folder, env=dict(environment), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    ended = True
    while True:
        found, _, used = os.wait4(process.pid, os.WNOHANG)
        wall = time.perf_counter() - start
        if found:
            break
        if wall > subject.limit and ended:
            ended = False
            process.kill()
        time.sleep(min(0.001 + wall / 100, 0.2))
    process.returncode = 0  # it has been waited for
    return Taken(wall, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, ended)


def measured(subjects: Sequence[Subject], repeats: int, environment: Mapping[str, str]) -> dict[str, Taken]:
    """The medians over several rounds; in each round every subject has its turn, so that what else the machine does hits all alike."""
    taken: dict[str, list[Taken]] = {subject.name: [] for subject in subjects}
    for _ in range(repeats):
        for subject in subjects:
            if all(one.ended for one in taken[subject.name]):  # once over the limit is enough
                taken[subject.name].append(run(subject, environment))
    return {name: _median(runs) for name, runs in taken.items()}


def _median(runs: Sequence[Taken]) -> Taken:
    return Taken(
        median(one.wall for one in runs),
        median(one.cpu for one in runs),
        max(one.memory for one in runs),
        all(one.ended for one in runs),
    )
