"""`scopelint completion`: the script that teaches a shell scopelint's commands and options."""

from __future__ import annotations

import click

from scopelint.cli.running import OK, exits, put


@click.command()
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_context
@exits
def completion(context: click.Context, shell: str) -> int:
    """Print a completion script for bash, zsh or fish; a shell's start-up file evaluates it.

    \b
    bash: eval "$(scopelint completion bash)"
    zsh:  eval "$(scopelint completion zsh)"
    fish: scopelint completion fish | source
    """
    from click.shell_completion import get_completion_class

    kind = get_completion_class(shell)
    assert kind is not None
    put(kind(context.find_root().command, {}, "scopelint", "_SCOPELINT_COMPLETE").source().splitlines())
    return OK
