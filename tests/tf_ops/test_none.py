"""None where ops need a tensor: the table that says what they do, and TensorFlow."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest

from scopelint.domain.values import Value
from scopelint.tf import op_none
from scopelint.tf.op_none import Refused

TABLE: dict[str, dict[str, str]] = json.loads(Path(op_none.__file__).with_name("none_table.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("function", "arguments", "refused"),
    [
        ("square", {"x": None}, Refused("ValueError", ("Square",))),
        ("square", {"x": None, "name": "mine"}, Refused("ValueError", ("mine",))),
        ("square", {"x": 1.0}, None),
        ("add_n", {"inputs": (1.0, None)}, Refused("ValueError", ())),
        ("group", {"inputs": (None,)}, Refused("TypeError", ("group_deps",))),
        ("math.square", {"x": None}, Refused("ValueError", ("Square",))),
        ("reduce_mean", {"input_tensor": 1.0, "axis": None}, None),
        ("no_such_op", {"x": None}, None),
    ],
)
def test_what_is_refused(function: str, arguments: dict[str, Value], refused: Refused | None) -> None:
    assert op_none.refused(f"tensorflow.{function}", arguments) == refused


@pytest.mark.tensorflow
def test_the_table_is_tensorflows() -> None:
    import tensorflow.compat.v1 as tf

    from tests.tf_ops.generate_none_table import refusals

    for path in random.Random(1).sample(sorted(TABLE), 25):
        function = tf
        for part in path.split("."):
            function = getattr(function, part)
        assert dict(sorted(refusals(path, function).items())) == TABLE[path], path
