"""Edits in the bytes of files: encodings, line ends, notebooks; and writing."""

from __future__ import annotations

import codecs
import json
import os
import stat
from pathlib import Path
from typing import Any

import pytest

from scopelint import fix
from scopelint.fix import Unfixable
from scopelint.model import Edit, ParseFailure, Span
from scopelint.reading import notebooks


def edit(line: int, column: int, end_column: int, content: str) -> Edit:
    return Edit(Span(line, column, line, end_column), content)


@pytest.mark.parametrize(
    ("before", "edits", "after"),
    [
        (b"a = b\n", [edit(1, 1, 2, "xyz")], b"xyz = b\n"),
        (b"a = b", [edit(1, 5, 6, "c"), edit(1, 1, 2, "x")], b"x = c"),
        (codecs.BOM_UTF8 + b"a\r\nb\r\n", [edit(2, 1, 2, "x")], codecs.BOM_UTF8 + b"a\r\nx\r\n"),
        ("# coding: latin-1 é\n'é'; b".encode("latin-1"), [edit(2, 6, 7, "x")], "# coding: latin-1 é\n'é'; x".encode("latin-1")),
        ("# coding: latin-1\n'é'; b".encode("latin-1"), [edit(2, 6, 7, "x")], "# coding: latin-1\n'é'; x".encode("latin-1")),
        ("é = '\N{GRINNING FACE}'; b\n".encode(), [edit(1, 10, 11, "x")], "é = '\N{GRINNING FACE}'; x\n".encode()),
        (b"a\r\x0cb\rc", [edit(2, 2, 3, "x"), edit(3, 1, 2, "y")], b"a\r\x0cx\ry"),
        (b"a\x0bb = '\x85'\n".replace(b"\x85", "\x85".encode()), [edit(1, 1, 2, "x")], "x\x0bb = '\x85'\n".encode()),
        ("# coding: shift_jis\n'ソ'; b".encode("shift_jis"), [edit(2, 6, 7, "x")], "# coding: shift_jis\n'ソ'; x".encode("shift_jis")),
    ],
)
def test_everything_else_stays(before: bytes, edits: list[Edit], after: bytes) -> None:
    assert fix.rewritten(before, "m.py", edits) == after


@pytest.mark.parametrize(
    ("source", "content", "reason"),
    [
        (b"# coding: utf-7\n'+AOk-'; b # +AGE-\n", "x", "its encoding, utf-7, has several spellings"),
        ("# coding: latin-1\n'é'; b".encode("latin-1"), "\N{GRINNING FACE}", "its encoding, iso-8859-1, has no '\N{GRINNING FACE}'"),
        (b"a\0b", "x", "a null byte"),
    ],
)
def test_what_cannot_be_said_in_the_encoding(source: bytes, content: str, reason: str) -> None:
    with pytest.raises(Unfixable, match=reason):
        fix.rewritten(source, "m.py", [edit(2 if b"\n" in source else 1, 1, 2, content)])


def notebook(*cells: Any, **dump: Any) -> bytes:
    found = [cell if isinstance(cell, dict) else {"cell_type": "code", "source": cell} for cell in cells]
    document = {"cells": found, "metadata": {"source": ["["]}, "nbformat": 4}
    return (json.dumps(document, **dump) + "\n").encode()


MARKDOWN: dict[str, Any] = {"cell_type": "markdown", "source": ["# a\n", "b"]}


@pytest.mark.parametrize("dump", [{"indent": 1, "ensure_ascii": False}, {}, {"indent": "\t"}, {"separators": (",", ":")}], ids=str)
def test_notebook_keeps_its_json(dump: dict[str, Any]) -> None:
    """The program is the lines a, b, [pass], é, d."""
    before = notebook(["a\n", "b\n", "%magic"], MARKDOWN, ["'é'\n", "d"], **dump)
    cases = [
        ([edit(2, 1, 2, "x")], notebook(["a\n", "x\n", "%magic"], MARKDOWN, ["'é'\n", "d"], **dump)),
        ([edit(4, 2, 3, "ê"), edit(5, 1, 1, "(")], notebook(["a\n", "b\n", "%magic"], MARKDOWN, ["'ê'\n", "(d"], **dump)),
        ([edit(1, 2, 2, ";\nx\n")], notebook(["a;\n", "x\n", "\n", "b\n", "%magic"], MARKDOWN, ["'é'\n", "d"], **dump)),
        ([Edit(Span(4, 1, 5, 1), "")], notebook(["a\n", "b\n", "%magic"], MARKDOWN, ["d"], **dump)),
        ([Edit(Span(5, 1, 6, 1), "")], notebook(["a\n", "b\n", "%magic"], MARKDOWN, ["'é'"], **dump)),
    ]
    for edits, after in cases:
        assert fix.rewritten(before, "n.ipynb", edits) == after


def test_notebook_whose_source_is_a_string() -> None:
    before, after = notebook("a\nb", MARKDOWN, "c"), notebook("a\nx", MARKDOWN, "c")
    assert fix.rewritten(before, "n.ipynb", [edit(2, 1, 2, "x")]) == after
    assert fix.rewritten(codecs.BOM_UTF8 + before, "n.ipynb", [edit(2, 1, 2, "x")]) == codecs.BOM_UTF8 + after


def test_notebook_with_one_line_gets_more() -> None:
    before = notebook(["a"], indent=1)
    assert fix.rewritten(before, "n.ipynb", [edit(1, 2, 2, "\nb")]) == notebook(["a\n", "b"], indent=1)


def test_last_line_of_a_cell_goes_with_the_line_end_before_it() -> None:
    before = notebook(["a\n", "b"], ["c"])
    assert fix.rewritten(before, "n.ipynb", [Edit(Span(2, 1, 3, 1), "")]) == notebook(["a"], ["c"])


@pytest.mark.parametrize("edits", [[edit(3, 1, 2, "x")], [Edit(Span(2, 1, 4, 2), "x")], [edit(6, 1, 2, "x")]])
def test_notebook_that_cannot_be_changed_so(edits: list[Edit]) -> None:
    """What is no Python, what spans cells, and a cell in another language."""
    before = notebook(["a\n", "b\n", "%magic"], ["c\n", "d"], ["%%bash\n", "e"])
    assert not fix.can_be_made(before, "n.ipynb", edits)
    assert fix.can_be_made(before, "n.ipynb", [edit(2, 1, 2, "x")])


def test_the_edited_notebook_is_the_edited_program() -> None:
    before = notebook(["a\n", "b"], ["c"])
    after = notebooks.read(fix.rewritten(before, "n.ipynb", [edit(3, 1, 2, "x\ny")]), "n.ipynb")
    assert not isinstance(after, ParseFailure)
    assert after.text == "a\nb\nx\ny\n"


class TestWriting:
    def test_mode_and_content(self, tmp_path: Path) -> None:
        file = tmp_path / "m.py"
        file.write_bytes(b"a")
        file.chmod(0o750)
        fix.write(file, b"a", b"b")
        assert file.read_bytes() == b"b"
        assert stat.S_IMODE(file.stat().st_mode) == 0o750
        assert os.listdir(tmp_path) == ["m.py"]

    def test_link_stays_a_link(self, tmp_path: Path) -> None:
        file, link = tmp_path / "m.py", tmp_path / "sub" / "link.py"
        link.parent.mkdir()
        file.write_bytes(b"a")
        link.symlink_to("../m.py")
        fix.write(link, b"a", b"b")
        assert link.is_symlink()
        assert file.read_bytes() == b"b"
        fix.write(file, b"a", b"b")  # it has that already

    def test_file_that_has_changed_is_left_alone(self, tmp_path: Path) -> None:
        file = tmp_path / "m.py"
        file.write_bytes(b"other")
        with pytest.raises(Unfixable, match="it has changed since it was read"):
            fix.write(file, b"a", b"b")
        assert file.read_bytes() == b"other"

    def test_file_that_is_gone(self, tmp_path: Path) -> None:
        with pytest.raises(Unfixable, match="it cannot be written: No such file"):
            fix.write(tmp_path / "m.py", b"a", b"b")

    def test_nothing_is_left_behind(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        file = tmp_path / "m.py"
        file.write_bytes(b"a")

        def fail(*arguments: object) -> None:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr("os.replace", fail)
        with pytest.raises(Unfixable, match="No space left"):
            fix.write(file, b"a", b"b")
        assert (os.listdir(tmp_path), file.read_bytes()) == (["m.py"], b"a")
