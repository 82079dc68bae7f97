"""`scopelint server`: the language server, on standard input and output."""

from __future__ import annotations

import click

from scopelint.cli.running import OK, CouldNot, exits


@click.command()
@exits
def server() -> int:
    """Run the language server for an editor, on standard input and output (needs the extra `lsp`)."""
    try:
        import pygls  # noqa: F401 -- only to say what is missing
    except ImportError as error:
        raise CouldNot("the language server needs pygls: pip install 'scopelint[lsp]'") from error
    from scopelint.server import serve

    serve()
    return OK
