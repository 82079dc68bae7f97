"""Where TensorFlow 0.x had what programs import to this day: there is no such module to run."""

from __future__ import annotations

from pathlib import Path

import pytest

from scopelint import runner
from scopelint.tf import canonical


@pytest.mark.parametrize(
    ("owner", "name", "found"),
    [
        ("tensorflow.models.rnn", "rnn_cell", "tensorflow.nn.rnn_cell"),
        ("tensorflow.models.rnn", "rnn", "tensorflow.nn"),
        ("tensorflow.models.rnn", "seq2seq", "tensorflow.contrib.legacy_seq2seq"),
        ("tensorflow.nn", "seq2seq", "tensorflow.contrib.legacy_seq2seq"),
        ("tensorflow.python.ops", "seq2seq", "tensorflow.contrib.legacy_seq2seq"),
    ],
)
def test_modules_of_recurrent_networks(owner: str, name: str, found: str) -> None:
    assert canonical.is_module(owner)
    assert canonical.member(owner, name) == found
    assert canonical.is_module(found)


@pytest.mark.parametrize("name", ["Dataset", "Iterator", "TFRecordDataset", "TextLineDataset", "FixedLengthRecordDataset"])
@pytest.mark.parametrize("owner", ["tensorflow.contrib.data", "tensorflow.data.experimental"])
def test_datasets_of_contrib(owner: str, name: str) -> None:
    assert canonical.member(owner, name) == f"tensorflow.data.{name}"


def test_structures_of_contribs_datasets() -> None:
    assert canonical.member(canonical.module("tensorflow.contrib.data.python.util"), "nest") == "tensorflow.nest"


@pytest.mark.parametrize("ops", ["tf.ops", "tf.python.ops", "tf.python.framework.ops"])
def test_graphs_reset_through_modules_of_tensorflow(ops: str, tmp_path: Path) -> None:
    (tmp_path / "notebook.py").write_text(
        f"import tensorflow as tf\n\nfor _ in range(2):\n    {ops}.reset_default_graph()\n    tf.get_variable('w', [])\n"
    )
    named = runner.names(runner.Request(("notebook.py",), tmp_path))
    assert [str(cut) for trace in named.analysis.traces for cut in trace.cuts] == []
    assert {event.outcome.value for trace in named.analysis.traces for event in trace.variables} == {"create"}
