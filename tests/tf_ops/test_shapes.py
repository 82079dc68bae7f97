"""Shapes and dimensions, as `tf.TensorShape` and `tf.Dimension` compute them; three states are kept apart."""

from __future__ import annotations

import pytest

from scopelint.domain.values import Unknown
from scopelint.tf import shapes
from scopelint.tf.dtypes import DTYPES
from scopelint.tf.objects import Array, Dimension, Tensor, TensorShape
from scopelint.tf.shapes import IncompatibleError

N = Unknown("n", "n", "an argument", kind=int, low=0)


def vector(*sizes: object) -> Tensor:
    return Tensor((len(sizes),), DTYPES["int32"], "sizes", constant=tuple(sizes))


@pytest.mark.parametrize(
    ("value", "shape"),
    [
        (None, None),
        (3, (3,)),
        ((), ()),
        ((2, None, 3), (2, None, 3)),
        ((Dimension(4), Dimension(None)), (4, None)),
        (Dimension(4), (4,)),
        (TensorShape((1, 2)), (1, 2)),
        (TensorShape(None), None),
        (vector(2, None), (2, None)),
        (vector(2, -1), (2, None)),
        (Tensor((3,), DTYPES["int32"], "sizes"), (None, None, None)),
        (Tensor(None, DTYPES["int32"], "sizes"), None),
        ((N, 3), (N, 3)),
        ((Tensor((), DTYPES["int32"], "n", constant=5), 3), (5, 3)),
    ],
)
def test_shape_of_value(value: object, shape: object) -> None:
    assert shapes.shape_of_value(value) == shape


def test_what_is_unknown_to_scopelint_is_not_what_tensorflow_does_not_know() -> None:
    assert isinstance(shapes.shape_of_value(N), Unknown)
    assert shapes.shape_of_value(N) == shapes.shape_of_value(N)
    assert shapes.ndims(None) is None
    assert isinstance(shapes.ndims(shapes.unknown_shape()), Unknown)


def test_merge() -> None:
    assert shapes.merge((None, 3), (2, None)) == (2, 3)
    assert shapes.merge(None, (2,)) == (2,)
    assert shapes.merge((N, 3), (4, None)) == (4, 3)
    assert shapes.merge((N,), (None,)) == (N,)
    with pytest.raises(IncompatibleError):
        shapes.merge((2,), (3,))
    with pytest.raises(IncompatibleError):
        shapes.merge((2,), (2, 2))


def test_compatible() -> None:
    assert shapes.compatible((None, 3), (2, 3)) is True
    assert shapes.compatible((2, 3), (3, 3)) is False
    assert shapes.compatible((2,), (2, 3)) is False
    assert shapes.compatible(None, (2, 3)) is True
    assert isinstance(shapes.compatible((N, 3), (2, 3)), Unknown)


def test_equal_shapes() -> None:
    assert shapes.same_shape((2, 3), (2, 3)) is True
    assert shapes.same_shape((2, 3), (2, 4)) is False
    assert shapes.same_shape(None, None) is True
    assert isinstance(shapes.same_shape((N,), (2,)), Unknown)


def test_fully_defined_and_counted() -> None:
    assert shapes.is_fully_defined((2, 3)) is True
    assert shapes.is_fully_defined((2, None)) is False
    assert isinstance(shapes.is_fully_defined((2, N)), Unknown)
    assert shapes.num_elements((2, 3)) == 6
    assert shapes.num_elements(()) == 1
    assert shapes.num_elements((None, 3)) is None


@pytest.mark.parametrize(
    ("left", "right", "result"),
    [
        ((2, 3), (3,), (2, 3)),
        ((2, 1), (1, 3), (2, 3)),
        ((None, 3), (2, 1), (2, 3)),
        ((None,), (1,), (None,)),
        (None, (2,), None),
        ((), (2,), (2,)),
    ],
)
def test_broadcast(left: object, right: object, result: object) -> None:
    assert shapes.broadcast(left, right) == result  # type: ignore[arg-type]


def test_an_unknown_dimension_beside_a_known_one_is_known_after_broadcasting() -> None:
    assert shapes.broadcast((N, 3), (5, 3)) == (5, 3)
    assert shapes.broadcast((N, 3), (1, 3)) == (N, 3)


@pytest.mark.parametrize(
    ("sign", "left", "right", "value"),
    [
        ("+", Dimension(3), 4, 7),
        ("*", 2, Dimension(3), 6),
        ("//", Dimension(7), Dimension(2), 3),
        ("%", Dimension(7), 2, 1),
        ("-", 9, Dimension(2), 7),
        ("*", Dimension(None), 3, None),
        ("+", Dimension(3), None, None),
    ],
)
def test_dimension_arithmetic(sign: str, left: object, right: object, value: object) -> None:
    result = shapes.dimension_operation(sign, left, right)
    assert isinstance(result, Dimension)
    assert result.value == value


def test_dimension_comparison() -> None:
    assert shapes.dimension_operation("<", Dimension(3), 4) is True
    assert shapes.dimension_operation("==", Dimension(3), Dimension(3)) is True
    assert shapes.dimension_operation("==", Dimension(None), 3) is None
    assert isinstance(shapes.dimension_operation("==", Dimension(N), 3), Unknown)
    assert shapes.dimension_operation("+", Dimension(3), "x") is NotImplemented


def test_one_computation_on_one_unknown_is_one_value() -> None:
    twice = shapes.arithmetic("*", N, 2)
    assert twice == shapes.arithmetic("*", N, 2)
    assert twice != shapes.arithmetic("*", N, 3)
    assert isinstance(twice, Unknown)
    assert twice.text == "n*2"
    assert shapes.arithmetic("*", N, 1) is N


def test_parts_of_shapes() -> None:
    assert shapes.index_shape((2, 3), -1) == 3
    assert shapes.index_shape(None, 0) is None
    assert shapes.slice_shape((2, 3, 4), 1, None) == (3, 4)
    assert shapes.slice_shape(None, 1, 3) == (None, None)
    assert shapes.concatenate((2,), (None, 3)) == (2, None, 3)
    assert shapes.concatenate((2,), None) is None


def test_shapes_of_constants() -> None:
    assert shapes.of_constant(1.5) == ()
    assert shapes.of_constant(((1, 2), (3, 4), (5, 6))) == (3, 2)
    assert shapes.of_constant(()) == (0,)
    assert isinstance(shapes.of_constant(((1, 2), 3)), Unknown)
    assert shapes.of_constant((Tensor((4,), DTYPES["float32"], "x"),) * 2) == (2, 4)


@pytest.mark.parametrize(
    ("value", "now", "before"),
    [
        ((2, 3.0), "TypeError", None),
        ((1.5,), "TypeError", "ValueError"),
        (2.0, "TypeError", None),
        (("a",), "TypeError", "ValueError"),
        ((3, "100"), "TypeError", None),
        (((1, 2),), "TypeError", "TypeError"),
        (Array((), DTYPES["float64"], 3.0), "TypeError", None),
        ((2, None, True), None, None),
        (Array((), DTYPES["int64"], 3), None, None),
    ],
)
def test_what_is_no_size(value: object, now: str | None, before: str | None) -> None:
    """TensorFlow 1 takes floats that are whole numbers, and texts of numbers (`Dimension.__init__` of 1.15 calls `int`)."""
    found = [shapes.no_sizes(value, tensorflow1=old) for old in (False, True)]
    assert [None if one is None else one[0] for one in found] == [now, before]
