"""Where the modules of a project lie, wherever scopelint is started."""

from __future__ import annotations

from pathlib import Path

import pytest

from scopelint.roots import Roots, common_folder, given_folder
from scopelint.runner import Request, check


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A project whose script imports from a package beside its own folder."""
    files = {
        "models/__init__.py": "",
        "models/net.py": "import tensorflow as tf\n\n\ndef net():\n    return tf.get_variable('w', [3])\n",
        "train/run.py": "from models.net import net\n\nnet()\nnet()\n",
    }
    for name, text in files.items():
        file = tmp_path / "project" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    (tmp_path / "elsewhere").mkdir()
    return tmp_path / "project"


def test_common_folder(tree: Path) -> None:
    assert common_folder(["models/net.py"], tree) == tree / "models"
    assert common_folder(["models/net.py", "train"], tree) == tree
    assert common_folder(["models"], tree) == tree / "models"
    assert common_folder([], tree) == tree


def test_given_folder_is_above_all_paths_from_elsewhere_and_no_package(tree: Path) -> None:
    elsewhere = tree.parent / "elsewhere"
    assert given_folder(["train", "models"], tree) is None
    assert given_folder([str(tree / "models" / "net.py")], elsewhere) == tree
    assert given_folder([str(tree / "train" / "run.py")], elsewhere) == tree / "train"
    assert given_folder([".", str(tree)], elsewhere) == tree


def test_project_root_is_the_nearest_that_has_a_mark(tree: Path) -> None:
    (tree / ".git").mkdir()
    (tree / "models" / "pyproject.toml").write_text("")
    elsewhere = Roots(Path("/elsewhere"))
    assert elsewhere.project(tree / "models" / "net.py") == tree / "models"
    assert elsewhere.project(tree / "train" / "run.py") == tree


def test_project_root_without_a_mark(tree: Path) -> None:
    run, elsewhere = tree / "train" / "run.py", tree.parent / "elsewhere"
    assert Roots(tree).project(run) == tree
    assert Roots(elsewhere, given=tree).project(run) == tree
    assert Roots(tree.parent, given=elsewhere).project(run) == tree.parent


def test_folders_of_a_file(tree: Path) -> None:
    (tree / ".git").mkdir()
    file = tree / "venv" / "lib" / "c.py"
    assert Roots(tree, (tree / "src",)).of(file) == (tree / "venv" / "lib", tree, tree / "src", tree / "venv")


@pytest.mark.parametrize("cwd", ["project", "elsewhere", "project/train"])
def test_imports_are_followed_wherever_scopelint_is_started(tree: Path, cwd: str) -> None:
    checked = check(Request(paths=(str(tree),), cwd=tree.parent / cwd))
    assert checked.problems == (), checked.problems
    assert [(one.code, one.site.path.rpartition("/")[2]) for one in checked.diagnostics] == [("TFS106", "run.py")]
