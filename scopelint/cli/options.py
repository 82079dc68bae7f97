"""Options that several commands share, and help that shows options in groups.

Flows in: what commands say of their options. Flows out: click options; and what is made of their values, the
runner's `Request` and the report's `Style`.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar

import click

if TYPE_CHECKING:
    from scopelint.report.style import Style
    from scopelint.runner import Request

_F = TypeVar("_F", bound=Callable[..., Any])

FILES: Final = "Files"
OUTPUT: Final = "Output"
RULES: Final = "Rules"
OTHER: Final = "Other"


class GroupedOption(click.Option):
    """An option that says under which heading `--help` shows it."""

    def __init__(self, *args: Any, group: str = OTHER, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.group = group


class GroupedCommand(click.Command):
    """A command whose `--help` shows the options under headings, in the order in which these first occur, the rest last."""

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        groups: dict[str, list[tuple[str, str]]] = {}
        rest: list[tuple[str, str]] = []
        for parameter in self.get_params(ctx):
            record = parameter.get_help_record(ctx) if isinstance(parameter, click.Option) else None
            if record is None:
                continue
            group = getattr(parameter, "group", OTHER)
            (rest if group == OTHER else groups.setdefault(group, [])).append(record)
        for heading, records in (*groups.items(), (OTHER, rest)):
            if records:
                with formatter.section(f"{heading} options" if groups else "Options"):
                    formatter.write_dl(records)


def option(*names: str, group: str = OTHER, **attributes: Any) -> Callable[[_F], _F]:
    """A click option under a heading of `--help`."""
    return click.option(*names, cls=GroupedOption, group=group, **attributes)


def shared(function: _F) -> _F:
    """What `check` and `names` both take."""
    for decorate in (
        option("-v", "--verbose", is_flag=True, help="Say which files are analysed; show tracebacks of internal errors."),
        option("-q", "--quiet", is_flag=True, help="Print the report and errors, no summary."),
        option(
            "--color",
            type=click.Choice(["auto", "always", "never"]),
            default="auto",
            group=OUTPUT,
            help="Colours. auto: on a terminal; NO_COLOR switches them off, FORCE_COLOR on.",
        ),
        option("--stdin-filename", metavar="FILE", group=FILES, help="What the text from standard input (path -) is called."),
        option("--force-exclude", is_flag=True, group=FILES, help="Leave out excluded files even if they are given by name."),
        option("--src", multiple=True, metavar="DIR", group=FILES, help="A folder in which imports are looked up. Repeatable."),
        click.argument("paths", nargs=-1, metavar="[PATH]..."),
    ):
        function = decorate(function)
    return function


def request(
    paths: tuple[str, ...],
    src: tuple[str, ...],
    stdin_filename: str | None,
    force_exclude: bool,
    select: tuple[str, ...] = (),
    ignore: tuple[str, ...] = (),
    certainty: Any = None,
) -> Request:
    """What the command line asks of the runner; reads standard input if it is asked for."""
    from scopelint import runner

    if stdin_filename is not None and runner.STDIN not in paths:
        raise click.UsageError("--stdin-filename goes with the path -")
    return runner.Request(
        paths=paths or (".",),
        cwd=Path.cwd(),
        stdin=sys.stdin.buffer.read() if runner.STDIN in paths else None,
        stdin_filename=stdin_filename,
        src=src or None,
        select=listed(select) or None,
        ignore=listed(ignore) or None,
        certainty=certainty,
        force_exclude=force_exclude,
    )


def listed(values: Iterable[str]) -> tuple[str, ...]:
    """The items of a repeatable option whose values may hold several, with commas."""
    return tuple(item.strip() for value in values for item in value.split(",") if item.strip())


def style(color: str) -> Style:
    """Whether to colour: `--color`, then NO_COLOR, then FORCE_COLOR, then whether standard output is a terminal."""
    from scopelint.report.style import Style

    if color == "auto":
        forced = os.environ.get("FORCE_COLOR") or os.environ.get("CLICOLOR_FORCE")
        return Style(not os.environ.get("NO_COLOR") and (bool(forced) or sys.stdout.isatty()))
    return Style(color == "always")
