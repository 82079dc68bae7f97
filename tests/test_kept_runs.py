"""What is kept of scripts between runs: a change runs again what leads to it and nothing else, and says what a run without a cache says."""

from __future__ import annotations

import os
import pickle
import random
import zlib
from pathlib import Path

import pytest
from click.testing import CliRunner

from scopelint.cli import main
from scopelint.interp.analyse import Run
from scopelint.reading import parse
from scopelint.reading.parse import ParsedModule, ParseFailure
from scopelint.runs.traces import packed, unpacked
from scopelint.trace import Trace

NET = "import tensorflow as tf\n\n\ndef net(x, name):\n    with tf.variable_scope(name):\n        return tf.get_variable('w', [3]) * x\n"
FILES = {
    "a.py": [
        "from lib.net import net\nnet(1.0, 'a')\nnet(2.0, 'a')\n",
        "from lib.net import net\n\n\ndef twice(x):\n    net(x, 'a')\n    net(x, 'a')\n",
        "import tensorflow as tf\ntf.get_variable('w', [1]\n",
        "import lib.net as n\n\n\nclass Model:\n    def build(self):\n        n.net(self.x, 'a')\n        n.net(self.x, 'a')\n",
    ],
    "b.py": [
        "import tensorflow as tf\nimport a\n\n\ndef again(x):\n    tf.get_variable('v', [x])\n    tf.get_variable('v', [x])\n",
        "import a\nfrom lib import other\nother.pair()\n",
        "import a, tensorflow as tf\nexec('def f(x):\\n    tf.get_variable(\"e\", [x])')\nf(1)\nf(2)\n",
    ],
    "lib/__init__.py": ["", "from lib.other import pair\n"],
    "lib/net.py": [
        NET,
        f"\n\n{NET}",
        NET.replace("'w'", "'v'"),
        NET.replace("variable_scope(name)", "variable_scope(name, reuse=tf.AUTO_REUSE)"),
    ],
    "lib/other.py": [
        "from . import net\n\n\ndef pair():\n    net.net(1, 'p')\n    net.net(1, 'p')\n\n\ndef unused():\n    pair()\n",
        "from lib.net import net\n\n\ndef pair():\n    net(1, 'q')\n",
    ],
    "lib/net/__init__.py": [NET.replace("'w'", "'package'")],
    "tensorflow_helpers.py": ["import tensorflow as tf\nwith tf.name_scope('n'):\n    tf.get_variable('named', [1])\n"],
}


def write(folder: Path, name: str, text: str) -> None:
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(text)


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SCOPELINT_NO_CACHE", "")
    for name in ("a.py", "b.py", "lib/__init__.py", "lib/net.py", "lib/other.py"):
        write(tmp_path, name, FILES[name][0])
    write(tmp_path, "pyproject.toml", "[tool.scopelint]\n")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def said(*arguments: str, command: str = "check") -> tuple[int, str, str]:
    result = CliRunner().invoke(main, [command, "--jobs", "1", *arguments])
    return result.exit_code, result.stdout, result.stderr


def fresh(*arguments: str, command: str = "check") -> tuple[int, str, str]:
    return said("--no-cache", *arguments, command=command)


def test_a_change_runs_what_leads_to_it(project: Path, ran: list[str]) -> None:
    write(project, "alone.py", "import tensorflow as tf\n\n\ndef f(x):\n    tf.get_variable('w', [x])\n")
    said()
    for changed, wanted in (
        ("alone.py", {"alone.py"}),
        ("a.py", {"a.py", "b.py"}),
        ("lib/net.py", {"a.py", "b.py", "lib/net.py", "lib/other.py"}),
        ("lib/other.py", {"lib/other.py"}),
    ):
        with (project / changed).open("a") as file:
            file.write("# changed\n")
        ran.clear()
        kept = said()
        assert set(ran) == wanted
        assert kept == fresh()


def test_another_question_needs_no_run(project: Path, ran: list[str]) -> None:
    said()
    ran.clear()
    everything = said("--select", "ALL", "--certainty", "possible")
    names = said(command="names")
    assert not ran
    assert everything == fresh("--select", "ALL", "--certainty", "possible")
    assert names == fresh(command="names")
    ran.clear()
    said("--config", "limits.steps = 1000")
    assert ran


def test_another_number_of_processes_needs_no_run(project: Path, ran: list[str]) -> None:
    first = said("--jobs", "2")
    assert said("--jobs", "1", "--select", "ALL") == fresh("--select", "ALL")
    ran.clear()
    assert said("--jobs", "1", "--certainty", "certain") == first
    assert not ran


def test_what_others_reach_decides_what_is_left(project: Path, ran: list[str]) -> None:
    """`pair` runs on its own as soon as no script calls it any more, although its own file is as it was."""
    write(project, "b.py", "from lib import other\nother.pair()\n")
    write(
        project,
        "lib/other.py",
        "import tensorflow as tf\n\n\ndef pair(x=1):\n    tf.get_variable('w', [x])\n    tf.get_variable('w', [x])\n",
    )
    assert "b.py" in said("--output-format", "json")[1]
    write(project, "b.py", "from lib import other\n")
    ran.clear()
    assert said("--output-format", "json") == fresh("--output-format", "json")
    assert ran[:2] == ["b.py", "lib/other.py"]


def test_one_crash_does_not_make_the_others_run_again(project: Path, ran: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    real = Run.script

    def crash(run: Run) -> Trace:
        if run.path == "b.py":
            raise ZeroDivisionError
        return real(run)

    monkeypatch.setattr(Run, "script", crash)
    first = said()
    assert first[0] == 2
    assert sorted(set(ran)) == ["a.py", "lib/net.py", "lib/other.py"]
    assert len(ran) == 3
    ran.clear()
    assert said() == first
    assert not ran


@pytest.mark.parametrize("seed", range(3))
def test_edits_at_random(project: Path, seed: int) -> None:
    """Files change, go, come back and hide each other: what is kept and what is found anew are the same, with one process and with two."""
    chance = random.Random(seed)
    arguments = ("--output-format", "json", "--select", "ALL", "--certainty", "possible")
    for _ in range(14):
        name = chance.choice(sorted(FILES))
        if (project / name).exists() and chance.random() < 0.3:
            (project / name).unlink()
        else:
            write(project, name, chance.choice(FILES[name]))
        given = chance.choice([".", ".", "lib", "a.py"])
        if not (project / given).exists():
            continue
        expected = fresh(*arguments, given)
        assert said(*arguments, "--jobs", chance.choice("112"), given) == expected
        if chance.random() < 0.3:
            assert said(*arguments, given) == expected


def test_a_file_that_is_no_python_is_parsed_once(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(project, "a.py", FILES["a.py"][2])
    write(project, "c.py", "import tensorflow as tf\nprint 'x'\n")
    parsed: list[str] = []
    real = parse.parse

    def noted(source: bytes, path: str, *, python_2: bool = False) -> ParsedModule | ParseFailure:
        parsed.append(path)
        return real(source, path, python_2=python_2)

    monkeypatch.setattr(parse, "parse", noted)
    said()
    assert {"a.py", "c.py"} <= set(parsed)
    write(project, "b.py", FILES["b.py"][1])
    parsed.clear()
    changed = said()
    assert parsed == ["b.py"]
    assert changed == fresh()
    (project / "c.py").rename(project / "d.py")
    assert said() == fresh()
    assert said("--python2") == fresh("--python2")


class Trap:
    def __reduce__(self) -> tuple[object, tuple[str]]:
        return os.system, ("touch sprung",)


@pytest.mark.parametrize("made", [Trap(), (Trap(),), Path("x"), [1], (1,), print])
def test_foreign_bytes_make_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, made: object) -> None:
    monkeypatch.chdir(tmp_path)
    assert unpacked(zlib.compress(pickle.dumps(made))) is None
    assert not (tmp_path / "sprung").exists()


def test_damaged_bytes_make_nothing() -> None:
    data = packed([Trace("a.py", ())])
    assert unpacked(data) == (Trace("a.py", ()),)
    assert unpacked(data[:-3]) is None
    assert unpacked(b"") is None
