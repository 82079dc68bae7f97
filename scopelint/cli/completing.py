"""What a shell may put in place of the beginning of a word: rules, settings, or the kind of path that the shell itself looks up.

Flows in: the beginning of a word. Flows out: click's completions. Imports what it needs when a shell asks.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem


def files(context: click.Context, parameter: click.Parameter, begun: str) -> list[CompletionItem]:
    """Files and folders."""
    from click.shell_completion import CompletionItem

    return [CompletionItem(begun, type="file")]


def folders(context: click.Context, parameter: click.Parameter, begun: str) -> list[CompletionItem]:
    """Folders."""
    from click.shell_completion import CompletionItem

    return [CompletionItem(begun, type="dir")]


def rules(context: click.Context, parameter: click.Parameter, begun: str) -> list[CompletionItem]:
    """Codes and names of rules: one, or where an option takes several with commas, the last of them."""
    from click.shell_completion import CompletionItem

    from scopelint.rules import registry

    several = isinstance(parameter, click.Option)
    before, comma, last = begun.rpartition(",") if several else ("", "", begun)
    found = [(rule.meta.code, rule.meta.name) for rule in registry.all_rules()] + [
        (rule.meta.name, rule.meta.code) for rule in registry.all_rules()
    ]
    if several:
        found.append(("ALL", "every rule"))
    wanted = found if last else [one for one in found if one[0].startswith(("TFS", "ALL"))]
    return [CompletionItem(f"{before}{comma}{word}", help=told) for word, told in wanted if word.lower().startswith(last.lower())]


def keys(context: click.Context, parameter: click.Parameter, begun: str) -> list[CompletionItem]:
    """Keys of the settings."""
    from click.shell_completion import CompletionItem

    from scopelint.settings import KEYS

    return [CompletionItem(key) for key in KEYS if key.startswith(begun)]
