"""`python -m scopelint` and the `scopelint` command: what needs no command line is answered before click is imported.

Flows in: the process's arguments. Flows out: what the command prints, and its exit code.
"""

from __future__ import annotations

import gc
import os
import sys
from contextlib import suppress

import scopelint

_COLLECT_AFTER = 100_000
"""New objects between two looks for garbage. The program's objects live as long as the process: looking often, as Python does by default,
takes a tenth of the time and finds little."""


def run() -> None:
    """The `scopelint` command."""
    if sys.argv[1:] in (["--version"], ["-V"]):
        sys.stdout.write(f"scopelint, version {scopelint.__version__}\n")
        return
    if len(sys.argv) == 3 and sys.argv[1] == "rule" and _explained(sys.argv[2]):
        return
    gc.set_threshold(_COLLECT_AFTER, *gc.get_threshold()[1:])
    from scopelint.cli import main

    try:
        main(prog_name="scopelint")
    except SystemExit as ended:
        _leave(ended)
        raise


def _explained(code: str) -> bool:
    """Whether `code` is that of a rule, which is explained then; all else is left to the command."""
    if not (code[:3].upper() == "TFS" and code[3:].isdigit()):
        return False
    from scopelint.report import rules as report
    from scopelint.rules import registry

    try:
        rule = registry.rule(code)
    except registry.UnknownRuleError:
        return False
    with suppress(BrokenPipeError):
        sys.stdout.writelines(f"{line}\n" for line in report.explained(rule))
        sys.stdout.flush()
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
