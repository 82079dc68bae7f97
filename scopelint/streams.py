"""The process's standard streams: there even where the caller has closed them, and a report that they do not take is no traceback.

Flows in: texts. Flows out: what is printed. Imports nothing that takes time.
"""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterable


def opened() -> None:
    """Make up for streams that the caller has closed: what is written goes nowhere, and there is nothing to read.

    Files that are opened later would take their places, and get what is printed.
    """
    for name in ("stdin", "stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115 -- for as long as the process lives


def put(texts: Iterable[str]) -> None:
    """Write to standard output; a reader that has gone away (`| head`) is no error.

    Raises:
        OSError: it does not take what is written (a full disk); what comes later goes nowhere.
    """
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")
    try:
        for text in texts:
            sys.stdout.write(text)
        sys.stdout.flush()
    except OSError as error:
        nowhere()
        if not isinstance(error, BrokenPipeError):
            raise


def nowhere() -> None:
    """Let standard output go nowhere from here on: what is left of it in memory must not fail again at the end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def refusal(error: OSError) -> str:
    """What is told of standard output that cannot be written."""
    return f"standard output cannot be written: {error.strerror or error}"
