"""`scopelint config`: which settings hold, and where each comes from."""

from __future__ import annotations

from typing import Any

import click

from scopelint.cli import completing, options
from scopelint.cli.options import OUTPUT, option
from scopelint.cli.running import OK, exits, put


@click.command(cls=options.GroupedCommand)
@click.argument("key", required=False, shell_complete=completing.keys)
@option(
    "--output-format",
    type=click.Choice(["text", "json", "schema"]),
    default="text",
    show_default=True,
    group=OUTPUT,
    help="text is TOML with comments; schema is the JSON Schema of settings files.",
)
@option("--explain", is_flag=True, group=OUTPUT, help="Say of every key what it means.")
@option(
    "--path",
    "folder",
    metavar="PATH",
    default=".",
    shell_complete=completing.files,
    help="The file or folder whose settings are shown. [default: .]",
)
@options.configuring
@exits
def config(key: str | None, output_format: str, explain: bool, folder: str, **given: Any) -> int:
    """Show which settings hold, and from where; of one KEY, or of all."""
    import json

    from scopelint import runner
    from scopelint.report import settings as report
    from scopelint.settings import KEYS
    from scopelint.settings.reading import meant
    from scopelint.settings.schema import get_schema

    if key is not None and key not in KEYS:
        raise click.UsageError(f"no setting is called `{key}`; {meant(key, KEYS)}")
    if output_format == "schema":
        put([json.dumps(get_schema(), indent=2)])
        return OK
    loaded = runner.settings_of(options.request((folder,), None, **given))
    runner.check_selectors(loaded)
    put(report.as_json(loaded, key) if output_format == "json" else report.text(loaded, key, explain=explain))
    return OK
