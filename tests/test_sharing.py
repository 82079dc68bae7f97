"""A function that nothing calls asks twice for a variable: a mistake, unless a caller in another file may share under AUTO_REUSE."""

from __future__ import annotations

from pathlib import Path

import pytest

from scopelint import runner

BUILDER = """\
import tensorflow as tf


def to_rgb(x, level):
    with tf.variable_scope("to_rgb%d" % level):
        return x * tf.get_variable("w", [])


def generator(x):
    return to_rgb(x, 0) + to_rgb(x, 0)
"""
UNDER_AUTO_REUSE = """\
import tensorflow as tf


def shared(build):
    with tf.variable_scope("G", reuse=tf.AUTO_REUSE):
        return build(1.0)
"""


def found(root: Path, *, certainty: str = "certain") -> list[str]:
    checked = runner.check(runner.Request(("networks.py",), root, said={"certainty": certainty}))
    return [d.code for d in checked.diagnostics]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "pyproject.toml").touch()
    (tmp_path / "networks.py").write_text(BUILDER)
    return tmp_path


def test_alone_it_is_a_mistake(project: Path) -> None:
    assert found(project) == ["TFS106"]


def test_who_imports_it_may_share(project: Path) -> None:
    (project / "train.py").write_text(f"from networks import *\n{UNDER_AUTO_REUSE}")
    assert found(project) == []
    assert found(project, certainty="possible") == ["TFS106"]


def test_who_finds_modules_by_name_may_share(project: Path) -> None:
    (project / "util.py").write_text("import importlib\n\n\ndef load(name):\n    return importlib.import_module(name)\n")
    (project / "network.py").write_text(f"import util\n{UNDER_AUTO_REUSE}")
    assert found(project) == []


def test_a_file_that_cannot_lead_there_does_not_count(project: Path) -> None:
    (project / "other.py").write_text(UNDER_AUTO_REUSE)
    assert found(project) == ["TFS106"]
