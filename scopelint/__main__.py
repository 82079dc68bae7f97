"""`python -m scopelint` and the `scopelint` command: what needs no command line, and what was asked before, is answered before
click is imported.

Flows in: the process's arguments. Flows out: what the command prints, and its exit code.
"""

from __future__ import annotations

import gc
import os
import sys
from contextlib import suppress

import scopelint
from scopelint import again, pages, streams

_COLLECT_AFTER = 100_000
"""New objects between two looks for garbage. The program's objects live as long as the process: looking often, as Python does by default,
takes a tenth of the time and finds little."""

_COLLECT_ALL_AFTER = 2
"""Looks at what is neither new nor old between two looks at everything: a program that builds one graph after the other, as a test does,
leaves millions of objects behind. Python does so only when a quarter of all there is has come since the last time."""


def run() -> None:
    """The `scopelint` command."""
    streams.opened()
    try:
        _run()
    except OSError as error:  # of standard output, on the ways that lead past the command's own care
        streams.nowhere()
        with suppress(OSError):
            sys.stderr.write(f"Error: {streams.refusal(error)}\n")
        sys.exit(2)


def _run() -> None:
    if sys.argv[1:] in (["--version"], ["-V"]):
        streams.put([f"scopelint, version {scopelint.__version__}\n"])
        return
    if _turned_to(sys.argv[1:]):
        return
    command = again.Command(sys.argv[1:]) if sys.argv[1:2] == ["check"] else None
    if command is not None and (answer := command.answer()) is not None:
        _repeat(answer)
        return
    gc.set_threshold(_COLLECT_AFTER, gc.get_threshold()[1], _COLLECT_ALL_AFTER)
    from scopelint.cli import main

    try:
        main(prog_name="scopelint", obj=command)
    except SystemExit as ended:
        _leave(ended)
        raise


def _repeat(answer: again.Answer) -> None:
    """Print what was printed before, and end as it ended then."""
    streams.put([answer.out])
    with suppress(OSError):
        sys.stderr.write(answer.err)
    sys.exit(answer.code)


def _turned_to(arguments: list[str]) -> bool:
    """Whether the arguments ask for a page that is at hand, which is printed then; all else is left to the command."""
    if arguments in (["--help"], ["-h"]):
        name = pages.HELP if pages.columns() >= pages.WIDTH else ""
    elif len(arguments) == 2 and arguments[0] == "rule" and arguments[1][:3].upper() == "TFS":
        name = arguments[1].upper()
    else:
        return False
    text = pages.page(name)
    if text is None:
        return False
    streams.put([text])
    return True


def _leave(ended: SystemExit) -> None:
    """End the process at once: to free every object one by one takes longer than a small file's analysis, and serves nobody."""
    if isinstance(ended.code, int | None):
        with suppress(OSError, ValueError):
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(ended.code or 0)


if __name__ == "__main__":
    run()
