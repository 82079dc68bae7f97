"""Processes and tests run by themselves: what they make is told, and is nobody else's, nor are their errors."""

from __future__ import annotations

from pathlib import Path

from scopelint.runner import Request, check, names

PROGRAM = """
import multiprocessing

import tensorflow as tf


def train(size):
    with tf.variable_scope("net"):
        tf.get_variable("w", [size])
    with tf.Session() as session:
        session.run(tf.global_variables_initializer())


for size in range(1, 4):
    process = multiprocessing.Process(target=train, args=(size,))
    process.start()
    process.join()
train(9)
"""


def test_each_has_graphs_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "program.py").write_text(PROGRAM)
    request = Request(paths=("program.py",), cwd=tmp_path, isolated=True)
    assert check(request).diagnostics == ()
    made = [(str(one.name), one.outcome.value, one.shape) for one in names(request).inventory.variables]
    assert made == [("net/w", "create", (size,)) for size in (1, 2, 3, 9)]


def test_an_error_ends_its_own_process(tmp_path: Path) -> None:
    (tmp_path / "program.py").write_text(PROGRAM.replace("[size])", '[size]), tf.get_variable("w", [size])'))
    made = names(Request(paths=("program.py",), cwd=tmp_path, isolated=True)).inventory.variables
    assert [(one.outcome.value, one.shape, one.after_error) for one in made if one.outcome.value == "create"] == [
        ("create", (size,), False) for size in (1, 2, 3, 9)
    ]
    assert [one.outcome.value for one in made] == ["create", "error"] * 4


TESTS = """
import unittest

import tensorflow as tf


class NetTest(unittest.TestCase):
    def test_a(self):
        tf.get_variable("w", [1])
        tf.get_variable("w", [1])

    def test_b(self):
        tf.get_variable("v", [1])
        tf.no_such_function_at_all()
        tf.get_variable("u", [1])


if __name__ == "__main__":
    unittest.main()
"""


def test_an_error_ends_its_own_test(tmp_path: Path) -> None:
    (tmp_path / "program.py").write_text(TESTS)
    request = Request(paths=("program.py",), cwd=tmp_path, isolated=True)
    assert [(found.code, found.site.span.line) for found in check(request).diagnostics] == [("TFS101", 10)]
    made = names(request).inventory.variables
    assert [(one.name, one.outcome.value, one.after_error) for one in made] == [
        ("w", "create", False),
        ("w", "error", False),
        ("v", "create", False),
        ("u", "create", False),
    ]
