"""`scopelint check`: mistakes in files and folders."""

from __future__ import annotations

from typing import Any

import click

from scopelint.cli import options
from scopelint.cli.options import OUTPUT, RULES, option
from scopelint.cli.running import COULD_NOT, FINDINGS, OK, exits, put, say


@click.command(cls=options.GroupedCommand)
@option(
    "--output-format",
    type=click.Choice(["text", "concise", "json"]),
    default="text",
    show_default=True,
    envvar="SCOPELINT_OUTPUT_FORMAT",
    group=OUTPUT,
    help="How findings are printed.",
)
@option("--select", multiple=True, metavar="RULES", group=RULES, help="Rules to check: codes, their beginnings, names or ALL, with commas.")
@option("--ignore", multiple=True, metavar="RULES", group=RULES, help="Rules to leave out, in the same spelling.")
@option("--extend-select", multiple=True, metavar="RULES", group=RULES, help="Rules to check besides those of --select or the default.")
@option(
    "--per-file-ignores",
    multiple=True,
    metavar="PATTERN:RULE",
    group=RULES,
    help="Rules to leave out in some files, with commas.",
)
@option("--extend-per-file-ignores", multiple=True, metavar="PATTERN:RULE", group=RULES, help="More of the same.")
@option("--preview/--no-preview", default=None, group=RULES, help="Whether rules that are not yet stable can be on.")
@option(
    "--certainty",
    type=click.Choice(["certain", "possible"]),
    group=RULES,
    help="possible: show findings that depend on the path taken, too.",
)
@option("-e", "--exit-zero", is_flag=True, group=OUTPUT, help="Exit with 0 even if there are findings.")
@options.shared
@exits
def check(output_format: str, exit_zero: bool, color: str, quiet: bool, verbose: bool, **given: Any) -> int:
    """Find scope mistakes in files and folders (by default, in the current folder)."""
    from scopelint import runner
    from scopelint.report import as_json, findings, summary
    from scopelint.rules import registry

    checked = runner.check(options.request(**given))
    analysis = checked.analysis
    style = options.style(color)
    match output_format:
        case "json":
            put([as_json.findings(checked.diagnostics, lambda code: registry.rule(code).meta.url)])
        case "concise":
            put(findings.concise(checked.diagnostics, style))
        case _:
            put(findings.text(checked.diagnostics, analysis.sources.lines, style))
    if verbose:
        say(f"file: {file.shown}" for file in analysis.files)
    say(summary.problems(checked.problems, verbose=verbose))
    if not analysis.files and not checked.problems:
        say(summary.nothing_to_do())
    if not quiet:
        say(summary.findings(checked.diagnostics, len(analysis.files), checked.hidden))
        say(summary.not_analysed(analysis.failures, len(analysis.gaps), "--select TFS902"))
    if analysis.could_not or checked.problems:
        return COULD_NOT
    return FINDINGS if checked.diagnostics and not exit_zero else OK
