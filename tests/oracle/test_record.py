"""Truth files beside fixtures: which there are, what they hold, and when they are stale."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from .__main__ import main
from .oracle import Program, Result
from .record import State, check, fixtures, record, truth_path
from .truth import Ended, Truth, dumps, loads


class _Said:
    """Stands in for TensorFlow: every program ends in the same way."""

    def __init__(self, ended: Ended = Ended.FINISHED) -> None:
        self.ended = ended

    def run_many(self, programs: Iterable[Program]) -> Iterator[Result]:
        return (Result(Truth(program.path.name, self.ended, (), None), "", "said") for program in programs)


def _write(root: Path, *names: str) -> None:
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("")


def test_a_file_or_its_driver_or_a_folder_with_main_is_a_fixture(tmp_path: Path) -> None:
    _write(
        tmp_path,
        "b.py",
        "a.py",
        "lib.py",
        "lib.driver.py",
        "__pycache__/c.py",
        "d.txt",
        "net/main.py",
        "net/blocks.py",
        "net/sub/main.py",
        "more/e.py",
        ".f/g.py",
    )
    found = [(program.path.relative_to(tmp_path).as_posix(), program.root) for program in fixtures(tmp_path)]
    assert found == [
        ("a.py", tmp_path),
        ("b.py", tmp_path),
        ("lib.driver.py", tmp_path),
        ("more/e.py", tmp_path / "more"),
        ("net/main.py", tmp_path / "net"),
    ]


def test_the_life_of_a_truth_file(tmp_path: Path) -> None:
    _write(tmp_path, "a.py", "net/main.py", "gone.truth.json")
    names = {"a.py": State.MISSING, "main.py": State.MISSING, "gone.truth.json": State.ORPHANED}
    assert {found.path.name: found.state for found in check([tmp_path], _Said())} == names
    assert not (tmp_path / "a.truth.json").exists()

    assert {found.path.name: found.state for found in record([tmp_path], _Said())} == names
    assert (tmp_path / "net" / "main.truth.json").read_text() == dumps(Truth("main.py", Ended.FINISHED, (), None))
    assert not (tmp_path / "gone.truth.json").exists()
    assert {found.state for found in check([tmp_path], _Said())} == {State.SAME}

    stale = list(check([tmp_path], _Said(Ended.EXITED)))
    assert {found.state for found in stale} == {State.STALE}
    assert '- "ended": "finished",\n+ "ended": "exited",\n' in stale[0].difference

    list(record([tmp_path / "a.py"], _Said(Ended.EXITED)))
    assert [found.state for found in check([tmp_path], _Said(Ended.EXITED))] == [State.SAME, State.STALE]


@pytest.mark.parametrize("ended", [Ended.TIMEOUT, Ended.CRASH])
def test_what_came_to_no_end_is_not_recorded(tmp_path: Path, ended: Ended) -> None:
    _write(tmp_path, "a.py")
    assert [found.state for found in record([tmp_path], _Said(ended))] == [State.UNDECIDED]
    assert not truth_path(tmp_path / "a.py").exists()


@pytest.mark.tensorflow
def test_the_commands(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    program = tmp_path / "net" / "main.py"
    _write(tmp_path, "net/main.py")
    (tmp_path / "net" / "model.py").write_text('import tensorflow as tf\ntf.get_variable("w", [2])\n')
    program.write_text("import model\n")

    assert main(["verify", str(tmp_path)]) == 1
    assert "missing" in capsys.readouterr().out
    assert main(["record", str(tmp_path)]) == 0
    truth = loads((tmp_path / "net" / "main.truth.json").read_text())
    assert [(event.name, str(event.place)) for event in truth.events] == [("w", "model.py:2:1")]
    assert main(["verify", str(tmp_path)]) == 0
    capsys.readouterr()

    program.write_text("import model\nmodel.tf.get_variable('w', [2])\n")
    assert main(["verify", str(tmp_path)]) == 1
    assert '+  {"name": "w", "outcome": "error"' in capsys.readouterr().out

    assert main(["run", str(program)]) == 0
    assert capsys.readouterr().out == (
        "main.py: error\n"
        "  create  w  float32[2]  model.py:2:1 < main.py:1\n"
        "  error   w  main.py:2:1\n"
        "  ValueError at main.py:2: Variable w already exists, disallowed."
        " Did you mean to set reuse=True or reuse=tf.AUTO_REUSE in VarScope?\n"
    )
    assert main(["verify", str(tmp_path / "net" / "model.py")]) == 1
