"""Discovery: which files paths mean, in which order, and what is left out."""

from __future__ import annotations

import itertools
import os
from pathlib import Path

import msgspec
import pytest

from scopelint.discover import Discovered, discover, shown
from scopelint.settings import Loaded, Settings, SettingsError


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A project: `a.py`, `pkg/b.py`, `pkg/notes.txt`, `venv/lib/c.py`, `build/d.py`."""
    for name in ("a.py", "pkg/b.py", "pkg/notes.txt", "venv/lib/c.py", "build/d.py"):
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("")
    return tmp_path


def found(folder: Path, *paths: str, settings: Settings | None = None, force_exclude: bool = False) -> list[str]:
    result = run(folder, *paths, settings=settings, force_exclude=force_exclude)
    assert result.problems == ()
    return [file.shown for file in result.files]


def run(folder: Path, *paths: str, settings: Settings | None = None, force_exclude: bool = False) -> Discovered:
    settings = msgspec.structs.replace(settings or Settings(), force_exclude=force_exclude)
    excludes = ((folder, settings.exclude), (folder, settings.extend_exclude))
    return discover(paths, Loaded(settings, None, folder, excludes=excludes), folder)


def test_folder_is_searched_without_the_default_excludes(tree: Path) -> None:
    assert found(tree, ".") == ["a.py", "build/d.py", "pkg/b.py"]


def test_order_and_duplication_of_paths_do_not_matter(tree: Path) -> None:
    paths = ["pkg", "a.py", ".", "./pkg/../a.py", str(tree / "pkg" / "b.py")]
    for some in itertools.permutations(paths):
        assert found(tree, *some, *some[:2]) == ["a.py", "build/d.py", "pkg/b.py"]


def test_file_given_by_name_is_taken_whatever_it_is_called(tree: Path) -> None:
    assert found(tree, "pkg/notes.txt", "venv/lib/c.py") == ["pkg/notes.txt", "venv/lib/c.py"]


def test_forced_excludes_hold_for_files_given_by_name(tree: Path) -> None:
    assert found(tree, "a.py", "venv/lib/c.py", "venv", force_exclude=True) == ["a.py"]


@pytest.mark.parametrize(
    ("pattern", "left"),
    [
        ("./build", ["a.py", "pkg/b.py"]),
        ("./build/", ["a.py", "pkg/b.py"]),
        ("./d.py", ["a.py", "build/d.py", "pkg/b.py"]),
        ("././pkg/b.py", ["a.py", "build/d.py"]),
        ("{tree}/pkg", ["a.py", "build/d.py"]),
        ("{tree}/pkg/*.py", ["a.py", "build/d.py"]),
        ("../{name}/build", ["a.py", "pkg/b.py"]),
        ("../elsewhere", ["a.py", "build/d.py", "pkg/b.py"]),
        ("/elsewhere/pkg", ["a.py", "build/d.py", "pkg/b.py"]),
        ("./", []),
    ],
)
def test_excludes_written_as_paths_mean_those_paths(tree: Path, pattern: str, left: list[str]) -> None:
    settings = Settings(exclude=("venv",), extend_exclude=(pattern.format(tree=tree.as_posix(), name=tree.name),))
    assert found(tree, ".", settings=settings) == left


def test_what_a_path_excludes_can_be_taken_back(tree: Path) -> None:
    settings = Settings(exclude=("venv", "./*"), extend_exclude=("!./pkg",))
    assert found(tree, ".", settings=settings) == ["pkg/b.py"]


def test_excluded_folder_given_by_name_is_searched(tree: Path) -> None:
    assert found(tree, "venv") == ["venv/lib/c.py"]


def test_excludes_of_the_settings_are_relative_to_their_folder(tree: Path) -> None:
    assert found(tree, ".", settings=Settings(extend_exclude=("/pkg",))) == ["a.py", "build/d.py"]
    assert found(tree, ".", settings=Settings(exclude=("*.py", "!a.py"))) == ["a.py"]


def test_project_below_a_folder_of_an_excluded_name(tree: Path) -> None:
    project = tree / "venv" / "project"
    (project / "pkg").mkdir(parents=True)
    (project / "pkg" / "e.py").write_text("")
    assert found(project, ".") == ["pkg/e.py"]


def test_pattern_that_is_none(tree: Path) -> None:
    with pytest.raises(SettingsError, match="not a pattern: '!'"):
        run(tree, ".", settings=Settings(exclude=("!",)))


def test_gitignore_is_honoured_at_every_level(tree: Path) -> None:
    (tree / ".gitignore").write_text("/build/\n*.gen.py\n")
    (tree / "pkg" / "x.gen.py").write_text("")
    (tree / "pkg" / "y.gen.py").write_text("")
    (tree / "pkg" / ".gitignore").write_text("!y.gen.py\n!\n")
    assert found(tree, ".") == ["a.py", "pkg/b.py", "pkg/y.gen.py"]
    assert "build/d.py" in found(tree, ".", settings=Settings(respect_gitignore=False))


def test_gitignore_above_the_given_folder_counts_within_a_repository(tree: Path) -> None:
    (tree / ".git" / "info").mkdir(parents=True)
    (tree / ".git" / "info" / "exclude").write_text("b.py\n")
    (tree / ".gitignore").write_text("build/\n")
    assert found(tree, "pkg") == []
    assert found(tree, "build") == ["build/d.py"], "an ignored folder given by name is searched"
    assert found(tree, "pkg/b.py") == ["pkg/b.py"]


def test_missing_path_is_a_problem_and_the_others_are_found(tree: Path) -> None:
    result = run(tree, "nowhere.py", "a.py", "no/where")
    assert [file.shown for file in result.files] == ["a.py"]
    assert [(p.path, p.message) for p in result.problems] == [
        ("no/where", "no such file or folder"),
        ("nowhere.py", "no such file or folder"),
    ]


def test_empty_path_is_not_the_current_folder(tree: Path) -> None:
    result = run(tree, "", "a.py")
    assert [file.shown for file in result.files] == ["a.py"]
    assert [p.message for p in result.problems] == ["an empty path: neither a file nor a folder"]


def test_neither_file_nor_folder(tree: Path) -> None:
    os.mkfifo(tree / "pipe.py")
    assert [p.message for p in run(tree, "pipe.py").problems] == ["neither a file nor a folder"]
    assert "pipe.py" not in found(tree, ".")


def test_loop_of_links_ends(tree: Path) -> None:
    (tree / "pkg" / "loop").symlink_to(tree, target_is_directory=True)
    (tree / "self.py").symlink_to("self.py")
    assert found(tree, ".") == ["a.py", "build/d.py", "pkg/b.py"]


def test_link_to_a_file_is_that_file(tree: Path) -> None:
    (tree / "0.py").symlink_to(tree / "a.py")
    (tree / "1.py").symlink_to(tree / "venv" / "lib" / "c.py")
    assert found(tree, ".") == ["1.py", "a.py", "build/d.py", "pkg/b.py"]


def test_folder_called_like_a_module(tree: Path) -> None:
    (tree / "model.py").mkdir()
    (tree / "model.py" / "inner.py").write_text("")
    assert found(tree, ".") == ["a.py", "build/d.py", "model.py/inner.py", "pkg/b.py"]


def test_paths_are_relative_under_the_current_folder_and_absolute_outside(tmp_path: Path) -> None:
    here = tmp_path / "here"
    here.mkdir()
    assert shown(here / "x" / "y.py", here) == "x/y.py"
    assert shown(tmp_path / "z.py", here) == (tmp_path / "z.py").as_posix()
