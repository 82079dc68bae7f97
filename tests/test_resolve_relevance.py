"""What a file's bytes say before it is parsed."""

from __future__ import annotations

import ast
import inspect
import subprocess
import sys
import unittest.mock

import pytest

from scopelint.resolve import imported_names, mentions_scopes


@pytest.mark.parametrize(
    "text",
    [
        "import tensorflow as tf",
        "import tensorflow.compat.v1 as tf",
        "from common import tf\nw = tf.Variable(0)",
        "from common import variable_scope",
        "with variable_scope('a'): pass",
        "import tf_slim as slim",
        "from tensorpack import *",
        "import sonnet as snt",
        "from keras import layers",
    ],
)
def test_mentioned(text: str) -> None:
    assert mentions_scopes(text.encode())


@pytest.mark.parametrize(
    "text", ["", "import os", "print('hello')", "import numpy as np\nx = np.zeros(3)", "codec = utf.decode", "session_scope()"]
)
def test_not_mentioned(text: str) -> None:
    assert not mentions_scopes(text.encode())


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("import a", "a"),
        ("import a.b as c, d", "a.b d"),
        ("import a . b", "a.b"),
        ("from a import b, c as d", "a a.b a.c"),
        ("from a.b import (\n  c,  # first, second\n  d as e,\n)\nimport f", "a.b a.b.c a.b.d f"),
        ("from a import \\\n  b, \\\n  c", "a a.b a.c"),
        ("from a \\\n  import b", "a a.b"),
        ("from a import *", "a"),
        ("from . import a", ". .a"),
        ("from .. a import b", "..a ..a.b"),
        ("from ...a.b import c", "...a.b ...a.b.c"),
        ("from.a import b", ".a .a.b"),
        ("from .a import(b)", ".a .a.b"),
        ("try: import a\nexcept ImportError: import b as c; import d", "a b d"),
        ("if x:\n    from a import b  # import c\r\n\timport d\r", "a a.b d"),
        ("a = importlib.import_module('b.c')", "b.c"),
        ('__import__("a")', "a"),
        ("import a;import b", "a b"),
        ("important = reimport", ""),
        ("x = 1", ""),
        ("import ä", "ä"),
    ],
)
def test_imports(text: str, names: str) -> None:
    assert imported_names(text.encode()) == set(names.split())


def test_python_agrees_on_a_module_of_its_own() -> None:
    source = inspect.getsource(unittest.mock)
    expected: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            expected.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            expected.add("." * node.level + (node.module or ""))
    assert expected <= imported_names(source.encode())


def test_neither_parser_nor_interpreter_is_imported() -> None:
    code = "import sys, scopelint.resolve; print([m for m in sys.modules if m.startswith(('libcst', 'scopelint'))])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "libcst" not in done.stdout
    assert "interp" not in done.stdout
