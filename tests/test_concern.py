"""Which scripts are run, and what is told of those that are only skimmed."""

from __future__ import annotations

from pathlib import Path

import pytest

from scopelint import ir, runner, sources
from scopelint.model import ParseFailure
from scopelint.resolve import seems_python
from scopelint.runner import Checked, Request

NET = "import tensorflow as tf\n\n\ndef build():\n    return tf.get_variable('w', [1])\n"
TWICE = "build()\nbuild()\n"


def checked(folder: Path, *paths: str, **said: object) -> Checked:
    return runner.check(Request(paths or (".",), folder, isolated=True, said=said))


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "net.py").write_text(NET)
    return tmp_path


@pytest.mark.parametrize(
    ("script", "helper"),
    [
        (f"from net import build\n{TWICE}", ""),
        (f"from helper import build\n{TWICE}", "from net import build\n"),
        (f"import helper\nbuild = helper.net.build\n{TWICE}", "import net\n"),
        (f"import importlib\nbuild = importlib.import_module('n' + 'et').build\n{TWICE}", ""),
        (f"exec('from net import build')\n{TWICE}", ""),
        (f"eval ('__imp' + 'ort__')('net')\nfrom net import build\n{TWICE}", ""),
    ],
)
def test_script_that_leads_to_a_net_is_run(project: Path, script: str, helper: str) -> None:
    (project / "script.py").write_text(script)
    (project / "helper.py").write_text(helper)
    assert "script.py" in {trace.entry for trace in checked(project, "script.py").analysis.traces}


@pytest.mark.parametrize(
    ("script", "helper"),
    [
        (f"from lib.inner.net import build\n{TWICE}", ""),
        (f"from lib.inner import net\nbuild = net.build\n{TWICE}", ""),
        (f"from helper import build\n{TWICE}", "from lib.inner.net import build\n"),
    ],
)
def test_script_that_leads_through_folders_without_init_is_run(tmp_path: Path, script: str, helper: str) -> None:
    (tmp_path / "lib" / "inner").mkdir(parents=True)
    (tmp_path / "lib" / "inner" / "net.py").write_text(NET)
    (tmp_path / "script.py").write_text(script)
    (tmp_path / "helper.py").write_text(helper)
    assert [d.code for d in checked(tmp_path, "script.py").diagnostics] == ["TFS106"]


def test_script_that_cannot_matter_is_never_lowered(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (project / "plain.py").write_text("import ast, helper, os\nhelper.tell(os.sep)\nhelper.model().eval(ast.literal_eval('1'))\n")
    (project / "helper.py").write_text("import flask\n\n\ndef tell(what):\n    flask.render(what)\n")
    (project / "net.py").write_text(f"{NET}{TWICE}")
    lowered: list[str] = []
    real = sources.Sources._lowered

    def watched(self: sources.Sources, source: bytes, path: str) -> ir.Module | ParseFailure:
        lowered.append(path)
        return real(self, source, path)

    monkeypatch.setattr(sources.Sources, "_lowered", watched)
    found = checked(project)
    assert lowered == ["net.py"]
    assert found.analysis.analysed == 3
    assert [d.site.path for d in found.diagnostics] == ["net.py"]
    assert not found.analysis.gaps


@pytest.mark.parametrize("text", [b"def f(:\n    pass\n", b"print 'x'\n", b"x = 1\0\n", b"# coding: nonsense\n", b"x = '\xff'\n"])
def test_file_that_is_no_python_is_told_all_the_same(project: Path, text: bytes) -> None:
    (project / "plain.py").write_bytes(text)
    found = checked(project)
    assert [failure.path for failure in found.analysis.failures] == ["plain.py"]
    assert [d.code for d in found.diagnostics] == ["TFS901"]


LONG = "import os\n\n\ndef tell(what):\n    print(os.path.join(what))\n" * 20


@pytest.mark.parametrize(
    "line", ["def f(:", "x = [1", "print what", "print 'x'", "raise ValueError, 'x'", "x = 1 if a <> b else `c`", "é = “x”"]
)
def test_long_file_that_looks_like_no_python_is_told_too(project: Path, line: str) -> None:
    (project / "plain.py").write_text(f"{LONG}{line}\n")
    assert [failure.path for failure in checked(project).analysis.failures] == ["plain.py"]


@pytest.mark.parametrize("line", ["print ('x')", "except (A, B):", "raise A(b, c)"])
def test_long_file_that_looks_like_python_is_not_parsed(line: str) -> None:
    assert seems_python(f"{LONG}{line}\n".encode())


def test_file_that_is_given_by_name_is_parsed(project: Path) -> None:
    (project / "plain.py").write_text(f"{LONG}x = = 1\n")
    assert [failure.path for failure in checked(project, "plain.py").analysis.failures] == ["plain.py"]
    assert not checked(project).analysis.failures


def test_import_of_the_own_name_means_another_file_than_it_does_next_door(project: Path) -> None:
    """`import net` in net.py itself is no way to net.py; in the file beside it, it is."""
    (project / "package").mkdir()
    (project / "package" / "flask.py").write_text("import flask\n")
    (project / "package" / "app.py").write_text(f"import flask\n{LONG}")
    (project / "package" / "net.py").write_text(NET)
    (project / "package" / "main.py").write_text(f"import net\nnet.build()\n{LONG}")
    assert {trace.entry for trace in checked(project).analysis.traces} >= {"package/main.py", "package/net.py"}


def test_entry_point_is_run_whatever_its_file_mentions(project: Path) -> None:
    (project / "plain.py").write_text("def main(builder):\n    builder()\n")
    found = checked(project, **{"entry-points": ["plain.py::main"]})
    assert not found.problems
    assert "plain.py::main" in {trace.entry for trace in found.analysis.traces}
