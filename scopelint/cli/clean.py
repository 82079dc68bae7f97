"""`scopelint clean`: removes what runs have kept."""

from __future__ import annotations

from typing import Any

import click

from scopelint.cli import options
from scopelint.cli.running import COULD_NOT, OK, exits, say


@click.command()
@options.configuring
@options.option("--cache-dir", metavar="DIR", envvar="SCOPELINT_CACHE_DIR", help="The cache. [default: .scopelint_cache of the project]")
@exits
def clean(**given: Any) -> int:
    """Remove the cache of the project in the current folder."""
    from scopelint import cache, runner
    from scopelint.caching import cache_folder

    request = options.request((), None, **given)
    folder = cache_folder(runner.settings_of(request), request.cwd)
    try:
        found = cache.clean(folder)
    except OSError as error:
        say([f"error: {folder}: cannot be removed: {error.strerror or error}"])
        return COULD_NOT
    say([f"{folder}: removed." if found else f"{folder}: no cache of scopelint's."])
    return OK
