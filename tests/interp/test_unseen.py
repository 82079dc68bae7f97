"""Code that cannot be seen, called on some paths only: what it may have made is not missed, however many paths there are."""

from __future__ import annotations

from pathlib import Path

import pytest

from scopelint.runner import Request, check

PROGRAM = """
import sys

import tensorflow as tf
import unseen

for option in ("a", "b", "c", "d", "e", "f", "g", "h"):
    if option in sys.argv:
        with tf.variable_scope(option):
            unseen.build(option)
with tf.variable_scope("{scope}", reuse=True):
    tf.get_variable("w", [3])
"""


@pytest.mark.parametrize(("scope", "codes"), [("b", []), ("z", ["TFS102"])])
def test_many_paths(tmp_path: Path, scope: str, codes: list[str]) -> None:
    (tmp_path / "program.py").write_text(PROGRAM.format(scope=scope))
    checked = check(Request(paths=("program.py",), cwd=tmp_path, isolated=True))
    assert checked.problems == ()
    assert [finding.code for finding in checked.diagnostics] == codes


IMPORTED = """
import tensorflow as tf

tf.train.import_meta_graph("model.meta")
x = tf.get_collection("inputs")[0]
loss = tf.reduce_sum(tf.get_collection("losses_of_mine")[0])
head = tf.get_variable("head", [2, 3])
tf.train.GradientDescentOptimizer(0.1).minimize(loss, var_list=tf.get_collection("trainable_variables", scope="old"))
tf.train.GradientDescentOptimizer(0.1).minimize(loss)
with tf.variable_scope("", reuse=True):
    tf.get_variable("w", [2, 1])
"""


def test_imported_graph(tmp_path: Path) -> None:
    """What a graph brings that is read from a file lies in its collections; `get_variable` finds none of it."""
    (tmp_path / "program.py").write_text(IMPORTED)
    checked = check(Request(paths=("program.py",), cwd=tmp_path, isolated=True, said={"extend-select": ["TFS902"]}))
    assert [(finding.code, finding.site.span.line) for finding in checked.diagnostics] == [("TFS102", 11)]
