"""`scopelint names`: every variable, with its full name."""

from __future__ import annotations

from typing import Any

import click

from scopelint.cli import options
from scopelint.cli.options import OUTPUT, option
from scopelint.cli.running import COULD_NOT, OK, exits, put, say


@click.command(cls=options.GroupedCommand)
@option(
    "--format",
    "--output-format",
    "output_format",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    group=OUTPUT,
    help="How the names are printed.",
)
@options.shared
@exits
def names(output_format: str, color: str, quiet: bool, verbose: bool, **given: Any) -> int:
    """List every variable that the code will make or share, with its full name."""
    from scopelint import runner
    from scopelint.report import as_json, summary
    from scopelint.report import names as as_text

    named = runner.names(options.request(**given))
    analysis = named.analysis
    cells = analysis.sources.cell_and_row
    as_they_are = as_text.names(named.inventory, options.style(color), cells)
    put([as_json.names(named.inventory, cells)] if output_format == "json" else as_they_are)
    if verbose:
        say(f"file: {file.shown}" for file in analysis.files)
    say(summary.failures(analysis.failures, cells))
    say(summary.problems(analysis.problems, verbose=verbose))
    if not analysis.files and not analysis.problems:
        say(summary.nothing_to_do())
    if not quiet:
        say(summary.names(len(named.inventory.variables), len(analysis.files)))
        say(summary.not_analysed(analysis.failures, len(analysis.gaps), "--format json"))
    return COULD_NOT if analysis.could_not else OK
