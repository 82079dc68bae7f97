"""The arrows of the design: who may import whom. Read from the import lines, so that it holds for imports within functions, too."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

PACKAGE: Final = Path(__file__).resolve().parents[1] / "scopelint"

HOUSES: Final = frozenset({"reading", "runs"})
"""Packages of which each module is a room of its own."""

ROOMS: Final[dict[str, frozenset[str]]] = {
    room: frozenset(may.split())
    for room, may in {
        # the leaves
        "reading": "",
        "runs": "",
        "model": "",
        "home": "",
        "stack": "",
        "pages": "",
        "timing": "",
        "streams": "",
        "runs.processes": "",
        "reading.coding": "",
        "reading.nesting": "",
        "reading.tokens": "",
        "reading.tree": "",
        "reading.python2": "",
        "reading.notebooks": "model",
        "settings": "__init__",
        "domain": "model",
        "trace": "model domain",
        "ir": "model",
        "ir_text": "model ir",
        "ir_dump": "model ir ir_text",
        # before the interpreter
        "discover": "model patterns settings",
        "patterns": "",
        "roots": "",
        "reading.parse": "model reading.coding reading.nesting reading.python2 reading.tree",
        "lower": "model ir reading.tokens reading.tree",
        "tool": "",
        "again": "tool",
        "cache": "again tool",
        "seen": "cache",
        "stubcode": "model ir reading.parse lower",
        "sources": "model ir reading.notebooks reading.parse lower cache seen timing resolve",
        "resolve": "",
        "indexes": "resolve roots seen",
        "context": "discover indexes resolve roots settings seen",
        # the interpreter
        "tf": "model domain trace",
        "stubs": "",
        "interp": "model domain trace ir ir_text tf",
        "concern": "resolve",
        "library": "model ir stubcode cache discover indexes roots sources resolve interp seen",
        "runs.asking": "model library ir interp",
        "runs.traces": "model domain trace",
        # after the interpreter
        "rules": "model domain trace",
        "inventory": "model domain trace",
        "suppress": "model",
        "ignores": "model patterns rules",
        "fingerprints": "model",
        "baseline": "model fingerprints",
        "fix": "model reading.coding reading.parse reading.notebooks reading.tokens suppress",
        "report": "model reading.coding fingerprints home inventory rules settings suppress",
        "caching": "cache roots seen settings timing",
        "answers": "model inventory cache seen context resolve roots settings",
        # the composer, and what is thin above it
        "runs.planning": "model discover roots settings rules",
        "runs.tracing": "model runs.planning caching concern settings discover sources library interp trace",
        "runs.beginnings": "interp runs.asking runs.tracing",
        "runs.hand": "model runs.asking runs.beginnings caching library trace runs.tracing interp",
        "runs.kept": "model cache runs.hand library sources runs.traces",
        "runs.scripts": "model runs.planning caching discover sources trace runs.tracing runs.hand runs.kept",
        "runs.side_by_side": "model runs.planning caching discover sources trace seen runs.hand runs.kept runs.scripts "
        "runs.processes stack reading.parse lower",
        "runner": "model runs.planning runs.side_by_side answers cache caching seen settings discover context ignores baseline sources "
        "rules inventory suppress trace fix timing",
        "fixing": "model fix inventory runner",
        "server": "runner inventory trace model reading.notebooks reading.parse discover rules fix home __init__",
        "flake8_plugin": "runner report __init__",
        "cli": "model again cache caching context runner fix fixing report rules settings baseline discover server streams timing __init__",
        "__init__": "model",
        "__main__": "again cli pages streams __init__",
    }.items()
}
"""Which rooms a room may import, besides itself. Nobody may import a room above."""

LIBRARIES: Final[dict[str, frozenset[str]]] = {
    "libcst": frozenset({"reading.tree"}),
    "click": frozenset({"cli"}),
    "pygls": frozenset({"server", "cli"}),
    "flake8": frozenset({"flake8_plugin"}),
    "lsprotocol": frozenset({"server"}),
    "pathspec": frozenset({"discover", "ignores"}),
    "msgspec": frozenset(ROOMS),
    "tomli": frozenset({"settings"}),
}
"""The only third-party libraries, and who may import them. TensorFlow is not among them."""

FILES: Final = sorted(file for file in PACKAGE.rglob("*.py") if "stubs" not in file.relative_to(PACKAGE).parts[:1])


def test_every_room_is_known() -> None:
    assert {room(file) for file in FILES} <= set(ROOMS)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.relative_to(PACKAGE).as_posix())
def test_arrows(file: Path) -> None:
    here = room(file)
    for module, line in imports(file):
        top, *rest = module.split(".")
        where = f"{file.relative_to(PACKAGE.parent)}:{line}: imports {module}"
        if top == "scopelint":
            target = _room_of(rest)
            assert target == here or target in ROOMS[here], where
        elif top not in sys.stdlib_module_names | {"tomllib"}:
            assert here in LIBRARIES.get(top, ()), where


def test_no_cycle_between_rooms() -> None:
    done: set[str] = set()
    left = dict(ROOMS)
    while left:
        free = {name for name, may in left.items() if may <= done}
        assert free, f"a circle among {sorted(left)}"
        done |= free
        left = {name: may for name, may in left.items() if name not in free}


def test_nothing_of_the_analysed_program_is_run() -> None:
    """No module of scopelint calls `exec` or `eval`, and only the registry of rules imports modules by name."""
    for file in FILES:
        for node in ast.walk(_tree(file)):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                assert node.func.id not in {"exec", "eval", "compile", "__import__"}, f"{file}:{node.lineno}"
            if isinstance(node, ast.Attribute) and node.attr == "import_module":
                assert file.name == "registry.py", f"{file}:{node.lineno}"


def room(file: Path) -> str:
    return _room_of(
        [part.removesuffix(".py") for part in file.relative_to(PACKAGE).parts if part != "__init__.py" or file.parent == PACKAGE]
    )


def _room_of(parts: list[str]) -> str:
    """The room that a dotted name, without `scopelint`, lies in."""
    if not parts or not _is_room(parts[0]):
        return "__init__"
    return ".".join(parts[:2]) if parts[0] in HOUSES else parts[0]


def imports(file: Path) -> Iterator[tuple[str, int]]:
    """Every module that a file imports, at whatever depth, with its line."""
    for node in ast.walk(_tree(file)):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{file}:{node.lineno}: a relative import"
            for alias in node.names:
                whole = f"{node.module}.{alias.name}"
                yield (whole if node.module in _OF_MODULES else str(node.module)), node.lineno


_OF_MODULES: Final = {"scopelint", *(f"scopelint.{house}" for house in HOUSES)}
"""Packages from which modules are imported by name."""


def _is_room(name: str) -> bool:
    return (PACKAGE / name).is_dir() or (PACKAGE / f"{name}.py").is_file()


def _tree(file: Path) -> ast.Module:
    return ast.parse(file.read_text(encoding="utf-8"), str(file))
