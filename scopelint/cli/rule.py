"""`scopelint rule`: what a rule finds, and why."""

from __future__ import annotations

import click

from scopelint.cli import completing
from scopelint.cli.running import OK, exits, put


@click.command()
@click.argument("code", required=False, shell_complete=completing.rules)
@click.option("--all", "every", is_flag=True, help="List all rules.")
@click.option(
    "--format",
    "--output-format",
    "output_format",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="How the documentation is printed.",
)
@exits
def rule(code: str | None, every: bool, output_format: str) -> int:
    """Explain a rule, given by its code (TFS101) or its name (duplicate-variable)."""
    from scopelint.report import rules as report
    from scopelint.rules import registry

    if every == (code is not None):
        raise click.UsageError("give the code of a rule, or --all")
    rules = registry.all_rules() if code is None else (registry.rule(code),)
    if output_format == "json":
        put([report.as_json(rules)])
    else:
        put(report.table(rules) if every else report.explained(rules[0]))
    return OK
