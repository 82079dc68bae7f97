"""libcst's parser alone, and libcst itself: two trees, one IR."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from scopelint import ir
from scopelint.lower import lower
from scopelint.model import ParseFailure
from scopelint.reading.parse import parse
from scopelint.reading.tree import cst
from tests.test_lower_ast import corpus
from tests.test_lower_constructs import LINES, blocks

ROOT = Path(__file__).resolve().parents[1]
WITH_LIBCST = """
import importlib.machinery, libcst, json, sys
importlib.machinery.EXTENSION_SUFFIXES = []  # as where the parser cannot be loaded alone
from scopelint.reading.tree import cst
assert cst is libcst
from tests.test_tree import every_text, read
json.dump([read(text) for text in every_text()], sys.stdout)
"""
BROKEN = (
    "a = (\n",
    "def f(:\n    pass\n",
    "x = 1\n  y = 2\n",
    "print 'a'\n",
    "f(**a, *b, c\n",
    "class C\n    pass\n",
    "a = 'b\n",
    "\tif a:\n b\n",
)


def every_text() -> list[str]:
    """Every construct of the language, what is none, a part of the fixtures, and modules of Python's own."""
    fixtures = sorted((ROOT / "fixtures").rglob("*.py"))[::8]
    return [
        *LINES,
        *blocks(),
        *BROKEN,
        *(file.read_text(encoding="utf-8") for file in fixtures),
        *(file.read_text(encoding="utf-8") for file in corpus()[:4]),
    ]


def read(text: str) -> str:
    """A digest of the IR of a text, or why there is none."""
    parsed = parse(text.encode(), "text.py", python_2=True)
    if isinstance(parsed, ParseFailure):
        return repr(parsed)
    module = lower(parsed.module, "text.py", parsed.text, parsed.translation)
    return hashlib.md5(ir.encode(module)).hexdigest()


def test_both_ways_lead_to_the_same_ir() -> None:
    done = subprocess.run([sys.executable, "-c", WITH_LIBCST], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    for text, expected in zip(every_text(), json.loads(done.stdout), strict=True):
        assert read(text) == expected, text


def test_libcst_is_not_imported() -> None:
    parse = "import sys; from scopelint.reading.tree import cst; cst.parse_module('a = 1')"
    code = f"{parse}; print([m for m in sys.modules if m.startswith('libcst')])"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_libcst_is_left_as_it_was() -> None:
    import libcst

    cst.parse_module("a = 1")
    with pytest.raises(cst.ParserSyntaxError):
        cst.parse_module("a = (")
    assert sys.modules["libcst"] is libcst
    assert type(libcst.parse_module("a")) is libcst.Module
    with pytest.raises(libcst.ParserSyntaxError):
        libcst.parse_module("a = (")


def test_several_threads_at_once() -> None:
    import libcst

    text = "f(a, b)\n" * 500
    kinds: list[type] = []
    threads = [threading.Thread(target=lambda: kinds.append(type(cst.parse_module(text)))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert kinds == [cst.Module] * 8
    assert sys.modules["libcst"] is libcst
