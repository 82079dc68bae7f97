"""The recipes of docs/ci.md and docs/editors.md are true: commands run, files are what their readers take, snippets read the output.

An editor that is installed is used itself; without it the patterns in its snippet are tried on what scopelint prints.
"""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any, Final
from xml.etree import ElementTree

import click
import pytest

from scopelint.cli import main
from tests.test_cli import CLEAN, DUPLICATE, here, run, write

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

__all__ = ["here"]

ROOT: Final = Path(__file__).resolve().parents[1]
CI: Final = (ROOT / "docs" / "ci.md").read_text(encoding="utf-8")
EDITORS: Final = (ROOT / "docs" / "editors.md").read_text(encoding="utf-8")


def blocks(text: str, language: str, having: str = "") -> list[str]:
    return [one for one in re.findall(rf"^```{language}\n(.*?)^```$", text, re.MULTILINE | re.DOTALL) if having in one]


def commands(text: str) -> list[list[str]]:
    """Every command line that begins with scopelint, in shell blocks and in recipes."""
    return [shlex.split(line) for line in re.findall(r"^(?:.*- (?:run: )?)?(scopelint (?:check|names) .*)$", text, re.MULTILINE)]


@pytest.mark.parametrize("command", commands(CI), ids=" ".join)
def test_commands_of_ci(command: list[str], here: Path) -> None:
    write(duplicate=DUPLICATE)
    run("check", "--write-baseline")
    known = Path("scopelint-baseline.json").read_bytes()
    result = run(*command[1:])
    fine = "--exit-zero" in command or "--baseline" in command or "--write-baseline" in command
    assert result.exit_code == (0 if fine else 1)
    if "--output-format" in command and "-o" in command:
        text = Path(command[command.index("-o") + 1]).read_text(encoding="utf-8")
        match command[command.index("--output-format") + 1]:
            case "sarif":
                assert json.loads(text)["runs"][0]["results"][0]["ruleId"] == "TFS101"
            case "gitlab":
                assert json.loads(text)[0]["check_name"] == "duplicate-variable"
            case "junit":
                assert ElementTree.fromstring(text).get("failures") == "1"
    assert Path("scopelint-baseline.json").read_bytes() == known


def test_recipes_are_yaml_and_use_files_that_they_make() -> None:
    yaml = pytest.importorskip("yaml")
    hook, annotations, sarif, gitlab = (yaml.safe_load(block) for block in blocks(CI, "yaml"))
    hooks = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    assert {one["id"] for one in hook["repos"][0]["hooks"]} <= {one["id"] for one in hooks}
    assert annotations["jobs"]["scopelint"]["steps"][-1]["run"].startswith("scopelint check --output-format github")
    *_, check, upload = sarif["jobs"]["scopelint"]["steps"]
    assert f"-o {upload['with']['sarif_file']} " in check["run"]
    assert f"-o {gitlab['scopelint']['artifacts']['reports']['codequality']} " in gitlab["scopelint"]["script"][-1]


def test_options_in_snippets_exist() -> None:
    assert isinstance(main, click.Group)
    known = {option for command in main.commands.values() for parameter in command.params for option in parameter.opts}
    assert set(re.findall(r"(?<![\w-])--[a-z][a-z0-9-]+", EDITORS)) <= known
    assert {"server", "completion", "check"} <= set(main.commands)
    assert tomllib.loads(blocks(EDITORS, "toml")[0])["language-server"]["scopelint"] == {"command": "scopelint", "args": ["server"]}


class TestPatterns:
    """What snippets look for is what scopelint prints."""

    @pytest.fixture
    def concise(self, here: Path) -> list[str]:
        write(duplicate=DUPLICATE)
        cells = [{"cell_type": "markdown", "source": []}, {"cell_type": "code", "source": DUPLICATE.splitlines(keepends=True)}]
        Path("note book.ipynb").write_text(json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}))
        return run("check", "--quiet", "--output-format", "concise").stdout.splitlines()

    def test_problem_matcher(self, concise: list[str]) -> None:
        (task,) = json.loads(blocks(EDITORS, "json")[0])["tasks"]
        pattern = task["problemMatcher"]["pattern"]
        found = [re.match(pattern["regexp"], line) for line in concise]
        keys = ("file", "line", "column", "code")
        assert [tuple(one[pattern[key]] for key in keys) for one in found if one] == [
            ("duplicate.py", "5", "5", "TFS101"),
            ("note book.ipynb", "5", "5", "TFS101"),
        ]
        assert all(one and one[pattern["message"]].startswith('"net/w" already exists') for one in found)

    def test_flymake(self, concise: list[str]) -> None:
        (pattern,) = re.findall(r're-search-forward "(.*?)" nil t', blocks(EDITORS, "elisp", "flymake")[0])
        python = pattern.replace(r"\\(", "(").replace(r"\\)", ")")
        found = [re.match(python, line) for line in concise]
        assert [(one[1], one[2], one[3][:6]) for one in found if one] == [("5", "5", "TFS101"), ("5", "5", "TFS101")]

    @pytest.mark.parametrize(("having", "output_format"), [("ale#linter", "json-lines"), ("nvim-lint", "json")])
    def test_keys_of_json(self, having: str, output_format: str, here: Path) -> None:
        write(duplicate=DUPLICATE)
        snippet = next(
            one for one in (*blocks(EDITORS, "vim"), *blocks(EDITORS, "lua")) if having in one or having[-4:] + '").linters' in one
        )
        assert re.search(rf"--output-format\W+{output_format}\W", snippet)
        printed = json.loads(run("check", "--output-format", output_format).stdout)
        (found,) = printed if isinstance(printed, list) else [printed]
        for path in re.findall(r"\bone\.([a-z_.]+)", snippet):
            value: Any = found
            for key in path.split("."):
                value = value[key]
            assert isinstance(value, (str, int))
        assert set(re.findall(r"'(error|warning|info)'|\b(error|warning|info) =", snippet))


@pytest.mark.skipif(shutil.which("vim") is None, reason="vim is not installed")
def test_vim_reads_the_findings(here: Path) -> None:
    write(duplicate=DUPLICATE, clean=CLEAN)
    snippet = blocks(EDITORS, "vim", "errorformat")[0]
    scopelint = f"{sys.executable} -m scopelint".replace(" ", "\\ ")
    script = [snippet.replace("makeprg=scopelint", f"makeprg={scopelint}"), "silent make! .", "let found = getqflist()"]
    script += ["call writefile(map(found, {_, v -> bufname(v.bufnr) . ' ' . v.lnum . ' ' . v.col . ' ' . v.text}), 'found')", "qa!"]
    Path("script.vim").write_text("\n".join(script))
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    subprocess.run(
        ["vim", "-N", "-u", "NONE", "-es", "-S", "script.vim"], stdin=subprocess.DEVNULL, check=False, timeout=60, env=environment
    )
    (line,) = Path("found").read_text().splitlines()
    assert line.startswith('duplicate.py 5 5 TFS101 "net/w" already exists')
