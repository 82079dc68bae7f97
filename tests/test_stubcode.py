"""The stubs' IR that is kept beside them: what a stub's own text gives, or nothing."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from scopelint import ir, lower, stubcode
from scopelint.reading import parse
from scopelint.tf import op_table

STUB = stubcode.STUBS / "contextlib.py"
OTHER = stubcode.STUBS / "tensorflow" / "_template.py"


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A file with the IR of two stubs, in the place of the installed one."""
    file = tmp_path / "stubs.ir"
    monkeypatch.setattr(stubcode, "FILE", file)
    monkeypatch.setattr(stubcode, "_stubs", lambda: iter([STUB, OTHER]))
    stubcode.build(file)
    stubcode._kept.cache_clear()
    yield file
    stubcode._kept.cache_clear()


def from_text(file: Path) -> ir.Module:
    parsed = parse.parse(file.read_bytes(), str(file))
    assert not isinstance(parsed, parse.ParseFailure)
    return lower.lower(parsed.module, str(file), parsed.text)


def forbid_lowering(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> ir.Module:
        raise AssertionError("lowered again")

    monkeypatch.setattr(stubcode, "_lowered", fail)


def test_kept_modules_are_those_of_the_texts(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    forbid_lowering(monkeypatch)
    assert [stubcode.module(file) for file in (STUB, OTHER)] == [from_text(file) for file in (STUB, OTHER)]


def test_a_changed_stub_is_lowered_from_its_text(kept: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stubcode, "STUBS", tmp_path)
    changed = tmp_path / STUB.name
    changed.write_bytes(STUB.read_bytes() + b"\nchanged = 1\n")
    assert stubcode.module(changed) == from_text(changed)


def test_the_work_of_other_code_is_not_used(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stubcode, "lowering", lambda: b"other code")
    assert stubcode._kept() == {}
    assert stubcode.module(STUB) == from_text(STUB)


@pytest.mark.parametrize("damaged", [b"", b"\xc1", b"\x90", b"half"])
def test_a_damaged_file_is_as_good_as_none(kept: Path, damaged: bytes) -> None:
    kept.write_bytes(kept.read_bytes()[:1000] if damaged == b"half" else damaged)
    assert stubcode.module(STUB) == from_text(STUB)
    kept.unlink()
    stubcode._kept.cache_clear()
    assert stubcode.module(STUB) == from_text(STUB)


def test_what_a_stub_imports_hides_no_name_of_tensorflow() -> None:
    hidden = []
    for file in stubcode.STUBS.rglob("*.py"):
        parts = file.relative_to(stubcode.STUBS).with_suffix("").parts
        name = ".".join(part for part in parts if part != "__init__")
        for node in ast.parse(file.read_bytes()).body:
            if name.startswith("tensorflow") and isinstance(node, ast.Import):
                bound = [alias.asname or alias.name.partition(".")[0] for alias in node.names]
                hidden += [f"{name}.{one}" for one in bound if op_table.lookup(f"{name}.{one}") is not None]
    assert not hidden
