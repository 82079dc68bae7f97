"""Shapes of results where arguments are not known to scopelint; the rest is in `test_against_tensorflow.py`."""

from __future__ import annotations

import pytest

from scopelint.domain.values import Unknown, Value
from scopelint.tf import op_shapes
from scopelint.tf.dtypes import DTYPES
from scopelint.tf.objects import Dimension, Shape, Tensor, TensorShape, Variable
from scopelint.tf.op_shapes import Form

FLOAT = DTYPES["float32"]
N = Unknown("n", "n", "an argument", kind=int, low=0)
ODD: list[Value] = [None, 1, -1, 1.5, "x", b"x", True, (), (1, 2), ("a", 1), ..., object(), N, Unknown("u", "u", "why"), Dimension(None)]


def tensor(*shape: int | Unknown | None) -> Tensor:
    return Tensor(shape, FLOAT, "x")


def shape(canonical: str, **arguments: Value) -> Shape:
    return op_shapes.infer(f"tensorflow.{canonical}", arguments).output.shape


def test_an_unknown_size_is_followed() -> None:
    x = tensor(None, N)
    assert shape("nn.relu", features=x) == (None, N)
    assert shape("matmul", a=x, b=tensor(N, 5)) == (None, 5)
    assert shape("transpose", a=x) == (N, None)
    assert shape("zeros", shape=(N, 3)) == (N, 3)
    assert shape("fill", dims=(N, 3), value=0) == (N, 3)


def test_arithmetic_on_an_unknown_size_is_one_value() -> None:
    twice = shape("concat", values=(tensor(3, N), tensor(3, N)), axis=1)
    assert twice == shape("concat", values=(tensor(3, N), tensor(3, N)), axis=1)
    assert isinstance(twice, tuple)
    assert isinstance(twice[1], Unknown)
    assert twice[1].text == "n+n"


def test_values_of_shape_tensors() -> None:
    sizes = op_shapes.infer("tensorflow.shape", {"input": tensor(None, N, 3)}).output
    assert sizes.constant == (None, N, 3)
    whole = Tensor(sizes.shape, sizes.dtype, "Shape", constant=sizes.constant)
    assert op_shapes.infer("tensorflow.Tensor.__getitem__", {"tensor": whole, "slice_spec": 1}).output.constant == N


def test_old_argument_orders_and_names() -> None:
    x = tensor(2, 6)
    assert shape("concat", values=1, axis=(x, x)) == (2, 12)
    parts = op_shapes.infer("tensorflow.split", {"value": 1, "num_or_size_splits": 2, "axis": x})
    assert [part.output.shape if not isinstance(part, op_shapes.Output) else part.shape for part in parts.outputs] == [(2, 3), (2, 3)]
    assert shape("reduce_sum", input_tensor=x, reduction_indices=(1,), keep_dims=True) == (2, 1)
    assert shape("expand_dims", input=x, dim=0) == (1, 2, 6)


def test_python_values_become_tensors() -> None:
    assert shape("add", x=((1, 2), (3, 4)), y=1) == (2, 2)
    assert op_shapes.infer("tensorflow.add", {"x": tensor(2), "y": 1}).output.dtype is FLOAT
    assert shape("stack", values=(tensor(4), tensor(4))) == (2, 4)
    assert shape("convert_to_tensor", value=TensorShape((2, 3))) == (2,)


def test_variables_have_no_static_value() -> None:
    variable = Variable((2,), DTYPES["int32"], "v", trainable=True, store=True, initial_value=(1, 2))
    assert shape("fill", dims=variable, value=0.0) == (None, None)


def test_what_is_not_modelled() -> None:
    assert op_shapes.infer("tensorflow.no_such_op", {}).form is Form.UNKNOWN
    assert isinstance(shape("signal.stft", signals=tensor(3)), Unknown)
    assert op_shapes.infer("tensorflow.global_variables_initializer", {}).form is Form.OPERATION
    assert op_shapes.is_modelled("tensorflow.math.add")
    assert not op_shapes.is_modelled("tensorflow.signal.stft")


@pytest.mark.parametrize("odd", ODD, ids=range(len(ODD)))
def test_odd_arguments_never_raise(odd: Value) -> None:
    from scopelint.tf import op_names, op_table
    from scopelint.tf.op_calls import SHAPE_FUNCTIONS
    from scopelint.tf.op_name_calls import NAME_RULES

    for name in {*SHAPE_FUNCTIONS, *NAME_RULES}:
        signature = op_table.lookup(f"tensorflow.{name}")
        assert signature is not None
        names = [parameter.name for parameter in signature.parameters]
        given: list[dict[str, Value]] = [dict.fromkeys(names, odd), dict.fromkeys(names, tensor(2, N, None))]
        given.append(dict.fromkeys(names, odd) | dict.fromkeys(names[:1], tensor(4, 4)))
        for arguments in given:
            op_shapes.infer(f"tensorflow.{name}", arguments)
            op_names.taken(f"tensorflow.{name}", arguments)


def test_long_vectors_of_no_value_are_joined_without_their_elements() -> None:
    """As programs do that pack all gradients into one."""
    values = (tensor(30_000_000), tensor(3))
    joined = op_shapes.infer("tensorflow.concat", {"values": values, "axis": 0}).output
    assert joined.shape == (30_000_003,)
    assert joined.constant is None
    sizes = Tensor((1_000,), DTYPES["int32"], "x", constant=N)
    assert isinstance(op_shapes.infer("tensorflow.concat", {"values": (sizes, sizes), "axis": 0}).output.constant, Unknown)
