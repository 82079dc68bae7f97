"""Names that calls take, and operators; without TensorFlow, for which see `test_against_tensorflow.py`."""

from __future__ import annotations

import pytest

from scopelint.domain.names import Hole, SymStr
from scopelint.domain.values import Unknown
from scopelint.tf import op_names, op_operators
from scopelint.tf.dtypes import DTYPES
from scopelint.tf.objects import Name, Tensor, Variable

X = Tensor((4, 6), DTYPES["float32"], "x")
V = Variable((4, 6), DTYPES["float32"], "v", trainable=True, store=True)
NAME = SymStr(("layer", Hole("i", "i")))


class Taker:
    """Gives every name as it is asked for, below a scope."""

    def __init__(self) -> None:
        self.asked: list[Name | None] = []

    def take_op(self, name: Name | None, default: str) -> Name:
        self.asked.append(name)
        return f"scope/{name}"


def requests(canonical: str, **arguments: object) -> tuple[Name, ...]:
    return op_names.taken(f"tensorflow.{canonical}", arguments).requests


def test_defaults_and_explicit_names() -> None:
    assert requests("matmul", a=X, b=X) == ("MatMul",)
    assert requests("matmul", a=X, b=X, name="product") == ("product",)
    assert requests("matmul", a=X, b=X, name=NAME) == (NAME,)
    assert requests("losses.log_loss", labels=X, predictions=X, scope="mine") == ("mine",)
    assert requests("global_variables") == ()


def test_what_depends_on_the_arguments() -> None:
    assert requests("reduce_mean", input_tensor=X) == ("Const", "Mean")
    assert requests("reduce_mean", input_tensor=X, axis=1) == ("Mean",)
    assert requests("cast", x=X, dtype="float32") == ()
    assert requests("nn.dropout", x=X, keep_prob=X) == ("sub", "dropout")
    assert requests("summary.scalar", name="my loss", tensor=X) == ("my_loss",)
    assert requests("Tensor.__getitem__", tensor=X, slice_spec=(slice(None), 0)) == ("strided_slice",)


def test_an_argument_that_is_returned() -> None:
    names = op_names.taken("tensorflow.cast", {"x": X, "dtype": DTYPES["float32"]})
    assert names.passed is X
    assert op_names.take(Taker(), "tensorflow.cast", {"x": X, "dtype": DTYPES["float32"]}) == "x"


def test_names_of_results() -> None:
    names = op_names.taken("tensorflow.nn.sigmoid_cross_entropy_with_logits", {"labels": X, "logits": X})
    assert names.result_name(("scope/logistic_loss_1",)) == "scope/logistic_loss_1"
    names = op_names.taken("tensorflow.nn.dropout", {"x": X, "keep_prob": 0.5})
    assert names.result_name(("dropout_1",)) == "dropout_1/SelectV2"


def test_take() -> None:
    taker = Taker()
    assert op_names.take(taker, "tensorflow.reduce_mean", {"input_tensor": X}, "loss") == "scope/loss"
    assert taker.asked == ["Const", "loss"]


@pytest.mark.parametrize("canonical", ["tensorflow.no_such_op", "elsewhere.function"])
def test_what_is_not_known_is_not_complete(canonical: str) -> None:
    names = op_names.taken(canonical, {"name": "x"})
    assert names.requests == ("x",)
    assert not names.complete


def test_unknown_arguments_make_it_incomplete() -> None:
    assert not op_names.taken("tensorflow.reduce_sum", {"input_tensor": Unknown("x", "x", "an argument")}).complete


@pytest.mark.parametrize(
    ("sign", "name"),
    [("+", "add"), ("-", "sub"), ("*", "mul"), ("/", "truediv"), ("//", "floordiv"), ("%", "mod"), ("@", "matmul"), ("<", "Less")],
)
def test_operators(sign: str, name: str) -> None:
    found = op_operators.binary(sign, X, V)
    assert found is not None
    assert found.names.requests == (name,)


def test_operators_with_a_number_on_the_left() -> None:
    less = op_operators.binary("<", 0, X)
    assert less is not None
    assert less.names.requests == ("Greater",)
    assert op_operators.binary("==", X, 0) is None
    assert op_operators.binary("+", 1, 2) is None


def test_unary_operators() -> None:
    negative, inverted = op_operators.unary("-", V), op_operators.unary("~", Tensor((), DTYPES["bool"], "b"))
    assert negative is not None
    assert inverted is not None
    assert negative.names.requests == ("Neg",)
    assert inverted.canonical == "tensorflow.logical_not"
