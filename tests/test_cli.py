"""The command line, as users meet it: formats, exit codes, bad input, settings, streams."""

from __future__ import annotations

import itertools
import json
import os
import re
import subprocess
import sys
import time
from pathlib import Path
from typing import Any, Final

import pytest
from click.testing import CliRunner, Result

import scopelint
from scopelint import runner, sources
from scopelint.cli import main
from scopelint.interp.analyse import Run
from scopelint.rules import Rule, registry
from scopelint.timing import Timing
from scopelint.trace import Trace

DUPLICATE: Final = (
    'import tensorflow as tf\n\nwith tf.variable_scope("net"):\n    tf.get_variable("w", [1])\n    tf.get_variable("w", [1])\n'
)
CLEAN: Final = 'import tensorflow as tf\n\ntf.get_variable("w", [3, 4])\n'
NAME_SCOPE: Final = 'import tensorflow as tf\n\nwith tf.name_scope("layer"):\n    tf.get_variable("v", [1])\n'
PYTHON_2: Final = 'import tensorflow as tf\nprint "hello"\n'


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder, which is the current one."""
    monkeypatch.chdir(tmp_path)
    for variable in ("NO_COLOR", "FORCE_COLOR", "CLICOLOR_FORCE", "SCOPELINT_OUTPUT_FORMAT"):
        monkeypatch.delenv(variable, raising=False)
    return tmp_path


def run(*arguments: str, stdin: bytes | None = None) -> Result:
    result = CliRunner().invoke(main, arguments, input=stdin)
    assert "Traceback" not in result.output
    return result


def write(**files: str) -> None:
    for name, text in files.items():
        Path(f"{name}.py").write_text(text, encoding="utf-8")


def check(*arguments: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(run("check", "--output-format", "json", *arguments).stdout)
    return found


class TestExitCodes:
    def test_nothing_found(self, here: Path) -> None:
        write(clean=CLEAN)
        result = run("check")
        assert (result.exit_code, result.stdout) == (0, "")
        assert result.stderr == "Nothing found in 1 file.\n"

    def test_findings(self, here: Path) -> None:
        write(bad=DUPLICATE, warned=NAME_SCOPE)
        assert run("check", "bad.py").exit_code == 1
        assert run("check", "warned.py").exit_code == 1
        assert run("check", "--exit-zero").exit_code == 0

    def test_missing_path(self, here: Path) -> None:
        write(bad=DUPLICATE)
        for arguments in (["nowhere.py"], ["nowhere.py", "--exit-zero"], ["bad.py", "no/where"]):
            result = run("check", *arguments)
            assert result.exit_code == 2
            assert "no such file or folder" in result.stderr
        assert "TFS101" in result.stdout, "the other file is analysed all the same"
        assert run("names", "nowhere.py").exit_code == 2

    def test_unparsable_file_is_a_finding(self, here: Path) -> None:
        write(old=PYTHON_2, clean=CLEAN)
        result = run("check", "--output-format", "concise")
        assert result.exit_code == 1
        assert result.stdout == "old.py:2:1: TFS901 This file was not analysed: a `print` statement, which is Python 2.\n"
        assert "Not analysed: 1 file" in result.stderr

    def test_nothing_could_be_analysed(self, here: Path) -> None:
        write(old=PYTHON_2)
        for arguments in ([], ["--ignore", "TFS901"], ["--exit-zero"]):
            assert run("check", "old.py", *arguments).exit_code == 2
        result = run("names", "old.py")
        assert result.exit_code == 2
        assert "old.py:2:1: not analysed: a `print` statement, which is Python 2 (use `--python2`" in result.stderr

    def test_names_with_a_file_that_could_not_be_read(self, here: Path) -> None:
        write(old=PYTHON_2, clean=CLEAN)
        result = run("names", "--format", "json")
        assert result.exit_code == 0
        assert json.loads(result.stdout)["cuts"] == [
            {"reason": "a `print` statement, which is Python 2", "path": "old.py", "cell": None, "line": 2}
        ]

    def test_file_that_vanishes_is_unreadable(self, here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        write(gone=CLEAN, clean=CLEAN)

        def vanished(file: str) -> bytes:
            if Path(file).name == "gone.py":
                raise FileNotFoundError(2, "No such file or directory")
            return Path(file).read_bytes()

        monkeypatch.setattr(sources, "content_of", vanished)
        result = run("check", "--output-format", "concise")
        assert result.exit_code == 2
        assert result.stdout == "gone.py:1:1: TFS901 This file was not analysed: it cannot be read: No such file or directory.\n"

    def test_folder_without_python(self, here: Path) -> None:
        result = run("check")
        assert result.exit_code == 0
        assert result.stderr == "warning: no Python files found.\n"

    @pytest.mark.parametrize(
        "arguments", [["--frobnicate"], ["check", "--output-format", "xml"], ["rule"], ["rule", "TFS101", "--all"], ["frob"]]
    )
    def test_usage_errors(self, arguments: list[str]) -> None:
        assert run(*arguments).exit_code == 2

    def test_unknown_rule(self, here: Path) -> None:
        for arguments in (["check", "--select", "TFS1010"], ["check", "--ignore", "TFS102,duplicate-varible"], ["rule", "TFS1010"]):
            result = run(*arguments)
            assert result.exit_code == 2
            assert "no rule is called" in result.stderr

    def test_crash_of_the_analysis_names_the_file(self, here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        real = Run.script

        def crash(self: Run) -> Trace:
            if self.path == "bad.py":
                raise ZeroDivisionError("oh")
            return real(self)

        monkeypatch.setattr(Run, "script", crash)
        write(bad=CLEAN, other=DUPLICATE)
        result = run("check", "--output-format", "concise")
        assert result.exit_code == 2
        assert "error: bad.py: internal error: ZeroDivisionError: oh" in result.stderr
        assert "other.py:5:5: TFS101" in result.stdout
        verbose = CliRunner().invoke(main, ["check", "-v"])
        assert "Traceback" in verbose.stderr

    def test_crash_anywhere_is_no_traceback(self, here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        def crash(request: runner.Request, timing: Timing | None = None) -> None:
            raise ZeroDivisionError("oh")

        monkeypatch.setattr(runner, "check", crash)
        result = run("check")
        assert (result.exit_code, result.stderr) == (2, "error: internal error: ZeroDivisionError: oh\n")


class TestOutput:
    def test_json_of_findings(self, here: Path) -> None:
        write(bad=DUPLICATE)
        (found,) = check("bad.py")
        assert list(found) == [
            "code",
            "name",
            "severity",
            "certain",
            "message",
            "filename",
            "cell",
            "location",
            "end_location",
            "noqa_row",
            "related",
            "variable",
            "help",
            "fix",
            "fingerprint",
            "url",
        ]
        assert (found["code"], found["variable"], found["filename"]) == ("TFS101", "net/w", "bad.py")
        assert (found["location"], found["end_location"]) == ({"row": 5, "column": 5}, {"row": 5, "column": 30})
        assert found["related"][0]["location"] == {"row": 4, "column": 5}

    def test_json_of_nothing_is_an_empty_list(self, here: Path) -> None:
        write(clean=CLEAN)
        assert check() == []

    def test_json_of_names(self, here: Path) -> None:
        write(clean=CLEAN)
        (variable,) = json.loads(run("names", "--format", "json").stdout)["variables"]
        assert (variable["name"], variable["outcome"], variable["shape"], variable["entry"]) == ("w", "create", [3, 4], "clean.py")

    def test_standard_output_has_the_report_alone(self, here: Path) -> None:
        write(bad=DUPLICATE)
        for command in (["check"], ["names"]):
            result = run(*command, "--quiet")
            assert result.stderr == ""
            assert "file." not in result.stdout

    def test_default_is_the_text_with_the_whole_story(self, here: Path) -> None:
        write(bad=DUPLICATE)
        text = run("check", "bad.py").stdout
        for part in (
            "error[TFS101]",
            "bad.py:5:5",
            '    tf.get_variable("w", [1])',
            "^^^^",
            "net/w",
            "first created here: bad.py:4:5",
            "help: ",
        ):
            assert part in text

    def test_format_from_the_environment(self, here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        write(clean=CLEAN)
        monkeypatch.setenv("SCOPELINT_OUTPUT_FORMAT", "json")
        assert run("check").stdout == "[]\n"

    @pytest.mark.parametrize(
        ("arguments", "environment", "coloured"),
        [
            ([], {}, False),
            (["--color", "always"], {"NO_COLOR": "1"}, True),
            (["--color", "never"], {"FORCE_COLOR": "1"}, False),
            ([], {"FORCE_COLOR": "1"}, True),
            ([], {"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
        ],
    )
    def test_colours(
        self, here: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], environment: dict[str, str], coloured: bool
    ) -> None:
        write(bad=DUPLICATE)
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        assert ("\x1b[" in run("check", *arguments).stdout) is coloured

    def test_control_characters_are_escaped(self, here: Path) -> None:
        Path("a\x1b[31mb.py").write_text(DUPLICATE.replace('"net"', '"n\x1b[0met"'))
        Path("odd.py").write_text("x = (\x07\n")
        for arguments in (["check"], ["check", "--output-format", "concise"], ["names"], ["check", "-v"], ["names", "nowh\x1bere"]):
            result = run(*arguments)
            assert "\x1b" not in result.output.replace("\\x1b", "")
            assert "\x07" not in result.output

    def test_order_and_duplication_of_paths_do_not_matter(self, here: Path) -> None:
        write(a=DUPLICATE, b=NAME_SCOPE, c=PYTHON_2)
        for command in (["check"], ["names", "--format", "json"]):
            outputs = {run(*command, *paths, paths[0]).stdout for paths in itertools.permutations(["a.py", "b.py", "c.py", "."])}
            assert len(outputs) == 1

    def test_paths_outside_of_the_current_folder_are_absolute(self, here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        write(bad=DUPLICATE)
        inner = here / "inner"
        inner.mkdir()
        monkeypatch.chdir(inner)
        assert [found["filename"] for found in check("..")] == [(here / "bad.py").as_posix()]

    def test_possible_findings_are_hidden_and_counted(self, here: Path) -> None:
        reuse = "import random\nimport tensorflow as tf\n\nreuse = random.random() > 0.5\n"
        write(
            maybe=reuse + 'tf.get_variable("w", [1])\nif reuse:\n    tf.get_variable_scope().reuse_variables()\ntf.get_variable("w", [1])\n'
        )
        result = run("check")
        assert (result.exit_code, result.stdout) == (0, "")
        assert "1 possible finding not shown: see --certainty possible." in result.stderr
        assert run("check", "--certainty", "possible").exit_code == 1


class TestBadInput:
    """Each kind of bad input next to a good file: a message with file and line, and the good file analysed."""

    @pytest.mark.parametrize(
        ("source", "line"),
        [
            (b"x = 1\ny = '\xe9'\n", 2),
            (b"# coding: klingon\n", 1),
            (b"x = 1\n\0", 2),
            (b"def f(:\n", 1),
            (PYTHON_2.encode(), 2),
            (b"x = 1\n" + b"(" * 100_000, 2),
            ("x = 1\n".encode("utf-16"), 1),
        ],
    )
    def test_unparsable(self, here: Path, source: bytes, line: int) -> None:
        Path("bad.py").write_bytes(source)
        write(good=DUPLICATE)
        found = check()
        assert [(f["code"], f["filename"], f["location"]["row"]) for f in found] == [("TFS901", "bad.py", line), ("TFS101", "good.py", 5)]

    @pytest.mark.parametrize(
        "source",
        [b"", b"\n\n", b"# nothing\n", b"\xef\xbb\xbf", b"# coding: latin-1\nx = '\xe9'\n", DUPLICATE[:24].encode()],
    )
    def test_strange_and_fine(self, here: Path, source: bytes) -> None:
        Path("odd.py").write_bytes(source)
        assert run("check").exit_code == 0

    def test_loop_of_links(self, here: Path) -> None:
        write(bad=DUPLICATE)
        Path("loop").symlink_to(here, target_is_directory=True)
        assert len(check()) == 1

    def test_generated_file_of_many_lines(self, here: Path) -> None:
        Path("generated.py").write_text("TABLE = [\n" + "    (1, 'abc', 2.5),\n" * 5_000 + "]\n")
        write(bad=DUPLICATE)
        started = time.monotonic()
        assert len(check()) == 1
        assert time.monotonic() - started < 30

    def test_module_that_cannot_be_read_is_unknown_to_its_importer(self, here: Path) -> None:
        write(old=PYTHON_2, main="import old\n" + DUPLICATE)
        assert [f["code"] for f in check("main.py")] == ["TFS101"]
        assert "Not followed: 1 place" in run("check", "main.py").stderr
        (cut,) = check("main.py", "--select", "TFS902")
        assert (cut["filename"], cut["location"]["row"], cut["message"][:21]) == ("old.py", 2, "This file is imported")
        assert [c["path"] for c in json.loads(run("names", "--format", "json", "main.py").stdout)["cuts"]] == ["old.py"]


class TestSettings:
    def test_in_pyproject(self, here: Path) -> None:
        write(bad=DUPLICATE, warned=NAME_SCOPE)
        Path("pyproject.toml").write_text('[tool.scopelint]\nignore = ["TFS101"]\n')
        assert [found["code"] for found in check()] == ["TFS201"]

    def test_command_line_wins(self, here: Path) -> None:
        write(bad=DUPLICATE)
        Path("scopelint.toml").write_text('select = ["TFS2"]\n')
        assert check() == []
        assert [found["code"] for found in check("--select", "TFS1,TFS2")] == ["TFS101"]

    def test_are_those_of_the_analysed_folder(self, here: Path) -> None:
        Path("project").mkdir()
        Path("project/bad.py").write_text(DUPLICATE)
        Path("project/scopelint.toml").write_text('ignore = ["ALL"]\n')
        assert check("project") == []
        assert check("project/bad.py") == []

    def test_mistake_in_them(self, here: Path) -> None:
        write(bad=DUPLICATE)
        Path("scopelint.toml").write_text('ignor = ["ALL"]\n')
        result = run("check")
        assert result.exit_code == 2
        assert "scopelint.toml:1: unknown key `ignor` for scopelint; did you mean `ignore`?" in result.stderr
        Path("scopelint.toml").write_text('ignore = ["TFS1010"]\n')
        assert run("check").exit_code == 2
        Path("scopelint.toml").write_text('exclude = ["!"]\n')
        assert run("check").exit_code == 2

    def test_first_party_roots(self, here: Path) -> None:
        Path("lib/deep").mkdir(parents=True)
        Path("lib/deep/layers.py").write_text('import tensorflow as tf\n\ndef f():\n    tf.get_variable("w", [1])\n')
        write(main="from layers import f\n\nf()\nf()\n")
        assert check("main.py") == []
        assert len(check("main.py", "--src", "lib/deep")) == 1
        Path("scopelint.toml").write_text('src = ["lib/deep"]\n')
        (found,) = check("main.py")
        assert (found["code"], found["filename"], found["location"]["row"]) == ("TFS106", "main.py", 4)
        assert "lib/deep/layers.py" in {related["filename"] for related in found["related"]}


class TestStandardInput:
    def test_unsaved_text_in_place_of_the_file(self, here: Path) -> None:
        write(model=CLEAN, helper='NAME = "w"\n')
        text = 'import tensorflow as tf\nfrom helper import NAME\ntf.get_variable(NAME, [1])\ntf.get_variable("w", [1])\n'
        result = run("check", "--output-format", "json", "--stdin-filename", "model.py", "-", stdin=text.encode())
        assert result.exit_code == 1
        (found,) = json.loads(result.stdout)
        assert (found["filename"], found["location"]["row"]) == ("model.py", 4)
        assert 'tf.get_variable("w", [1])' in run("check", "--stdin-filename", "model.py", "-", stdin=text.encode()).stdout

    def test_without_a_name(self, here: Path) -> None:
        result = run("check", "-", stdin=DUPLICATE.encode())
        assert result.exit_code == 1
        assert "stdin.py:5:5" in result.stdout

    def test_unparsable(self, here: Path) -> None:
        assert run("check", "-", stdin=b"\xff").exit_code == 2

    def test_name_without_the_path(self, here: Path) -> None:
        assert run("check", "--stdin-filename", "model.py").exit_code == 2


class TestSuppression:
    def test_comment(self, here: Path) -> None:
        write(bad=DUPLICATE.rstrip() + "  # noqa: TFS101\n")
        assert run("check").exit_code == 0


class TestHelp:
    def test_alone(self) -> None:
        result = run()
        assert result.exit_code == 0
        assert result.stdout.startswith("Usage:")

    @pytest.mark.parametrize("flag", ["--version", "-V"])
    def test_version(self, flag: str) -> None:
        assert scopelint.__version__ in run(flag).stdout

    @pytest.mark.parametrize("command", [[], ["check"], ["names"], ["rule"]])
    def test_every_option_is_explained(self, command: list[str]) -> None:
        result = run(*command, "--help")
        assert result.exit_code == 0
        assert not re.findall(r"^  -.*--[a-z-]+(?: [A-Z]+)?$\n(?=  -|\Z)", result.stdout, re.MULTILINE)

    @pytest.mark.parametrize("rule", registry.all_rules(), ids=lambda rule: rule.meta.code)
    def test_rule(self, rule: Rule) -> None:
        by_code, by_name = run("rule", rule.meta.code.lower()), run("rule", rule.meta.name)
        assert by_code.stdout == by_name.stdout
        assert by_code.stdout.startswith(f"# {rule.meta.name} ({rule.meta.code})\n")
        assert rule.docs in by_code.stdout
        assert f"{rule.meta.code}  {rule.meta.name}" in run("rule", "--all").stdout


class TestProcess:
    """What only a process of its own shows."""

    def start(self, *arguments: str, **options: Any) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, *arguments]
        return subprocess.run(command, capture_output=True, text=True, check=False, timeout=120, **options)

    def test_as_a_module(self, here: Path) -> None:
        write(bad=DUPLICATE)
        result = self.start("-m", "scopelint", "check", "--output-format", "concise")
        assert (result.returncode, result.stdout[:16]) == (1, "bad.py:5:5: TFS1")
        assert self.start("-m", "scopelint", "--help").stdout.startswith("Usage: scopelint ")

    @pytest.mark.parametrize("arguments", [["--version"], ["--help"], ["check", "--help"], ["rule", "TFS101"]])
    def test_start_without_libcst(self, arguments: list[str]) -> None:
        result = self.start("-X", "importtime", "-m", "scopelint", *arguments)
        assert result.returncode == 0
        imported = {line.rpartition("|")[2].strip() for line in result.stderr.splitlines()}
        assert "scopelint" in imported
        assert not {"libcst", "scopelint.interp", "scopelint.tf", "scopelint.reading.parse"} & imported

    def test_nothing_to_analyse_imports_no_libcst(self, here: Path) -> None:
        result = self.start("-X", "importtime", "-m", "scopelint", "check")
        assert result.returncode == 0
        assert not re.search(r"\| +libcst$", result.stderr, re.MULTILINE)

    def test_reader_that_has_gone(self, here: Path) -> None:
        write(bad="".join(f'\nimport tensorflow as tf\ntf.get_variable("w{i}", [1])\ntf.get_variable("w{i}", [1])\n' for i in range(500)))
        command = f"{sys.executable} -m scopelint check | head -n 1"
        result = subprocess.run(command, shell=True, capture_output=True, text=True, check=False, timeout=120)
        assert "Traceback" not in result.stderr
        assert "BrokenPipe" not in result.stderr

    def test_output_that_has_no_unicode(self, here: Path) -> None:
        write(bad=DUPLICATE.rstrip() + "  # 漢字\n")
        result = self.start("-m", "scopelint", "check", "--quiet", env={**os.environ, "PYTHONIOENCODING": "ascii"})
        assert (result.returncode, result.stderr) == (1, "")
        assert "# \\u6f22\\u5b57" in result.stdout

    def test_analysed_code_is_not_run(self, here: Path) -> None:
        write(
            sitecustomize="open('ran', 'w')\n",
            conf="open('ran', 'w')\n",
            main="import conf\nopen('ran', 'w')\nexec(\"open('ran', 'w')\")\neval(\"open('ran', 'w')\")\n",
        )
        assert (
            self.start(
                "-P" if sys.version_info >= (3, 11) else "-s", "-c", "from scopelint.cli import main; main(['check', 'main.py'])"
            ).returncode
            == 0
        )
        assert not Path("ran").exists()


@pytest.mark.parametrize("arguments", [["--version"], ["-V"], ["rule", "TFS101"], ["rule", "tfs101"], ["rule", "TFS999"]])
def test_what_is_answered_before_click_is_imported_is_what_click_would_answer(arguments: list[str]) -> None:
    answer = subprocess.run([sys.executable, "-m", "scopelint", *arguments], capture_output=True, text=True, check=False)
    expected = CliRunner().invoke(main, arguments, prog_name="scopelint")
    assert (answer.returncode, answer.stdout, answer.stderr) == (expected.exit_code, expected.stdout, expected.stderr)
