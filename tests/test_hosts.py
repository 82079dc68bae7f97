"""scopelint within other programs: flake8, shells that complete words, validate-pyproject; each the real one."""

from __future__ import annotations

import os
import subprocess
import sys
from importlib import metadata
from pathlib import Path

import pytest
from click.testing import CliRunner

from scopelint import home
from scopelint.cli import main
from tests.test_cli import CLEAN, DUPLICATE, check, here, run, write

__all__ = ["here"]


def python_m(*arguments: str, stdin: str | None = None) -> subprocess.CompletedProcess[str]:
    root = str(Path(__file__).resolve().parents[1])
    return subprocess.run(
        [sys.executable, "-m", *arguments], capture_output=True, text=True, input=stdin, check=False, env={**os.environ, "PYTHONPATH": root}
    )


class TestFlake8:
    @pytest.fixture(autouse=True)
    def installed(self, here: Path) -> None:
        """The plugin is known to flake8 even where scopelint is not installed."""
        pytest.importorskip("flake8")
        Path(".flake8").write_text(
            "[flake8]\nselect = TFS\njobs = 1\n[flake8:local-plugins]\nextension = TFS = scopelint.flake8_plugin:Plugin\n"
        )

    def test_findings_suppressions_and_excluded_files(self) -> None:
        write(
            duplicate=DUPLICATE,
            known=DUPLICATE.replace('[1])\n    tf.get_variable("w", [1])', '[1])\n    tf.get_variable("w", [1])  # noqa'),
        )
        write(clean=CLEAN, generated=DUPLICATE, broken="def f(:\n")
        Path("scopelint.toml").write_text('exclude = ["generated.py"]\n')
        result = python_m("flake8")
        (line,) = set(result.stdout.splitlines())
        assert line.startswith('./duplicate.py:5:5: TFS101 "net/w" already exists: it was created at line 4')
        assert (result.returncode, result.stderr) == (1, "")

    def test_unsaved_text_from_an_editor(self) -> None:
        write(duplicate=CLEAN)
        result = python_m("flake8", "--stdin-display-name", "duplicate.py", "-", stdin=DUPLICATE)
        assert result.stdout.startswith("duplicate.py:5:5: TFS101 ")

    def test_settings_that_cannot_be_used_are_a_message(self) -> None:
        write(duplicate=DUPLICATE)
        Path("scopelint.toml").write_text("selct = []\n")
        result = python_m("flake8")
        assert result.returncode == 1
        assert "scopelint.toml:1: unknown key `selct` for scopelint; did you mean `select`?" in result.stdout + result.stderr
        assert "Traceback" not in result.stderr


class TestCompletion:
    @pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
    def test_script(self, shell: str) -> None:
        assert f"_SCOPELINT_COMPLETE={shell}_complete" in run("completion", shell).stdout

    @pytest.mark.parametrize(
        ("line", "expected"),
        [
            ("scopelint che", ["plain,check"]),
            ("scopelint rule TFS90", ["plain,TFS901", "plain,TFS902"]),
            ("scopelint rule unpars", ["plain,unparsable-file"]),
            ("scopelint check --select TFS1,A", ["plain,TFS1,ALL", "plain,TFS1,accidental-sharing", "plain,TFS1,analysis-cut"]),
            ("scopelint config exte", ["plain,extend", "plain,extend-exclude", "plain,extend-select", "plain,extend-per-file-ignores"]),
            ("scopelint check mod", ["file,mod"]),
            ("scopelint check --src mod", ["dir,mod"]),
        ],
    )
    def test_words(self, line: str, expected: list[str]) -> None:
        words = line.split()
        environment = {"_SCOPELINT_COMPLETE": "bash_complete", "COMP_WORDS": line, "COMP_CWORD": str(len(words) - 1)}
        result = CliRunner().invoke(main, prog_name="scopelint", env=environment)
        assert sorted(result.output.splitlines()) == sorted(expected)


class TestAddress:
    def test_without_a_home_on_the_web_a_page_is_a_path_in_the_project(self, here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(home, "_documentation", lambda: None)
        write(duplicate=DUPLICATE)
        (found,) = check()
        assert found["url"] == "docs/rules/duplicate-variable.md"
        assert "helpUri" not in run("check", "--output-format", "sarif").stdout

    def test_that_the_package_says(self, here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(metadata, "metadata", lambda name: _Metadata())
        home._documentation.cache_clear()
        write(duplicate=DUPLICATE)
        (found,) = check()
        sarif = run("check", "--output-format", "sarif").stdout
        home._documentation.cache_clear()
        assert found["url"] == "https://scopelint.example/docs/rules/duplicate-variable.md"
        assert '"helpUri": "https://scopelint.example/docs/rules/duplicate-variable.md"' in sarif


class _Metadata:
    def get_all(self, key: str) -> list[str]:
        assert key == "Project-URL"
        return ["Source, https://scopelint.example/source", "Documentation, https://scopelint.example/"]


def test_validate_pyproject(here: Path) -> None:
    api = pytest.importorskip("validate_pyproject.api")
    plugins = pytest.importorskip("validate_pyproject.plugins")
    from scopelint.settings.schema import get_schema

    validator = api.Validator([plugins.PluginWrapper("scopelint", lambda name: get_schema())])
    validator({"tool": {"scopelint": {"select": ["TFS1"], "limits": {"steps": 5}}}})
    with pytest.raises(Exception, match="selct"):
        validator({"tool": {"scopelint": {"selct": ["TFS1"]}}})
