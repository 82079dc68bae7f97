"""What is kept between runs: the same answers as without, new ones after every change that matters, and no harm from a bad cache."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from scopelint import runner
from scopelint.cache import FOLDER, Store, clean
from scopelint.cli import main

FIXTURES = Path(__file__).parent.parent / "fixtures"

NET = """import tensorflow as tf


def net(x):
    return tf.get_variable("w", [3]) * x
"""
MAIN = """from lib.net import net

net(1.0)
net(2.0)
"""
SKIP = ["--config", 'follow-imports="skip"']
SILENCED = "import tensorflow as tf\n\ntf.get_variable('v', [1])\ntf.get_variable('v', [1])  # noqa: TFS101\n"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project of two files whose second call TensorFlow refuses, with a cache."""
    monkeypatch.setenv("SCOPELINT_NO_CACHE", "")
    (tmp_path / "lib").mkdir()
    (tmp_path / "lib" / "__init__.py").write_text("")
    (tmp_path / "lib" / "net.py").write_text(NET)
    (tmp_path / "main.py").write_text(MAIN)
    (tmp_path / "pyproject.toml").write_text("[tool.scopelint]\n")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def said(*arguments: str) -> tuple[int, str, str]:
    result = CliRunner().invoke(main, ["check", *arguments])
    return result.exit_code, result.stdout, result.stderr


def fresh(*arguments: str) -> tuple[int, str, str]:
    return said("--no-cache", *arguments)


def is_known(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> bool:
    """Whether a check is answered without an analysis."""
    ran: list[object] = []
    anew = runner._check_anew

    def note(*given: Any) -> runner.Checked:
        ran.append(given)
        return anew(*given)

    with monkeypatch.context() as patched:
        patched.setattr(runner, "_check_anew", note)
        said(*arguments)
    return not ran


def test_an_unchanged_project_is_answered_as_before(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = said()
    assert first[0] == 1
    assert is_known(monkeypatch)
    assert said() == first == fresh()


@pytest.mark.parametrize("output_format", ["text", "json", "sarif", "github"])
def test_the_same_bytes_with_and_without(project: Path, output_format: str) -> None:
    programs = sorted((FIXTURES / "rules").rglob("*.py"))[::9]
    assert len(programs) > 5
    for number, program in enumerate(programs):
        (project / f"program_{number}.py").write_bytes(program.read_bytes())
    (project / "two.py").write_text("print 'two'\n")
    arguments = ("--output-format", output_format, "--select", "ALL", "--certainty", "possible")
    assert fresh(*arguments) == said(*arguments) == said(*arguments)


def make_package(folder: Path) -> None:
    folder.mkdir()
    (folder / "__init__.py").write_text("")


CHANGES: dict[str, Callable[[Path], object]] = {
    "the file itself": lambda p: (p / "main.py").write_text("from lib.net import net\nnet(1.0)\n"),
    "an imported file, of the same size": lambda p: (p / "lib" / "net.py").write_text(NET.replace("get_variable", "get_VARIABLE")),
    "an imported file goes": lambda p: (p / "lib" / "net.py").unlink(),
    "a module that wins over the imported one": lambda p: make_package(p / "lib" / "net"),
    "the package is no longer one": lambda p: (p / "lib" / "__init__.py").unlink(),
    "another file that imports it": lambda p: (p / "other.py").write_text("import main\n"),
    "settings": lambda p: (p / "pyproject.toml").write_text('[tool.scopelint]\nignore = ["ALL"]\n'),
    "settings nearer by": lambda p: (p / "lib" / "scopelint.toml").write_text('ignore = ["ALL"]\n'),
    "an ignore file": lambda p: (p / ".gitignore").write_text("main.py\n"),
}


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("given", ["lib/net.py", "main.py", "."])
def test_every_change_that_matters_is_seen(project: Path, change: str, given: str) -> None:
    said(given)
    times = {file: file.stat().st_mtime_ns for file in project.rglob("*.py")}
    CHANGES[change](project)
    for file, time in times.items():
        if file.exists():
            os.utime(file, ns=(time, time))
    if (project / given).exists():
        assert said(given) == fresh(given)
        assert said(given) == fresh(given)


def test_another_question_has_another_answer(project: Path) -> None:
    (project / "silenced.py").write_text(SILENCED)
    said()
    for arguments in (["--ignore-noqa"], ["--ignore", "ALL"], ["--certainty", "possible"], ["lib"], ["--isolated"], SKIP):
        assert said(*arguments) == fresh(*arguments)


def test_another_scopelint_does_not_believe_it(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    said()
    monkeypatch.setattr("scopelint.answers.of_tool", lambda: b"another")
    assert not is_known(monkeypatch)


def test_an_answer_with_a_problem_is_not_kept(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patched:
        patched.setattr("scopelint.interp.analyse.Run.script", lambda self: 1 / 0)
        assert said()[0] == 2
    assert said() == fresh()


def spoil(content: bytes) -> Callable[[Path], None]:
    def write(database: Path) -> None:
        database.write_bytes(content)

    return write


def truncate(database: Path) -> None:
    database.write_bytes(database.read_bytes()[: database.stat().st_size // 2])


def foreign(database: Path) -> None:
    database.unlink()
    with sqlite3.connect(database) as other:
        other.execute("CREATE TABLE kept (a)")


def flip(database: Path) -> None:
    with sqlite3.connect(database) as kept:
        for row, data in kept.execute("SELECT rowid, data FROM kept").fetchall():
            kept.execute("UPDATE kept SET data = ? WHERE rowid = ?", (data[:-1] + bytes([data[-1] ^ 1]), row))


DAMAGES = (spoil(b""), spoil(b"no database"), spoil(b"SQLite format 3\0" + b"\xff" * 5000), truncate, foreign, flip)


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_bad_database_is_made_anew(project: Path, monkeypatch: pytest.MonkeyPatch, damage: Callable[[Path], None]) -> None:
    said()
    damage(project / FOLDER / "cache.sqlite3")
    assert said() == fresh()
    assert is_known(monkeypatch)


def test_where_nothing_can_be_kept_there_is_a_warning(project: Path) -> None:
    (project / FOLDER).write_text("a file in its place")
    code, out, err = said()
    assert (code, out) == fresh()[:2]
    assert f"warning: the cache in {project / FOLDER} cannot be used" in err


def test_the_folder_is_ignored_by_git_and_by_scopelint(project: Path) -> None:
    said()
    assert (project / FOLDER / ".gitignore").read_text().endswith("*\n")
    assert (project / FOLDER / "CACHEDIR.TAG").read_text().startswith("Signature: 8a477f597d28d172789f06886806bc55")


def test_cache_dir(project: Path) -> None:
    said("--cache-dir", "elsewhere")
    assert (project / "elsewhere" / "cache.sqlite3").exists()
    assert not (project / FOLDER).exists()
    (project / "pyproject.toml").write_text('[tool.scopelint]\ncache-dir = "kept"\n')
    said("lib")
    assert (project / "kept" / "cache.sqlite3").exists()


def test_no_cache(project: Path) -> None:
    fresh()
    CliRunner().invoke(main, ["check", "-"], input=NET)
    assert not (project / FOLDER).exists()


def test_clean(project: Path) -> None:
    said()
    assert CliRunner().invoke(main, ["clean"]).exit_code == 0
    assert not (project / FOLDER).exists()
    (project / FOLDER).mkdir()
    (project / FOLDER / "mine").write_text("")
    assert not clean(project / FOLDER)
    assert (project / FOLDER / "mine").exists()


def test_several_processes_at_once(project: Path) -> None:
    """What they say is the same, and what they leave can be used."""
    environment = {**os.environ, "PYTHONPATH": str(FIXTURES.parent)}
    command = [sys.executable, "-m", "scopelint", "check"]
    running = [subprocess.Popen(command, cwd=project, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE) for _ in range(3)]
    answers = {process.communicate() for process in running}
    assert len(answers) == 1
    assert answers.pop()[1].count(b"warning") == 0
    assert said() == fresh()


def test_a_store_is_bounded(tmp_path: Path) -> None:
    for number in range(20):
        store = Store(tmp_path / FOLDER, max_bytes=5_000)
        store.put("kind", bytes([number]), bytes(1_000))
        store.close()
        assert store.trouble is None
    store = Store(tmp_path / FOLDER)
    found = [number for number in range(20) if store.get("kind", bytes([number])) is not None]
    store.close()
    assert 19 in found
    assert len(found) <= 5


def test_a_full_disk_changes_no_answer(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(self: Store, database: sqlite3.Connection) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr(Store, "_write", full)
    code, out, err = said()
    assert (code, out) == fresh()[:2]
    assert "cannot be used: database or disk is full" in err
