"""The table of TensorFlow's public names: complete, small, quick to read, and understood by its readers."""

from __future__ import annotations

from importlib.resources import files

import pytest

from scopelint.domain.values import MISSING, Unknown
from scopelint.tf import op_names, op_shapes, op_table
from scopelint.tf.dtypes import DTYPES
from scopelint.tf.op_calls import SHAPE_FUNCTIONS
from scopelint.tf.op_name_calls import NAME_RULES
from scopelint.tf.op_table import OpKind, ParameterKind

BYTES = 300_000


def every_name() -> list[str]:
    modules = op_table._table().modules
    return [f"tensorflow.{module}.{name}" if module else f"tensorflow.{name}" for module in modules for name in modules[module]]


def test_every_name_is_understood() -> None:
    for name in every_name():
        signature = op_table.lookup(name)
        assert signature is not None, name
        assert (signature.kind is OpKind.CONSTANT) == (signature.value is not MISSING), name
        op_names.taken(name, {})
        op_shapes.infer(name, {})


def test_the_table_is_small() -> None:
    assert len(files("scopelint.tf").joinpath("op_table.json").read_bytes()) < BYTES


def test_signatures() -> None:
    matmul = op_table.lookup("tensorflow.matmul")
    assert matmul is not None
    assert [p.name for p in matmul.parameters][:3] == ["a", "b", "transpose_a"]
    assert matmul.name_parameter == "name"
    assert matmul.name_position == 9
    assert matmul.parameters[2].default is False
    zeros = op_table.lookup("tensorflow.zeros")
    assert zeros is not None
    assert zeros.parameters[1].default is DTYPES["float32"]
    loss = op_table.lookup("tensorflow.losses.log_loss")
    assert loss is not None
    assert loss.name_parameter == "scope"
    dense = op_table.lookup("tensorflow.layers.dense")
    assert dense is not None
    assert dense.makes_variables
    assert isinstance({p.name: p for p in dense.parameters}["bias_initializer"].default, Unknown)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("tensorflow.nn.relu", OpKind.OP),
        ("tensorflow.cond", OpKind.CALLBACKS),
        ("tensorflow.get_collection", OpKind.PYTHON),
        ("tensorflow.train.AdamOptimizer", OpKind.CLASS),
        ("tensorflow.float32", OpKind.CONSTANT),
        ("tensorflow.nn", OpKind.MODULE),
        ("tensorflow.compat.v1.nn.relu", OpKind.OP),
        ("tensorflow.mul", OpKind.OP),
    ],
)
def test_kinds(name: str, kind: OpKind) -> None:
    signature = op_table.lookup(name)
    assert signature is not None
    assert signature.kind is kind


def test_names_that_do_not_exist() -> None:
    assert op_table.lookup("tensorflow.no_such_op") is None
    assert op_table.lookup("numpy.zeros") is None
    assert op_table.children("tensorflow.no_such_module") == ()


def test_constants_of_classes() -> None:
    keys = op_table.lookup("tensorflow.GraphKeys")
    modes = op_table.lookup("tensorflow.estimator.ModeKeys")
    assert keys is not None
    assert modes is not None
    assert keys.attributes["TRAINABLE_VARIABLES"] == "trainable_variables"
    assert modes.attributes["TRAIN"] == "train"


def test_children() -> None:
    top = op_table.children("tensorflow")
    assert {"nn", "layers", "matmul", "float32"} <= set(top)
    assert "relu" in op_table.children("tensorflow.nn")


def test_bind() -> None:
    matmul = op_table.lookup("tensorflow.matmul")
    grid = op_table.lookup("tensorflow.meshgrid")
    assert matmul is not None
    assert grid is not None
    assert matmul.bind(("x", "y"), {"name": "z"}) == {"a": "x", "b": "y", "name": "z"}
    assert matmul.bind(("x",), {"a": "y"}) is None
    assert matmul.bind((), {"no_such": 1}) is None
    assert grid.bind((1, 2, 3), {"indexing": "ij"}) == {"args": (1, 2, 3), "indexing": "ij"}
    assert grid.parameters[0].kind is ParameterKind.VAR_POSITIONAL


def test_the_registries_name_what_exists() -> None:
    strange = [name for name in {*SHAPE_FUNCTIONS, *NAME_RULES} if op_table.lookup(f"tensorflow.{name}") is None]
    assert not strange


@pytest.mark.tensorflow
def test_the_table_is_what_tensorflow_has(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.argv", ["scopelint"])  # tf.flags.FLAGS reads the command line when it is looked at
    import tensorflow.compat.v1 as tf

    from tests.tf_ops.generate_op_table import modules, parameters

    table = op_table._table()
    for path, module in modules(tf).items():
        for name, index in table.modules[path].items():
            value = getattr(module, name)
            if callable(value) and not isinstance(value, tf.DType):
                assert table.entries[index].parameters == parameters(value), f"{path}.{name}"
