"""Names to files, on small projects laid out in a temporary folder."""

from __future__ import annotations

import importlib
import importlib.machinery
import os
import random
from collections.abc import Sequence
from pathlib import Path

import pytest

from scopelint.resolve import ModuleFile, ModuleKind, ProjectIndex


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return tmp_path / "project"


def lay(folder: Path, *files: str) -> None:
    for file in files:
        path = folder / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("")


def told(found: ModuleFile | None, folder: Path) -> str | None:
    """`name = path` below the folder, a namespace package with a slash behind it."""
    if found is None:
        return None
    slash = "/" if found.kind is ModuleKind.NAMESPACE else ""
    return f"{found.name} = {found.path.relative_to(folder).as_posix()}{slash}"


def test_modules_and_packages(project: Path) -> None:
    lay(project, "train.py", "model.py", "nets/__init__.py", "nets/resnet.py", "nets/deep/__init__.py", "nets/deep/net.py")
    index = ProjectIndex([project])
    assert told(index.find("model"), project) == "model = model.py"
    assert told(index.find("nets"), project) == "nets = nets/__init__.py"
    assert told(index.find("nets.resnet"), project) == "nets.resnet = nets/resnet.py"
    assert told(index.find("nets.deep.net"), project) == "nets.deep.net = nets/deep/net.py"
    for name in ("", "missing", "nets.missing", "model.part", "nets.resnet.block", "mod-el", "nets..resnet", "Model"):
        assert index.find(name) is None, name


def test_a_package_wins_over_a_module(project: Path) -> None:
    lay(project, "nets.py", "nets/__init__.py")
    assert told(ProjectIndex([project]).find("nets"), project) == "nets = nets/__init__.py"


def test_roots_in_their_order(tmp_path: Path) -> None:
    lay(tmp_path, "scripts/train.py", "scripts/utils.py", "utils.py", "layers.py", "library/layers.py", "library/losses.py")
    index = ProjectIndex([tmp_path / "scripts", tmp_path, tmp_path / "library"])
    assert told(index.find("utils"), tmp_path) == "utils = scripts/utils.py"
    assert told(index.find("layers"), tmp_path) == "layers = layers.py"
    assert told(index.find("losses"), tmp_path) == "losses = library/losses.py"


def test_src_layout(project: Path) -> None:
    lay(project, "src/pkg/__init__.py", "src/pkg/net.py", "tests/test_net.py")
    index = ProjectIndex([project / "tests", project])
    assert told(index.find("pkg.net"), project) == "pkg.net = src/pkg/net.py"


def test_src_as_a_package(project: Path) -> None:
    lay(project, "src/__init__.py", "src/net.py")
    index = ProjectIndex([project])
    assert told(index.find("src.net"), project) == "src.net = src/net.py"
    assert index.find("net") is None


class TestNamespaces:
    def test_folder_without_init(self, project: Path) -> None:
        lay(project, "research/slim/nets.py")
        index = ProjectIndex([project])
        assert told(index.find("research.slim.nets"), project) == "research.slim.nets = research/slim/nets.py"
        assert told(index.find("research"), project) == "research = research/"
        assert told(index.find("research.slim"), project) == "research.slim = research/slim/"

    def test_spread_over_roots(self, tmp_path: Path) -> None:
        lay(tmp_path, "a/space/one.py", "b/space/two.py")
        index = ProjectIndex([tmp_path / "a", tmp_path / "b"])
        assert told(index.find("space.one"), tmp_path) == "space.one = a/space/one.py"
        assert told(index.find("space.two"), tmp_path) == "space.two = b/space/two.py"

    def test_anything_regular_wins(self, tmp_path: Path) -> None:
        lay(tmp_path, "a/nets/one.py", "b/nets/__init__.py", "c/nets.py")
        assert told(ProjectIndex([tmp_path / "a", tmp_path / "b"]).find("nets"), tmp_path) == "nets = b/nets/__init__.py"
        assert told(ProjectIndex([tmp_path / "a", tmp_path / "c"]).find("nets"), tmp_path) == "nets = c/nets.py"

    def test_a_folder_of_data_is_none(self, project: Path) -> None:
        lay(project, "data/train.csv", "data/more/labels.txt")
        assert ProjectIndex([project]).find("data") is None

    def test_a_folder_named_like_a_library_is_none(self, project: Path) -> None:
        lay(project, "tensorflow/train.py", "pytorch/train.py", "json/read.py", "numpy/__init__.py")
        index = ProjectIndex([project])
        assert index.find("tensorflow") is None
        assert index.find("json") is None
        assert told(index.find("pytorch.train"), project) == "pytorch.train = pytorch/train.py"
        assert told(index.find("numpy"), project) == "numpy = numpy/__init__.py"


class TestRelative:
    def test_within_a_package(self, project: Path) -> None:
        lay(project, "pkg/__init__.py", "pkg/a.py", "pkg/sub/__init__.py", "pkg/sub/b.py", "pkg/sub/c.py")
        index = ProjectIndex([project])
        b = project / "pkg/sub/b.py"
        assert told(index.find("c", b, 1), project) == "pkg.sub.c = pkg/sub/c.py"
        assert told(index.find("", b, 1), project) == "pkg.sub = pkg/sub/__init__.py"
        assert told(index.find("a", b, 2), project) == "pkg.a = pkg/a.py"
        assert told(index.find("sub.c", b, 2), project) == "pkg.sub.c = pkg/sub/c.py"
        assert told(index.find("", b, 2), project) == "pkg = pkg/__init__.py"
        assert told(index.find("b", project / "pkg/sub/__init__.py", 1), project) == "pkg.sub.b = pkg/sub/b.py"
        assert index.find("missing", b, 1) is None
        assert index.find("a", b, 5) is None
        assert index.find("a", None, 1) is None

    def test_under_the_name_by_which_the_importing_module_goes(self, project: Path) -> None:
        lay(project, "__init__.py", "nets/__init__.py", "nets/a.py", "nets/b.py", "utils.py")
        index = ProjectIndex([project])
        a = project / "nets/a.py"
        assert told(index.find("b", a, 1), project.parent) == "nets.b = project/nets/b.py".replace("nets.b", index.name_of(a)[:-1] + "b")
        assert told(index.find("b", a, 1, package="nets"), project) == "nets.b = nets/b.py"
        assert index.find("utils", a, 2, package="nets").name == "utils"  # type: ignore[union-attr]
        assert index.find("utils", a, 3, package="nets") is None

    def test_in_a_folder_without_init(self, project: Path) -> None:
        lay(project, "space/a.py", "space/b.py")
        index = ProjectIndex([project])
        assert told(index.find("b", project / "space/a.py", 1), project) == "b = space/b.py"
        assert told(index.find("b", project / "space/a.py", 1, package="space"), project) == "space.b = space/b.py"

    def test_never_above_the_roots(self, project: Path) -> None:
        lay(project, "pkg/__init__.py", "pkg/a.py", "pkg/sub/__init__.py", "pkg/sub/b.py")
        index = ProjectIndex([project / "pkg/sub"])
        assert index.find("a", project / "pkg/sub/b.py", 2) is None
        assert index.name_of(project / "pkg/sub/b.py") == "sub.b"


class TestInsidePackages:
    def test_the_folder_above_the_importing_files_package_is_on_the_path(self, project: Path) -> None:
        lay(project, "research/slim/nets/__init__.py", "research/slim/nets/a.py", "research/slim/nets/b.py", "research/slim/data.py")
        index = ProjectIndex([project / "research/slim/nets", project])
        a = project / "research/slim/nets/a.py"
        assert told(index.find("nets.b", a), project) == "nets.b = research/slim/nets/b.py"
        assert told(index.find("data", a), project) == "data = research/slim/data.py"
        assert index.find("nets.b") is None

    def test_implicit_relative_import_of_python_2(self, project: Path) -> None:
        lay(project, "nets/__init__.py", "nets/a.py", "nets/b.py", "nets/keras.py", "b2.py", "nets/b2.py")
        index = ProjectIndex([project])
        a = project / "nets/a.py"
        assert told(index.find("b", a), project) == "nets.b = nets/b.py"
        assert told(index.find("b2", a), project) == "b2 = b2.py"
        assert index.find("keras", a) is None
        assert index.find("a", a) is None

    def test_a_script_inside_a_package(self, project: Path) -> None:
        lay(project, "model/__init__.py", "model/train.py", "model/net.py", "model/logging.py")
        index = ProjectIndex([project / "model", project])
        train = project / "model/train.py"
        assert told(index.find("net", train), project) == "net = model/net.py"
        assert told(index.find("model.net", train), project) == "model.net = model/net.py"
        assert index.find("logging", train) is None
        assert index.find("train", train) is None

    def test_one_file_two_names(self, project: Path) -> None:
        lay(project, "pkg/__init__.py", "pkg/mod.py")
        index = ProjectIndex([project / "pkg", project])
        script, module = index.find("mod"), index.find("pkg.mod")
        assert script is not None
        assert module is not None
        assert (script.name, module.name) == ("mod", "pkg.mod")
        assert script.path == module.path
        assert index.name_of(script.path) == "pkg.mod"


def test_names_of_files(project: Path) -> None:
    lay(project, "train.py", "pkg/__init__.py", "pkg/sub/__init__.py", "pkg/sub/net.py", "my-pkg/__init__.py", "my-pkg/net.py")
    index = ProjectIndex([project])
    for file, name in {
        "train.py": "train",
        "pkg/__init__.py": "pkg",
        "pkg/sub/__init__.py": "pkg.sub",
        "pkg/sub/net.py": "pkg.sub.net",
        "my-pkg/net.py": "net",
        "my-pkg/__init__.py": "__init__",
    }.items():
        assert index.name_of(project / file) == name
        assert index.module_of(project / file).name == name
    assert index.module_of(project / "pkg/__init__.py").is_package
    assert not index.module_of(project / "train.py").is_package


class TestLinks:
    def test_a_loop_ends(self, project: Path) -> None:
        lay(project, "pkg/__init__.py", "pkg/a.py")
        (project / "pkg/pkg").symlink_to(project / "pkg", target_is_directory=True)
        (project / "loop").symlink_to(project, target_is_directory=True)
        (project / "endless").symlink_to(project / "endless")
        index = ProjectIndex([project])
        assert told(index.find("pkg.pkg.pkg.a"), project) == "pkg.pkg.pkg.a = pkg/pkg/pkg/a.py"
        assert index.find("endless") is None
        assert index.find("loop.missing") is None
        assert index.find("loop.loop.pkg.a") is not None

    def test_what_lies_outside_is_not_followed(self, tmp_path: Path) -> None:
        lay(tmp_path, "project/inside.py", "elsewhere/secret.py", "elsewhere/pkg/__init__.py")
        (tmp_path / "project/secret.py").symlink_to(tmp_path / "elsewhere/secret.py")
        (tmp_path / "project/pkg").symlink_to(tmp_path / "elsewhere/pkg", target_is_directory=True)
        (tmp_path / "project/broken.py").symlink_to(tmp_path / "nowhere.py")
        (tmp_path / "project/alias.py").symlink_to(tmp_path / "project/inside.py")
        index = ProjectIndex([tmp_path / "project"])
        assert [index.find(name) for name in ("secret", "pkg", "broken")] == [None, None, None]
        assert index.find("alias") is not None


def test_each_folder_is_listed_once(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lay(project, "a.py", "pkg/__init__.py", "pkg/b.py")
    listed: list[str] = []
    scandir = os.scandir

    def counting(folder: str) -> object:
        listed.append(folder)
        return scandir(folder)

    monkeypatch.setattr(os, "scandir", counting)
    index = ProjectIndex([project])
    for name in ("a", "pkg.b", "pkg", "missing", "pkg.missing"):
        index.find(name)
        index.find(name, project / "pkg/b.py")
    assert sorted(listed) == sorted(set(listed))


def test_roots_that_are_none(tmp_path: Path) -> None:
    lay(tmp_path, "file.py")
    assert ProjectIndex([tmp_path / "missing", tmp_path / "file.py"]).find("file") is None
    assert ProjectIndex([]).find("file") is None


@pytest.mark.parametrize("seed", range(40))
def test_as_pythons_own_finder(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    roots = [tmp_path / name for name in ("one", "two")]
    for root in roots:
        root.mkdir()
        for _ in range(chance.randrange(1, 8)):
            parts = [chance.choice("ab") for _ in range(chance.randrange(3))]
            lay(root, "/".join([*parts, chance.choice(["__init__.py", "a.py", "b.py", "c.py"])]))
        (root / "__init__.py").unlink(missing_ok=True)
    index = ProjectIndex(roots)
    importlib.invalidate_caches()
    for name in [f"{a}{b}{c}" for a in "abc" for b in ("", ".a", ".b", ".c") for c in ("", ".a", ".c")]:
        found = index.find(name)
        expected = pythons_answer(name, [str(root) for root in roots])
        assert (None if found is None else str(found.path)) == expected, name


def pythons_answer(name: str, path: Sequence[str]) -> str | None:
    """The file or the first folder of a name; part by part, since nothing may be imported for it."""
    origin: str | None = None
    for part in name.split("."):
        spec = importlib.machinery.PathFinder.find_spec(part, path)
        if spec is None:
            return None
        locations = spec.submodule_search_locations
        path = list(getattr(locations, "_path", locations or []))
        origin = spec.origin or path[0]
    return origin
