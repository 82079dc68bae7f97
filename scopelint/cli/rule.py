"""`scopelint rule`: what a rule finds, and why."""

from __future__ import annotations

import click

from scopelint.cli.running import OK, exits, put


@click.command()
@click.argument("code", required=False)
@click.option("--all", "every", is_flag=True, help="List all rules.")
@exits
def rule(code: str | None, every: bool) -> int:
    """Explain a rule, given by its code (TFS101) or its name (duplicate-variable)."""
    from scopelint.report import rules as report
    from scopelint.rules import registry

    if every == (code is not None):
        raise click.UsageError("give the code of a rule, or --all")
    put(report.table(registry.all_rules()) if code is None else report.explained(registry.rule(code)))
    return OK
