"""`scopelint check`: its flags, one by one, as users meet them."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from scopelint.cli import main, watching
from scopelint.runner import Request
from scopelint.settings import SettingsError
from tests.test_cli import CLEAN, DUPLICATE, NAME_SCOPE, PYTHON_2, check, here, run, write

__all__ = ["here"]


def codes(*arguments: str) -> list[tuple[str, str]]:
    return [(found["code"], found["filename"]) for found in check(*arguments)]


class TestOutput:
    @pytest.mark.parametrize("name", ["text", "concise", "json", "json-lines", "github", "gitlab", "sarif", "junit"])
    def test_every_format(self, here: Path, name: str) -> None:
        write(bad=DUPLICATE)
        result = run("check", "--output-format", name)
        assert result.exit_code == 1
        assert "TFS101" in result.stdout

    def test_output_file(self, here: Path) -> None:
        write(bad=DUPLICATE)
        result = run("check", "--output-format", "concise", "-o", "report.txt")
        assert (result.exit_code, result.stdout) == (1, "")
        assert Path("report.txt").read_text().startswith("bad.py:5:5: TFS101 ")
        result = run("check", "-o", "no/where/report.txt")
        assert (result.exit_code, result.stderr) == (2, "Error: no/where/report.txt: cannot be written: No such file or directory\n")

    def test_output_file_has_no_colours(self, here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        write(bad=DUPLICATE)
        monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
        run("check", "-o", "report.txt")
        assert "\x1b" not in Path("report.txt").read_text()

    @pytest.mark.parametrize(("name", "wrong"), [('sys.argv[1] + "/a b"', "' '"), ('"a{b}"', "'{'"), ('sys.argv[1] + "/_é"', "'é'")])
    def test_which_character_of_a_name_is_wrong(self, here: Path, name: str, wrong: str) -> None:
        write(bad=f"import sys\nimport tensorflow as tf\nwith tf.name_scope({name}):\n    pass\n")
        (found,) = check("bad.py")
        assert f"(it has {wrong} in it)" in found["message"]

    def test_statistics(self, here: Path) -> None:
        write(bad=DUPLICATE, warned=NAME_SCOPE, worse=DUPLICATE)
        result = run("check", "--statistics")
        assert result.stdout.splitlines()[0].split() == ["2", "TFS101", "duplicate-variable"]
        assert result.exit_code == 1
        listed = json.loads(run("check", "--statistics", "--output-format", "json").stdout)
        assert [(one["code"], one["count"]) for one in listed] == [("TFS101", 2), ("TFS201", 1)]

    def test_silent(self, here: Path) -> None:
        write(bad=DUPLICATE)
        result = run("check", "--silent")
        assert (result.exit_code, result.output) == (1, "")
        for flags, code in ((["--diff", "--unsafe-fixes"], 1), (["--fix", "--unsafe-fixes"], 0), (["--add-noqa"], 0), (["nowhere.py"], 2)):
            result = run("check", "--silent", *flags)
            assert (result.exit_code, result.output) == (code, "")
        assert run("check", "--silent", "--watch").exit_code == 2

    def test_help_has_groups(self) -> None:
        text = run("check", "--help").stdout
        for heading in ("Output", "Rules", "Files", "Settings", "Other"):
            assert f"\n{heading} options:\n" in text


class TestFiles:
    def test_show_files(self, here: Path) -> None:
        write(a=CLEAN, b=CLEAN)
        assert run("check", "--show-files").stdout == "a.py\nb.py\n"
        assert run("check", "--show-files", "--exclude", "a.py").stdout == "b.py\n"
        assert run("check", "--show-files", "--extend-exclude", "a.py,b.py").stdout == ""
        assert run("check", "--show-files", "--force-exclude", "--extend-exclude", "a.py", "a.py", "b.py").stdout == "b.py\n"

    def test_show_settings(self, here: Path) -> None:
        assert 'select = ["TFS1"]  # the command line\n' in run("check", "--show-settings", "--select", "TFS1").stdout

    def test_gitignore(self, here: Path) -> None:
        write(a=CLEAN, b=CLEAN)
        Path(".ignore").write_text("b.py\n")
        assert run("check", "--show-files").stdout == "a.py\n"
        assert run("check", "--show-files", "--no-respect-gitignore").stdout == "a.py\nb.py\n"


class TestSettings:
    def test_config(self, here: Path) -> None:
        write(bad=DUPLICATE, warned=NAME_SCOPE)
        Path("scopelint.toml").write_text('ignore = ["TFS101"]\n')
        Path("other.toml").write_text('ignore = ["TFS201"]\n')
        assert codes() == [("TFS201", "warned.py")]
        assert codes("--config", "other.toml") == [("TFS101", "bad.py")]
        assert codes("--config", 'ignore = ["ALL"]') == []
        assert codes("--config", "other.toml", "--config", 'extend-exclude = ["bad.py"]') == []
        assert codes("--isolated") == [("TFS101", "bad.py"), ("TFS201", "warned.py")]

    @pytest.mark.parametrize(
        ("arguments", "said"),
        [
            (["--config", "nowhere.toml"], "--config: no such file: nowhere.toml"),
            (["--config", "ignore = 3"], "--config: `ignore`: expected `array`"),
            (["--config", "ignor = []"], "--config: unknown key `ignor` for scopelint; did you mean `ignore`?"),
            (["--config", "= 3"], "--config: neither a file nor valid TOML"),
            (["--per-file-ignores", "a.py"], "--per-file-ignores: PATTERN:CODE is wanted, not 'a.py'"),
            (["--per-file-ignores", "a.py:TFS9999"], "--per-file-ignores: no rule is called 'TFS9999'"),
            (["--select", "TFS9999"], "--select: no rule is called 'TFS9999'"),
            (["--config", 'extend = "other.toml"'], "--config: only a settings file extends another"),
            (["--watch", "-"], "--watch looks at files"),
        ],
    )
    def test_mistakes(self, here: Path, arguments: list[str], said: str) -> None:
        write(bad=DUPLICATE)
        result = run("check", *arguments)
        assert result.exit_code == 2
        assert said in result.stderr

    def test_setting_that_is_too_long_for_a_file_name(self, here: Path) -> None:
        write(bad=DUPLICATE)
        rules = ", ".join(["'TFS101'"] * 1000)
        assert codes("--config", f"ignore = [{rules}]") == []

    def test_no_rule_is_not_nothing_found(self, here: Path) -> None:
        write(bad=DUPLICATE)
        for arguments in (["--select", ""], ["--ignore", "ALL"], ["--config", "select = []"]):
            for _ in range(2):  # the second time by what is kept
                assert run("check", *arguments).stderr.startswith("warning: no rule is on: nothing was looked for\n")

    @pytest.mark.parametrize("key", ["src", "stubs"])
    def test_folder_that_is_not_there(self, here: Path, key: str) -> None:
        write(clean=CLEAN)
        Path("scopelint.toml").write_text(f'{key} = ["nowhere"]\n')
        for _ in range(2):
            assert run("check").stderr.startswith(f"warning: `{key}`: {here}/nowhere: no such folder\n")
        Path("nowhere").mkdir()
        assert "warning" not in run("check").stderr

    def test_unknown_rule_in_a_file(self, here: Path) -> None:
        Path("scopelint.toml").write_text('extend-select = ["TFS9022"]\n')
        assert f"{here / 'scopelint.toml'}: `extend-select`: no rule is called 'TFS9022'; did you mean TFS902?" in run("check").stderr

    def test_per_file_ignores(self, here: Path) -> None:
        Path("tests").mkdir()
        write(bad=DUPLICATE)
        Path("tests/bad.py").write_text(DUPLICATE)
        both = [("TFS101", "bad.py"), ("TFS101", "tests/bad.py")]
        assert codes() == both
        assert codes("--per-file-ignores", "tests/:TFS1") == both[:1]
        assert codes("--per-file-ignores", "!tests/:duplicate-variable") == both[1:]
        assert codes("--per-file-ignores", "./tests/:TFS1") == both[:1]
        assert codes("--per-file-ignores", f"!{here.as_posix()}/tests:TFS1") == both[1:]
        assert codes("--per-file-ignores", "tests/:TFS2") == both
        Path("pyproject.toml").write_text('[tool.scopelint.per-file-ignores]\n"tests/*" = ["TFS101"]\n')
        assert codes() == both[:1]
        assert codes("--extend-per-file-ignores", "bad.py:TFS101") == []

    def test_extend_select(self, here: Path) -> None:
        write(main="import old\n" + NAME_SCOPE, old=PYTHON_2)
        assert {code for code, _ in codes("main.py", "--extend-select", "TFS902")} == {"TFS201", "TFS902"}

    def test_files_have_the_settings_of_their_own_folder(self, here: Path) -> None:
        for name, text in (("a", 'ignore = ["TFS101"]\n'), ("b", 'ignore = ["TFS201"]\n')):
            Path(name).mkdir()
            Path(name, "bad.py").write_text(DUPLICATE + NAME_SCOPE.replace("layer", "other"))
            Path(name, "scopelint.toml").write_text(text)
        expected = [("TFS201", "a/bad.py"), ("TFS101", "b/bad.py")]
        assert codes() == expected
        assert codes("a/bad.py", "b/bad.py") == expected
        assert codes("a") + codes("b") == expected

    def test_config_command(self, here: Path) -> None:
        Path("pyproject.toml").write_text('[tool.scopelint]\nignore = ["TFS101"]\n')
        text = run("config").stdout
        assert f'ignore = ["TFS101"]  # {here / "pyproject.toml"}\n' in text
        assert 'certainty = "certain"  # default\n' in text
        assert run("config", "ignore").stdout == f'ignore = ["TFS101"]  # {here / "pyproject.toml"}\n'
        assert "Rules that are off" in run("config", "--explain").stdout
        (entry,) = json.loads(run("config", "ignore", "--output-format", "json").stdout)["settings"].values()
        assert entry["value"] == ["TFS101"]
        assert json.loads(run("config", "--output-format", "schema").stdout)["properties"]["ignore"]["type"] == "array"
        result = run("config", "ignor")
        assert result.exit_code == 2
        assert "did you mean `ignore`?" in result.stderr

    def test_printed_settings_are_settings(self, here: Path) -> None:
        text = run("config", "--config", 'assume = { FLAGS = { mode = "a", n = 3 } }', "--config", "limits.steps = 9").stdout
        Path("scopelint.toml").write_text(text)
        assert run("config", "assume").stdout.startswith('assume = { "FLAGS" = { "mode" = "a", "n" = 3 } }')


class TestContext:
    """What is given says what to report on; the project around it is read."""

    @pytest.fixture
    def project(self, here: Path) -> Path:
        """A layer that two scripts use, of which one uses it twice; one more file that stands alone."""
        Path("scopelint.toml").write_text("")
        Path("lib").mkdir()
        Path("lib/__init__.py").write_text("")
        Path("lib/layers.py").write_text('import tensorflow as tf\n\ndef layer():\n    return tf.get_variable("w", [1])\n')
        write(
            once="from lib.layers import layer\nlayer()\n",
            twice="from lib import layers\nlayers.layer()\nlayers.layer()\n",
            thrice="import lib.layers as l\nfor _ in range(3):\n    l.layer()\n",
            alone=NAME_SCOPE,
        )
        return here

    def lines(self, *paths: str) -> list[str]:
        return run("check", "--output-format", "concise", *paths).stdout.splitlines()

    def test_finding_is_told_with_the_file_in_which_it_lies(self, project: Path) -> None:
        (again,), (turns,) = self.lines("twice.py"), self.lines("thrice.py")
        assert again.startswith("twice.py:3:1: TFS106")
        assert turns.startswith("thrice.py:3:5: TFS106")
        assert self.lines("lib/layers.py") == self.lines("once.py") == []

    def test_same_findings_whatever_the_split(self, project: Path) -> None:
        paths = ["alone.py", "lib/__init__.py", "lib/layers.py", "once.py", "thrice.py", "twice.py"]
        whole = self.lines(*paths)
        assert whole == self.lines(".")
        rng = random.Random(7)
        for _ in range(6):
            rng.shuffle(paths)
            at = rng.randrange(1, len(paths))
            assert sorted([*self.lines(*paths[:at]), *self.lines(*paths[at:])]) == sorted(whole)

    def test_unsaved_library(self, project: Path) -> None:
        text = """import tensorflow as tf

def layer():
    with tf.name_scope("n"):
        return tf.get_variable("u", [1])
"""
        found = json.loads(run("check", "--output-format", "json", "--stdin-filename", "lib/layers.py", "-", stdin=text.encode()).stdout)
        assert [one["variable"] for one in found] == ["u"]

    def test_imports_that_are_not_followed(self, project: Path) -> None:
        assert len(self.lines("twice.py", "--config", 'follow-imports = "skip"')) == 0
        assert len(self.lines("twice.py", "lib/layers.py", "--config", 'follow-imports = "skip"')) == 1


class TestBaseline:
    def test_known_findings_are_not_shown_wherever_they_move(self, here: Path) -> None:
        write(bad=DUPLICATE)
        result = run("check", "--write-baseline")
        assert (result.exit_code, result.stdout) == (0, "")
        assert result.stderr == f"{here / 'scopelint-baseline.json'}: 1 finding written.\n"
        Path("scopelint.toml").write_text('baseline = "scopelint-baseline.json"\n')
        write(bad=DUPLICATE.replace("\n\n", "\n\n\n# a comment\n"))
        result = run("check")
        assert (result.exit_code, result.stdout) == (0, "")
        assert "1 finding of the baseline not shown." in result.stderr
        write(bad=DUPLICATE + '    tf.get_variable("w", [1])\n', other=DUPLICATE)
        assert codes() == [("TFS101", "bad.py"), ("TFS101", "other.py")], "one more than is known, and another file's"

    def test_stale_entries_are_told_and_dropped(self, here: Path) -> None:
        write(bad=DUPLICATE, other=NAME_SCOPE)
        run("check", "--write-baseline", "--baseline", "known.json")
        write(bad=CLEAN)
        assert "1 finding of the baseline no longer found: --write-baseline drops it." in run("check", "--baseline", "known.json").stderr
        assert "no longer" not in run("check", "--baseline", "known.json", "other.py").stderr
        run("check", "--write-baseline", "--baseline", "known.json")
        (entry,) = json.loads(Path("known.json").read_text())["findings"]
        assert entry == {"path": "other.py", "code": "TFS201", "variable": "v", "function": "", "count": 1}

    def test_what_was_not_looked_for_is_neither_stale_nor_dropped(self, here: Path) -> None:
        write(bad=DUPLICATE, other=NAME_SCOPE, gone=DUPLICATE)
        known = ("--baseline", "known.json")
        run("check", "--write-baseline", *known)
        Path("gone.py").unlink()
        assert "no longer" not in run("check", "--select", "TFS2", *known, "bad.py", "other.py").stderr
        for arguments in (["bad.py"], ["--select", "TFS2", "bad.py", "other.py"]):
            run("check", "--write-baseline", *known, *arguments)
            entries = json.loads(Path("known.json").read_text())["findings"]
            assert [(entry["path"], entry["code"]) for entry in entries] == [("bad.py", "TFS101"), ("other.py", "TFS201")]

    def test_paths_are_relative_to_the_baseline(self, here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        Path("inner").mkdir()
        write(bad=DUPLICATE)
        run("check", "--write-baseline")
        monkeypatch.chdir("inner")
        assert run("check", "--baseline", "../scopelint-baseline.json", "../bad.py").exit_code == 0

    @pytest.mark.parametrize(
        ("text", "said"),
        [(None, "no such baseline; `scopelint check --write-baseline` makes one"), ("{", "not a baseline"), ("[]", "not a baseline"),
         ('{"version": 9, "findings": []}', "version 9"), ('{"version": 1, "findings": [{"path": 1}]}', "damaged")],
    )  # fmt: skip
    def test_that_cannot_be_used(self, here: Path, text: str | None, said: str) -> None:
        write(bad=DUPLICATE)
        if text is not None:
            Path("known.json").write_text(text)
        result = run("check", "--baseline", "known.json")
        assert result.exit_code == 2
        assert "known.json: " in result.stderr
        assert said in result.stderr


class TestWatch:
    def watched(self, run: Callable[[], int], *changes: Callable[[], object]) -> int:
        """Watch the current folder through changes, each of which is looked at twice, and then interrupt."""

        def steps() -> Iterator[None]:
            for change in changes:
                change()
                yield None
                yield None
            raise KeyboardInterrupt

        script = steps()
        return watching.watched(Request((".",), Path.cwd()), run, sleep=lambda seconds: next(script))

    def test_checks_again_after_a_change(self, here: Path) -> None:
        write(bad=CLEAN)
        looked: list[str] = []

        def once() -> int:
            looked.append(Path("bad.py").read_text())
            return len(looked)

        assert self.watched(once, lambda: write(bad=DUPLICATE), lambda: write(bad=CLEAN)) == 3
        assert looked == [CLEAN, DUPLICATE, CLEAN]

    def test_settings_with_a_mistake_are_waited_for(self, here: Path, capsys: pytest.CaptureFixture[str]) -> None:
        write(bad=CLEAN)
        settings = Path("scopelint.toml")
        settings.write_text("")
        runs: list[str] = []

        def once() -> int:
            runs.append(settings.read_text())
            return 0

        def mistake() -> None:
            settings.write_text("nope = 1\n")

        def mended() -> None:
            settings.write_text("preview = true\n")

        assert self.watched(once, mistake) == 2
        assert capsys.readouterr().err.count("unknown key `nope`") == 1
        settings.write_text("")
        assert self.watched(once, mistake, mended) == 0
        assert runs == ["", "", "preview = true\n"]
        mistake()
        with pytest.raises(SettingsError):
            self.watched(once)

    def test_what_is_excluded_is_not_looked_at(self, here: Path) -> None:
        write(bad=CLEAN)
        Path(".venv").mkdir()
        runs: list[int] = []

        def once() -> int:
            runs.append(1)
            return 0

        assert self.watched(once, lambda: Path(".venv/new.py").write_text(CLEAN), lambda: Path("new.py").write_text(CLEAN)) == 0
        assert len(runs) == 2


def test_completion_of_the_environment_is_not_confused_with_formats(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SCOPELINT_OUTPUT_FORMAT", "nonsense")
    result: Result = CliRunner().invoke(main, ["check"])
    assert result.exit_code == 2
    assert "SCOPELINT_OUTPUT_FORMAT" in result.stderr or "--output-format" in result.stderr
