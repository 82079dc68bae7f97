"""The command line: reads arguments, calls the runner, prints a report, chooses the exit code."""

from __future__ import annotations

import click

import scopelint


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(scopelint.__version__, "-V", "--version", prog_name="scopelint")
def main() -> None:
    """Find TensorFlow 1 variable-scope mistakes, and every variable's full name, without running the code."""
