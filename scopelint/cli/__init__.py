"""The command line: reads arguments, calls the runner, prints a report, chooses the exit code. Thin; a file a command.

Flows in: arguments, environment, standard input. Flows out: findings on standard output, all else on standard error, and an exit code: 0
nothing found, 1 findings, 2 work that could not be done. The runner and the reports are imported when a command needs them, so that
`--version`, `--help` and `rule` start at once.
"""

from __future__ import annotations

import click

import scopelint
from scopelint.cli.check import check
from scopelint.cli.clean import clean
from scopelint.cli.completion import completion
from scopelint.cli.config import config
from scopelint.cli.names import names
from scopelint.cli.rule import rule
from scopelint.cli.server import server

__all__ = ["main"]


@click.group(context_settings={"help_option_names": ["-h", "--help"]}, invoke_without_command=True)
@click.version_option(scopelint.__version__, "-V", "--version", prog_name="scopelint")
@click.pass_context
def main(context: click.Context) -> None:
    """Find TensorFlow 1 variable-scope mistakes, and every variable's full name, without running the code.

    Exit codes: 0 nothing found, 1 findings, 2 something could not be done.
    """
    if context.invoked_subcommand is None:
        click.echo(context.get_help())


for _command in (check, names, rule, config, server, completion, clean):
    main.add_command(_command)
