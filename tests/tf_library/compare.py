"""Programs of the matrix through TensorFlow and through scopelint.

In: programs, and what TensorFlow did: from the oracle (2.15), or from TensorFlow 1.15 (`ask_tensorflow1`). Out: differences. All must be
equal: order, full names, outcomes, shapes, dtypes, trainable, and the error that ends the program. Columns are compared where TensorFlow
runs under a Python that knows them, so not for 1.15.
"""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from tests.fuzz.difference import Difference, difference, heard
from tests.oracle import Ended, Event, Outcome, ProgramError, Result, Truth
from tests.oracle.truth import Via

TENSORFLOW1: Final = "SCOPELINT_TENSORFLOW1"
"""Environment variable: a Python that has TensorFlow 1.15."""

_SCRIPT: Final = Path(__file__).with_name("tensorflow1.py")

Raw = dict[str, Any]
"""What `tensorflow1.py` says of one program."""


def ask_tensorflow1(programs: Sequence[str]) -> list[Raw]:
    """What TensorFlow 1.15 makes of programs.

    Raises:
        KeyError: the environment does not say where it is.
        subprocess.CalledProcessError: it cannot be run.
    """
    command = [os.environ[TENSORFLOW1], str(_SCRIPT)]
    done = subprocess.run(command, input=json.dumps(list(programs)), capture_output=True, text=True, check=True)
    return [json.loads(line) for line in done.stdout.splitlines()]


def result(raw: Raw) -> Result:
    """The answer of TensorFlow 1.15 in the oracle's words."""
    events = tuple(
        Event(name, Outcome(outcome), None if shape is None else tuple(shape), dtype, trainable, None, (), Via.GET_VARIABLE)
        for outcome, name, shape, dtype, trainable, _ in raw["events"]
    )
    error = raw["error"]
    ended = Ended.FINISHED if error is None else Ended.ERROR
    return Result(Truth("main.py", ended, events, None if error is None else ProgramError(error[0], error[1], "main.py", error[2])), "", "")


def differs(program: str, raw: Raw) -> Difference | None:
    """Where scopelint and TensorFlow 1.15 differ about a program, if they do."""
    return difference(program, result(raw), heard(program, "1.15"))


RECORDED: Final = Path(__file__).with_name("recorded.json")
"""What TensorFlow 1.15 made of samples of the families that 2.15 does not have: program's name -> its answer."""


def recorded() -> dict[str, Raw]:
    """The answers that are kept."""
    kept: dict[str, Raw] = json.loads(RECORDED.read_text(encoding="utf-8"))
    return kept


def record(programs: Sequence[tuple[str, str]]) -> None:
    """Ask TensorFlow 1.15 about programs, given by name and text, and keep its answers."""
    answers = ask_tensorflow1([text for _, text in programs])
    lines = [f" {json.dumps(name)}: {json.dumps(answer)}" for (name, _), answer in zip(programs, answers, strict=True)]
    RECORDED.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")
