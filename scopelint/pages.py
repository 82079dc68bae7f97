"""Texts that never change between two releases, at hand without importing what makes them: the help, and the documentation of each rule.

Flows in: a name. Flows out: what to print. `pages.txt` is written by `python -m tests.rule_docs`, and a test compares it with what
the command line and the registry say. Must not import anything: `--help` and `rule` are to start as fast as Python itself does.
"""

from __future__ import annotations

import os

FILE = os.path.join(os.path.dirname(__file__), "pages.txt")
_MARK = "\f"
"""Begins a page; its name is the rest of the line."""

HELP = "help"
WIDTH = 80
"""Columns that help is written for; a narrower terminal gets it from click, in shorter lines."""


def page(name: str) -> str | None:
    """The page of that name; None where there is none."""
    try:
        with open(FILE, encoding="utf-8") as file:
            text = file.read()
    except OSError:
        return None
    start = text.find(f"{_MARK}{name}\n")
    if start < 0:
        return None
    end = text.find(_MARK, start + 1)
    return text[text.index("\n", start) + 1 : end if end >= 0 else len(text)]


def bound(pages: dict[str, str]) -> str:
    """What the file holds, for these pages."""
    return "".join(f"{_MARK}{name}\n{text}" for name, text in pages.items())


def columns() -> int:
    """How wide the terminal is, as click sees it."""
    try:
        return int(os.environ["COLUMNS"]) or 80
    except (KeyError, ValueError):
        try:
            return os.get_terminal_size(1).columns or 80
        except OSError:
            return 80
