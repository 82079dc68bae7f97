"""What every command does alike: exit codes, messages instead of tracebacks, the two streams.

Flows in: a command's function and its lines. Flows out: a report on standard output, messages on standard error, the process's exit code.
"""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout, suppress
from functools import wraps
from pathlib import Path
from typing import Final, ParamSpec

import click

from scopelint import streams

OK: Final = 0
FINDINGS: Final = 1
COULD_NOT: Final = 2
INTERRUPTED: Final = 130

_P = ParamSpec("_P")


class CouldNot(click.ClickException):
    """Settings, selectors or files that cannot be used: the user's to mend."""

    exit_code = COULD_NOT


def exits(function: Callable[_P, int]) -> Callable[_P, None]:
    """Make a command of a function that gives an exit code; what it raises becomes a message, and a traceback with `-v` only."""

    @wraps(function)
    def run(*args: _P.args, **kwargs: _P.kwargs) -> None:
        try:
            with usable():
                code = function(*args, **kwargs)
        except KeyboardInterrupt:
            code = INTERRUPTED
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except Exception as error:  # noqa: BLE001 -- the last resort: no traceback ever
            code = COULD_NOT
            say([f"error: internal error: {type(error).__name__}: {error}"])
            if kwargs.get("verbose"):
                say(traceback.format_exc().splitlines())
        sys.exit(code)

    return run


@contextmanager
def usable() -> Iterator[None]:
    """Settings and selectors that cannot be used are the user's to mend: a message and exit code 2.

    The errors are those of modules that a command may never import, so they are looked for only among those that it has.
    """
    try:
        yield
    except Exception as error:
        if _is_the_users(error):
            from scopelint.report.escape import printable

            raise CouldNot(printable(str(error))) from error
        raise


def _is_the_users(error: Exception) -> bool:
    from scopelint.baseline import BaselineError
    from scopelint.rules.registry import UnknownRuleError
    from scopelint.settings import SettingsError

    return isinstance(error, (SettingsError, UnknownRuleError, BaselineError))


Show = Callable[[Iterable[str]], None]
"""Where a report goes."""


def put(lines: Iterable[str]) -> None:
    """Write a report to standard output; a reader that has gone away (`| head`) is no error.

    Raises:
        CouldNot: it cannot be written.
    """
    try:
        streams.put(f"{line}\n" for line in lines)
    except OSError as error:
        raise CouldNot(streams.refusal(error)) from error


@contextmanager
def silence() -> Iterator[None]:
    """While this lasts, nothing is printed."""
    with open(os.devnull, "w", encoding="utf-8") as nowhere, redirect_stdout(nowhere), redirect_stderr(nowhere):
        yield


def put_into(file: Path, lines: Iterable[str]) -> None:
    """Write a report into a file.

    Raises:
        CouldNot: the file cannot be written.
    """
    try:
        file.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8", errors="backslashreplace")
    except OSError as error:
        raise CouldNot(f"{file}: cannot be written: {error.strerror or error}") from error


def say(lines: Iterable[str]) -> None:
    """Write to standard error."""
    from scopelint.report.escape import printable

    for line in lines:
        with suppress(OSError):  # nobody is left to be told
            click.echo(printable(line), err=True)
