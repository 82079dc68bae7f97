"""Where TensorFlow 0.x had what programs import to this day: there is no such module to run."""

from __future__ import annotations

import pytest

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
