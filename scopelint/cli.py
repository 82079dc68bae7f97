"""The command line: reads arguments, calls the runner, prints a report, chooses the exit code. Thin.

Flows in: arguments, environment, standard input. Flows out: findings on standard output, all else on standard error, and an exit code: 0
nothing found, 1 findings, 2 work that could not be done. The runner and the reports are imported when a command needs them, so that
`--version`, `--help` and `rule` start at once.
"""

from __future__ import annotations

import io
import os
import sys
import traceback
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, ParamSpec

import click

import scopelint

if TYPE_CHECKING:
    from scopelint.report.style import Style
    from scopelint.runner import Analysis, Request

OK: Final = 0
FINDINGS: Final = 1
COULD_NOT: Final = 2
INTERRUPTED: Final = 130

_P = ParamSpec("_P")


class _CouldNot(click.ClickException):
    """Settings or selectors that cannot be used."""

    exit_code = COULD_NOT


@click.group(context_settings={"help_option_names": ["-h", "--help"]}, invoke_without_command=True)
@click.version_option(scopelint.__version__, "-V", "--version", prog_name="scopelint")
@click.pass_context
def main(context: click.Context) -> None:
    """Find TensorFlow 1 variable-scope mistakes, and every variable's full name, without running the code.

    Exit codes: 0 nothing found, 1 findings, 2 something could not be done.
    """
    if context.invoked_subcommand is None:
        click.echo(context.get_help())


def _command(function: Callable[_P, int]) -> Callable[_P, None]:
    """Make a command of a function that gives an exit code; what it raises becomes a message, and a traceback with `-v` only."""

    @wraps(function)
    def run(*args: _P.args, **kwargs: _P.kwargs) -> None:
        try:
            code = function(*args, **kwargs)
        except KeyboardInterrupt:
            code = INTERRUPTED
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except Exception as error:  # noqa: BLE001 -- the last resort: no traceback ever
            code = COULD_NOT
            _say([f"error: internal error: {type(error).__name__}: {error}"])
            if kwargs.get("verbose"):
                _say(traceback.format_exc().splitlines())
        sys.exit(code)

    return run


def _shared_arguments(function: Callable[_P, None]) -> Callable[_P, None]:
    """What `check` and `names` both take."""
    for decorate in (
        click.option("-v", "--verbose", is_flag=True, help="Say which files are analysed; show tracebacks of internal errors."),
        click.option("-q", "--quiet", is_flag=True, help="Print the report and errors, no summary."),
        click.option(
            "--color",
            type=click.Choice(["auto", "always", "never"]),
            default="auto",
            help="Colours. auto: on a terminal; NO_COLOR switches them off, FORCE_COLOR on.",
        ),
        click.option("--stdin-filename", metavar="FILE", help="What the text from standard input (path -) is called."),
        click.option("--force-exclude", is_flag=True, help="Leave out excluded files even if they are given by name."),
        click.option("--src", multiple=True, metavar="DIR", help="A folder in which imports are looked up. Repeatable."),
        click.argument("paths", nargs=-1, metavar="[PATH]..."),
    ):
        function = decorate(function)
    return function


@main.command()
@click.option(
    "--output-format",
    type=click.Choice(["text", "concise", "json"]),
    default="text",
    show_default=True,
    envvar="SCOPELINT_OUTPUT_FORMAT",
    help="How findings are printed.",
)
@click.option("--select", multiple=True, metavar="RULES", help="Rules to check: codes, their beginnings, names or ALL, with commas.")
@click.option("--ignore", multiple=True, metavar="RULES", help="Rules to leave out, in the same spelling.")
@click.option("--certainty", type=click.Choice(["certain", "possible"]), help="possible: show findings that depend on the path taken, too.")
@click.option("-e", "--exit-zero", is_flag=True, help="Exit with 0 even if there are findings.")
@_shared_arguments
@_command
def check(output_format: str, exit_zero: bool, color: str, quiet: bool, verbose: bool, **options: Any) -> int:
    """Find scope mistakes in files and folders (by default, in the current folder)."""
    from scopelint import runner
    from scopelint.report import as_json, findings, summary
    from scopelint.rules import registry

    with _usable():
        checked = runner.check(_request(**options))
    analysis = checked.analysis
    match output_format:
        case "json":
            _print([as_json.findings(checked.diagnostics, lambda code: registry.rule(code).meta.url)])
        case "concise":
            _print(findings.concise(checked.diagnostics, _style(color)))
        case _:
            _print(findings.text(checked.diagnostics, analysis.sources.lines, _style(color)))
    if verbose:
        _say(_files(analysis))
    _say(summary.problems(checked.problems, verbose=verbose))
    if not analysis.files and not checked.problems:
        _say(summary.nothing_to_do())
    if not quiet:
        _say(summary.findings(checked.diagnostics, len(analysis.files), checked.hidden))
        _say(summary.not_analysed(analysis.failures, len(analysis.gaps), "--select TFS902"))
    if analysis.could_not or checked.problems:
        return COULD_NOT
    return FINDINGS if checked.diagnostics and not exit_zero else OK


@main.command()
@click.option(
    "--format",
    "--output-format",
    "output_format",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="How the names are printed.",
)
@_shared_arguments
@_command
def names(output_format: str, color: str, quiet: bool, verbose: bool, **options: Any) -> int:
    """List every variable that the code will make or share, with its full name."""
    from scopelint import runner
    from scopelint.report import as_json, summary
    from scopelint.report import names as as_text

    with _usable():
        named = runner.names(_request(**options))
    analysis = named.analysis
    _print([as_json.names(named.inventory)] if output_format == "json" else as_text.names(named.inventory, _style(color)))
    if verbose:
        _say(_files(analysis))
    _say(summary.failures(analysis.failures))
    _say(summary.problems(analysis.problems, verbose=verbose))
    if not analysis.files and not analysis.problems:
        _say(summary.nothing_to_do())
    if not quiet:
        _say(summary.names(len(named.inventory.variables), len(analysis.files)))
        _say(summary.not_analysed(analysis.failures, len(analysis.gaps), "--format json"))
    return COULD_NOT if analysis.could_not else OK


@main.command()
@click.argument("code", required=False)
@click.option("--all", "every", is_flag=True, help="List all rules.")
@_command
def rule(code: str | None, every: bool) -> int:
    """Explain a rule, given by its code (TFS101) or its name (duplicate-variable)."""
    from scopelint.report import rules as report
    from scopelint.rules import registry

    if every == (code is not None):
        raise click.UsageError("give the code of a rule, or --all")
    with _usable():
        _print(report.table(registry.all_rules()) if code is None else report.explained(registry.rule(code)))
    return OK


@contextmanager
def _usable() -> Iterator[None]:
    """Settings and selectors that cannot be used are the user's to mend: a message and exit code 2."""
    from scopelint.report.escape import printable
    from scopelint.rules.registry import UnknownRuleError
    from scopelint.settings import SettingsError

    try:
        yield
    except (SettingsError, UnknownRuleError) as error:
        raise _CouldNot(printable(str(error))) from error


def _request(
    paths: tuple[str, ...],
    src: tuple[str, ...],
    stdin_filename: str | None,
    force_exclude: bool,
    select: tuple[str, ...] = (),
    ignore: tuple[str, ...] = (),
    certainty: Any = None,
) -> Request:
    from scopelint import runner

    if stdin_filename is not None and runner.STDIN not in paths:
        raise click.UsageError("--stdin-filename goes with the path -")
    return runner.Request(
        paths=paths or (".",),
        cwd=Path.cwd(),
        stdin=sys.stdin.buffer.read() if runner.STDIN in paths else None,
        stdin_filename=stdin_filename,
        src=src or None,
        select=_listed(select) or None,
        ignore=_listed(ignore) or None,
        certainty=certainty,
        force_exclude=force_exclude,
    )


def _listed(values: Iterable[str]) -> tuple[str, ...]:
    """The items of a repeatable option whose values may hold several, with commas."""
    return tuple(item.strip() for value in values for item in value.split(",") if item.strip())


def _style(color: str) -> Style:
    from scopelint.report.style import Style

    if color == "auto":
        forced = os.environ.get("FORCE_COLOR") or os.environ.get("CLICOLOR_FORCE")
        return Style(not os.environ.get("NO_COLOR") and (bool(forced) or sys.stdout.isatty()))
    return Style(color == "always")


def _files(analysis: Analysis) -> Iterator[str]:
    for file in analysis.files:
        yield f"file: {file.shown}"


def _print(lines: Iterable[str]) -> None:
    """Write a report to standard output; a reader that has gone away (`| head`) is no error."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")
    try:
        for line in lines:
            sys.stdout.write(f"{line}\n")
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _say(lines: Iterable[str]) -> None:
    """Write to standard error."""
    from scopelint.report.escape import printable

    for line in lines:
        click.echo(printable(line), err=True)
