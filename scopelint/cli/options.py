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

from scopelint.cli.completing import files, folders
from scopelint.cli.running import CouldNot

if TYPE_CHECKING:
    from scopelint.report.style import Style
    from scopelint.runner import Request

_F = TypeVar("_F", bound=Callable[..., Any])

FILES: Final = "Files"
FIXES: Final = "Fixes"
OUTPUT: Final = "Output"
RULES: Final = "Rules"
SETTINGS: Final = "Settings"
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
        *_LOCATING,
    ):
        function = decorate(function)
    return function


def configuring(function: _F) -> _F:
    """What says which settings hold."""
    for decorate in _CONFIGURING:
        function = decorate(function)
    return function


_CONFIGURING: Final = (
    option("--isolated", is_flag=True, group=SETTINGS, help="Read no settings files."),
    option(
        "--config",
        multiple=True,
        metavar="FILE|KEY=VALUE",
        shell_complete=files,
        group=SETTINGS,
        help="A settings file to use, or one setting in TOML, such as 'certainty = \"possible\"'. Repeatable.",
    ),
)
_LOCATING: Final = (
    *_CONFIGURING,
    option(
        "--stdin-filename",
        metavar="FILE",
        group=FILES,
        shell_complete=files,
        help="What the text from standard input (path -) is called.",
    ),
    option(
        "--respect-gitignore/--no-respect-gitignore",
        default=None,
        group=FILES,
        help="Whether what .gitignore and .ignore files name is left out (it is, by default).",
    ),
    option("--force-exclude", is_flag=True, default=None, group=FILES, help="Leave out excluded files even if they are given by name."),
    option("--extend-exclude", multiple=True, metavar="PATTERNS", group=FILES, help="Leave out more than --exclude says."),
    option("--exclude", multiple=True, metavar="PATTERNS", group=FILES, help="What to leave out, in the syntax of .gitignore."),
    option("-n", "--no-cache", is_flag=True, group=OTHER, envvar="SCOPELINT_NO_CACHE", help="Neither use nor keep what runs find out."),
    option(
        "--cache-dir", metavar="DIR", group=OTHER, envvar="SCOPELINT_CACHE_DIR", help="Where the cache lies. [default: .scopelint_cache]"
    ),
    option(
        "-j",
        "--jobs",
        type=click.IntRange(min=0),
        metavar="N",
        default=0,
        group=OTHER,
        envvar="SCOPELINT_JOBS",
        help="How many processes may work. [default: as many as there are processors, if there is enough to do]",
    ),
    option("--python2/--no-python2", default=None, group=FILES, help="Whether files that are not Python 3 are read as Python 2."),
    option(
        "--src",
        multiple=True,
        metavar="DIR",
        group=FILES,
        shell_complete=folders,
        help="A folder in which imports are looked up. Repeatable.",
    ),
    click.argument("paths", nargs=-1, metavar="[PATH]...", shell_complete=files),
)


def request(
    paths: tuple[str, ...],
    stdin_filename: str | None,
    config: tuple[str, ...],
    isolated: bool,
    no_cache: bool = True,
    jobs: int = 1,
    **said: Any,
) -> Request:
    """What the command line asks of the runner; reads standard input if it is asked for.

    Args:
        said: values of the options that are called like settings, `None` or empty where they were not given.
    """
    from scopelint import runner

    if stdin_filename is not None and runner.STDIN not in paths:
        raise click.UsageError("--stdin-filename goes with the path -")
    file, keys = _configured(config, isolated)
    return runner.Request(
        paths=paths or (".",),
        cwd=Path.cwd(),
        stdin=_standard_input() if runner.STDIN in paths else None,
        stdin_filename=stdin_filename,
        said={**keys, **_as_settings(said)},
        config=file,
        isolated=isolated,
        cache=not no_cache,
        jobs=jobs,
    )


def _standard_input() -> bytes:
    try:
        return sys.stdin.buffer.read()
    except OSError as error:
        raise CouldNot(f"standard input cannot be read: {error.strerror or 'it is closed'}") from error


def _configured(config: tuple[str, ...], isolated: bool) -> tuple[Path | None, dict[str, Any]]:
    """The settings file and the single settings that `--config` gives."""
    from scopelint import settings

    file: Path | None = None
    keys: dict[str, Any] = {}
    for value in config:
        if os.path.isfile(value):  # not `Path.is_file`, which raises where a setting is no file name at all
            if file is not None or isolated:
                raise click.UsageError("--isolated reads no settings file" if isolated else "--config: one settings file at most")
            file = Path.cwd() / value
        elif "=" in value:
            keys |= settings.inline(value)
            if "extend" in keys:
                raise click.UsageError("--config: only a settings file extends another: give that one, as --config FILE")
        else:
            raise click.UsageError(f"--config: no such file: {value}")
    return file, keys


def _as_settings(said: dict[str, Any]) -> dict[str, Any]:
    """Options that were given, as a settings file would say it."""
    found: dict[str, Any] = {}
    for name, value in said.items():
        if value is None or value == ():
            continue
        key = name.replace("_", "-")
        if key.endswith("per-file-ignores"):
            found[key] = _by_pattern(key, listed(value))
        elif key == "src":
            found[key] = list(value)
        else:
            found[key] = list(listed(value)) if isinstance(value, tuple) else value
    return found


def _by_pattern(key: str, items: Iterable[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for item in items:
        pattern, colon, code = item.rpartition(":")
        if not colon:
            raise click.UsageError(f"--{key}: PATTERN:CODE is wanted, not {item!r}")
        found.setdefault(pattern, []).append(code)
    return found


def listed(values: Iterable[str]) -> tuple[str, ...]:
    """The items of a repeatable option whose values may hold several, with commas."""
    return tuple(item.strip() for value in values for item in value.split(",") if item.strip())


def style(color: str, *, to_file: bool = False) -> Style:
    """Whether to colour: `--color`, then NO_COLOR, then FORCE_COLOR, then whether standard output is a terminal."""
    from scopelint.report.style import Style

    if color == "auto":
        forced = os.environ.get("FORCE_COLOR") or os.environ.get("CLICOLOR_FORCE")
        return Style(not os.environ.get("NO_COLOR") and (bool(forced) or (sys.stdout.isatty() and not to_file)))
    return Style(color == "always")
