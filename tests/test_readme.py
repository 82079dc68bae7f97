"""What the README and the files beside it say is true: commands, outputs, tables, the pre-commit hook, `.ci/run`."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any, Final

import click
import pytest
from click.testing import CliRunner

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

import scopelint
from scopelint.cli import main
from scopelint.rules import registry
from scopelint.settings import Settings, load

ROOT: Final = Path(__file__).resolve().parents[1]
README: Final = (ROOT / "README.md").read_text(encoding="utf-8")
PROJECT: Final[dict[str, Any]] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)


def commands(block: str) -> list[list[str]]:
    """The commands of a shell block, each of which must succeed for the next to run."""
    return [shlex.split(command) for command in block.replace("\n", " ").split("&&")]


def run(command: list[str], monkeypatch: pytest.MonkeyPatch) -> str:
    """What a scopelint command prints, run in the repository."""
    monkeypatch.chdir(ROOT)
    result = CliRunner().invoke(main, command)
    assert result.exit_code == 0, result.output
    return result.stdout


def test_first_block_installs_and_finds_something(monkeypatch: pytest.MonkeyPatch) -> None:
    venv, install, check = commands(blocks("sh")[0])
    assert venv == ["python3", "-m", "venv", ".venv"]
    assert install == [".venv/bin/python", "-m", "pip", "install", "--quiet", "."]
    assert check[0] == ".venv/bin/scopelint"
    assert run(check[1:], monkeypatch) == blocks("text")[0] + "\n"
    assert {"TFS106", "TFS201"} <= set(re.findall(r"TFS\d+", blocks("text")[0]))


def test_second_block_installs_what_the_tests_need_and_runs_them() -> None:
    venv, install, test = commands(blocks("sh")[1])
    assert venv == ["python3", "-m", "venv", ".venv"]
    (extra,) = re.findall(r"\[(.*)\]", install[-1])
    assert extra in PROJECT["project"]["optional-dependencies"]
    assert test == [".venv/bin/python", "-m", "pytest", "--numprocesses", "auto"]


def test_output_of_names(monkeypatch: pytest.MonkeyPatch) -> None:
    assert run(["names", "fixtures/readme"], monkeypatch) == blocks("text")[1] + "\n"


def test_ci_runs_these_very_blocks() -> None:
    ci = ROOT / ".ci" / "run"
    assert os.access(ci, os.X_OK)
    text = ci.read_text(encoding="utf-8")
    (function,) = re.findall(r"^block\(\) \{.*\}$", text, re.MULTILINE)
    for number, block in enumerate(blocks("sh")[:2], 1):
        assert f"block {number} >" in text
        shell = subprocess.run(["bash", "-c", f"{function}; block {number}"], cwd=ROOT, capture_output=True, text=True, check=True)
        assert shell.stdout == block


def test_commands_and_flags_that_are_mentioned_exist() -> None:
    assert isinstance(main, click.Group)
    for code in re.findall(r"`scopelint (.*?)`", README, re.DOTALL):
        name, *arguments = shlex.split(code)
        options = {option for parameter in main.commands[name].params for option in parameter.opts}
        assert {argument for argument in arguments if argument.startswith("--")} <= options, code
    known = {option for command in main.commands.values() for parameter in command.params for option in parameter.opts}
    assert set(re.findall(r"`(--[a-z0-9-]+)", README)) <= known


def test_settings_that_are_shown_are_settings(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text(blocks("toml")[0], encoding="utf-8")
    settings = load(tmp_path).settings
    registry.chosen(settings.select, settings.ignore)
    shown = set(tomllib.loads(blocks("toml")[0])["tool"]["scopelint"])
    assert shown <= set(Settings.__struct_encode_fields__)


@pytest.mark.parametrize("number", [0, 1])
def test_pre_commit_hooks(number: int) -> None:
    text = (ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8")
    hooks = [dict(re.findall(r"^(?:- |  )(\w+): (.*)$", one, re.MULTILINE)) for one in re.split(r"^(?=- id)", text, flags=re.MULTILINE)[1:]]
    assert [hook["id"] for hook in hooks] == ["scopelint", "scopelint-fix"]
    hook = hooks[number]
    assert re.search(rf"\b{hook['id']}\b", blocks("yaml")[0])
    assert hook["language"] == "python"
    command = shlex.split(hook["entry"])
    assert command[0] in PROJECT["project"]["scripts"]
    assert isinstance(main, click.Group)
    options = {option for parameter in main.commands[command[1]].params for option in parameter.opts}
    assert set(command[2:]) <= options


def test_requirements_have_lower_bounds_only() -> None:
    for requirement in PROJECT["project"]["dependencies"]:
        assert re.fullmatch(r"[a-z]+>=[\d.]+(; .*)?", requirement), requirement


def test_version_is_the_packages() -> None:
    assert PROJECT["tool"]["hatch"]["version"]["path"] == "scopelint/__init__.py"
    assert re.fullmatch(r"\d+\.\d+\.\d+(\.dev\d+)?", scopelint.__version__)
