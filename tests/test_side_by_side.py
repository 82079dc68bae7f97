"""Several processes: the same answers as one, whatever they have to share, and no harm where one fails."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

import pytest
from click.testing import CliRunner

from scopelint import runner
from scopelint.cli import main
from scopelint.interp.analyse import Run
from scopelint.runs import processes, side_by_side
from scopelint.runs.processes import HelperError, helpers, shared_out
from scopelint.runs.scripts import Scripts

FIXTURES = Path(__file__).parent.parent / "fixtures"

FILES = {
    "a_train.py": "from lib.net import net\n\n\ndef again(x):\n    net(x, 'again')\n    net(x, 'again')\n",
    "b_names.py": "import tensorflow as tf\n\n\ndef layer(name):\n"
    "    with tf.variable_scope(f'x{name}'):\n        tf.get_variable('w', [2])\n",
    "c_bad.py": "import tensorflow as tf\ntf.get_variable('w', [1]\n",
    "d_imports.py": "import c_bad\nimport b_names\nb_names.layer('y')\nb_names.layer('y')\n",
    "lib/__init__.py": "",
    "lib/net.py": "import tensorflow as tf\n\n\ndef net(x, name):\n    with tf.variable_scope(name):\n        return deep(x)\n\n\n"
    "def deep(x):\n    return tf.get_variable('w', [3]) * x\n\n\n"
    "def unused():\n    tf.get_variable('v', [1])\n    tf.get_variable('v', [1])\n",
}
"""`a_train` leaves `again` to be run with unknown arguments, which reaches `net`: that is then not run once more for `lib/net.py`."""


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name, text in FILES.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def alone_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    """One process may not do all the work."""
    if not processes.POSSIBLE:
        pytest.skip("no fork")

    def refuse(*_: object) -> None:
        raise AssertionError("one process has done all")

    monkeypatch.setattr(Scripts, "run_alone", refuse)


def told(folder: Path, jobs: int, paths: Sequence[str] = (".",), *, config: bool = False) -> object:
    """What is found, entry by entry."""
    found = runner.check(runner.Request(tuple(paths), folder, isolated=not config, cache=False, jobs=jobs))
    analysis = found.analysis
    events = [(trace.entry, [(type(event), str(getattr(event, "name", event))) for event in trace.variables]) for trace in analysis.traces]
    return events, found.diagnostics, found.hidden, found.problems, analysis.failures, analysis.unread, analysis.gaps


def test_what_several_find_is_what_one_finds(project: Path, alone_no_more: None, monkeypatch: pytest.MonkeyPatch) -> None:
    several = [told(project, jobs) for jobs in (2, 3, 8)]
    monkeypatch.undo()
    one = told(project, 1)
    assert all(found == one for found in several)
    assert "'v'" in str(one)
    assert "c_bad.py" in str(one)


@pytest.mark.parametrize("jobs", [1, 2])
def test_runs_that_were_let_go_of_run_again_for_what_is_left(
    project: Path, monkeypatch: pytest.MonkeyPatch, ran: list[str], jobs: int
) -> None:
    """Memory does not grow with the number of files: where there is no room, a run is not kept for what no script reaches."""
    (project / "pyproject.toml").write_text("[tool.scopelint]\nentry-points = ['b_names.py::layer']\n")
    usual = told(project, jobs, config=True)
    monkeypatch.setattr("scopelint.interp.analyse._ROOM", 0)
    ran.clear()
    assert told(project, jobs, config=True) == usual
    if jobs == 1:  # else it is helpers that run them
        assert {path: ran.count(path) for path in ran} == {"a_train.py": 2, "b_names.py": 3, "d_imports.py": 1, "lib/net.py": 2}


def test_what_a_left_function_of_an_earlier_file_has_reached_is_not_run_again(project: Path, alone_no_more: None) -> None:
    found = runner.check(runner.Request((".",), project, isolated=True, jobs=2))
    entries = [trace.entry for trace in found.analysis.traces]
    assert "a_train.py::again" in entries
    assert "lib/net.py::unused" in entries
    assert "lib/net.py::net" not in entries
    assert "lib/net.py::deep" not in entries


def test_fixtures_of_several_files(alone_no_more: None, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = FIXTURES / "imports"
    several = told(folder, 2)
    monkeypatch.undo()
    assert several == told(folder, 1)


@pytest.mark.parametrize("cached", [False, True])
def test_every_way_prints_the_same(project: Path, monkeypatch: pytest.MonkeyPatch, cached: bool) -> None:
    monkeypatch.setenv("SCOPELINT_NO_CACHE", "")
    printed = set()
    for jobs in ("1", "2", "3"):
        for _ in range(2 if cached else 1):
            arguments = ["check", "--isolated", "--output-format", "json", "-j", jobs, *([] if cached else ["--no-cache"])]
            printed.add(CliRunner().invoke(main, arguments).stdout)
        if cached:  # another answer is to be found, from the same IR
            (project / "b_names.py").write_text(FILES["b_names.py"] + "\n" * int(jobs))
    assert len(printed) == 1


def test_entry_points(project: Path, alone_no_more: None, monkeypatch: pytest.MonkeyPatch) -> None:
    (project / "scopelint.toml").write_text('entry-points = ["lib/net.py::net", "b_names.py::gone"]\n')

    def entries(jobs: int) -> tuple[list[str], object]:
        found = runner.check(runner.Request((".",), project, jobs=jobs))
        return [trace.entry for trace in found.analysis.traces], found.problems

    several = entries(2)
    monkeypatch.undo()
    assert several == entries(1)
    assert "lib/net.py::net" in several[0]


def test_a_helper_that_fails_costs_time_alone(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    one, here = told(project, 1), os.getpid()
    script = Run.script

    def fails_elsewhere(run: Run) -> object:
        if os.getpid() != here:
            os._exit(3)
        return script(run)

    monkeypatch.setattr(Run, "script", fails_elsewhere)
    assert told(project, 2) == one


def test_without_fork_one_process_does_all(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    one = told(project, 1)
    monkeypatch.setattr(side_by_side, "POSSIBLE", False)
    assert told(project, 2) == one


def test_little_work_makes_no_helpers_unasked(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(side_by_side, "helpers", None)
    assert told(project, 0) == told(project, 1)


@pytest.mark.skipif(not processes.POSSIBLE, reason="no fork")
def test_each_task_is_done_once_and_an_error_is_told() -> None:
    with helpers(3, lambda serve: serve(), lambda task: (task, os.getpid())) as crew:
        done = [answer for _, _, answer in shared_out(list(range(20)), crew)]
    assert sorted(task for task, _ in done) == list(range(20))
    assert os.getpid() not in {process for _, process in done}
    with pytest.raises(HelperError, match="ZeroDivisionError"), helpers(1, lambda serve: serve(), lambda task: 1 // task) as crew:
        list(shared_out([1, 0], crew))
