"""Writes what is generated from the rules: `docs/rules/*.md`, the table of rules in the README, and `scopelint/pages.txt`.

    python -m tests.rule_docs            # writes
    python -m tests.rule_docs --check    # says which files differ, with exit code 1

In: the registry. Out: files. A test runs the check.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from click.testing import CliRunner

from scopelint import pages
from scopelint.cli import main as main_command
from scopelint.report import rules as report
from scopelint.rules import registry

ROOT: Final = Path(__file__).resolve().parents[1]
FOLDER: Final = ROOT / "docs" / "rules"
README: Final = ROOT / "README.md"
BEGIN: Final = "<!-- rules: written by `python -m tests.rule_docs` -->\n"
END: Final = "<!-- end of rules -->"
NOTE: Final = "<!-- Written by `python -m tests.rule_docs` from the rule's own file: change it there. -->"


def texts() -> Iterator[tuple[Path, str]]:
    """Every generated file with its text."""
    for rule in registry.all_rules():
        yield ROOT / rule.meta.url, "\n".join([NOTE, "", *report.explained(rule), ""])
    yield Path(pages.FILE), pages.bound(dict(_pages()))
    readme = README.read_text(encoding="utf-8")
    before, _, rest = readme.partition(BEGIN)
    table = "".join(f"{line}\n" for line in report.markdown_table(registry.all_rules()))
    yield README, before + BEGIN + table + END + rest.partition(END)[2]


def _pages() -> Iterator[tuple[str, str]]:
    width = pages.WIDTH - 2  # click leaves a margin
    yield pages.HELP, CliRunner().invoke(main_command, ["--help"], prog_name="scopelint", terminal_width=width).stdout
    for rule in registry.all_rules():
        yield rule.meta.code, "".join(f"{line}\n" for line in report.explained(rule))


def differing() -> list[Path]:
    """The generated files that are not what they should be, and files in their folder that belong to no rule."""
    expected = dict(texts())
    wrong = [file for file, text in expected.items() if not file.exists() or file.read_text(encoding="utf-8") != text]
    return [*wrong, *(file for file in sorted(FOLDER.glob("*")) if file not in expected)]


def write() -> None:
    """Write those that differ, and remove those that belong to no rule."""
    expected = dict(texts())
    FOLDER.mkdir(parents=True, exist_ok=True)
    for file in differing():
        if file in expected:
            file.write_text(expected[file], encoding="utf-8")
        else:
            file.unlink()


def main() -> int:
    if "--check" not in sys.argv[1:]:
        write()
        return 0
    wrong = differing()
    for file in wrong:
        sys.stdout.write(f"{file.relative_to(ROOT)} is not what the rules say: run `python -m tests.rule_docs`\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
