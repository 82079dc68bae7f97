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
